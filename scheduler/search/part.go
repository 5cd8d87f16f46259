package search

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/colgen"
)

// Region is what a window may change: some people's days From..To-1.
type Region struct {
	People   []int
	From, To int
	// Free tells which of the days may change, nil if all; [day].
	Free []bool
	// Held tells which cells keep what they have whatever the days, nil if none;
	// [staff*days+day], days that of the horizon.
	Held []bool
	days int
	// Few tells that it has fewer people than asked for, to mend a line that breaks the law.
	Few bool
	// out is Pool.out.
	out []bool
	// Noise draws how much dearer each duty of each cell is made, Most is the most that the
	// roster is made dearer by, in fine energy; 0 for no noise. Below Problem.Grain it
	// decides between rosters that are equally good, and only between these.
	Noise uint64
	Most  int64
}

// holds reports whether a cell keeps what it has whatever the days.
func (g *Region) holds(i, d int) bool { return g.Held != nil && g.Held[i*g.days+d] }

// rules reports whether no better roster has a duty in a cell.
func (g *Region) rules(p *Problem, i, d int, y Duty) bool {
	return g.out != nil && g.out[(i*p.Days+d)*p.Duties+int(y)]
}

// noise returns how much dearer a duty of a cell is made, given the most.
func (g *Region) noise(cell int, y Duty, most int64) int64 {
	if most <= 0 {
		return 0
	}
	var r random
	r.seed(g.Noise, uint64(cell)<<16|uint64(y))
	return int64(r.next() % uint64(most+1))
}

// Whole returns the region of everybody and all days.
func (p *Problem) Whole() Region {
	people := make([]int, p.Staff)
	for i := range people {
		people[i] = i
	}
	return Region{People: people, To: p.Days, days: p.Days}
}

// All reports whether the region is everybody and all days.
func (g *Region) All(p *Problem) bool {
	return len(g.People) == p.Staff && g.To-g.From == p.Days && g.Free == nil && !slices.Contains(g.Held, true)
}

// Part lays a region's lines out for column generation, everything else held as it is in
// the state. Energies are multiplied by
// Problem.Fine. The part refers to the state, which must not change while it is used.
// Held is what the rows cost that the people cannot change, in fine energy. False if one
// of the people cannot be priced.
func (s *State) Part(g Region) (part *colgen.Part, held int64, ok bool) {
	p := s.p
	people, from, to, free := g.People, g.From, g.To, g.Free
	part = &colgen.Part{From: from, Days: to - from, Lines: make([]colgen.Line, len(people))}
	spots := spotsOf(from, to, free)
	most := g.Most / int64(max(1, len(people)*len(spots))) // nobody at all is a region, too
	if free != nil {
		part.From, part.Days = 0, len(spots)
	}
	at := make([]int32, len(p.rows)) // index into part.Rows plus one
	row := func(k int32) int32 {
		if at[k] == 0 {
			r := &p.rows[k]
			row := r.lessThan(int64(s.counts[k]), p.fine)
			row.ID = k
			part.Rows = append(part.Rows, row)
			at[k] = int32(len(part.Rows))
		}
		return at[k] - 1
	}
	for n, i := range people {
		con := &p.contracts[p.contractOf[i]]
		if con.fine == nil {
			return nil, 0, false
		}
		l := &part.Lines[n]
		l.Shape = con.fine
		l.State = s.mach[i*p.Days+from]
		l.Totals = append([]int64(nil), s.totals[i*p.counters:i*p.counters+len(con.counters)]...)
		l.OptionAt = append(l.OptionAt, 0)
		if free != nil {
			l.Shape = s.cut(i, spots, l.Totals)
		}
		for _, spot := range spots {
			d := spot.day
			if spot.held {
				l.Options = append(l.Options, colgen.Option{})
				l.OptionAt = append(l.OptionAt, int32(len(l.Options)))
				continue
			}
			old := s.duty[i*p.Days+d]
			s.takeOff(i, d, l.Totals)
			if g.holds(i, d) { // counts for cover as people outside the region do
				l.Options = append(l.Options, colgen.Option{Cell: p.cellOf[old], Duty: old, Energy: p.dutyEnergy(i, d, old) * p.fine})
				l.OptionAt = append(l.OptionAt, int32(len(l.Options)))
				continue
			}
			l.Options = append(l.Options, s.options(&g, i, d, most, row)...)
			l.OptionAt = append(l.OptionAt, int32(len(l.Options)))
			for _, k := range p.rowsFor(d, old) {
				if p.rows[k].counts(i, p.cellOf[old]) {
					r := &part.Rows[row(k)]
					r.Min, r.Preferred, r.Max = r.Min+1, r.Preferred+1, r.Max+1
				}
			}
		}
		if g.To < p.Days {
			l.End = s.follows(g.People[n], g.To)
		}
	}
	for k := range at {
		if at[k] == 0 {
			held += p.rows[k].energy(s.counts[k]) * p.fine
		}
	}
	part.Reduce()
	return part, held, true
}

