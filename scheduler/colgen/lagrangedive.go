package colgen

import (
	"cmp"
	"math"
	"slices"
)

// Dive fixes more and more of the days on which a line's strands agree, with rounds between
// that make the mix as good as it can be with what is fixed, until each line is one path,
// which all its strands are: a roster, though counters may stand a little beyond what they
// should. Used tells how much of the time that it has is gone, from 0 to 1, by which it
// sets its pace. Waver, if not nil, is as Depth's. There are no bounds any more: dive on a
// Fork to have them. False if stopped before the end, or if there was no round yet.
func (g *Lagrangian) Dive(used, waver func() float64, stop func() bool) bool {
	if g.rounds == 0 {
		return false
	}
	g.diving = true
	all := float64(len(g.lines) * g.part.Days)
	for {
		list := g.undecided(waver)
		if len(list) == 0 {
			return true
		}
		// The logarithm of what is left falls as time goes on.
		left := math.Pow(all, 1-min(1, used()))
		n := min(len(list), max(1, len(list)/slowestDive, len(list)-int(left)))
		for _, v := range list[:n] {
			g.lines[v.line].fix(v.day, v.option, g.part.Lines[v.line].Options[v.option].Cell)
		}
		g.each.Run(len(g.lines), func(i, _ int) {
			if p := &g.lines[i]; p.stale {
				p.reach(g.part, i)
			}
		})
		for range diveRounds {
			if stop() || !g.round() {
				return false
			}
		}
	}
}

// Fork returns a copy to dive on.
func (g *Lagrangian) Fork() *Lagrangian {
	f := *g
	f.lines, f.work, f.spent, f.turn = slices.Clone(g.lines), make([]pathWork, len(g.work)), 0, turn{}
	f.terms, f.y, f.trial = slices.Clone(g.terms), slices.Clone(g.y), slices.Clone(g.trial)
	for i := range f.lines {
		p := &f.lines[i]
		p.cells, p.states, p.fixed = slices.Clone(p.cells), cloneAll(p.states), slices.Clone(p.fixed)
		p.picks, p.at, p.strands = slices.Clone(p.picks), slices.Clone(p.at), slices.Clone(p.strands)
		for k := range p.strands {
			t := &p.strands[k]
			t.picks, t.at = slices.Clone(t.picks), slices.Clone(t.at)
		}
	}
	return &f
}

// cloneAll copies slices and what they hold.
func cloneAll(s [][]int32) [][]int32 {
	out := make([][]int32, len(s))
	for k := range s {
		out[k] = slices.Clone(s[k])
	}
	return out
}

// vote is how many of a line's strands have the option that most have on a day.
type vote struct {
	line, day int
	option    int32
	strands   int
	// weight is what it counts for when days are put in order.
	weight float64
}

// undecided lists the days that are not fixed, those first on which most strands agree; of those on which not all do, wavering
// puts some before others.
func (g *Lagrangian) undecided(waver func() float64) []vote {
	var out []vote
	var votes []int
	for i := range g.lines {
		p, l := &g.lines[i], &g.part.Lines[i]
		for j, f := range p.fixed {
			if f >= 0 {
				continue
			}
			first := l.OptionAt[j]
			votes = grow(votes, int(l.OptionAt[j+1]-first))
			clear(votes)
			v := vote{line: i, day: j}
			for _, t := range p.strands {
				o := t.picks[j]
				if votes[o-first]++; votes[o-first] > v.strands {
					v.option, v.strands = o, votes[o-first]
				}
			}
			if v.weight = float64(v.strands) / strands; waver != nil && v.strands < strands {
				v.weight = min(nearlySure, v.weight+waver())
			}
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b vote) int { return cmp.Compare(b.weight, a.weight) })
	return out
}

const (
	// slowestDive is the part of what is left that is fixed at once at least: one in so many.
	slowestDive = 50
	// diveRounds is how many rounds there are between two fixings.
	diveRounds = 3
)
