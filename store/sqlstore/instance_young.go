package sqlstore

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// Under 18 (Working Time Regulations 1998): no work in the restricted period (reg. 6A, 2(1)), so many
// hours a day and a week (reg. 5A), a longer rest between two shifts (reg. 10(2)) and in each week
// (reg. 11(3)), all until the day of becoming an adult, whatever the rule set says. The exceptions for
// young workers in hospitals (reg. 27A) are not made use of.

// The restricted period (reg. 2(1)): from 22:00 to 06:00, or from 23:00 to 07:00 where the contract has
// work after 22:00; minutes.
const (
	restrictedFrom = 22 * 60
	restrictedTo   = 6 * 60
	restrictedLate = 60
)

// youngCells forbids shifts at night, shifts that make the day too long, and any in a week whose
// known work leaves no weekly rest.
func (b *problemBuilder) youngCells(i nrp.StaffIdx, w *worker) {
	most := int64(b.rows.Pinned.FigureOf("young_day"))
	from, to := restrictedFrom, restrictedTo
	if w.late {
		from, to = from+restrictedLate, to+restrictedLate
	}
	clock := &b.known.clock
	for d := 0; d < min(w.adult, b.inst.Horizon.Days); d++ {
		var night, long nrp.CellSet
		given := b.spilt(i, d)
		b.ownShifts(func(k nrp.ShiftIdx, s *store.Shift) {
			if overlapMinutes(clock, d, s, from, to) > 0 {
				night |= nrp.ShiftCells(k)
			}
			if given+b.known.minutes(d, s.StartMinute, s.EndMinute, s.PaidMinutes, d, d+1) > most {
				long |= nrp.ShiftCells(k)
			}
		})
		b.forbid(store.YoungNight, i, d, night)
		b.forbid(store.YoungLong, i, d, long)
	}
	var own nrp.CellSet
	b.ownShifts(func(k nrp.ShiftIdx, _ *store.Shift) { own |= nrp.ShiftCells(k) })
	for _, monday := range b.youngMondays(w) {
		if b.weekHasRest(i, monday) {
			continue
		}
		for d := max(monday, 0); d < min(monday+7, b.inst.Horizon.Days); d++ {
			b.forbid(store.YoungWeeklyRest, i, d, own)
		}
	}
}

// spilt is the known work on a day of the horizon from duties that began before it, minutes.
func (b *problemBuilder) spilt(i nrp.StaffIdx, d nrp.DayIdx) int64 {
	return b.known.outside[i][d+lawDays] + b.spiltWithin(i, d)
}

// spiltWithin is that from a duty on another ward which began on the day before, in the horizon.
func (b *problemBuilder) spiltWithin(i nrp.StaffIdx, d nrp.DayIdx) int64 {
	if d <= 0 || b.known.cells[i][d-1] == nil {
		return 0
	}
	s := b.known.cells[i][d-1]
	return b.known.minutes(d-1, s.StartMinute, s.EndMinute, s.PaidMinutes, d, d+1)
}

// youngMondays are the Mondays under 18 of the weeks that the horizon has days of.
func (b *problemBuilder) youngMondays(w *worker) []nrp.DayIdx {
	var out []nrp.DayIdx
	for _, week := range b.weeks() {
		if w.young(week.monday) {
			out = append(out, week.monday)
		}
	}
	return out
}

// youngRests puts the daily rest under 18 beside those of a contract, or in the place of those that
// follow from it.
func (b *problemBuilder) youngRests(w *worker, rests []nrp.Rest) []nrp.Rest {
	if !w.young(0) {
		return rests
	}
	young := nrp.Rest{Name: store.YoungRest, Minutes: b.rows.Pinned.FigureOf("young_rest"), Cost: lawCost}
	if w.adult < b.inst.Horizon.Days {
		young.Until = w.adult
		return append(slices.Clone(rests), young)
	}
	rests = slices.DeleteFunc(slices.Clone(rests), func(r nrp.Rest) bool {
		return r.Minutes <= young.Minutes && (r.Cost.Level == nrp.LevelHard || r.Cost.Weight == 0)
	})
	return append(rests, young)
}

// youngRestBefore is the rest that somebody under 18 has before a duty after the horizon; 0 for an
// adult.
func (b *problemBuilder) youngRestBefore(next *aheadDuty) int {
	if w := b.workerOf(b.staff[next.staff].ID); w.young(next.day) {
		return b.rows.Pinned.FigureOf("young_rest")
	}
	return 0
}

// youngRespites puts the weekly rest under 18 beside the respites of a person, or in the place of
// those that follow from it.
func (b *problemBuilder) youngRespites(i nrp.StaffIdx, w *worker, respites []nrp.Respite, ahead []nrp.Busy) []nrp.Respite {
	mondays := b.youngMondays(w)
	if len(mondays) == 0 {
		return respites
	}
	young := nrp.Respite{Name: store.YoungWeeklyRest, From: mondays[0], Span: 7, Minutes: b.rows.Pinned.FigureOf("young_weekly_rest"), Times: 1, Cost: lawCost}
	out := slices.Clone(respites)
	if len(mondays) == len(b.weeks()) && b.restIn(i, mondays) {
		// Such a rest in each week holds two of half its length, or one, in each one or two weeks.
		out = slices.DeleteFunc(out, func(r nrp.Respite) bool { return r.Repeats && r.Times*r.Minutes <= young.Minutes })
		young.Repeats = true
		young.Ahead = b.aheadOf(&young, ahead)
		return append(out, young)
	}
	for _, monday := range mondays {
		if b.weekHasRest(i, monday) {
			week := young
			week.From = monday
			week.Ahead = b.aheadOf(&week, ahead)
			out = append(out, week)
		}
	}
	return out
}

func (b *problemBuilder) restIn(i nrp.StaffIdx, mondays []nrp.DayIdx) bool {
	return !slices.ContainsFunc(mondays, func(m nrp.DayIdx) bool { return !b.weekHasRest(i, m) })
}

// weekHasRest reports whether known work leaves somebody under 18 the rest of the week that begins
// with a Monday. A rota is not to blame for a week in which it does not.
func (b *problemBuilder) weekHasRest(i nrp.StaffIdx, monday nrp.DayIdx) bool {
	want := b.rows.Pinned.FigureOf("young_weekly_rest")
	free, end := b.known.clock.Midnight(monday), b.known.clock.Midnight(monday+7)
	for _, w := range b.known.busy[i] {
		if min(w.Start, end)-free >= want {
			return true
		}
		free = max(free, w.End)
	}
	return end-free >= want
}

// youngWeeks are the counters of a person's weeks under 18, each standing at the known work of the week
// outside the horizon. Those that nothing could break are left out.
func (b *problemBuilder) youngWeeks(i nrp.StaffIdx, w *worker, line *knownLine) meanCounters {
	var out meanCounters
	limit := int64(b.rows.Pinned.FigureOf("young_week"))
	for _, monday := range b.youngMondays(w) {
		c := b.capOf(line, monday, min(monday+7, w.adult), limit)
		if c.to <= c.from {
			continue
		}
		if spilt := b.spiltWithin(i, monday); spilt > 0 { // a night elsewhere that goes on into the Monday
			c.base += spilt
			c.at = max(c.at, c.base+line.elsewhere(c.from, c.to))
		}
		if line.most(c.from, c.to) <= c.room() {
			continue
		}
		out.add(b, store.YoungWeekName(b.rows.Period.FirstDay.Add(monday)), &c)
	}
	return out
}
