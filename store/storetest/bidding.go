package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// exerciseWindow: the window takes in its first instant and not its last, whatever the
// nightly run did.
func exerciseWindow(t *testing.T, open Opener) {
	w := opened(t, open, Options{State: store.Open})
	me := w.Nurses[0]
	for i, c := range []struct {
		at   time.Time
		kind store.Kind
		open bool
	}{
		{BiddingOpens.Add(-time.Microsecond), store.Closed, false},
		{BiddingOpens, 0, true},
		{BiddingCloses.Add(-time.Microsecond), 0, true},
		{BiddingCloses, store.Closed, false},
		{BiddingCloses.Add(time.Hour), store.Closed, false},
	} {
		w.Clock.Set(c.at)
		_, err := w.DB.PutPreference(t.Context(), me, w.Ask(i, store.DayOff), true)
		if c.open {
			ok(t, c.at.String(), err)
		} else {
			wantKind(t, c.at.String(), err, c.kind)
		}
	}
	w.Clock.Set(BiddingOpens)
	mine, err := w.DB.MyPreferences(t.Context(), me, w.Period.ID)
	ok(t, "list", err)
	if len(mine) != 2 {
		t.Fatalf("%d preferences, want those of the two open instants", len(mine))
	}
	w.Move(t, store.PeriodClosed) // by hand, before its time
	change := mine[0]
	change.Strength = 3
	_, err = w.DB.PutPreference(t.Context(), me, change, false)
	wantKind(t, "change in a closed period", err, store.Closed)
	wantKind(t, "withdraw in a closed period", w.DB.DeletePreference(t.Context(), me, mine[0].ID, 1), store.Closed)
}

// exerciseSealed: before closing only the owner sees a preference; its note never
// leaves the owner.
func exerciseSealed(t *testing.T, open Opener) {
	w := opened(t, open, Options{State: store.Open, Days: 3})
	ctx := t.Context()
	const secret = "my daughter's hearing"
	noted := w.Ask(1, store.DayOff)
	noted.Note = secret
	_, err := w.DB.PutPreference(ctx, w.Nurses[0], noted, true)
	ok(t, "put", err)
	_, err = w.DB.PutPreference(ctx, w.Nurses[1], w.Ask(1, store.DayOn), true)
	ok(t, "put", err)

	mine, err := w.DB.MyPreferences(ctx, w.Nurses[0], w.Period.ID)
	ok(t, "own", err)
	if len(mine) != 1 || mine[0].Note != secret {
		t.Errorf("the owner sees %v", mine)
	}
	_, err = w.DB.PeriodPreferences(ctx, w.Manager, w.Period.ID)
	wantKind(t, "manager while sealed", err, store.Closed)
	_, err = w.DB.PeriodPreferences(ctx, store.SystemActor, w.Period.ID)
	wantKind(t, "the program while sealed", err, store.Closed)
	_, err = w.DB.MyPreferences(ctx, w.Manager, w.Period.ID)
	wantKind(t, "manager as a person", err, store.Forbidden)
	for what, grants := range map[string][]store.Grant{"no role": nil, "nurse elsewhere": {{Role: store.Nurse, WardID: NewID()}}} {
		linked := w.Nurses[0]
		linked.Grants = grants
		_, err = w.DB.MyPreferences(ctx, linked, w.Period.ID)
		wantKind(t, what+" reads", err, store.Forbidden)
		_, err = w.DB.PutPreference(ctx, linked, w.Ask(2, store.DayOff), true)
		wantKind(t, what+" puts", err, store.Forbidden)
	}
	counts, err := w.DB.PreferenceCounts(ctx, w.Manager, w.Period.ID)
	ok(t, "counts of two people", err)
	if len(counts) != 0 {
		t.Errorf("of two people the manager sees %v", counts)
	}
	_, err = w.DB.PutPreference(ctx, w.Nurses[2], w.Ask(2, store.DayOff), true)
	ok(t, "put", err)
	counts, err = w.DB.PreferenceCounts(ctx, w.Manager, w.Period.ID)
	ok(t, "counts", err)
	day := w.Period.FirstDay
	want := []store.PreferenceCount{{Day: day}, {Day: day.Add(1), Asks: 2, People: 2}, {Day: day.Add(2), Asks: 1, People: 1}}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
	_, err = w.DB.PreferenceCounts(ctx, w.Nurses[2], w.Period.ID)
	wantKind(t, "a nurse counts", err, store.Forbidden)
	theirs := noted
	theirs.Strength = 1
	_, err = w.DB.PutPreference(ctx, w.Nurses[1], theirs, false)
	wantKind(t, "change of another's", err, store.NotFound)
	_, err = w.DB.PutPreference(ctx, w.Nurses[1], theirs, true)
	wantKind(t, "take another's id", err, store.Conflict)
	wantKind(t, "withdraw another's", w.DB.DeletePreference(ctx, w.Nurses[1], noted.ID, 1), store.NotFound)
	for _, reader := range []store.Actor{w.Manager, w.Admin} {
		records, err := w.DB.Audit(ctx, reader, string(w.Ward.ID), 0, 0)
		ok(t, "audit", err)
		for _, r := range records {
			if r.Entry.Action == "preference.put" && (r.Content != "" || r.Entry.ActorID != "" || r.Entry.ObjectID != "") {
				t.Errorf("the audit tells %s: %+v", reader.Name, r)
			}
		}
	}

	w.Clock.Set(BiddingCloses)
	w.Move(t, store.PeriodClosed)
	after, err := w.DB.PeriodPreferences(ctx, w.Manager, w.Period.ID)
	ok(t, "manager after closing", err)
	if len(after) != 3 || after[0].Note != "" || after[1].Note != "" {
		t.Errorf("the manager sees %v", after)
	}
}

