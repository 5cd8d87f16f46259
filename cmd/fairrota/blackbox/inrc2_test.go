package blackbox

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/store"
)

// rest is the place of the level at which a competition ward counts.
const rest = store.NumLevels - 1

// A published competition ward goes through the whole product, and the competition's own
// arithmetic, in an independent program, agrees with the score that the product shows.
func TestPublishedWardEndToEnd(t *testing.T) {
	at := func(name string) string { return bench(t, "inrc2", "n030w4", name+".json") }
	in := instance{at("Sc-n030w4"), at("H0-n030w4-1"), []string{at("WD-n030w4-6"), at("WD-n030w4-2"), at("WD-n030w4-9"), at("WD-n030w4-1")}}
	shown, solution := throughTheProduct(t, in, nrptest.Setting(t, "FAIRROTA_TEST_E2E_SECONDS", 10, 1))
	args := []string{bench(t, "inrc2_eval.py"), "--json", "--sce", in.scenario, "--his", in.history, "--weeks"}
	args = append(append(append(args, in.weeks...), "--sols"), solution...)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "python3", args...).Output()
	if err != nil {
		t.Fatalf("the independent referee finds faults: %v: %s", err, out)
	}
	var verdict struct {
		Feasible bool  `json:"feasible"`
		Total    int64 `json:"total"`
	}
	if err := json.Unmarshal(out, &verdict); err != nil {
		t.Fatal(err)
	}
	if !verdict.Feasible || verdict.Total != shown {
		t.Errorf("the independent referee says feasible %v, cost %d; the product shows %d", verdict.Feasible, verdict.Total, shown)
	}
	t.Logf("n030w4 history 1, weeks 6-2-9-1: cost %d", shown)
}

// The small ward of our own making goes the same way, wherever the tests run.
func TestOwnWardEndToEnd(t *testing.T) {
	in := alder()
	shown, solution := throughTheProduct(t, in, 2)
	out := must(t, "check", "--format", "inrc2", "--brief", "--history", in.history, "--weeks", strings.Join(in.weeks, ","), in.scenario, filepath.Dir(solution[0]))
	line, _, _ := strings.Cut(out, "\n")
	if want := fmt.Sprintf("cost %d", shown); line != want {
		t.Errorf("the referee says %q, the product shows %q", line, want)
	}
}

// throughTheProduct imports a problem, lets the nightly run solve it, approves and
// publishes over HTTP and exports; it returns the cost that the product shows and the
// paths of the solution files.
func throughTheProduct(t *testing.T, in instance, seconds int) (cost int64, solution []string) {
	t.Helper()
	dsn := newDatabase(t)
	w := importWard(t, dsn, "Real Ward", in, "--solve-seconds", strconv.Itoa(seconds))
	must(t, "nightly", "--db-dsn", dsn)

	server := serve(t, dsn)
	manager := signIn(t, server.url, w.login, w.password)
	var period store.RosterPeriod
	manager.get(t, "/periods/"+string(w.period), &period)
	if period.State != store.Drafted {
		t.Fatalf("after the nightly run the period is %s; runs: %+v", period.State, items[store.Run](t, manager, "/periods/"+string(w.period)+"/runs"))
	}
	published := publish(t, manager, approve(t, manager, drafted(t, manager, w.period)))
	var view roster
	manager.get(t, "/rosters/"+string(published.ID), &view)
	for level, n := range view.Roster.Score[:rest] {
		if n != 0 {
			t.Errorf("the score has %d at level %d: %v", n, level, view.Roster.Score)
		}
	}
	for _, d := range view.Duties {
		if d.Unfilled() {
			t.Errorf("duty of %s is unfilled", d.Day)
		}
	}
	manager.get(t, "/periods/"+string(w.period), &period)
	if period.State != store.PeriodPublished {
		t.Errorf("the period is %s", period.State)
	}
	server.stop(t)

	// A second nightly run finds nothing to do.
	must(t, "nightly", "--db-dsn", dsn)
	dir := filepath.Join(t.TempDir(), "solution")
	must(t, "export", "--db-dsn", dsn, "--format", "inrc2", "--out", dir, string(published.ID))
	for k := range in.weeks {
		solution = append(solution, filepath.Join(dir, fmt.Sprintf("sol-week%d.json", k)))
	}
	return view.Roster.Score[rest], solution
}
