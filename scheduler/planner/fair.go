package planner

import (
	"context"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// StagedSolver is stages.Solve, or something that runs it elsewhere; see Solver.
type StagedSolver func(ctx context.Context, in *nrp.Instance, f *stages.Fair, o scheduler.Options) (*stages.Result, error)

// StagedExplainer is stages.Explain, or something that runs it elsewhere; see Explainer.
type StagedExplainer func(
	ctx context.Context, in *nrp.Instance, f *stages.Fair, r nrp.Roster, bound *nrp.Score, o explain.Options,
) (*explain.Report, error)

// solver returns what solves a problem: in stages where it is known what people carry. What that
// says of fairness is put into said.
func (e Engine) solver(p *Problem, said **stages.Fairness) Solver {
	if p.Fair == nil || e.Staged == nil {
		return e.Solve
	}
	return func(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
		res, err := e.Staged(ctx, in, p.Fair, o)
		if res == nil {
			return nil, err
		}
		*said = &res.Fairness
		return &res.Result, err
	}
}

// explainer returns what explains rosters of a problem, nil for nothing.
func (e Engine) explainer(p *Problem) Explainer {
	if p.Fair == nil || e.ExplainStaged == nil {
		return e.Explain
	}
	return func(ctx context.Context, in *nrp.Instance, r nrp.Roster, bound *nrp.Score, o explain.Options) (*explain.Report, error) {
		return e.ExplainStaged(ctx, in, p.Fair, r, bound, o)
	}
}

// stand has the referee judge what a roster asks of people; the problem says what they carry.
func stand(p *Problem, r nrp.Roster) (*verify.Standing, error) {
	pair := func(r fairness.Ratio) [2]int64 { return [2]int64{r.Num, r.Den} }
	people := make([]verify.Bearing, len(p.Fair.People))
	for i, x := range p.Fair.People {
		people[i] = verify.Bearing{Base: int64(x.Base), Share: pair(x.Share), Days: pair(x.Days), Nights: pair(x.Nights), Weekends: pair(x.Weekends)}
	}
	refused := make([]int64, len(p.Fair.Refusals))
	for k, kind := range p.Fair.Refusals {
		refused[k] = fairness.Points(kind)
	}
	s, err := verify.Stand(p.Instance, r, people, refused)
	if err != nil {
		return nil, fmt.Errorf("referee: what is asked of people: %w", err)
	}
	return s, nil
}

// judgeFairness puts what was said of fairness into a draft, with the largest burden as the
// referee counts it. What was said of another roster than the draft's is brought up to date.
func (d *Draft) judgeFairness(said *stages.Fairness) error {
	if said == nil {
		return nil
	}
	s, err := stand(d.Problem, d.Roster)
	if err != nil {
		return err
	}
	out := *said
	burdens := make([]fairness.Milli, len(s.Carried))
	for i, b := range s.Carried {
		burdens[i] = fairness.Milli(b)
	}
	if len(burdens) > 0 {
		out.Largest = slices.Max(burdens)
	}
	out.Jain = fairness.Jain(fairness.NewVector(burdens))
	out.Least = min(out.Least, out.Largest)
	d.Fairness = &out
	return nil
}

// better reports whether a draft's roster is no worse than another's: by score, or by what the
// referee says of both where it is known what people carry.
func (d *Draft) better(than *Draft) (bool, error) {
	if d.Fairness == nil || than.Fairness == nil {
		return d.Assessment.Score.Compare(than.Assessment.Score) <= 0, nil
	}
	a, err := stand(d.Problem, d.Roster)
	if err != nil {
		return false, err
	}
	b, err := stand(than.Problem, than.Roster)
	if err != nil {
		return false, err
	}
	return a.Compare(b) <= 0, nil
}
