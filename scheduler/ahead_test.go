package scheduler_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestALongWardIsLookedAheadOver solves half a year. Nights are short: ten people
// have 200 of the 364 that are wanted, so that 164 lack somebody whatever is done, 16,400.
// The roster is lawful, the bound no less than that and no more than the cost, and the
// roster is the same whatever the number of threads.
func TestALongWardIsLookedAheadOver(t *testing.T) {
	in := bench.Long(10, 26)
	r := solve(t, in, scheduler.Options{Seed: 1, StepLimit: 2_000_000, Threads: 1})
	if r.Score[nrp.LevelHard] != 0 {
		t.Errorf("score %v: the law is broken", r.Score)
	}
	if r.Bound == nil || r.Bound[nrp.LevelRest] < 15_800 || r.Bound[nrp.LevelRest] > r.Score[nrp.LevelRest] {
		t.Errorf("bound %v of %v, want 15,800 or more and not above the cost", r.Bound, r.Score)
	}
	t.Logf("cost %d, bound %d", r.Score[nrp.LevelRest], r.Bound[nrp.LevelRest])
	again := solve(t, in, scheduler.Options{Seed: 1, StepLimit: 2_000_000, Threads: 2})
	if diff := cmp.Diff(r.Roster, again.Roster); diff != "" {
		t.Errorf("with two threads (-one +two):\n%s", diff)
	}
}
