package sqlstore

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// dayElsewhere is what one person works on other wards on one day, as one shift: from
// when the first duty begins to when the last one ends, its paid time their sum.
type dayElsewhere struct {
	staff store.ID
	day   store.Day
	shift store.Shift
}

// joinElsewhere makes one shift of what each person works on other wards on a day, in
// the order of days and shifts.
func joinElsewhere(duties []elsewhereDuty) []dayElsewhere {
	sorted := slices.Clone(duties)
	slices.SortFunc(sorted, func(x, y elsewhereDuty) int {
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.StaffID, y.StaffID),
			cmp.Compare(x.Shift.StartMinute, y.Shift.StartMinute), cmp.Compare(x.Shift.ID, y.Shift.ID))
	})
	var out []dayElsewhere
	for i, e := range sorted {
		if i > 0 && sorted[i-1].Day == e.Day && sorted[i-1].StaffID == e.StaffID {
			last := &out[len(out)-1]
			last.shift = joinShifts(last.shift, e.Shift)
			continue
		}
		out = append(out, dayElsewhere{e.StaffID, e.Day, e.Shift})
	}
	return out
}

// joinShifts makes one shift of two on one day. Its id, and its code, are those of both
// with a plus, so that equal days have equal ids.
func joinShifts(x, y store.Shift) store.Shift {
	out := x
	out.ID = store.ID(strings.Join([]string{string(x.ID), string(y.ID)}, "+"))
	out.Code = x.Code + "+" + y.Code
	out.StartMinute, out.EndMinute = min(x.StartMinute, y.StartMinute), max(x.EndMinute, y.EndMinute)
	out.PaidMinutes += y.PaidMinutes
	out.HazardOn = max(x.HazardOn, y.HazardOn)
	if y.Kind == store.Night {
		out.Kind = store.Night
	}
	return out
}

// aheadDuty is a duty of one person after the period, of the ward's own or not.
type aheadDuty struct {
	staff nrp.StaffIdx
	// day is its index; the first day after the horizon is Horizon.Days.
	day   nrp.DayIdx
	shift store.Shift
	own   bool
}

// ahead returns the known duties after the period, in the order of persons and days.
func (b *problemBuilder) ahead() []aheadDuty {
	var out []aheadDuty
	for _, e := range b.elsewhere {
		if i, ok := b.staffOf[e.staff]; ok && e.day > b.rows.Period.LastDay {
			out = append(out, aheadDuty{i, b.day(e.day), e.shift, false})
		}
	}
	for _, d := range b.rows.Next {
		i, ok := b.staffOf[d.StaffID]
		at := slices.IndexFunc(b.rows.Shifts, func(s store.Shift) bool { return s.ID == d.ShiftID })
		if ok && at >= 0 {
			out = append(out, aheadDuty{i, b.day(d.Day), b.rows.Shifts[at], true})
		}
	}
	slices.SortStableFunc(out, func(x, y aheadDuty) int {
		return cmp.Or(cmp.Compare(x.staff, y.staff), cmp.Compare(x.day, y.day), cmp.Compare(x.shift.StartMinute, y.shift.StartMinute))
	})
	return out
}

// beforeNext forbids, on the last days, what leaves too little rest before a duty after
// them, or what such a duty may not follow, where the rule set makes that hard: the days
// after are another roster's, but the rest lies between.
func (b *problemBuilder) beforeNext() {
	days := b.inst.Horizon.Days
	type cell struct {
		staff nrp.StaffIdx
		day   nrp.DayIdx
	}
	cells := map[cell]nrp.CellSet{}
	for _, next := range b.ahead() {
		// As far back as a shift of 48 hours and a rest of 48 can reach.
		for d := max(0, next.day-restReach); d < days; d++ {
			cells[cell{next.staff, d}] |= b.tooNear(d, next)
		}
	}
	for i := range b.staff {
		for d := max(0, days-restReach); d < days; d++ {
			if set := cells[cell{i, d}]; set != 0 {
				b.inst.Unavailable = append(b.inst.Unavailable, nrp.Unavailable{Name: store.RestBeforeNext, Staff: i, Day: d, Cells: set})
			}
		}
	}
}

// restReach is how many days lie between two shifts at most of which the second can begin too
// soon after the first.
const restReach = 6

// tooNear returns the cells of a day that a person's duty after the period may not follow.
func (b *problemBuilder) tooNear(day nrp.DayIdx, next aheadDuty) nrp.CellSet {
	r := &b.rules[b.inst.Staff[next.staff].Contract]
	young := b.youngRestBefore(&next)
	var set nrp.CellSet
	for k, s := range b.inst.Shifts {
		if s.FixedOnly {
			continue
		}
		rest := b.beyond.Instant(next.day, next.shift.StartMinute) - b.beyond.Instant(day, s.End)
		if r.Rest != nil && b.hard(r.Rest.Price) && rest < r.Rest.Minutes || young > 0 && rest < young {
			set |= nrp.ShiftCells(k)
		}
		for _, x := range r.Successions {
			if b.hard(x.Price) && next.own && next.day == day+1 && x.From == s.ID && slices.Contains(x.To, next.shift.Code) {
				set |= nrp.ShiftCells(k)
			}
		}
	}
	return set
}

// hard reports whether a price is paid at the hard level.
func (b *problemBuilder) hard(p store.Price) bool {
	c, err := b.price.cost(p)
	return err == nil && c.Level == nrp.LevelHard && c.Weight > 0
}
