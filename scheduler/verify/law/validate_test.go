package law

import (
	"strings"
	"testing"
	"time"
)

func TestFaultsNameTheFieldAndTheRemedy(t *testing.T) {
	good := func() *Input {
		return &Input{Zone: london(t), Figures: UK(), People: []Person{
			{ID: "a", Work: duties(t, "2026-03-03 07:00 8h", "2026-03-04 07:00 8h")},
			{ID: "b", Absences: []Absence{{Start: at(t, "2026-03-03 00:00"), End: at(t, "2026-03-04 00:00")}}},
		}}
	}
	if err := good().Validate(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Input){
		"zone: there is none":                            func(in *Input) { in.Zone = nil },
		"from: 2 lies after":                             func(in *Input) { in.From, in.To = 2, 1 },
		"people[1].id: \"a\" stands twice; put all work": func(in *Input) { in.People[1].ID = "a" },
		"people[0].id: it is empty":                      func(in *Input) { in.People[0].ID = "" },
		"people[0].began: minute -5":                     func(in *Input) { in.People[0].Began = -5 },
		"people[0].adult: minute 1 ":                     func(in *Input) { in.People[0].Adult = 1 },
		"people[0].work[1].start: minute 0 ":             func(in *Input) { in.People[0].Work[1].Start = 0 },
		"people[0].work[1].end: it does not lie after":   func(in *Input) { in.People[0].Work[1].End = in.People[0].Work[1].Start },
		"people[0].work[1].end: the duty has 2881":       func(in *Input) { in.People[0].Work[1].End = in.People[0].Work[1].Start + 2881 },
		"people[0].work[1].break: 480 minutes":           func(in *Input) { in.People[0].Work[1].Break = 480 },
		"people[0].work[1].break: -1 minutes":            func(in *Input) { in.People[0].Work[1].Break = -1 },
		"people[1].absences[0].end: it does not lie":     func(in *Input) { in.People[1].Absences[0].End = in.People[1].Absences[0].Start },
		"people[1].absences[0].end: minute 9999999999":   func(in *Input) { in.People[1].Absences[0].End = 9999999999 },
		"figures.daily_rest: 1441 ":                      func(in *Input) { in.Figures.DailyRest.Value = 1441 },
		"figures.young_week: -1 ":                        func(in *Input) { in.Figures.YoungWeek.Value = -1 },
		"figures.break: it has no source":                func(in *Input) { in.Figures.Break.Source = "" },
		"figures.weekly_form: 2 ":                        func(in *Input) { in.Figures.WeeklyForm = 2 },
		"figures.successive: minute 3 ":                  func(in *Input) { in.Figures.Successive = 3 },
		"people: their work spans 4748 days": func(in *Input) {
			in.People[1].Work = duties(t, "2039-03-03 07:00 8h")
		},
	} {
		in := good()
		spoil(in)
		if _, err := Check(in); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), ";") && !strings.Contains(err.Error(), "between") {
			t.Errorf("error %v, want one that says %q and what to do", err, want)
		}
	}
}

func TestNothingWorkedIsNoBreach(t *testing.T) {
	got, err := Check(&Input{Zone: time.UTC, Figures: UK(), People: []Person{{ID: "a", Absences: []Absence{{Start: 2000, End: 3000, Excluded: true}}}}})
	if err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestAFigureOfNoneTurnsItsRuleOff(t *testing.T) {
	w := week(t, "2026-03-02", "20:00", "22h", 14)
	p := Person{ID: "a", Work: w, NightWorker: held(true), Adult: at(t, "2026-03-09 00:00")}
	f := UK()
	if all, err := Check(&Input{Zone: london(t), Figures: f, People: []Person{p}}); err != nil || len(all) == 0 {
		t.Fatalf("%v, %v", all, err)
	}
	off := Figures{ReferenceWeeks: f.ReferenceWeeks, NightFrom: f.NightFrom, NightTo: f.NightTo, BreakAfter: f.BreakAfter, YoungBreakAfter: f.YoungBreakAfter}
	if all, err := Check(&Input{Zone: london(t), Figures: off, People: []Person{p}}); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}
