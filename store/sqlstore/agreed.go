package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// AgreedPatterns lists the agreed patterns of a ward's people, those that have ended and those to
// come included, by person and first day.
func (db *DB) AgreedPatterns(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.AgreedPattern, error) {
	const op = "list agreed patterns"
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	rows, err := all[store.AgreedPattern](db.read(ctx).
		Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?)", wardID).Order("staff_id, first_day, id"))
	return rows, db.fault(op, err)
}

// MyAgreedPatterns lists the actor's own agreed patterns, by first day.
func (db *DB) MyAgreedPatterns(ctx context.Context, actor store.Actor) ([]store.AgreedPattern, error) {
	const op = "list own agreed patterns"
	var rows []store.AgreedPattern
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := byID[store.Staff](read, actor.StaffID)
		if err != nil {
			var e *store.Error
			if errors.As(err, &e) && e.Kind == store.NotFound {
				return store.Errorf(store.NotFound, op, "your sign-in is not linked to a member of staff; ask your administrator")
			}
			return err
		}
		if err := actor.Must(op, store.OwnRota, me.WardID); err != nil {
			return err
		}
		rows, err = all[store.AgreedPattern](read.Where("staff_id = ?", me.ID).Order("first_day, id"))
		return err
	})
	return rows, err
}

// CreateAgreedPattern enters what was agreed with a person. Invalid where a shift is none of the ward's,
// or another agreement of the person holds on one of its days.
func (db *DB) CreateAgreedPattern(ctx context.Context, actor store.Actor, p store.AgreedPattern, o store.Once) (*store.AgreedPattern, error) {
	const op = "create agreed pattern"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.AgreedPattern, error) {
		if err := p.Validate(); err != nil {
			return nil, err
		}
		person, err := tx.personToWrite(op, actor, p.StaffID)
		if err != nil {
			return nil, err
		}
		if err := tx.agreedFits(&p, person.WardID); err != nil {
			return nil, err
		}
		p.ID, p.Version, p.UserID, p.At = newID(), 1, actor.UserID, tx.Now
		if err := tx.create(&p, "this agreement is there already"); err != nil {
			return nil, err
		}
		return &p, tx.audit(actor, person.WardID, "agreed_pattern.create", p.ID, p)
	})
}

// agreedFits wants the shifts to be the ward's, and no other agreement of the person on the days.
func (tx *Tx) agreedFits(p *store.AgreedPattern, wardID store.ID) error {
	var shifts []store.ID
	if err := tx.db.Table("shifts").Where("ward_id = ?", wardID).Pluck("id", &shifts).Error; err != nil {
		return fmt.Errorf("load shifts: %w", err)
	}
	known := map[store.ID]bool{}
	for _, id := range shifts {
		known[id] = true
	}
	for k := range p.Days {
		for i, id := range p.Days[k].ShiftIDs {
			if !known[id] {
				return wrongField(fmt.Sprintf("/days/%d/shift_ids/%d", k, i), "the ward has no such shift; choose one of its shifts")
			}
		}
	}
	others, err := all[store.AgreedPattern](tx.db.Where("staff_id = ?", p.StaffID).Order("first_day"))
	if err != nil {
		return err
	}
	for i := range others {
		if p.Overlaps(&others[i]) {
			return wrongField("/first_day", "another agreement with this person holds from %s; end it before this one begins", others[i].FirstDay)
		}
	}
	return nil
}

// ChangeAgreedPattern ends an agreement that is at the version, or sets its review date.
func (db *DB) ChangeAgreedPattern(ctx context.Context, actor store.Actor, id store.ID, version int, c store.AgreedChange) (*store.AgreedPattern, error) {
	const op = "change agreed pattern"
	var p *store.AgreedPattern
	err := db.inTx(ctx, op, func(tx *Tx) error {
		var err error
		if p, err = byID[store.AgreedPattern](tx.db, id); err != nil {
			return err
		}
		person, err := tx.personToWrite(op, actor, p.StaffID)
		if err != nil {
			return err
		}
		if err := c.Apply(p); err != nil {
			return err
		}
		p.Version = version + 1
		if err := tx.replace(op, p, id, version, "this agreement is there already", "last_day", "review_on"); err != nil {
			return err
		}
		return tx.audit(actor, person.WardID, "agreed_pattern.change", id, p)
	})
	return result(p, err)
}
