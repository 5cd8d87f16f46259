package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// compileSuccession states that no cell of To may stand on the day after a cell of
// From (Curtois & Qu formula 2, INRC-II H3). State 1: yesterday's cell was in From.
func compileSuccession(h nrp.Horizon, cells int, s nrp.Succession) automaton {
	a := automaton{rule: nrp.RuleSuccession, name: s.Name, costs: []nrp.Cost{s.Cost}, counter: -1}
	state := func(cell int) int32 {
		if holds(s.From, cell) {
			return 1
		}
		return 0
	}
	var first []int
	a.class, first = classesOf(h.Days, func(int) int { return 0 })
	a.build(first, 2, cells, func(_ int, q int32, cell int) transition {
		t := transition{next: state(cell)}
		if q == 1 && holds(s.To, cell) {
			t.units = 1
		}
		return t
	})
	a.start = func(h *nrp.History) int32 { return state(cellOf(lastCell(h))) }
	return a
}
