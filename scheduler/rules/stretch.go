package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// What a stretch's two costs are in its automaton.
const (
	stretchMin = iota
	stretchMax
)

// compileStretch limits the length of a run of days in Of (Curtois & Qu formulas
// 5-7, INRC-II S2 and S3). State L in 0..top is the length of the run that reaches
// yesterday, capped; state top+1+L is the same for a run that is exempt from the
// minimum because it began on day 0 and history is not known (L = 0: it may begin
// today). A run is charged for being long day by day, for being short by the cell
// that ends it; one that history already took past Max pays only its new days.
func compileStretch(h nrp.Horizon, cells int, s nrp.Stretch) automaton {
	a := automaton{
		rule: nrp.RuleStretch, name: s.Name, counter: -1,
		costs: []nrp.Cost{stretchMin: s.MinCost, stretchMax: s.MaxCost},
	}
	top := int32(max(s.Min, 0))
	if s.Max < nrp.NoLimit {
		top = max(top, int32(s.Max))
	}
	if int(top) > h.Days+longestHistory {
		top = int32(h.Days + longestHistory)
	}
	exempt := top + 1
	var first []int
	a.class, first = classesOf(h.Days, func(int) int { return 0 })
	a.build(first, int(2*(top+1)), cells, func(_ int, q int32, cell int) transition {
		length, free := q, false
		if q >= exempt {
			length, free = q-exempt, true
		}
		if !holds(s.Of, cell) {
			t := transition{next: 0}
			if !free && length > 0 && int(length) < s.Min {
				t.units, t.cost = int32(s.Min)-length, stretchMin
			}
			return t
		}
		t := transition{next: min(length+1, top)}
		if free && int(t.next) < s.Min {
			t.next += exempt
		}
		if int(length) >= s.Max {
			t.units, t.cost = 1, stretchMax
		}
		return t
	})
	a.start = func(h *nrp.History) int32 {
		if !h.Known {
			return exempt
		}
		n := int32(0)
		for i := len(h.Line) - 1; i >= 0 && holds(s.Of, cellOf(h.Line[i])); i-- {
			n++
		}
		return min(n, top)
	}
	return a
}

// longestHistory bounds the states of a stretch whose limits no horizon reaches.
const longestHistory = 64
