package sqlstore_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/storetest"
)

// TestFiguresOfARota: the figures of one published rota, counted by hand.
func TestFiguresOfARota(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open storetest.Opener) {
		w := world(t, open, storetest.Options{Staff: 12})
		roster := draft(t, w)
		// Day 0 is a Monday. Each of the 12 works a late on Monday, an early on Tuesday, a
		// night on Saturday and one on Sunday: 4 duties, 2 nights, 1 weekend.
		for i := range w.Staff {
			duty(t, w, roster, 0, w.Late, w.Staff[i].ID)
			duty(t, w, roster, 1, w.Early, w.Staff[i].ID)
			duty(t, w, roster, 5, w.Night, w.Staff[i].ID)
			duty(t, w, roster, 6, w.Night, w.Staff[i].ID)
			// Each asked for three things; the first 8 were granted Tuesday on and refused
			// Saturday off and Sunday off, the last 4 were refused all three.
			outcome(t, w, roster, w.Staff[i].ID, 1, store.DayOn, i < 8)
			outcome(t, w, roster, w.Staff[i].ID, 5, store.DayOff, false)
			outcome(t, w, roster, w.Staff[i].ID, 6, store.DayOff, false)
			// Three agreed days each; for the first 9 people one is not kept.
			for d := range 3 {
				must(t, w.DB, "INSERT INTO agreed_outcomes (roster_id, staff_id, day, day_off, kept) VALUES (?, ?, ?, ?, ?)",
					roster, w.Staff[i].ID, w.Period.FirstDay.Add(7*d), true, i >= 9 || d > 0)
			}
		}
		for range 9 {
			duty(t, w, roster, 8, w.Early, "")
		}
		publish(t, w, roster, storetest.Publication)
		figures, err := w.DB.Figures(t.Context(), w.HR, "2027-02-01", "2027-02-28")
		if err != nil {
			t.Fatal(err)
		}
		of := func(v float64) store.Figure { return store.Figure{Value: &v} }
		want := store.FiguresRow{
			Staff:    of(10), // 12
			Duties:   of(50), // 12 x 4 = 48
			Unfilled: of(10), // 9
			Granted:  of(10), // 8
			Refused:  of(30), // 12 x 2 + 4 = 28
			// 10 / (10 + 30)
			FulfilmentRate: of(25),
			// 10 granted asks for work / 50 duties
			RequestedShare: of(20),
			WorstServed:    store.Figure{Suppressed: true}, // 4 people
			Weekends:       of(10),                         // 12
			Nights:         of(25),                         // 24
			AgreedPeople:   of(10),                         // 12
			// 9 x 2 + 3 x 3 = 27 kept, 9 not: 25 / (25 + 10)
			AgreedKept: of(71),
			Rotas:      1,
			LeadTime:   of(42), // 21 December to 1 February: 10 + 31 + 1
			LongNotice: of(100),
		}
		if diff := cmp.Diff(want, figures.Organisation); diff != "" {
			t.Errorf("organisation:\n%s", diff)
		}
		want.ID, want.Name = w.Division.ID, w.Division.Name
		if diff := cmp.Diff([]store.FiguresRow{want}, figures.Divisions); diff != "" {
			t.Errorf("divisions:\n%s", diff)
		}
		want.ID, want.Name, want.DivisionID = w.Ward.ID, w.Ward.Name, w.Division.ID
		if diff := cmp.Diff([]store.FiguresRow{want}, figures.Wards); diff != "" {
			t.Errorf("wards:\n%s", diff)
		}
		if other, err := w.DB.Figures(t.Context(), w.HR, "2027-03-01", "2027-03-31"); err != nil || other.Organisation.Rotas != 0 {
			t.Errorf("another month has %+v, %v", other, err)
		}
	})
}
