package sqlstore

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// agreedCost is what a day costs on which an agreed pattern is not kept.
var agreedCost = nrp.Cost{Level: nrp.LevelPattern, Weight: 1}

// agreed makes one entry of each agreed day of the period that the ward's own shifts could break. Duties
// on other wards are none of this ward's to give, and on a day on which all that could break it is
// forbidden anyway (leave, no employment) there is nothing to keep.
func (b *problemBuilder) agreed() {
	days := b.inst.Horizon.Days
	forbidden := make([]nrp.CellSet, len(b.staff)*days)
	for _, u := range b.inst.Unavailable {
		forbidden[u.Staff*days+u.Day] |= u.Cells
	}
	for k := range b.rows.Agreed {
		p := &b.rows.Agreed[k]
		i, ok := b.staffOf[p.StaffID]
		if !ok {
			continue
		}
		for d := range days {
			agreed := p.On(b.rows.Period.FirstDay.Add(d))
			if agreed == nil {
				continue
			}
			if set := b.forbids(agreed); set&^forbidden[i*days+d] != 0 {
				b.inst.Agreed = append(b.inst.Agreed, nrp.Agreed{Staff: i, Day: d, Unwanted: set, Cost: agreedCost})
			}
		}
	}
	slices.SortFunc(b.inst.Agreed, func(x, y nrp.Agreed) int {
		if x.Staff != y.Staff {
			return x.Staff - y.Staff
		}
		return x.Day - y.Day
	})
}

// forbids returns the ward's own shifts that break what was agreed for a day.
func (b *problemBuilder) forbids(d *store.AgreedDay) nrp.CellSet {
	var set nrp.CellSet
	for k := range b.rows.Shifts {
		if s := &b.rows.Shifts[k]; d.Forbids(s) {
			set |= nrp.ShiftCells(b.shiftOf[s.ID])
		}
	}
	return set
}
