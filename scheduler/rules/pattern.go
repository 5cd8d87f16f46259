package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// compilePattern states that the cells of a pattern shall not follow one another.
// The state is the set of the pattern's proper prefixes that end on the day before
// (bit i: the first i+1 cells), by the subset construction, so that overlapping
// occurrences are all found.
func compilePattern(h nrp.Horizon, cells int, p nrp.Pattern) automaton {
	a := automaton{rule: nrp.RulePattern, name: p.Name, costs: []nrp.Cost{p.Cost}, counter: -1}
	m := len(p.Cells)
	read := func(set uint64, cell int) (next uint64, whole bool) {
		for i := range m {
			if (i == 0 || set>>uint(i-1)&1 == 1) && holds(p.Cells[i], cell) {
				if i == m-1 {
					whole = true
				} else {
					next |= 1 << uint(i)
				}
			}
		}
		return next, whole
	}
	sets := []uint64{0}
	number := map[uint64]int32{0: 0}
	for i := 0; i < len(sets); i++ {
		for x := range cells {
			next, _ := read(sets[i], x)
			if _, ok := number[next]; !ok {
				number[next] = int32(len(sets))
				sets = append(sets, next)
			}
		}
	}
	ends := func(d int) bool { return p.EndWeekdays == 0 || p.EndWeekdays>>uint(h.Weekday(d))&1 == 1 }
	var first []int
	a.class, first = classesOf(h.Days, ends)
	a.build(first, len(sets), cells, func(d int, q int32, cell int) transition {
		next, whole := read(sets[q], cell)
		t := transition{next: number[next]}
		if whole && ends(d) {
			t.units = 1
		}
		return t
	})
	a.start = func(h *nrp.History) int32 {
		if !h.Known {
			return 0
		}
		var set uint64
		for _, s := range h.Line {
			set, _ = read(set, cellOf(s))
		}
		return number[set]
	}
	return a
}
