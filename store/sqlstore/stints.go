package sqlstore

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// Stints lists the work beyond rotas of a ward's people that begins from one day to another, both within,
// in the order of time.
func (db *DB) Stints(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.Stint, error) {
	const op = "list other work"
	if err := checkDays(op, from, to); err != nil {
		return nil, err
	}
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	ward, err := byID[store.Ward](db.read(ctx), wardID)
	if err != nil {
		return nil, db.fault(op, err)
	}
	rows, err := all[store.Stint](stintsFrom(db.read(ctx), ward, from, to).Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?)", wardID))
	return rows, db.fault(op, err)
}

// MyStints lists the actor's own, in the same way.
func (db *DB) MyStints(ctx context.Context, actor store.Actor, from, to store.Day) ([]store.Stint, error) {
	const op = "list own other work"
	out := []store.Stint{}
	if err := checkDays(op, from, to); err != nil {
		return nil, err
	}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := rotaPerson(read, op, actor)
		if err != nil {
			return err
		}
		ward, err := byID[store.Ward](read, me.WardID)
		if err != nil {
			return err
		}
		out, err = all[store.Stint](stintsFrom(read, ward, from, to).Where("staff_id = ?", me.ID))
		return err
	})
	return out, err
}

// stintsFrom asks for stints that begin on some days of a ward's clock.
func stintsFrom(g *gorm.DB, ward *store.Ward, from, to store.Day) *gorm.DB {
	zone := ward.Zone()
	return g.Where("begins_at >= ? AND begins_at < ?", from.Midnight(zone).UTC(), to.Add(1).Midnight(zone).UTC()).Order("begins_at, staff_id, id")
}

// CreateStint enters work beyond the rota of a person of a ward whose data the actor may change. Conflict where
// it overlaps with what the person works already; what it breaks of the law is told and stands in no way.
func (db *DB) CreateStint(ctx context.Context, actor store.Actor, s store.Stint, o store.Once) (*store.NewStint, error) {
	const op = "enter other work"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.NewStint, error) {
		if err := s.Validate(tx.Now); err != nil {
			return nil, err
		}
		person, err := tx.personToWrite(op, actor, s.StaffID)
		if err != nil {
			return nil, err
		}
		return tx.enterStint(op, actor, person, s)
	})
}

// CreateMyStint enters work of the actor's own, for the bank or another employer. Work that is still to come
// has to lie on days whose rota is published: before that the rota goes first, and whoever could
// enter work for a day that is not rostered yet would choose the own days off. Conflict as in CreateStint.
func (db *DB) CreateMyStint(ctx context.Context, actor store.Actor, s store.Stint, o store.Once) (*store.NewStint, error) {
	const op = "enter own other work"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.NewStint, error) {
		me, err := rotaPerson(tx.db, op, actor)
		if err != nil {
			return nil, err
		}
		s.StaffID = me.ID
		if err := s.Validate(tx.Now); err != nil {
			return nil, err
		}
		if s.Source != store.BankWork && s.Source != store.OtherJob {
			return nil, wrongField("/source", "you can enter a bank shift or another job; ask your manager to enter other work")
		}
		if err := tx.rotaIsOut(me, &s); err != nil {
			return nil, err
		}
		return tx.enterStint(op, actor, me, s)
	})
}

// rotaIsOut refuses work to come on a day of which the home ward has no published rota yet.
func (tx *Tx) rotaIsOut(me *store.Staff, s *store.Stint) error {
	if !s.BeginsAt.After(tx.Now) {
		return nil
	}
	ward, err := byID[store.Ward](tx.db, me.WardID)
	if err != nil {
		return err
	}
	day := store.DayOf(s.BeginsAt, ward.Zone())
	var n int64
	err = tx.db.Table("rosters").Where(`ward_id = ? AND state = 'published' AND period_id IN
		(SELECT id FROM periods WHERE ward_id = ? AND first_day <= ? AND last_day >= ?)`, ward.ID, ward.ID, day, day).Count(&n).Error
	if err != nil {
		return fmt.Errorf("look for the rota of the day: %w", err)
	}
	if n == 0 {
		return wrongField("/begins_at", "your rota for %s is not out yet; wait for it, or ask your manager to enter this", dayWords(day))
	}
	return nil
}

