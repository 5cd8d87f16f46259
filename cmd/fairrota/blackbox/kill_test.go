package blackbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/store"
)

// kills shares FAIRROTA_TEST_KILLS out among the three tests: six of ten during bids, two
// of ten each during a solve and during publishing.
func kills(t *testing.T, tenths int) int {
	t.Helper()
	return max(1, nrptest.Setting(t, "FAIRROTA_TEST_KILLS", 20, 1)*tenths/10)
}

// kill -9 while people bid: every acknowledged preference is there afterwards, a request
// without an answer happened wholly or not at all, and the program starts again.
func TestKillDuringBids(t *testing.T) {
	dsn := newDatabase(t)
	server := serve(t, dsn)
	bidders := openRush(t, dsn, server, signInAdmin(t, dsn, server), 8)
	random := rand.New(rand.NewPCG(1, 0))
	n, doubts := kills(t, 6), 0
	for range n {
		var all sync.WaitGroup
		faults := make([]error, len(bidders))
		for i, b := range bidders {
			all.Go(func() {
				for faults[i] == nil && b.inDoubt == nil {
					faults[i] = b.step(t.Context())
				}
			})
		}
		time.Sleep(time.Duration(20+random.IntN(250)) * time.Millisecond) // the moment of the power cut
		server.kill()
		all.Wait()
		for _, err := range faults {
			if err != nil {
				t.Errorf("refused while the server ran: %v", err)
			}
		}
		checkFile(t, dsn)
		server = serve(t, dsn)
		for _, b := range bidders {
			doubts++
			b.url = server.url
			b.verify(t)
		}
		if t.Failed() {
			return
		}
	}
	acknowledged := 0
	for _, b := range bidders {
		acknowledged += b.acknowledged
	}
	if acknowledged < 10*n {
		t.Errorf("only %d writes were acknowledged: the kills hit an idle server", acknowledged)
	}
	t.Logf("%d kills during bids: %d acknowledged writes, 0 lost; %d requests without an answer, each done or not done", n, acknowledged, doubts)
	server.stop(t)
}

// kill -9 during a solve: the next process takes the run up once the lease is over, the
// optimiser's process does not stay behind, and one draft is saved.
func TestKillDuringSolve(t *testing.T) {
	dsn := newDatabase(t)
	w := importWard(t, dsn, "Ward", alder(), "--solve-seconds", "2")
	server := serve(t, dsn, "--run-lease", "3s")
	manager := signIn(t, server.url, w.login, w.password)
	random := rand.New(rand.NewPCG(2, 0))
	// The period is closed and due, so the server has asked for the run itself.
	runs := func() []store.Run { return items[store.Run](t, manager, "/periods/"+string(w.period)+"/runs") }
	waitFor(t, 10*time.Second, "the run is asked for", func() (bool, string) { return len(runs()) == 1, "" })
	run := runs()[0]
	n := kills(t, 2)
	for k := range n {
		waitSolving(t, manager, run.ID)
		time.Sleep(time.Duration(random.IntN(1200)) * time.Millisecond) // the moment of the power cut
		server.kill()
		waitFor(t, 5*time.Second, "the optimiser's process ends with its parent", func() (bool, string) {
			left := server.orphans()
			return len(left) == 0, fmt.Sprint(left)
		})
		checkFile(t, dsn)
		server = serve(t, dsn, "--run-lease", "3s")
		manager.url = server.url
		// A run that killed process after process is given up; five are few enough.
		if (k+1)%5 == 0 {
			waitSaved(t, manager, run.ID)
		}
		if ended(t, manager, run.ID) && k+1 < n {
			manager.do(t, http.MethodPost, "/periods/"+string(w.period)+"/runs", map[string]int{"seconds": 2}, &run)
		}
	}
	waitSaved(t, manager, run.ID)
	if runs, rosters := ask[int](t, dsn, "SELECT count(*) FROM runs WHERE state = 'saved'"), ask[int](t, dsn, "SELECT count(*) FROM rosters"); runs != rosters {
		t.Errorf("%d runs were saved, %d drafts are there", runs, rosters)
	}
	t.Logf("%d kills during a solve: each run was taken up again and saved once", n)
	server.stop(t)
	checkFile(t, dsn)
}

