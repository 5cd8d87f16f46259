package stages

import (
	"math/rand/v2"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// TestAPlainSolveGoesOn: the second part of a plain solve begins at the roster, the steps and the trace of the first, keeps
// what that has proved, and tells of both as one.
func TestAPlainSolveGoesOn(t *testing.T) {
	for seed := range uint64(30) {
		random := rand.New(rand.NewPCG(seed, 3))
		in := nrptest.Instance(func(_ string, low, high int) int { return low + random.IntN(high-low+1) })
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		f := &Fair{People: make([]Person, len(in.Staff))}
		for range in.Requests {
			f.Refusals = append(f.Refusals, fairness.Refused1)
		}
		first, err := scheduler.Solve(t.Context(), in, scheduler.Options{Seed: seed, StepLimit: 50})
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		c := &chain{ctx: t.Context(), in: in, model: m, fair: f, best: first.Roster, steps: first.Steps, opt: scheduler.Options{
			Seed: seed, StepLimit: 20_000, Progress: func(p scheduler.Progress) {
				if told++; p.Steps < first.Steps || p.Score.Compare(first.Score) > 0 {
					t.Errorf("instance %d: told %d steps and %v after %d and %v", seed, p.Steps, p.Score, first.Steps, first.Score)
				}
			},
		}}
		was, traced := *first.Bound, len(first.Trace)
		both, err := c.longer(first)
		if err != nil {
			t.Fatal(err)
		}
		if told == 0 || both.Steps <= first.Steps || len(both.Trace) < traced || both.Score.Compare(first.Score) > 0 {
			t.Errorf("instance %d: told %d times, %d steps after %d, %v after %v", seed, told, both.Steps, first.Steps, both.Score, first.Score)
		}
		if both.Bound[0] < was[0] || both.Bound.Compare(both.Score) > 0 {
			t.Errorf("instance %d: bound %v of %v, was %v", seed, *both.Bound, both.Score, was)
		}
	}
}
