package storetest

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

// exerciseTokens: everybody may mark the same number of preferences of a period, no more; one that is
// withdrawn or unmarked gives its token back.
func exerciseTokens(t *testing.T, open Opener) {
	w := opened(t, open, Options{State: store.Open, Staff: 2})
	ctx, me := t.Context(), w.Nurses[0]
	marked := func(day int) store.Preference {
		p := w.Ask(day, store.DayOff)
		p.Token = true
		return p
	}
	first := marked(0)
	_, err := w.DB.PutPreference(ctx, me, first, true)
	wantKind(t, "a token on a ward that gives none", err, store.Conflict)
	ward := *w.Ward
	ward.Tokens = 2
	_, err = w.DB.UpdateWard(ctx, store.SystemActor, ward)
	ok(t, "give two tokens", err)

	kept, err := w.DB.PutPreference(ctx, me, first, true)
	ok(t, "first token", err)
	second, err := w.DB.PutPreference(ctx, me, marked(1), true)
	ok(t, "second token", err)
	_, err = w.DB.PutPreference(ctx, me, marked(2), true)
	wantKind(t, "third token", err, store.Conflict)
	third, err := w.DB.PutPreference(ctx, me, w.Ask(2, store.DayOff), true)
	ok(t, "a third ask without a token", err)
	third.Token = true
	_, err = w.DB.PutPreference(ctx, me, *third, false)
	wantKind(t, "a token put on later", err, store.Conflict)
	kept.Strength = 1
	changed, err := w.DB.PutPreference(ctx, me, *kept, false)
	ok(t, "a marked ask changes", err)
	if changed != nil && !changed.Token {
		t.Error("the change took its token away")
	}
	_, err = w.DB.PutPreference(ctx, w.Nurses[1], marked(0), true)
	ok(t, "another person's token", err)

	second.Token = false
	_, err = w.DB.PutPreference(ctx, me, *second, false)
	ok(t, "take a token off", err)
	third.Version = 1
	taken, err := w.DB.PutPreference(ctx, me, *third, false)
	ok(t, "put it on another", err)
	ok(t, "withdraw a marked ask", w.DB.DeletePreference(ctx, me, taken.ID, taken.Version))
	_, err = w.DB.PutPreference(ctx, me, marked(3), true)
	ok(t, "its token is free again", err)

	mine, err := w.DB.MyPreferences(ctx, me, w.Period.ID)
	ok(t, "list", err)
	tokens := 0
	for _, p := range mine {
		if p.Token {
			tokens++
		}
	}
	if len(mine) != 3 || tokens != 2 {
		t.Errorf("%d preferences with %d tokens, want 3 with 2", len(mine), tokens)
	}
}
