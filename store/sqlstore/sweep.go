package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/fairrota/fairrota/store"
)

// queuedTooLong is how long a run waits in an otherwise empty queue before its job is
// taken for lost with the process that had fetched it.
const queuedTooLong = time.Minute

// watch looks after the leases of all runs until ctx ends: every process does, so that
// a run is taken up again soon after its lease ends whichever process died.
func (j *Jobs) watch(ctx context.Context) {
	tick := time.NewTicker(min(j.o.Lease/4, 2*time.Second))
	defer tick.Stop()
	for {
		if err := errors.Join(j.Sweep(ctx), j.sweepRepairs(ctx)); err != nil && ctx.Err() == nil {
			j.log.WarnContext(ctx, "leases not checked", "error", err)
		}
		if err := j.db.giveUpTrials(ctx, j.o.Clock()); err != nil && ctx.Err() == nil {
			j.log.WarnContext(ctx, "trials not given up", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Sweep puts a job back into the queue for each run whose lease has ended, and for each
// queued run whose job is gone.
func (j *Jobs) Sweep(ctx context.Context) error {
	now := j.o.Clock().UTC().Truncate(time.Microsecond)
	var runs []store.Run
	err := j.db.read(ctx).Where("state IN ('claimed', 'solving') AND lease_until <= ?", now).
		Or("state = 'queued' AND enqueued_at <= ?", j.db.now().Add(-queuedTooLong)).Order("created_at, id").Find(&runs).Error
	if err != nil {
		return fmt.Errorf("look for ended leases: %w", err)
	}
	waiting, err := j.waiting(ctx, runs)
	if err != nil {
		return err
	}
	var errs []error
	for i := range runs {
		if run := &runs[i]; (run.State != store.Queued || !waiting) && j.firstTry(run, now) {
			errs = append(errs, j.requeue(ctx, run))
		}
	}
	return errors.Join(errs...)
}

// queuedAgain is when this process last queued a run again, under which fence.
type queuedAgain struct {
	fence int64
	at    time.Time
}

// firstTry reports whether this process may queue the run again: once for each claim
// that ended, and again only when no worker has claimed it for the length of a lease.
func (j *Jobs) firstTry(run *store.Run, now time.Time) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if last, ok := j.again[run.ID]; ok && last.fence == run.Fence && now.Sub(last.at) < j.o.Lease {
		return false
	}
	j.again[run.ID] = queuedAgain{fence: run.Fence, at: now}
	return true
}

// waiting reports whether the queue holds jobs that a worker could fetch: then a queued
// run's job may be among them. Jobs that wait to be tried again do not count, since that
// needs a process that leads. It asks only where the answer matters.
func (j *Jobs) waiting(ctx context.Context, runs []store.Run) (bool, error) {
	queued := false
	for i := range runs {
		queued = queued || runs[i].State == store.Queued
	}
	if !queued {
		return false, nil
	}
	list, err := j.client.JobList(ctx, river.NewJobListParams().Kinds(solveArgs{}.Kind()).First(1).
		States(rivertype.JobStateAvailable))
	if err != nil {
		return false, fmt.Errorf("look into the queue: %w", err)
	}
	return len(list.Jobs) > 0, nil
}

// requeue queues a run again unless something has happened to it since it was read.
func (j *Jobs) requeue(ctx context.Context, run *store.Run) error {
	return j.db.inTx(ctx, "queue run again", func(tx *Tx) error {
		result := tx.db.Exec("UPDATE runs SET enqueued_at = ? WHERE id = ? AND fence = ? AND state = ? AND enqueued_at = ?",
			tx.Now, run.ID, run.Fence, run.State, run.EnqueuedAt)
		if result.Error != nil || result.RowsAffected == 0 {
			return result.Error
		}
		j.log.WarnContext(ctx, "run queued again", "run_id", run.ID, "fence", run.Fence, "holder", run.Holder)
		return tx.enqueue(ctx, run.ID)
	})
}