// exerciseBids: validation, cap, contradictions, versions and repeated requests.
func exerciseBids(t *testing.T, open Opener) {
	w := opened(t, open, Options{State: store.Open, Cap: 4})
	ctx, me := t.Context(), w.Nurses[0]
	put := func(p store.Preference, create bool) (*store.Preference, error) {
		return w.DB.PutPreference(ctx, me, p, create)
	}
	first := w.Ask(0, store.DayOff)
	made, err := put(first, true)
	ok(t, "make", err)
	again, err := put(first, true)
	ok(t, "make the same again", err)
	if diff := cmp.Diff(made, again); diff != "" {
		t.Error(diff)
	}
	other := first
	other.Strength = 3
	_, err = put(other, true)
	wantKind(t, "make another under the id", err, store.Stale)
	other.Version = 1
	changed, err := put(other, false)
	ok(t, "change", err)
	if changed.Version != 2 || changed.Strength != 3 {
		t.Errorf("changed to %+v", changed)
	}
	_, err = put(other, false)
	wantKind(t, "change a version that is gone", err, store.Stale)
	_, err = put(w.Ask(1, store.DayOff), false)
	wantKind(t, "change what is not there", err, store.NotFound)

	outside := w.Ask(28, store.DayOff)
	_, err = put(outside, true)
	wantField(t, "after the period", err, "/day")
	strong := w.Ask(1, store.DayOff)
	strong.Strength = 4
	_, err = put(strong, true)
	wantField(t, "strength 4", err, "/strength")
	stranger := w.Ask(1, store.ShiftOn)
	stranger.ShiftID = NewID()
	_, err = put(stranger, true)
	wantField(t, "a shift that is not there", err, "/shift_id")
	_, err = put(w.Ask(0, store.DayOn), true)
	wantKind(t, "on and off the same day", err, store.Conflict)

	night := w.Ask(1, store.ShiftOn)
	night.ShiftID = w.Night.ID
	_, err = put(night, true)
	ok(t, "a night", err)
	early := w.Ask(1, store.KindOn)
	early.ShiftKind = store.Early
	_, err = put(early, true)
	wantKind(t, "a night and an early", err, store.Conflict)
	for day := range 2 {
		_, err = put(w.Ask(day+2, store.DayOff), true)
		ok(t, "up to the cap", err)
	}
	_, err = put(w.Ask(9, store.DayOff), true)
	wantKind(t, "above the cap of 4", err, store.Conflict)
	ok(t, "withdraw", w.DB.DeletePreference(ctx, me, night.ID, 1))
	wantKind(t, "withdraw again", w.DB.DeletePreference(ctx, me, night.ID, 1), store.NotFound)
	_, err = put(w.Ask(9, store.DayOff), true)
	ok(t, "below the cap again", err)
	wantKind(t, "withdraw another version", w.DB.DeletePreference(ctx, me, first.ID, 1), store.Stale)
}

