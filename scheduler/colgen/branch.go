package colgen

import "math"

// Branch looks for rosters below cutoff by branching: one option of one day is fixed
// in one branch and banned in the other, the branch in which it is fixed first, and a
// branch is left when its bound reaches the cutoff. It returns the cheapest roster
// found, nil if none, and whether none cheaper than it, or than the cutoff, is left;
// that is not so if stop ended it. The generator is of no further use afterwards:
// branch from a Fork. Exponential in the worst case.
func (g *Generator) Branch(cutoff, grain int64, stop func() bool) (picks [][]int32, proved bool) {
	b := &branching{cutoff: cutoff, grain: grain, stop: stop}
	proved = b.explore(g)
	return b.best, proved
}

// branching is one Branch at work.
type branching struct {
	cutoff, grain int64
	stop          func() bool
	best          [][]int32
}

// explore reports whether the rosters that g's bans leave have all been looked at or
// ruled out.
func (b *branching) explore(g *Generator) bool {
	for {
		g.bound = math.MinInt64 // the bans have changed
		g.Converge(Aim{Cutoff: b.cutoff, Grain: b.grain, Rounds: branchRounds, Stop: b.stop})
		if b.stop() {
			return false
		}
		if roundUp(g.bound, b.grain) >= b.cutoff {
			return true
		}
		b.take(g.largest(), g)
		if roundUp(g.bound, b.grain) >= b.cutoff || !g.Narrow(b.cutoff) {
			return !b.stop()
		}
		c, ok := g.split()
		if !ok { // one roster is left
			b.take(g.largest(), g)
			return true
		}
		f := g.Fork()
		f.fix([]candidate{c})
		if _, ways := f.heaviest(c.line, c.day, f.Weights(c.line)); ways > 1 {
			return false // no column takes the option: nothing is left to go by
		}
		if !b.explore(f) {
			return false
		}
		if !g.without(c) {
			return true
		}
	}
}

// take keeps a roster if it is cheaper than the cutoff.
func (b *branching) take(picks [][]int32, g *Generator) {
	if e := g.Price(picks); e < b.cutoff {
		b.best, b.cutoff = picks, e-b.grain+1
	}
}

// branchRounds is the most rounds of pricing at a branch.
const branchRounds = 60

// split returns the option to branch on: of the days on which the mix is of two
// minds the one that it is surest of, else any that is open; false if all are fixed.
func (g *Generator) split() (candidate, bool) {
	best, found := candidate{}, false
	for i := range g.part.Lines {
		v := g.Weights(i)
		for j := range g.part.Days {
			c, ways := g.heaviest(i, j, v)
			if ways < 2 {
				continue
			}
			if c.weight > sure {
				c.weight = 0 // all agree: last
			}
			if !found || c.weight > best.weight {
				best, found = c, true
			}
		}
	}
	return best, found
}

// without bans a candidate's option, and reports whether the line can do without it.
func (g *Generator) without(c candidate) bool {
	g.banned[c.line][c.option] = true
	left := false
	for k := range g.m.lines[c.line] {
		left = left || g.m.lines[c.line][k].Picks[c.day] != c.option
	}
	if !left {
		k, ok := g.any(c.line)
		if !ok {
			return false
		}
		g.add(c.line, k)
	}
	g.keep(c.line, func(k *Column, _ float64) bool { return k.Picks[c.day] != c.option })
	g.m.pack()
	return true
}

// any returns a column of a line that takes no banned option, false if there is none.
func (g *Generator) any(i int) (Column, bool) {
	w := g.work[0]
	w.ask(g, i)
	var out Column
	found := false
	w.pricer.Several(g.part.Lines[i].Shape, &w.query, 1, func(_ int64, cells []uint8) {
		out, found = w.column(g, i, cells), true
	})
	return out, found
}
