package main

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

func TestDemoWardsAreValid(t *testing.T) {
	numbers, names, people := map[string]bool{}, map[string]bool{}, 0
	for i := range demoWards {
		w := demoWards[i].build()
		if err := w.Validate(); err != nil {
			t.Error(err)
		}
		for _, s := range w.Staff {
			if numbers[s.Number] || names[s.Name] {
				t.Errorf("%s: number %s or name %q stands twice", w.Ward.Name, s.Number, s.Name)
			}
			numbers[s.Number], names[s.Name] = true, true
			people++
		}
	}
	if !names[demoLongName] || people < 60 || len(demoWards[0].build().Staff) != 24 {
		t.Errorf("%d people, the first ward has %d, long name: %v", people, len(demoWards[0].build().Staff), names[demoLongName])
	}
}

// A ward whose minimum cannot be staffed by its contracts would show nothing but gaps, and
// one that wants too few people nothing but hours not worked. Leave and training take
// some of the hours, so the preferred cover may ask for a little more than there is.
func TestDemoWardsHaveTheRightHours(t *testing.T) {
	for i := range demoWards {
		w := demoWards[i].build()
		paid, weekly := map[store.ID]int{}, map[store.ID]int{}
		for _, s := range w.Shifts {
			paid[s.ID] = s.PaidMinutes
		}
		for _, c := range w.Contracts {
			weekly[c.ID] = c.WeeklyMinutes
		}
		// Registered staff can stand in for one another here, assistants cannot for them.
		for _, assistants := range []bool{false, true} {
			have, least, preferred := 0, 0, 0
			for _, s := range w.Staff {
				if (s.Skills[0].SkillID == "HCA") == assistants {
					have += weekly[s.ContractID]
				}
			}
			for _, row := range w.Templates {
				if (row.SkillID == "HCA") == assistants {
					least += row.Min * paid[row.ShiftID]
					preferred += row.Preferred * paid[row.ShiftID]
				}
			}
			if least*100 > have*90 || preferred*100 < have*90 || preferred*100 > have*115 {
				t.Errorf("%s, assistants %v: %d minutes a week, the least cover takes %d, the preferred %d", w.Ward.Name, assistants, have, least, preferred)
			}
		}
	}
}
