package rules

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// compileCharges feeds a counter with the amounts of its shifts and what nrp.Charges adds: for
// each weekend with work and for each day that holds one of a charge's cells. What lines may
// still add is reckoned from touches or from a machine, of a counter from one of the two only, so
// that amounts come this way too. State 1: yesterday was a Saturday that
// counted. On days on which nothing is charged it is the automaton of a count of weekends, so
// that the product of both has no more states than one.
func compileCharges(h nrp.Horizon, cells, index int, c nrp.Counter) automaton {
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
	var first []int
	a.class, first = classesOf(h.Days, func(d int) string {
		return fmt.Sprint(weekendDay(h, d), charged[d*cells:(d+1)*cells])
	})
	a.build(first, 2, cells, func(d int, q int32, cell int) transition {
		t := transition{units: int32(charged[d*cells+cell])}
		switch {
		case cell == 0 || c.Of != 0 && !holds(c.Of, cell):
		case h.Weekday(d) == saturday:
			t.next = 1
			t.units += int32(c.Charges.Weekend)
		case h.Weekday(d) == sunday && q == 0:
			t.units += int32(c.Charges.Weekend)
		}
		return t
	})
	a.start = func(*nrp.History) int32 { return 0 }
	return a
}
