package sqlstore

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/store"
)

// Standing lists the actor's own standing preferences by weekday.
func (db *DB) Standing(ctx context.Context, actor store.Actor) ([]store.StandingPreference, error) {
	const op = "list standing preferences"
	person, err := ownPerson(db.read(ctx), op, actor)
	if err != nil {
		return nil, db.fault(op, err)
	}
	rows, err := all[store.StandingPreference](db.read(ctx).Where("staff_id = ?", person.ID).Order("weekday, id"))
	return rows, db.fault(op, err)
}

// CreateStanding makes a standing preference of the actor's own. It counts from the next
// time that bidding opens.
func (db *DB) CreateStanding(ctx context.Context, actor store.Actor, p store.StandingPreference, o store.Once) (*store.StandingPreference, error) {
	const op = "create standing preference"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.StandingPreference, error) {
		person, err := ownPerson(tx.db, op, actor)
		if err != nil {
			return nil, err
		}
		p.ID, p.StaffID, p.Version = newID(), person.ID, 1
		if err := p.Validate(); err != nil {
			return nil, err
		}
		shifts, err := all[store.Shift](tx.db.Where("ward_id = ?", person.WardID))
		if err != nil {
			return nil, err
		}
		others, err := all[store.StandingPreference](tx.db.Where("staff_id = ? AND weekday = ?", person.ID, p.Weekday))
		if err != nil {
			return nil, err
		}
		asks := make([]store.Ask, len(others))
		for i := range others {
			asks[i] = others[i].Ask
		}
		if err := store.CheckAsk(&p.Ask, asks, shifts); err != nil {
			return nil, err
		}
		if err := tx.create(&p, "you ask for this every week already"); err != nil {
			return nil, err
		}
		return &p, tx.audit(actor, person.WardID, "standing_preference.create", p.ID, p)
	})
}

// DeleteStanding withdraws a standing preference of the actor's own that is at the
// version. What it has put in already stays.
func (db *DB) DeleteStanding(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	const op = "delete standing preference"
	return db.inTx(ctx, op, func(tx *Tx) error {
		person, err := ownPerson(tx.db, op, actor)
		if err != nil {
			return err
		}
		old, err := byID[store.StandingPreference](tx.db, id)
		if err != nil {
			return err
		}
		if old.StaffID != person.ID {
			return notFound()
		}
		if err := changed(op, tx.db.Exec("DELETE FROM standing_preferences WHERE id = ? AND version = ?", id, version)); err != nil {
			return err
		}
		return tx.audit(actor, person.WardID, "standing_preference.delete", id, old)
	})
}

// standingBids makes preferences of standing ones for one period.
type standingBids struct {
	period *store.RosterPeriod
	ward   *store.Ward
	shifts []store.Shift
	// used counts a person's preferences, asked holds those of one day.
	used  map[store.ID]int
	asked map[personDay][]store.Ask
	rows  []store.Preference
}

// personDay is one day of one person.
type personDay struct {
	staff store.ID
	day   store.Day
}

// putStanding makes a preference of each standing one on each of its weekdays in the
// period, in the order of person and day, up to the ward's cap and except where it would
// contradict one that is there.
func (tx *Tx) putStanding(period *store.RosterPeriod) error {
	standing, err := all[store.StandingPreference](tx.db.Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?)", period.WardID).Order("staff_id, weekday, id"))
	if err != nil || len(standing) == 0 {
		return err
	}
	byPerson := map[store.ID][]store.StandingPreference{}
	for _, s := range standing {
		byPerson[s.StaffID] = append(byPerson[s.StaffID], s)
	}
	people, err := staffOf(tx.db, period.WardID)
	if err != nil {
		return err
	}
	b, err := tx.standingBids(period)
	if err != nil {
		return err
	}
	for i := range people {
		b.add(&people[i], byPerson[people[i].ID], tx)
	}
	if len(b.rows) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(b.rows, 500).Error; err != nil {
		return fmt.Errorf("put in standing preferences: %w", err)
	}
	return nil
}

// standingBids loads what standing preferences must fit beside.
func (tx *Tx) standingBids(period *store.RosterPeriod) (*standingBids, error) {
	b := &standingBids{period: period, used: map[store.ID]int{}, asked: map[personDay][]store.Ask{}}
	var err error
	if b.ward, err = byID[store.Ward](tx.db, period.WardID); err != nil {
		return nil, err
	}
	if b.shifts, err = all[store.Shift](tx.db.Where("ward_id = ?", period.WardID)); err != nil {
		return nil, err
	}
	have, err := all[store.Preference](tx.db.Where("period_id = ?", period.ID))
	for _, p := range have {
		at := personDay{p.StaffID, p.Day}
		b.used[p.StaffID]++
		b.asked[at] = append(b.asked[at], p.Ask)
	}
	return b, err
}

// add makes the preferences of one person.
func (b *standingBids) add(person *store.Staff, standing []store.StandingPreference, tx *Tx) {
	if len(standing) == 0 {
		return
	}
	for day := b.period.FirstDay; day <= b.period.LastDay; day = day.Add(1) {
		at := personDay{person.ID, day}
		for _, s := range standing {
			if s.Weekday != day.Weekday() || !person.Employed(day) || store.CheckCap(b.used[person.ID], b.ward.PreferenceCap) != nil || store.CheckAsk(&s.Ask, b.asked[at], b.shifts) != nil {
				continue
			}
			b.used[person.ID]++
			b.asked[at] = append(b.asked[at], s.Ask)
			b.rows = append(b.rows, store.Preference{
				ID: newID(), PeriodID: b.period.ID, StaffID: person.ID, Day: day, Ask: s.Ask, Standing: true, Version: 1, UpdatedAt: tx.Now,
			})
		}
	}
}
