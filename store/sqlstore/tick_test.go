package sqlstore

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// stepsTaken lists the recorded steps of a ward, such as "open 2027-02-01T12:00:00Z", in
// the order in which they were taken up.
func (n *night) stepsTaken(t *testing.T, w *nightWard) []string {
	t.Helper()
	steps, err := all[store.DueStep](n.read(t.Context()).Where("ward_id = ?", w.Ward.ID).Order("taken_at, step DESC"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range steps {
		out = append(out, fmt.Sprintf("%s %s at %s", s.Step, s.DueAt.Format(time.RFC3339), s.TakenAt.Format("15:04")))
	}
	return out
}

func (n *night) count(t *testing.T, query string) int {
	t.Helper()
	var count int
	if err := n.read(t.Context()).Raw(query).Scan(&count).Error; err != nil {
		t.Fatal(err)
	}
	return count
}

func TestTickByManyTakesEachStepOnce(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		const wards, nodes = 3, 8
		n := newNight(t, d, wards)
		n.clock.set(closes.Add(time.Hour))
		dbs := []*DB{n.DB, n.open(t, n.clock.now)}
		errs := make([]error, nodes)
		var ticking sync.WaitGroup
		for i := range nodes {
			ticking.Go(func() { errs[i] = dbs[i%len(dbs)].Tick(t.Context(), n.clock.now()) })
		}
		ticking.Wait()
		for _, err := range errs {
			if err != nil {
				t.Error(err)
			}
		}
		// A node whose turn came while another was still at work leaves the rest to the next.
		if err := n.Tick(t.Context(), n.clock.now()); err != nil {
			t.Fatal(err)
		}
		for what, query := range map[string]string{
			"runs": "SELECT COUNT(*) FROM runs WHERE nightly", "jobs": "SELECT COUNT(*) FROM river_job WHERE kind = 'solve'",
			"closed periods": "SELECT COUNT(*) FROM periods WHERE state = 'closed'",
			"openings":       "SELECT COUNT(*) FROM audit_entries WHERE action = 'period.open'",
			"closings":       "SELECT COUNT(*) FROM audit_entries WHERE action = 'period.closed'",
		} {
			if got := n.count(t, query); got != wards {
				t.Errorf("%d %s, want %d", got, what, wards)
			}
		}
		want := []string{"solve 2027-02-15T12:00:00Z at 13:00", "open 2027-02-01T12:00:00Z at 13:00", "close 2027-02-15T12:00:00Z at 13:00"}
		if diff := cmp.Diff(want, n.stepsTaken(t, n.wards[0])); diff != "" {
			t.Error(diff)
		}
	})
}

