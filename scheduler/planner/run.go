package planner

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// ErrLost says that the run is no longer the caller's: another process holds it, or it
// has ended. Nothing of it is written any more.
var ErrLost = errors.New("the run is held by another process or has ended")

// RunPeriod solves one period, looks for the reasons of what is not met, and saves the
// draft, or records in words why there is none. It returns nil in both cases of success: a
// draft saved, or a stop that left the best roster so far. Any failure is recorded through Sink.Fail and also returned.
// Exceptions, where nothing is recorded because somebody else will run it again: the
// run was lost (an error wrapping ErrLost), or ctx ended.
func RunPeriod(ctx context.Context, src Source, sink Sink, engine Engine, clock func() time.Time, job Job) error {
	why, err := attempt(ctx, src, sink, engine, clock, job)
	switch {
	case err == nil, errors.Is(err, ErrLost):
		return err
	case ctx.Err() != nil:
		return fmt.Errorf("run %s: %w", job.RunID, context.Cause(ctx))
	}
	err = fmt.Errorf("run %s: %w", job.RunID, err)
	if failErr := sink.Fail(ctx, job.RunID, why); failErr != nil {
		return errors.Join(err, fmt.Errorf("record the failure: %w", failErr))
	}
	return err
}

// attempt does the work. On an error, why says in words for a person what happened.
func attempt(
	ctx context.Context, src Source, sink Sink, engine Engine, clock func() time.Time, job Job,
) (why string, err error) {
	defer func() {
		if p := recover(); p != nil {
			why = "The program failed while it made this draft. The log has the details; tell whoever runs it."
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	problem, err := src.Load(ctx, job.RunID)
	if err != nil {
		return "The ward's data could not be turned into a rostering problem: " + Words(err), fmt.Errorf("load: %w", err)
	}
	if err := check(problem); err != nil {
		return "The ward's data contradict themselves: " + err.Error(), fmt.Errorf("check: %w", err)
	}
	var said *stages.Fairness
	res, err := solveFor(ctx, sink, engine.solver(problem, &said), clock, job, problem.Instance)
	if err != nil {
		return "The optimiser could not make a roster. The log has the details.", err
	}
	d, why, err := refereed(problem, res.Roster, res.Bound)
	if err != nil {
		return why, err
	}
	d.Result = res
	if err := d.judgeFairness(said); err != nil {
		return "The referee could not judge how the roster shares burden. Nothing was saved.", err
	}
	d, err = explained(ctx, sink, engine.explainer(problem), clock, job, d)
	if err != nil {
		return "The reasons could not be worked out.", err
	}
	if err := sink.Save(ctx, job.RunID, d); err != nil {
		return "The draft could not be saved: " + Words(err), fmt.Errorf("save: %w", err)
	}
	return "", nil
}

// refereed returns the draft of a roster that both referees pass.
func refereed(problem *Problem, r nrp.Roster, bound *nrp.Score) (d *Draft, why string, err error) {
	a, err := Assess(problem, r)
	if err != nil {
		return nil, "The optimiser's roster cannot be read. Nothing was saved.", fmt.Errorf("referee: %w", err)
	}
	unforced, err := Unforced(problem, a)
	if err != nil {
		return nil, "The referee could not judge the roster. Nothing was saved.", fmt.Errorf("referee: %w", err)
	}
	if len(unforced) > 0 {
		return nil, refused(problem, unforced), fmt.Errorf("referee: %d hard findings that nothing forced", len(unforced))
	}
	unlawful, err := lawUnforced(problem, r)
	if err != nil {
		return nil, "The second referee could not judge the roster. Nothing was saved.", err
	}
	if len(unlawful) > 0 {
		return nil, lawRefused(problem, unlawful), fmt.Errorf("second referee: %d breaches of law that nothing forced", len(unlawful))
	}
	d = &Draft{Problem: problem, Roster: r, Assessment: a, Bound: bound}
	if d.Bound != nil && d.Bound.Compare(a.Score) > 0 {
		d.Bound = nil // no bound lies above the score: it was not one of this problem
	}
	return d, "", nil
}

func check(p *Problem) error {
	if err := p.Check(); err != nil {
		return err
	}
	if err := p.Instance.Validate(); err != nil {
		return fmt.Errorf("validate: %w", err)
	}
	return nil
}

// solveFor runs the solver, hands on its progress and ends it when the sink asks.
func solveFor(
	ctx context.Context, sink Sink, solve Solver, clock func() time.Time, job Job, in *nrp.Instance,
) (*scheduler.Result, error) {
	var res *scheduler.Result
	err := watched(ctx, sink, job.RunID, nil, func(ctx context.Context, tell func(Progress)) (err error) {
		res, err = solve(ctx, in, scheduler.Options{
			Threads: job.Threads, Seed: job.Seed, StepLimit: job.StepLimit, TimeLimit: job.Budget, Clock: clock, Progress: tell,
		})
		return err
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("solve: %w", err)
	case res == nil || res.Roster == nil:
		return nil, errors.New("solve: there is no roster")
	}
	return res, nil
}

// refused says which hard rules the roster breaks, the first three by name.
func refused(p *Problem, unforced []nrp.Violation) string {
	var names []string
	for i, v := range unforced {
		if i == 3 {
			names = append(names, fmt.Sprintf("and %d more", len(unforced)-i))
			break
		}
		name := string(v.Rule)
		if v.Name != "" {
			name += " (" + v.Name + ")"
		}
		if v.Staff >= 0 {
			name += " of staff " + p.Instance.Staff[v.Staff].ID
		}
		if v.Day >= 0 {
			name += fmt.Sprintf(" on day %d", v.Day+1)
		}
		names = append(names, name)
	}
	return "The referee found hard rules broken without need, so nothing was saved: " + strings.Join(names, ", ") + "."
}

// Words returns what an error says to a person: the error's own Words method if one in
// its chain has it, a general sentence otherwise, since the rest belongs into the log.
func Words(err error) string {
	var w interface{ Words() string }
	if errors.As(err, &w) {
		return w.Words()
	}
	return "an internal error, see the log."
}
