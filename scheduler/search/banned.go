package search

import "github.com/fairrota/fairrota/scheduler/nrp"

// Banned returns the cells of a day that a window of everybody and all days does not offer a
// person in any duty, or of which its generator has banned every duty.
func (w *Window) Banned(i, d int) nrp.CellSet {
	l := &w.part.Lines[i]
	out := nrp.AllShiftCells(w.p.Shifts) | nrp.OffCells
	for o := l.OptionAt[d]; o < l.OptionAt[d+1]; o++ {
		if !w.gen.Banned(i, o) {
			out &^= nrp.CellSet(1) << uint(l.Options[o].Cell)
		}
	}
	return out
}
