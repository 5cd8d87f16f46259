package planner

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// explained looks for the reasons of what a draft does not meet. Where a better roster
// comes up and both referees pass it, the draft is that one. A draft without reasons is better
// than none: what goes wrong is left in Draft.Unexplained. The error is that of a run that
// is lost or was ended.
func explained(
	ctx context.Context, sink Sink, reasons Explainer, clock func() time.Time, job Job, d *Draft,
) (*Draft, error) {
	if reasons == nil || job.ExplainBudget <= 0 && job.ExplainSteps <= 0 {
		return d, nil
	}
	now := Progress{Score: d.Assessment.Score, Bound: d.Bound, Steps: d.Result.Steps, Seconds: d.Result.Seconds}
	var rep *explain.Report
	err := watched(ctx, sink, job.RunID, &now, func(ctx context.Context, _ func(Progress)) error {
		if ctx.Err() == nil { // else somebody wants the draft now
			var failed error
			if rep, failed = reasons(ctx, d.Problem.Instance, d.Roster, d.Bound, explain.Options{
				Threads: job.Threads, Seed: job.Seed, StepLimit: job.ExplainSteps, TimeLimit: job.ExplainBudget, Clock: clock,
			}); failed != nil {
				rep, d.Unexplained = nil, fmt.Errorf("explain: %w", failed)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("explain: %w", err)
	}
	if rep == nil {
		return d, nil
	}
	return d.with(rep), nil
}

// takes makes sure that a better roster's draft may take the place of another.
func (d *Draft) takes(of *Draft) error {
	if err := d.judgeFairness(of.Fairness); err != nil {
		return err
	}
	ok, err := d.better(of)
	if err == nil && !ok {
		err = errors.New("the better roster is worse by the referee")
	}
	return err
}

// with returns the draft of a report: the draft itself with reasons, or that of the better
// roster.
func (d *Draft) with(rep *explain.Report) *Draft {
	out := d
	if rep.Improved > 0 {
		bound := (*nrp.Score)(nil)
		if d.Bound != nil {
			bound = &rep.Bound
		}
		better, _, err := refereed(d.Problem, rep.Roster, bound)
		if err == nil {
			err = better.takes(d)
		}
		if err != nil {
			d.Unexplained = fmt.Errorf("explain: %w", err)
			return d
		}
		out = better
		result := *d.Result
		result.Roster, result.Score, result.Bound = rep.Roster, better.Assessment.Score, bound
		out.Result, out.Improved = &result, rep.Improved
	}
	out.Reasons = make(map[int]explain.Explanation, len(rep.Reasons))
	for _, why := range rep.Reasons {
		out.Reasons[why.Request] = why
	}
	out.Agreed = make(map[int]explain.Explanation, len(rep.Agreed))
	for _, why := range rep.Agreed {
		out.Agreed[why.Request] = why
	}
	return out
}
