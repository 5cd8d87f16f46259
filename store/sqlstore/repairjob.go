package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"github.com/fairrota/fairrota/scheduler/repair"
	"github.com/fairrota/fairrota/store"
)

// repairQueue is a queue of its own, so that a repair never waits for a night's solve.
const repairQueue = "repair"

const (
	// repairSeconds is the time for one of up to three solves, which run at once.
	repairSeconds = 4
	// repairLease is how long a repair stays held; a search that lasts longer is another process's.
	repairLease = time.Minute
	// maxRepairFence is how often a repair is taken up before it is given up.
	maxRepairFence = 4
)

// repairArgs is the work of one repair; the repair's own row says whether it still is to be done.
type repairArgs struct {
	RepairID store.ID `json:"repair_id"`
}

// Kind names the work in the queue's tables.
func (repairArgs) Kind() string { return "repair" }

// enqueueRepair puts a job of a repair into the queue.
func (tx *Tx) enqueueRepair(ctx context.Context, id store.ID) error {
	client, err := tx.owner.queue()
	if err != nil {
		return err
	}
	if _, err = client.InsertTx(ctx, tx.sqlTx(), repairArgs{id}, &river.InsertOpts{MaxAttempts: solveAttempts, Queue: repairQueue}); err != nil {
		return fmt.Errorf("queue the repair's job: %w", err)
	}
	return nil
}

// repairWorker is the queue's side of a repair.
type repairWorker struct {
	river.WorkerDefaults[repairArgs]
	jobs *Jobs
}

// Work looks for the ways of the job's repair.
func (w *repairWorker) Work(ctx context.Context, job *river.Job[repairArgs]) error {
	return w.jobs.Repair(ctx, job.Args.RepairID)
}

// Repair takes up one repair, if it is to be had, looks for its ways and writes them, or why there are
// none. The error is the database's, or that of a ctx that has ended: then the repair is taken up again.
func (j *Jobs) Repair(ctx context.Context, id store.ID) error {
	r, err := j.db.claimRepair(ctx, id, j.o.Clock())
	if err != nil || r == nil {
		return err
	}
	log := j.log.With("repair_id", id, "ward_id", r.WardID, "fence", r.Fence)
	if r.Fence > maxRepairFence {
		return j.db.endRepair(ctx, r, nil, "The search was begun several times and never ended. The log has the details.")
	}
	ways, err := j.ways(ctx, r)
	var told *store.Error
	switch {
	case err == nil:
		log.InfoContext(ctx, "repair ready", "ways", len(ways))
		return j.db.endRepair(ctx, r, ways, "")
	case ctx.Err() != nil:
		return fmt.Errorf("repair %s: %w", id, context.Cause(ctx))
	case errors.As(err, &told) && told.Kind != store.Internal && told.Detail != "":
		log.WarnContext(ctx, "repair refused", "error", err)
		return j.db.endRepair(ctx, r, nil, told.Detail)
	}
	log.ErrorContext(ctx, "repair failed", "error", err)
	return j.db.endRepair(ctx, r, nil, "The ways could not be worked out. The log has the details; tell whoever runs this program.")
}

// ways solves for the ways and keeps those that both referees pass.
func (j *Jobs) ways(ctx context.Context, r *store.Repair) (store.RepairWays, error) {
	p, err := j.db.loadRepair(ctx, r)
	if err != nil {
		return nil, err
	}
	found, err := repair.Alternatives(ctx, repair.Solver(j.o.Solve), p.order, repair.Options{
		Threads: 1, Seed: seedOf(r.ID), TimeLimit: repairSeconds * time.Second, Clock: j.o.Clock, Together: true,
	})
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	var ways store.RepairWays
	for i := range found {
		way, legal, err := p.way(&found[i])
		if err != nil {
			return nil, err
		}
		if !legal {
			j.log.WarnContext(ctx, "a way to repair would break a hard rule and is not shown", "repair_id", r.ID, "aim", way.Aim)
			continue
		}
		ways = append(ways, *way)
	}
	if len(ways) == 0 {
		return nil, store.Errorf(store.Conflict, "repair", "every way would break a hard rule; change the rota by hand and override the finding by name and reason")
	}
	return ways, nil
}