// options lists what a person may work on a day of a region, the duty at hand in any case,
// with noise of at most most each.
func (s *State) options(g *Region, i, d int, most int64, row func(int32) int32) []colgen.Option {
	p, old, found := s.p, s.duty[i*s.p.Days+d], false
	var out []colgen.Option
	for x := range p.Cells {
		for _, y := range p.dutiesOf[i*p.Cells+x] {
			if y == old || p.may(i, d, y) && !g.rules(p, i, d, y) {
				o := s.option(i, d, y, row)
				o.Energy += g.noise(i*p.Days+d, y, most)
				out = append(out, o)
				found = found || y == old
			}
		}
	}
	if !found {
		out = append(out, s.option(i, d, old, row))
	}
	return out
}

// takeOff takes what a person's day adds to the counters off totals; [counter].
func (s *State) takeOff(i, d int, totals []int64) {
	p := s.p
	con := &p.contracts[p.contractOf[i]]
	for _, t := range con.touches[int(con.dayClass[d])*p.Cells+int(p.cellOf[s.duty[i*p.Days+d]])] {
		totals[t.Counter] -= t.Amount
	}
	for _, a := range con.machines[0].Effects[s.eff[i*p.Days+d]].Adds {
		totals[a.Counter] -= a.Units
	}
}

// spot is a day of a window that is free or, if held, days that are not, up to to-1.
type spot struct {
	day, to int
	held    bool
}

// spotsOf lists the spots of a window; all its days are free if free is nil.
func spotsOf(from, to int, free []bool) []spot {
	var out []spot
	for d := from; d < to; d++ {
		switch n := len(out) - 1; {
		case free == nil || free[d]:
			out = append(out, spot{d, d + 1, false})
		case n >= 0 && out[n].held:
			out[n].to = d + 1
		default:
			out = append(out, spot{d, d + 1, true})
		}
	}
	return out
}

// cut returns the shape of a person's line with the days that are held as jumps, and
// moves what these add to the counters whatever the state into totals; [counter].
func (s *State) cut(i int, spots []spot, totals []int64) *colgen.Shape {
	p := s.p
	con := &p.contracts[p.contractOf[i]]
	mach := &con.machines[0]
	days := make([]int, len(spots))
	var jumps [][]colgen.Jump
	for j, spot := range spots {
		if days[j] = spot.day; !spot.held {
			continue
		}
		days[j] = ^len(jumps)
		jump := make([]colgen.Jump, mach.States)
		adds := make([]int64, mach.States*len(totals)) // [state*counters+counter]
		least := make([]int64, len(totals))
		for q := range jump {
			e, touches, next := s.through(mach, i, spot.day, spot.to, int32(q))
			jump[q] = colgen.Jump{Next: next, Energy: e * p.fine}
			for _, t := range touches {
				adds[q*len(totals)+int(t.Counter)] += t.Amount
			}
			for k := range least {
				least[k] = min(least[k], adds[q*len(totals)+k])
			}
		}
		for q := range jump {
			for k := range least {
				if v := adds[q*len(totals)+k] - least[k]; v > 0 {
					jump[q].Adds = append(jump[q].Adds, colgen.Touch{Counter: int32(k), Amount: v})
				}
			}
		}
		for k := range least {
			totals[k] += least[k]
		}
		jumps = append(jumps, jump)
	}
	return con.fine.Cut(days, jumps)
}

func (s *State) option(i, d int, y Duty, row func(int32) int32) colgen.Option {
	p := s.p
	o := colgen.Option{Cell: p.cellOf[y], Duty: y, Energy: p.dutyEnergy(i, d, y) * p.fine}
	for _, k := range p.rowsFor(d, y) {
		if p.rows[k].counts(i, p.cellOf[y]) {
			o.Rows = append(o.Rows, row(k))
		}
	}
	return o
}

// lessThan is the row without the n people that count now, its energies multiplied
// by fine. A price that is not convex, because people missing below the minimum cost
// less each than those missing above, is replaced by one below it that is.
func (r *row) lessThan(n, fine int64) colgen.Row {
	minE, preferredE := r.minE, r.preferredE
	if r.min <= 0 {
		minE = preferredE
	}
	preferredE = min(preferredE, minE)
	return colgen.Row{
		Min: int64(r.min) - n, Preferred: int64(r.preferred) - n, Max: int64(r.max) - n,
		MinE: minE * fine, PreferredE: preferredE * fine, MaxE: r.maxE * fine,
	}
}

// follows returns what prices a person's days from a day on, as in colgen.Query.
func (s *State) follows(i, to int) func(q int32) (int64, []colgen.Touch) {
	p := s.p
	mach := &p.contracts[p.contractOf[i]].machines[0]
	return func(q int32) (e int64, adds []colgen.Touch) {
		e, adds = s.behind(mach, i, to, q)
		return e * p.fine, adds
	}
}
