package rules

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// chargeState is what a line remembers of charges: whether yesterday was a Saturday that counted, and
// which plans can still be kept.
type chargeState struct {
	saturday bool
	alive    alive
}

// compileCharges feeds a counter with the amounts of its shifts and what nrp.Charges adds: for
// each weekend with work, for each day that holds one of a charge's cells and for each choice of
// which no plan is kept. What lines may
// still add is reckoned from touches or from a machine, of a counter from one of the two only, so
// that amounts come this way too. On days on which nothing is charged it is the automaton of a
// count of weekends, and choices are read as their own automata read them, so
// that the product of all has no more states than without it.
func compileCharges(h nrp.Horizon, cells, index int, c nrp.Counter, choices []nrp.Choice) automaton {
	a := automaton{rule: nrp.RuleCounter, name: c.Name, counter: index}
	charged := make([]int64, h.Days*cells)
	for k := range charged {
		if cell := k % cells; cell > 0 && c.Amount != nil {
			charged[k] = c.Amount[cell-1]
		}
	}
	for _, x := range c.Charges.Cells {
		for cell := range cells {
			if holds(x.Cells, cell) {
				charged[x.Day*cells+cell] += x.Amount
			}
		}
	}
	unkept := refusedOf(choices, c.Charges.Choices)
	var first []int
	a.class, first = classesOf(h.Days, func(d int) string {
		return fmt.Sprint(weekendDay(h, d), charged[d*cells:(d+1)*cells], unkept.key(d))
	})
	explore(&a, first, cells, []chargeState{{alive: unkept.start()}}, func(d int, q chargeState, cell int) (chargeState, transition) {
		next, units := unkept.read(d, q.alive, cell)
		t := transition{units: int32(charged[d*cells+cell] + units)}
		works := cell != 0 && (c.Of == 0 || holds(c.Of, cell))
		switch {
		case !works:
		case h.Weekday(d) == saturday:
			t.units += int32(c.Charges.Weekend)
		case h.Weekday(d) == sunday && !q.saturday:
			t.units += int32(c.Charges.Weekend)
		}
		return chargeState{works && h.Weekday(d) == saturday, next}, t
	})
	a.start = func(*nrp.History) int32 { return 0 }
	return a
}
