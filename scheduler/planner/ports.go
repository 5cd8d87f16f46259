package planner

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// Progress is what is known in mid-run.
type Progress = scheduler.Progress

// Job is one run that its caller holds.
type Job struct {
	RunID string
	// Seed starts every random choice of the optimiser.
	Seed uint64
	// Budget is the time given to the optimiser; 0 means no limit but ctx.
	Budget time.Duration
	// Threads is the number of threads of the optimiser; 0 means 1.
	Threads int
	// StepLimit ends the optimiser after so many steps; 0 means no limit.
	StepLimit int64
	// ExplainBudget is the time given to reasons after that, ExplainSteps the same in steps;
	// 0 means no such limit. Where both are 0 no reasons are looked for.
	ExplainBudget time.Duration
	ExplainSteps  int64
}

// Source gives the problem of a run.
type Source interface {
	Load(ctx context.Context, runID string) (*Problem, error)
}

// Sink takes what comes of a run. Each method returns an error wrapping ErrLost once
// the caller no longer holds the run; then nothing more may be written.
type Sink interface {
	// Progress is called from one goroutine at a time while the optimiser runs. stop
	// asks to end with the best roster so far.
	Progress(ctx context.Context, runID string, p Progress) (stop bool, err error)
	// Save keeps a draft that the referee has passed.
	Save(ctx context.Context, runID string, d *Draft) error
	// Fail ends the run without a draft; why is in words for a person.
	Fail(ctx context.Context, runID, why string) error
}

// Solver is scheduler.Solve, or something that runs it elsewhere. When ctx ends it
// returns the best roster found, if there is one, without an error.
type Solver func(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error)

// Explainer is explain.Explain, or something that runs it elsewhere. When ctx ends it
// returns the reasons found so far, without an error.
type Explainer func(ctx context.Context, in *nrp.Instance, r nrp.Roster, bound *nrp.Score, o explain.Options) (*explain.Report, error)

// Engine is what a run is worked by.
type Engine struct {
	// Solve is required.
	Solve Solver
	// Explain may be nil: then drafts have no reasons.
	Explain Explainer
	// Staged and ExplainStaged do the same for problems with Fair; nil leaves these to the plain
	// ones.
	Staged        StagedSolver
	ExplainStaged StagedExplainer
}

// Draft is a solved and refereed roster.
type Draft struct {
	Problem *Problem
	Roster  nrp.Roster
	// Assessment is the referee's; its score is the one that counts.
	Assessment *Assessment
	// Bound is a proven lower bound of the score, nil if none is known.
	Bound *nrp.Score
	// Result is what the optimiser said of itself.
	Result *scheduler.Result
	// Fairness is how the roster shares burden; nil where nothing is known of what people carry.
	Fairness *stages.Fairness
	// Reasons has why requests are not met, by request; empty where it was not asked.
	Reasons map[int]explain.Explanation
	// Agreed has why agreed days are not kept, by the index into Instance.Agreed; empty where it was not
	// asked.
	Agreed map[int]explain.Explanation
	// Improved is how many times a better roster was found while reasons were looked for.
	Improved int
	// Unexplained is why there are no reasons although they were asked for; for the log.
	Unexplained error
}
