package api

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

const (
	ada     = store.ID("0190a5b2-7c1e-7def-8abc-000000000001")
	ben     = store.ID("0190a5b2-7c1e-7def-8abc-000000000002")
	night   = store.ID("0190a5b2-7c1e-7def-8abc-000000000011")
	longDay = store.ID("0190a5b2-7c1e-7def-8abc-000000000012")
	nurseRN = store.ID("0190a5b2-7c1e-7def-8abc-000000000021")
	sat     = store.Day("2026-03-14") // a Saturday
)

// wardWordsOf is a small ward: a night that needs 3 anybodies and 2 RNs on sat.
func wardWordsOf(own store.ID) *words {
	w := newWords()
	w.own = own
	w.shifts[night] = store.Shift{ID: night, Code: "N", Name: "Night", Kind: store.Night}
	w.shifts[longDay] = store.Shift{ID: longDay, Code: "LD", Name: "Long day", Kind: store.LongDay}
	w.skills[nurseRN] = store.Skill{ID: nurseRN, Code: "RN"}
	if own == "" {
		w.people[ada], w.people[ben] = "Ada", "Ben"
	}
	w.need[needKey{sat, night, ""}] = store.People{Min: 3, Preferred: 4, Max: 5}
	w.need[needKey{sat, night, nurseRN}] = store.People{Min: 2, Preferred: 2, Max: -1}
	return w
}

func TestOutcomeWords(t *testing.T) {
	dayOff := store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.DayOff}}
	short := store.Finding{Rule: "cover_minimum", Level: "minimum_cover", Day: sat, ShiftID: night, Amount: 1}
	rn := short
	rn.SkillID, rn.Amount = nurseRN, 1
	hours := store.Finding{Rule: "counter", Name: "contract minutes", Level: "rest", StaffID: ada, Amount: 450}
	of := func(decided bool, findings ...store.Finding) store.Outcome {
		return store.Outcome{Decided: decided, Findings: findings}
	}
	for _, c := range []struct {
		name string
		own  store.ID
		p    store.Preference
		o    store.Outcome
		want string
	}{
		{"met, own", ada, dayOff, store.Outcome{Met: true, Decided: true}, "You asked for Sat 14 Mar off. You have it in this rota."},
		{"met, manager", "", dayOff, store.Outcome{Met: true, Decided: true}, "Ada asked for Sat 14 Mar off. It is met in this rota."},
		// 3 are needed and the breach is 1, so 2 would be there.
		{"short night, own", ada, dayOff, of(true, short), "You asked for Sat 14 Mar off. We could not give it in this rota: with you off, the night would have 2 nurses and the ward needs 3."},
		{"short night, manager", "", dayOff, of(true, short), "Ada asked for Sat 14 Mar off. It could not be given in this rota: with Ada off, the night would have 2 nurses and the ward needs 3."},
		// Of two findings only those of the gravest level are told: hours come after cover.
		{"gravest level only", ada, dayOff, of(true, hours, rn), "You asked for Sat 14 Mar off. We could not give it in this rota: with you off, the night would have 1 person with RN and the ward needs 2."},
		{"hours", ada, dayOff, of(true, hours), "You asked for Sat 14 Mar off. We could not give it in this rota: with you off, your hours would be 7 h 30 outside the contract."},
		{
			"away oneself", ada,
			store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.ShiftOn, ShiftID: longDay}},
			of(true, store.Finding{Rule: "unavailable", Level: "hard", StaffID: ada, Day: sat, ShiftID: longDay, Amount: 1}),
			"You asked for the long day on Sat 14 Mar. We could not give it in this rota: you cannot work on Sat 14 Mar.",
		},
		{
			"before the next rota", ada,
			store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.ShiftOn, ShiftID: longDay}},
			of(true, store.Finding{Rule: "unavailable", Name: store.RestBeforeNext, Level: "hard", StaffID: ada, Day: sat, ShiftID: longDay, Amount: 1}),
			"You asked for the long day on Sat 14 Mar. We could not give it in this rota: with you on the long day, you would not have the full rest before a shift that is planned for the day after.",
		},
		{"not decided", ada, dayOff, of(false), "You asked for Sat 14 Mar off. We could not give it in this rota. No single rule stands against it, so the reason is not decided."},
		// Findings beside decided=false are no reason.
		{"not decided despite findings", ada, dayOff, of(false, short), "You asked for Sat 14 Mar off. We could not give it in this rota. No single rule stands against it, so the reason is not decided."},
		{
			"a shift", ada,
			store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.ShiftOn, ShiftID: longDay}},
			of(true, store.Finding{Rule: "rest", Level: "hard", StaffID: ada, Day: sat, Amount: 1}),
			"You asked for the long day on Sat 14 Mar. We could not give it in this rota: with you on the long day, you would not have the full rest between two shifts.",
		},
		{
			"a kind", ada,
			store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.KindOn, ShiftKind: store.Early}},
			of(true, store.Finding{Rule: "stretch", Name: "consecutive working days", Level: "hard", StaffID: ada, Day: sat, Amount: 1}),
			"You asked for an early shift on Sat 14 Mar. We could not give it in this rota: with you on an early shift, your run of working days would be 1 day too long or too short.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := wardWordsOf(c.own).outcome(c.p, c.o); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestOwnWordsTellNothingOfColleagues(t *testing.T) {
	w := wardWordsOf(ada)
	away := store.Finding{Rule: "unavailable", Level: "hard", StaffID: ben, Day: sat, ShiftID: night, Amount: 1}
	f := w.ownFinding(away)
	if f.StaffID != "" || f.Day != "" || f.ShiftID != "" || strings.Contains(f.Text, "Ben") || strings.Contains(f.Text, "Sat") {
		t.Errorf("a colleague's absence is told: %+v", f)
	}
	p := store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.DayOff}}
	if got := w.outcome(p, store.Outcome{Decided: true, Findings: store.Findings{away}}); strings.Contains(got, "cannot work") {
		t.Errorf("a colleague's absence is told: %s", got)
	}
	own := away
	own.StaffID = ada
	if f := w.ownFinding(own); f.StaffID != ada || f.Text != "You cannot work on Sat 14 Mar." {
		t.Errorf("one's own absence: %+v", f)
	}
}

