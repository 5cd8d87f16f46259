package colgen

import (
	"slices"
)

// Through finds what no line is cheaper than that takes a cell, for every cell; Inf for
// cells that no line within the query's limit takes; [(day-From)*Cells+cell]. It fills the
// table backwards as for pricing and once more forwards; a line through a cell is one way
// to it and one from it that agree on the table's counters (Irnich, Desaulniers,
// Desrosiers & Hadjar 2010, Path-reduced costs for eliminating arcs in routing and
// scheduling, doi:10.1287/ijoc.1090.0341). O(days x states x cells x combinations).
func (p *Pricer) Through(s *Shape, q *Query, out []int64) {
	low := p.begin(s, q)
	for k := range out {
		out[k] = Inf
	}
	if low > q.Limit {
		return
	}
	t, n := &p.table, s.Machine.States
	rest := low - t.of(int(q.State))[0]
	here := slices.Repeat([]int64{Inf}, n*t.size)
	next := slices.Clone(here)
	here[int(q.State)*t.size] = 0
	for d := range q.To - q.From {
		for k := range next {
			next[k] = Inf
		}
		p.through(s, q, d, here, next, out[d*s.Cells:(d+1)*s.Cells])
		here, next = next, here
	}
	for k := range out {
		if out[k] < Inf {
			out[k] += rest
		}
	}
}

// through goes one day forwards, from the cheapest ways to the states and combinations
// before it to those after it, and notes the cheapest whole line through each cell.
func (p *Pricer) through(s *Shape, q *Query, d int, here, next, out []int64) {
	t, n, bins := &p.table, s.Machine.States, 1
	if len(t.dims) > 0 {
		bins = t.dims[0].bins
	}
	steps := s.Machine.Steps[s.Machine.Class[q.From+d]]
	class := int(s.Class[q.From+d])
	for st := range n {
		if t.place[d*n+st] < 0 {
			continue
		}
		from := here[st*t.size : (st+1)*t.size]
		for x, u := range steps[st*s.Cells : (st+1)*s.Cells] {
			if c := p.cost[d*s.Cells+x]; c >= Inf || c+s.Energy[u.Effect] >= p.cut {
				continue
			}
			c := p.charged[d*s.Cells+x] + p.energy[u.Effect]
			to := next[int(u.Next)*t.size : (int(u.Next)+1)*t.size]
			ahead := t.of((d+1)*n + int(u.Next))
			m := &t.moves[t.moveOf[int(t.ofCell[class*s.Cells+x])*len(t.effectAdds)+int(t.ofEffect[u.Effect])]]
			for k, v := range from {
				if v >= Inf {
					continue
				}
				r, b := k/bins, k%bins+m.shift
				v += c + m.extra[r]
				if b >= bins {
					v += int64(b-bins+1) * t.slope()
					b = bins - 1
				}
				at := int(m.to[r])*bins + b
				to[at] = min(to[at], v)
				if ahead[at] < Inf {
					out[x] = min(out[x], v+ahead[at])
				}
			}
		}
		p.Work += int64(len(from)*s.Cells) / aheadWork
	}
}

// Narrow bans the options that no roster cheaper than cutoff takes, by what no line is
// cheaper than that takes them at the prices of the best bound. It reports whether such a
// roster may be left. From then on the bound holds up to the cutoff only: of rosters
// that are not cheaper nothing is said.
func (g *Generator) Narrow(cutoff int64) bool {
	copy(g.prices, g.centre)
	g.each.Run(len(g.part.Lines), g.price)
	bound := int64(0)
	for k := range g.part.Rows {
		bound -= conjugate(&g.part.Rows[k], g.prices[k])
	}
	for i := range g.found {
		bound += g.found[i].bound
		*g.spent += g.found[i].work
	}
	if g.each.Stop() {
		return true
	}
	g.ceiling = min(g.ceiling, cutoff)
	if bound >= cutoff {
		return false
	}
	out := make([][]bool, len(g.part.Lines))
	g.each.Run(len(out), func(i, who int) {
		if g.each.Stop() {
			return
		}
		out[i] = g.beyond(i, who, g.found[i].bound+cutoff-1-bound)
	})
	if g.each.Stop() {
		return true
	}
	for i := range out {
		*g.spent += g.found[i].work
		if out[i] != nil {
			g.banAll(i, out[i])
		}
	}
	g.m.pack()
	return true
}

// beyond tells which options of a line no line within the limit takes at the present
// prices, nil if it has no choice; [option].
func (g *Generator) beyond(i, who int, limit int64) []bool {
	w, l, f := g.work[who], &g.part.Lines[i], &g.found[i]
	f.work = 0
	if !w.ask(g, i) {
		return nil
	}
	w.query.Limit, w.query.Stop = limit, g.each.Stop
	w.pricer.Work = 0
	through := make([]int64, len(w.query.Cost))
	w.pricer.Through(l.Shape, &w.query, through)
	f.work = w.pricer.Work
	out := make([]bool, len(l.Options))
	for j := range g.part.Days {
		for o := l.OptionAt[j]; o < l.OptionAt[j+1]; o++ {
			opt := &l.Options[o]
			at := j*l.Shape.Cells + int(opt.Cell)
			e := opt.Energy
			for _, k := range opt.Rows {
				e -= g.prices[k]
			}
			out[o] = through[at] >= Inf || through[at]+e-w.query.Cost[at] > limit
		}
	}
	return out
}

// banAll bans options of a line for good, unless no column without them is found.
func (g *Generator) banAll(i int, out []bool) {
	was := slices.Clone(g.banned[i])
	for o := range out {
		g.banned[i][o] = g.banned[i][o] || out[o]
	}
	fits := func(c *Column, _ float64) bool {
		return !slices.ContainsFunc(c.Picks, func(o int32) bool { return g.banned[i][o] })
	}
	left := false
	for k := range g.m.lines[i] {
		left = left || fits(&g.m.lines[i][k], 0)
	}
	if !left {
		c, ok := g.any(i)
		if !ok {
			g.banned[i] = was
			return
		}
		g.add(i, c)
	}
	g.keep(i, fits)
}
