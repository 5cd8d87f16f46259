package sqlstore

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// wardRows is a ward of three people with an early, a late and a night and a period of
// two weeks from Wednesday 17 March 2027.
func wardRows() *problemRows {
	return &problemRows{
		Ward:   store.Ward{ID: "w", Name: "Heather", TimeZone: "Europe/London"},
		Period: store.RosterPeriod{ID: "p", WardID: "w", FirstDay: "2027-03-17", LastDay: "2027-03-30"},
		Rules:  store.StandardRules(),
		Shifts: []store.Shift{
			{ID: "n", Code: "N", Kind: store.Night, StartMinute: 1170, EndMinute: 1890, PaidMinutes: 660},
			{ID: "e", Code: "E", Kind: store.Early, StartMinute: 420, EndMinute: 900, PaidMinutes: 450},
			{ID: "l", Code: "L", Kind: store.Late, StartMinute: 780, EndMinute: 1290, PaidMinutes: 480, MinRun: 2, MaxRun: 3},
		},
		Skills:    []store.Skill{{ID: "k2", Code: "SR"}, {ID: "k1", Code: "RN"}, {ID: "k3", Code: "unused"}},
		Contracts: []store.Contract{{ID: "ft", Name: "Full", WeeklyMinutes: 2250, MinTotal: 4000, MaxTotal: 4500, MaxWorkRun: 6, MinOffRun: 2, MaxWeekends: -1, CompleteWeekends: true}},
		Staff: []store.Staff{
			{ID: "c", Number: "3", ContractID: "ft"},
			{ID: "a", Number: "1", ContractID: "ft", Skills: []store.StaffSkill{{SkillID: "k2", LastDay: "2027-03-20"}, {SkillID: "k1"}}},
			{ID: "b", Number: "2", ContractID: "ft", Skills: []store.StaffSkill{{SkillID: "k1"}}},
		},
	}
}

// Indices of wardRows' problem: staff by number, shifts by start, skills by code.
const (
	staffA, staffB, staffC = 0, 1, 2
	shiftE, shiftL, shiftN = 0, 1, 2
	skillRN, skillSR       = 0, 1
)

func build(t *testing.T, rows *problemRows) *planner.Problem {
	t.Helper()
	p, err := buildProblem(rows)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Check(); err != nil {
		t.Error(err)
	}
	if err := p.Instance.Validate(); err != nil {
		t.Error(err)
	}
	return p
}

func TestProblemIsInAnOrderOfItsOwn(t *testing.T) {
	p := build(t, wardRows())
	if diff := cmp.Diff([]string{"a", "b", "c"}, p.StaffIDs) + cmp.Diff([]string{"e", "l", "n"}, p.ShiftIDs) + cmp.Diff([]string{"k1", "k2"}, p.SkillIDs); diff != "" {
		t.Error(diff)
	}
	want := p.Instance.Hash()
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		rows := wardRows()
		r.Shuffle(len(rows.Shifts), func(i, j int) { rows.Shifts[i], rows.Shifts[j] = rows.Shifts[j], rows.Shifts[i] })
		r.Shuffle(len(rows.Staff), func(i, j int) { rows.Staff[i], rows.Staff[j] = rows.Staff[j], rows.Staff[i] })
		r.Shuffle(len(rows.Skills), func(i, j int) { rows.Skills[i], rows.Skills[j] = rows.Skills[j], rows.Skills[i] })
		s := rows.Staff[0].Skills
		r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		if got := build(t, rows).Instance.Hash(); got != want {
			t.Fatalf("seed %d: another order of the rows gives another instance", seed)
		}
	}
}

func TestHorizonHasBothClockChanges(t *testing.T) {
	rows := wardRows()
	h := build(t, rows).Instance.Horizon
	// Sunday 28 March 2027, day 11, has 23 hours.
	if h.Days != 14 || h.FirstWeekday != 2 || h.Midnights[11] != 11*1440 || h.Midnights[12] != 12*1440-60 || h.Midnights[14] != 14*1440-60 {
		t.Errorf("spring: %+v", h)
	}
	rows.Period.FirstDay, rows.Period.LastDay = "2027-10-25", "2027-11-07"
	h = build(t, rows).Instance.Horizon
	// Sunday 31 October 2027, day 6, has 25 hours.
	if h.FirstWeekday != 0 || h.Midnights[6] != 6*1440 || h.Midnights[7] != 7*1440+60 {
		t.Errorf("autumn: %+v", h)
	}
	rows.Period.FirstDay, rows.Period.LastDay = "2027-06-07", "2027-06-20"
	if h = build(t, rows).Instance.Horizon; h.Midnights != nil {
		t.Errorf("summer: %+v", h)
	}
}

