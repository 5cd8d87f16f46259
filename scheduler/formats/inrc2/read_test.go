package inrc2

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// rowanFiles are the scenario, the history and the two weeks of a ward of our own making.
var rowanFiles = []string{"Sc-rowan.json", "H0-rowan.json", "WD-rowan-0.json", "WD-rowan-1.json"}

func rowan(tb testing.TB) map[string]string {
	tb.Helper()
	files := map[string]string{}
	for _, name := range rowanFiles {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			tb.Fatal(err)
		}
		files[name] = string(b)
	}
	return files
}

func read(files map[string]string) (*Problem, error) {
	src := func(name string) Source { return Source{name, strings.NewReader(files[name])} }
	return Read(src(rowanFiles[0]), src(rowanFiles[1]), []Source{src(rowanFiles[2]), src(rowanFiles[3])})
}

func TestRead(t *testing.T) {
	p, err := read(rowan(t))
	if err != nil {
		t.Fatal(err)
	}
	inst := p.Instance
	if err := inst.Validate(); err != nil {
		t.Error(err)
	}
	// A week wants Early: Charge on 5 days, Nurse on 7; Late: Nurse on 5; Night: Nurse on 7: 24 rows.
	if got := [...]int{inst.Horizon.Days, inst.Horizon.FirstWeekday, len(inst.Staff), len(inst.Shifts), len(inst.Skills), len(inst.Cover), len(inst.Requests)}; got != [...]int{14, 0, 6, 3, 2, 48, 3} {
		t.Errorf("days, weekday, staff, shifts, skills, cover, requests = %v", got)
	}
	wantStaff := nrp.Staff{
		ID: "Bea", Contract: 0, Skills: []int{0, 1}, // the file has Nurse first
		History:     nrp.History{Known: true, Line: []int{-1, -1, -1}},
		CounterBase: []int64{0, 0},
	}
	if diff := cmp.Diff(wantStaff, inst.Staff[1]); diff != "" {
		t.Errorf("Bea (-want +got):\n%s", diff)
	}
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	one := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	w30 := rest(30)
	wantContract := nrp.Contract{
		ID: "Full", SkillCost: one, UnavailableCost: one, FixedCost: one,
		Successions: []nrp.Succession{
			{Name: "after Late", From: nrp.ShiftCells(1), To: nrp.ShiftCells(0), Cost: one},
			{Name: "after Night", From: nrp.ShiftCells(2), To: nrp.ShiftCells(0, 1), Cost: one},
		},
		Stretches: []nrp.Stretch{
			{Name: "consecutive Early", Of: nrp.ShiftCells(0), Min: 1, MinCost: rest(15), Max: 4, MaxCost: rest(15)},
			{Name: "consecutive Late", Of: nrp.ShiftCells(1), Min: 2, MinCost: rest(15), Max: 3, MaxCost: rest(15)},
			{Name: "consecutive Night", Of: nrp.ShiftCells(2), Min: 2, MinCost: rest(15), Max: 4, MaxCost: rest(15)},
			{Name: "consecutive working days", Of: nrp.ShiftCells(0, 1, 2), Min: 2, MinCost: w30, Max: 5, MaxCost: w30},
			{Name: "consecutive days off", Of: nrp.OffCells, Min: 2, MinCost: w30, Max: 4, MaxCost: w30},
		},
		Weekend: &w30,
		Counters: []nrp.Counter{
			{Name: "assignments", Kind: nrp.CountAmounts, Under: []nrp.Knee{{At: 8, Cost: rest(20)}}, Over: []nrp.Knee{{At: 11, Cost: rest(20)}}},
			{Name: "working weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: 1, Cost: w30}}},
		},
	}
	if diff := cmp.Diff(wantContract, inst.Contracts[0]); diff != "" {
		t.Errorf("Full (-want +got):\n%s", diff)
	}
	if inst.Contracts[1].Weekend != nil {
		t.Error("Half has complete weekends")
	}
	// Second week, Early, Nurse, Monday: one at least, two at best.
	wantCover := nrp.Cover{
		Day: 7, Shift: 0, Skill: 1, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1},
		Preferred: 2, PreferredCost: w30, Max: nrp.NoLimit,
	}
	if diff := cmp.Diff(wantCover, inst.Cover[24+5]); diff != "" {
		t.Errorf("cover (-want +got):\n%s", diff)
	}
	wantRequests := []nrp.Request{
		{Staff: 2, Day: 1, Unwanted: nrp.ShiftCells(0, 1, 2), Cost: rest(10)},
		{Staff: 3, Day: 5, Unwanted: nrp.ShiftCells(2), Cost: rest(10)},
		{Staff: 0, Day: 7, Unwanted: nrp.ShiftCells(0), Cost: rest(10)},
	}
	if diff := cmp.Diff(wantRequests, inst.Requests); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestHistoryLine(t *testing.T) {
	const early, late, night, off = 0, 1, 2, -1
	tests := map[string]struct {
		h    NurseHistory
		want []nrp.ShiftIdx
	}{
		"one_night_after_three_other_days": {NurseHistory{LastShift: night, SameShift: 1, Work: 4}, []int{early, early, early, night}},
		"early_after_other_work":           {NurseHistory{LastShift: early, SameShift: 2, Work: 3}, []int{late, early, early}},
		"only_late":                        {NurseHistory{LastShift: late, SameShift: 2, Work: 2}, []int{late, late}},
		"off":                              {NurseHistory{LastShift: off, Off: 3}, []int{off, off, off}},
		"nothing":                          {NurseHistory{LastShift: off}, []int{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.h.line()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := map[string]struct{ file, old, new, want string }{
		"not_json":             {"Sc-rowan.json", `{`, `SCENARIO = rowan {`, "Sc-rowan.json: line 1: /: not JSON"},
		"cut_off":              {"Sc-rowan.json", "]\n  }\n ],\n \"contracts\"", "]\n  }\n ,\n \"contracts\"", "not JSON"},
		"something_follows":    {"Sc-rowan.json", "  ]\n  }\n ]\n}", "  ]\n  }\n ]\n}\n{}", "something follows the end"},
		"unknown_field":        {"Sc-rowan.json", `"numberOfWeeks": 2,`, `"numberOfWeeks": 2, "colour": 1,`, "line 3: /colour: unknown field: the fields are id, "},
		"field_twice":          {"Sc-rowan.json", `"numberOfWeeks": 2,`, `"numberOfWeeks": 2, "id": "x",`, "line 3: /id: the field stands here for the second time"},
		"field_missing":        {"Sc-rowan.json", ` "numberOfWeeks": 2,`, ``, `line 1: /: field "numberOfWeeks" is missing: add it`},
		"weeks_as_text":        {"Sc-rowan.json", `"numberOfWeeks": 2`, `"numberOfWeeks": "2"`, "line 3: /numberOfWeeks: want a whole number"},
		"weeks_too_many":       {"Sc-rowan.json", `"numberOfWeeks": 2`, `"numberOfWeeks": 521`, "/numberOfWeeks: 521 is out of range: it must be from 1 to 520"},
		"weeks_not_given":      {"Sc-rowan.json", `"numberOfWeeks": 2`, `"numberOfWeeks": 3`, "has 3 weeks, but 2 week files are given"},
		"skill_twice":          {"Sc-rowan.json", "\"Charge\",\n  \"Nurse\"", "\"Charge\",\n  \"Charge\"", `/skills/1: "Charge" stands here for the second time`},
		"shift_called_none":    {"Sc-rowan.json", `"id": "Early"`, `"id": "None"`, `/shiftTypes/0: a shift type may not be called "None"`},
		"shift_twice":          {"Sc-rowan.json", `"id": "Late"`, `"id": "Early"`, `/shiftTypes/1: shift type "Early" stands here for the second time`},
		"run_exchanged":        {"Sc-rowan.json", `"maximumNumberOfConsecutiveAssignments": 3`, `"maximumNumberOfConsecutiveAssignments": 1`, "/shiftTypes/1: minimumNumberOfConsecutiveAssignments 2 is above maximumNumberOfConsecutiveAssignments 1"},
		"succession_unknown":   {"Sc-rowan.json", `"precedingShiftType": "Night"`, `"precedingShiftType": "Dusk"`, `/forbiddenShiftTypeSuccessions/2/precedingShiftType: there is no shift type "Dusk"`},
		"succession_twice":     {"Sc-rowan.json", `"precedingShiftType": "Night"`, `"precedingShiftType": "Late"`, `/forbiddenShiftTypeSuccessions/2: "Late" precedes in another entry`},
		"contract_flag":        {"Sc-rowan.json", `"completeWeekends": 1`, `"completeWeekends": 2`, "/contracts/0/completeWeekends: want 0 or 1"},
		"contract_twice":       {"Sc-rowan.json", `"id": "Half"`, `"id": "Full"`, `/contracts/1: contract "Full" stands here for the second time`},
		"nurse_twice":          {"Sc-rowan.json", `"id": "Bea"`, `"id": "Ada"`, `/nurses/1: nurse "Ada" stands here for the second time`},
		"nurse_contract":       {"Sc-rowan.json", `"contract": "Half"`, `"contract": "Third"`, `/nurses/4/contract: there is no contract "Third"`},
		"nurse_as_text":        {"Sc-rowan.json", "\"nurses\": [\n", "\"nurses\": [ \"Zoe\",\n", "/nurses/0: want a JSON object"},
		"nurses_as_object":     {"Sc-rowan.json", `"skills": [` + "\n  \"Charge\",\n  \"Nurse\"\n ]", `"skills": {}`, "/skills: want a JSON array"},
		"deep":                 {"Sc-rowan.json", `"id": "rowan"`, `"id": [[[[[[[[[[1]]]]]]]]]]`, "nested more than 8 deep"},
		"other_ward":           {"H0-rowan.json", `"scenario": "rowan"`, `"scenario": "willow"`, `H0-rowan.json: line 3: /scenario: the file belongs to scenario "willow", not to "rowan"`},
		"history_missing":      {"H0-rowan.json", `"nurse": "Bea"`, `"nurse": "Ada"`, `/nurseHistory/1: nurse "Ada" stands here for the second time`},
		"history_stranger":     {"H0-rowan.json", `"nurse": "Bea"`, `"nurse": "Zoe"`, `/nurseHistory/1/nurse: there is no nurse "Zoe"`},
		"off_and_working":      {"H0-rowan.json", `"lastAssignedShiftType": "Night"`, `"lastAssignedShiftType": "None"`, "/nurseHistory/0: lastAssignedShiftType is None, yet numberOfConsecutiveWorkingDays is 4"},
		"working_and_off":      {"H0-rowan.json", "\"numberOfConsecutiveWorkingDays\": 4,\n   \"numberOfConsecutiveDaysOff\": 0", "\"numberOfConsecutiveWorkingDays\": 4,\n   \"numberOfConsecutiveDaysOff\": 1", "/nurseHistory/0: lastAssignedShiftType is a shift, yet numberOfConsecutiveDaysOff is 1"},
		"run_longer_than_work": {"H0-rowan.json", `"numberOfConsecutiveAssignments": 1`, `"numberOfConsecutiveAssignments": 5`, "numberOfConsecutiveAssignments (5) must be at least 1 and at most numberOfConsecutiveWorkingDays (4)"},
		"requirement_day":      {"WD-rowan-1.json", `"requirementOnSunday"`, `"requirementOnHoliday"`, "WD-rowan-1.json: line 31: /requirements/0/requirementOnHoliday: unknown field"},
		"requirement_twice":    {"WD-rowan-1.json", `"skill": "Nurse"`, `"skill": "Charge"`, "/requirements/1: Early, Charge stands here for the second time"},
		"optimal_below":        {"WD-rowan-1.json", `"optimal": 1`, `"optimal": 0`, "/requirements/0/requirementOnMonday: optimal 0 is below minimum 1"},
		"negative":             {"WD-rowan-1.json", `"minimum": 1`, `"minimum": -1`, "/requirements/0/requirementOnMonday/minimum: -1 is out of range"},
		"request_day":          {"WD-rowan-0.json", `"day": "Tuesday"`, `"day": "Mardi"`, `/shiftOffRequests/0/day: there is no weekday "Mardi"`},
		"request_nurse":        {"WD-rowan-0.json", `"nurse": "Dot"`, `"nurse": ""`, "/shiftOffRequests/1/nurse: want a text in quotes that is not empty"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := rowan(t)
			if !strings.Contains(files[tt.file], tt.old) {
				t.Fatalf("%s has no %q to replace", tt.file, tt.old)
			}
			files[tt.file] = strings.Replace(files[tt.file], tt.old, tt.new, 1)
			p, err := read(files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v\nwant one with %q", err, tt.want)
			}
			if p != nil {
				t.Error("a problem came with the error")
			}
		})
	}
}

func TestReadRefusesAHistoryWithoutSomebody(t *testing.T) {
	files := rowan(t)
	at := strings.LastIndex(files["H0-rowan.json"], ",\n  {")
	files["H0-rowan.json"] = files["H0-rowan.json"][:at] + "\n ]\n}\n"
	if _, err := read(files); err == nil || !strings.Contains(err.Error(), `nurseHistory has no entry for nurse "Fay"`) {
		t.Errorf("error %v", err)
	}
}

// endless is a file without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestReadRefusesOversizedFiles(t *testing.T) {
	if _, err := ReadScenario(Source{"Sc.json", endless{}}); err == nil || !strings.Contains(err.Error(), "Sc.json: the file is larger than 64 MiB") {
		t.Errorf("error %v", err)
	}
}

func TestReadReportsReadErrors(t *testing.T) {
	r, w := io.Pipe()
	w.CloseWithError(io.ErrClosedPipe)
	if _, err := ReadScenario(Source{"Sc.json", r}); err == nil || !strings.Contains(err.Error(), "Sc.json: read: io: read/write on closed pipe") {
		t.Errorf("error %v", err)
	}
}

func FuzzRead(f *testing.F) {
	files := rowan(f)
	f.Add([]byte(files[rowanFiles[0]]), []byte(files[rowanFiles[1]]), []byte(files[rowanFiles[2]]))
	f.Add([]byte(`{"id":"x","numberOfWeeks":1}`), []byte(`{}`), []byte(`[]`))
	f.Fuzz(func(t *testing.T, scenario, history, week []byte) {
		s, err := ReadScenario(Source{"Sc", bytes.NewReader(scenario)})
		if err != nil {
			return
		}
		weeks := make([]Source, s.Weeks)
		for k := range weeks {
			weeks[k] = Source{"WD", bytes.NewReader(week)}
		}
		p, err := Read(Source{"Sc", bytes.NewReader(scenario)}, Source{"H0", bytes.NewReader(history)}, weeks)
		if err != nil {
			return
		}
		if err := p.Instance.Validate(); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := WriteWeek(&out, s.ID, p.Instance, nrp.NewRoster(len(s.Nurses), 7*s.Weeks), 0); err != nil {
			t.Fatal(err)
		}
	})
}
