package api

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// reasonCases has a reason for each code, and more where the words depend on what is broken.
func reasonCases() map[string]store.Reason {
	short := store.Finding{Rule: "cover_minimum", Level: "minimum_cover", Day: sat, ShiftID: night, SkillID: nurseRN, Amount: 1}
	of := func(code explain.Code, because ...store.Finding) store.Reason {
		return store.Reason{Code: store.ReasonCode(code), Proof: store.Proved, Cost: &store.Levels{}, Because: because}
	}
	clash := of(explain.CodeLaw, store.Finding{Rule: "rest", Level: "hard", StaffID: ada, Day: sat, Amount: 1})
	clash.Clash = store.Clashes{{Day: "2026-03-13", ShiftID: night}, {Day: sat, ShiftID: longDay}}
	order, days := clash, clash
	order.Because = store.Findings{{Rule: "succession", StaffID: ada, Day: sat, Amount: 1}}
	days.Because = store.Findings{{Rule: "pattern", Name: "rest after nights", StaffID: ada, Day: sat, Amount: 1}}
	other := func(rule string) store.Finding {
		return store.Finding{Rule: rule, Level: "hard", StaffID: ben, Day: sat, Amount: 1}
	}
	own := func(rule, name string) store.Finding {
		return store.Finding{Rule: rule, Name: name, Level: "hard", StaffID: ada, Day: sat, Amount: 1}
	}
	cases := map[string]store.Reason{
		"rest of two shifts": clash, "two shifts in order": order, "days off between": days,
		"a run":            of(explain.CodeLaw, own("stretch", "consecutive working days")),
		"a week":           of(explain.CodeLaw, own("counter", "minutes in the week of 2026-03-09")),
		"a mean week":      of(explain.CodeLaw, own("counter", store.MeanWeekName("2026-03-09", "2026-03-15"))),
		"before next rota": of(explain.CodeLaw, own("unavailable", store.RestBeforeNext)),
		"law of another":   of(explain.CodeLaw, other("rest")), "hours of another": of(explain.CodeHours, other("counter")),
		"ledger": of(explain.CodePriority, carried(ben, "burden, ahead by 15")), "ledger close": of(explain.CodePriority, carried(ben, "burden")),
		"pattern of another": of(explain.CodePattern, other("agreed_pattern")),
		"own burden":         of(explain.CodeGoals, carried(ada, "burden")),
		"fewer than liked":   of(explain.CodeGoals, store.Finding{Rule: "cover_preferred", Day: sat, ShiftID: night, Amount: 1}),
		"more than needed":   of(explain.CodeGoals, store.Finding{Rule: "cover_maximum", Day: sat, ShiftID: night, Amount: 1}),
	}
	for _, code := range explain.Codes {
		f := short
		switch code {
		case explain.CodePriority, explain.CodeEqual:
			f = other("preference")
		case explain.CodeHours:
			f = own("counter", "contract minutes")
		case explain.CodeLaw:
			f = own("rest", "")
		case explain.CodePattern:
			f = own("agreed_pattern", "")
		}
		cases[string(code)] = of(code, f)
	}
	return cases
}

// carried is a finding of what somebody would carry.
func carried(staff store.ID, name string) store.Finding {
	return store.Finding{Rule: "counter", Name: name, Level: "burden", StaffID: staff, Amount: 2500}
}

func nearCases() []*store.NearAsk {
	var out []*store.NearAsk
	for _, ask := range []store.Ask{
		{Kind: store.DayOff},
		{Kind: store.DayOn},
		{Kind: store.ShiftOn, ShiftID: night},
		{Kind: store.ShiftOff, ShiftID: night},
		{Kind: store.KindOn, ShiftKind: store.Early},
	} {
		out = append(out, &store.NearAsk{Day: "2026-03-15", Ask: ask})
	}
	for _, days := range []int{1, -2, 7, -7} {
		out = append(out, &store.NearAsk{Day: "2026-03-15", Ask: store.Ask{Kind: store.DayOff}, MovedDays: days})
	}
	return out
}