func TestFoundWords(t *testing.T) {
	w := wardWordsOf("")
	for _, c := range []struct {
		f    store.Finding
		want string
	}{
		{store.Finding{Rule: "cover_minimum", Day: sat, ShiftID: night, Amount: 2}, "Sat 14 Mar, the night: 1 nurse, the ward needs 3"},
		{store.Finding{Rule: "cover_preferred", Day: sat, ShiftID: night, Amount: 1}, "Sat 14 Mar, the night: 3 nurses, the ward would like 4"},
		{store.Finding{Rule: "cover_maximum", Day: sat, ShiftID: night, Amount: 1}, "Sat 14 Mar, the night: 6 nurses, the ward wants at most 5"},
		{store.Finding{Rule: "cover_minimum", Day: "2026-03-15", ShiftID: night, Amount: 2}, "Sun 15 Mar, the night: 2 people short"},
		{store.Finding{Rule: "rest", StaffID: ada, Day: sat, Amount: 1}, "Ada, Sat 14 Mar: less rest than the rule before this shift"},
		{store.Finding{Rule: "counter", Name: "minutes in the week of 2026-03-09", StaffID: ben, Amount: 30}, "Ben: 30 min too long in the week of Mon 9 Mar"},
		{store.Finding{Rule: "counter", Name: store.MeanWeekName("2026-03-09", "2026-03-15"), StaffID: ben, Amount: 90}, "Ben: 1 h 30 too long: over 48 h a week on average from Mon 9 Mar to Sun 15 Mar"},
		{store.Finding{Rule: "counter", Name: "working weekends", StaffID: ben, Amount: 1}, "Ben: 1 weekend too many"},
		{store.Finding{Rule: "pattern", Name: "rest after nights", StaffID: ben, Day: sat, Amount: 1}, "Ben, Sat 14 Mar: not enough days off after nights"},
		{
			store.Finding{Rule: "law_daily_rest", Name: "10 h of rest from Fri 13 Mar 21:00 to Sat 14 Mar 07:00, the law wants 11 h (Working Time Regulations 1998 reg. 10(1))", StaffID: ada, Day: sat, Amount: 60},
			"Ada: 10 h of rest from Fri 13 Mar 21:00 to Sat 14 Mar 07:00, the law wants 11 h (Working Time Regulations 1998 reg. 10(1))",
		},
		{store.Finding{Rule: "new_rule", StaffID: ben, Amount: 1}, "Ben: breaks the rule new rule"},
	} {
		if got := w.found(c.f); got != c.want {
			t.Errorf("\n got %s\nwant %s", got, c.want)
		}
	}
}

func TestDurationWords(t *testing.T) {
	for minutes, want := range map[int64]string{0: "0 min", 59: "59 min", 60: "1 h", 450: "7 h 30", 605: "10 h 05"} {
		if got := durationWords(minutes); got != want {
			t.Errorf("%d: got %q, want %q", minutes, got, want)
		}
	}
}
