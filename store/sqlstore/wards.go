package sqlstore

import (
	"context"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// Divisions lists the divisions by name; every user may.
func (db *DB) Divisions(ctx context.Context, actor store.Actor) ([]store.Division, error) {
	const op = "list divisions"
	if err := actor.Must(op, store.SignedIn, ""); err != nil {
		return nil, err
	}
	rows, err := all[store.Division](db.read(ctx).Order("name"))
	return rows, db.fault(op, err)
}

// CreateDivision makes a division; its id and version are set here.
func (db *DB) CreateDivision(ctx context.Context, actor store.Actor, d store.Division, o store.Once) (*store.Division, error) {
	const op = "create division"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Division, error) {
		if err := actor.Must(op, store.ManageWards, ""); err != nil {
			return nil, err
		}
		d.ID, d.Version = newID(), 1
		if err := d.Validate(); err != nil {
			return nil, err
		}
		if err := tx.create(&d, "there is a division of this name already"); err != nil {
			return nil, err
		}
		return &d, tx.audit(actor, "", "division.create", d.ID, d)
	})
}

// createRow runs f once for o in a transaction.
func createRow[T any](ctx context.Context, db *DB, op string, actor store.Actor, o store.Once, f func(tx *Tx) (*T, error)) (*T, error) {
	var row *T
	err := db.inTx(ctx, op, func(tx *Tx) error {
		var err error
		row, err = once(tx, actor, o, func() (*T, error) { return f(tx) })
		return err
	})
	if err != nil {
		return nil, err
	}
	return row, nil
}

// Wards lists the wards that the actor may read, by name.
func (db *DB) Wards(ctx context.Context, actor store.Actor) ([]store.Ward, error) {
	const op = "list wards"
	if err := actor.Must(op, store.SignedIn, ""); err != nil {
		return nil, err
	}
	rows, err := all[store.Ward](db.read(ctx).Order("name, id"))
	if err != nil {
		return nil, db.fault(op, err)
	}
	readable := []store.Ward{}
	for i := range rows {
		if actor.Can(store.ReadWard, rows[i].ID) {
			readable = append(readable, rows[i])
		}
	}
	return readable, nil
}

// Ward returns a ward.
func (db *DB) Ward(ctx context.Context, actor store.Actor, id store.ID) (*store.Ward, error) {
	return readWard(db.read(ctx), db, "load ward", actor, store.ReadWard, id)
}

// readWard loads a ward on which the actor has the right.
func readWard(read *gorm.DB, db *DB, op string, actor store.Actor, right store.Right, id store.ID) (*store.Ward, error) {
	if err := actor.Must(op, right, id); err != nil {
		return nil, err
	}
	ward, err := byID[store.Ward](read, id)
	return ward, db.fault(op, err)
}

// CreateWard makes a ward with the standard rules as its first rule set; ids, version
// and time are set here.
func (db *DB) CreateWard(ctx context.Context, actor store.Actor, w store.Ward, o store.Once) (*store.Ward, error) {
	const op = "create ward"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Ward, error) {
		if err := actor.Must(op, store.ManageWards, ""); err != nil {
			return nil, err
		}
		w.ID, w.Version, w.CreatedAt = newID(), 1, tx.Now
		if err := w.Validate(); err != nil {
			return nil, err
		}
		if err := tx.refersTo("divisions", "/division_id", w.DivisionID); err != nil {
			return nil, err
		}
		if err := tx.create(&w, "the division has a ward of this name already"); err != nil {
			return nil, err
		}
		rules := store.RuleSet{ID: newID(), WardID: w.ID, Number: 1, Rules: store.StandardRules(), CreatedAt: tx.Now}
		if err := tx.create(&rules, "the ward has rules already"); err != nil {
			return nil, err
		}
		return &w, tx.audit(actor, w.ID, "ward.create", w.ID, w)
	})
}

// refersTo returns an Invalid error about the field unless the table has the row.
func (tx *Tx) refersTo(table, pointer string, id store.ID) error {
	var n int64
	if err := tx.db.Table(table).Where("id = ?", id).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return wrongField(pointer, "there is nothing under this id; choose one that is there")
	}
	return nil
}

// UpdateWard changes a ward's name, division, zone, cap, tokens and time for solving. The zone
// of a ward that has periods stays, since their days are local to it.
func (db *DB) UpdateWard(ctx context.Context, actor store.Actor, w store.Ward) (*store.Ward, error) {
	const op = "update ward"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Ward](tx.db, w.ID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, old.ID); err != nil {
			return err
		}
		w.Source, w.SourceRef, w.CreatedAt = old.Source, old.SourceRef, old.CreatedAt
		if err := w.Validate(); err != nil {
			return err
		}
		if err := tx.refersTo("divisions", "/division_id", w.DivisionID); err != nil {
			return err
		}
		if w.TimeZone != old.TimeZone {
			var periods int64
			if err := tx.db.Table("periods").Where("ward_id = ?", w.ID).Count(&periods).Error; err != nil {
				return err
			}
			if periods > 0 {
				return wrongField("/time_zone", "stays %s: the ward has roster periods, whose days are local to it", old.TimeZone)
			}
		}
		saw := w.Version
		w.Version++
		if err := tx.replace(op, &w, w.ID, saw, "the division has a ward of this name already", "division_id", "name", "time_zone", "preference_cap", "tokens", "swaps_automatic", "solve_seconds"); err != nil {
			return err
		}
		return tx.audit(actor, w.ID, "ward.update", w.ID, w)
	})
	return result(&w, err)
}

// result is row where err is nil and nothing otherwise.
func result[T any](row *T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return row, nil
}

// Skills lists the organisation's skills by code; every user may.
func (db *DB) Skills(ctx context.Context, actor store.Actor) ([]store.Skill, error) {
	const op = "list skills"
	if err := actor.Must(op, store.SignedIn, ""); err != nil {
		return nil, err
	}
	rows, err := all[store.Skill](db.read(ctx).Order("code"))
	return rows, db.fault(op, err)
}

// CreateSkill makes a skill of the organisation.
func (db *DB) CreateSkill(ctx context.Context, actor store.Actor, k store.Skill, o store.Once) (*store.Skill, error) {
	const op = "create skill"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Skill, error) {
		if err := actor.Must(op, store.ManageWards, ""); err != nil {
			return nil, err
		}
		k.ID, k.Version = newID(), 1
		if err := k.Validate(); err != nil {
			return nil, err
		}
		if err := tx.create(&k, "there is a skill of this code already"); err != nil {
			return nil, err
		}
		return &k, tx.audit(actor, "", "skill.create", k.ID, k)
	})
}
