package sqlstore

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

// absence are the two kinds of absence, which are read and removed alike.
type absence interface {
	store.Leave | store.Availability
}

// Leaves lists the leave of a ward's people that touches the days from .. to, both
// within; an empty day leaves that side open.
func (db *DB) Leaves(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.Leave, error) {
	return absences[store.Leave](ctx, db, "list leave", actor, wardID, from, to)
}

// Availabilities lists the days on which a ward's people cannot work and that touch the
// days from .. to, both within; an empty day leaves that side open.
func (db *DB) Availabilities(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.Availability, error) {
	return absences[store.Availability](ctx, db, "list availability", actor, wardID, from, to)
}

func absences[T absence](ctx context.Context, db *DB, op string, actor store.Actor, wardID store.ID, from, to store.Day) ([]T, error) {
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	query := db.read(ctx).Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?)", wardID).Order("first_day, staff_id, id")
	if from != "" {
		query = query.Where("last_day >= ?", from)
	}
	if to != "" {
		query = query.Where("first_day <= ?", to)
	}
	rows, err := all[T](query)
	return rows, db.fault(op, err)
}

// CreateLeave enters an agreed absence of a person.
func (db *DB) CreateLeave(ctx context.Context, actor store.Actor, l store.Leave, o store.Once) (*store.Leave, error) {
	const op = "create leave"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Leave, error) {
		if err := l.Validate(); err != nil {
			return nil, err
		}
		person, err := tx.personToWrite(op, actor, l.StaffID)
		if err != nil {
			return nil, err
		}
		l.ID, l.Version = newID(), 1
		if err := tx.create(&l, "this leave is there already"); err != nil {
			return nil, err
		}
		return &l, tx.audit(actor, person.WardID, "leave.create", l.ID, l)
	})
}

// personToWrite loads a person the data of whose home ward the actor may change.
func (tx *Tx) personToWrite(op string, actor store.Actor, id store.ID) (*store.Staff, error) {
	person, err := byID[store.Staff](tx.db, id)
	if err != nil {
		return nil, err
	}
	return person, actor.Must(op, store.WriteWard, person.WardID)
}

// DeleteLeave removes an absence that is at the version. Where it came of a request, the request ends
// and all its days go.
func (db *DB) DeleteLeave(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	const op = "delete leave"
	return db.inTx(ctx, op, func(tx *Tx) error {
		l, err := byID[store.Leave](tx.db, id)
		if err != nil {
			return err
		}
		person, err := tx.personToWrite(op, actor, l.StaffID)
		if err != nil {
			return err
		}
		if err := changed(op, tx.db.Exec("DELETE FROM leave WHERE id = ? AND version = ?", id, version)); err != nil {
			return err
		}
		if err := tx.audit(actor, person.WardID, "leave.delete", id, l); err != nil {
			return err
		}
		return tx.leaveRemoved(op, actor, l)
	})
}

// CreateAvailability enters days on which a person cannot work.
func (db *DB) CreateAvailability(ctx context.Context, actor store.Actor, a store.Availability, o store.Once) (*store.Availability, error) {
	const op = "create availability"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Availability, error) {
		if err := a.Validate(); err != nil {
			return nil, err
		}
		person, err := tx.personToWrite(op, actor, a.StaffID)
		if err != nil {
			return nil, err
		}
		if a.ShiftID != "" {
			if err := tx.shiftOfWard("/shift_id", a.ShiftID, person.WardID); err != nil {
				return nil, err
			}
		}
		a.ID, a.Version = newID(), 1
		if err := tx.create(&a, "this is there already"); err != nil {
			return nil, err
		}
		return &a, tx.audit(actor, person.WardID, "availability.create", a.ID, a)
	})
}

// shiftOfWard returns an Invalid error about the field unless the ward has the shift.
func (tx *Tx) shiftOfWard(pointer string, shiftID, wardID store.ID) error {
	var n int64
	if err := tx.db.Table("shifts").Where("id = ? AND ward_id = ?", shiftID, wardID).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return wrongField(pointer, "the ward has no such shift; choose one of its shifts")
	}
	return nil
}

// DeleteAvailability removes one that is at the version.
func (db *DB) DeleteAvailability(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	const op = "delete availability"
	return db.inTx(ctx, op, func(tx *Tx) error {
		a, err := byID[store.Availability](tx.db, id)
		if err != nil {
			return err
		}
		person, err := tx.personToWrite(op, actor, a.StaffID)
		if err != nil {
			return err
		}
		if err := changed(op, tx.db.Exec("DELETE FROM availability WHERE id = ? AND version = ?", id, version)); err != nil {
			return err
		}
		return tx.audit(actor, person.WardID, "availability.delete", id, a)
	})
}
