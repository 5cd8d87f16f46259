package sqlstore

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/store"
)

const (
	shiftTaken    = "the ward has a shift of this code already"
	contractTaken = "the ward has a contract of this name already"
)

// Shifts lists a ward's shifts in the order of the day.
func (db *DB) Shifts(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Shift, error) {
	return listOfWard[store.Shift](ctx, db, "list shifts", actor, store.ReadWard, wardID, "start_minute, code")
}

// listOfWard lists the rows of a ward on which the actor has the right; order is SQL.
func listOfWard[T any](ctx context.Context, db *DB, op string, actor store.Actor, right store.Right, wardID store.ID, order string) ([]T, error) {
	if err := actor.Must(op, right, wardID); err != nil {
		return nil, err
	}
	rows, err := all[T](db.read(ctx).Where("ward_id = ?", wardID).Order(order))
	return rows, db.fault(op, err)
}

// CreateShift makes a shift on the ward s.WardID.
func (db *DB) CreateShift(ctx context.Context, actor store.Actor, s store.Shift, o store.Once) (*store.Shift, error) {
	const op = "create shift"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Shift, error) {
		if err := tx.wardToWrite(op, actor, s.WardID); err != nil {
			return nil, err
		}
		s.ID, s.Version = newID(), 1
		if err := s.Validate(); err != nil {
			return nil, err
		}
		if err := tx.create(&s, shiftTaken); err != nil {
			return nil, err
		}
		return &s, tx.audit(actor, s.WardID, "shift.create", s.ID, s)
	})
}

// wardToWrite checks that the ward is there and that the actor may change its data.
func (tx *Tx) wardToWrite(op string, actor store.Actor, wardID store.ID) error {
	if err := actor.Must(op, store.WriteWard, wardID); err != nil {
		return err
	}
	_, err := byID[store.Ward](tx.db, wardID)
	return err
}

// UpdateShift changes a shift; its ward stays. Times, paid time and kind stay too once a
// published rota has the shift: what people were told never changes unseen. Where clock
// times change, the overrides of the ward's drafts end, since what they let pass may be
// worse by now.
func (db *DB) UpdateShift(ctx context.Context, actor store.Actor, s store.Shift) (*store.Shift, error) {
	const op = "update shift"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Shift](tx.db, s.ID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, old.WardID); err != nil {
			return err
		}
		s.WardID = old.WardID
		if err := s.Validate(); err != nil {
			return err
		}
		if err := tx.shiftMayChange(op, old, &s); err != nil {
			return err
		}
		saw := s.Version
		s.Version++
		if err := tx.replace(op, &s, s.ID, saw, shiftTaken, "code", "name", "kind", "start_minute", "end_minute", "paid_minutes",
			"break_minutes", "hazard_on", "min_run", "max_run"); err != nil {
			return err
		}
		if s.StartMinute != old.StartMinute || s.EndMinute != old.EndMinute {
			err := tx.db.Exec("DELETE FROM overrides WHERE roster_id IN (SELECT id FROM rosters WHERE ward_id = ? AND state IN ('draft', 'approved'))", s.WardID).Error
			if err != nil {
				return fmt.Errorf("end overrides: %w", err)
			}
		}
		return tx.audit(actor, s.WardID, "shift.update", s.ID, s)
	})
	return result(&s, err)
}

// shiftMayChange refuses other times, paid time or kind for a shift that a published rota
// has.
func (tx *Tx) shiftMayChange(op string, from, to *store.Shift) error {
	if from.StartMinute == to.StartMinute && from.EndMinute == to.EndMinute && from.PaidMinutes == to.PaidMinutes && from.Kind == to.Kind {
		return nil
	}
	var published bool
	err := tx.db.Raw(`SELECT EXISTS (SELECT 1 FROM duties JOIN rosters ON rosters.id = duties.roster_id
		WHERE duties.shift_id = ? AND rosters.state IN ('published', 'superseded'))`, from.ID).Scan(&published).Error
	if err != nil {
		return fmt.Errorf("look for published duties: %w", err)
	}
	if published {
		return store.Errorf(store.Conflict, op, "a published rota has this shift, so its times, paid time and kind stay; add another shift for the new ones")
	}
	return nil
}

// Contracts lists a ward's contracts by name.
func (db *DB) Contracts(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Contract, error) {
	return listOfWard[store.Contract](ctx, db, "list contracts", actor, store.ReadStaff, wardID, "name")
}

// CreateContract makes a contract on the ward c.WardID.
func (db *DB) CreateContract(ctx context.Context, actor store.Actor, c store.Contract, o store.Once) (*store.Contract, error) {
	const op = "create contract"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Contract, error) {
		if err := tx.wardToWrite(op, actor, c.WardID); err != nil {
			return nil, err
		}
		c.ID, c.Version = newID(), 1
		if err := c.Validate(); err != nil {
			return nil, err
		}
		if err := tx.create(&c, contractTaken); err != nil {
			return nil, err
		}
		return &c, tx.audit(actor, c.WardID, "contract.create", c.ID, c)
	})
}

// UpdateContract changes a contract; its ward stays.
func (db *DB) UpdateContract(ctx context.Context, actor store.Actor, c store.Contract) (*store.Contract, error) {
	const op = "update contract"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Contract](tx.db, c.ID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, old.WardID); err != nil {
			return err
		}
		c.WardID = old.WardID
		if err := c.Validate(); err != nil {
			return err
		}
		saw := c.Version
		c.Version++
		if err := tx.replace(op, &c, c.ID, saw, contractTaken, "name", "weekly_minutes", "min_total", "max_total", "min_work_run", "max_work_run",
			"min_off_run", "max_off_run", "max_weekends", "complete_weekends"); err != nil {
			return err
		}
		return tx.audit(actor, c.WardID, "contract.update", c.ID, c)
	})
	return result(&c, err)
}
