package api

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// triedWords is a ward of Ada and Ben with a night and an early.
func triedWords() *trialWords {
	w := newWords()
	w.people["a"], w.people["b"] = "Ada", "Ben"
	w.shifts["n"] = store.Shift{ID: "n", Name: "Night", Kind: store.Night}
	w.shifts["e"] = store.Shift{ID: "e", Name: "Early", Kind: store.Early}
	w.skills["rn"] = store.Skill{ID: "rn", Code: "RN"}
	return &trialWords{words: w, asks: map[store.ID]store.Preference{"p": {ID: "p", StaffID: "a", Day: "2026-03-14", Ask: store.Ask{Kind: store.DayOff}}}}
}

func TestTrialQuestions(t *testing.T) {
	for want, trial := range map[string]store.Trial{
		"One more person like Ada":                             {Kind: store.TrialAddPerson, Change: store.TrialChange{StaffID: "a"}},
		"2 more on the night with RN, every day":               {Kind: store.TrialMoveMinimum, Change: store.TrialChange{ShiftID: "n", SkillID: "rn", By: 2}},
		"1 fewer on the early, on Sat 14 Mar":                  {Kind: store.TrialMoveMinimum, Change: store.TrialChange{ShiftID: "e", By: -1, Day: "2026-03-14"}},
		"Ada asked for Sat 14 Mar off":                         {Kind: store.TrialGrant, Change: store.TrialChange{PreferenceID: "p"}},
		"A preference that has been withdrawn":                 {Kind: store.TrialGrant, Change: store.TrialChange{PreferenceID: "q"}},
		"What would have to give, so that no minimum is short": {Kind: store.TrialGive},
	} {
		if got := triedWords().question(&trial); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTrialAnswersSayTheGravestFirst(t *testing.T) {
	short := store.TrialShortfall{Day: "2026-03-14", ShiftID: "n", SkillID: "rn", Without: 2, With: 1}
	for name, c := range map[string]struct {
		kind     store.TrialKind
		result   store.TrialResult
		headline string
		holds    []string
	}{
		"fewer missing": {
			store.TrialAddPerson,
			store.TrialResult{Shortfalls: []store.TrialShortfall{short}, Asked: 3, MetWithout: 1, MetWith: 2, NewDuties: 9, People: []store.TrialPerson{{StaffID: "b", Days: 2}}},
			"1 person fewer would be missing.",
			[]string{"2 without it, 1 with it", "1 of 3 without it, 2 with it", "1 person would have other shifts than in the draft, on 2 days in all", "would work 9 shifts"},
		},
		"a rule broken": {
			store.TrialGrant,
			store.TrialResult{Breaks: store.Findings{{Rule: "rest", StaffID: "b", Day: "2026-03-14", Level: "hard", Amount: 1, Cost: 1}}, Asked: 1, MetWith: 1},
			"It would break a rule.",
			[]string{"1 rule would be broken"},
		},
		"nothing": {store.TrialAddPerson, store.TrialResult{}, "No difference was found in 5 seconds.", nil},
		"a draft that was cut short": {
			store.TrialAddPerson,
			store.TrialResult{Draft: store.Levels{0, 2}, Without: store.Levels{0, 1}, With: store.Levels{0, 1}},
			"No difference was found in 5 seconds.",
			[]string{"solve it again first"},
		},
		"never": {store.TrialGrant, store.TrialResult{Proof: store.Proved}, "It cannot be granted.", nil},
		"leave gives": {
			store.TrialGive,
			store.TrialResult{Proof: store.Proved, Give: []store.TrialGiven{{Units: 1, Finding: store.Finding{Rule: "unavailable", StaffID: "a", Day: "2026-03-14", ShiftID: "n", Level: "hard", Amount: 1}}}},
			"1 thing would have to give.",
			[]string{"Nothing is changed"},
		},
		"nothing gives enough": {store.TrialGive, store.TrialResult{Proof: store.BestFound, Shortfalls: []store.TrialShortfall{short}}, "Nothing that could give would help.", []string{"1 person would still be missing"}},
		"lawful after all":     {store.TrialGive, store.TrialResult{Proof: store.Proved}, "Nothing has to give.", []string{"Solve again"}},
	} {
		got := triedWords().view(&store.Trial{Kind: c.kind, State: store.TrialDone, BudgetSeconds: 5, Result: &c.result}).Answer
		if got.Headline != c.headline {
			t.Errorf("%s: %q, want %q", name, got.Headline, c.headline)
		}
		for _, want := range c.holds {
			if !strings.Contains(strings.Join(got.Lines, "\n"), want) {
				t.Errorf("%s: %q lacks %q", name, got.Lines, want)
			}
		}
	}
}

func TestWhatGivesIsSaidInWords(t *testing.T) {
	w := triedWords()
	for want, f := range map[string]store.Finding{
		"Ada would have to work the night on Sat 14 Mar, a day of leave or one that cannot be worked.": {Rule: "unavailable", StaffID: "a", Day: "2026-03-14", ShiftID: "n"},
		"Ben's fixed shift on Sat 14 Mar would have to become a day off.":                              {Rule: "fixed", StaffID: "b", Day: "2026-03-14"},
		"Ben's run of nights would be 1 day too long or too short (Sat 14 Mar).":                       {Rule: "stretch", Name: "nights in a row", StaffID: "b", Day: "2026-03-14", Amount: 1},
	} {
		if got := w.gives(f); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestUnfilledDutiesAreSaidInWords(t *testing.T) {
	got := triedWords().unfilled(&store.UnfilledDuty{Day: "2026-03-14", ShiftID: "n", SkillID: "rn", Missing: 1, Nearest: []store.NearFiller{
		{StaffID: "b", Findings: store.Findings{{Rule: "rest", StaffID: "b", Day: "2026-03-14", Level: "hard", Amount: 1, Cost: 1}, {Rule: "law_weekly_rest", Name: "Ben has 20 h of rest.", StaffID: "b"}}},
		{StaffID: "a"},
	}})
	if got.Text != "Sat 14 Mar, the night: 1 person with RN short" || got.Nearest[0].Name != "Ben" || len(got.Nearest[1].Findings) != 0 {
		t.Errorf("%+v", got)
	}
	if got.Nearest[0].Findings[0].Text != "Ben would not have the full rest between two shifts (Sat 14 Mar)." || got.Nearest[0].Findings[1].Text != "Ben has 20 h of rest." {
		t.Errorf("%+v", got.Nearest[0].Findings)
	}
}
