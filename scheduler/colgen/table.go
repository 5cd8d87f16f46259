package colgen

import (
	"math"
	"slices"
)

// table bounds what must come: for every machine state before every day and every
// total of some counters, the cheapest way to the end, these counters' costs
// included and the other counters left out. It is filled backwards, day by day.
//
// Totals are counted in steps of the greatest common divisor of what a counter adds, or,
// where they would be too many and only too much costs, in coarser ones, each amount rounded down,
// from what it stands at without the days asked for. The last step stands for all
// totals from the last bend on, where each further unit costs the same.
type table struct {
	dims []dim
	// size is the number of combinations of the dims' steps, rows that number without
	// the first dim.
	size, rows int
	// value[place*size+combination]; stale where the combination cannot be reached by
	// that day.
	value []int64
	// place numbers the states that can be reached before a day, all days together, -1 for
	// the others, which have no room: few are reached, and the table must stay in the
	// processor's cache. [day*states+state]
	place []int32
	// places is how many there are.
	places int
	// end is what combinations cost after the last day.
	end []int64
	// moves are the distinct vectors of what a step adds to the dims; moveOf finds them:
	// [cell move * len(effect moves) + effect move].
	moves      []move
	ofCell     []int32 // [class*cells+cell], index into cellAdds
	ofEffect   []int32 // [effect], index into effectAdds
	cellAdds   [][]int64
	effectAdds [][]int64
	moveOf     []int32
}

// dim is a counter in the table, fastest first.
type dim struct {
	slot int32 // which of the active counters
	unit int64
	bins int
	// slope is what one step beyond the last bin costs.
	slope int64
}

// tableWork bounds the work of filling a table, in steps of one cell from one entry:
// some milliseconds.
const tableWork = 1 << 23

// fit lays the table out for the counters needed that are active, as far as there is
// room.
func (p *Pricer) fit(s *Shape, q *Query, needs []int32) {
	t := &p.table
	t.dims, t.size = t.dims[:0], 1
	p.held = slices.Grow(p.held[:0], len(p.active))[:len(p.active)]
	clear(p.held)
	for _, c := range needs {
		if k := p.slot[c]; k >= 0 {
			if d := p.dimOf(s, q, k); p.room(s, d) {
				t.dims = append(t.dims, d)
				t.size *= d.bins
				p.held[k] = true
			}
		}
	}
	slices.SortStableFunc(t.dims, func(a, b dim) int { return b.bins - a.bins })
	t.rows = t.size
	if len(t.dims) > 0 {
		t.rows /= t.dims[0].bins
	}
}

// room reports whether the table can hold a further dim.
func (p *Pricer) room(s *Shape, d dim) bool {
	return p.table.places*s.Cells*p.table.size*d.bins <= tableWork
}

// fits is room for a counter.
func (p *Pricer) fits(s *Shape, q *Query, counter int32) bool {
	return p.room(s, p.dimOf(s, q, p.slot[counter]))
}

// dimOf lays out an active counter as a dim.
func (p *Pricer) dimOf(s *Shape, q *Query, k int32) dim {
	c := p.active[k]
	d := dim{slot: k, unit: 0}
	for _, v := range s.amounts[c] {
		d.unit = GCD(d.unit, v)
	}
	d.unit = max(1, d.unit)
	top := q.Totals[c]
	for _, bends := range [2][]Knee{s.Counters[c].Under, s.Counters[c].Over} {
		for i := range bends {
			top = max(top, bends[i].At+p.loose[c])
		}
	}
	if most := min(top-q.Totals[c], p.more[k]); most/d.unit >= coarseBins && len(s.Counters[c].Under) == 0 {
		d.unit = coarse(s.amounts[c], most/coarseBins+1, d.unit)
	}
	for i := range s.Counters[c].Over {
		if u := &s.Counters[c].Over[i]; u.Unit == 1 {
			d.slope += u.Energy * d.unit
		}
	}
	d.bins = int(min((top-q.Totals[c]+d.unit-1)/d.unit, p.more[k]/d.unit)) + 1
	for i := range s.Counters[c].Over {
		if s.Counters[c].Over[i].Unit != 1 && int64(d.bins-1)*d.unit < p.more[k] {
			d.bins++ // the first total beyond a prohibition
			break
		}
	}
	return d
}

// coarseBins is about how many totals of a counter a table tells apart where there are many more.
const coarseBins = 80

// coarse returns a unit of at least least, but less than half as much again, in which amounts can be counted, each rounded
// down, so that the one that loses the largest part of it loses as little as can be; exact if one of them would be negative.
// Where more never costs less, what is counted too low bounds what is not.
func coarse(amounts []int64, least, exact int64) int64 {
	if len(amounts) == 0 || amounts[0] < 0 {
		return exact
	}
	best, lost := least, math.Inf(1)
	try := func(u int64) {
		loss := 0.0
		for _, a := range amounts {
			loss = max(loss, float64(a%u)/float64(a))
		}
		if loss < lost || loss == lost && u > best {
			best, lost = u, loss
		}
	}
	try(least)
	for _, a := range amounts {
		for n := max(1, 2*a/(3*least)); n <= a/least; n++ {
			try(a / n)
		}
	}
	return best
}

