package sqlstore

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// enforced is a line of one person that keeps a rule and one that breaks it by as little as
// can be. A letter is a day: E, L, N in the skill RN, e an early in the skill SR, a dot off.
type enforced struct {
	rows         func(*problemRows)
	kept, broken string
	// with is what C works in both, or withBroken in the one that breaks it; empty for nothing.
	with, withBroken string
	rule             nrp.RuleCode
	name             string // the beginning of the violation's name
	// stricter is a figure under which the line that kept the rule breaks it; 0 for a rule
	// without one.
	stricter int
}

// enforcedRules are those of the rulebook that it says the engine holds to. wardRows begins on
// a Wednesday; an early is 07:00-15:00, a late 13:00-21:30, a night 19:30-07:30 and 11 paid
// hours; six working days in a row are the most, two days off the least, lates come in twos
// and threes, and a contract has 4000 to 4500 minutes.
var enforcedRules = map[string]enforced{
	// Early to early is 16 h, late to early 9 h 30.
	"rest_between_shifts": {kept: "EE", broken: "LE", rule: nrp.RuleRest, name: "rest between shifts", stricter: 16*60 + 1},
	// wardRows has six days before the period, of which fourteen from Monday 15 March are two: early
	// to early is 16 h, with a day off between 40 h.
	"weekly_rest":      {rows: weeklyForm, kept: ".....EEE.EEE", broken: ".....EEEEEEE", rule: nrp.RuleRespite, name: "weekly rest", stricter: 40*60 + 1},
	"fortnightly_rest": {rows: fortnight, kept: "EEE.EEEE.EEE", broken: "EEE.EEEEEEEE", rule: nrp.RuleRespite, name: "weekly rest in two weeks", stricter: 2 * (40*60 + 1)},
	// On the 17th and the 18th: from midnight to a night at 19:30 are 19 h 30; to a late at 13:00
	// are 13 h, from 21:30 to 07:00 are 9 h 30, from 15:00 to midnight 9.
	"compensatory_rest": {rows: hoursOwed, kept: "NN", broken: "LE", rule: nrp.RuleRespite, name: store.CompensatoryRest},
	// The same: rest from the third day on comes too late.
	"compensatory_rest_within": {rows: hoursOwed, kept: "NN", broken: "LEL..", rule: nrp.RuleRespite, name: store.CompensatoryRest},
	"nights_in_a_row":          {kept: "NNNN", broken: "NNNNN", rule: nrp.RuleStretch, name: "nights in a row", stricter: 3},
	"days_off_after_nights":    {kept: "N..E", broken: "N.E", rule: nrp.RulePattern, name: "rest after nights", stricter: 3},
	// Five nights from Monday are 3300 minutes, six are 3960; 3600 are the most.
	"week_most": {kept: ".....NNNNN", broken: ".....NNNNNN", rule: nrp.RuleCounter, name: "minutes in the week of 2027-03-22", stricter: 3299},
	// From Monday 22 March, when B begins: six early shifts are 2700 minutes, four nights and an early are
	// 3090; 48 h are 2880.
	"average_week": {rows: newOnMonday, kept: ".....EEEEEE", broken: ".....NNNN.E", rule: nrp.RuleCounter, name: "mean week from 2027-03-22 to 2027-03-28"},
	// The same with an agreement that has ended on the last of those days.
	"opt_out": {rows: optedOutUntil("2027-03-28"), kept: ".....EEEEEE", broken: ".....NNNN.E", rule: nrp.RuleCounter, name: "mean week from 2027-03-22 to 2027-03-28"},
	// And with one in force, for a night worker: 6 days of 8 h.
	"night_average": {rows: nightWorkerOptedOut, kept: ".....EEEEEE", broken: ".....NNNN.E", rule: nrp.RuleCounter, name: "night worker's mean from 2027-03-22 to 2027-03-28"},
	"night_hazard":  {rows: hazardousNights, kept: "E", broken: "N", rule: nrp.RuleUnavailable, name: store.HazardNight},
	// Under 18: a late of 8 h 01; nothing but days; five lates of 8 h from Monday and an early.
	"young_day":   {rows: youngLates(481), kept: "E", broken: "L", rule: nrp.RuleUnavailable, name: store.YoungLong},
	"young_night": {rows: youngLates(480), kept: "L", broken: "N", rule: nrp.RuleUnavailable, name: store.YoungNight},
	"young_week":  {rows: youngLates(480), kept: ".....LLLLL", broken: ".....LLLLLE", rule: nrp.RuleCounter, name: "under 18: week of 2027-03-22"},
	"young_rest":  {rows: youngLates(480), kept: "EE", broken: "LE", rule: nrp.RuleRest, name: store.YoungRest},
	// With one day off between two early shifts 40 h are left, with two 64 h.
	"young_weekly_rest":  {rows: youngLates(480), kept: ".....EEE..EE", broken: ".....EEE.EEE", rule: nrp.RuleRespite, name: store.YoungWeeklyRest},
	"ask_1":              askFor(1),
	"ask_2":              askFor(2),
	"ask_3":              askFor(3),
	"contract_hours":     {kept: "EEEEEEEEE", broken: "EEEEEEEE", rule: nrp.RuleCounter, name: "contract minutes"}, // 4050, 3600
	"days_in_a_row":      {kept: "EEEEEE", broken: "EEEEEEE", rule: nrp.RuleStretch, name: "consecutive working days"},
	"days_off_in_a_row":  {kept: "E..E", broken: "E.E", rule: nrp.RuleStretch, name: "consecutive days off"},
	"shift_run":          {kept: "LLL", broken: "LLLL", rule: nrp.RuleStretch, name: "consecutive L"},
	"next_day":           {rows: lateThenEarly, kept: "LL", broken: "LE", rule: nrp.RuleSuccession, name: "after L"},
	"weekends_in_a_rota": {rows: func(r *problemRows) { r.Contracts[0].MaxWeekends = 1 }, kept: "...EE", broken: "...EE.....E", rule: nrp.RuleCounter, name: "working weekends"},
	"whole_weekends":     {kept: "...EE", broken: "...E", rule: nrp.RuleWeekend},
	"absence_kept":       {rows: awayOnFriday, kept: "EE.E", broken: "EEEE", rule: nrp.RuleUnavailable},
	"agreed_pattern":     {rows: agreedFridays, kept: "EE.EEE...L", broken: "EE.EEE...E", rule: nrp.RuleAgreed},
	"fixed_kept":         {rows: earlyFixed, kept: "..E", broken: "..L", rule: nrp.RuleFixed},
	"skill_held":         {kept: "E", broken: "e", rule: nrp.RuleSkill},
	"cover_least":        {rows: wanted(store.People{Min: 1, Preferred: 1, Max: -1}), kept: "E", broken: "", rule: nrp.RuleCoverMin},
	"cover_preferred":    {rows: wanted(store.People{Preferred: 1, Max: -1}), kept: "E", broken: "", rule: nrp.RuleCoverPreferred},
	"cover_most":         {rows: wanted(store.People{}), kept: "", broken: "E", rule: nrp.RuleCoverMax},
	"in_charge":          {rows: inCharge, kept: "E", broken: "", rule: nrp.RuleCoverMin},
	"work_apart":         {rows: withC(store.WorkApart), kept: "L", broken: "E", with: "EE", withBroken: "EE", rule: nrp.RuleLink, name: "apart:3"},
	"work_together":      {rows: withC(store.WorkTogether), kept: "EE", broken: "EL", with: "EE", withBroken: "EE", rule: nrp.RuleLink, name: "together:3"},
	"supervised":         {rows: learning, kept: "EE", broken: "EEE", with: "EE", withBroken: "EE", rule: nrp.RuleLink, name: store.Supervised},
	"supernumerary":      {rows: extra, kept: "", broken: "E", with: "E", rule: nrp.RuleCoverMin},
}

