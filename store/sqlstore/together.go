package sqlstore

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// Together lists who works with whom on a ward, by first day: also what is over, and what is to
// come.
func (db *DB) Together(ctx context.Context, actor store.Actor, wardID store.ID) (*store.WorkingTogether, error) {
	const op = "list who works with whom"
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	var out store.WorkingTogether
	err := db.snapshot(ctx, op, func(read *gorm.DB) error { return readTogether(read.Where("ward_id = ?", wardID), read, &out) })
	return result(&out, err)
}

// loadTogether reads who works with whom in a period, of guests what their own ward has stated: a learner who
// is lent needs a supervisor there too.
func loadTogether(g *gorm.DB, rows *problemRows) error {
	people, who := rows.people()
	within := g.Where("staff_id IN ("+people+") AND first_day <= ? AND (last_day IS NULL OR last_day >= ?)", append(who, rows.Period.LastDay, rows.Period.FirstDay)...)
	return readTogether(within, g, &rows.Together)
}

// readTogether reads what query selects of each of the three; g reads the supervisors.
func readTogether(query, g *gorm.DB, into *store.WorkingTogether) error {
	query = query.Order("first_day, staff_id, id").Session(&gorm.Session{})
	var err error
	if into.Pairs, err = all[store.Pair](query); err != nil {
		return err
	}
	if into.Learners, err = all[store.Learner](query); err != nil {
		return err
	}
	if into.Supernumerary, err = all[store.Supernumerary](query); err != nil {
		return err
	}
	ids := make([]store.ID, len(into.Learners))
	for i := range into.Learners {
		ids[i] = into.Learners[i].ID
	}
	named, err := all[store.Supervisor](g.Where("learner_id IN ?", ids).Order("learner_id, staff_id"))
	if err != nil {
		return err
	}
	of := map[store.ID][]store.ID{}
	for _, s := range named {
		of[s.LearnerID] = append(of[s.LearnerID], s.StaffID)
	}
	for i := range into.Learners {
		l := &into.Learners[i]
		if l.Supervisors = of[l.ID]; l.Supervisors == nil {
			l.Supervisors = []store.ID{}
		}
	}
	return nil
}

// wardPerson returns an Invalid error about the field unless the person's home ward is this one.
func (tx *Tx) wardPerson(pointer string, staffID, wardID store.ID) error {
	var n int64
	if err := tx.db.Table("staff").Where("id = ? AND ward_id = ?", staffID, wardID).Count(&n).Error; err != nil {
		return fmt.Errorf("look up person: %w", err)
	}
	if n == 0 {
		return wrongField(pointer, "nobody on this ward has that id; choose one of its people")
	}
	return nil
}

// removeRow deletes a row of a ward that is at the version, with an entry in the ward's audit chain.
func removeRow[T any](ctx context.Context, db *DB, op, event string, actor store.Actor, id store.ID, version int, wardOf func(*T) store.ID, before func(*Tx, *T) error) error {
	return db.inTx(ctx, op, func(tx *Tx) error {
		row, err := byID[T](tx.db, id)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, wardOf(row)); err != nil {
			return err
		}
		if before != nil {
			if err := before(tx, row); err != nil {
				return err
			}
		}
		if err := changed(op, tx.db.Where("id = ? AND version = ?", id, version).Delete(new(T))); err != nil {
			return err
		}
		return tx.audit(actor, wardOf(row), event, id, row)
	})
}
