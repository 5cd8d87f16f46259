package sqlstore

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

func TestHistoryComesFromThePreviousRoster(t *testing.T) {
	rows := wardRows()
	rows.Staff[0].FirstDay = "2027-03-17" // c is new
	rows.Past = &pastRoster{FirstDay: "2027-03-13", Duties: []store.Duty{
		{StaffID: "a", Day: "2027-03-13", ShiftID: "n"},
		{StaffID: "a", Day: "2027-03-16", ShiftID: "e"},
		{Day: "2027-03-14", ShiftID: "l"},
		{StaffID: "gone", Day: "2027-03-16", ShiftID: "e"},
	}}
	// Imported state does not count beside a roster.
	rows.History = []store.History{{StaffID: "b", LastShiftID: "n", ShiftRun: 1, WorkRun: 1, Total: 999}}
	p := build(t, rows)
	off := nrp.NoShift
	want := []nrp.History{
		{Known: true, Line: []nrp.ShiftIdx{shiftN, off, off, shiftE}},
		{Known: true, Line: []nrp.ShiftIdx{off, off, off, off}},
		{},
	}
	for i := range want {
		if diff := cmp.Diff(want[i], p.Instance.Staff[i].History); diff != "" {
			t.Errorf("staff %d: %s", i, diff)
		}
	}
	// The week of day 0 began on Monday 15 March, two days before: E on the 16th counts.
	if diff := cmp.Diff([]int64{0, 450, 0, 0}, p.Instance.Staff[staffA].CounterBase); diff != "" {
		t.Error(diff)
	}
}

func TestImportedHistoryIsReadAsRuns(t *testing.T) {
	rows := wardRows()
	rows.History = []store.History{
		{StaffID: "a", LastShiftID: "n", ShiftRun: 2, WorkRun: 3, Total: 1000, Weekends: 1}, {StaffID: "b", OffRun: 4},
	}
	rows.Contracts[0].MaxWeekends = 2
	p := build(t, rows)
	off := nrp.NoShift
	want := []nrp.History{{Known: true, Line: []nrp.ShiftIdx{shiftE, shiftN, shiftN}}, {Known: true, Line: []nrp.ShiftIdx{off, off, off, off}}, {}}
	for i := range want {
		if diff := cmp.Diff(want[i], p.Instance.Staff[i].History); diff != "" {
			t.Errorf("staff %d: %s", i, diff)
		}
	}
	// Minutes, weekends, and the two nights of the 15th and 16th in the first week.
	if diff := cmp.Diff([]int64{1000, 1, 1320, 0, 0}, p.Instance.Staff[staffA].CounterBase); diff != "" {
		t.Error(diff)
	}
}

func TestDutiesOnOtherWardsAreFixedAndCount(t *testing.T) {
	rows := wardRows()
	foreign := store.Shift{ID: "x", WardID: "other", Code: "N", Kind: store.Night, StartMinute: 1200, EndMinute: 1920, PaidMinutes: 690}
	rows.Elsewhere = []elsewhereDuty{{"a", "2027-03-16", foreign}, {"a", "2027-03-20", foreign}, {"gone", "2027-03-20", foreign}}
	rows.Fixed = []store.Duty{{StaffID: "a", Day: "2027-03-20", ShiftID: "e"}, {StaffID: "b", Day: "2027-03-21", ShiftID: "e", SkillID: "k1"}}
	p := build(t, rows)
	x := 3 // after the ward's own
	if s := p.Instance.Shifts[x]; !s.FixedOnly || s.Minutes != 690 || p.ShiftIDs[x] != "x" {
		t.Errorf("shift: %+v", s)
	}
	want := []nrp.Fixed{
		{Staff: staffA, Day: 3, To: nrp.Assignment{Shift: x, Skill: nrp.NoSkill}},
		{Staff: staffB, Day: 4, To: nrp.Assignment{Shift: shiftE, Skill: skillRN}},
	}
	if diff := cmp.Diff(want, p.Instance.Fixed); diff != "" {
		t.Error(diff)
	}
	// The night before day 0 is all that is known of a; it counts into the first week.
	if diff := cmp.Diff(nrp.History{Known: true, Line: []nrp.ShiftIdx{x}}, p.Instance.Staff[staffA].History); diff != "" {
		t.Error(diff)
	}
	if base := p.Instance.Staff[staffA].CounterBase; base[1] != 690 {
		t.Errorf("bases: %v", base)
	}
	// An early at 07:00 on the next day begins an hour before that night ends.
	r := readRoster(p, []store.Duty{{StaffID: "a", Day: "2027-03-17", ShiftID: "e", SkillID: "k1"}})
	a, err := planner.Assess(p, r)
	if err != nil {
		t.Fatal(err)
	}
	if a.Score[nrp.LevelHard] == 0 {
		t.Error("rest after a night on another ward is not kept")
	}
	// Duties on other wards are not this ward's rows.
	if rows := writeRoster(p, r, nil, "r"); len(rows) != 1 || rows[0].ShiftID != "e" {
		t.Errorf("rows: %+v", rows)
	}
}

func TestHistoryHashFollowsContent(t *testing.T) {
	rows := wardRows()
	rows.Past = &pastRoster{FirstDay: "2027-03-13", Duties: []store.Duty{
		{ID: "1", StaffID: "a", Day: "2027-03-13", ShiftID: "n"}, {ID: "2", StaffID: "b", Day: "2027-03-14", ShiftID: "e"}, {ID: "3", Day: "2027-03-14", ShiftID: "e"},
	}}
	was := historyHash(rows)
	rows.Past.Duties = []store.Duty{rows.Past.Duties[1], rows.Past.Duties[0]}
	rows.Past.Duties[0].ID = "other rows, another order, nobody unfilled"
	if historyHash(rows) != was {
		t.Error("the same assignments have another hash")
	}
	rows.Past.Duties[0].ShiftID = "l"
	if historyHash(rows) == was {
		t.Error("another assignment has the same hash")
	}
}
