package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// Weekdays of a weekend.
const (
	saturday = 5
	sunday   = 6
)

// compileWeekend states that both days of a weekend are worked or none (INRC-II
// S5). State 1: yesterday was a Saturday of the horizon and worked. A Sunday on day
// 0 is not half of any weekend.
func compileWeekend(h nrp.Horizon, cells int, cost nrp.Cost) automaton {
	a := automaton{rule: nrp.RuleWeekend, costs: []nrp.Cost{cost}, counter: -1}
	var first []int
	a.class, first = classesOf(h.Days, func(d int) [2]int {
		return [2]int{weekendDay(h, d), min(d, 1)}
	})
	a.build(first, 2, cells, func(d int, q int32, cell int) transition {
		worked := int32(min(cell, 1))
		switch {
		case h.Weekday(d) == saturday:
			return transition{next: worked}
		case h.Weekday(d) == sunday && d > 0 && worked != q:
			return transition{units: 1}
		}
		return transition{}
	})
	a.start = func(*nrp.History) int32 { return 0 }
	return a
}

// compileWeekendCount feeds a counter with one unit for each weekend that the
// counter's cells touch (Curtois & Qu formula 8, INRC-II S7). State 1: yesterday
// was a Saturday that counted.
func compileWeekendCount(h nrp.Horizon, cells, index int, c nrp.Counter) automaton {
	a := automaton{rule: nrp.RuleCounter, name: c.Name, counter: index}
	touches := func(d, cell int) bool {
		return cell > 0 && countsDay(h, c, d) && (c.Of == 0 || holds(c.Of, cell))
	}
	var first []int
	a.class, first = classesOf(h.Days, func(d int) [2]int {
		if !countsDay(h, c, d) {
			return [2]int{weekendDay(h, d), 0}
		}
		return [2]int{weekendDay(h, d), 1}
	})
	a.build(first, 2, cells, func(d int, q int32, cell int) transition {
		on := touches(d, cell)
		switch {
		case h.Weekday(d) == saturday && on:
			return transition{next: 1, units: 1}
		case h.Weekday(d) == sunday && on && q == 0:
			return transition{units: 1}
		}
		return transition{}
	})
	a.start = func(*nrp.History) int32 { return 0 }
	return a
}

// weekendDay returns 1 for a Saturday, 2 for a Sunday, 0 for another day.
func weekendDay(h nrp.Horizon, d int) int { return max(h.Weekday(d)-saturday+1, 0) }
