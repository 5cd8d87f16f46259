package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// compileRest states that the next day's shift begins at least Minutes after the
// end of the last one (Working Time Regulations 1998 reg. 10), on instants: days
// whose midnights differ by other than 1440 minutes are classes of their own. The
// state is the shift worked yesterday, shifts with one end time sharing a state;
// state 0 is none.
func compileRest(h nrp.Horizon, shifts []nrp.Shift, r nrp.Rest) automaton {
	a := automaton{rule: nrp.RuleRest, name: r.Name, costs: []nrp.Cost{r.Cost}, counter: -1}
	timed := func(s nrp.Shift) bool { return s.Start != 0 || s.End != 0 }
	state := make([]int32, len(shifts)+1)
	ends := []int{0}
	for i, s := range shifts {
		if !timed(s) {
			continue
		}
		for q := 1; q < len(ends); q++ {
			if ends[q] == s.End {
				state[i+1] = int32(q)
			}
		}
		if state[i+1] == 0 {
			state[i+1] = int32(len(ends))
			ends = append(ends, s.End)
		}
	}
	var first []int
	a.class, first = classesOf(h.Days, func(d int) [3]int {
		return [3]int{h.Midnight(d) - h.Midnight(d-1), h.Midnight(d+1) - h.Midnight(d), h.Midnight(d+2) - h.Midnight(d+1)}
	})
	a.build(first, len(ends), len(shifts)+1, func(d int, q int32, cell int) transition {
		t := transition{next: state[cell]}
		if q > 0 && cell > 0 && timed(shifts[cell-1]) &&
			h.Instant(d, shifts[cell-1].Start)-h.Instant(d-1, ends[q]) < r.Minutes {
			t.units = 1
		}
		return t
	})
	a.start = func(h *nrp.History) int32 { return state[cellOf(lastCell(h))] }
	return a
}
