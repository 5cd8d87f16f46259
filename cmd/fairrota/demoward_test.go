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

// A ward whose minimum cannot be staffed by its contracts would show nothing but gaps.
func TestDemoWardsHaveEnoughHours(t *testing.T) {
	for i := range demoWards {
		w := demoWards[i].build()
		paid, weekly, skill := map[store.ID]int{}, map[store.ID]int{}, map[bool][2]int{}
		for _, s := range w.Shifts {
			paid[s.ID] = s.PaidMinutes
		}
		for _, c := range w.Contracts {
			weekly[c.ID] = c.WeeklyMinutes
		}
		for _, s := range w.Staff {
			a := s.Skills[0].SkillID == "HCA"
			v := skill[a]
			skill[a] = [2]int{v[0] + weekly[s.ContractID], v[1]}
		}
		for _, row := range w.Templates {
			a := row.SkillID == "HCA"
			v := skill[a]
			skill[a] = [2]int{v[0], v[1] + row.Min*paid[row.ShiftID]}
		}
		for assistants, v := range skill {
			if v[1]*100 > v[0]*92 { // leave and training take the rest
				t.Errorf("%s, assistants %v: the minimum needs %d minutes a week of %d", w.Ward.Name, assistants, v[1], v[0])
			}
		}
	}
}
