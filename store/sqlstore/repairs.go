package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// RequestRepair asks for ways to repair a published rota after what r.Kind, r.Reason and r.Facts say has
// happened; the ways are looked for by a job. version is that of the rota's row. Nothing of the rota or of
// what is known of its people changes before one of the ways is applied.
func (db *DB) RequestRepair(ctx context.Context, actor store.Actor, version int, r store.Repair, o store.Once) (*store.Repair, error) {
	const op = "request repair"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Repair, error) {
		roster, err := byID[store.Roster](tx.db, r.RosterID)
		if err != nil {
			return nil, err
		}
		if err := actor.Must(op, store.WriteDraft, roster.WardID); err != nil {
			return nil, err
		}
		if err := sameVersion(op, roster, version); err != nil {
			return nil, err
		}
		if err := r.Validate(); err != nil {
			return nil, err
		}
		if err := tx.checkEvent(op, roster, &r.Facts); err != nil {
			return nil, err
		}
		r.ID, r.WardID, r.PeriodID, r.State, r.RequestedBy, r.CreatedAt = newID(), roster.WardID, roster.PeriodID, store.RepairQueued, actor.UserID, tx.Now
		r.Ways, r.Failure, r.AmendmentID, r.EndedAt = store.RepairWays{}, "", "", nil
		if err := tx.create(&r, "this repair is there already"); err != nil {
			return nil, err
		}
		if err := tx.enqueueRepair(ctx, r.ID); err != nil {
			return nil, err
		}
		return &r, tx.audit(actor, roster.WardID, "repair.request", r.ID, map[string]any{"roster_id": roster.ID, "kind": r.Kind, "facts": r.Facts})
	})
}

// checkEvent refuses what cannot be repaired: another version than the published one, facts that do not
// fit the period, an absence that takes in a duty that has begun.
func (tx *Tx) checkEvent(op string, roster *store.Roster, facts *store.Facts) error {
	period, err := byID[store.RosterPeriod](tx.db, roster.PeriodID)
	if err != nil {
		return err
	}
	if err := mayAmend(op, roster, period); err != nil {
		return err
	}
	rows, err := loadRows(tx.db, roster.PeriodID, roster.ID)
	if err != nil {
		return err
	}
	if _, err := factRowsOf(rows, facts); err != nil {
		return err
	}
	duties, err := dutiesOf(tx.db, roster.ID)
	if err != nil {
		return err
	}
	shifts := map[store.ID]*store.Shift{}
	for i := range rows.Shifts {
		shifts[rows.Shifts[i].ID] = &rows.Shifts[i]
	}
	begunWithin := func(staff store.ID, from, to store.Day, pointer string) error {
		for _, d := range duties {
			if d.StaffID != staff || d.Day < from || d.Day > to {
				continue
			}
			if noticeMinutes(shifts, rows.Ward.Zone(), d.Day, d.ShiftID, "", tx.Now) <= 0 {
				return wrongField(pointer, "the duty of %s has begun already and stays as it is; choose a later day", dayWords(d.Day))
			}
		}
		return nil
	}
	for i, a := range facts.Absent {
		if err := begunWithin(a.StaffID, a.FirstDay, a.LastDay, fmt.Sprintf("/facts/absent/%d/first_day", i)); err != nil {
			return err
		}
	}
	for i, l := range facts.Leavers {
		if err := begunWithin(l.StaffID, l.LastDay.Add(1), always, fmt.Sprintf("/facts/leavers/%d/last_day", i)); err != nil {
			return err
		}
	}
	for i, r := range facts.Raised {
		if noticeMinutes(shifts, rows.Ward.Zone(), r.Day, r.ShiftID, "", tx.Now) <= 0 {
			return wrongField(fmt.Sprintf("/facts/raised/%d/day", i), "that shift has begun already; choose a later one")
		}
	}
	return nil
}

