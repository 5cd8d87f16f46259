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

// Two duties elsewhere on one day are one shift from the first begin to the last end: the
// early 07:00-15:00 and the twilight 17:00-23:00 are 07:00-23:00 with 450 + 330 minutes.
func TestTwoDutiesElsewhereOnADayAreJoined(t *testing.T) {
	rows := wardRows()
	early := store.Shift{ID: "x", WardID: "other", Code: "E", Kind: store.Early, StartMinute: 420, EndMinute: 900, PaidMinutes: 450}
	twilight := store.Shift{ID: "y", WardID: "third", Code: "T", Kind: store.Late, StartMinute: 1020, EndMinute: 1380, PaidMinutes: 330}
	rows.Elsewhere = []elsewhereDuty{
		{"a", "2027-03-20", twilight},
		{"a", "2027-03-20", early},
		{"b", "2027-03-20", early},
		{"a", "2027-03-16", early},
		{"a", "2027-03-16", twilight},
	}
	p := build(t, rows)
	x, both := 3, 4 // after the ward's own, by id
	want := nrp.Shift{ID: "E+T@x+y", Kind: "early", Start: 420, End: 1380, Minutes: 780, FixedOnly: true}
	if diff := cmp.Diff(want, p.Instance.Shifts[both]); diff != "" {
		t.Error(diff)
	}
	fixed := []nrp.Fixed{
		{Staff: staffA, Day: 3, To: nrp.Assignment{Shift: both, Skill: nrp.NoSkill}},
		{Staff: staffB, Day: 3, To: nrp.Assignment{Shift: x, Skill: nrp.NoSkill}},
	}
	if diff := cmp.Diff(fixed, p.Instance.Fixed); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]nrp.ShiftIdx{both}, p.Instance.Staff[staffA].History.Line); diff != "" {
		t.Error(diff)
	}
	// Rest to an early on the 21st at 07:00 is 8 hours from 23:00, 3 short; from 15:00 it
	// would be 16.
	hard := func(staff store.ID) int64 {
		r := readRoster(p, []store.Duty{{StaffID: staff, Day: "2027-03-21", ShiftID: "e", SkillID: "k1"}})
		a, err := planner.Assess(p, r)
		if err != nil {
			t.Fatal(err)
		}
		return a.Score[nrp.LevelHard]
	}
	if a, b := hard("a"), hard("b"); a != 1 || b != 0 {
		t.Errorf("hard breaches after both duties %d and after one %d; want 1 and 0", a, b)
	}
}

// The last day, Tuesday 30 March, must leave 11 hours before what comes on the 31st.
func TestTheLastDayLeavesRestForTheDayAfter(t *testing.T) {
	at := func(start int) store.Shift {
		return store.Shift{ID: "x", WardID: "other", Code: "X", Kind: store.Early, StartMinute: start, EndMinute: start + 60, PaidMinutes: 60}
	}
	// On the ward E ends at 15:00, L at 21:30, N at 07:30 on the 31st.
	for _, c := range []struct {
		name  string
		start int
		want  nrp.CellSet
	}{
		{"08:29, 10:59 after L", 509, nrp.ShiftCells(shiftL) | nrp.ShiftCells(shiftN)},
		{"08:30, 11:00 after L", 510, nrp.ShiftCells(shiftN)},
		{"18:29, 10:59 after N", 1109, nrp.ShiftCells(shiftN)},
		{"18:30, 11:00 after N", 1110, 0},
	} {
		rows := wardRows()
		rows.Elsewhere = []elsewhereDuty{{"a", "2027-03-31", at(c.start)}}
		p := build(t, rows)
		if got := forbiddenOn(p, staffA, 13); got != c.want {
			t.Errorf("%s: cells %b, want %b", c.name, got, c.want)
		}
		if len(p.Instance.Shifts) != 3 || len(p.Instance.Fixed) != 0 {
			t.Errorf("%s: what comes after the period is part of it", c.name)
		}
	}
	// The ward's own next roster says the same, and only for whom it names.
	rows := wardRows()
	rows.Next = []store.Duty{{StaffID: "b", Day: "2027-03-31", ShiftID: "e"}}
	p := build(t, rows)
	if a, b := forbiddenOn(p, staffA, 13), forbiddenOn(p, staffB, 13); a != 0 || b != nrp.ShiftCells(shiftL)|nrp.ShiftCells(shiftN) {
		t.Errorf("before an early at 07:00 on the 31st: %b for b, %b for a", b, a)
	}
	// A soft rest rule forbids nothing.
	rows.Rules.Rest.Price.Level = "rest"
	if got := forbiddenOn(build(t, rows), staffB, 13); got != 0 {
		t.Errorf("a soft rest rule forbids %b", got)
	}
	rows.Rules.Rest = nil
	rows.Rules.Successions = []store.SuccessionRule{{From: "L", To: []string{"E"}, Price: store.Price{Level: "hard", Weight: 1}}}
	if got := forbiddenOn(build(t, rows), staffB, 13); got != nrp.ShiftCells(shiftL) {
		t.Errorf("before an early that may not follow a late: %b", got)
	}
}

// The clocks go forward on Sunday 28 March 2027 at 01:00: between 20:30 on the last day and
// 08:00 on the day after lie 10:30, not 11:30.
func TestTheDayAfterMayChangeTheClocks(t *testing.T) {
	rows := wardRows()
	rows.Period.LastDay = "2027-03-27"
	rows.Shifts[2].EndMinute = 1230 // L ends at 20:30
	rows.Next = []store.Duty{{StaffID: "a", Day: "2027-03-28", ShiftID: "e"}}
	rows.Shifts[1].StartMinute = 480 // E begins at 08:00
	if got := forbiddenOn(build(t, rows), staffA, 10); got != nrp.ShiftCells(shiftL)|nrp.ShiftCells(shiftN) {
		t.Errorf("cells %b", got)
	}
	rows.Shifts[2].EndMinute = 1200 // 20:00: 11:00
	if got := forbiddenOn(build(t, rows), staffA, 10); got != nrp.ShiftCells(shiftN) {
		t.Errorf("cells %b at 11:00", got)
	}
}

func forbiddenOn(p *planner.Problem, i nrp.StaffIdx, d nrp.DayIdx) nrp.CellSet {
	var set nrp.CellSet
	for _, u := range p.Instance.Unavailable {
		if u.Staff == i && u.Day == d && u.Name == store.RestBeforeNext {
			set |= u.Cells
		}
	}
	return set
}
