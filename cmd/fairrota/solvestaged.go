package main

import (
	"context"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// workStaged is work where rosters are compared by what people carry.
func (q *solveRequest) workStaged(ctx context.Context, clock Clock, tell func(solveReply)) (solveReply, error) {
	if q.Explain {
		rep, err := stages.Explain(ctx, q.Instance, q.Fair, q.Start, q.Bound, explain.Options{
			Threads: q.Threads, Seed: q.Seed, StepLimit: q.StepLimit, TimeLimit: q.TimeLimit, Clock: clock,
		})
		return solveReply{Report: rep}, err
	}
	res, err := stages.Solve(ctx, q.Instance, q.Fair, scheduler.Options{
		Threads: q.Threads, Seed: q.Seed, StepLimit: q.StepLimit, TimeLimit: q.TimeLimit, Clock: clock, Start: q.Start,
		Progress: func(p scheduler.Progress) { tell(solveReply{Progress: &p}) },
	})
	return solveReply{Staged: res}, err
}

// staged is solve in stages, worst-off first; it is a planner.StagedSolver.
func (c *childSolver) staged(ctx context.Context, in *nrp.Instance, f *stages.Fair, o scheduler.Options) (*stages.Result, error) {
	last, err := c.ask(ctx, solveRequest{
		Instance: in, Fair: f, Threads: o.Threads, Seed: o.Seed, StepLimit: o.StepLimit, TimeLimit: o.TimeLimit, Start: o.Start,
	}, func(r solveReply) {
		if r.Progress != nil && o.Progress != nil {
			o.Progress(*r.Progress)
		}
	})
	return last.Staged, err
}

// explainStaged is explain for rosters that are compared by what people carry; it is a
// planner.StagedExplainer.
func (c *childSolver) explainStaged(
	ctx context.Context, in *nrp.Instance, f *stages.Fair, r nrp.Roster, bound *nrp.Score, o explain.Options,
) (*explain.Report, error) {
	last, err := c.ask(ctx, solveRequest{
		Instance: in, Fair: f, Threads: o.Threads, Seed: o.Seed, StepLimit: o.StepLimit, TimeLimit: o.TimeLimit, Start: r, Explain: true, Bound: bound,
	}, func(solveReply) {})
	return last.Report, err
}
