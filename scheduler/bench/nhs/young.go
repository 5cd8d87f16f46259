package nhs

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// Under 18 (Working Time Regulations 1998): nothing in the restricted period (reg. 6A), 8 hours a day and 40 a
// week (reg. 5A), 12 hours of rest (reg. 10(2)), 48 in each week (reg. 11(3)), up to the day of
// becoming an adult.

// adult is the first day on which somebody is an adult, before all others for an adult all along.
func (h *horizon) adult(person int) nrp.DayIdx {
	if t := h.w.term(person, Young); t != nil {
		return h.day(t.Until)
	}
	return -1 << 30
}

// mondays are those on which somebody is under 18 of the weeks that the horizon has days of.
func (h *horizon) mondays(person int) (young []Day, all bool) {
	all = true
	for monday := h.first.Monday(); monday < h.first+Day(h.days); monday += 7 {
		if h.day(monday) < h.adult(person) {
			young = append(young, monday)
		} else {
			all = false
		}
	}
	return young, all && young != nil
}

// rested reports whether work that is known leaves somebody the rest of the week under 18.
func (h *horizon) rested(person int, monday Day) bool {
	want := law.Instant(law.UK().YoungWeeklyRest.Value)
	free, end := h.w.clock(monday, 0), h.w.clock(monday+7, 0)
	for _, x := range h.w.around(person, h.first, h.days) { // by day, and nobody has two duties that overlap
		work := h.w.work(x.day, x.shift)
		if min(work.Start, end)-free >= want {
			return true
		}
		free = max(free, work.End)
	}
	return end-free >= want
}

// youngCells forbids somebody under 18 the shifts that are too late or too long, and any in a week that has no
// rest already.
func (h *horizon) youngCells(person int) {
	t, figures := h.w.term(person, Young), law.UK()
	if t == nil {
		return
	}
	from, to := figures.YoungFrom.Value, figures.YoungTo.Value
	if t.Late {
		from, to = figures.YoungLateFrom.Value, figures.YoungLateTo.Value
	}
	for d := h.first; d < min(t.Until, h.first+Day(h.days)); d++ {
		var late, long nrp.CellSet
		for i := range h.w.Shifts {
			s := &h.w.Shifts[i]
			work := h.w.work(d, s)
			for night := d - 1; night <= d+1; night++ {
				if work.Start < h.w.clock(night+1, to) && h.w.clock(night, from) < work.End {
					late |= nrp.ShiftCells(i)
				}
			}
			minutes := h.w.minutes(d, s, d, d+1)
			for _, x := range h.w.around(person, h.first, h.days) {
				if x.day < d {
					minutes += h.w.minutes(x.day, x.shift, d, d+1)
				}
			}
			if minutes > int64(figures.YoungDay.Value) {
				long |= nrp.ShiftCells(i)
			}
		}
		h.forbid("under 18: night", person, d, late)
		h.forbid("under 18: long day", person, d, long)
	}
	young, _ := h.mondays(person)
	for _, monday := range young {
		for d := max(monday, h.first); !h.rested(person, monday) && d < min(monday+7, h.first+Day(h.days)); d++ {
			h.forbid("under 18: weekly rest", person, d, nrp.AllShiftCells(len(h.w.Shifts)))
		}
	}
}

// forbid adds cells that somebody may not work on a day, if there are any.
func (h *horizon) forbid(name string, person int, d Day, cells nrp.CellSet) {
	if cells != 0 {
		h.in.Unavailable = append(h.in.Unavailable, nrp.Unavailable{Name: name, Staff: h.staffOf[person], Day: h.day(d), Cells: cells})
	}
}

// youngRests puts the daily rest under 18 beside those of a contract until somebody is an adult, or in their
// place, as it is longer, where that is not in the horizon.
func (h *horizon) youngRests(person int, rests []nrp.Rest) []nrp.Rest {
	adult := h.adult(person)
	if adult <= 0 {
		return rests
	}
	young := nrp.Rest{Name: "under 18: daily rest", Minutes: law.UK().YoungDailyRest.Value, Cost: hard}
	if adult < h.days {
		young.Until = adult
		return append(slices.Clone(rests), young)
	}
	return []nrp.Rest{young}
}

// youngRespites puts the weekly rest under 18 beside those of a contract, week by week, or in the place of two
// in a fortnight, which it holds, where somebody is under 18 on all Mondays.
func (h *horizon) youngRespites(person int, respites []nrp.Respite) []nrp.Respite {
	young, all := h.mondays(person)
	free := slices.DeleteFunc(slices.Clone(young), func(m Day) bool { return !h.rested(person, m) })
	r := nrp.Respite{Name: "under 18: weekly rest", Span: 7, Minutes: law.UK().YoungWeeklyRest.Value, Times: 1, Cost: hard}
	if all && len(free) == len(young) {
		r.From, r.Repeats = h.day(young[0]), true
		return []nrp.Respite{r}
	}
	out := slices.Clone(respites)
	for _, monday := range free {
		r.From = h.day(monday)
		out = append(out, r)
	}
	return out
}

// youngWeeks limits the hours of each week up to the day of becoming an adult.
func (m *meanPerson) youngWeeks(person int) []limit {
	young, _ := m.h.mondays(person)
	var out []limit
	for _, monday := range young {
		first := m.h.day(monday)
		l, ok := m.limit(first, min(first+7, m.h.adult(person)), int64(law.UK().YoungWeek.Value))
		if ok && m.hold(l.from, l.to) > l.left() {
			l.name = "under 18: week of " + monday.String()
			out = append(out, l)
		}
	}
	return out
}
