package sqlstore

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// maxFence is how often a run is taken up before it is given up: a run that ends the
// process that solves it must not do so for ever.
const maxFence = 10

// claim is a run that this process holds, under a fence that nobody else has.
type claim struct {
	run store.Run
	// fence is what the row must still hold at each write.
	fence int64
}

// lost is the error of a write that found another fence or an ended run.
func (c *claim) lost() error {
	return fmt.Errorf("run %s, fence %d: %w", c.run.ID, c.fence, planner.ErrLost)
}

// claimRun takes up a run that is queued, or whose lease ended before now: compare and
// set, so that one process gets it. nil without an error means that there is nothing to
// take. now is the clock of leases.
func (db *DB) claimRun(ctx context.Context, id store.ID, holder string, now time.Time, lease time.Duration) (*claim, error) {
	const op = "claim run"
	var c *claim
	err := db.inTx(ctx, op, func(tx *Tx) error {
		c = nil
		result := tx.db.Exec(`UPDATE runs SET state = 'claimed', holder = ?, fence = fence + 1, lease_until = ?, build = ?,
			started_at = COALESCE(started_at, ?)
			WHERE id = ? AND (state = 'queued' OR (state IN ('claimed', 'solving') AND lease_until <= ?))`,
			holder, leaseEnd(now, lease), db.build, tx.Now, id, now.UTC().Truncate(time.Microsecond))
		if result.Error != nil {
			return fmt.Errorf("claim: %w", result.Error)
		}
		if result.RowsAffected == 0 {
			return nil
		}
		run, err := byID[store.Run](tx.db, id)
		if err != nil {
			return err
		}
		c = &claim{run: *run, fence: run.Fence}
		return nil
	})
	if err != nil || c == nil {
		return nil, err
	}
	if c.fence > maxFence {
		return nil, db.failRun(ctx, c, fmt.Sprintf("The run was taken up %d times and never ended; the processes that held it died. The log has the details.", maxFence))
	}
	return c, nil
}

func leaseEnd(now time.Time, lease time.Duration) time.Time {
	return now.UTC().Add(lease).Truncate(time.Microsecond)
}

// held updates columns of a run where the fence still is the claim's and the run has not
// ended. ErrLost otherwise.
func (tx *Tx) held(c *claim, columns map[string]any) error {
	result := tx.db.Table("runs").Where("id = ? AND fence = ? AND state IN ('claimed', 'solving')", c.run.ID, c.fence).Updates(columns)
	if result.Error != nil {
		return fmt.Errorf("update run: %w", result.Error)
	}
	if result.RowsAffected != 1 {
		return c.lost()
	}
	return nil
}

// renewRun prolongs the lease and reports whether somebody asked to stop.
func (db *DB) renewRun(ctx context.Context, c *claim, now time.Time, lease time.Duration) (stop bool, err error) {
	err = db.inTx(ctx, "renew run", func(tx *Tx) error {
		if err := tx.held(c, map[string]any{"lease_until": leaseEnd(now, lease)}); err != nil {
			return err
		}
		stop, err = stopRequested(tx.db, c)
		return err
	})
	return stop, err
}

func stopRequested(g *gorm.DB, c *claim) (stop bool, err error) {
	if err := g.Table("runs").Select("stop_requested").Where("id = ?", c.run.ID).Take(&stop).Error; err != nil {
		return false, fmt.Errorf("read stop: %w", err)
	}
	return stop, nil
}

// releaseRun gives a run back at once, so that another process need not wait for the
// lease to end; its job is queued again in the same transaction.
func (db *DB) releaseRun(ctx context.Context, c *claim, now time.Time) error {
	return db.inTx(ctx, "release run", func(tx *Tx) error {
		err := tx.held(c, map[string]any{"lease_until": leaseEnd(now, 0), "holder": "", "enqueued_at": tx.Now})
		if err != nil {
			return err
		}
		return tx.enqueue(ctx, c.run.ID)
	})
}

// beginRun loads the problem of a claimed run and marks it as being solved.
func (db *DB) beginRun(ctx context.Context, c *claim) (*planner.Problem, error) {
	const op = "begin run"
	var p *planner.Problem
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		var err error
		p, err = loadProblem(read, c.run.PeriodID, latestDraft)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = db.inTx(ctx, op, func(tx *Tx) error {
		return tx.held(c, map[string]any{"state": store.Solving, "instance_hash": p.Instance.Hash(), "progress": nil})
	})
	return p, err
}

// noteProgress writes the newest progress and reports whether somebody asked to stop.
func (db *DB) noteProgress(ctx context.Context, c *claim, progress *store.RunProgress) (stop bool, err error) {
	err = db.inTx(ctx, "note progress", func(tx *Tx) error {
		if err := tx.held(c, map[string]any{"progress": *progress}); err != nil {
			return err
		}
		stop, err = stopRequested(tx.db, c)
		return err
	})
	return stop, err
}

