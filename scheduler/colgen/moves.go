package colgen

import "slices"

// move is where a step leads in the table.
type move struct {
	shift int // in the first dim
	// to and extra are, for each combination of the other dims, the one that the step
	// leads to and what going beyond their last bins costs.
	to    []int32
	extra []int64
}

// learnMoves finds what cells and effects add to the dims and where that leads.
func (p *Pricer) learnMoves(s *Shape) {
	t := &p.table
	t.ofCell, t.cellAdds = t.ofCell[:0], t.cellAdds[:0]
	for _, list := range s.Touches {
		add := make([]int64, len(t.dims))
		for _, u := range list {
			for i := range t.dims {
				if p.active[t.dims[i].slot] == u.Counter {
					add[i] += u.Amount / t.dims[i].unit
				}
			}
		}
		t.ofCell = append(t.ofCell, intern(&t.cellAdds, add))
	}
	t.ofEffect, t.effectAdds = t.ofEffect[:0], t.effectAdds[:0]
	for e := range s.Machine.Effects {
		add := make([]int64, len(t.dims))
		for _, u := range s.Machine.Effects[e].Adds {
			for i := range t.dims {
				if p.active[t.dims[i].slot] == int32(u.Counter) {
					add[i] += u.Units / t.dims[i].unit
				}
			}
		}
		t.ofEffect = append(t.ofEffect, intern(&t.effectAdds, add))
	}
	t.moves, t.moveOf = t.moves[:0], t.moveOf[:0]
	for _, a := range t.cellAdds {
		for _, b := range t.effectAdds {
			t.moveOf = append(t.moveOf, int32(len(t.moves)))
			t.moves = append(t.moves, t.newMove(a, b))
		}
	}
}

// newMove finds where adding a and b leads, both in steps of the dims; [dim].
func (t *table) newMove(a, b []int64) move {
	m := move{to: make([]int32, t.rows), extra: make([]int64, t.rows)}
	if len(t.dims) == 0 {
		return m
	}
	m.shift = int(a[0] + b[0])
	step := make([]int64, len(t.dims))
	for r := range t.rows {
		to, stride := 0, 1
		for i := 1; i < len(t.dims); i++ {
			d := &t.dims[i]
			n := step[i] + a[i] + b[i]
			if n >= int64(d.bins) {
				m.extra[r] += (n - int64(d.bins) + 1) * d.slope
				n = int64(d.bins) - 1
			}
			to += int(n) * stride
			stride *= d.bins
		}
		m.to[r] = int32(to)
		for i := 1; i < len(step); i++ {
			if step[i]++; step[i] < int64(t.dims[i].bins) {
				break
			}
			step[i] = 0
		}
	}
	return m
}

// intern returns the index of v in list, adding it if it is new.
func intern(list *[][]int64, v []int64) int32 {
	for i, have := range *list {
		if slices.Equal(have, v) {
			return int32(i)
		}
	}
	*list = append(*list, v)
	return int32(len(*list) - 1)
}
