package sqlstore

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// askRepair asks for ways after person 0 has rung in sick for the 15th and 16th.
func (n *night) askRepair(t *testing.T, w *nightWard, roster *store.Roster) *store.Repair {
	t.Helper()
	return must(n.RequestRepair(t.Context(), w.manager, roster.Version, store.Repair{
		RosterID: roster.ID, Kind: store.Sickness, Reason: "rang in sick",
		Facts: store.Facts{Absent: []store.Absence{{StaffID: w.people[0].StaffID, FirstDay: "2027-03-15", LastDay: "2027-03-16"}}},
	}, store.Once{}))(t)
}

// Person 0 has the early of the 15th (ledgerNight). Persons 1, 2 and 4 are off on that day and can take it: one
// move at 19 hours' notice.
func TestARepairIsFoundAndApplied(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, first := ledgerNight(t, d)
		ctx := t.Context()
		n.clock.set(sundayNoon)
		asked := n.askRepair(t, w, first)
		if asked.State != store.RepairQueued || len(must(n.Leaves(ctx, w.manager, w.Ward.ID, "2027-03-15", "2027-03-15"))(t)) != 1 {
			t.Errorf("asked: %+v", asked)
		}
		j := n.jobs(t, n.DB, JobOptions{})
		if err := j.Repair(ctx, asked.ID); err != nil {
			t.Fatal(err)
		}
		r := must(n.Repair(ctx, w.manager, asked.ID))(t)
		if r.State != store.RepairReady || len(r.Ways) != 2 || r.EndedAt == nil {
			t.Fatalf("repair: %+v", r)
		}
		out, best := r.Ways[0], r.Ways[1]
		if out.Aim != "take_out" || len(out.Changes) != 1 || !out.Changes[0].TakenOut || len(out.Uncovered) != 1 || out.Uncovered[0].Missing != 1 {
			t.Errorf("take out: %+v", out)
		}
		if best.Aim != "one_for_one" || !slices.Equal(best.Also, []string{"best_cover"}) || len(best.Changes) != 2 || len(best.Uncovered) != 0 {
			t.Fatalf("best: %+v", best)
		}
		move := best.Changes[slices.IndexFunc(best.Changes, func(m store.RepairMove) bool { return !m.TakenOut })]
		if move.Day != "2027-03-15" || move.ToShiftID != w.shifts["E"] || move.NoticeMinutes != 19*60 {
			t.Errorf("move: %+v", move)
		}
		if err := j.Repair(ctx, asked.ID); err != nil { // has ended: nothing is done again
			t.Fatal(err)
		}
		if notices := must(n.Notices(ctx, w.manager))(t); len(notices) == 0 || notices[0].Kind != "repair_ready" || notices[0].PeriodID != w.PeriodID {
			t.Errorf("notices: %+v", notices)
		}
		_, err := n.ApplyRepair(ctx, w.manager, r.ID, "seven_nights", nil, store.Once{})
		kindIs(t, err, store.Invalid, "/aim")
		_, err = n.ApplyRepair(ctx, w.people[1], r.ID, best.Aim, nil, store.Once{})
		kindIs(t, err, store.Forbidden, "role")
		second := must(n.ApplyRepair(ctx, w.manager, r.ID, best.Aim, []store.ID{move.StaffID}, store.Once{}))(t)
		changes := must(n.RosterChanges(ctx, w.manager, w.PeriodID))(t)
		if second.Number != 2 || second.AmendsID != first.ID || len(changes) != 2 {
			t.Errorf("applied as %+v with %+v", second, changes)
		}
		for _, c := range changes {
			want := store.OwnRequest
			if c.StaffID == move.StaffID {
				want = store.Agreed
			}
			if c.Consent != want || c.Kind != store.Sickness || c.RosterID != second.ID {
				t.Errorf("change %+v", c)
			}
		}
		others := slices.DeleteFunc([]int{1, 2, 3, 4, 5}, func(i int) bool { return w.people[i].StaffID == move.StaffID })
		if diff := cmp.Diff(n.cellsOf(t, w, first.ID, others...), n.cellsOf(t, w, second.ID, others...)); diff != "" {
			t.Errorf("people who are not touched: %s", diff)
		}
		if len(must(n.Leaves(ctx, w.manager, w.Ward.ID, "2027-03-15", "2027-03-16"))(t)) != 2 {
			t.Error("the absence is not known")
		}
		_, err = n.ApplyRepair(ctx, w.manager, r.ID, best.Aim, nil, store.Once{})
		kindIs(t, err, store.Closed, "applied")
		if again := must(n.Repair(ctx, w.manager, r.ID))(t); again.State != store.RepairApplied || again.AmendmentID != second.ID {
			t.Errorf("the repair: %+v", again)
		}
	})
}

