package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// spell is what a respite's automaton remembers at the midnight of a day.
type spell struct {
	// free is the instant from which there has been no work, in minutes since that
	// midnight; more than 0 where work goes on beyond it. Before and after all periods it
	// counts from the beginning of the next one instead, and is never below 0.
	free int32
	// had is the number of rests that are over, at most as many as are wanted.
	had int32
}

// respiteRule is one respite with what it needs to know of the instance.
type respiteRule struct {
	*nrp.Respite
	h      nrp.Horizon
	shifts []nrp.Shift
}

// compileRespite states that a period holds so many rests (Working Time Regulations 1998
// reg. 11), on instants. The state is when the present rest began and how many are over.
// Whoever has had all that are wanted, or is about to whatever comes, is in one state till
// the period ends, but for work that goes on beyond midnight.
func compileRespite(in *nrp.Instance, r *nrp.Respite) automaton {
	a := automaton{rule: nrp.RuleRespite, name: r.Name, costs: []nrp.Cost{r.Cost}, counter: -1}
	k := respiteRule{r, in.Horizon, in.Shifts}
	longest := 0
	for i := range k.shifts {
		longest = max(longest, k.shifts[i].End)
	}
	type class struct {
		// in tells days of a period, ends its last one, last that of the horizon.
		in, ends, last bool
		// toNext is the number of days to the next period on days of none, at most one more
		// than a shift can touch.
		toNext int
		days   [4]int
	}
	var first []int
	a.class, first = classesOf(k.h.Days, func(d int) class {
		from, to, in := k.period(d)
		c := class{in: in, days: lengths(k.h, d, longest), last: d == k.h.Days-1}
		if in {
			c.ends = d+1 == to
		} else {
			c.toNext = min(from-d, len(c.days)+1)
		}
		return c
	})
	number := explore(&a, first, len(k.shifts)+1, histories(in, k.before), k.step)
	a.start = func(h *nrp.History) int32 { return number[k.before(h)] }
	return a
}

// never is a day on which no period begins any more.
const never = 1 << 30

// period returns the first day and the day after the last of the period that a day lies in, or,
// with false, of the next one; both never where there is none.
func (k *respiteRule) period(d int) (from, to int, in bool) {
	from = k.From
	if k.Repeats && d >= from {
		from += (d - from) / k.Span * k.Span
	}
	switch {
	case d < from:
		return from, from + k.Span, false
	case d < from+k.Span:
		return from, from + k.Span, true
	}
	return never, never, false
}

// step reads one cell of a day.
func (k *respiteRule) step(d int, s spell, cell int) (spell, transition) {
	var t transition
	work := cell > 0 && timed(&k.shifts[cell-1])
	var start, end int
	if work {
		start, end = k.h.Instant(d, k.shifts[cell-1].Start), k.h.Instant(d, k.shifts[cell-1].End)
	}
	from, to, in := k.period(d)
	if !in {
		if from == never {
			return spell{}, t
		}
		if work {
			s.free = max(s.free, int32(end-k.h.Midnight(from)))
		}
		return s, t
	}
	free := k.h.Midnight(d) + int(s.free)
	had := int(s.had)
	if work {
		had += max(0, start-free) / k.Minutes
		free = max(free, end)
	}
	switch over := k.h.Midnight(to); {
	case d+1 == to:
		had += max(0, over-free) / k.Minutes
		t.units = int32(max(0, k.Times-had))
		had = 0
		if free = max(free, over); !k.Repeats {
			return spell{}, t
		}
	case d == k.h.Days-1:
		t.units = int32(max(0, k.Times-had-k.ahead(free, over)))
		return spell{}, t
	}
	return k.settle(free-k.h.Midnight(d+1), had), t
}

// settle returns the one state of all from which the same can follow.
func (k *respiteRule) settle(free, had int) spell {
	if had+max(0, -free)/k.Minutes >= k.Times {
		free, had = max(free, 0), k.Times
	}
	return spell{int32(free), int32(had)}
}

// ahead counts the rests between an instant and the end of a period that goes on beyond the
// horizon.
func (k *respiteRule) ahead(free, over int) int {
	n := 0
	for _, b := range k.Ahead {
		if b.Start >= over {
			break
		}
		n += max(0, b.Start-free) / k.Minutes
		free = max(free, b.End)
	}
	return n + max(0, over-free)/k.Minutes
}

// before returns the state that history leads to. Days that are not known are days off.
func (k *respiteRule) before(h *nrp.History) spell {
	d := -len(h.Line)
	s := k.fresh(d)
	for _, shift := range h.Line {
		s, _ = k.step(d, s, cellOf(shift))
		d++
	}
	return s
}

// fresh is the state at the midnight of a day before which nothing is known.
func (k *respiteRule) fresh(d int) spell {
	if from, _, in := k.period(d); in {
		return k.settle(k.h.Midnight(from)-k.h.Midnight(d), 0)
	}
	return spell{}
}