// GCD returns the greatest common divisor of two numbers, 0 of two zeros.
func GCD(a, b int64) int64 {
	if b < 0 {
		b = -b
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// at returns the index of a combination from what the active counters have been
// given, and what totals beyond the last bins cost.
func (t *table) at(totals []int64) (int, int64) {
	b, stride, extra := 0, 1, int64(0)
	for i := range t.dims {
		d := &t.dims[i]
		n := totals[d.slot] / d.unit
		if n >= int64(d.bins) {
			extra += (n - int64(d.bins) + 1) * d.slope
			n = int64(d.bins) - 1
		}
		b += int(n) * stride
		stride *= d.bins
	}
	return b, extra
}

// fill fills the table.
func (p *Pricer) fill(s *Shape, q *Query) {
	p.learnMoves(s)
	t := &p.table
	n, days := s.Machine.States, q.To-q.From
	t.value = slices.Grow(t.value[:0], t.places*t.size)[:t.places*t.size]
	p.fillEnd(s, q)
	bins, done := 1, 0
	if len(t.dims) > 0 {
		bins = t.dims[0].bins
	}
	defer func() { p.Work += int64(done / aheadWork) }()
	for d := days - 1; d >= 0; d-- {
		steps := s.Machine.Steps[s.Machine.Class[q.From+d]]
		costs := p.cost[d*s.Cells : (d+1)*s.Cells]
		cellMoves := t.ofCell[int(s.Class[q.From+d])*s.Cells : (int(s.Class[q.From+d])+1)*s.Cells]
		// The first dim cannot be beyond what the days before can have added.
		high := bins
		if len(t.dims) > 0 {
			g := &t.dims[0]
			a := len(p.active)
			high = int(min(int64(bins), (p.more[g.slot]-p.more[d*a+int(g.slot)])/g.unit+1))
		}
		for st := range n {
			if t.place[d*n+st] < 0 {
				continue
			}
			here := t.of(d*n + st)
			for r := range t.rows {
				row := here[r*bins : r*bins+high]
				for b := range row {
					row[b] = Inf
				}
			}
			for x, u := range steps[st*s.Cells : (st+1)*s.Cells] {
				c := costs[x] + s.Energy[u.Effect]
				if costs[x] >= Inf || c >= p.cut {
					continue
				}
				c = p.charged[d*s.Cells+x] + p.energy[u.Effect]
				next := t.of((d+1)*n + int(u.Next))
				m := &t.moves[t.moveOf[int(cellMoves[x])*len(t.effectAdds)+int(t.ofEffect[u.Effect])]]
				done += t.rows * high
				for r := range t.rows {
					base := c + m.extra[r]
					relax(here[r*bins:r*bins+high], next[int(m.to[r])*bins:(int(m.to[r])+1)*bins], base, m.shift, t.slope())
				}
			}
		}
	}
}

// slope is the first dim's.
func (t *table) slope() int64 {
	if len(t.dims) == 0 {
		return 0
	}
	return t.dims[0].slope
}

// relax sets here[b] to the least of itself and next[b+shift] + c; beyond the last
// bin each step costs slope.
func relax(here, next []int64, c int64, shift int, slope int64) {
	n := min(len(here), len(next)-shift)
	if n > 0 {
		from := next[shift : shift+n]
		to := here[:len(from)]
		for b, v := range from {
			to[b] = min(to[b], v+c)
		}
	}
	last := next[len(next)-1]
	for b := max(0, n); b < len(here); b++ {
		v := last + c + int64(b+shift-len(next)+1)*slope
		here[b] = min(here[b], v)
	}
}

// reachable finds the states that each day can begin in.
func (p *Pricer) reachable(s *Shape, q *Query) {
	t, n, days := &p.table, s.Machine.States, q.To-q.From
	t.place = slices.Grow(t.place[:0], (days+1)*n)[:(days+1)*n]
	for k := range t.place {
		t.place[k] = -1
	}
	t.place[q.State], t.places = 0, 1
	for d := range days {
		steps := s.Machine.Steps[s.Machine.Class[q.From+d]]
		costs := p.cost[d*s.Cells : (d+1)*s.Cells]
		next := t.place[(d+1)*n : (d+2)*n]
		for st := range n {
			if t.place[d*n+st] < 0 {
				continue
			}
			for x, u := range steps[st*s.Cells : (st+1)*s.Cells] {
				if costs[x] < Inf && costs[x]+s.Energy[u.Effect] < p.cut && next[u.Next] < 0 {
					next[u.Next] = int32(t.places)
					t.places++
				}
			}
		}
	}
}

// of returns the values of a state before a day, [combination]; k is day*states+state.
func (t *table) of(k int) []int64 {
	return t.value[int(t.place[k])*t.size : (int(t.place[k])+1)*t.size]
}

// fillEnd prices the states and totals after the last day.
func (p *Pricer) fillEnd(s *Shape, q *Query) {
	t, n, days := &p.table, s.Machine.States, q.To-q.From
	t.end = slices.Grow(t.end[:0], t.size)[:t.size]
	p.endPrices(s, q, nil, t.end)
	for st := range n {
		if t.place[days*n+st] < 0 {
			continue
		}
		here, from := t.of(days*n+st), t.end
		if len(p.endAdds[st]) > 0 {
			p.endPrices(s, q, p.endAdds[st], here)
			from = here
		}
		for b, v := range from {
			here[b] = v + p.endE[st]
		}
	}
}

// endPrices prices every combination of totals, to which adds come.
func (p *Pricer) endPrices(s *Shape, q *Query, adds []Touch, out []int64) {
	t := &p.table
	step := make([]int64, len(t.dims))
	for b := range out {
		out[b] = 0
		for i := range t.dims {
			c := p.active[t.dims[i].slot]
			total := q.Totals[c] + step[i]*t.dims[i].unit
			for _, u := range adds {
				if u.Counter == c {
					total += u.Amount
				}
			}
			out[b] += s.Counters[c].Price(total)
		}
		for i := range step {
			if step[i]++; step[i] < int64(t.dims[i].bins) {
				break
			}
			step[i] = 0
		}
	}
}