// rosterWith is a roster in which only staff member B works, by the letters of a line.
func rosterWith(p *planner.Problem, letters string) nrp.Roster { return rosterOf(p, "", letters, "") }

// rosterOf is a roster by the letters of the lines of A, B and C.
func rosterOf(p *planner.Problem, lines ...string) nrp.Roster {
	r := nrp.NewRoster(len(p.Instance.Staff), p.Instance.Horizon.Days)
	cells := map[rune]nrp.Assignment{
		'.': {Shift: nrp.NoShift, Skill: nrp.NoSkill},
		'E': {Shift: shiftE, Skill: skillRN}, 'L': {Shift: shiftL, Skill: skillRN}, 'N': {Shift: shiftN, Skill: skillRN},
		'e': {Shift: shiftE, Skill: skillSR},
	}
	for i, letters := range lines {
		for d, letter := range letters {
			r[i][d] = cells[letter]
		}
	}
	return r
}

// breaches returns the violations of a rule by the engine's statement of the rules and by the
// referee's.
func breaches(t *testing.T, p *planner.Problem, c enforced, letters, ofC string) (engine, referee []nrp.Violation) {
	t.Helper()
	model, err := rules.Compile(p.Instance)
	if err != nil {
		t.Fatal(err)
	}
	r := rosterOf(p, "", letters, ofC)
	_, found, err := verify.Check(p.Instance, r)
	if err != nil {
		t.Fatal(err)
	}
	of := func(all []nrp.Violation) []nrp.Violation {
		var out []nrp.Violation
		for _, v := range all {
			if v.Rule == c.rule && strings.HasPrefix(v.Name, c.name) && (v.Staff == staffB || v.Staff < 0) {
				out = append(out, v)
			}
		}
		return out
	}
	return of(model.Violations(r)), of(found)
}

