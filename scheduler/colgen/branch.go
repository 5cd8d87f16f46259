package colgen

import "math"

// Tree looks for rosters below a cutoff by branching: one option of one day is fixed in
// one branch and banned in the other. It goes down along the options fixed until a branch's
// bound reaches the cutoff, and then to the open branch of the least bound. It can be left
// and gone on with. Exponential in the worst case.
type Tree struct {
	cutoff, grain int64
	// open are the branches not yet looked at; plunge tells that the last one is next.
	open   []branch
	plunge bool
	best   [][]int32
	// lost tells that a branch had to be left though it may hold something.
	lost bool
}

// branch is a part of the tree: what g's bans leave, without one option more if ban is
// set. No roster in it is cheaper than bound.
type branch struct {
	g     *Generator
	ban   *candidate
	bound int64
}

// NewTree returns the tree of all rosters below cutoff. The generator is of no further use:
// branch from a Fork.
func (g *Generator) NewTree(cutoff, grain int64) *Tree {
	return &Tree{cutoff: cutoff, grain: grain, open: []branch{{g: g, bound: math.MinInt64}}}
}

// Lower lowers the cutoff, for a roster found elsewhere.
func (t *Tree) Lower(cutoff int64) { t.cutoff = min(t.cutoff, cutoff) }

// Run goes on until stop says so or nothing is open, and returns the cheapest roster
// found so far, nil if none.
func (t *Tree) Run(stop func() bool) [][]int32 {
	for len(t.open) > 0 && !stop() {
		b := t.next()
		if b.ban != nil && !b.g.without(*b.ban) {
			continue
		}
		b.ban = nil
		if !t.explore(b.g, stop) {
			t.open, t.plunge = append(t.open, b), true
		}
	}
	return t.best
}

// Done reports whether nothing is open.
func (t *Tree) Done() bool { return len(t.open) == 0 }

// Proved reports whether no roster is below the cutoff, or below the cheapest found.
func (t *Tree) Proved() bool { return t.Done() && !t.lost }

// next takes out the branch to look at next.
func (t *Tree) next() branch {
	at := len(t.open) - 1
	if !t.plunge && len(t.open) <= mostOpen {
		for k := range t.open {
			if t.open[k].bound < t.open[at].bound {
				at = k
			}
		}
	}
	b := t.open[at]
	t.open = append(t.open[:at], t.open[at+1:]...)
	t.plunge = false
	return b
}

// explore looks at the rosters that g's bans leave and splits them, unless none is below
// the cutoff; false if it was stopped.
func (t *Tree) explore(g *Generator, stop func() bool) bool {
	g.bound, g.anchor = math.MinInt64, math.MinInt64 // the bans have changed
	g.Converge(Aim{Cutoff: t.cutoff, Grain: t.grain, Rounds: branchRounds, Stop: stop})
	if stop() {
		return false
	}
	if roundUp(g.bound, t.grain) >= t.cutoff {
		return true
	}
	t.take(g)
	if roundUp(g.bound, t.grain) >= t.cutoff {
		return true
	}
	left := g.Narrow(t.cutoff)
	if stop() {
		return false
	}
	if !left {
		return true
	}
	c, ok := g.split()
	if !ok { // one roster is left
		t.take(g)
		return true
	}
	f := g.Fork()
	f.fix([]candidate{c})
	t.open = append(t.open, branch{g: g, ban: &c, bound: g.bound})
	if _, ways := f.heaviest(c.line, c.day, f.Weights(c.line)); ways > 1 {
		t.lost = true // no column takes the option: nothing is left to go by
		return true
	}
	t.open, t.plunge = append(t.open, branch{g: f, bound: g.bound}), true
	return true
}

// take keeps the roster of the mix's heaviest columns if it is cheaper than the cutoff.
func (t *Tree) take(g *Generator) {
	picks := g.Largest()
	if e := g.Price(picks); e < t.cutoff {
		t.best, t.cutoff = picks, e-t.grain+1
	}
}

// mostOpen is the number of open branches from which on the tree goes depth first, for
// want of memory.
const mostOpen = 200

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
