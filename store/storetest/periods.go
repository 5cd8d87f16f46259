package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// exercisePeriods: planning, its demand, dates and moves.
func exercisePeriods(t *testing.T, open Opener) {
	w := opened(t, open, Options{Days: 7})
	ctx := t.Context()
	demand, err := w.DB.Demand(ctx, w.Manager, w.Period.ID)
	ok(t, "demand", err)
	if len(demand) != 7*3 || demand[0].Day != w.Period.FirstDay || demand[0].People != (store.People{Min: 1, Preferred: 1, Max: 2}) {
		t.Errorf("%d rows of demand, want 7 days of 3 shifts; the first is %+v", len(demand), demand[0])
	}
	next := *w.Period
	_, err = w.DB.CreatePeriod(ctx, w.Manager, next, store.Once{})
	wantKind(t, "the same days again", err, store.Conflict)
	next.FirstDay, next.LastDay = next.LastDay, next.LastDay.Add(6)
	_, err = w.DB.CreatePeriod(ctx, w.Manager, next, store.Once{})
	wantKind(t, "one day in common", err, store.Conflict)
	next.FirstDay = next.FirstDay.Add(1)
	_, err = w.DB.CreatePeriod(ctx, w.Nurses[0], next, store.Once{})
	wantKind(t, "a nurse plans", err, store.Forbidden)
	_, err = w.DB.CreatePeriod(ctx, w.Manager, next, store.Once{})
	ok(t, "the days after", err)
	next.BiddingClosesAt = next.BiddingOpensAt
	_, err = w.DB.CreatePeriod(ctx, w.Manager, next, store.Once{})
	wantField(t, "no time to bid", err, "/bidding_closes_at")

	longer := *w.Period
	longer.FirstDay = longer.FirstDay.Add(-7)
	changed, err := w.DB.UpdatePeriod(ctx, w.Manager, longer)
	ok(t, "a week earlier", err)
	demand, err = w.DB.Demand(ctx, w.Manager, w.Period.ID)
	ok(t, "demand", err)
	if len(demand) != 14*3 {
		t.Errorf("%d rows of demand after a change of days, want 14 days of 3 shifts", len(demand))
	}
	w.Period = changed
	stored, err := w.DB.Period(ctx, w.Manager, w.Period.ID)
	ok(t, "load", err)
	if diff := cmp.Diff(changed, stored); diff != "" {
		t.Error(diff)
	}
	exerciseMoves(t, w)
}

func exerciseMoves(t *testing.T, w *World) {
	t.Helper()
	ctx := t.Context()
	move := func(to store.PeriodState) error {
		_, err := w.DB.MovePeriod(ctx, w.Manager, w.Period.ID, w.Period.Version, to)
		return err
	}
	for _, to := range []store.PeriodState{store.Planned, store.PeriodClosed, store.Drafted, store.Approved, store.PeriodPublished, store.Archived} {
		wantKind(t, "planned to "+string(to), move(to), store.Conflict)
	}
	_, err := w.DB.MovePeriod(ctx, w.Manager, w.Period.ID, w.Period.Version+1, store.Open)
	wantKind(t, "at another version", err, store.Stale)
	w.Move(t, store.Open)
	moved := *w.Period
	moved.LastDay = moved.LastDay.Add(-1)
	_, err = w.DB.UpdatePeriod(ctx, w.Manager, moved)
	wantKind(t, "other days while open", err, store.Closed)
	later := *w.Period
	later.BiddingClosesAt = later.BiddingClosesAt.Add(time.Hour)
	changed, err := w.DB.UpdatePeriod(ctx, w.Manager, later)
	ok(t, "an hour longer", err)
	w.Period = changed
	for _, to := range []store.PeriodState{store.Open, store.Drafted, store.Approved, store.Archived} {
		wantKind(t, "open to "+string(to), move(to), store.Conflict)
	}
	w.Move(t, store.PeriodClosed)
	later = *w.Period
	later.BiddingClosesAt = later.BiddingClosesAt.Add(time.Hour)
	_, err = w.DB.UpdatePeriod(ctx, w.Manager, later)
	wantKind(t, "longer once closed", err, store.Closed)
}

// exerciseAbsence: leave and availability of the ward's people by days.
func exerciseAbsence(t *testing.T, open Opener) {
	w := opened(t, open, Options{})
	ctx := t.Context()
	leave, err := w.DB.CreateLeave(ctx, w.Manager, store.Leave{StaffID: w.Staff[0].ID, FirstDay: "2027-02-10", LastDay: "2027-02-12", CreditMinutes: 450}, store.Once{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to store.Day
		want     int
	}{
		{"", "", 1},
		{"2027-02-12", "2027-02-20", 1},
		{"2027-02-13", "", 0},
		{"", "2027-02-10", 1},
		{"2027-02-01", "2027-02-09", 0},
	} {
		rows, err := w.DB.Leaves(ctx, w.Manager, w.Ward.ID, c.from, c.to)
		ok(t, "leave", err)
		if len(rows) != c.want {
			t.Errorf("%s to %s: %d rows, want %d", c.from, c.to, len(rows), c.want)
		}
	}
	_, err = w.DB.CreateLeave(ctx, w.Manager, store.Leave{StaffID: w.Staff[0].ID, FirstDay: "2027-02-12", LastDay: "2027-02-10"}, store.Once{})
	wantField(t, "days the wrong way round", err, "/last_day")
	_, err = w.DB.CreateLeave(ctx, w.Nurses[0], store.Leave{StaffID: w.Staff[0].ID, FirstDay: "2027-02-10", LastDay: "2027-02-10"}, store.Once{})
	wantKind(t, "a nurse enters leave", err, store.Forbidden)
	wantKind(t, "another version", w.DB.DeleteLeave(ctx, w.Manager, leave.ID, 2), store.Stale)
	ok(t, "delete", w.DB.DeleteLeave(ctx, w.Manager, leave.ID, 1))
	wantKind(t, "delete again", w.DB.DeleteLeave(ctx, w.Manager, leave.ID, 1), store.NotFound)

	made, err := w.DB.CreateAvailability(ctx, w.Manager, store.Availability{StaffID: w.Staff[1].ID, FirstDay: "2027-02-10", LastDay: "2027-02-10", ShiftID: w.Night.ID}, store.Once{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.DB.Availabilities(ctx, w.Manager, w.Ward.ID, "", "")
	ok(t, "availability", err)
	if diff := cmp.Diff([]store.Availability{*made}, rows); diff != "" {
		t.Error(diff)
	}
	ok(t, "delete", w.DB.DeleteAvailability(ctx, w.Manager, made.ID, 1))
}