// exerciseRush: 64 people bid at once; no write fails and none is lost.
func exerciseRush(t *testing.T, open Opener) {
	const clients, each = 64, 5
	w := opened(t, open, Options{State: store.Open, Staff: clients})
	var wg sync.WaitGroup
	start := make(chan struct{})
	for c := range clients {
		wg.Go(func() {
			<-start
			for day := range each {
				p := w.Ask(day, store.DayOff)
				p.Note = fmt.Sprintf("%d/%d", c, day)
				if _, err := w.DB.PutPreference(t.Context(), w.Nurses[c], p, true); err != nil {
					t.Errorf("client %d, day %d: %v", c, day, err)
				}
			}
		})
	}
	close(start)
	wg.Wait()
	for c := range clients {
		mine, err := w.DB.MyPreferences(t.Context(), w.Nurses[c], w.Period.ID)
		ok(t, "list", err)
		if len(mine) != each {
			t.Errorf("client %d has %d preferences, want %d", c, len(mine), each)
		}
	}
	ok(t, "audit chain", w.DB.VerifyAudit(t.Context()))
}

// exerciseStanding: opening makes a preference of each standing one, up to the cap, and
// leaves out what contradicts.
func exerciseStanding(t *testing.T, open Opener) {
	w := opened(t, open, Options{Cap: 5})
	ctx, me := t.Context(), w.Nurses[0]
	ask := func(weekday int, kind store.PreferenceKind) error {
		_, err := w.DB.CreateStanding(ctx, me, store.StandingPreference{Weekday: weekday, Ask: store.Ask{Kind: kind, Strength: 1}}, store.Once{})
		return err
	}
	ok(t, "Monday off", ask(0, store.DayOff))
	wantKind(t, "Monday off twice", ask(0, store.DayOff), store.Conflict)
	wantKind(t, "Monday on too", ask(0, store.DayOn), store.Conflict)
	wantField(t, "an eighth weekday", ask(7, store.DayOff), "/weekday")
	ok(t, "Tuesday on", ask(1, store.DayOn))
	standing, err := w.DB.Standing(ctx, me)
	ok(t, "list", err)
	if len(standing) != 2 {
		t.Fatalf("%d standing preferences, want 2", len(standing))
	}
	wantKind(t, "withdraw another's", w.DB.DeleteStanding(ctx, w.Nurses[1], standing[0].ID, 1), store.NotFound)

	w.Move(t, store.Open)
	mine, err := w.DB.MyPreferences(ctx, me, w.Period.ID)
	ok(t, "own", err)
	// Four weeks have four Mondays and four Tuesdays; the cap is 5, taken in the order of
	// days: Mo Tu Mo Tu Mo.
	var days []int
	for _, p := range mine {
		if !p.Standing || p.Strength != 1 {
			t.Errorf("not as it stands: %+v", p)
		}
		days = append(days, w.Period.FirstDay.Until(p.Day))
	}
	if diff := cmp.Diff([]int{0, 1, 7, 8, 14}, days); diff != "" {
		t.Error(diff)
	}
	ok(t, "withdraw", w.DB.DeleteStanding(ctx, me, standing[0].ID, 1))
	ok(t, "withdraw the preference it made", w.DB.DeletePreference(ctx, me, mine[0].ID, 1))
}
