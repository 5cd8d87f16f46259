package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"github.com/fairrota/fairrota/store/sqlstore"
)

// workerCmd solves what the queue holds, on as many machines as there are.
type workerCmd struct {
	Config
	Workers int `name:"workers" env:"FAIRROTA_WORKERS" default:"1" placeholder:"N" help:"Runs solved at once, 1 to 64 (${default})."`
}

// Validate checks the number and the settings.
func (c *workerCmd) Validate() error {
	return errors.Join(workersFault(c.Workers), c.Config.Validate())
}

func workersFault(n int) error {
	if n < 1 || n > 64 {
		return fmt.Errorf("workers must be between 1 and 64, and not %d", n)
	}
	return nil
}

// Run solves runs until ctx ends and then gives those under way back to the queue, so
// that another process begins them anew at once.
func (c *workerCmd) Run(ctx context.Context, log *slog.Logger, clock Clock) (err error) {
	app, err := NewApp(ctx, &c.Config, log, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := app.DB.CheckSchema(ctx); err != nil {
		return err
	}
	jobs, err := app.newJobs(c.Workers, false)
	if err != nil {
		return err
	}
	if err := jobs.Start(ctx); err != nil {
		return err
	}
	log.InfoContext(ctx, "worker ready", "workers", c.Workers)
	<-ctx.Done()
	log.InfoContext(ctx, "worker stops")
	return app.stopJobs(ctx, jobs)
}

// newJobs prepares the work on runs of this process: workers at once (0 for none), each
// solve in a child process. leads lets the process look after the queue's own tables.
func (a *App) newJobs(workers int, leads bool) (*sqlstore.Jobs, error) {
	solver, err := newChildSolver(a.Config.SolveMemoryMiB, a.Log)
	if err != nil {
		return nil, err
	}
	threads := a.Config.SolveThreads
	if threads == 0 {
		threads = max(runtime.NumCPU()/max(workers, 1), 1)
	}
	return sqlstore.NewJobs(a.DB, sqlstore.JobOptions{
		Workers: workers, Solve: solver.solve, Explain: solver.explain, Staged: solver.staged, ExplainStaged: solver.explainStaged, Threads: threads, Lease: a.Config.RunLease, Leads: leads,
		// Leases follow the machine's clock, whatever a demonstration does to the other one.
		Clock: time.Now,
	})
}

// stopJobs gives runs under way back, within the time that the settings leave for it and
// a little more, since a child that is told to end writes its answer first.
func (a *App) stopJobs(ctx context.Context, jobs *sqlstore.Jobs) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.Config.ShutdownTimeout+time.Second)
	defer cancel()
	return jobs.Stop(ctx)
}
