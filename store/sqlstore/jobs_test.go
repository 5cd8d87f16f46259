package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// closedNight is newNight with bidding closed and a queued run for each ward.
func closedNight(t *testing.T, d dialect, wards int) *night {
	t.Helper()
	n := newNight(t, d, wards)
	n.clock.set(closes)
	if err := n.Tick(t.Context(), closes); err != nil {
		t.Fatal(err)
	}
	return n
}

// onlyRun is the one run of a ward.
func (n *night) onlyRun(t *testing.T, w *nightWard) *store.Run {
	t.Helper()
	runs := must(n.Runs(t.Context(), w.manager, w.PeriodID))(t)
	if len(runs) != 1 {
		t.Fatalf("%d runs", len(runs))
	}
	return &runs[0]
}

// until waits for something that other goroutines or processes do.
func until(t *testing.T, what string, most time.Duration, done func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(most); !done(); <-tick.C {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", most, what)
		}
	}
}

// start begins the work of a process and stops it at the end of the test.
func start(t *testing.T, j *Jobs) {
	t.Helper()
	if err := j.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

// endless is an optimiser that has a roster at once and goes on until its ctx ends.
func endless(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for ctx.Err() == nil {
		o.Progress(scheduler.Progress{Steps: 1})
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	return byHand(ctx, in, o)
}

func TestTwoWorkersSolveEachWardOnce(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		const wards = 20
		n := closedNight(t, d, wards)
		for i := range 2 {
			start(t, n.jobs(t, n.open(t, n.clock.now), JobOptions{
				Workers: 2, Solve: quickly, Poll: 20 * time.Millisecond, Holder: fmt.Sprint("worker ", i),
			}))
		}
		until(t, "20 drafts", time.Minute, func() bool { return n.count(t, "SELECT COUNT(*) FROM runs WHERE state = 'saved'") == wards })
		if got := n.count(t, "SELECT COUNT(*) FROM runs WHERE fence <> 1"); got != 0 {
			t.Errorf("%d runs were taken up more than once", got)
		}
		if got := n.count(t, "SELECT COUNT(*) FROM rosters"); got != wards {
			t.Errorf("%d rosters", got)
		}
		if got := n.count(t, "SELECT COUNT(*) FROM periods WHERE state = 'drafted'"); got != wards {
			t.Errorf("%d drafted periods", got)
		}
	})
}

func TestStopReachesTheWorkerAndKeepsTheBest(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 1)
		w := n.wards[0]
		start(t, n.jobs(t, n.open(t, n.clock.now), JobOptions{Workers: 1, Solve: endless, Poll: 20 * time.Millisecond, Lease: 300 * time.Millisecond}))
		run := n.onlyRun(t, w)
		until(t, "the run is solving", 10*time.Second, func() bool { return n.onlyRun(t, w).State == store.Solving && n.onlyRun(t, w).Progress != nil })
		if stopped := must(n.StopRun(t.Context(), w.manager, run.ID, store.Once{}))(t); !stopped.StopRequested {
			t.Errorf("stopped: %+v", stopped)
		}
		until(t, "the draft is saved", 10*time.Second, func() bool { return n.onlyRun(t, w).State == store.Saved })
		if again := must(n.StopRun(t.Context(), w.manager, run.ID, store.Once{}))(t); again.State != store.Saved {
			t.Errorf("stopping an ended run made it %s", again.State)
		}
	})
}

func TestStoppingAQueuedRunEndsIt(t *testing.T) {
	n := closedNight(t, sqliteDialect, 1)
	run := n.onlyRun(t, n.wards[0])
	must(n.StopRun(t.Context(), n.wards[0].manager, run.ID, store.Once{}))(t)
	if taken := must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(t.Context(), run.ID))(t); taken {
		t.Error("a stopped run was taken up")
	}
	if got := n.onlyRun(t, n.wards[0]); got.State != store.RunStopped || got.EndedAt == nil {
		t.Errorf("run: %+v", got)
	}
}

func TestAProcessThatEndsGivesItsRunsBack(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 1)
		w := n.wards[0]
		first := n.jobs(t, n.open(t, n.clock.now), JobOptions{Workers: 1, Solve: endless, Poll: 20 * time.Millisecond, Lease: time.Hour})
		if err := first.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		until(t, "the run is solving", 10*time.Second, func() bool { return n.onlyRun(t, w).State == store.Solving })
		if err := first.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := n.count(t, "SELECT COUNT(*) FROM rosters"); got != 0 {
			t.Fatalf("%d rosters of a run that was given back", got)
		}
		// The lease was for an hour, yet another process need not wait for it.
		start(t, n.jobs(t, n.open(t, n.clock.now), JobOptions{Workers: 1, Solve: byHand, Poll: 20 * time.Millisecond, Lease: time.Hour}))
		until(t, "another process saves the draft", 10*time.Second, func() bool { return n.onlyRun(t, w).State == store.Saved })
		if got := n.onlyRun(t, w).Fence; got != 2 {
			t.Errorf("fence %d, want 2", got)
		}
	})
}

