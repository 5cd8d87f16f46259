package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// automaton is one rule on one person's line. Tables are indexed by the class of
// the day, so that a rule may mean different things on different weekdays.
type automaton struct {
	rule nrp.RuleCode
	name string
	// costs are what an emission's units are priced at; [emission.cost].
	costs []nrp.Cost
	// counter is the index of the contract's counter that the units feed, -1 if they
	// are priced by costs.
	counter int
	// class is the table used on each day; [day].
	class []int32
	// steps holds the tables; [class][state*cells+cell], a cell being 0 for off, s+1 for shift s.
	steps [][]transition
	// start gives the state before day 0.
	start func(h *nrp.History) int32
}

// transition is where one cell leads and what it emits on the way.
type transition struct {
	next  int32
	units int32
	cost  int32
}

// cellOf returns the table index of a shift: 0 for a day off, s+1 for shift s.
func cellOf(s nrp.ShiftIdx) int { return s + 1 }

// holds reports whether a set holds the cell with the given table index.
func holds(set nrp.CellSet, cell int) bool { return set>>uint(cell)&1 == 1 }

// lastCell returns the shift worked on day -1, a day off where it is not known.
func lastCell(h *nrp.History) nrp.ShiftIdx {
	if !h.Known || len(h.Line) == 0 {
		return nrp.NoShift
	}
	return h.Line[len(h.Line)-1]
}

// classesOf numbers the distinct keys of the days in order of appearance and
// returns each day's class and, for each class, the first day that has it.
func classesOf[K comparable](days int, key func(d int) K) (class []int32, first []int) {
	class = make([]int32, days)
	seen := map[K]int32{}
	for d := range days {
		k := key(d)
		c, ok := seen[k]
		if !ok {
			c = int32(len(first))
			seen[k] = c
			first = append(first, d)
		}
		class[d] = c
	}
	return class, first
}

// build fills the tables of an automaton with n states: step is asked for every
// class (by its first day), state and cell.
func (a *automaton) build(first []int, n, cells int, step func(d int, state int32, cell int) transition) {
	a.steps = make([][]transition, len(first))
	for c, d := range first {
		t := make([]transition, n*cells)
		for q := range n {
			for x := range cells {
				t[q*cells+x] = step(d, int32(q), x)
			}
		}
		a.steps[c] = t
	}
}
