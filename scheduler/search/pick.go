package search

// Pick draws the people and days of a window of about the given number of cells: the
// whole horizon where it is short, some weeks where it is long. The first person is
// one whose line costs much, the others are, every other time, such as can do her
// work.
func (p *Problem) Pick(s *State, seed, task uint64, size int) (people []int, from, to int) {
	var r random
	r.seed(seed, task)
	days := p.Days
	if days > windowDays {
		days = windowLengths[r.below(len(windowLengths))]
		from = r.below(p.Days - days + 1)
	}
	staff := min(max(2, size/days), p.Staff)
	order := r.order(p.Staff)
	first := order[0]
	for _, j := range order[:min(costlyOf, len(order))] {
		if s.lineE[j] > s.lineE[first] {
			first = j
		}
	}
	people = append(people, first)
	alike := r.below(2) == 0
	for pass := range 2 {
		for _, i := range order {
			if len(people) < staff && !has(people, i) && (pass == 1 || !alike || p.alike[first*p.Staff+i]) {
				people = append(people, i)
			}
		}
	}
	return people, from, from + days
}

// costlyOf is the number of people from among whom the costliest line is taken.
const costlyOf = 3

// windowLengths are the lengths of windows, in days, where the horizon is long.
var windowLengths = [...]int{14, 21, 28, 42}
