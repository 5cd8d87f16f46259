package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// explore builds the tables of an automaton whose states are values: those that can be
// reached from the starts by any cell on a day of any class. Number n of the result is the
// value of state n; classes are given by their first days.
func explore[S comparable](a *automaton, first []int, cells int, starts []S, step func(d int, from S, cell int) (S, transition)) map[S]int32 {
	number := map[S]int32{}
	var values []S
	find := func(v S) int32 {
		q, ok := number[v]
		if !ok {
			q = int32(len(values))
			number[v] = q
			values = append(values, v)
		}
		return q
	}
	for _, v := range starts {
		find(v)
	}
	a.steps = make([][]transition, len(first))
	for q := 0; q < len(values); q++ {
		for c, d := range first {
			for x := range cells {
				next, t := step(d, values[q], x)
				t.next = find(next)
				a.steps[c] = append(a.steps[c], t)
			}
		}
	}
	return number
}

// timed reports whether a shift has clock times.
func timed(s *nrp.Shift) bool { return s.Start != 0 || s.End != 0 }

// histories returns the distinct values that a function has of the histories of an
// instance, in the order of the staff.
func histories[S comparable](in *nrp.Instance, of func(h *nrp.History) S) []S {
	var out []S
	seen := map[S]bool{}
	for i := range in.Staff {
		if v := of(&in.Staff[i].History); !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
