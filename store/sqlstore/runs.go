package sqlstore

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// RequestRun asks for a draft of a period: the run and its job are written in one
// transaction. seconds is the time for the optimiser, 0 for the ward's own. Closed
// before bidding has closed, Conflict while another run of the period is under way.
func (db *DB) RequestRun(ctx context.Context, actor store.Actor, periodID store.ID, seconds int, o store.Once) (*store.Run, error) {
	const op = "request run"
	var run *store.Run
	err := db.inTx(ctx, op, func(tx *Tx) error {
		var err error
		run, err = once(tx, actor, o, func() (*store.Run, error) {
			period, err := byID[store.RosterPeriod](tx.db, periodID)
			if err != nil {
				return nil, err
			}
			if err := actor.Must(op, store.WriteDraft, period.WardID); err != nil {
				return nil, err
			}
			if seconds < 0 || seconds > 3600 {
				return nil, &store.Error{
					Kind: store.Invalid, Op: op, Detail: "the run cannot be started",
					Fields: []store.Field{{Pointer: "/seconds", Detail: "give the optimiser 1 to 3600 seconds, or leave it out for the ward's own time"}},
				}
			}
			return tx.insertRun(ctx, op, actor, period, seconds, false)
		})
		return err
	})
	return run, err
}

// insertRun writes a run and its job.
func (tx *Tx) insertRun(
	ctx context.Context, op string, actor store.Actor, period *store.RosterPeriod, seconds int, nightly bool,
) (*store.Run, error) {
	switch period.State {
	case store.PeriodClosed, store.Drafted:
	case store.Planned, store.Open:
		return nil, store.Errorf(store.Closed, op, "bidding is still open; a draft can be made once it has closed")
	case store.Approved, store.PeriodPublished, store.Archived:
		return nil, store.Errorf(store.Closed, op, "the rota of this period is %s; reopen it before making another draft", period.State)
	}
	live, err := liveRun(tx.db, period.ID)
	if err != nil {
		return nil, err
	}
	if live {
		return nil, store.Errorf(store.Conflict, op, "a run of this period is under way; wait for it or stop it")
	}
	if seconds == 0 {
		if err := tx.db.Table("wards").Select("solve_seconds").Where("id = ?", period.WardID).Take(&seconds).Error; err != nil {
			return nil, fmt.Errorf("load ward: %w", err)
		}
	}
	seed, err := newSeed()
	if err != nil {
		return nil, err
	}
	run := &store.Run{
		ID: newID(), WardID: period.WardID, PeriodID: period.ID, State: store.Queued, Nightly: nightly, RequestedBy: actor.UserID,
		Seed: seed, BudgetSeconds: seconds, CreatedAt: tx.Now, EnqueuedAt: tx.Now,
	}
	if err := tx.db.Create(run).Error; err != nil {
		return nil, fmt.Errorf("write run: %w", err)
	}
	if err := tx.enqueue(ctx, run.ID); err != nil {
		return nil, err
	}
	return run, tx.audit(actor, run.WardID, "run.request", run.ID, map[string]any{"period_id": period.ID, "seconds": seconds, "nightly": nightly})
}

// liveRun reports whether a run of the period has not ended.
func liveRun(g *gorm.DB, periodID store.ID) (bool, error) {
	var n int64
	err := g.Table("runs").Where("period_id = ? AND state IN ('queued', 'claimed', 'solving')", periodID).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("look for a run under way: %w", err)
	}
	return n > 0, nil
}

// newSeed returns a seed of 53 bits, which a browser's numbers hold exactly.
func newSeed() (int64, error) {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return 0, fmt.Errorf("draw a seed: %w", err)
	}
	return int64(binary.BigEndian.Uint64(b[:]) >> 11), nil
}

// Runs returns the runs of a period, newest first.
func (db *DB) Runs(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Run, error) {
	const op = "list runs"
	runs := []store.Run{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := readPeriod(read, op, actor, store.ReadDraft, periodID); err != nil {
			return err
		}
		return read.Where("period_id = ?", periodID).Order("created_at DESC, id DESC").Find(&runs).Error
	})
	return runs, err
}

// Run returns one run with its newest progress.
func (db *DB) Run(ctx context.Context, actor store.Actor, id store.ID) (*store.Run, error) {
	const op = "load run"
	run, err := byID[store.Run](db.read(ctx), id)
	if err != nil {
		return nil, db.fault(op, err)
	}
	if err := actor.Must(op, store.ReadDraft, run.WardID); err != nil {
		return nil, err
	}
	return run, nil
}

// StopRun ends a run early. One that nobody has taken up is stopped at once; a worker
// that holds it, in whatever process, keeps the best roster it has as the draft. A run
// that has ended stays as it is.
func (db *DB) StopRun(ctx context.Context, actor store.Actor, id store.ID, o store.Once) (*store.Run, error) {
	const op = "stop run"
	var run *store.Run
	err := db.inTx(ctx, op, func(tx *Tx) error {
		var err error
		run, err = once(tx, actor, o, func() (*store.Run, error) {
			run, err := byID[store.Run](tx.db, id)
			if err != nil {
				return nil, err
			}
			if err := actor.Must(op, store.WriteDraft, run.WardID); err != nil {
				return nil, err
			}
			if run.State.Done() {
				return run, nil
			}
			columns := map[string]any{"stop_requested": true}
			run.StopRequested = true
			if run.State == store.Queued {
				run.State, run.EndedAt = store.RunStopped, &tx.Now
				columns["state"], columns["ended_at"] = run.State, tx.Now
			}
			err = changed(op, tx.db.Table("runs").Where("id = ? AND fence = ?", run.ID, run.Fence).Updates(columns))
			if err != nil {
				return nil, err
			}
			return run, tx.audit(actor, run.WardID, "run.stop", run.ID, map[string]any{"period_id": run.PeriodID})
		})
		return err
	})
	return run, err
}

// LiveRuns returns the runs that have not ended, oldest first, for the program itself.
func (db *DB) LiveRuns(ctx context.Context, actor store.Actor) ([]store.Run, error) {
	const op = "list runs under way"
	if !actor.System {
		return nil, store.Errorf(store.Forbidden, op, "your role does not allow this")
	}
	runs := []store.Run{}
	err := db.read(ctx).Where("state IN ('queued', 'claimed', 'solving')").Order("created_at, id").Find(&runs).Error
	return runs, db.fault(op, err)
}
