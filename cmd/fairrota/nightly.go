package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// nightlyCmd does in the foreground what serve does by the clock: it opens and closes
// what is due, solves what then waits, and reports. It may run twice, on several
// machines, and beside serve and worker.
type nightlyCmd struct {
	Config
	At      string `name:"at" placeholder:"INSTANT" help:"Take this for the present, such as 2026-03-01T02:00:00Z (default: the clock)."`
	Workers int    `name:"workers" env:"FAIRROTA_WORKERS" default:"1" placeholder:"N" help:"Runs solved at once, 1 to 64 (${default})."`
}

// Validate checks the instant, the number and the settings.
func (c *nightlyCmd) Validate() error {
	var faults []error
	if _, err := c.present(time.Now); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(append(faults, workersFault(c.Workers), c.Config.Validate())...)
}

// present returns the clock that --at asks for: it begins there and goes on.
func (c *nightlyCmd) present(clock Clock) (Clock, error) {
	if c.At == "" {
		return clock, nil
	}
	at, err := time.Parse(time.RFC3339, c.At)
	if err != nil {
		return nil, fmt.Errorf("at must be an instant such as 2026-03-01T02:00:00Z, and not %q", c.At)
	}
	ahead := at.Sub(clock())
	return func() time.Time { return clock().Add(ahead) }, nil
}

// Run ticks once, solves every run that waits, waits for those that other processes hold
// and prints a line for each. It fails if a step or a run failed.
func (c *nightlyCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) (err error) {
	if clock, err = c.present(clock); err != nil {
		return err
	}
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
	tickErr := app.DB.Tick(ctx, clock())
	if tickErr != nil {
		tickErr = fmt.Errorf("not everything that was due could be done: %w", tickErr)
	}
	night, err := app.DB.LiveRuns(ctx, store.SystemActor)
	if err != nil {
		return errors.Join(tickErr, err)
	}
	waitErr := runAll(ctx, app.DB, jobs, c.Workers, night, log)
	failed, err := reportNight(context.WithoutCancel(ctx), app.DB, night, out)
	if failed > 0 {
		err = errors.Join(err, fmt.Errorf("%d of %d wards have no draft", failed, len(night)))
	}
	return errors.Join(tickErr, waitErr, err)
}

// runAll solves the runs here, or waits for the processes that hold them, until all have
// ended or ctx has.
func runAll(ctx context.Context, db *sqlstore.DB, jobs *sqlstore.Jobs, atOnce int, night []store.Run, log *slog.Logger) error {
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for {
		open, err := stillLive(ctx, db, night)
		if err != nil || len(open) == 0 {
			return err
		}
		list := make([]planner.Job, len(open))
		for i := range open {
			list[i].RunID = string(open[i].ID)
		}
		// A failed run says so in its row, which the report shows; other errors may pass.
		for i, err := range planner.RunNight(ctx, list, atOnce, func(ctx context.Context, job planner.Job) error {
			_, err := jobs.Run(ctx, store.ID(job.RunID))
			return err
		}) {
			if err != nil {
				log.ErrorContext(ctx, "run not solved here", "run_id", list[i].RunID, "err", err)
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-again.C:
		}
	}
}

// stillLive returns those of the runs that have not ended.
func stillLive(ctx context.Context, db *sqlstore.DB, night []store.Run) ([]store.Run, error) {
	live, err := db.LiveRuns(ctx, store.SystemActor)
	return slices.DeleteFunc(live, func(r store.Run) bool {
		return !slices.ContainsFunc(night, func(n store.Run) bool { return n.ID == r.ID })
	}), err
}

// reportNight prints a table of the runs and returns how many left no draft.
func reportNight(ctx context.Context, db *sqlstore.DB, night []store.Run, out io.Writer) (failed int, err error) {
	if len(night) == 0 {
		_, err := fmt.Fprintln(out, "nothing to solve")
		return 0, err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "WARD\tFIRST DAY\tRUN\tHARD\tCOVER\tBURDEN\tPREFERENCES\tREST\tROSTER OR REASON")
	for _, n := range night {
		run, err := db.Run(ctx, store.SystemActor, n.ID)
		if err != nil {
			return failed, err
		}
		ward, err := db.Ward(ctx, store.SystemActor, run.WardID)
		if err != nil {
			return failed, err
		}
		period, err := db.Period(ctx, store.SystemActor, run.PeriodID)
		if err != nil {
			return failed, err
		}
		line := fmt.Sprintf("%s\t%s\t%s\t", ward.Name, period.FirstDay, run.State)
		if run.State == store.Saved && run.Progress != nil {
			s := run.Progress.Score
			line += fmt.Sprintf("%d\t%d\t%d\t%d\t%d\t%s", s[0], s[1], s[3], s[4], s[5], run.RosterID)
		} else {
			failed++
			line += "\t\t\t\t\t" + run.Failure
		}
		fmt.Fprintln(table, line)
	}
	return failed, table.Flush()
}

// startTicks calls Tick now and then at the start of every minute, in UTC, until stop is
// called, which waits for one under way. Tick itself knows what is due, so that it does
// not matter which processes call it, or when, or how often.
func startTicks(ctx context.Context, db *sqlstore.DB, clock Clock, log *slog.Logger) (stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	tick := func() {
		if err := db.Tick(ctx, clock()); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "not everything that was due could be done", "err", err)
		}
	}
	panics := cron.PrintfLogger(slog.NewLogLogger(log.Handler(), slog.LevelError)) // cron's own would write to standard output
	c := cron.New(cron.WithLocation(time.UTC), cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger), cron.Recover(panics)))
	if _, err := c.AddFunc("* * * * *", tick); err != nil {
		cancel()
		return nil, fmt.Errorf("start the clock: %w", err)
	}
	first := make(chan struct{})
	go func() {
		defer close(first)
		tick()
	}()
	c.Start()
	return func() {
		cancel()
		<-c.Stop().Done()
		<-first
	}, nil
}
