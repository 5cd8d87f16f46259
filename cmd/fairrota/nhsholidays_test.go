package main

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

// quieter has the manager ask for fewer people on bank holidays.
func (x *nhsWard) quieter(t *testing.T, p *store.RosterPeriod) {
	t.Helper()
	if x.shifts == nil { // the other ward, which has no demand
		return
	}
	rows, err := x.db.Demand(t.Context(), x.manager, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	skills, err := x.db.Skills(t.Context(), x.manager)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[store.ID]string{}
	for _, k := range skills {
		codes[k.ID] = k.Code
	}
	for d := x.w.PastFirst(); d <= x.w.Last(); d++ {
		for _, want := range x.w.Quieter(d) {
			for _, row := range rows {
				if row.Day == dayOf(d) && row.ShiftID == x.shifts[x.w.Shifts[want.Shift].Code] && codes[row.SkillID] == x.w.Skills[want.Skill] {
					row.People = store.People{Min: want.Min, Preferred: want.Preferred, Max: want.Max}
					if _, err := x.db.UpdateDemand(t.Context(), x.manager, row, nil); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
