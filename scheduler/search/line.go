package search

import (
	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// liner puts one person's days back at the least energy, everybody else's line
// being what it is.
type liner struct {
	rng    *random
	s      *State
	pricer colgen.Pricer
	query  colgen.Query
	cells  []uint8
	duties []Duty // best duty of each cell; [(day-From)*Cells+cell]
	to     []Duty
	person int
	contra *contract
}

// lineWidth is how many labels a day keeps: enough that lines of wards and of the
// published instances up to a dozen shifts are mostly priced exactly, few enough
// that one of a large year stays a matter of milliseconds.
const (
	lineWidth  = 600
	leastWidth = 100
	// widthCells is the number of cells from which on the width falls, labels being
	// dearer the more ways lead on from one.
	widthCells = 6
)

// best returns the segment that sets a person's days from..to-1 at the least energy
// that is at most limit above the present line's; false if there is none or the
// contract cannot be priced.
//
// Prices of cells get a random part below noise, which the limit allows for.
func (l *liner) best(i, from, to int, limit int64, noise int) (Segment, bool) {
	s, p := l.s, l.s.p
	l.person, l.contra = i, &p.contracts[p.contractOf[i]]
	if l.contra.shape == nil {
		return Segment{}, false
	}
	q := &l.query
	q.From, q.To, q.Width = from, to, max(leastWidth, lineWidth*widthCells/max(widthCells, p.Cells))
	q.Hard = p.factors[nrp.LevelHard]
	q.State = s.mach[i*p.Days+from]
	l.costs(i, from, to)
	q.Totals = append(q.Totals[:0], s.totals[i*p.counters:i*p.counters+len(l.contra.counters)]...)
	q.Limit = limit + l.present(i, from, to)
	if noise > 1 {
		for k := range q.Cost {
			if q.Cost[k] < colgen.Inf {
				q.Cost[k] += int64(l.rng.below(noise))
			}
		}
		q.Limit += int64((noise - 1) * (to - from))
	}
	if q.End == nil {
		q.End = l.behind
	}
	if cap(l.cells) < to-from {
		l.cells, l.to = make([]uint8, p.Days), make([]Duty, p.Days)
	}
	if _, ok := l.pricer.Price(l.contra.shape, q, l.cells[:to-from]); !ok {
		return Segment{}, false
	}
	for j := range to - from {
		l.to[j] = l.duties[j*p.Cells+int(l.cells[j])]
	}
	return Segment{i, from, l.to[:to-from]}, true
}

// costs prices every cell of the days: the duty's own price and what it changes in
// cover against a day off, in the best skill.
func (l *liner) costs(i, from, to int) {
	s, p := l.s, l.s.p
	n := (to - from) * p.Cells
	if cap(l.query.Cost) < n {
		l.query.Cost, l.duties = make([]int64, p.Days*p.Cells), make([]Duty, p.Days*p.Cells)
	}
	l.query.Cost, l.duties = l.query.Cost[:n], l.duties[:n]
	for d := from; d < to; d++ {
		old := s.duty[i*p.Days+d]
		for x := range p.Cells {
			k := (d-from)*p.Cells + x
			l.query.Cost[k] = colgen.Inf
			for _, y := range p.dutiesOf[i*p.Cells+x] {
				if y != old && !p.may(i, d, y) {
					continue
				}
				if c := p.dutyEnergy(i, d, y) + s.coverCost(i, d, old, y); c < l.query.Cost[k] {
					l.query.Cost[k], l.duties[k] = c, y
				}
			}
			if int(p.cellOf[old]) == x {
				if c := p.dutyEnergy(i, d, old); c < l.query.Cost[k] { // not one that she is offered
					l.query.Cost[k], l.duties[k] = c, old
				}
			}
		}
	}
}

// coverCost is the energy of the rows when the person works y instead of old,
// against the rows as they are.
func (s *State) coverCost(i, d int, old, y Duty) int64 {
	if old == y {
		return 0
	}
	s.rows = s.rows[:0]
	s.note(i, d, old, y)
	var e int64
	for _, c := range s.rows {
		if c.by != 0 {
			r, n := &s.p.rows[c.row], s.counts[c.row]
			e += r.energy(n+c.by) - r.energy(n)
		}
	}
	return e
}

// present returns what the present days cost in the query's terms, and takes what
// they add to the counters out of the query's totals.
func (l *liner) present(i, from, to int) int64 {
	s, p, con := l.s, l.s.p, l.contra
	mach := &con.machines[0]
	var e int64
	for d := from; d < to; d++ {
		x := s.duty[i*p.Days+d]
		e += p.dutyEnergy(i, d, x)
		e += mach.energy[s.eff[i*p.Days+d]]
		s.takeOff(i, d, l.query.Totals)
	}
	for k := range con.counters {
		e += s.totalE[i*p.counters+k]
	}
	return e
}

// behind prices the days behind the query from a machine state on.
func (l *liner) behind(q int32) (e int64, adds []colgen.Touch) {
	return l.s.behind(&l.contra.machines[0], l.person, l.query.To, q)
}

// behind prices a person's days from a day on, entered in a machine state, against
// what they cost now, until the state is the old one again.
func (s *State) behind(mach *machine, i, from int, q int32) (e int64, adds []colgen.Touch) {
	e, adds, _ = s.through(mach, i, from, s.p.Days, q)
	return e, adds
}

// through is behind for the days from..to-1, with the state that they lead to.
func (s *State) through(mach *machine, i, from, to int, q int32) (e int64, adds []colgen.Touch, next int32) {
	p := s.p
	at := i * p.Days
	for d := from; d < to; d++ {
		if s.mach[at+d] == q {
			if to == p.Days {
				return e, adds, q // nothing asks for the state after the last day
			}
			return e, adds, s.mach[at+to]
		}
		t := mach.Steps[mach.Class[d]][int(q)*p.Cells+int(p.cellOf[s.duty[at+d]])]
		q = t.Next
		old := s.eff[at+d]
		if t.Effect == old {
			continue
		}
		e += mach.energy[t.Effect] - mach.energy[old]
		for _, a := range mach.Effects[old].Adds {
			adds = append(adds, colgen.Touch{Counter: int32(a.Counter), Amount: -a.Units})
		}
		for _, a := range mach.Effects[t.Effect].Adds {
			adds = append(adds, colgen.Touch{Counter: int32(a.Counter), Amount: a.Units})
		}
	}
	return e, adds, q
}
