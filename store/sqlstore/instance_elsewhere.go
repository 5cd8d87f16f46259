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
	if y.Kind == store.Night {
		out.Kind = store.Night
	}
	return out
}

// beforeNext forbids on the last day what leaves too little rest before a duty on the
// day after it, or what such a duty may not follow, where the rule set makes that hard:
// the day after is another roster's, but the rest lies between.
func (b *problemBuilder) beforeNext() {
	day := b.inst.Horizon.Days
	cells := make([]nrp.CellSet, len(b.staff))
	for _, e := range b.elsewhere {
		if i, ok := b.staffOf[e.staff]; ok && b.day(e.day) == day {
			cells[i] |= b.tooNear(i, e.shift, false)
		}
	}
	for _, d := range b.rows.Next {
		for _, s := range b.rows.Shifts {
			if i, ok := b.staffOf[d.StaffID]; ok && s.ID == d.ShiftID {
				cells[i] |= b.tooNear(i, s, true)
			}
		}
	}
	for i, set := range cells {
		if set != 0 {
			b.inst.Unavailable = append(b.inst.Unavailable, nrp.Unavailable{Name: store.RestBeforeNext, Staff: i, Day: day - 1, Cells: set})
		}
	}
}

// tooNear returns the cells of the last day that a person's duty on the day after, the ward's
// own or not, may not follow.
func (b *problemBuilder) tooNear(i nrp.StaffIdx, next store.Shift, own bool) nrp.CellSet {
	r, last := &b.rules[b.inst.Staff[i].Contract], b.inst.Horizon.Days-1
	var set nrp.CellSet
	for k, s := range b.inst.Shifts {
		if s.FixedOnly {
			continue
		}
		rest := b.beyond.Instant(last+1, next.StartMinute) - b.beyond.Instant(last, s.End)
		if r.Rest != nil && b.hard(r.Rest.Price) && rest < r.Rest.Minutes {
			set |= nrp.ShiftCells(k)
		}
		for _, x := range r.Successions {
			if b.hard(x.Price) && own && x.From == s.ID && slices.Contains(x.To, next.Code) {
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
