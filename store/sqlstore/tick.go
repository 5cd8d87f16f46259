package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"github.com/fairrota/fairrota/store"
)

// dueQueries find the periods of which a step is due: one that the period's state still
// awaits and whose instant has come. A step that was missed stays due, so that what no
// process was there to do is caught up by the first that is.
var dueQueries = []struct {
	step  store.Step
	where string
}{
	{store.StepOpen, "state = 'planned' AND bidding_opens_at <= ?"},
	{store.StepClose, "state = 'open' AND bidding_closes_at <= ?"},
	{store.StepSolve, `state = 'closed' AND bidding_closes_at <= ?
		AND NOT EXISTS (SELECT 1 FROM due_steps WHERE due_steps.period_id = periods.id AND step = 'solve' AND due_at = periods.bidding_closes_at)
		AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.period_id = periods.id AND runs.state IN ('queued', 'claimed', 'solving'))`},
}

// Tick does what is due at an instant on every ward: it opens bidding, closes bidding
// and asks for the nightly runs; once a night it draws how contested the dates are on which
// bidding is open. Each step is recorded under a unique key in the
// transaction of its effect, so that it is done once however many processes call Tick,
// whenever they do. All instants are UTC; no step depends on a clock's local time. One
// failing ward never stops the others: their errors are returned together.
func (db *DB) Tick(ctx context.Context, now time.Time) error {
	now = now.UTC().Truncate(time.Microsecond)
	var errs []error
	for _, q := range dueQueries {
		var periods []store.RosterPeriod
		if err := db.read(ctx).Where(q.where, now).Order("bidding_opens_at, ward_id, id").Find(&periods).Error; err != nil {
			errs = append(errs, db.fault("tick", fmt.Errorf("look for what is due: %w", err)))
			continue
		}
		for i := range periods {
			if err := db.takeStep(ctx, q.step, &periods[i], now); err != nil {
				errs = append(errs, fmt.Errorf("%s period %s of ward %s: %w", q.step, periods[i].ID, periods[i].WardID, err))
			}
		}
	}
	errs = append(errs, db.drawContention(ctx, now), db.tickSwaps(ctx, now))
	return errors.Join(errs...)
}

// takeStep does one step of one period unless another process has.
func (db *DB) takeStep(ctx context.Context, step store.Step, seen *store.RosterPeriod, now time.Time) error {
	op := string(step) + " period"
	return db.inTxWithin(ctx, op, writeDeadline, string(seen.WardID), func(tx *Tx) error {
		period, err := byID[store.RosterPeriod](tx.db, seen.ID)
		if err != nil {
			return err
		}
		due := period.BiddingClosesAt
		if step == store.StepOpen {
			due = period.BiddingOpensAt
		}
		if period.State != seen.State || due.After(now) {
			return nil // somebody moved it in between
		}
		first, err := tx.recordStep(step, period, due, now)
		if err != nil || !first {
			return err
		}
		switch step {
		case store.StepOpen:
			_, err = tx.movePeriod(op, store.SystemActor, period.ID, period.Version, store.Open)
		case store.StepClose:
			_, err = tx.movePeriod(op, store.SystemActor, period.ID, period.Version, store.PeriodClosed)
		case store.StepSolve:
			_, err = tx.insertRun(ctx, op, store.SystemActor, period, 0, true)
		}
		return err
	})
}

// recordStep writes the step's key and reports whether this transaction is the first to
// have it.
func (tx *Tx) recordStep(step store.Step, period *store.RosterPeriod, due, now time.Time) (first bool, err error) {
	result := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&store.DueStep{
		WardID: period.WardID, PeriodID: period.ID, Step: step, DueAt: due, TakenAt: now,
	})
	if result.Error != nil {
		return false, fmt.Errorf("record step: %w", result.Error)
	}
	return result.RowsAffected == 1, nil
}
