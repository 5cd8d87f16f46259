package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// JobOptions say how a process takes part in the work of runs.
type JobOptions struct {
	// Workers is how many runs are solved at once; 0 takes none from the queue.
	Workers int
	// Solve is required.
	Solve planner.Solver
	// Explain looks for the reasons of what a draft does not meet; nil for none.
	Explain planner.Explainer
	// Staged and ExplainStaged do the same worst-off first, for wards that are no competition's;
	// nil leaves these to the plain ones.
	Staged        planner.StagedSolver
	ExplainStaged planner.StagedExplainer
	// ExplainBudget is how long that may take, but no longer than the solve; 0 means 20 s.
	ExplainBudget time.Duration
	// Threads is the number of threads of one solve; 0 means 1.
	Threads int
	// Lease is how long a run stays held without a sign of life; it is renewed every third
	// of that time. 0 means 10 s. All processes of a database should use the same.
	Lease time.Duration
	// Clock is the machine's clock: leases and budgets follow it even where a
	// demonstration moves the database's. nil means the database's. The clocks of the
	// machines that share a database must agree to within a second or two; where one runs
	// ahead by more it takes runs from others too early, which costs time and nothing else.
	Clock func() time.Time
	// Leads lets this process look after the queue itself: retries, rescue and clearing of
	// jobs. One process of a database must; serve does. The runs do not depend on it,
	// since every process watches their leases.
	Leads bool
	// Poll is how often the queue is asked for work; 0 means 500 ms. Polling works on both
	// databases alike.
	Poll time.Duration
	// Holder names this process; "" means host and process id.
	Holder string
}

// Jobs takes runs from the queue, solves them, keeps their leases alive and puts the
// runs of processes that died back into the queue. Its methods may be called
// concurrently.
type Jobs struct {
	db     *DB
	o      JobOptions
	log    *slog.Logger
	client *river.Client[*sql.Tx]

	mu     sync.Mutex
	again  map[store.ID]queuedAgain
	cancel context.CancelCauseFunc
	done   sync.WaitGroup
}

// errStopping is the cause that ends runs when the process does.
var errStopping = errors.New("the process ends")

// NewJobs prepares the work of a process; Start begins it.
func NewJobs(db *DB, o JobOptions) (*Jobs, error) {
	if o.Solve == nil {
		return nil, errors.New("jobs: no solver given")
	}
	if o.Lease <= 0 {
		o.Lease = 10 * time.Second
	}
	if o.ExplainBudget <= 0 {
		o.ExplainBudget = 20 * time.Second
	}
	if o.Clock == nil {
		o.Clock = db.clock
	}
	if o.Poll <= 0 {
		o.Poll = 500 * time.Millisecond
	}
	if o.Holder == "" {
		host, err := os.Hostname()
		if err != nil {
			return nil, fmt.Errorf("jobs: name this process: %w", err)
		}
		o.Holder = host + ":" + strconv.Itoa(os.Getpid())
	}
	j := &Jobs{db: db, o: o, log: db.log, again: map[store.ID]queuedAgain{}}
	config := &river.Config{
		Logger: queueLog(db.log), PollOnly: true, FetchPollInterval: o.Poll, FetchCooldown: min(o.Poll, 100*time.Millisecond),
		JobTimeout: -1, LeaderElectionDisabled: !o.Leads, MaxAttempts: solveAttempts, Workers: river.NewWorkers(),
	}
	if err := river.AddWorkerSafely(config.Workers, &solveWorker{jobs: j}); err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	if err := river.AddWorkerSafely(config.Workers, &trialWorker{jobs: j}); err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	if err := river.AddWorkerSafely(config.Workers, &repairWorker{jobs: j}); err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	switch {
	case o.Workers > 0:
		config.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.Workers}, trialQueue: {MaxWorkers: 1}, repairQueue: {MaxWorkers: 1}}
	case o.Leads:
		// A client without a queue cannot be started, and so cannot lead; nothing is ever put
		// into this one.
		config.Queues = map[string]river.QueueConfig{"upkeep": {MaxWorkers: 1}}
	}
	var err error
	if j.client, err = river.NewClient(db.queueDriver(), config); err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return j, nil
}

// Start takes up work until Stop; the end of ctx alone does not end it.
func (j *Jobs) Start(ctx context.Context) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.cancel != nil {
		return errors.New("jobs: started already")
	}
	running, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	if j.o.Workers > 0 || j.o.Leads {
		if err := j.client.Start(running); err != nil {
			cancel(err)
			return fmt.Errorf("jobs: start the queue: %w", err)
		}
	}
	j.cancel = cancel
	j.done.Go(func() { j.watch(running) })
	return nil
}