// seedOf makes a seed of an id, so that a search that is begun again goes the same way.
func seedOf(id store.ID) uint64 {
	var n uint64
	for _, c := range []byte(id) {
		n = n*131 + uint64(c)
	}
	return n
}

// claimRepair takes up a repair that is queued, or whose lease has ended; nil where there is nothing to
// take.
func (db *DB) claimRepair(ctx context.Context, id store.ID, now time.Time) (*store.Repair, error) {
	var r *store.Repair
	err := db.inTx(ctx, "claim repair", func(tx *Tx) error {
		r = nil
		result := tx.db.Exec(`UPDATE repairs SET state = 'solving', fence = fence + 1, lease_until = ?
			WHERE id = ? AND (state = 'queued' OR state = 'solving' AND lease_until <= ?)`, leaseEnd(now, repairLease), id, leaseEnd(now, 0))
		if result.Error != nil || result.RowsAffected == 0 {
			return result.Error
		}
		var err error
		r, err = byID[store.Repair](tx.db, id)
		return err
	})
	return r, err
}

// endRepair writes what came of a repair under its fence and tells whoever asked for it.
func (db *DB) endRepair(ctx context.Context, r *store.Repair, ways store.RepairWays, failure string) error {
	return db.inTx(ctx, "end repair", func(tx *Tx) error {
		state, notice := store.RepairReady, store.Notice{Kind: "repair_ready", Detail: "Ways to repair the rota are ready."}
		if failure != "" {
			state, notice = store.RepairFailed, store.Notice{Kind: "repair_failed", Detail: "There is no way to repair the rota: " + failure}
		}
		result := tx.db.Table("repairs").Where("id = ? AND fence = ? AND state = 'solving'", r.ID, r.Fence).Updates(map[string]any{
			"state": state, "ways": ways, "failure": failure, "ended_at": tx.Now, "lease_until": nil,
		})
		if result.Error != nil {
			return fmt.Errorf("write repair: %w", result.Error)
		}
		if result.RowsAffected == 0 {
			return nil // another process has taken it over
		}
		err := tx.audit(store.SystemActor, r.WardID, "repair.end", r.ID, map[string]any{"roster_id": r.RosterID, "state": state, "ways": len(ways), "failure": failure})
		if err != nil || r.RequestedBy == "" {
			return err
		}
		notice.WardID, notice.PeriodID = r.WardID, r.PeriodID
		return tx.notify([]store.ID{r.RequestedBy}, notice)
	})
}

// sweepRepairs puts a job back into the queue for each repair whose lease has ended.
func (j *Jobs) sweepRepairs(ctx context.Context) error {
	now := j.o.Clock()
	var repairs []store.Repair
	err := j.db.read(ctx).Where("state = 'solving' AND lease_until <= ?", leaseEnd(now, 0)).Order("created_at, id").Find(&repairs).Error
	if err != nil {
		return fmt.Errorf("look for ended leases of repairs: %w", err)
	}
	var errs []error
	for i := range repairs {
		r := &repairs[i]
		errs = append(errs, j.db.inTx(ctx, "queue repair again", func(tx *Tx) error {
			// Queued again it waits for nobody's lease; another process that sweeps finds it queued.
			result := tx.db.Exec("UPDATE repairs SET state = 'queued', lease_until = NULL WHERE id = ? AND fence = ? AND state = 'solving'", r.ID, r.Fence)
			if result.Error != nil || result.RowsAffected == 0 {
				return result.Error
			}
			return tx.enqueueRepair(ctx, r.ID)
		}))
	}
	return errors.Join(errs...)
}
