package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// exerciseWaivers: a person chooses to do without a rule and takes it back, alone; the manager reads it.
// The period of a World is February 2027, bidding opens at the clock's first instant; the ward's most is
// four nights in a row, and a contract has six days of work and three weekends at most.
func exerciseWaivers(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 3})
	ctx, none := t.Context(), store.Once{}
	nights := store.Waiver{Key: "nights_in_a_row", Value: 5, FirstDay: w.Period.FirstDay}
	add := func(as store.Actor, change func(*store.Waiver)) (*store.Waiver, error) {
		x := nights
		change(&x)
		return w.DB.AddWaiver(ctx, as, x, none)
	}
	for name, c := range map[string]struct {
		change func(*store.Waiver)
		field  string
	}{
		"law":                     {func(x *store.Waiver) { x.Key = "rest_between_shifts" }, "/key"},
		"no rule":                 {func(x *store.Waiver) { x.Key = "nights" }, "/key"},
		"what the ward has off":   {func(x *store.Waiver) { x.Key, x.Value = "next_day", 0 }, "/key"},
		"what holds anyway":       {func(x *store.Waiver) { x.Value = 4 }, "/value"},
		"more than is allowed":    {func(x *store.Waiver) { x.Value = 6 }, "/value"},
		"no day":                  {func(x *store.Waiver) { x.FirstDay = "" }, "/first_day"},
		"before today":            {func(x *store.Waiver) { x.FirstDay = "2026-11-30" }, "/first_day"},
		"an end before the begin": {func(x *store.Waiver) { x.LastDay = x.FirstDay.Add(-1) }, "/last_day"},
	} {
		_, err := add(w.Nurses[0], c.change)
		wantField(t, name, err, c.field)
	}
	_, err := add(w.Manager, func(*store.Waiver) {})
	wantKind(t, "the manager chooses", err, store.Forbidden)
	_, err = w.DB.AddWaiver(ctx, store.SystemActor, nights, none)
	wantKind(t, "the program chooses", err, store.Forbidden)
	made, err := add(w.Nurses[0], func(x *store.Waiver) { x.StaffID = w.Staff[1].ID }) // it is hers all the same
	made = must(t, made, err)
	if made.StaffID != w.Staff[0].ID || made.UserID != w.Nurses[0].UserID || !made.At.Equal(w.Clock.Now()) || made.WithdrawnAt != nil {
		t.Errorf("made %+v", made)
	}
	_, err = add(w.Nurses[0], func(x *store.Waiver) { x.FirstDay = "2028-01-01" })
	wantField(t, "the same again", err, "/first_day")
	short, err := add(w.Nurses[0], func(x *store.Waiver) {
		x.Key, x.Value, x.LastDay = "weekends_in_a_rota", 4, w.Period.LastDay
	})
	short = must(t, short, err)
	checkWaiverReaders(t, w, made, short)

	w.Move(t, store.Open)
	w.Clock.Set(BiddingCloses)
	_, err = add(w.Nurses[1], func(*store.Waiver) {})
	wantField(t, "the asking has closed", err, "/first_day")
	_, err = add(w.Nurses[1], func(x *store.Waiver) { x.FirstDay = w.Period.LastDay.Add(1) })
	ok(t, "for the next rota", err)

	_, err = w.DB.WithdrawWaiver(ctx, w.Nurses[1], made.ID, none)
	wantKind(t, "a colleague takes it back", err, store.NotFound)
	_, err = w.DB.WithdrawWaiver(ctx, w.Manager, made.ID, none)
	wantKind(t, "the manager takes it back", err, store.Forbidden)
	gone, err := w.DB.WithdrawWaiver(ctx, w.Nurses[0], made.ID, none)
	gone = must(t, gone, err)
	if gone.WithdrawnAt == nil || !gone.WithdrawnAt.Equal(BiddingCloses) {
		t.Errorf("gone %+v", gone)
	}
	_, err = add(w.Nurses[0], func(x *store.Waiver) { x.FirstDay = w.Period.LastDay.Add(1) })
	ok(t, "chosen again after it was taken back", err)
	ok(t, "audit", w.DB.VerifyAudit(ctx))
}

// checkWaiverReaders: who sees two waivers of the first nurse, and what a person under 18 may choose.
func checkWaiverReaders(t *testing.T, w *World, made, short *store.Waiver) {
	t.Helper()
	ctx, none := t.Context(), store.Once{}
	desk, err := w.DB.MyWaivers(ctx, w.Nurses[0])
	desk = must(t, desk, err)
	guards := map[string]int{}
	for _, g := range desk.Guards {
		guards[g.Rule.Key] = g.Ward
	}
	want := map[string]int{"nights_in_a_row": 4, "days_off_after_nights": 2, "days_in_a_row": 6, "weekends_in_a_rota": 3}
	if diff := cmp.Diff(want, guards); diff != "" {
		t.Errorf("what protects her (-want +got):\n%s", diff)
	}
	if len(desk.Waivers) != 2 || len(desk.Rotas) != 1 || desk.First != "2026-12-01" {
		t.Errorf("desk %+v", desk)
	}
	listed, err := w.DB.Waivers(ctx, w.Manager, w.Ward.ID)
	ok(t, "list", err)
	if diff := cmp.Diff([]store.Waiver{*made, *short}, listed); diff != "" {
		t.Error(diff)
	}
	_, err = w.DB.Waivers(ctx, w.Nurses[1], w.Ward.ID)
	wantKind(t, "a colleague lists them", err, store.Forbidden)
	_, err = w.DB.MyWaivers(ctx, w.Manager)
	wantKind(t, "somebody who is not rostered", err, store.Forbidden)
	other := NewWorld(t, w.DB, w.Clock, Options{Name: "Ward 2", Staff: 1})
	_, err = w.DB.Waivers(ctx, other.Manager, w.Ward.ID)
	wantKind(t, "another ward's manager lists them", err, store.NotFound)

	young := store.WorkerTerm{StaffID: w.Staff[2].ID, Kind: store.TermYoung, Holds: true, UntilDay: "2027-02-02"}
	_, err = w.DB.AddWorkerTerm(ctx, w.Manager, young, none)
	ok(t, "under 18", err)
	_, err = w.DB.AddWaiver(ctx, w.Nurses[2], store.Waiver{Key: "nights_in_a_row", Value: 5, FirstDay: "2027-02-01"}, none)
	wantField(t, "under 18 chooses", err, "/first_day")
	_, err = w.DB.AddWaiver(ctx, w.Nurses[2], store.Waiver{Key: "nights_in_a_row", Value: 5, FirstDay: "2027-02-02"}, none)
	ok(t, "from the birthday on", err)
}
