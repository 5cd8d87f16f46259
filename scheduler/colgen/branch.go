package colgen

import (
	"cmp"
	"math"
	"slices"
)

// Tree looks for rosters below a cutoff by branching: the options of one day of a line are parted, and each branch keeps one
// part of them. It goes down along what the mix favours until a branch's
// bound reaches the cutoff, and then to the open branch of the least bound. It can be left
// and gone on with. Exponential in the worst case.
type Tree struct {
	cutoff, grain int64
	// probes is how many days whose options differ in price are tried at a branch before one is chosen, 0 to choose the day that
	// the mix is surest of.
	probes int
	// open are the branches not yet looked at; plunge tells that the last one is next.
	open   []branch
	plunge bool
	best   [][]int32
}

// branch is a part of the tree: what g's bans leave, without a line's options more if there are any in ban. No
// roster in it is cheaper than bound.
type branch struct {
	g     *Generator
	line  int
	ban   []int32
	bound int64
}

// NewTree returns the tree of all rosters below cutoff. The generator is of no further use:
// branch from a Fork.
func (g *Generator) NewTree(cutoff, grain int64) *Tree {
	return &Tree{cutoff: cutoff, grain: grain, open: []branch{{g: g, bound: math.MinInt64}}}
}

// Probing has the tree choose among up to n days on which the mix is of two minds about what they cost, by how much each raises
// the bound of both its branches (strong branching: Achterberg, Koch & Martin 2005, doi:10.1016/j.orl.2004.04.002): for a bound
// rather than for rosters.
func (t *Tree) Probing(n int) *Tree {
	t.probes = n
	return t
}

// Lower lowers the cutoff, for a roster found elsewhere.
func (t *Tree) Lower(cutoff int64) { t.cutoff = min(t.cutoff, cutoff) }

// Run goes on until stop says so or nothing is open, and returns the cheapest roster
// found so far, nil if none.
func (t *Tree) Run(stop func() bool) [][]int32 {
	for len(t.open) > 0 && !stop() {
		b := t.next()
		if b.ban != nil && !b.g.Without(b.line, b.ban) {
			continue
		}
		b.ban = nil
		if !t.explore(b.g, stop) {
			t.open, t.plunge = append(t.open, b), true
		}
	}
	return t.best
}

// Done reports whether nothing is open: then no roster is below the cutoff, or below the cheapest found.
func (t *Tree) Done() bool { return len(t.open) == 0 }

// Bound returns what no roster is cheaper than, as far as is known; the cutoff where nothing is open.
func (t *Tree) Bound() int64 {
	least := t.cutoff
	for k := range t.open {
		least = min(least, t.open[k].bound)
	}
	return least
}

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

// explore looks at the rosters that g's bans leave and parts them, unless none is below
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
	p, ok := t.part(g, stop)
	if stop() {
		return false
	}
	if !ok { // one roster is left
		t.take(g)
		return true
	}
	t.open = append(t.open, branch{g, p.line, p.favoured, g.bound}, branch{g.Fork(), p.line, p.others, g.bound})
	t.plunge = true
	return true
}

// take keeps the roster of the mix's heaviest columns if it is cheaper than the cutoff.
func (t *Tree) take(g *Generator) {
	picks := g.Largest()
	if e := g.Price(picks); e < t.cutoff {
		t.best, t.cutoff = picks, e-t.grain+1
	}
}

const (
	// mostOpen is the number of open branches from which on the tree goes depth first, for
	// want of memory.
	mostOpen = 200
	// branchRounds is the most rounds of pricing at a branch, probeRounds that of a probe.
	branchRounds = 60
	probeRounds  = 10
)

// parting parts the options of one day of a line.
type parting struct {
	line int
	// favoured are those that the mix favours, others the others.
	favoured, others []int32
	// weight is by how much the mix is of two minds: for probes in terms of what the options cost, below 0 if that is the same, else how
	// sure it is of the favoured.
	weight float64
}

