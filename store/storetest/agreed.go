package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// Agree is an agreed pattern of a person of the World, from the first day of the period on: one week with
// Wednesdays off and no nights on Fridays.
func (w *World) Agree(staff store.ID) store.AgreedPattern {
	days := make(store.AgreedDays, 7)
	for k := range days {
		days[k].Rule = store.NothingAgreed
	}
	days[2].Rule = store.AgreedOff
	days[4] = store.AgreedDay{Rule: store.AgreedNever, ShiftIDs: []store.ID{w.Night.ID}}
	return store.AgreedPattern{
		StaffID: staff, FirstDay: w.Period.FirstDay, Anchor: w.Period.FirstDay, Days: days, AgreedOn: "2026-11-02", ReviewOn: "2027-11-01",
	}
}

// exerciseAgreed: an agreement is entered once, ends, and is seen by its person and by whom reads the
// staff; no two hold on one day.
func exerciseAgreed(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 3})
	ctx, none, me := t.Context(), store.Once{}, w.Staff[0].ID
	made, err := w.DB.CreateAgreedPattern(ctx, w.Manager, w.Agree(me), none)
	made = must(t, made, err)
	if made.UserID != w.Manager.UserID || !made.At.Equal(w.Clock.Now()) || made.Version != 1 {
		t.Errorf("made %+v", made)
	}
	second := w.Agree(me)
	second.FirstDay = second.FirstDay.Add(14)
	_, err = w.DB.CreateAgreedPattern(ctx, w.Manager, second, none)
	wantField(t, "two on one day", err, "/first_day")
	foreign := w.Agree(w.Staff[1].ID)
	foreign.Days[4].ShiftIDs[0] = w.Ward.ID
	_, err = w.DB.CreateAgreedPattern(ctx, w.Manager, foreign, none)
	wantField(t, "a shift of nobody", err, "/days/4/shift_ids/0")
	_, err = w.DB.CreateAgreedPattern(ctx, w.Nurses[0], w.Agree(w.Staff[1].ID), none)
	wantKind(t, "a nurse enters one", err, store.Forbidden)

	_, err = w.DB.ChangeAgreedPattern(ctx, w.Manager, made.ID, 2, store.AgreedChange{ReviewOn: made.ReviewOn})
	wantKind(t, "another version", err, store.Stale)
	_, err = w.DB.ChangeAgreedPattern(ctx, w.Nurses[0], made.ID, 1, store.AgreedChange{ReviewOn: made.ReviewOn})
	wantKind(t, "a nurse ends it", err, store.Forbidden)
	end := store.AgreedChange{LastDay: second.FirstDay.Add(-1), ReviewOn: "2028-01-03"}
	ended, err := w.DB.ChangeAgreedPattern(ctx, w.Manager, made.ID, 1, end)
	ended = must(t, ended, err)
	if ended.LastDay != end.LastDay || ended.ReviewOn != end.ReviewOn || ended.Version != 2 {
		t.Errorf("ended %+v", ended)
	}
	_, err = w.DB.ChangeAgreedPattern(ctx, w.Manager, made.ID, 2, store.AgreedChange{ReviewOn: "2028-01-03"})
	wantField(t, "an end does not go off", err, "/last_day")
	next, err := w.DB.CreateAgreedPattern(ctx, w.Manager, second, none)
	next = must(t, next, err)

	listed, err := w.DB.AgreedPatterns(ctx, w.Manager, w.Ward.ID)
	ok(t, "list", err)
	if diff := cmp.Diff([]store.AgreedPattern{*ended, *next}, listed); diff != "" {
		t.Error(diff)
	}
	own, err := w.DB.MyAgreedPatterns(ctx, w.Nurses[0])
	ok(t, "own", err)
	if diff := cmp.Diff(listed, own); diff != "" {
		t.Error(diff)
	}
	others, err := w.DB.MyAgreedPatterns(ctx, w.Nurses[1])
	ok(t, "a colleague's own", err)
	if len(others) > 0 {
		t.Errorf("a colleague sees %+v", others)
	}
	_, err = w.DB.AgreedPatterns(ctx, w.Nurses[0], w.Ward.ID)
	wantKind(t, "a nurse lists the ward's", err, store.Forbidden)
	_, err = w.DB.MyAgreedPatterns(ctx, w.Manager)
	wantKind(t, "somebody who is not rostered", err, store.NotFound)
	ok(t, "audit", w.DB.VerifyAudit(ctx))

	other := NewWorld(t, w.DB, w.Clock, Options{Name: "Ward 2", Staff: 1})
	_, err = w.DB.AgreedPatterns(ctx, other.Manager, w.Ward.ID)
	wantKind(t, "another ward's manager lists", err, store.NotFound)
	_, err = w.DB.ChangeAgreedPattern(ctx, other.Manager, next.ID, 1, store.AgreedChange{ReviewOn: "2028-01-03"})
	wantKind(t, "another ward's manager ends it", err, store.NotFound)
}

