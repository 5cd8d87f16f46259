package rules

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// rested is the state of somebody who has rested long enough for whatever comes.
const rested = math.MinInt32

// restRule is one minimum rest with what it needs to know of the instance.
type restRule struct {
	h       nrp.Horizon
	shifts  []nrp.Shift
	minutes int
	// until is the first day that is judged no more; 0 for none.
	until nrp.DayIdx
	// soonest is the earliest that a shift can begin, in minutes since its day's midnight.
	soonest int
}

// compileRest states that a shift begins at least Minutes after the end of all work
// before it (Working Time Regulations 1998 reg. 10), on instants: days of unlike
// lengths are classes of their own. The state is the instant at which work
// last ended, in minutes since the present day's midnight, as long as a shift could
// come too soon after it; so it lives across as many days off as it must.
func compileRest(in *nrp.Instance, r nrp.Rest) automaton {
	a := automaton{rule: nrp.RuleRest, name: r.Name, costs: []nrp.Cost{r.Cost}, counter: -1}
	k := restRule{h: in.Horizon, shifts: in.Shifts, minutes: r.Minutes, until: r.Until, soonest: math.MaxInt32}
	longest := 0
	for i := range k.shifts {
		s := &k.shifts[i]
		if !timed(s) {
			continue
		}
		longest = max(longest, s.End)
		for d := range k.h.Days {
			k.soonest = min(k.soonest, k.h.Instant(d, s.Start)-k.h.Midnight(d))
		}
	}
	var first []int
	type dayClass struct {
		lengths [4]int
		judged  bool // this day
		last    bool // and none after it
	}
	a.class, first = classesOf(k.h.Days, func(d int) dayClass { return dayClass{lengths(k.h, d, longest), k.judged(d), !k.judged(d + 1)} })
	number := explore(&a, first, len(k.shifts)+1, histories(in, k.before), func(d int, ended int32, cell int) (int32, transition) {
		var t transition
		if cell > 0 && ended != rested && k.judged(d) && timed(&k.shifts[cell-1]) {
			if k.h.Instant(d, k.shifts[cell-1].Start)-k.h.Midnight(d)-int(ended) < r.Minutes {
				t.units = 1
			}
		}
		return k.after(d, ended, cell), t
	})
	a.start = func(h *nrp.History) int32 { return number[k.before(h)] }
	return a
}

// judged reports whether the shift of a day is judged.
func (k *restRule) judged(d nrp.DayIdx) bool { return k.until == 0 || d < k.until }

// lengths is the class of a day for rules on instants: the lengths of the days, from this
// one on, that a shift which ends in the given minute at the latest can touch; 0 for others.
func lengths(h nrp.Horizon, d, longest int) [4]int {
	var out [4]int
	for k := range out {
		if k == 0 || k*1440 < longest {
			out[k] = h.Midnight(d+k+1) - h.Midnight(d+k)
		}
	}
	return out
}

// after returns the state that a cell leads to.
func (k *restRule) after(d int, ended int32, cell int) int32 {
	midnight := k.h.Midnight(d)
	if cell > 0 && timed(&k.shifts[cell-1]) {
		ended = max(ended, int32(k.h.Instant(d, k.shifts[cell-1].End)-midnight))
	}
	if ended == rested || !k.judged(d+1) {
		return rested
	}
	ended -= int32(k.h.Midnight(d+1) - midnight)
	if k.soonest-int(ended) >= k.minutes {
		return rested
	}
	return ended
}

// before returns the state that history leads to; days that are not known are days off.
func (k *restRule) before(h *nrp.History) int32 {
	ended := int32(rested)
	for i, s := range h.Line {
		ended = k.after(i-len(h.Line), ended, cellOf(s))
	}
	return ended
}