// Environment of TestBeWorker.
const workerDSN = "FAIRROTA_TEST_WORKER_DSN"

// testLease is the lease of the processes in TestAKilledWorkersRunIsTakenUp.
const testLease = time.Second

// TestBeWorker is not a test: it is the process that the next one kills.
func TestBeWorker(t *testing.T) {
	dsn := os.Getenv(workerDSN)
	if dsn == "" {
		t.Skip("is run as a child by another test")
	}
	db, err := Open(context.Background(), Options{DSN: dsn, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	j, err := NewJobs(db, JobOptions{Workers: 1, Solve: endless, Poll: 20 * time.Millisecond, Lease: testLease, Holder: "to be killed"})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	select {} // until it is killed
}

func TestAKilledWorkersRunIsTakenUp(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 1)
		w := n.wards[0]
		child := exec.Command(os.Args[0], "-test.run=^TestBeWorker$")
		child.Env = append(os.Environ(), workerDSN+"="+n.dsn)
		var output strings.Builder
		child.Stdout, child.Stderr = &output, &output
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		killed := false
		kill := func() {
			if !killed {
				killed = true
				_ = child.Process.Kill()
				_ = child.Wait()
			}
		}
		t.Cleanup(kill)
		until(t, "the child solves", 20*time.Second, func() bool {
			run := n.onlyRun(t, w)
			return run.State == store.Solving && run.Holder == "to be killed" && run.Progress != nil
		})
		// It has outlived its first lease, so that renewing works.
		first := *n.onlyRun(t, w).LeaseUntil
		until(t, "the lease is renewed", 10*time.Second, func() bool { return n.onlyRun(t, w).LeaseUntil.After(first.Add(testLease)) })
		kill()
		ends := *n.onlyRun(t, w).LeaseUntil
		start(t, n.jobs(t, n.open(t, n.clock.now), JobOptions{Workers: 1, Solve: byHand, Poll: 20 * time.Millisecond, Lease: testLease}))
		until(t, "another process takes the run up", time.Until(ends)+10*time.Second, func() bool { return n.onlyRun(t, w).Fence == 2 })
		if time.Now().Before(ends) {
			t.Error("the run was taken up before the lease of the killed process had ended")
		}
		until(t, "the draft is saved", 10*time.Second, func() bool { return n.onlyRun(t, w).State == store.Saved })
		if got := n.count(t, "SELECT COUNT(*) FROM rosters"); got != 1 {
			t.Errorf("%d rosters: %s", got, output.String())
		}
	})
}

// A process that was only slow, and comes back after another has taken its run, writes
// nothing at all.
func TestAnOldFenceWritesNothing(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 1)
		ctx, w, now := t.Context(), n.wards[0], time.Now()
		id := n.onlyRun(t, w).ID
		slow := must(n.claimRun(ctx, id, "slow", now, time.Second))(t)
		if early := must(n.claimRun(ctx, id, "early", now.Add(time.Second-time.Millisecond), time.Second))(t); early != nil {
			t.Fatal("a run was claimed before its lease had ended")
		}
		problem := must(n.beginRun(ctx, slow))(t)
		fast := must(n.claimRun(ctx, id, "fast", now.Add(time.Second), time.Second))(t)
		if slow == nil || fast == nil || fast.fence != slow.fence+1 {
			t.Fatalf("claims %+v and %+v", slow, fast)
		}
		res, err := byHand(ctx, problem.Instance, scheduler.Options{Progress: func(scheduler.Progress) {}})
		if err != nil {
			t.Fatal(err)
		}
		assessment, err := planner.Assess(problem, res.Roster)
		if err != nil {
			t.Fatal(err)
		}
		draft := &planner.Draft{Problem: problem, Roster: res.Roster, Assessment: assessment, Result: res}
		progress := &store.RunProgress{}
		for what, write := range map[string]func() error{
			"save":     func() error { return n.saveRun(ctx, slow, draft, progress) },
			"fail":     func() error { return n.failRun(ctx, slow, "late") },
			"progress": func() error { _, err := n.noteProgress(ctx, slow, progress); return err },
			"renew":    func() error { _, err := n.renewRun(ctx, slow, now, time.Hour); return err },
			"release":  func() error { return n.releaseRun(ctx, slow, now) },
			"begin":    func() error { _, err := n.beginRun(ctx, slow); return err },
		} {
			if err := write(); !errors.Is(err, planner.ErrLost) {
				t.Errorf("%s under an old fence: %v", what, err)
			}
		}
		if rosters, duties := n.count(t, "SELECT COUNT(*) FROM rosters"), n.count(t, "SELECT COUNT(*) FROM duties"); rosters+duties > 0 {
			t.Errorf("the old fence left %d rosters, %d duties", rosters, duties)
		}
		must(n.beginRun(ctx, fast))(t)
		if err := n.saveRun(ctx, fast, draft, progress); err != nil {
			t.Fatal(err)
		}
		if err := n.saveRun(ctx, fast, draft, progress); !errors.Is(err, planner.ErrLost) {
			t.Errorf("saving twice: %v", err)
		}
		if got := n.count(t, "SELECT COUNT(*) FROM rosters"); got != 1 {
			t.Errorf("%d rosters", got)
		}
	})
}

