package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
	"github.com/fairrota/fairrota/store"
)

// alder reads the small ward of our own making in the competition's format, after edit
// has changed the texts of its files by name.
func alder(t *testing.T, edit func(name, text string) string) (*inrc2.Problem, error) {
	t.Helper()
	source := func(name string) inrc2.Source {
		text, err := os.ReadFile(filepath.Join("blackbox", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return inrc2.Source{Name: name, Reader: bytes.NewReader([]byte(edit(name, string(text))))}
	}
	return inrc2.Read(source("Sc-alder.json"), source("H0-alder-0.json"), []inrc2.Source{source("WD-alder-0.json"), source("WD-alder-1.json")})
}

func unchanged(_, text string) string { return text }

// closedPlan is a plan for a ward whose bidding has just closed.
func closedPlan() inrc2Plan {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	return inrc2Plan{
		ward: "Alder Ward", division: "Imported", sourceRef: "alder history 0 weeks 0-1", numberPrefix: "Alder-Ward/",
		monday: "2026-11-30", state: store.PeriodClosed,
		opens: now.Add(-24 * time.Hour), closes: now, approval: now.Add(time.Hour), publication: now.Add(2 * time.Hour),
	}
}

func TestWardOfINRC2(t *testing.T) {
	p, err := alder(t, unchanged)
	if err != nil {
		t.Fatal(err)
	}
	w, err := wardOfINRC2(p, closedPlan())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Validate(); err != nil {
		t.Fatal(err)
	}
	rest := func(weight int64) store.Price { return store.Price{Level: "rest", Weight: weight} }
	hard := store.Price{Level: "hard", Weight: 1}
	wantRules := store.Rules{
		Measure: store.Assignments, Skill: hard,
		Successions: []store.SuccessionRule{
			{From: "Late", To: []string{"Early"}, Price: hard, Source: "INRC-II H3"},
			{From: "Night", To: []string{"Early", "Late"}, Price: hard, Source: "INRC-II H3"},
		},
		WorkRun: rest(30), OffRun: rest(30), ShiftRun: rest(15), CompleteWeekend: rest(30), Total: rest(20), Weekends: rest(30),
		CoverMin: store.Price{Level: "minimum_cover", Weight: 1}, CoverPreferred: rest(30), CoverMax: rest(0),
		Preference: [3]store.Price{rest(10), rest(20), rest(30)},
	}
	if diff := cmp.Diff(wantRules, w.Rules); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	// Full: 7 to 10 duties in 2 weeks, 8.5 in the middle: 8.5 / 2 x 480 = 2040 minutes a week.
	wantFull := store.Contract{
		ID: "Full", Name: "Full", WeeklyMinutes: 2040, MinTotal: 7, MaxTotal: 10, MinWorkRun: 2, MaxWorkRun: 5,
		MinOffRun: 2, MaxOffRun: 4, MaxWeekends: 1, CompleteWeekends: true,
	}
	if diff := cmp.Diff(wantFull, w.Contracts[0]); diff != "" {
		t.Errorf("contract (-want +got):\n%s", diff)
	}
	wantAsh := store.Staff{
		ID: "Ash", ContractID: "Full", Number: "Alder-Ward/Ash", Name: "Ash",
		Skills: []store.StaffSkill{{SkillID: "Charge"}, {SkillID: "Nurse"}},
	}
	if diff := cmp.Diff(wantAsh, w.Staff[0]); diff != "" {
		t.Errorf("staff (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(store.History{StaffID: "Ash", LastShiftID: "Night", ShiftRun: 2, WorkRun: 3}, w.History[0]); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if w.Period.LastDay != "2026-12-13" || len(w.Preferences) != 16 || len(w.History) != 10 || w.Ward.PreferenceCap != 14 {
		t.Errorf("last day %s, %d preferences, %d histories, cap %d: want 2026-12-13, 16, 10, 14",
			w.Period.LastDay, len(w.Preferences), len(w.History), w.Ward.PreferenceCap)
	}
	night := store.Shift{
		ID: "Night", Code: "Night", Name: "Night", Kind: store.Night, StartMinute: 1320, EndMinute: 1860, PaidMinutes: 480, MinRun: 2, MaxRun: 4,
	}
	if diff := cmp.Diff(night, w.Shifts[2]); diff != "" {
		t.Errorf("shift (-want +got):\n%s", diff)
	}
}

// The demand and the requests of each week must lie on the dates of that week.
func TestWardOfINRC2Dates(t *testing.T) {
	p, err := alder(t, unchanged)
	if err != nil {
		t.Fatal(err)
	}
	w, err := wardOfINRC2(p, closedPlan())
	if err != nil {
		t.Fatal(err)
	}
	wanted, asked := 0, 0
	for k, week := range p.Weeks {
		monday := store.Day("2026-11-30").Add(7 * k)
		for _, r := range week.Requirements {
			for d, n := range r.Optimal {
				for _, row := range w.Demand {
					if row.Day == monday.Add(d) && row.ShiftID == store.ID(p.Scenario.Shifts[r.Shift].ID) && row.SkillID == store.ID(p.Scenario.Skills[r.Skill]) {
						wanted += n
						if row.People != (store.People{Min: r.Min[d], Preferred: n, Max: -1}) {
							t.Errorf("demand of %s is %+v, the file says %d and %d", row.Day, row.People, r.Min[d], n)
						}
					}
				}
				asked += n
			}
		}
	}
	if wanted != asked || asked == 0 {
		t.Errorf("the ward wants %d people, the files %d", wanted, asked)
	}
}

func TestWardOfINRC2Refuses(t *testing.T) {
	for name, c := range map[string]struct{ old, replace, want string }{
		"shift never worked": {`"maximumNumberOfConsecutiveAssignments": 5`, `"maximumNumberOfConsecutiveAssignments": 0`, "Early"},
		"no days off":        {`"maximumNumberOfConsecutiveDaysOff": 4`, `"maximumNumberOfConsecutiveDaysOff": 0`, "contract Full"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := alder(t, func(_, text string) string {
				text = strings.ReplaceAll(text, c.old, c.replace)
				// the minimum must not be above
				text = strings.ReplaceAll(text, `"minimumNumberOfConsecutiveAssignments": 2, "maximumNumberOfConsecutiveAssignments": 0`, `"minimumNumberOfConsecutiveAssignments": 0, "maximumNumberOfConsecutiveAssignments": 0`)
				return strings.ReplaceAll(text, `"minimumNumberOfConsecutiveDaysOff": 2, "maximumNumberOfConsecutiveDaysOff": 0`, `"minimumNumberOfConsecutiveDaysOff": 0, "maximumNumberOfConsecutiveDaysOff": 0`)
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err = wardOfINRC2(p, closedPlan()); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v should name %s", err, c.want)
			}
		})
	}
}

// Requests that stand twice cost twice: 2 x 10. A fourth time cannot be said.
func TestWardOfINRC2RepeatedRequests(t *testing.T) {
	again := func(times int) (*store.WardImport, error) {
		p, err := alder(t, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		p.Weeks[1].Requests = nil
		for range times {
			p.Weeks[1].Requests = append(p.Weeks[1].Requests, inrc2.ShiftOff{Nurse: 1, Day: 3, Shift: 2})
		}
		p.Weeks[0].Requests = p.Weeks[1].Requests[:1] // the same weekday of another week
		return wardOfINRC2(p, closedPlan())
	}
	w, err := again(2)
	if err != nil {
		t.Fatal(err)
	}
	ask := store.Ask{Kind: store.ShiftOff, ShiftID: "Night", Strength: 1}
	want := []store.Preference{{StaffID: "Birch", Day: "2026-12-03", Ask: ask}, {StaffID: "Birch", Day: "2026-12-10", Ask: ask}}
	want[1].Strength = 2
	if diff := cmp.Diff(want, w.Preferences); diff != "" {
		t.Errorf("preferences (-want +got):\n%s", diff)
	}
	if got := w.Rules.Preference[1].Weight; got != 20 {
		t.Errorf("two requests cost %d, want 20", got)
	}
	if _, err := again(4); err == nil || !strings.Contains(err.Error(), "Birch") {
		t.Errorf("error %v should name the nurse", err)
	}
}

func TestSourceRef(t *testing.T) {
	got := sourceRef("n030w4", "H0-n030w4-1.json", []string{"WD-n030w4-6.json", "WD-n030w4-2.json", "odd.json"})
	if want := "n030w4 history 1 weeks 6-2-?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := numberPrefix("Ward 7B (acute)"); got != "Ward-7B-acute-/" {
		t.Errorf("prefix %q", got)
	}
}
