package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// optOut is an agreement of a nurse, signed and in force from the first day of December 2026; the clock of
// a World stands on that day.
func (w *World) optOut(nurse int) store.WorkerTerm {
	return store.WorkerTerm{StaffID: w.Staff[nurse].ID, Kind: store.TermOptOut, Holds: true, FromDay: "2026-12-01", SignedOn: "2026-12-01", NoticeDays: 28}
}

// exerciseWorkers: what the law says of a person is written by whom may change the ward's staff, is never
// changed, ends when it says, stands in the register, and reaches the problem.
func exerciseWorkers(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 3})
	ctx, none := t.Context(), store.Once{}
	before, err := w.DB.Problem(ctx, store.SystemActor, w.Period.ID)
	before = must(t, before, err)
	add := func(as store.Actor, x store.WorkerTerm) error {
		_, err := w.DB.AddWorkerTerm(ctx, as, x, none)
		return err
	}
	wantKind(t, "by a nurse", add(w.Nurses[0], w.optOut(0)), store.Forbidden)
	wantKind(t, "by HR", add(w.HR, w.optOut(0)), store.NotFound)
	ok(t, "an agreement", add(w.Manager, w.optOut(0)))
	late := w.optOut(1)
	late.SignedOn = "2026-12-02"
	wantField(t, "signed tomorrow", add(w.Manager, late), "/signed_on")
	short := w.optOut(1)
	short.NoticeDays = 6
	wantField(t, "six days of notice", add(w.Manager, short), "/notice_days")

	end := store.WorkerTerm{StaffID: w.Staff[0].ID, Kind: store.TermOptOut, FromDay: "2026-12-28", SignedOn: "2026-12-01"}
	wantField(t, "27 days of notice", add(w.Manager, end), "/from_day")
	end.FromDay = "2026-12-29"
	ok(t, "28 days of notice", add(w.Manager, end))
	young := store.WorkerTerm{StaffID: w.Staff[1].ID, Kind: store.TermYoung, Holds: true, UntilDay: "2026-12-01"}
	wantField(t, "an adult today", add(w.Manager, young), "/until_day")
	young.UntilDay = "2027-02-15"
	ok(t, "under 18", add(w.Manager, young))
	wantField(t, "an agreement under 18", add(w.Manager, w.optOut(1)), "/from_day")

	register, today, err := w.DB.OptOuts(ctx, w.HR)
	if err != nil || len(register) != 1 || register[0].StaffID != w.Staff[0].ID || register[0].Until != "2026-12-29" || today != "2026-12-01" {
		t.Errorf("the register is %+v on %s, %v", register, today, err)
	}
	people, _, err := w.DB.Workers(ctx, w.Manager, w.Ward.ID)
	if err != nil || len(people) != 3 || len(people[0].Terms) != 2 || people[0].Terms.On(store.TermOptOut, "2026-12-28") == nil || people[0].Terms.On(store.TermOptOut, "2026-12-29") != nil {
		t.Errorf("people %+v, %v", people, err)
	}
	mine, _, _, err := w.DB.MyWorker(ctx, w.Nurses[1])
	if err != nil || mine.StaffID != w.Staff[1].ID || mine.Terms.On(store.TermYoung, "2027-02-14") == nil || mine.Terms.On(store.TermYoung, "2027-02-15") != nil {
		t.Errorf("of oneself %+v, %v", mine, err)
	}

	// The period begins on 1 February: a fortnight under 18, without nights.
	after, err := w.DB.Problem(ctx, store.SystemActor, w.Period.ID)
	after = must(t, after, err)
	if before.Instance.Hash() == after.Instance.Hash() {
		t.Error("the problem is the same as before")
	}
	nights := 0
	for _, u := range after.Instance.Unavailable {
		if u.Name == store.YoungNight && after.StaffIDs[u.Staff] == string(w.Staff[1].ID) && u.Day < 14 {
			nights++
		}
	}
	if nights != 14 {
		t.Errorf("nights are forbidden on %d days of 14", nights)
	}
	shift := *w.Night
	minutes := 20
	shift.BreakMinutes, shift.HazardOn = &minutes, "2026-11-02"
	changed, err := w.DB.UpdateShift(ctx, w.Manager, shift)
	changed = must(t, changed, err)
	shifts, err := w.DB.Shifts(ctx, w.Manager, w.Ward.ID)
	if err != nil || cmp.Diff(*changed, shifts[2]) != "" {
		t.Errorf("the night is %+v, %v", shifts[2], err)
	}
	minutes = 600
	shift.Version = changed.Version
	_, err = w.DB.UpdateShift(ctx, w.Manager, shift)
	wantField(t, "a break as long as the shift", err, "/break_minutes")
}