// TestAPlanIsOfferedAsAWhole says by how many days a plan would be moved.
func TestAPlanIsOfferedAsAWhole(t *testing.T) {
	w := wardWordsOf(ada)
	for days, want := range map[int]string{
		1:  "You could have all of this plan 1 day later.",
		-2: "You could have all of this plan 2 days earlier.",
		7:  "You could have all of this plan one week later, on the same days of the week.",
		-7: "You could have all of this plan one week earlier, on the same days of the week.",
	} {
		if got := w.couldHave(&store.NearAsk{Day: sat, Ask: store.Ask{Kind: store.DayOff}, MovedDays: days}, you); got != want {
			t.Errorf("%d days: %q, want %q", days, got, want)
		}
	}
}

func TestReasonWordsAreExact(t *testing.T) {
	dayOff := store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.DayOff}}
	for name, want := range map[string][2]string{
		"minimum_staffing":   {"If you had it, too few people would work the night on Sat 14 Mar.", "If Ada had it, too few people would work the night on Sat 14 Mar."},
		"skill_mix":          {"If you had it, the night on Sat 14 Mar would have too few people with the right skill.", ""},
		"rest of two shifts": {"The night on Fri 13 Mar and the long day on Sat 14 Mar are too close. There must be more rest between them.", ""},
		"days off between":   {"The night on Fri 13 Mar and the long day on Sat 14 Mar are too close. There must be more days off between them.", ""},
		"ledger":             {"Somebody else already carries more than you. They would have to carry still more. They are ahead by 15 points or more.", ""},
		"ledger close":       {"Somebody else comes first. They would have to do more nights or weekends, or give up an ask.", ""},
		"own burden":         {"If you had it, you would have to do more nights or weekends, or give up another ask.", ""},
		"greater_priority":   {"Somebody else's ask came first. It counts for more this time.", ""},
		"contract_hours":     {"It does not fit the hours in your contract.", "It does not fit the hours in Ada's contract."},
		"a mean week": {
			"If you had it, you would work over 48 h a week on average from Mon 9 Mar to Sun 15 Mar. The rules do not allow that.",
			"If Ada had it, Ada would work over 48 h a week on average from Mon 9 Mar to Sun 15 Mar. The rules do not allow that.",
		},
		"agreed_pattern":     {"It does not fit your agreed work pattern.", "It does not fit Ada's agreed work pattern."},
		"pattern of another": {"It does not fit a work pattern that was agreed with somebody else.", ""},
		"own_absence":        {"You cannot work on Sat 14 Mar.", "Ada cannot work on Sat 14 Mar."},
	} {
		for k, own := range []store.ID{ada, ""} {
			if want[k] == "" {
				continue
			}
			r := reasonCases()[name]
			got := wardWordsOf(own).outcome(dayOff, store.Outcome{Reason: r})
			begin := "You asked for Sat 14 Mar off. We could not give it. "
			if own == "" {
				begin = "Ada asked for Sat 14 Mar off. It could not be given. "
			}
			if got != begin+want[k] {
				t.Errorf("%s:\n got %s\nwant %s", name, got, begin+want[k])
			}
		}
	}
	// Without a reason the words are those of this rota, as for outcomes from before.
	for _, proof := range []store.Proof{store.NoReason, store.NotExamined} {
		w := wardWordsOf(ada)
		o := store.Outcome{Reason: store.Reason{Proof: proof}}
		if got := w.outcome(dayOff, o); w.reasonOf(dayOff, &o) != nil || !strings.Contains(got, "in this rota") {
			t.Errorf("%q: %s", proof, got)
		}
	}
}