// TestRulebookSaysWhatIsEnforced: of each rule that the rulebook says the engine holds to,
// engine and referee find a line that breaks it and none that keeps it, at the level that the
// rulebook names, and go by its figure. No other rule of the rulebook claims as much.
func TestRulebookSaysWhatIsEnforced(t *testing.T) {
	book := rulebook.UK()
	seen := 0
	for i := range book.Rules {
		rule := &book.Rules[i]
		c, ok := enforcedRules[rule.Key]
		if ok != (rule.EnforcedBy == rulebook.Engine) {
			t.Errorf("%s: enforced by %s, and there is a line that shows it: %t", rule.Key, rule.EnforcedBy, ok)
			continue
		}
		if !ok {
			continue
		}
		seen++
		t.Run(rule.Key, func(t *testing.T) {
			rows := wardRows()
			if c.rows != nil {
				c.rows(rows)
			}
			p := build(t, rows)
			for who, found := range pair(breaches(t, p, c, c.kept, c.with)) {
				if len(found) != 0 {
					t.Errorf("the %s finds that %q breaks it: %+v", who, c.kept, found)
				}
			}
			for who, found := range pair(breaches(t, p, c, c.broken, c.withBroken)) {
				if len(found) == 0 {
					t.Fatalf("the %s does not find that %q breaks it", who, c.broken)
				}
				if level := found[0].Cost.Level.String(); level != rule.Level || found[0].Cost.Weight == 0 {
					t.Errorf("the %s finds it at the level %s, the rulebook says %s", who, level, rule.Level)
				}
			}
			if rule.MayChange(rulebook.Ward) != (c.stricter != 0) {
				t.Fatalf("a ward may change it: %t, and a stricter figure is %d", rule.MayChange(rulebook.Ward), c.stricter)
			}
			if c.stricter == 0 {
				return
			}
			rows.Rules = rows.Rules.With(map[string]int{rule.Key: c.stricter}, "test")
			for who, found := range pair(breaches(t, build(t, rows), c, c.kept, c.with)) {
				if len(found) == 0 {
					t.Errorf("the %s does not go by the figure %d", who, c.stricter)
				}
			}
		})
	}
	if seen != len(enforcedRules) {
		t.Errorf("%d of %d lines belong to rules of the rulebook", seen, len(enforcedRules))
	}
}

// refereed is a month of one person that keeps a rule of the law and one that breaks it, as
// early shifts here and duties elsewhere.
type refereed struct {
	rule   law.Rule
	figure func(*law.Figures) int
	// work says what is worked elsewhere and here; broken asks for the line that breaks the rule.
	work func(rows *problemRows, broken bool) (elsewhere []lawDuty, here []store.Duty)
}

