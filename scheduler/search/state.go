package search

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// State is a roster with what is needed to price a move: the machines' states, the
// counters' totals and the rows' counts. One goroutine may use one State.
//
// Invariants: mach[i,d] is the machine's state before day d, reached from start by
// the cells before d; eff[i,d] is the effect of day d's step; totals and counts are
// sums over duty; score is Model.Evaluate of the roster.
type State struct {
	p *Problem
	// duty is the roster; [staff*Days+day].
	duty []Duty
	// mach and eff are indexed [(machine*Staff+staff)*Days+day].
	mach, eff []int32
	// totals and totalE are what counters stand at and its energy; [staff*counters+counter].
	totals, totalE []int64
	// lineE is what a person's line costs in energy, cover left out; [staff].
	lineE []int64
	// counts is how many people count for each row.
	counts []int32
	score  nrp.Score

	// Scratch of the move at hand.
	delta []int64
	dirty []int32
	rows  []rowChange
}

type rowChange struct {
	row int32
	by  int32
}

// Segment sets the days from Day on of one person's line to To.
type Segment struct {
	Staff, Day int
	To         []Duty
}

// NewState returns the state of a roster, nil for everybody off; frozen cells are
// put in, cells that may not be worked are off.
func NewState(p *Problem, r nrp.Roster) *State {
	s := &State{
		p: p, duty: make([]Duty, p.Staff*p.Days),
		mach: make([]int32, p.machines*p.Staff*p.Days), eff: make([]int32, p.machines*p.Staff*p.Days),
		totals: make([]int64, p.Staff*p.counters), totalE: make([]int64, p.Staff*p.counters),
		lineE:  make([]int64, p.Staff),
		counts: make([]int32, len(p.rows)), delta: make([]int64, p.counters),
	}
	for i := range p.Staff {
		for d := range p.Days {
			k := i*p.Days + d
			if r != nil {
				if x := p.duty(r[i][d]); p.may(i, d, x) {
					s.duty[k] = x
				}
			}
			if p.frozen[k] {
				s.duty[k] = p.keep[k]
			}
		}
	}
	s.Refresh()
	return s
}

// may reports whether the search may give a duty to a person on a day.
func (p *Problem) may(i, d int, x Duty) bool {
	if p.frozen[i*p.Days+d] || p.allowed[i*p.Days+d]>>uint(p.cellOf[x])&1 == 0 {
		return false
	}
	if x == 0 || p.Skills == 0 {
		return true
	}
	if p.skillEnd[i*(p.Skills+1)+int(p.skillOf[x])+1] <= int32(d) {
		return p.contracts[p.contractOf[i]].anySkill
	}
	return true
}

// Refresh recomputes everything that follows from the duties, after they or the
// factors have changed. O(staff x days).
func (s *State) Refresh() {
	p := s.p
	clear(s.counts)
	s.score = nrp.Score{}
	for i := range p.Staff {
		con := &p.contracts[p.contractOf[i]]
		for k := range con.counters {
			s.totals[i*p.counters+k] = p.base[i*p.counters+k]
		}
		for d := range p.Days {
			x := s.duty[i*p.Days+d]
			s.score = s.score.Plus(p.dutyScore(i, d, x))
			for _, t := range con.touches[int(con.dayClass[d])*p.Cells+int(p.cellOf[x])] {
				s.totals[i*p.counters+int(t.Counter)] += t.Amount
			}
			for _, k := range p.rowsFor(d, x) {
				if p.rows[k].counts(i, p.cellOf[x]) {
					s.counts[k]++
				}
			}
		}
		for m := range con.machines {
			s.rerun(i, m)
		}
		for k := range con.counters {
			t := s.totals[i*p.counters+k]
			con.counters[k].rule.Price(t, &s.score)
			s.totalE[i*p.counters+k] = con.counters[k].cost.Price(t)
		}
		s.lineE[i] = s.lineEnergy(i)
	}
	for k := range p.rows {
		p.Model.Rows[k].Price(int(s.counts[k]), &s.score)
	}
}

