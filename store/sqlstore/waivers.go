package sqlstore

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// MyWaivers returns what the actor can choose to do without and has chosen; Forbidden where the actor is
// linked to nobody.
func (db *DB) MyWaivers(ctx context.Context, actor store.Actor) (*store.WaiverDesk, error) {
	const op = "load own waivers"
	var desk *store.WaiverDesk
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, ward, err := waiverPerson(read, op, actor)
		if err != nil {
			return err
		}
		desk, err = waiverDesk(read, me, ward, db.now())
		return err
	})
	return desk, err
}

// Waivers lists the waivers of a ward's people that are live on the ward's day of today, by person, for
// whom may read the staff. Managers read them and never enter one.
func (db *DB) Waivers(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Waiver, error) {
	const op = "list waivers"
	var rows []store.Waiver
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		ward, err := readWard(read, db, op, actor, store.ReadStaff, wardID)
		if err != nil {
			return err
		}
		rows, err = all[store.Waiver](read.Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?) AND withdrawn_at IS NULL AND (last_day IS NULL OR last_day >= ?)",
			wardID, store.DayOf(db.now(), ward.Zone())).Order("staff_id, first_day, key, id"))
		return err
	})
	return rows, err
}

// waiverPerson returns the person that the actor is, with the ward; a right of somebody else does not help.
func waiverPerson(g *gorm.DB, op string, actor store.Actor) (*store.Staff, *store.Ward, error) {
	me, err := ownPerson(g, op, actor)
	if err != nil {
		return nil, nil, err
	}
	ward, err := byID[store.Ward](g, me.WardID)
	return me, ward, err
}

// AddWaiver enters the actor's own choice to do without a rule. Id, person, user and time are set here. It
// counts for rotas that lie in its days; that the asking for them has not closed is part of the check.
func (db *DB) AddWaiver(ctx context.Context, actor store.Actor, w store.Waiver, o store.Once) (*store.Waiver, error) {
	const op = "add waiver"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Waiver, error) {
		me, ward, err := waiverPerson(tx.db, op, actor)
		if err != nil {
			return nil, err
		}
		desk, err := waiverDesk(tx.db, me, ward, tx.Now)
		if err != nil {
			return nil, err
		}
		if err := desk.Check(&w); err != nil {
			return nil, err
		}
		w.ID, w.StaffID, w.UserID, w.At, w.WithdrawnAt = newID(), me.ID, actor.UserID, tx.Now, nil
		if err := tx.create(&w, "this choice is there already"); err != nil {
			return nil, err
		}
		return &w, tx.audit(actor, ward.ID, "waiver.add", w.ID, w)
	})
}

// WithdrawWaiver takes back one of the actor's own waivers, at once for every rota that is not published:
// drafts and approved rotas made with it are stale. A published rota stays as it is. What was withdrawn
// already stays so.
func (db *DB) WithdrawWaiver(ctx context.Context, actor store.Actor, id store.ID, o store.Once) (*store.Waiver, error) {
	const op = "withdraw waiver"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Waiver, error) {
		me, ward, err := waiverPerson(tx.db, op, actor)
		if err != nil {
			return nil, err
		}
		w, err := byID[store.Waiver](tx.db, id)
		if err != nil {
			return nil, err
		}
		if w.StaffID != me.ID { // that there is such a one is nobody else's business
			return nil, notFound()
		}
		if w.WithdrawnAt != nil {
			return w, nil
		}
		w.WithdrawnAt = &tx.Now
		if err := changed(op, tx.db.Table("waivers").Where("id = ?", id).Updates(map[string]any{"withdrawn_at": tx.Now})); err != nil {
			return nil, err
		}
		if err := tx.staleWithout(ward.ID, w); err != nil {
			return nil, err
		}
		return w, tx.audit(actor, ward.ID, "waiver.withdraw", w.ID, w)
	})
}

// staleWithout marks the drafts and approved rotas of the periods that a withdrawn waiver counted for.
func (tx *Tx) staleWithout(wardID store.ID, w *store.Waiver) error {
	periods, err := all[store.RosterPeriod](tx.db.Where("ward_id = ? AND state IN ?", wardID, []store.PeriodState{store.Drafted, store.Approved}).Order("first_day"))
	if err != nil {
		return err
	}
	return tx.restale(slices.DeleteFunc(periods, func(p store.RosterPeriod) bool { return !w.Covers(&p) }))
}
