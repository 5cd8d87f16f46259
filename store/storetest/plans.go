package storetest

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

// exercisePlans: asks are put into plans one by one, plans of one choice may contradict each other and
// count as much as the longest of them, a choice uses one token, and what is left of one goes on.
func exercisePlans(t *testing.T, open Opener) {
	w := opened(t, open, Options{State: store.Open, Staff: 2, Cap: 3})
	ctx, me := t.Context(), w.Nurses[0]
	ward := *w.Ward
	ward.Tokens = 1
	_, err := w.DB.UpdateWard(ctx, store.SystemActor, ward)
	ok(t, "give one token", err)
	in := func(day int, kind store.PreferenceKind, choice int, plan store.PlanName, token bool) store.Preference {
		p := w.Ask(day, kind)
		p.Together, p.Token = store.Together{Choice: choice, Plan: plan}, token
		return p
	}
	put := func(what string, p store.Preference) *store.Preference {
		t.Helper()
		kept, err := w.DB.PutPreference(ctx, me, p, true)
		ok(t, what, err)
		return kept
	}
	refuse := func(what string, p store.Preference, kind store.Kind) {
		t.Helper()
		_, err := w.DB.PutPreference(ctx, me, p, true)
		wantKind(t, what, err, kind)
	}
	refuse("a fourth choice", in(0, store.DayOff, 4, store.PlanA, false), store.Invalid)
	refuse("a plan of no choice", in(0, store.DayOff, 0, store.PlanA, false), store.Invalid)
	refuse("a choice without a plan", in(0, store.DayOff, 1, "", false), store.Invalid)
	first := put("A: day 0 off", in(0, store.DayOff, 1, store.PlanA, true))
	put("A: day 1 off", in(1, store.DayOff, 1, store.PlanA, true)) // the token of the choice is used already
	refuse("A: day 0 on", in(0, store.DayOn, 1, store.PlanA, false), store.Conflict)
	refuse("day 0 on by itself", in(0, store.DayOn, 0, "", false), store.Conflict)
	put("B: day 0 on", in(0, store.DayOn, 1, store.PlanB, false))
	put("B: day 2 off", in(2, store.DayOff, 1, store.PlanB, false))
	refuse("a token by itself", in(5, store.DayOff, 0, "", true), store.Conflict)
	alone := put("one by itself: 2 + 1", in(5, store.DayOff, 0, "", false))
	refuse("another by itself: 2 + 2", in(6, store.DayOff, 0, "", false), store.Conflict)
	refuse("B with three: 3 + 1", in(6, store.DayOff, 1, store.PlanB, false), store.Conflict)
	last := put("C: day 6 off", in(6, store.DayOff, 1, store.PlanC, false))
	last.Together = store.Together{}
	_, err = w.DB.PutPreference(ctx, me, *last, false)
	wantKind(t, "C taken out: 2 + 2", err, store.Conflict)
	ok(t, "withdraw the one by itself", w.DB.DeletePreference(ctx, me, alone.ID, alone.Version))
	out, err := w.DB.PutPreference(ctx, me, *last, false)
	ok(t, "C taken out: 2 + 1", err)
	if out != nil && (out.Choice != 0 || out.Plan != "" || out.Version != 2) {
		t.Errorf("taken out: %+v", out)
	}
	ok(t, "withdraw one of A", w.DB.DeletePreference(ctx, me, first.ID, first.Version))
	mine, err := w.DB.MyPreferences(ctx, me, w.Period.ID)
	ok(t, "list", err)
	if len(mine) != 4 || store.AsksUsed(mine) != 3 || store.TokensUsed(mine) != 1 {
		t.Errorf("%d preferences that use %d asks and %d tokens, want 4, 3 and 1", len(mine), store.AsksUsed(mine), store.TokensUsed(mine))
	}
}
