package explain

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// refuteAll proves the decisive levels that no solve has proved, one level after the
// other, for all requests at once: rosters that meet a request are worse at some level up
// to the decisive one; at the levels above none is better, which the bound says.
func (e *reasoner) refuteAll() error {
	open := map[nrp.Level][]int{}
	levels := 0
	for _, q := range e.unmet() {
		w := e.found[q]
		if w == nil || e.own[q] != nil || e.provedBySolve(q) {
			continue
		}
		if l := e.decisive(w); !w.unfair && l != NoLevel && e.settledAbove(l) {
			if open[l] == nil {
				levels++
			}
			open[l] = append(open[l], q)
		}
	}
	for l := range nrp.Level(nrp.NumLevels) {
		if open[l] == nil || e.budget.used() >= refuteShare || e.ctx.Err() != nil {
			continue
		}
		out, err := scheduler.Refute(e.ctx, e.in, e.roster, l, e.budget.slice((refuteShare-e.budget.used())/float64(levels)))
		if err != nil {
			return fmt.Errorf("refute rosters: %w", err)
		}
		levels--
		e.budget.steps += out.Steps
		for _, k := range open[l] {
			q := &e.in.Requests[k]
			wanted := (nrp.AllShiftCells(len(e.in.Shifts)) | nrp.OffCells) &^ q.Unwanted
			e.proved[k] = out.Has(e.in.Horizon.Days, q.Staff, q.Day, wanted)
		}
	}
	return nil
}

// settledAbove reports whether no roster is better than the one at hand at a level above l
// without being worse at one before that.
func (e *reasoner) settledAbove(l nrp.Level) bool {
	for k := range l {
		if e.bound[k] < e.score[k] {
			return false
		}
	}
	return true
}
