package colgen

import (
	"cmp"
	"math"
	"slices"
)

// Dive fixes more and more of what the mix of columns agrees on, generating columns
// anew each time, until every line has one: a roster. Where a step makes the mix much
// dearer it is taken back, and fewer days are fixed at once; where a single day does,
// its option is banned instead. It gives up when what is fixed cannot lead below
// cutoff, and when stop says so. The picks are [line][day]. The generator is of no
// further use afterwards: dive on a Fork.
//
// Fixing single days rather than whole columns follows the shift scheduling code of
// P. Strandmark (github.com/PetterS/monolith).
func (g *Generator) Dive(cutoff, grain int64, d Depth, stop func() bool) ([][]int32, bool) {
	mix, bound := g.settle(d, stop)
	share, backs := d.Share, 0
	// Each step fixes a day, bans an option or takes a step back.
	for steps := len(g.part.Lines)*g.part.Days*(1+d.Backs) + 1; steps > 0 && !stop(); steps-- {
		if d.Left != nil {
			switch left := d.Left(); {
			case left < lastLeft:
				picks, ok := g.finish(stop)
				return picks, ok && g.Price(picks) < cutoff
			case left < littleLeft:
				d = Depth{Share: hurriedShare, Rounds: hurriedRounds, Left: d.Left}
				share = d.Share
			}
		}
		if roundUp(bound, grain) >= cutoff {
			return nil, false
		}
		list := g.candidates(d.Waver)
		if len(list) == 0 {
			return g.Largest(), true
		}
		n := max(1, int(float64(len(list))*share))
		for n < len(list) && list[n].weight >= sure {
			n++
		}
		var back *Generator
		if backs < d.Backs {
			back = g.Fork()
		}
		g.fix(list[:n])
		after, low := g.settle(d, stop)
		jump := max(float64(2*grain), jumpShare*(float64(min(cutoff, int64(mix)+int64(math.Abs(mix)/16)))-mix))
		if back == nil || roundUp(low, grain) < cutoff && after-mix <= jump {
			mix, bound = after, low
			share = min(d.Share, share*2)
			continue
		}
		backs++
		*g = *back
		if n > 1 {
			share /= 8
			if list[1].weight >= sure { // they cannot all be sure
				g.fix(list[:1])
				mix, bound = g.settle(d, stop)
			}
			continue
		}
		g.ban(list[0])
		mix, bound = g.settle(d, stop)
	}
	return nil, false
}

// finish fixes what is left of a dive without pricing: the columns that there are must do.
func (g *Generator) finish(stop func() bool) ([][]int32, bool) {
	for !stop() {
		list := g.candidates(nil)
		if len(list) == 0 {
			return g.Largest(), true
		}
		n := max(1, int(float64(len(list))*finishShare))
		for n < len(list) && list[n].weight >= sure {
			n++
		}
		g.fix(list[:n])
		g.mixAgain(0, diveIterations)
	}
	return nil, false
}

// Depth is how carefully a dive goes.
type Depth struct {
	// Share is the share of the undecided days that is fixed at once, Rounds the most
	// rounds of pricing between two fixings, Backs how often steps are taken back.
	Share  float64
	Rounds int
	Backs  int
	// Waver, if set, says by how much the weight of a day that the mix is of two minds about counts for more, from 0 up, in which of
	// them are fixed first: dives that waver come to other rosters.
	Waver func() float64
	// Left, if set, tells which part of the dive's time is left: from littleLeft on the rest is fixed quickly, from lastLeft on without
	// pricing.
	Left func() float64
}

const (
	// hurriedShare and hurriedRounds are the depth of a dive with littleLeft of its time, finishShare is what is fixed at once with
	// lastLeft of it.
	littleLeft    = 0.2
	hurriedShare  = 0.1
	hurriedRounds = 2
	lastLeft      = 0.1
	finishShare   = 0.2
	// diveIterations is the number of iterations of the master between two rounds of
	// pricing.
	diveIterations = 100
	// diveGain is the share of the gap between mix and bound by which the mix must have
	// become cheaper to price again before fixing.
	diveGain = 0.02
	// diveTolerance is the share of that gap at which mixing stops before.
	diveTolerance = 0.1
	// sure is the weight from which a day's option is fixed whatever the share.
	sure = 0.999
	// nearlySure is the most that wavering makes of a weight.
	nearlySure = 0.99
	// jumpShare is the share of what may still be lost that a step may cost.
	jumpShare = 0.3
)

