package planner

import (
	"context"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// fairWard is the asking ward with what its two people carry: 3 points and 1.
func fairWard() *Problem {
	p := askingWard()
	p.Fair = &stages.Fair{
		People: []stages.Person{{Base: 3000}, {Base: 1000}}, Refusals: []fairness.Kind{fairness.Refused2, fairness.Refused3},
	}
	return p
}

// By hand: the one draft refuses both: 3 + 3 = 6 points for person 1, 1 + 9 = 10 for person 2. The
// report's roster lets person 2 work on day 2: then 6 is the largest burden.
func TestADraftSaysHowItSharesBurden(t *testing.T) {
	p := newPort(map[string]*Problem{"r": fairWard()})
	staged := func(ctx context.Context, in *nrp.Instance, f *stages.Fair, o scheduler.Options) (*stages.Result, error) {
		res, err := answer(roster("EEE", "..."))(ctx, in, o)
		return &stages.Result{Result: *res, Fairness: stages.Fairness{Before: 12_000, Largest: 10_000, Least: 5000}}, err
	}
	plainly := func(context.Context, *nrp.Instance, scheduler.Options) (*scheduler.Result, error) {
		t.Error("the plain solver is asked")
		return nil, nil
	}
	for name, tt := range map[string]struct {
		explain StagedExplainer
		largest fairness.Milli
	}{
		"no reasons":      {nil, 10_000},
		"a better roster": {stages.Explain, 6000},
	} {
		t.Run(name, func(t *testing.T) {
			p.saved = map[string]*Draft{}
			engine := Engine{Solve: plainly, Staged: staged, ExplainStaged: tt.explain}
			if err := RunPeriod(t.Context(), p, p, engine, frozen, explainJob()); err != nil {
				t.Fatal(err)
			}
			d := p.saved["r"]
			if d == nil || d.Unexplained != nil || d.Fairness == nil {
				t.Fatalf("%+v", d)
			}
			if f := d.Fairness; f.Largest != tt.largest || f.Before != 12_000 || f.Least != 5000 {
				t.Errorf("fairness %+v, want a largest of %d", f, tt.largest)
			}
		})
	}
}

// A report whose roster is worse by the standing, here by the minimum of staff, is not taken.
func TestAWorseRosterDoesNotTakeADraftsPlace(t *testing.T) {
	problem := fairWard()
	problem.Fair.People[0].Base = 90_000
	p := newPort(map[string]*Problem{"r": problem})
	staged := func(ctx context.Context, in *nrp.Instance, f *stages.Fair, o scheduler.Options) (*stages.Result, error) {
		res, err := answer(roster(".E.", "..."))(ctx, in, o)
		return &stages.Result{Result: *res}, err
	}
	worse := func(context.Context, *nrp.Instance, *stages.Fair, nrp.Roster, *nrp.Score, explain.Options) (*explain.Report, error) {
		return &explain.Report{Roster: roster("...", "..."), Improved: 1}, nil
	}
	if err := RunPeriod(t.Context(), p, p, Engine{Staged: staged, ExplainStaged: worse}, frozen, explainJob()); err != nil {
		t.Fatal(err)
	}
	if d := p.saved["r"]; d.Unexplained == nil || !strings.Contains(d.Unexplained.Error(), "worse by the referee") || d.Improved != 0 {
		t.Errorf("unexplained %v, improved %d", d.Unexplained, d.Improved)
	}
}
