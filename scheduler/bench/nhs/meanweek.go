package nhs

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// meanWeek is what holds one person's mean week (Working Time Regulations 1998 reg. 4(1), (4), (6)):
// counters, what they stand at before day 0 and what tells them apart.
type meanWeek struct {
	counters []nrp.Counter
	base     []int64
	id       string
}

// meanPerson is a person with what limits their work.
type meanPerson struct {
	h      *horizon
	around []planned
	// outside is the working time of each day that comes from duties outside the horizon, minutes.
	outside map[Day]int64
	// week is the most paid time in a calendar week, minutes.
	week int
}

// limit is the most work, in all at, on the days of the horizon that a reference period from first to
// the day before end has, of which base lies outside the horizon.
type limit struct {
	first, end, from, to nrp.DayIdx
	base, at             int64
	// name is that of the counter.
	name string
}

func (l *limit) left() int64 { return l.at - l.base }

// meanWeek states the counters of a person.
func (h *horizon) meanWeek(person, week int) meanWeek {
	if h.late == nil {
		for d := range h.days {
			day := h.first + Day(d)
			h.late = append(h.late, h.w.clock(day+3, 0)-h.w.clock(day, 0) > 3*1440)
		}
	}
	m := &meanPerson{h, h.w.around(person, h.first, h.days), map[Day]int64{}, week}
	for _, x := range m.around {
		for d := x.day; !h.inside(x.day) && d <= x.day+2; d++ {
			m.outside[d] += h.w.minutes(x.day, x.shift, d, d+1)
		}
	}
	var out meanWeek
	paid := make([]int64, len(h.in.Shifts))
	for i, s := range h.in.Shifts {
		paid[i] = int64(s.Minutes)
	}
	for _, l := range append(m.needed(m.inForce(person)), m.youngWeeks(person)...) {
		c := nrp.Counter{
			Name: l.name, Kind: nrp.CountAmounts, Amount: paid,
			From: l.from, To: l.to, Over: []nrp.Knee{{At: l.at, Cost: hard}},
		}
		out.counters, out.base = append(out.counters, c), append(out.base, l.base)
		out.id += fmt.Sprintf("; %s %d", c.Name, l.at)
	}
	return out
}

// inForce are the limits of those reference periods on whose last day no agreement to longer weeks is in force;
// of a night worker the others too, since 8 hours for 6 days of each week (reg. 6(1), (5)) are as many.
func (m *meanPerson) inForce(person int) []limit {
	var out, nights []limit
	for _, l := range m.limits(m.h.w.People[person].From) {
		first, last := m.h.first+Day(l.first), m.h.first+Day(l.end-1)
		switch {
		case !m.h.w.holds(person, OptOut, last):
			l.name = fmt.Sprintf("mean week from %s to %s", first, last)
			out = append(out, l)
		case m.h.w.holds(person, NightWorker, last):
			l.name = fmt.Sprintf("night worker's mean from %s to %s", first, last)
			nights = append(nights, l)
		}
	}
	return append(out, nights...)
}

// limits has one for each reference period that the horizon shares days with: those of 17 weeks that begin on
// day 0 or before, and for somebody new, those of whole weeks since the start.
func (m *meanPerson) limits(began Day) []limit {
	figures := law.UK()
	weeks := figures.ReferenceWeeks.Value
	var out []limit
	add := func(first, weeks int) {
		if l, ok := m.limit(first, first+7*weeks, int64(figures.AverageWeek.Value*weeks)); ok {
			out = append(out, l)
		}
	}
	start := 1 - 7*weeks
	if began != 0 {
		for w := 1; w <= weeks; w++ {
			if w < weeks || m.h.day(began) > 0 {
				add(m.h.day(began), w)
			}
		}
		start = max(start, m.h.day(began))
	}
	for first := start; first <= 0; first++ {
		add(first, weeks)
	}
	return out
}

// limit is that of so many minutes from a day to the one before another, false where the horizon has none of them.
func (m *meanPerson) limit(first, end nrp.DayIdx, most int64) (limit, bool) {
	l := limit{first: first, end: end, from: max(first, 0), to: min(end, m.h.days)}
	if l.from >= l.to {
		return l, false
	}
	var bank int64
	for _, x := range m.around {
		if d := m.h.day(x.day); d >= l.from && d < l.to {
			bank += int64(x.shift.Paid)
		}
	}
	for d, n := range m.outside {
		if at := m.h.day(d); at >= l.first && at < l.end {
			l.base += n
		}
	}
	l.at = max(most-m.longer(&l), l.base+bank)
	return l, true
}

// minutes is the working time of a duty as far as it lies on some days; the break is in its middle.
func (w *Ward) minutes(day Day, s *Shift, first, end Day) int64 {
	x := w.work(day, s)
	middle := x.Start + (x.End-x.Start-law.Instant(x.Break))/2
	a, z := w.clock(first, 0), w.clock(end, 0)
	return int64(max(0, min(middle, z)-max(x.Start, a)) + max(0, min(x.End, z)-max(middle+law.Instant(x.Break), a)))
}

// longer is what the hour that October adds can make of the work in excess of what is paid.
func (m *meanPerson) longer(l *limit) int64 {
	w := m.h.w
	var out int64
	for d := l.from; d < l.to; d++ {
		day := m.h.first + Day(d)
		if !m.h.late[d] {
			continue
		}
		var more int64
		for i := range w.Shifts {
			more = max(more, w.minutes(day, &w.Shifts[i], day, m.h.first+Day(l.end))-int64(w.Shifts[i].Paid))
		}
		for _, x := range m.around {
			if x.day == day {
				more = max(more, w.minutes(day, x.shift, day, m.h.first+Day(l.end))-int64(x.shift.Paid))
			}
		}
		out += more
	}
	return out
}

// hold is the most paid time that some days of the horizon can hold.
func (m *meanPerson) hold(from, to nrp.DayIdx) int64 {
	longest := 0
	for i := range m.h.w.Shifts {
		longest = max(longest, m.h.w.Shifts[i].Paid)
	}
	weeks, bank := map[Day]int{}, map[Day]int{}
	for d := from; d < to; d++ {
		day := m.h.first + Day(d)
		most := longest
		for _, x := range m.around {
			if x.day == day {
				most, bank[day.Monday()] = max(most, x.shift.Paid), bank[day.Monday()]+x.shift.Paid
			}
		}
		weeks[day.Monday()] += most
	}
	var out int64
	for monday, n := range weeks {
		out += int64(min(n, max(m.week, bank[monday])))
	}
	return out
}

// needed leaves the limits that could be broken and do not follow from another one: from a later one
// that leaves no more, or from an earlier one with all that the days between can hold.
func (m *meanPerson) needed(all []limit) []limit {
	all = slices.DeleteFunc(all, func(l limit) bool { return m.hold(l.from, l.to) <= l.left() })
	slices.SortStableFunc(all, func(x, y limit) int { return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.left(), y.left())) })
	var out []limit
	for i, l := range all {
		later := slices.ContainsFunc(all[i+1:], func(x limit) bool { return x.to > l.to && x.left() <= l.left() })
		before := slices.ContainsFunc(out, func(x limit) bool { return x.left()+m.hold(x.to, l.to) <= l.left() })
		if !later && !before {
			out = append(out, l)
		}
	}
	return out
}