// exerciseAgreedProblem: the problem of a period has the days on which an agreement holds, and no others.
// The period of the World begins on Monday 1 February 2027 and has four weeks.
func exerciseAgreedProblem(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 3})
	ctx, none := t.Context(), store.Once{}
	problem := func() *nrp.Instance {
		t.Helper()
		p, err := w.DB.Problem(ctx, store.SystemActor, w.Period.ID)
		return must(t, p, err).Instance
	}
	without := problem().Hash()
	p := w.Agree(w.Staff[1].ID)
	p.FirstDay = w.Period.FirstDay.Add(3) // Thursday: the first Wednesday is before it
	made, err := w.DB.CreateAgreedPattern(ctx, w.Manager, p, none)
	made = must(t, made, err)
	in := problem()
	if in.Hash() == without {
		t.Error("the instance has the same hash with an agreement")
	}
	who := -1
	for i := range in.Staff {
		if in.Staff[i].ID == w.Staff[1].Number {
			who = i
		}
	}
	cost := nrp.Cost{Level: nrp.LevelPattern, Weight: 1}
	var want []nrp.Agreed
	for _, d := range []nrp.DayIdx{4, 9, 11, 16, 18, 23, 25} { // Fri 5, Wed 10, Fri 12, ..., Fri 26
		set := nrp.AllShiftCells(3)
		if d%7 == 4 {
			set = nrp.ShiftCells(2) // shifts are in the order of their start: E, L, N
		}
		want = append(want, nrp.Agreed{Staff: who, Day: d, Unwanted: set, Cost: cost})
	}
	if diff := cmp.Diff(want, in.Agreed); diff != "" {
		t.Errorf("agreed days (-want +got):\n%s", diff)
	}
	// On leave from Wednesday 10 to Friday 12 there is nothing to keep.
	_, err = w.DB.CreateLeave(ctx, w.Manager, store.Leave{StaffID: w.Staff[1].ID, FirstDay: w.Period.FirstDay.Add(9), LastDay: w.Period.FirstDay.Add(11)}, none)
	ok(t, "leave", err)
	_, err = w.DB.ChangeAgreedPattern(ctx, w.Manager, made.ID, 1, store.AgreedChange{LastDay: w.Period.FirstDay.Add(22), ReviewOn: made.ReviewOn})
	ok(t, "end", err)
	if diff := cmp.Diff([]nrp.Agreed{want[0], want[3], want[4]}, problem().Agreed); diff != "" {
		t.Errorf("with leave and an end (-want +got):\n%s", diff)
	}
	// Taken back, it is as if it had never been, and the hash is the old one but for the leave.
	_, err = w.DB.ChangeAgreedPattern(ctx, w.Manager, made.ID, 2, store.AgreedChange{LastDay: p.FirstDay.Add(-1), ReviewOn: made.ReviewOn})
	ok(t, "take back", err)
	if got := problem().Agreed; got != nil {
		t.Errorf("taken back: %+v", got)
	}
}