// settle mixes and prices until the mix falls little.
func (g *Generator) settle(d Depth, stop func() bool) (mix float64, bound int64) {
	last, gap := 0.0, 0.0
	for round := 0; ; round++ {
		var fresh int
		mix, bound, fresh = g.round(gap, diveIterations)
		gap = math.Abs(mix-float64(bound)) * diveTolerance
		if fresh == 0 || round+1 >= d.Rounds || stop() || round > 0 && last-mix < diveGain*math.Abs(mix-float64(bound)) {
			return mix, bound
		}
		last = mix
	}
}

// candidate is an option of a day not yet fixed, with its weight in the mix.
type candidate struct {
	line, day int
	option    int32
	weight    float64
}

// candidates lists the heaviest option of each undecided day, heaviest first but for what waver says.
func (g *Generator) candidates(waver func() float64) []candidate {
	var out []candidate
	open := false
	for i := range g.part.Lines {
		v := g.Weights(i)
		for j := range g.part.Days {
			c, ways := g.heaviest(i, j, v)
			if ways > 1 {
				open = open || c.weight < whole
				if waver != nil && c.weight < sure {
					c.weight = max(c.weight, min(c.weight+waver(), nearlySure))
				}
				out = append(out, c)
			}
		}
	}
	if !open {
		return nil
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.weight, a.weight) })
	return out
}

// heaviest returns the heaviest option of a day, given the weights of the line's
// options, and the number of options that are not banned.
func (g *Generator) heaviest(i, j int, v []float64) (c candidate, ways int) {
	l := &g.part.Lines[i]
	c = candidate{line: i, day: j, option: -1}
	for o := l.OptionAt[j]; o < l.OptionAt[j+1]; o++ {
		if g.banned[i][o] {
			continue
		}
		ways++
		if c.option < 0 || v[o] > c.weight {
			c.option, c.weight = o, v[o]
		}
	}
	return c, ways
}

// whole is the weight from which a column is taken to be the only one.
const whole = 1 - 1e-6

// fix bans all other options of the candidates' days, as far as a column is left.
func (g *Generator) fix(list []candidate) {
	for _, c := range list {
		left := false
		for k := range g.m.lines[c.line] {
			left = left || g.m.lines[c.line][k].Picks[c.day] == c.option
		}
		if !left {
			continue
		}
		l := &g.part.Lines[c.line]
		for o := l.OptionAt[c.day]; o < l.OptionAt[c.day+1]; o++ {
			if o != c.option {
				g.banned[c.line][o] = true
			}
		}
		g.keep(c.line, func(k *Column, _ float64) bool { return k.Picks[c.day] == c.option })
	}
	g.m.pack()
}

// ban bans a candidate's option, unless no column is left without it.
func (g *Generator) ban(c candidate) {
	for k := range g.m.lines[c.line] {
		if g.m.lines[c.line][k].Picks[c.day] != c.option {
			g.banned[c.line][c.option] = true
			g.keep(c.line, func(k *Column, _ float64) bool { return k.Picks[c.day] != c.option })
			g.m.pack()
			return
		}
	}
}

// Weights returns the weight that the mix gives each option of a line; [option].
func (g *Generator) Weights(i int) []float64 {
	v := make([]float64, len(g.part.Lines[i].Options))
	for j := range g.m.lines[i] {
		w := g.m.x[g.m.at[i]+j]
		if w > 0 {
			for _, o := range g.m.lines[i][j].Picks {
				v[o] += w
			}
		}
	}
	return v
}

// Largest returns the heaviest column of each line.
func (g *Generator) Largest() [][]int32 {
	out := make([][]int32, len(g.part.Lines))
	for i := range out {
		best := -1
		for j := range g.m.lines[i] {
			if best < 0 || g.m.x[g.m.at[i]+j] > g.m.x[g.m.at[i]+best] {
				best = j
			}
		}
		out[i] = g.m.lines[i][best].Picks
	}
	return out
}