// saveRun writes a draft: roster, duties, outcomes, the end of the run, the period's
// state, a notice to the ward's managers, in one transaction under the fence.
func (db *DB) saveRun(ctx context.Context, c *claim, d *planner.Draft, progress *store.RunProgress) error {
	const op = "save draft"
	return db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		period, err := byID[store.RosterPeriod](tx.db, c.run.PeriodID)
		if err != nil {
			return err
		}
		switch period.State {
		case store.PeriodClosed:
			if period, err = tx.movePeriodTo(op, period.ID, store.Drafted); err != nil {
				return err
			}
		case store.Drafted:
		case store.Planned, store.Open, store.Approved, store.PeriodPublished, store.Archived:
			return store.Errorf(store.Conflict, op, "the period became %s while the run was under way", period.State)
		}
		roster, err := tx.createDraft(c, d)
		if err != nil {
			return err
		}
		// The fence is checked by this statement; where it fails nothing of the above stays.
		err = tx.held(c, map[string]any{
			"state": store.Saved, "roster_id": roster.ID, "ended_at": tx.Now, "progress": *progress, "lease_until": nil,
		})
		if err != nil {
			return err
		}
		if err := tx.audit(store.SystemActor, c.run.WardID, "roster.draft", roster.ID, map[string]any{
			"run_id": c.run.ID, "period_id": period.ID, "number": roster.Number, "score": roster.Score, "seed": c.run.Seed,
			"instance_hash": roster.InstanceHash, "build": db.build,
		}); err != nil {
			return err
		}
		return tx.notifyManagers(&c.run, store.Notice{
			Kind:   "draft_ready",
			Detail: "A draft of the rota from " + dayWords(period.FirstDay) + " to " + dayWords(period.LastDay) + " is ready.",
		})
	})
}

// createDraft writes the roster's rows.
func (tx *Tx) createDraft(c *claim, d *planner.Draft) (*store.Roster, error) {
	var newest int
	err := tx.db.Raw("SELECT COALESCE(MAX(number), 0) FROM rosters WHERE period_id = ?", c.run.PeriodID).Scan(&newest).Error
	if err != nil {
		return nil, fmt.Errorf("number the draft: %w", err)
	}
	history, err := currentHistory(tx.db, c.run.PeriodID)
	if err != nil {
		return nil, err
	}
	roster := &store.Roster{
		ID: newID(), PeriodID: c.run.PeriodID, WardID: c.run.WardID, Number: newest + 1, State: store.Draft, RunID: c.run.ID,
		InstanceHash: d.Problem.Instance.Hash(), HistoryHash: d.Problem.HistoryHash, Score: store.Levels(d.Assessment.Score),
		Bound: (*store.Levels)(d.Bound), Stale: history != d.Problem.HistoryHash, CreatedAt: tx.Now, Version: 1,
	}
	if err := tx.db.Create(roster).Error; err != nil {
		return nil, fmt.Errorf("write roster: %w", err)
	}
	err = tx.db.Table("rosters").Where("id = ?", roster.ID).Updates(map[string]any{"findings": assessedFindings(d.Problem, d.Assessment)}).Error
	if err != nil {
		return nil, fmt.Errorf("write findings: %w", err)
	}
	if err := tx.createDuties(writeRoster(d.Problem, d.Roster, d.Assessment.Unfilled, roster.ID)); err != nil {
		return nil, err
	}
	outcomes := outcomesOf(d.Problem, d.Assessment.Outcomes, roster.ID)
	if err := tx.addReasons(outcomes, d); err != nil {
		return nil, err
	}
	if err := tx.draftAgreed(d, roster.ID); err != nil {
		return nil, err
	}
	return roster, tx.createOutcomes(outcomes)
}

// failRun ends a run without a draft and tells the ward's managers why.
func (db *DB) failRun(ctx context.Context, c *claim, why string) error {
	return db.inTx(ctx, "fail run", func(tx *Tx) error {
		err := tx.held(c, map[string]any{"state": store.RunFailed, "failure": why, "ended_at": tx.Now, "lease_until": nil})
		if err != nil {
			return err
		}
		err = tx.audit(store.SystemActor, c.run.WardID, "run.fail", c.run.ID, map[string]any{"period_id": c.run.PeriodID, "failure": why})
		if err != nil {
			return err
		}
		return tx.notifyManagers(&c.run, store.Notice{Kind: "run_failed", Detail: "There is no draft: " + why})
	})
}

// notifyManagers writes a notice about a run to the ward's managers and to whoever asked
// for it.
func (tx *Tx) notifyManagers(run *store.Run, n store.Notice) error {
	var users []store.ID
	err := tx.db.Raw(`SELECT id FROM users WHERE state = 'active' AND (id = ? OR id IN
		(SELECT user_id FROM grants WHERE role = 'ward_manager' AND (ward_id = ? OR ward_id IS NULL))) ORDER BY id`,
		run.RequestedBy, run.WardID).Scan(&users).Error
	if err != nil {
		return fmt.Errorf("find managers to notify: %w", err)
	}
	n.WardID, n.PeriodID, n.RunID = run.WardID, run.PeriodID, run.ID
	return tx.notify(users, n)
}