// part returns how to part what g's bans leave; false if all days are decided.
func (t *Tree) part(g *Generator, stop func() bool) (parting, bool) {
	best, most := parting{}, int64(0)
	list := g.disputes()
	for _, p := range list[:min(t.probes, len(list))] {
		gain := int64(math.MaxInt64)
		for _, ban := range [][]int32{p.favoured, p.others} {
			f, low := g.Fork(), t.cutoff
			if f.Without(p.line, ban) {
				f.bound, f.anchor = math.MinInt64, math.MinInt64
				f.Converge(Aim{Cutoff: t.cutoff, Grain: t.grain, Rounds: probeRounds, Stop: stop})
				low = max(g.bound, min(low, f.bound)) // less is left than in both
			}
			gain = min(gain, low-g.bound)
			if gain <= most || stop() {
				break
			}
		}
		if gain > most {
			best, most = p, gain
		}
	}
	if most > 0 {
		return best, true
	}
	return g.surest()
}

// disputes returns the days on which the mix is of two minds about what they cost by themselves, parted into the cheapest options
// and dearer ones, those first about which it is most; then days that cost the same whatever is done, parted into work and none.
func (g *Generator) disputes() []parting {
	var out []parting
	for i := range g.part.Lines {
		v := g.Weights(i)
		for j := range g.part.Days {
			if p, ok := g.dispute(i, g.open(i, j), v); ok {
				out = append(out, p)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b parting) int { return cmp.Compare(b.weight, a.weight) })
	return out
}

// dispute parts the options of one day of a line, given the weights of all; false if the mix is decided.
func (g *Generator) dispute(i int, open []int32, v []float64) (p parting, ok bool) {
	options, least, most := g.part.Lines[i].Options, int64(math.MaxInt64), int64(math.MinInt64)
	for _, o := range open {
		least, most = min(least, options[o].Energy), max(most, options[o].Energy)
	}
	p.line = i
	first, paid := 0.0, 0.0
	for _, o := range open {
		more := options[o].Energy - least
		if more > 0 || most == least && options[o].Cell > 0 {
			p.others, paid = append(p.others, o), paid+v[o]*float64(more)
		} else {
			p.favoured, first = append(p.favoured, o), first+v[o]
		}
	}
	if first < 0.5 {
		p.favoured, p.others = p.others, p.favoured
	}
	p.weight = paid * first
	if p.weight == 0 {
		p.weight = -math.Abs(first - 0.5)
	}
	return p, first < 1-undecided && first > undecided
}

// undecided is the share of a mix from which on it is of two minds.
const undecided = 0.02

// surest parts one option from the others: of the days on which the mix is of two
// minds the one that it is surest of, else any that is open; false if all are decided.
func (g *Generator) surest() (best parting, found bool) {
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
				others := slices.DeleteFunc(g.open(i, j), func(o int32) bool { return o == c.option })
				best, found = parting{line: i, favoured: []int32{c.option}, others: others, weight: c.weight}, true
			}
		}
	}
	return best, found
}

// open returns the options of a day that are not banned.
func (g *Generator) open(i, j int) []int32 {
	var out []int32
	for o := g.part.Lines[i].OptionAt[j]; o < g.part.Lines[i].OptionAt[j+1]; o++ {
		if !g.banned[i][o] {
			out = append(out, o)
		}
	}
	return out
}

// Without bans options of one day of a line, and reports whether the line can do without them.
func (g *Generator) Without(i int, ban []int32) bool {
	for _, o := range ban {
		g.banned[i][o] = true
	}
	j := g.part.Lines[i].Day(ban[0])
	keeps := func(k *Column, _ float64) bool { return !slices.Contains(ban, k.Picks[j]) }
	left := false
	for k := range g.m.lines[i] {
		left = left || keeps(&g.m.lines[i][k], 0)
	}
	if !left {
		k, ok := g.any(i)
		if !ok {
			return false
		}
		g.add(i, k)
	}
	g.keep(i, keeps)
	g.m.pack()
	return true
}

// More adds columns of a line that are cheap at the prices of the best bound, up to n of them.
func (g *Generator) More(i, n int) {
	w := g.work[0]
	copy(g.prices, g.centre)
	w.ask(g, i)
	w.query.Stop, w.pricer.Work = g.each.Stop, 0
	w.pricer.Several(g.part.Lines[i].Shape, &w.query, n, func(_ int64, cells []uint8) { g.add(i, w.column(g, i, cells)) })
	*g.spent += w.pricer.Work
	g.m.pack()
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
