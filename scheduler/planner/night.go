package planner

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// RunNight runs every job by run, at most atOnce at a time (less than 1 means 1), and
// returns their errors: [job], nil where all went well. One failing job never stops the
// others, nor does one that panics. Jobs that have not begun when ctx ends get its error.
func RunNight(ctx context.Context, jobs []Job, atOnce int, run func(context.Context, Job) error) []error {
	errs := make([]error, len(jobs))
	slots := make(chan struct{}, max(atOnce, 1))
	var all sync.WaitGroup
	for i, job := range jobs {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			errs[i] = fmt.Errorf("run %s: %w", job.RunID, context.Cause(ctx))
			continue
		}
		all.Go(func() {
			defer func() { <-slots }()
			errs[i] = guarded(ctx, job, run)
		})
	}
	all.Wait()
	return errs
}

// guarded turns a panic of one job into its error.
func guarded(ctx context.Context, job Job, run func(context.Context, Job) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("run %s: panic: %v\n%s", job.RunID, p, debug.Stack())
		}
	}()
	return run(ctx, job)
}