func TestAQueuedRunWhoseJobIsGoneIsQueuedAgain(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 1)
		j := n.jobs(t, n.DB, JobOptions{Solve: byHand, Clock: n.clock.now})
		jobs := func() int { return n.count(t, "SELECT COUNT(*) FROM river_job") }
		sweep := func() {
			t.Helper()
			if err := j.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		n.clock.set(closes.Add(2 * time.Minute))
		sweep()
		if got := jobs(); got != 1 {
			t.Fatalf("%d jobs although one waits in the queue", got)
		}
		// A process fetched the job and died before it claimed the run.
		if _, err := n.writePool.ExecContext(t.Context(), "DELETE FROM river_job"); err != nil {
			t.Fatal(err)
		}
		sweep()
		sweep()
		if got := jobs(); got != 1 {
			t.Errorf("%d jobs after the sweep, want 1", got)
		}
	})
}

func TestARunThatKillsItsProcessesIsGivenUp(t *testing.T) {
	n := closedNight(t, sqliteDialect, 1)
	w, now := n.wards[0], time.Now()
	id := n.onlyRun(t, w).ID
	for range maxFence {
		if c := must(n.claimRun(t.Context(), id, "x", now, time.Second))(t); c == nil {
			t.Fatal("not claimed")
		}
		now = now.Add(time.Second)
	}
	if c := must(n.claimRun(t.Context(), id, "x", now, time.Second))(t); c != nil {
		t.Error("claimed once more")
	}
	if run := n.onlyRun(t, w); run.State != store.RunFailed || !strings.Contains(run.Failure, "never ended") {
		t.Errorf("run: %+v", run)
	}
}

func TestAFailedRunTellsAPersonAndLeavesThePeriodClosed(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 2)
		broken := func(context.Context, *nrp.Instance, scheduler.Options) (*scheduler.Result, error) { panic("broken") }
		for i, solve := range []planner.Solver{broken, byHand} {
			_, err := n.jobs(t, n.DB, JobOptions{Solve: solve}).Run(t.Context(), n.onlyRun(t, n.wards[i]).ID)
			if failed := err != nil; failed != (i == 0) {
				t.Errorf("ward %d: %v", i, err)
			}
		}
		run := n.onlyRun(t, n.wards[0])
		if run.State != store.RunFailed || !strings.Contains(run.Failure, "The program failed") || strings.Contains(run.Failure, "broken") {
			t.Errorf("run: %+v", run)
		}
		notices := must(n.Notices(t.Context(), n.wards[0].manager))(t)
		if len(notices) != 1 || notices[0].Kind != "run_failed" || notices[0].RunID != run.ID {
			t.Errorf("notices: %+v", notices)
		}
		if p := must(n.Period(t.Context(), n.wards[0].manager, n.wards[0].PeriodID))(t); p.State != store.PeriodClosed {
			t.Errorf("the period is %s", p.State)
		}
		if got := n.onlyRun(t, n.wards[1]).State; got != store.Saved {
			t.Errorf("the other ward's run is %s", got)
		}
	})
}

// A serve that leaves all solving to workers still looks after the queue.
func TestAProcessWithoutWorkersCanLead(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 1)
		start(t, n.jobs(t, n.open(t, n.clock.now), JobOptions{Solve: byHand, Leads: true, Poll: 20 * time.Millisecond}))
		until(t, "it leads", 20*time.Second, func() bool { return n.count(t, "SELECT COUNT(*) FROM river_leader") == 1 })
		if run := n.onlyRun(t, n.wards[0]); run.State != store.Queued {
			t.Errorf("it took the run: %+v", run)
		}
	})
}
