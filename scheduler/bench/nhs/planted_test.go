package nhs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// plant has somebody of a ward work the night of the first day, perhaps the evening after it, and returns who;
// false where the ward is none for the test.
type plant func(w *nhs.Ward, works func(person, day int, code string)) bool

// What somebody of a ward may not work for the sake of the law, or of somebody else, both referees see in the
// first ward that has it, as far as it is law.
func TestRefereesSeeWhatIsPlantedOnPeople(t *testing.T) {
	term := func(kind nhs.TermKind, w *nhs.Ward) int {
		for _, x := range w.Terms {
			if x.Kind == kind && x.From <= w.First && x.Until > w.First+1 {
				return x.Person
			}
		}
		return -1
	}
	for _, c := range []struct {
		name  string
		plant plant
		first string
		rule  law.Rule
	}{
		{"a night under 18", func(w *nhs.Ward, works func(person, day int, code string)) bool {
			i := term(nhs.Young, w)
			if i >= 0 {
				works(i, 0, "N")
			}
			return i >= 0
		}, "under 18: night", law.YoungNight},
		{"a hazardous night that is too long", func(w *nhs.Ward, works func(person, day int, code string)) bool {
			i, night := term(nhs.NightWorker, w), w.Shifts[len(w.Shifts)-1]
			ok := i >= 0 && night.Hazard && night.Paid > 480
			if ok {
				works(i, 0, "N")
			}
			return ok
		}, "special hazard at night", law.HazardDay},
		{"a hazardous night, then an evening", func(w *nhs.Ward, works func(person, day int, code string)) bool {
			i, night := term(nhs.NightWorker, w), w.Shifts[len(w.Shifts)-1]
			ok := i >= 0 && night.Hazard && night.Paid <= 480
			if ok {
				works(i, 0, "N")
				works(i, 1, "V")
			}
			return ok
		}, "special hazard at night", law.HazardDay},
		{"two apart in one night", func(w *nhs.Ward, works func(person, day int, code string)) bool {
			for _, p := range w.Pairs {
				if p.Apart && p.Strength == nhs.Must && p.First <= w.First && p.Last == 0 {
					works(p.Person, 0, "N")
					works(p.Other, 0, "N")
					return true
				}
			}
			return false
		}, "apart:", ""},
		{"a learner alone", func(w *nhs.Ward, works func(person, day int, code string)) bool {
			for _, l := range w.Learners {
				if l.Strength == nhs.Must && l.First <= w.First && l.Last == 0 {
					works(l.Person, 0, "N")
					return true
				}
			}
			return false
		}, "supervised", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(2000) {
				w := nhs.New(seed, nhs.Small, london(t))
				w.HasPast = false
				if seen, ok := planted(t, w, c.plant, c.first, c.rule); ok {
					if !seen {
						t.Errorf("ward %d: not seen by both", seed)
					}
					return
				}
			}
			t.Error("no ward of 2000 has it")
		})
	}
}

// planted judges what is planted in an empty roster; ok is false where the ward is none for it.
func planted(t *testing.T, w *nhs.Ward, plant plant, first string, rule law.Rule) (seen, ok bool) {
	t.Helper()
	if !plant(w, func(int, int, string) {}) {
		return false, false
	}
	p, err := w.Problem()
	if err != nil {
		t.Fatal(err)
	}
	r := nrp.NewRoster(len(p.Instance.Staff), p.Instance.Horizon.Days)
	plant(w, func(person, day int, code string) {
		if i := slices.Index(p.StaffIDs, w.People[person].Number); i >= 0 && len(p.Instance.Staff[i].Skills) > 0 {
			r[i][day] = nrp.Assignment{Shift: slices.Index(p.ShiftIDs, code), Skill: p.Instance.Staff[i].Skills[0]}
		}
	})
	if slices.ContainsFunc(r, func(l nrp.Line) bool { return l[0].Shift == nrp.NoShift && l[1].Shift != nrp.NoShift }) {
		return false, false
	}
	a, err := planner.Judge(p, r)
	if err != nil {
		t.Fatal(err)
	}
	one := slices.ContainsFunc(a.Violations, func(v nrp.Violation) bool {
		return v.Cost.Level == nrp.LevelHard && strings.HasPrefix(v.Name, first)
	})
	other := rule == "" || slices.ContainsFunc(a.Law.Made, func(b law.Breach) bool { return b.Rule == rule })
	return one && other, true
}