// refereedRules are those of the rulebook that it says the referee alone checks, and those of the
// engine which the referee of the law checks by a reckoning of its own.
var refereedRules = map[string]refereed{
	// 6 h of work without a break and a minute more; 7 h with 20 minutes and with 19. Under 18 4 h 30, and 5 h with 30.
	"break_after":        breakOf(func(f *law.Figures) int { return f.BreakAfter.Value }, false, 360, 0, 361, 0),
	"break_length":       breakOf(func(f *law.Figures) int { return f.Break.Value }, false, 420, 20, 420, 19),
	"young_break_after":  breakOf(func(f *law.Figures) int { return f.YoungBreakAfter.Value }, true, 270, 0, 271, 0),
	"young_break_length": breakOf(func(f *law.Figures) int { return f.YoungBreak.Value }, true, 300, 30, 300, 29),
	// 17 weeks of 48 h on average, most of it elsewhere, and a minute a week more.
	"average_week": {
		rule:   law.AverageWeek,
		figure: func(f *law.Figures) int { return f.AverageWeek.Value },
		work: func(rows *problemRows, broken bool) (elsewhere []lawDuty, here []store.Duty) {
			rows.Rules.Measure, rows.Rules.WeeklyMax = store.Assignments, nil
			rows.Contracts[0] = store.Contract{ID: "ft", Name: "Full", WeeklyMinutes: 2250, MaxWeekends: -1}
			rows.Shifts[1].EndMinute, rows.Shifts[1].PaidMinutes = 1110, 660
			for week := range 15 { // of 50 h
				for d := range 5 {
					elsewhere = append(elsewhere, lawDuty{"a", store.Day("2026-12-02").Add(7*week + d), 420, 1050, 600, nil, ""})
				}
			}
			if broken {
				elsewhere[0].PaidMinutes += 17
			}
			return elsewhere, append(earlyDuties("2027-03-17", "2027-03-19"), earlyDuties("2027-03-24", "2027-03-26")...) // 66 h
		},
	},
}

// breakOf is an early shift of so many minutes of work with an uninterrupted break of so many.
func breakOf(figure func(*law.Figures) int, young bool, keptWork, keptBreak, brokenWork, brokenBreak int) refereed {
	return refereed{rule: law.Break, figure: figure, work: func(rows *problemRows, broken bool) ([]lawDuty, []store.Duty) {
		work, pause := keptWork, keptBreak
		if broken {
			work, pause = brokenWork, brokenBreak
		}
		shiftAt(rows, 1, 420, 420+work+pause, work)
		rows.Shifts[1].BreakMinutes = &pause
		if young {
			rows.Terms = map[store.ID]store.WorkerTerms{"a": {{Kind: store.TermYoung, Holds: true, UntilDay: "2028-01-01"}}}
		}
		return nil, earlyDuties("2027-03-17", "2027-03-17")
	}}
}

// earlyDuties are early shifts of staff member A on each day from first to last.
func earlyDuties(first, last store.Day) []store.Duty {
	var out []store.Duty
	for d := first; d <= last; d = d.Add(1) {
		out = append(out, duty("a", d, "e"))
	}
	return out
}