// TestANurseReadsNobodysName: whatever is broken, the words name no colleague, and neither do
// the fields beside them.
func TestANurseReadsNobodysName(t *testing.T) {
	p := store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.DayOff}}
	for name, r := range reasonCases() {
		w := wardWordsOf(ada)
		w.people[ben] = "Ben" // were it looked up by mistake
		o := store.Outcome{Reason: r}
		got := w.reasonOf(p, &o)
		if got == nil || strings.Contains(got.Text+got.Sure+w.outcome(p, o), "Ben") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestReasonsReadAtTenYears holds every sentence that a nurse may read to a reading age of
// 9 to 11: grade 6 of Kincaid and others (1975), Derivation of new readability formulas, is 11.
func TestReasonsReadAtTenYears(t *testing.T) {
	w := wardWordsOf(ada)
	var texts []string
	for _, kind := range []store.PreferenceKind{store.DayOff, store.DayOn, store.ShiftOn, store.ShiftOff, store.KindOn} {
		p := store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: kind, ShiftID: longDay, ShiftKind: store.Early}}
		for _, r := range reasonCases() {
			for _, proof := range []store.Proof{store.Proved, store.BestFound} {
				r.Proof = proof
				o := store.Outcome{Reason: r}
				texts = append(texts, w.outcome(p, o), w.reasonOf(p, &o).Text, w.reasonOf(p, &o).Sure)
			}
		}
	}
	for _, n := range nearCases() {
		texts = append(texts, w.couldHave(n, you))
	}
	worst, sum := 0.0, 0.0
	for _, text := range texts {
		g := grade(text)
		worst, sum = max(worst, g), sum+g
		if g > 6 {
			t.Errorf("grade %.1f: %s", g, text)
		}
	}
	t.Logf("%d texts, grade %.1f on average, %.1f at most", len(texts), sum/float64(len(texts)), worst)
	if hard := grade("The preference could not be accommodated owing to insufficient minimum establishment availability."); hard <= 6 {
		t.Errorf("the measure finds nothing hard: %.1f", hard)
	}
}

func TestReasonFiguresAreTheManagers(t *testing.T) {
	w := wardWordsOf("")
	p := store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.DayOff}}
	r := store.Reason{
		Code: "greater_priority", Proof: store.BestFound, Decisive: nrp.LevelPreference.String(), Cost: &store.Levels{0, 0, 0, 0, 6, 0},
		Because: store.Findings{{Rule: "preference", Level: "preferences", StaffID: ben, Day: sat, Amount: 1, Cost: 9}},
		Nearest: &store.NearAsk{Day: "2026-03-15", Ask: store.Ask{Kind: store.DayOff}},
	}
	short := store.Reason{Code: "minimum_staffing", Proof: store.Proved, Because: store.Findings{{Rule: "cover_minimum", Day: sat, ShiftID: night, Amount: 2}}}
	if got := w.figuresOf(p, &store.Outcome{Reason: short}); got.Because[0].Text != "On Sat 14 Mar the night would have 2 people fewer, below its minimum." {
		t.Errorf("%+v", got.Because)
	}
	got := w.figuresOf(p, &store.Outcome{Reason: r})
	if got.Cost != *r.Cost || got.Decisive != "preferences" || len(got.Because) != 1 || !strings.Contains(got.Because[0].Text, "Ben's") ||
		got.Nearest.Text != "Ada could have Sun 15 Mar off." || got.Sure != "This is the best we found. There may be a better rota." {
		t.Errorf("%+v", got)
	}
}

// TestWaiverWordsReadAtTenYears holds what a nurse reads of the rules that she can do without to the same
// measure.
func TestWaiverWordsReadAtTenYears(t *testing.T) {
	seen := 0
	for i := range rulebook.UK().Rules {
		r := &rulebook.UK().Rules[i]
		if r.Waive == nil {
			continue
		}
		seen++
		ward := r.Waive.Loosest - 1
		if r.Waive.Looser == rulebook.Lower {
			ward = r.Waive.Loosest + 1
		}
		line := waivableWords(&store.Guard{Rule: r, Ward: ward})
		if len(line.Choices) != 1 || strings.Contains(line.Words+line.Choices[0].Text, "{") {
			t.Errorf("%s: %+v", r.Key, line)
			continue
		}
		for _, text := range []string{line.Words, line.Choices[0].Text, waiveHint(r.Key).Text} {
			if g := grade(text); g > 6 {
				t.Errorf("grade %.1f: %s", g, text)
			}
		}
	}
	if seen != 8 {
		t.Errorf("%d rules", seen)
	}
}
