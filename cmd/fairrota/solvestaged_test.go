package main

import (
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// The child solves and explains in stages as this process does.
func TestChildSolvesAndExplainsInStages(t *testing.T) {
	in, f := twoByTwo(), &stages.Fair{People: []stages.Person{{Base: 9000}, {Base: 1000}}}
	for i := range 2 { // both want the first day off, and one must come
		in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: 0, Unwanted: nrp.ShiftCells(0), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 1}})
		f.Refusals = append(f.Refusals, fairness.Refused1)
	}
	child := testChild(t, "solve", slog.New(slog.DiscardHandler))
	calls := 0
	o := scheduler.Options{Threads: 1, Seed: 5, StepLimit: 40_000}
	here, err := stages.Solve(t.Context(), in, f, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Progress = func(scheduler.Progress) { calls++ }
	there, err := child.staged(t.Context(), in, f, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(here.Roster, there.Roster); diff != "" || here.Fairness != there.Fairness || calls == 0 {
		t.Errorf("%d calls, %+v here, %+v in the child: %s", calls, here.Fairness, there.Fairness, diff)
	}
	x := explain.Options{Threads: 1, Seed: 5, StepLimit: 60_000}
	why, err := stages.Explain(t.Context(), in, f, here.Roster, here.Bound, x)
	if err != nil {
		t.Fatal(err)
	}
	said, err := child.explainStaged(t.Context(), in, f, here.Roster, here.Bound, x)
	if err != nil {
		t.Fatal(err)
	}
	codes := func(r *explain.Report) []explain.Code {
		var out []explain.Code
		for _, e := range r.Reasons {
			out = append(out, e.Code)
		}
		return out
	}
	if diff := cmp.Diff(codes(why), codes(said)); diff != "" || len(why.Reasons) == 0 {
		t.Errorf("reasons %s", diff)
	}
}
