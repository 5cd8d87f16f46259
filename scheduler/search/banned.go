package search

import (
	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Banned returns the cells of a day that a window of everybody and all days does not offer a
// person in any duty, or of which its generator, or a fork of it, has banned every duty.
func (w *Window) Banned(g *colgen.Generator, i, d int) nrp.CellSet {
	l := &w.part.Lines[i]
	out := nrp.AllShiftCells(w.p.Shifts) | nrp.OffCells
	for o := l.OptionAt[d]; o < l.OptionAt[d+1]; o++ {
		if !g.Banned(i, o) {
			out &^= nrp.CellSet(1) << uint(l.Options[o].Cell)
		}
	}
	return out
}

// Forbid has a generator of a window of everybody and all days, or a fork of it, do without some cells of a person's day, and reports whether
// the line can.
func (w *Window) Forbid(g *colgen.Generator, i, d int, cells nrp.CellSet) bool {
	l := &w.part.Lines[i]
	var ban []int32
	for o := l.OptionAt[d]; o < l.OptionAt[d+1]; o++ {
		if cells&(nrp.CellSet(1)<<uint(l.Options[o].Cell)) != 0 && !g.Banned(i, o) {
			ban = append(ban, o)
		}
	}
	return len(ban) == 0 || g.Without(i, ban)
}
