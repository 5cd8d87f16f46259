package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// progressEvery is the least time between two writes of a run's progress.
const progressEvery = time.Second

// maxTrace is how many improvements a run's progress keeps.
const maxTrace = 200

// runPort is the Source and Sink of one claimed run.
type runPort struct {
	jobs  *Jobs
	claim *claim
	// stop is set when somebody has asked to stop.
	stop atomic.Bool

	// The rest belongs to Progress and Save, which are never called at once.
	progress store.RunProgress
	written  time.Time
}

// worded carries the words of a domain error to the planner.
type worded struct{ error }

// Words returns what a person may read of the error.
func (w worded) Words() string {
	var e *store.Error
	if errors.As(w.error, &e) && e.Detail != "" {
		return e.Detail
	}
	return "an internal error, see the log"
}

// Unwrap returns the error.
func (w worded) Unwrap() error { return w.error }

func inWords(err error) error {
	if err == nil {
		return nil
	}
	return worded{err}
}

// Load returns the problem of the run's period and marks the run as being solved.
func (p *runPort) Load(ctx context.Context, _ string) (*planner.Problem, error) {
	problem, err := p.jobs.db.beginRun(ctx, p.claim)
	return problem, inWords(err)
}

// Progress keeps the newest state, writes it at most once a second, and hands on the
// wish to stop.
func (p *runPort) Progress(ctx context.Context, _ string, now planner.Progress) (stop bool, err error) {
	p.note(now)
	at := p.jobs.o.Clock()
	if !p.written.IsZero() && at.Sub(p.written) < progressEvery {
		return p.stop.Load(), nil
	}
	p.written = at
	stop, err = p.jobs.db.noteProgress(ctx, p.claim, &p.progress)
	if stop {
		p.stop.Store(true)
	}
	return p.stop.Load(), err
}

// note takes over a point of the run's course; the trace keeps improvements only and is
// thinned to every other one when it is full.
func (p *runPort) note(now planner.Progress) {
	g := &p.progress
	better := len(g.Trace) == 0 || now.Score.Compare(nrp.Score(g.Trace[len(g.Trace)-1].Score)) < 0
	g.Score, g.Bound, g.Steps, g.Seconds = store.Levels(now.Score), (*store.Levels)(now.Bound), now.Steps, now.Seconds
	if !better {
		return
	}
	if len(g.Trace) >= maxTrace {
		kept := g.Trace[:0]
		for i := 0; i < len(g.Trace); i += 2 {
			kept = append(kept, g.Trace[i])
		}
		g.Trace = kept
	}
	g.Trace = append(g.Trace, store.TracePoint{Seconds: now.Seconds, Score: store.Levels(now.Score)})
}

// Save writes the draft and the end of the run.
func (p *runPort) Save(ctx context.Context, _ string, d *planner.Draft) error {
	if d.Result.Score != d.Assessment.Score {
		p.jobs.log.ErrorContext(ctx, "the optimiser and the referee disagree about the score; the referee's counts",
			"run_id", p.claim.run.ID, "instance_hash", d.Problem.Instance.Hash(), "optimiser", d.Result.Score, "referee", d.Assessment.Score)
	}
	if d.Unexplained != nil {
		p.jobs.log.ErrorContext(ctx, "the draft is saved without reasons", "run_id", p.claim.run.ID, "error", d.Unexplained)
	}
	p.note(planner.Progress{Score: d.Assessment.Score, Bound: d.Bound, Steps: d.Result.Steps, Seconds: d.Result.Seconds})
	if f := d.Fairness; f != nil {
		p.progress.Fairness = &store.RunFairness{
			Before: int64(f.Before), Largest: int64(f.Largest), Least: int64(f.Least), JainBefore: f.JainBefore, Jain: f.Jain,
		}
	}
	return inWords(p.jobs.db.saveRun(ctx, p.claim, d, &p.progress))
}

// Fail ends the run without a draft.
func (p *runPort) Fail(ctx context.Context, _, why string) error {
	if err := p.jobs.db.failRun(ctx, p.claim, why); err != nil {
		return fmt.Errorf("fail run: %w", err)
	}
	return nil
}
