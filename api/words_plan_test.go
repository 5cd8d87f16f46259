package api

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

func TestWordsOfPlans(t *testing.T) {
	off := store.Preference{ID: "p", StaffID: "ada", Day: "2026-03-14", Ask: store.Ask{Kind: store.DayOff, Strength: 2}, Together: store.Together{Choice: 1, Plan: store.PlanB}}
	for want, c := range map[string]struct {
		own  store.ID
		met  bool
		fate store.Fate
	}{
		"You asked for Sat 14 Mar off, in plan B. All of plan B is met.":                                      {"ada", true, store.PlanMet},
		"You asked for Sat 14 Mar off, in plan B. It is met, but not all of plan B is.":                       {"ada", true, store.PlanNotMet},
		"You asked for Sat 14 Mar off, in plan B. It is not needed: a plan that comes before it is met.":      {"ada", false, store.PlanNotNeeded},
		"Somebody asked for Sat 14 Mar off, in plan B. It is not needed: a plan that comes before it is met.": {"", true, store.PlanNotNeeded},
		"You asked for Sat 14 Mar off. You have it in this rota.":                                             {"ada", true, ""},
	} {
		w := wardWordsOf(c.own)
		if got := w.planned(off, store.Outcome{Met: c.met, Decided: true}, c.fate); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	refused := wardWordsOf("ada").planned(off, store.Outcome{}, store.PlanNotMet)
	if want := wardWordsOf("ada").outcome(off, store.Outcome{}) + " Plan B is met only as a whole."; refused != want {
		t.Errorf("%q, want %q", refused, want)
	}
}