// Repair returns one repair.
func (db *DB) Repair(ctx context.Context, actor store.Actor, id store.ID) (*store.Repair, error) {
	const op = "load repair"
	r, err := byID[store.Repair](db.read(ctx), id)
	if err != nil {
		return nil, db.fault(op, err)
	}
	return r, actor.Must(op, store.ReadDraft, r.WardID)
}

// Repairs lists the repairs of a version of a rota, newest first.
func (db *DB) Repairs(ctx context.Context, actor store.Actor, rosterID store.ID) ([]store.Repair, error) {
	const op = "list repairs"
	repairs := []store.Repair{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := readRosterRow(read, op, actor, rosterID); err != nil {
			return err
		}
		return read.Where("roster_id = ?", rosterID).Order("created_at DESC, id DESC").Find(&repairs).Error
	})
	return repairs, err
}

// RosterChanges lists what has changed in a period since it was first published: newest version first, then
// by day.
func (db *DB) RosterChanges(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.RosterChange, error) {
	const op = "list changes"
	changes := []store.RosterChange{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := readPeriod(read, op, actor, store.ReadDraft, periodID); err != nil {
			return err
		}
		return read.Where("roster_id IN (SELECT id FROM rosters WHERE period_id = ?)", periodID).Order("at DESC, day, staff_id").Find(&changes).Error
	})
	return changes, err
}

// ApplyRepair makes a way of a repair the next version of the rota: an amendment, with all that belongs to
// one. aim names the way; agreed are the people who were asked and agreed to be moved. The rota must not have
// changed since the ways were found.
func (db *DB) ApplyRepair(ctx context.Context, actor store.Actor, id store.ID, aim string, agreed []store.ID, o store.Once) (*store.Roster, error) {
	const op = "apply repair"
	var out *store.Roster
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.Roster, error) {
			r, err := byID[store.Repair](tx.db, id)
			if err != nil {
				return nil, err
			}
			if err := actor.Must(op, store.ApproveRoster, r.WardID); err != nil {
				return nil, err
			}
			if !r.State.CanMove(store.RepairApplied) {
				return nil, store.Errorf(store.Closed, op, "this repair is %s; only one that is ready can be applied", r.State)
			}
			a, err := tx.amendmentOf(op, r, aim, agreed)
			if err != nil {
				return nil, err
			}
			made, err := tx.amend(op, actor, a)
			if err != nil {
				return nil, err
			}
			return made, changed(op, tx.db.Exec("UPDATE repairs SET state = 'applied', amendment_id = ? WHERE id = ? AND state = 'ready'", made.ID, id))
		})
		return err
	})
	return out, err
}

// amendmentOf turns a way into an amendment of the published rota.
func (tx *Tx) amendmentOf(op string, r *store.Repair, aim string, agreed []store.ID) (*store.Amendment, error) {
	k := slices.IndexFunc(r.Ways, func(w store.RepairWay) bool { return w.Aim == aim })
	if k < 0 {
		return nil, wrongField("/aim", "choose one of the ways that were found")
	}
	way := &r.Ways[k]
	roster, err := byID[store.Roster](tx.db, r.RosterID)
	if err != nil {
		return nil, err
	}
	if roster.State != store.RosterPublished {
		return nil, store.Errorf(store.Conflict, op, "the rota has changed since these ways were found; look for ways again")
	}
	if len(way.Changes) == 0 {
		return nil, wrongField("/aim", "this way changes nothing; choose one that does")
	}
	a := &store.Amendment{RosterID: roster.ID, Version: roster.Version, Kind: r.Kind, Reason: r.Reason, Facts: r.Facts}
	for _, m := range way.Changes {
		c := store.CellChange{
			StaffID: m.StaffID, Day: m.Day, FromShiftID: m.FromShiftID, ToShiftID: m.ToShiftID, ToSkillID: m.ToSkillID, Consent: store.NotAsked,
		}
		switch {
		case m.TakenOut:
			c.Consent = store.OwnRequest
		case slices.Contains(agreed, m.StaffID):
			c.Consent = store.Agreed
		}
		a.Changes = append(a.Changes, c)
	}
	return a, nil
}