// Ways are for one version of the rota: once another has taken its place they are for nothing.
func TestWaysDoNotOutliveTheirVersion(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	n.clock.set(sundayNoon)
	early, late := n.askRepair(t, w, first), n.askRepair(t, w, first)
	j := n.jobs(t, n.DB, JobOptions{})
	if err := j.Repair(ctx, early.ID); err != nil {
		t.Fatal(err)
	}
	must(n.Amend(ctx, w.manager, sick(w, first), store.Once{}))(t)
	_, err := n.ApplyRepair(ctx, w.manager, early.ID, "take_out", nil, store.Once{})
	kindIs(t, err, store.Conflict, "look for ways again")
	if err := j.Repair(ctx, late.ID); err != nil {
		t.Fatal(err)
	}
	if r := must(n.Repair(ctx, w.manager, late.ID))(t); r.State != store.RepairFailed || r.Failure == "" {
		t.Errorf("a repair of a superseded version: %+v", r)
	}
	if list := must(n.Repairs(ctx, w.manager, first.ID))(t); len(list) != 2 {
		t.Errorf("%d repairs", len(list))
	}
}

func TestAskingForARepairRefuses(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	n.clock.set(time.Date(2027, 3, 15, 8, 0, 0, 0, time.UTC)) // the early of the 15th has begun
	ask := func(f func(r *store.Repair)) error {
		r := store.Repair{
			RosterID: first.ID, Kind: store.Sickness, Reason: "rang in sick",
			Facts: store.Facts{Absent: []store.Absence{{StaffID: w.people[0].StaffID, FirstDay: "2027-03-16", LastDay: "2027-03-20"}}},
		}
		f(&r)
		_, err := n.RequestRepair(ctx, w.manager, first.Version, r, store.Once{})
		return err
	}
	if err := ask(func(*store.Repair) {}); err != nil {
		t.Fatal(err)
	}
	kindIs(t, ask(func(r *store.Repair) { r.Facts.Absent[0].FirstDay = "2027-03-15" }), store.Invalid, "/facts/absent/0/first_day")
	kindIs(t, ask(func(r *store.Repair) { r.Kind = store.SwapAgreed }), store.Invalid, "/kind")
	kindIs(t, ask(func(r *store.Repair) { r.Kind = store.Leaver }), store.Invalid, "/facts/leavers")
	kindIs(t, ask(func(r *store.Repair) { r.Reason = "" }), store.Invalid, "/reason")
	kindIs(t, ask(func(r *store.Repair) { r.Facts.Absent[0].StaffID = newID() }), store.Invalid, "/facts/absent/0/staff_id")
	kindIs(t, ask(func(r *store.Repair) { r.Facts.Absent[0].LastDay = "2027-03-10" }), store.Invalid, "/facts/absent/0/last_day")
	kindIs(t, ask(func(r *store.Repair) {
		r.Kind, r.Facts = store.DemandRaised, store.Facts{Raised: []store.RaisedDemand{{Day: "2027-03-15", ShiftID: w.shifts["E"], Min: 2}}}
	}), store.Invalid, "/facts/raised/0/day")
	_, err := n.RequestRepair(ctx, w.people[0], first.Version, store.Repair{RosterID: first.ID}, store.Once{})
	kindIs(t, err, store.Forbidden, "role")
	_, err = n.RequestRepair(ctx, w.manager, first.Version+1, store.Repair{RosterID: first.ID}, store.Once{})
	kindIs(t, err, store.Stale, "load it again")
}

// A process that dies leaves its repair to another once the lease has ended.
func TestARepairOfADeadProcessIsTakenUpAgain(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	n.clock.set(sundayNoon)
	asked := n.askRepair(t, w, first)
	machine := &movingClock{at: sundayNoon}
	if r := must(n.claimRepair(ctx, asked.ID, machine.now()))(t); r == nil || r.Fence != 1 {
		t.Fatalf("claimed %+v", r)
	}
	j := n.jobs(t, n.DB, JobOptions{Clock: machine.now})
	if err := j.Repair(ctx, asked.ID); err != nil {
		t.Fatal(err)
	}
	if r := must(n.Repair(ctx, w.manager, asked.ID))(t); r.State != store.RepairSolving {
		t.Fatalf("another process took it within the lease: %+v", r)
	}
	machine.set(sundayNoon.Add(repairLease))
	if err := j.sweepRepairs(ctx); err != nil {
		t.Fatal(err)
	}
	if err := j.Repair(ctx, asked.ID); err != nil {
		t.Fatal(err)
	}
	if r := must(n.Repair(ctx, w.manager, asked.ID))(t); r.State != store.RepairReady {
		t.Errorf("not taken up again: %+v", r)
	}
}
