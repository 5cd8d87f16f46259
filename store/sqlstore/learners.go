package sqlstore

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/store"
)

// CreateLearner makes a person of the ward l.WardID a learner.
func (db *DB) CreateLearner(ctx context.Context, actor store.Actor, l store.Learner, o store.Once) (*store.Learner, error) {
	const op = "create learner"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Learner, error) {
		if err := tx.wardToWrite(op, actor, l.WardID); err != nil {
			return nil, err
		}
		l.ID, l.Version = newID(), 1
		if err := tx.checkLearner(&l); err != nil {
			return nil, err
		}
		if err := tx.create(&l, "this learner is there already"); err != nil {
			return nil, err
		}
		if err := tx.putSupervisors(&l); err != nil {
			return nil, err
		}
		return &l, tx.audit(actor, l.WardID, "learner.create", l.ID, l)
	})
}

// checkLearner validates a learner, whom it refers to, and that nothing else is said of the
// person on the same days.
func (tx *Tx) checkLearner(l *store.Learner) error {
	if err := l.Validate(); err != nil {
		return err
	}
	if err := tx.wardPerson("/staff_id", l.StaffID, l.WardID); err != nil {
		return err
	}
	for i, s := range l.Supervisors {
		if err := tx.wardPerson(fmt.Sprintf("/supervisors/%d", i), s, l.WardID); err != nil {
			return err
		}
	}
	if l.SkillID != "" {
		if err := tx.refersTo("skills", "/skill_id", l.SkillID); err != nil {
			return err
		}
	}
	others, err := all[store.Learner](tx.db.Where("ward_id = ? AND id <> ?", l.WardID, l.ID))
	if err != nil {
		return err
	}
	for i := range others {
		if l.Overlaps(&others[i]) {
			return wrongField("/staff_id", "this person is a learner from %s on already; change that entry, or end it first", others[i].FirstDay)
		}
	}
	return nil
}

// putSupervisors makes the named supervisors of a learner those in l.Supervisors.
func (tx *Tx) putSupervisors(l *store.Learner) error {
	if err := tx.db.Exec("DELETE FROM supervisors WHERE learner_id = ?", l.ID).Error; err != nil {
		return fmt.Errorf("take back supervisors: %w", err)
	}
	if l.Supervisors == nil {
		l.Supervisors = []store.ID{}
	}
	for _, s := range l.Supervisors {
		if err := tx.db.Create(&store.Supervisor{LearnerID: l.ID, StaffID: s}).Error; err != nil {
			return fmt.Errorf("name a supervisor: %w", err)
		}
	}
	return nil
}

// UpdateLearner changes a learner; the ward stays.
func (db *DB) UpdateLearner(ctx context.Context, actor store.Actor, l store.Learner) (*store.Learner, error) {
	const op = "update learner"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Learner](tx.db, l.ID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, old.WardID); err != nil {
			return err
		}
		l.WardID = old.WardID
		if err := tx.checkLearner(&l); err != nil {
			return err
		}
		saw := l.Version
		l.Version++
		err = tx.replace(op, &l, l.ID, saw, "this learner is there already", "staff_id", "skill_id", "kinds", "strength", "first_day", "last_day")
		if err != nil {
			return err
		}
		if err := tx.putSupervisors(&l); err != nil {
			return err
		}
		return tx.audit(actor, l.WardID, "learner.update", l.ID, l)
	})
	return result(&l, err)
}

// DeleteLearner removes a learner's entry that is at the version.
func (db *DB) DeleteLearner(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	return removeRow(ctx, db, "delete learner", "learner.delete", actor, id, version, func(l *store.Learner) store.ID { return l.WardID },
		func(tx *Tx, l *store.Learner) error {
			named, err := all[store.Supervisor](tx.db.Where("learner_id = ?", l.ID).Order("staff_id"))
			if err != nil {
				return err
			}
			for _, s := range named {
				l.Supervisors = append(l.Supervisors, s.StaffID)
			}
			if err := tx.db.Exec("DELETE FROM supervisors WHERE learner_id = ?", l.ID).Error; err != nil {
				return fmt.Errorf("take back supervisors: %w", err)
			}
			return nil
		})
}