// TestRulebookSaysWhatTheRefereeChecks: of each rule that the rulebook says the referee checks, and
// of the mean week,
// the referee of the law finds a line that breaks it and none that keeps it, at the level that the
// rulebook names and by its figure, or that of the organisation. No other rule claims as much.
func TestRulebookSaysWhatTheRefereeChecks(t *testing.T) {
	book, seen := rulebook.UK(), 0
	for i := range book.Rules {
		rule := &book.Rules[i]
		c, ok := refereedRules[rule.Key]
		if ok && rule.EnforcedBy != rulebook.Engine && rule.EnforcedBy != rulebook.Referee || !ok && rule.EnforcedBy == rulebook.Referee {
			t.Errorf("%s: enforced by %s, and there is a line that shows it: %t", rule.Key, rule.EnforcedBy, ok)
			continue
		}
		if !ok {
			continue
		}
		seen++
		t.Run(rule.Key, func(t *testing.T) {
			figures := lawFigures(nil)
			if rule.Value == nil || *rule.Value != c.figure(&figures) || rule.MayChange(rulebook.Ward) {
				t.Errorf("the referee goes by %d: %+v", c.figure(&figures), rule)
			}
			// What the organisation may make stricter, the referee reads out of the period's rules.
			figures = lawFigures(&store.Pinned{Figures: []store.PinnedFigure{{Key: rule.Key, Value: 123}}})
			if rule.MayChange(rulebook.Organisation) != (c.figure(&figures) == 123) {
				t.Errorf("with a figure of the organisation the referee goes by %d", c.figure(&figures))
			}
			for _, broken := range []bool{false, true} {
				rows := wardRows()
				elsewhere, here := c.work(rows, broken)
				found := slices.DeleteFunc(lawAlone(t, underLaw(t, rows, elsewhere...), here...), func(f store.Finding) bool {
					return f.Rule != store.LawPrefix+string(c.rule)
				})
				if (len(found) > 0) != broken {
					t.Fatalf("broken %t: %+v", broken, found)
				}
				if broken && found[0].Level != rule.Level {
					t.Errorf("the referee finds it at the level %s, the rulebook says %s", found[0].Level, rule.Level)
				}
			}
		})
	}
	if seen != len(refereedRules) {
		t.Errorf("%d of %d lines belong to rules of the rulebook", seen, len(refereedRules))
	}
}

func pair(engine, referee []nrp.Violation) map[string][]nrp.Violation {
	return map[string][]nrp.Violation{"engine": engine, "referee": referee}
}

// TestAPersonsFiguresMakeAContract: people with the same figures share a contract, everybody
// else keeps the ward's, and a rota before the next one's first duty goes by them too.
func TestAPersonsFiguresMakeAContract(t *testing.T) {
	plain := build(t, wardRows())
	rows := wardRows()
	rows.Pinned = &store.Pinned{People: []store.PinnedPerson{
		{StaffID: "a", Figures: map[string]int{"nights_in_a_row": 1, "rest_between_shifts": 16*60 + 1}},
		{StaffID: "c", Figures: map[string]int{"rest_between_shifts": 16*60 + 1, "nights_in_a_row": 1}},
	}}
	early := store.Duty{Day: "2027-03-31", ShiftID: "e"}
	for _, id := range []store.ID{"a", "b", "c"} {
		early.StaffID = id
		rows.Next = append(rows.Next, early)
	}
	p := build(t, rows)
	if diff := cmp.Diff(plain.Instance.Contracts[0], p.Instance.Contracts[0]); diff != "" || len(p.Instance.Contracts) != 2 {
		t.Fatalf("%d contracts, want 2: %s", len(p.Instance.Contracts), diff)
	}
	if got := []int{p.Instance.Staff[staffA].Contract, p.Instance.Staff[staffB].Contract, p.Instance.Staff[staffC].Contract}; !cmp.Equal(got, []int{1, 0, 1}) {
		t.Errorf("contracts %v, want 1, 0, 1", got)
	}
	if want := "Full; nights_in_a_row 1; rest_between_shifts 961"; p.Instance.Contracts[1].ID != want {
		t.Errorf("the contract is called %q, want %q", p.Instance.Contracts[1].ID, want)
	}
	two := enforced{rule: nrp.RuleStretch, name: "nights in a row"}
	_, found := breaches(t, p, two, "NN", "")
	if len(found) != 0 {
		t.Errorf("the ward's four nights do not hold for B: %+v", found)
	}
	// Before an early an early is 16 h away: too near for A and C. A late or a night is too near
	// for all.
	last := map[nrp.StaffIdx]nrp.CellSet{}
	for _, u := range p.Instance.Unavailable {
		if u.Name == store.RestBeforeNext {
			last[u.Staff] |= u.Cells
		}
	}
	all, some := nrp.ShiftCells(shiftE, shiftL, shiftN), nrp.ShiftCells(shiftL, shiftN)
	if diff := cmp.Diff(map[nrp.StaffIdx]nrp.CellSet{staffA: all, staffB: some, staffC: all}, last); diff != "" {
		t.Error(diff)
	}
	if fmt.Sprint(p.Instance.Hash()) == fmt.Sprint(plain.Instance.Hash()) {
		t.Error("figures of people do not show in the hash")
	}
}