// rerun runs a machine over a whole line, adding to the score and the totals.
func (s *State) rerun(i, m int) {
	p := s.p
	mach := &p.contracts[p.contractOf[i]].machines[m]
	at := (m*p.Staff + i) * p.Days
	q := p.start[i*p.machines+m]
	for d := range p.Days {
		s.mach[at+d] = q
		t := mach.Steps[mach.Class[d]][int(q)*p.Cells+int(p.cellOf[s.duty[i*p.Days+d]])]
		s.eff[at+d] = t.Effect
		q = t.Next
		e := &mach.Effects[t.Effect]
		s.score = s.score.Plus(e.Score)
		for _, a := range e.Adds {
			s.totals[i*p.counters+a.Counter] += a.Units
		}
	}
}

// rowsFor lists the rows a duty counts for on a day.
func (p *Problem) rowsFor(d int, x Duty) []int32 {
	k := d*p.Duties + int(x)
	return p.rowList[p.rowAt[k]:p.rowAt[k+1]]
}

// dutyScore is the price of a duty by itself.
func (p *Problem) dutyScore(i, d int, x Duty) nrp.Score {
	return p.Model.CellScore(i, d, p.assignment(x))
}

// dutyEnergy is the energy of dutyScore.
func (p *Problem) dutyEnergy(i, d int, x Duty) int64 {
	e := p.priceE[p.price[(i*p.Days+d)*p.Cells+int(p.cellOf[x])]]
	if x != 0 && p.Skills > 0 && p.skillEnd[i*(p.Skills+1)+int(p.skillOf[x])+1] <= int32(d) {
		e += p.skillE[p.contractOf[i]]
	}
	if p.asked != nil {
		if want := p.asked[i*p.Days+d]; want >= 0 && int32(x) != want && p.cellOf[x] == p.cellOf[want] {
			e += p.askedE[p.contractOf[i]]
		}
	}
	return e
}

// Score returns the roster's score.
func (s *State) Score() nrp.Score { return s.score }

// SetScore tells a state put together by Take what its score is.
func (s *State) SetScore(score nrp.Score) { s.score = score }

// Energy returns the roster's energy, summed from scratch. O(staff x days).
func (s *State) Energy() int64 {
	p := s.p
	var e int64
	for i := range p.Staff {
		e += s.lineEnergy(i)
	}
	for k := range p.rows {
		e += p.rows[k].energy(s.counts[k])
	}
	return e
}

// lineEnergy sums the energy of one person's line, cover left out.
func (s *State) lineEnergy(i int) int64 {
	p := s.p
	con := &p.contracts[p.contractOf[i]]
	var e int64
	for d := range p.Days {
		e += p.dutyEnergy(i, d, s.duty[i*p.Days+d])
	}
	for m := range con.machines {
		at, energy := (m*p.Staff+i)*p.Days, con.machines[m].energy
		for _, f := range s.eff[at : at+p.Days] {
			e += energy[f]
		}
	}
	for k := range con.counters {
		e += s.totalE[i*p.counters+k]
	}
	return e
}

// Roster returns a copy of the roster.
func (s *State) Roster() nrp.Roster {
	r := nrp.NewRoster(s.p.Staff, s.p.Days)
	for i := range r {
		for d := range r[i] {
			r[i][d] = s.p.assignment(s.duty[i*s.p.Days+d])
		}
	}
	return r
}

// CopyFrom makes s equal to o, a state of the same problem.
func (s *State) CopyFrom(o *State) {
	copy(s.duty, o.duty)
	copy(s.mach, o.mach)
	copy(s.eff, o.eff)
	copy(s.totals, o.totals)
	copy(s.totalE, o.totalE)
	copy(s.lineE, o.lineE)
	copy(s.counts, o.counts)
	s.score = o.score
}

// Take copies the lines of some people and the counts of some days from o. Scores
// are not touched.
func (s *State) Take(o *State, sh *Share) {
	p := s.p
	for _, i := range sh.Staff {
		at, end := i*p.Days, (i+1)*p.Days
		copy(s.duty[at:end], o.duty[at:end])
		for m := range p.machines {
			at, end := (m*p.Staff+i)*p.Days, (m*p.Staff+i+1)*p.Days
			copy(s.mach[at:end], o.mach[at:end])
			copy(s.eff[at:end], o.eff[at:end])
		}
		s.lineE[i] = o.lineE[i]
		at, end = i*p.counters, (i+1)*p.counters
		copy(s.totals[at:end], o.totals[at:end])
		copy(s.totalE[at:end], o.totalE[at:end])
	}
	for d, own := range sh.Days {
		if own {
			for _, k := range p.rowsOn[d] {
				s.counts[k] = o.counts[k]
			}
		}
	}
}
