package search

import (
	"github.com/fairrota/fairrota/scheduler/colgen"
)

// Part lays some people's lines over the days from..to-1 out for column generation,
// everything else held as it is in the state. Energies are multiplied by
// Problem.Fine. The part refers to the state, which must not change while it is used.
// Held is what the rows cost that the people cannot change, in fine energy. False if one
// of the people cannot be priced.
func (s *State) Part(people []int, from, to int) (part *colgen.Part, held int64, ok bool) {
	p := s.p
	part = &colgen.Part{From: from, Days: to - from, Lines: make([]colgen.Line, len(people))}
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
		mach := &con.machines[0]
		for d := from; d < to; d++ {
			old := s.duty[i*p.Days+d]
			for _, t := range con.touches[int(con.dayClass[d])*p.Cells+int(p.cellOf[old])] {
				l.Totals[t.Counter] -= t.Amount
			}
			for _, a := range mach.Effects[s.eff[i*p.Days+d]].Adds {
				l.Totals[a.Counter] -= a.Units
			}
			found := false
			for x := range p.Cells {
				for _, y := range p.dutiesOf[i*p.Cells+x] {
					if y == old || p.may(i, d, y) {
						l.Options = append(l.Options, s.option(i, d, y, row))
						found = found || y == old
					}
				}
			}
			if !found {
				l.Options = append(l.Options, s.option(i, d, old, row))
			}
			l.OptionAt = append(l.OptionAt, int32(len(l.Options)))
			for _, k := range p.rowsFor(d, old) {
				if h := p.rows[k].holders; h == nil || h[i] {
					r := &part.Rows[row(k)]
					r.Min, r.Preferred, r.Max = r.Min+1, r.Preferred+1, r.Max+1
				}
			}
		}
		if to < p.Days {
			l.End = s.follows(i, to)
		}
	}
	for k := range at {
		if at[k] == 0 {
			held += p.rows[k].energy(s.counts[k]) * p.fine
		}
	}
	return part, held, true
}

func (s *State) option(i, d int, y Duty, row func(int32) int32) colgen.Option {
	p := s.p
	o := colgen.Option{Cell: p.cellOf[y], Duty: y, Energy: p.dutyEnergy(i, d, y) * p.fine}
	for _, k := range p.rowsFor(d, y) {
		if h := p.rows[k].holders; h == nil || h[i] {
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