func TestContractStatesTheRuleSet(t *testing.T) {
	rows := wardRows()
	rows.Rules.Successions = []store.SuccessionRule{{From: "L", To: []string{"E"}, Price: store.Price{Level: "hard", Weight: 1}}}
	c := build(t, rows).Instance.Contracts[0]
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	// 2 an hour is 1 for 30 minutes: so that a minute costs 1, prices of the rest level
	// are 30 times those of the rule set.
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: 30 * w} }
	all := nrp.ShiftCells(shiftE, shiftL, shiftN)
	weekend := rest(10)
	minutes := []int64{450, 480, 660}
	want := nrp.Contract{
		ID: "Full", SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
		Successions: []nrp.Succession{{Name: "after L", From: nrp.ShiftCells(shiftL), To: nrp.ShiftCells(shiftE), Cost: hard}},
		Rests:       []nrp.Rest{{Name: "rest between shifts", Minutes: 660, Cost: hard}},
		// Fortnights are counted from Monday 5 October 1998: the one of Wednesday 17 March 2027 began
		// on the 15th, 10,388 days later, which is 742 fortnights.
		Respites: []nrp.Respite{{Name: "weekly rest in two weeks", From: -2, Span: 14, Repeats: true, Minutes: 1440, Times: 2, Cost: hard}},
		Patterns: []nrp.Pattern{
			{Name: "rest after nights", Cells: []nrp.CellSet{nrp.ShiftCells(shiftN), nrp.ShiftCells(shiftE, shiftL)}, Cost: rest(20)},
			{Name: "rest after nights", Cells: []nrp.CellSet{nrp.ShiftCells(shiftN), nrp.OffCells, all}, Cost: rest(20)},
		},
		Stretches: []nrp.Stretch{
			{Name: "consecutive L", Of: nrp.ShiftCells(shiftL), Min: 2, MinCost: rest(10), Max: 3, MaxCost: rest(10)},
			{Name: "nights in a row", Of: nrp.ShiftCells(shiftN), MinCost: hard, Max: 4, MaxCost: hard},
			{Name: "consecutive working days", Of: all, MinCost: hard, Max: 6, MaxCost: hard},
			{Name: "consecutive days off", Of: nrp.OffCells, Min: 2, MinCost: rest(10), Max: nrp.NoLimit, MaxCost: rest(10)},
		},
		Weekend: &weekend,
		Counters: []nrp.Counter{
			{Name: "contract minutes", Kind: nrp.CountAmounts, Amount: minutes, Under: []nrp.Knee{{At: 4000, Cost: nrp.Cost{Level: nrp.LevelRest, Weight: 1}}}, Over: []nrp.Knee{{At: 4500, Cost: nrp.Cost{Level: nrp.LevelRest, Weight: 1}}}},
			{Name: "minutes in the week of 2027-03-15", Kind: nrp.CountAmounts, Amount: minutes, From: 0, To: 5, Over: []nrp.Knee{{At: 3600, Cost: hard}}},
			{Name: "minutes in the week of 2027-03-22", Kind: nrp.CountAmounts, Amount: minutes, From: 5, To: 12, Over: []nrp.Knee{{At: 3600, Cost: hard}}},
			{Name: "minutes in the week of 2027-03-29", Kind: nrp.CountAmounts, Amount: minutes, From: 12, To: 14, Over: []nrp.Knee{{At: 3600, Cost: hard}}},
		},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The longest rest after nights that a rule set may ask for makes a problem that holds.
func TestTheLongestRestAfterNights(t *testing.T) {
	rows := wardRows()
	limit := 0
	for rows.Rules.Validate() == nil {
		limit++
		rows.Rules.RestAfterNights = &store.LimitRule{Limit: limit, Source: "ward policy"}
	}
	rows.Rules.RestAfterNights.Limit--
	// A night, twelve days off and work are the 14 cells of the longest pattern.
	if c := build(t, rows).Instance.Contracts[0]; limit-1 != 13 || len(c.Patterns) != 13 || len(c.Patterns[12].Cells) != 14 {
		t.Errorf("limit %d, %d patterns", limit-1, len(c.Patterns))
	}
}

func TestAssignmentsAreCountedWithoutScale(t *testing.T) {
	rows := wardRows()
	rows.Rules = store.Rules{Measure: store.Assignments, Total: store.Price{Level: "rest", Weight: 20}, Weekends: store.Price{Level: "rest", Weight: 30}}
	rows.Contracts[0] = store.Contract{ID: "ft", Name: "Full", MinTotal: 5, MaxTotal: 9, MaxWeekends: 0}
	rows.Leaves = []store.Leave{{StaffID: "a", FirstDay: "2027-03-17", LastDay: "2027-03-18", CreditMinutes: 450}}
	p := build(t, rows)
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	want := []nrp.Counter{
		{Name: "assignments", Kind: nrp.CountAmounts, Under: []nrp.Knee{{At: 5, Cost: rest(20)}}, Over: []nrp.Knee{{At: 9, Cost: rest(20)}}},
		{Name: "working weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: 0, Cost: rest(30)}}},
	}
	if diff := cmp.Diff(want, p.Instance.Contracts[0].Counters); diff != "" {
		t.Error(diff)
	}
	if base := p.Instance.Staff[staffA].CounterBase; base != nil {
		t.Errorf("minutes of leave were counted as assignments: %v", base)
	}
}

func TestSkillsEndOnTheirDay(t *testing.T) {
	p := build(t, wardRows())
	a := p.Instance.Staff[staffA]
	// The last day of SR is 20 March, day 3: from day 4 it is not held.
	if !a.Holds(skillSR, 3) || a.Holds(skillSR, 4) || !a.Holds(skillRN, 13) {
		t.Errorf("skills %v until %v", a.Skills, a.SkillUntil)
	}
	rows := wardRows()
	rows.Staff[1].Skills[0].LastDay = "2027-03-16"
	if a := build(t, rows).Instance.Staff[staffA]; len(a.Skills) != 1 || a.SkillUntil != nil {
		t.Errorf("a skill that ended before the period: %v until %v", a.Skills, a.SkillUntil)
	}
}

func TestLeaveAndEmploymentAreHardAndCredited(t *testing.T) {
	rows := wardRows()
	rows.Staff[1].LastDay = "2027-03-23" // a leaves after day 6: 7 of 14 days
	rows.Leaves = []store.Leave{
		{StaffID: "a", FirstDay: "2027-03-10", LastDay: "2027-03-18", CreditMinutes: 450}, // days 0 and 1
		{StaffID: "a", FirstDay: "2027-03-30", LastDay: "2027-04-05", CreditMinutes: 450}, // not employed any more
	}
	rows.Away = []store.Availability{{StaffID: "a", FirstDay: "2027-03-18", LastDay: "2027-03-19", ShiftID: "n"}}
	p := build(t, rows)
	all := nrp.ShiftCells(shiftE, shiftL, shiftN)
	want := []nrp.Unavailable{{Day: 0, Cells: all}, {Day: 1, Cells: all}, {Day: 2, Cells: nrp.ShiftCells(shiftN)}}
	for d := 7; d < 14; d++ {
		want = append(want, nrp.Unavailable{Day: d, Cells: all})
	}
	if diff := cmp.Diff(want, p.Instance.Unavailable); diff != "" {
		t.Error(diff)
	}
	// 2 days of leave at 450, and 7 days not employed at a seventh of 2250 each.
	if diff := cmp.Diff([]int64{900 + 2250, 0, 0, 0}, p.Instance.Staff[staffA].CounterBase); diff != "" {
		t.Error(diff)
	}
}

func TestWhoIsNotEmployedInThePeriodIsLeftOut(t *testing.T) {
	rows := wardRows()
	rows.Staff[0].FirstDay, rows.Staff[2].LastDay = "2027-03-31", "2027-03-16"
	rows.Preferences = []store.Preference{{ID: "q", StaffID: "b", Day: "2027-03-18", Ask: store.Ask{Kind: store.DayOff, Strength: 1}}}
	p := build(t, rows)
	if diff := cmp.Diff([]string{"a"}, p.StaffIDs); diff != "" || len(p.Instance.Requests) != 0 {
		t.Errorf("%s, requests %v", diff, p.Instance.Requests)
	}
}

func TestPreferencesBecomeRequests(t *testing.T) {
	all, off := nrp.ShiftCells(shiftE, shiftL, shiftN), nrp.OffCells
	for name, tt := range map[string]struct {
		ask    store.Ask
		want   nrp.CellSet
		weight int64
	}{
		"day_off":   {store.Ask{Kind: store.DayOff, Strength: 1}, all, 1},
		"day_on":    {store.Ask{Kind: store.DayOn, Strength: 2}, off, 3},
		"shift_on":  {store.Ask{Kind: store.ShiftOn, ShiftID: "l", Strength: 3}, off | nrp.ShiftCells(shiftE, shiftN), 9},
		"shift_off": {store.Ask{Kind: store.ShiftOff, ShiftID: "l", Strength: 1}, nrp.ShiftCells(shiftL), 1},
		"kind":      {store.Ask{Kind: store.KindOn, ShiftKind: store.Night, Strength: 1}, off | nrp.ShiftCells(shiftE, shiftL), 1},
	} {
		rows := wardRows()
		rows.Preferences = []store.Preference{{ID: "q", StaffID: "b", Day: "2027-03-18", Ask: tt.ask}}
		want := []nrp.Request{{ID: "q", Staff: staffB, Day: 1, Unwanted: tt.want, Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: tt.weight}}}
		if diff := cmp.Diff(want, build(t, rows).Instance.Requests); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A token raises the price above that of strength 3, whatever the strength beside it: 3 x 9 = 27.
func TestATokenRaisesThePrice(t *testing.T) {
	for strength := 1; strength <= 3; strength++ {
		rows := wardRows()
		rows.Preferences = []store.Preference{{ID: "q", StaffID: "b", Day: "2027-03-18", Ask: store.Ask{Kind: store.DayOff, Strength: strength}, Token: true}}
		got := build(t, rows).Instance.Requests
		if want := (nrp.Cost{Level: nrp.LevelPreference, Weight: 27}); len(got) != 1 || got[0].Cost != want {
			t.Errorf("strength %d: %+v, want %+v", strength, got, want)
		}
	}
}

func TestDemandBecomesCover(t *testing.T) {
	rows := wardRows()
	rows.Demand = []store.Demand{
		{Day: "2027-03-18", ShiftID: "n", SkillID: "k2", People: store.People{Min: 1, Preferred: 2, Max: 3}},
		{Day: "2027-03-18", ShiftID: "e", People: store.People{Min: 0, Preferred: 1, Max: -1}},
		{Day: "2027-03-19", ShiftID: "e", People: store.People{Max: -1}}, // asks for nothing
		{Day: "2027-04-19", ShiftID: "e", People: store.People{Min: 1, Preferred: 1, Max: -1}},
	}
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: 30 * w} }
	least := nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	want := []nrp.Cover{
		{Day: 1, Shift: shiftE, Skill: nrp.NoSkill, MinCost: least, Preferred: 1, PreferredCost: rest(20), Max: nrp.NoLimit, MaxCost: rest(10)},
		{Day: 1, Shift: shiftN, Skill: skillSR, Min: 1, MinCost: least, Preferred: 2, PreferredCost: rest(20), Max: 3, MaxCost: rest(10)},
	}
	if diff := cmp.Diff(want, build(t, rows).Instance.Cover); diff != "" {
		t.Error(diff)
	}
}

func TestDataThatMakeNoProblemAreRefusedInWords(t *testing.T) {
	for want, change := range map[string]func(*problemRows){
		"time zone":           func(r *problemRows) { r.Ward.TimeZone = "Europe/Atlantis" },
		"shift \"X\"":         func(r *problemRows) { r.Rules.Successions = []store.SuccessionRule{{From: "X", To: []string{"E"}}} },
		"level \"urgent\"":    func(r *problemRows) { r.Rules.OffRun.Level = "urgent" },
		"measure":             func(r *problemRows) { r.Rules.Measure = "hours" },
		"contract of another": func(r *problemRows) { r.Staff[0].ContractID = "elsewhere" },
		"at most 62":          func(r *problemRows) { r.Shifts = make([]store.Shift, 63) },
		"strength 4": func(r *problemRows) {
			r.Preferences = []store.Preference{{StaffID: "a", Day: "2027-03-18", Ask: store.Ask{Kind: store.DayOff, Strength: 4}}}
		},
	} {
		rows := wardRows()
		change(rows)
		_, err := buildProblem(rows)
		kindIs(t, err, store.Conflict, want)
	}
}

func TestRostersSurviveTheirRows(t *testing.T) {
	rows := wardRows()
	rows.Demand = []store.Demand{{Day: "2027-03-18", ShiftID: "n", SkillID: "k2", People: store.People{Min: 2, Preferred: 2, Max: -1}}}
	p := build(t, rows)
	for seed := range uint64(50) {
		r := nrp.NewRoster(3, 14)
		random := rand.New(rand.NewPCG(seed, 2))
		for i := range r {
			for d := range r[i] {
				if random.IntN(2) == 0 {
					r[i][d] = nrp.Assignment{Shift: random.IntN(3), Skill: random.IntN(3) - 1}
				}
			}
		}
		a, err := planner.Assess(p, r)
		if err != nil {
			t.Fatal(err)
		}
		duties := writeRoster(p, r, a.Unfilled, "r")
		if diff := cmp.Diff(r, readRoster(p, duties)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		unfilled := 0
		for _, d := range duties {
			if d.Unfilled() {
				unfilled++
				if d.Day != "2027-03-18" || d.ShiftID != "n" || d.SkillID != "k2" {
					t.Errorf("unfilled: %+v", d)
				}
			}
		}
		if int64(unfilled) != a.Score[nrp.LevelCover] {
			t.Errorf("%d unfilled rows, %d people missing", unfilled, a.Score[nrp.LevelCover])
		}
	}
}

// The domain states the levels anew, since it knows nothing of the optimiser.
func TestLevelsAreTheOptimisers(t *testing.T) {
	if store.NumLevels != nrp.NumLevels {
		t.Errorf("store has %d levels, nrp %d", store.NumLevels, nrp.NumLevels)
	}
}