// waitSaved waits until a run has left a draft.
func waitSaved(t *testing.T, c *client, id store.ID) {
	t.Helper()
	var run store.Run
	waitFor(t, 30*time.Second, "the run ends", func() (bool, string) {
		c.get(t, "/runs/"+string(id), &run)
		return run.State.Done(), string(run.State)
	})
	if run.State != store.Saved {
		t.Errorf("the run is %s: %s", run.State, run.Failure)
	}
}

// ended reports whether a run has ended.
func ended(t *testing.T, c *client, run store.ID) bool {
	t.Helper()
	var r store.Run
	c.get(t, "/runs/"+string(run), &r)
	return r.State.Done()
}

// waitSolving waits until the run has begun under the present server (its progress is
// new), or has ended.
func waitSolving(t *testing.T, c *client, id store.ID) {
	t.Helper()
	first, seen := int64(-1), false
	waitFor(t, 30*time.Second, "the run is being solved", func() (bool, string) {
		var r store.Run
		c.get(t, "/runs/"+string(id), &r)
		if r.State.Done() {
			return true, string(r.State)
		}
		if r.State != store.Solving {
			return false, string(r.State)
		}
		steps := int64(0)
		if r.Progress != nil {
			steps = r.Progress.Steps
		}
		if !seen {
			first, seen = steps, true
			return false, "solving"
		}
		return steps != first, "solving"
	})
}

// kill -9 while a rota is published: it is published wholly or not at all; where the
// answer came it is, and where not the same request, sent again, does it once.
func TestKillDuringPublish(t *testing.T) {
	dsn := newDatabase(t)
	n := kills(t, 2)
	var wards []ward
	for range n {
		wards = append(wards, importWard(t, dsn, "Ward "+string(rune('A'+len(wards))), alder(), "--solve-seconds", "1"))
	}
	must(t, "nightly", "--db-dsn", dsn)
	server := serve(t, dsn)
	random := rand.New(rand.NewPCG(3, 0))
	counts := map[string]int{}
	for _, w := range wards {
		manager := signIn(t, server.url, w.login, w.password)
		r := approve(t, manager, drafted(t, manager, w.period))
		key := newUUID()
		send := func(ctx context.Context) (*answer, error) {
			return manager.send(ctx, http.MethodPost, "/rosters/"+string(r.ID)+"/publish", nil, "If-Match", quoted(r.Version), "Idempotency-Key", key)
		}
		var a *answer
		var err error
		done := make(chan struct{})
		go func() {
			defer close(done)
			a, err = send(t.Context())
		}()
		time.Sleep(time.Duration(random.IntN(12_000)) * time.Microsecond) // the moment of the power cut
		server.kill()
		<-done
		checkFile(t, dsn)
		published := publishedWholly(t, dsn, r)
		switch {
		case err == nil && a.status >= 300:
			t.Errorf("refused: %d %s", a.status, a.body)
		case err == nil && !published:
			t.Error("the answer came, but the rota is not published")
		case err == nil:
			counts["answered"]++
		case published:
			counts["done without an answer"]++
		default:
			counts["not done"]++
		}
		server = serve(t, dsn)
		manager.url = server.url
		if a, err = send(t.Context()); err != nil || a.status >= 300 {
			t.Fatalf("the same request again: %v %+v", err, a)
		}
		if !publishedWholly(t, dsn, r) {
			t.Error("the rota is not published after the same request again")
		}
	}
	t.Logf("%d kills during publishing: %v", n, counts)
	server.stop(t)
	checkFile(t, dsn)
}

// publishedWholly reports whether a rota is published, and fails the test where only a
// part of what belongs to it was written.
func publishedWholly(t *testing.T, dsn string, r store.Roster) bool {
	t.Helper()
	period := ask[string](t, dsn, "SELECT state FROM periods WHERE id = ?", r.PeriodID)
	state := ask[string](t, dsn, "SELECT state FROM rosters WHERE id = ?", r.ID)
	audits := ask[int](t, dsn, "SELECT count(*) FROM audit_entries WHERE object_id = ? AND action = 'roster.publish'", r.ID)
	keys := ask[int](t, dsn, "SELECT count(*) FROM idempotency_keys WHERE route LIKE '%publish%' AND result LIKE '%' || ? || '%'", r.ID)
	switch {
	case period == "published" && state == "published" && audits == 1 && keys == 1:
		return true
	case period == "approved" && state == "approved" && audits == 0 && keys == 0:
		return false
	}
	t.Errorf("half published: period %s, rota %s, %d audit entries, %d kept answers", period, state, audits, keys)
	return false
}
