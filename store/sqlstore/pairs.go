package sqlstore

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

// CreatePair makes a rule between two people of the ward p.WardID.
func (db *DB) CreatePair(ctx context.Context, actor store.Actor, p store.Pair, o store.Once) (*store.Pair, error) {
	const op = "create pair"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Pair, error) {
		if err := tx.wardToWrite(op, actor, p.WardID); err != nil {
			return nil, err
		}
		p.ID, p.Version = newID(), 1
		if err := tx.checkPair(&p); err != nil {
			return nil, err
		}
		if err := tx.create(&p, "this pair is there already"); err != nil {
			return nil, err
		}
		return &p, tx.audit(actor, p.WardID, "pair.create", p.ID, p)
	})
}

// checkPair validates a pair, whom it refers to, and that nothing else is said of the two on
// the same days.
func (tx *Tx) checkPair(p *store.Pair) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if err := tx.wardPerson("/staff_id", p.StaffID, p.WardID); err != nil {
		return err
	}
	if err := tx.wardPerson("/other_id", p.OtherID, p.WardID); err != nil {
		return err
	}
	others, err := all[store.Pair](tx.db.Where("ward_id = ? AND id <> ?", p.WardID, p.ID))
	if err != nil {
		return err
	}
	for i := range others {
		if p.SameTwo(&others[i]) && p.Overlaps(&others[i]) {
			return wrongField("/other_id", "a rule for these two from %s on is there already; change that one, or end it first", others[i].FirstDay)
		}
	}
	return nil
}

// UpdatePair changes a pair; its ward stays.
func (db *DB) UpdatePair(ctx context.Context, actor store.Actor, p store.Pair) (*store.Pair, error) {
	const op = "update pair"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Pair](tx.db, p.ID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, old.WardID); err != nil {
			return err
		}
		p.WardID = old.WardID
		if err := tx.checkPair(&p); err != nil {
			return err
		}
		saw := p.Version
		p.Version++
		err = tx.replace(op, &p, p.ID, saw, "this pair is there already", "staff_id", "other_id", "kind", "strength", "first_day", "last_day")
		if err != nil {
			return err
		}
		return tx.audit(actor, p.WardID, "pair.update", p.ID, p)
	})
	return result(&p, err)
}

// DeletePair removes a pair that is at the version.
func (db *DB) DeletePair(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	return removeRow(ctx, db, "delete pair", "pair.delete", actor, id, version, func(p *store.Pair) store.ID { return p.WardID }, nil)
}

// CreateSupernumerary enters days on which a person of the ward s.WardID does not count for cover.
func (db *DB) CreateSupernumerary(ctx context.Context, actor store.Actor, s store.Supernumerary, o store.Once) (*store.Supernumerary, error) {
	const op = "create supernumerary time"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Supernumerary, error) {
		if err := tx.wardToWrite(op, actor, s.WardID); err != nil {
			return nil, err
		}
		s.ID, s.Version = newID(), 1
		if err := tx.checkSupernumerary(&s); err != nil {
			return nil, err
		}
		if err := tx.create(&s, "this time is there already"); err != nil {
			return nil, err
		}
		return &s, tx.audit(actor, s.WardID, "supernumerary.create", s.ID, s)
	})
}

func (tx *Tx) checkSupernumerary(s *store.Supernumerary) error {
	if err := s.Validate(); err != nil {
		return err
	}
	return tx.wardPerson("/staff_id", s.StaffID, s.WardID)
}

// UpdateSupernumerary changes whom and when supernumerary time is for; its ward stays.
func (db *DB) UpdateSupernumerary(ctx context.Context, actor store.Actor, s store.Supernumerary) (*store.Supernumerary, error) {
	const op = "update supernumerary time"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Supernumerary](tx.db, s.ID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, old.WardID); err != nil {
			return err
		}
		s.WardID = old.WardID
		if err := tx.checkSupernumerary(&s); err != nil {
			return err
		}
		saw := s.Version
		s.Version++
		if err := tx.replace(op, &s, s.ID, saw, "this time is there already", "staff_id", "first_day", "last_day"); err != nil {
			return err
		}
		return tx.audit(actor, s.WardID, "supernumerary.update", s.ID, s)
	})
	return result(&s, err)
}

// DeleteSupernumerary removes supernumerary time that is at the version.
func (db *DB) DeleteSupernumerary(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	return removeRow(ctx, db, "delete supernumerary time", "supernumerary.delete", actor, id, version,
		func(s *store.Supernumerary) store.ID { return s.WardID }, nil)
}