// enterStint writes a stint that is valid, of a person that the actor may speak for.
func (tx *Tx) enterStint(op string, actor store.Actor, person *store.Staff, s store.Stint) (*store.NewStint, error) {
	home, err := byID[store.Ward](tx.db, person.WardID)
	if err != nil {
		return nil, err
	}
	if home.Source != "" {
		return nil, store.Errorf(store.Conflict, op, "this ward comes from a competition, whose people work nowhere else; enter it for a person of a ward made here")
	}
	if s.WardID != "" && !actor.Can(store.ReadWard, s.WardID) {
		return nil, wrongField("/ward_id", "choose a ward that you may see, or leave the ward out")
	}
	if s.WardID != "" {
		if err := tx.refersTo("wards", "/ward_id", s.WardID); err != nil {
			return nil, err
		}
	}
	line, err := readLine(tx.db, person, home, s.BeginsAt)
	if err != nil {
		return nil, err
	}
	if err := line.free(op, &s); err != nil {
		return nil, err
	}
	s.ID, s.EnteredBy, s.EnteredAt, s.Version = newID(), actor.UserID, tx.Now, 1
	s.BeginsAt, s.EndsAt = s.BeginsAt.UTC(), s.EndsAt.UTC()
	if err := tx.create(&s, "work that begins then is there already; take that out first"); err != nil {
		return nil, err
	}
	if err := tx.audit(actor, person.WardID, "stint.create", s.ID, s); err != nil {
		return nil, err
	}
	out := &store.NewStint{Stint: s}
	if out.Warnings, err = line.warnings(&s); err != nil {
		return nil, err
	}
	return out, tx.markStaleAround(person.WardID, store.DayOf(s.BeginsAt, home.Zone()))
}

// DeleteStint takes out a stint that is at the version: one of a ward whose data the actor may change.
func (db *DB) DeleteStint(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	const op = "take other work out"
	return db.inTx(ctx, op, func(tx *Tx) error {
		s, err := byID[store.Stint](tx.db, id)
		if err != nil {
			return err
		}
		person, err := tx.personToWrite(op, actor, s.StaffID)
		if err != nil {
			return err
		}
		return tx.deleteStint(op, actor, person, s, version)
	})
}

// DeleteMyStint takes out one of the actor's own that the actor has entered; NotFound for any other.
// Forbidden where somebody else has.
func (db *DB) DeleteMyStint(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	const op = "take own other work out"
	return db.inTx(ctx, op, func(tx *Tx) error {
		me, err := rotaPerson(tx.db, op, actor)
		if err != nil {
			return err
		}
		s, err := byID[store.Stint](tx.db, id)
		if err != nil {
			return err
		}
		if s.StaffID != me.ID {
			return notFound()
		}
		if s.EnteredBy != actor.UserID {
			return store.Errorf(store.Forbidden, op, "somebody else has entered this; ask your manager to take it out")
		}
		return tx.deleteStint(op, actor, me, s, version)
	})
}

func (tx *Tx) deleteStint(op string, actor store.Actor, person *store.Staff, s *store.Stint, version int) error {
	if err := changed(op, tx.db.Exec("DELETE FROM stints WHERE id = ? AND version = ?", s.ID, version)); err != nil {
		return err
	}
	if err := tx.audit(actor, person.WardID, "stint.delete", s.ID, s); err != nil {
		return err
	}
	home, err := byID[store.Ward](tx.db, person.WardID)
	if err != nil {
		return err
	}
	return tx.markStaleAround(person.WardID, store.DayOf(s.BeginsAt, home.Zone()))
}

// stintsAround reads the stints of the people that a query selects from a reference period before some days to one after them.
func stintsAround(g *gorm.DB, people string, who []any, first, last store.Day) ([]store.Stint, error) {
	from, to := first.Add(-lawDays-1).Midnight(time.UTC), last.Add(lawDays+2).Midnight(time.UTC)
	return all[store.Stint](g.Where("begins_at >= ? AND begins_at < ? AND staff_id IN ("+people+")", append([]any{from, to}, who...)...).Order("begins_at, staff_id, id"))
}