// Stop takes up nothing more and gives the runs under way back to the queue, so that
// another process, or this one when it starts again, begins them anew at once. It
// returns when all have been given back, or with an error when ctx ends before.
func (j *Jobs) Stop(ctx context.Context) error {
	j.mu.Lock()
	cancel := j.cancel
	j.cancel = nil
	j.mu.Unlock()
	if cancel == nil {
		return nil
	}
	var err error
	if j.o.Workers > 0 || j.o.Leads {
		err = j.client.StopAndCancel(ctx)
	}
	cancel(errStopping)
	j.done.Wait()
	if err != nil {
		return fmt.Errorf("jobs: stop: %w", err)
	}
	return nil
}

// solveWorker is the queue's side of a run.
type solveWorker struct {
	river.WorkerDefaults[solveArgs]
	jobs *Jobs
}

// Work runs the job's run. The job is done when the run has ended or is somebody
// else's; only an error of the database makes the queue try again.
func (w *solveWorker) Work(ctx context.Context, job *river.Job[solveArgs]) error {
	_, err := w.jobs.Run(ctx, job.Args.RunID)
	var failed *runFailure
	if errors.As(err, &failed) || errors.Is(err, planner.ErrLost) || ctx.Err() != nil {
		return nil //nolint:nilerr // recorded in the run's row, or given back
	}
	return err
}

// runFailure is the error of a run that ended without a draft and says so in its row.
type runFailure struct{ err error }

// Error returns the cause for the log.
func (f *runFailure) Error() string { return f.err.Error() }

// Unwrap returns the cause.
func (f *runFailure) Unwrap() error { return f.err }

// Run takes up one run and solves it here, if it is to be had: taken is false where
// another process holds it or it has ended. The error says how it failed; a failure of
// the run itself is in its row already.
func (j *Jobs) Run(ctx context.Context, id store.ID) (taken bool, err error) {
	c, err := j.db.claimRun(ctx, id, j.o.Holder, j.o.Clock(), j.o.Lease)
	if err != nil || c == nil {
		return false, err
	}
	log := j.log.With("run_id", id, "ward_id", c.run.WardID, "fence", c.fence)
	log.InfoContext(ctx, "run claimed", "budget_s", c.run.BudgetSeconds)
	running, cancel := context.WithCancelCause(ctx)
	p := &runPort{jobs: j, claim: c}
	var beat sync.WaitGroup
	beat.Go(func() { j.keepLease(running, p, cancel) })
	budget := time.Duration(c.run.BudgetSeconds) * time.Second
	err = planner.RunPeriod(running, p, p, j.engine(), j.o.Clock, planner.Job{
		RunID: string(id), Budget: budget, ExplainBudget: min(budget, j.o.ExplainBudget), Threads: j.o.Threads,
		Seed: uint64(c.run.Seed), //nolint:gosec // seeds are drawn without a sign
	})
	cancel(nil)
	beat.Wait()
	switch {
	case err == nil:
		log.InfoContext(ctx, "run saved")
		return true, nil
	case errors.Is(err, planner.ErrLost):
		log.WarnContext(ctx, "run lost to another process")
		return true, err
	case ctx.Err() != nil:
		log.InfoContext(ctx, "run given back")
		return true, errors.Join(err, j.db.releaseRun(context.WithoutCancel(ctx), c, j.o.Clock()))
	}
	log.ErrorContext(ctx, "run failed", "error", err)
	return true, &runFailure{err}
}

// engine is what runs are worked by.
func (j *Jobs) engine() planner.Engine {
	return planner.Engine{Solve: j.o.Solve, Explain: j.o.Explain, Staged: j.o.Staged, ExplainStaged: j.o.ExplainStaged}
}

// keepLease renews the lease every third of its length until ctx ends, and ends the run
// when it is no longer this process's. Other errors are left to the next time: as long
// as nobody else claims the run its fence holds.
func (j *Jobs) keepLease(ctx context.Context, p *runPort, end context.CancelCauseFunc) {
	tick := time.NewTicker(j.o.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		stop, err := j.db.renewRun(ctx, p.claim, j.o.Clock(), j.o.Lease)
		switch {
		case errors.Is(err, planner.ErrLost):
			end(err)
			return
		case err != nil && ctx.Err() == nil:
			j.log.WarnContext(ctx, "lease not renewed", "run_id", p.claim.run.ID, "error", err)
		case stop:
			p.stop.Store(true)
		}
	}
}
