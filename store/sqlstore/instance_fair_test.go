package sqlstore

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// What people carry into a rota is what the ledger says of others: nothing into the one that wrote
// the only lines, all of them into the next. By hand, from wantLedger: 9 + 2 x 3, 3, 3, 6 x 2 + 3,
// 4 x 2 + 3, and 4 x 2 on half the days and half the hours; two weeks are no step of decay.
func TestWhatPeopleCarryIntoARota(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, _ := ledgerNight(t, d)
		g := n.read(t.Context())
		rows := must(loadRows(g, w.PeriodID, latestDraft))(t)
		p := must(buildProblem(rows))(t)
		index := indexOf(p.StaffIDs)
		carried := func() []fairness.Milli {
			f := must(loadFair(g, rows, p))(t)
			if err := f.Check(p.Instance); err != nil {
				t.Fatal(err)
			}
			var out []fairness.Milli
			for k := range 6 {
				out = append(out, f.People[index[w.people[k].StaffID]].Base)
			}
			return out
		}
		if diff := cmp.Diff([]fairness.Milli{0, 0, 0, 0, 0, 0}, carried()); diff != "" {
			t.Errorf("into the rota itself: %s", diff)
		}
		f := must(loadFair(g, rows, p))(t)
		if half := f.People[index[w.people[5].StaffID]]; half.Share != (fairness.Ratio{Num: 1125, Den: 2250}) || half.Nights != (fairness.Ratio{Num: 7, Den: 14}) {
			t.Errorf("the one of half time: %+v", half)
		}
		slices.Sort(f.Refusals)
		if !slices.Equal(f.Refusals, []fairness.Kind{fairness.Refused2, fairness.Refused3}) {
			t.Errorf("refusals count as %v", f.Refusals)
		}
		rows.Period.ID, rows.Period.FirstDay, rows.Period.LastDay = newID(), rows.Period.FirstDay.Add(14), rows.Period.LastDay.Add(14)
		if diff := cmp.Diff([]fairness.Milli{15_000, 3000, 3000, 15_000, 11_000, 32_000}, carried()); diff != "" {
			t.Errorf("into the next: %s", diff)
		}
		rows.Ward.Source = "a competition"
		if f, err := loadFair(g, rows, p); f != nil || err != nil {
			t.Errorf("a competition's ward: %+v %v", f, err)
		}
	})
}

// A run whose engine solves in stages keeps how its draft shares burden.
func TestARunKeepsHowItsDraftSharesBurden(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 1)
		w, ctx := n.wards[0], t.Context()
		for _, at := range []time.Time{opens, closes} {
			n.clock.set(at)
			if err := n.Tick(ctx, at); err != nil {
				t.Fatal(err)
			}
		}
		run := n.onlyRun(t, w)
		must(n.jobs(t, n.DB, JobOptions{Solve: byHand, Staged: stagedByHand}).Run(ctx, run.ID))(t)
		got := must(n.Run(ctx, w.manager, run.ID))(t)
		if got.State != store.Saved || got.Progress == nil || got.Progress.Fairness == nil {
			t.Fatalf("%+v", got)
		}
		if f := got.Progress.Fairness; f.Before != 99_000 || f.Largest <= 0 || f.Largest >= 99_000 || f.Least != 1000 {
			t.Errorf("%+v", f)
		}
	})
}