// Bidding closes at 01:30 by the ward's clock in the two nights in which clocks change:
// in spring there is no such time (it reads as 02:30), in autumn it comes twice (the
// first one is meant). A tick every minute takes the step once, at its minute.
func TestTickThroughClockChanges(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for name, closing := range map[string]time.Time{
		"spring": time.Date(2027, 3, 28, 1, 30, 0, 0, zone),
		"autumn": time.Date(2027, 10, 31, 1, 30, 0, 0, zone),
	} {
		t.Run(name, func(t *testing.T) {
			n := newNight(t, sqliteDialect, 2)
			n.setWindow(t, closing.Add(-48*time.Hour), closing)
			midnight := store.DayOf(closing, zone).Midnight(zone)
			n.clock.set(midnight)
			for range 5 * 60 {
				if err := n.Tick(t.Context(), n.clock.now()); err != nil {
					t.Fatal(err)
				}
				n.clock.set(n.clock.now().Add(time.Minute))
			}
			due, at := closing.UTC().Format(time.RFC3339), closing.UTC().Format("15:04")
			want := []string{
				fmt.Sprintf("open %s at %s", closing.Add(-48*time.Hour).UTC().Format(time.RFC3339), midnight.UTC().Format("15:04")),
				"solve " + due + " at " + at, "close " + due + " at " + at,
			}
			if diff := cmp.Diff(want, n.stepsTaken(t, n.wards[1])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// setWindow moves the bidding windows of all periods.
func (n *night) setWindow(t *testing.T, opens, closes time.Time) {
	t.Helper()
	err := n.inTx(t.Context(), "test", func(tx *Tx) error {
		return tx.db.Exec("UPDATE periods SET bidding_opens_at = ?, bidding_closes_at = ?, approval_due_at = ?, publication_due_at = ?",
			opens.UTC(), closes.UTC(), closes.UTC(), closes.UTC()).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTickCatchesUpWhatWasMissed(t *testing.T) {
	n := newNight(t, sqliteDialect, 1)
	// No process runs from before bidding opens until a week after it closed.
	n.clock.set(closes.Add(7 * 24 * time.Hour))
	for range 2 {
		if err := n.Tick(t.Context(), n.clock.now()); err != nil {
			t.Fatal(err)
		}
	}
	if got := n.count(t, "SELECT COUNT(*) FROM runs"); got != 1 || len(n.stepsTaken(t, n.wards[0])) != 3 {
		t.Errorf("%d runs, steps %v", got, n.stepsTaken(t, n.wards[0]))
	}
	if got := n.count(t, "SELECT COUNT(*) FROM notices WHERE kind = 'bidding_open'"); got != 0 {
		t.Errorf("%d people are told that they can ask until a week ago", got)
	}
}

func TestTickLeavesAManualRunAlone(t *testing.T) {
	n := newNight(t, sqliteDialect, 1)
	w, ctx := n.wards[0], t.Context()
	n.clock.set(opens)
	if err := n.Tick(ctx, opens); err != nil {
		t.Fatal(err)
	}
	p := must(n.Period(ctx, w.manager, w.PeriodID))(t)
	must(n.MovePeriod(ctx, w.manager, w.PeriodID, p.Version, store.PeriodClosed))(t)
	run := must(n.RequestRun(ctx, w.manager, w.PeriodID, 3, store.Once{}))(t)
	n.clock.set(closes)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	if got := n.count(t, "SELECT COUNT(*) FROM runs"); got != 1 {
		t.Fatalf("%d runs while the manager's is under way", got)
	}
	// Once it has ended without a draft the nightly run is due after all.
	must(n.StopRun(ctx, w.manager, run.ID, store.Once{}))(t)
	if err := n.Tick(ctx, closes.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got := n.count(t, "SELECT COUNT(*) FROM runs WHERE nightly AND state = 'queued'"); got != 1 {
		t.Errorf("%d nightly runs after the manager's was stopped", got)
	}
}

func TestOneFailingWardDoesNotStopTheTick(t *testing.T) {
	n := newNight(t, sqliteDialect, 2)
	// The first ward's step cannot be recorded.
	_, err := n.writePool.ExecContext(t.Context(), `CREATE TRIGGER broken BEFORE INSERT ON due_steps WHEN NEW.ward_id = '`+
		string(n.wards[0].Ward.ID)+`' BEGIN SELECT RAISE(ABORT, 'broken'); END`)
	if err != nil {
		t.Fatal(err)
	}
	n.clock.set(closes)
	if err := n.Tick(t.Context(), closes); err == nil {
		t.Error("the failing ward was not reported")
	}
	if len(n.stepsTaken(t, n.wards[0])) != 0 || len(n.stepsTaken(t, n.wards[1])) != 3 {
		t.Errorf("steps: %v and %v", n.stepsTaken(t, n.wards[0]), n.stepsTaken(t, n.wards[1]))
	}
	p := must(n.Period(t.Context(), n.wards[0].manager, n.wards[0].PeriodID))(t)
	if p.State != store.Planned {
		t.Errorf("the failing ward's period is %s: half a step was done", p.State)
	}
}
