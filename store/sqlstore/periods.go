package sqlstore

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/store"
)

const periodTaken = "the ward has a period that begins on this day already"

// Periods lists a ward's periods, newest first.
func (db *DB) Periods(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.RosterPeriod, error) {
	return listOfWard[store.RosterPeriod](ctx, db, "list periods", actor, store.ReadWard, wardID, "first_day DESC")
}

// Period returns a period.
func (db *DB) Period(ctx context.Context, actor store.Actor, id store.ID) (*store.RosterPeriod, error) {
	return db.periodFor(ctx, "load period", actor, store.ReadWard, id)
}

// CreatePeriod plans a period of the ward p.WardID under its newest rules, with the figures
// that hold on the period's first day, and copies the ward's demand template into it.
func (db *DB) CreatePeriod(ctx context.Context, actor store.Actor, p store.RosterPeriod, o store.Once) (*store.RosterPeriod, error) {
	const op = "create period"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.RosterPeriod, error) {
		if err := tx.wardToWrite(op, actor, p.WardID); err != nil {
			return nil, err
		}
		p.ID, p.State, p.Version = newID(), store.Planned, 1
		if err := tx.checkPeriod(&p); err != nil {
			return nil, err
		}
		var err error
		if p.RuleSetID, err = tx.rulesFor(&p); err != nil {
			return nil, err
		}
		if err := tx.create(&p, periodTaken); err != nil {
			return nil, err
		}
		if err := tx.copyTemplate(&p); err != nil {
			return nil, err
		}
		return &p, tx.audit(actor, p.WardID, "period.create", p.ID, p)
	})
}

// checkPeriod validates a period; one that shares a day with another of the ward is a
// Conflict.
func (tx *Tx) checkPeriod(p *store.RosterPeriod) error {
	p.BiddingOpensAt, p.BiddingClosesAt = p.BiddingOpensAt.UTC(), p.BiddingClosesAt.UTC()
	p.ApprovalDueAt, p.PublicationDueAt = p.ApprovalDueAt.UTC(), p.PublicationDueAt.UTC()
	if err := p.Validate(); err != nil {
		return err
	}
	others, err := all[store.RosterPeriod](tx.db.Where("ward_id = ? AND id <> ?", p.WardID, p.ID))
	if err != nil {
		return err
	}
	for i := range others {
		if p.Overlaps(&others[i]) {
			return store.Errorf(store.Conflict, "", "the ward has a period from %s to %s already; periods do not overlap", others[i].FirstDay, others[i].LastDay)
		}
	}
	return nil
}

// copyTemplate makes the demand of a period that has none out of the ward's template.
func (tx *Tx) copyTemplate(p *store.RosterPeriod) error {
	templates, err := all[store.DemandTemplate](tx.db.Where("ward_id = ?", p.WardID).Order("weekday, shift_id, skill_id"))
	if err != nil {
		return err
	}
	var rows []store.Demand
	for day := p.FirstDay; day <= p.LastDay; day = day.Add(1) {
		for _, t := range templates {
			if t.Weekday == day.Weekday() {
				rows = append(rows, store.Demand{ID: newID(), PeriodID: p.ID, Day: day, ShiftID: t.ShiftID, SkillID: t.SkillID, Held: t.Held, People: t.People, Version: 1})
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(rows, 500).Error; err != nil {
		return fmt.Errorf("copy the demand template: %w", err)
	}
	return nil
}

// UpdatePeriod changes a period's dates. The first and last day change only while it is
// planned, and its demand is then copied anew from the template; the times of bidding
// change until bidding has closed, those of approval and publication until publication.
func (db *DB) UpdatePeriod(ctx context.Context, actor store.Actor, p store.RosterPeriod) (*store.RosterPeriod, error) {
	const op = "update period"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := readPeriod(tx.db, op, actor, store.WriteWard, p.ID)
		if err != nil {
			return err
		}
		p.WardID, p.State, p.RuleSetID = old.WardID, old.State, old.RuleSetID
		if err := tx.checkPeriod(&p); err != nil {
			return err
		}
		moved := p.FirstDay != old.FirstDay || p.LastDay != old.LastDay
		rebid := !p.BiddingOpensAt.Equal(old.BiddingOpensAt) || !p.BiddingClosesAt.Equal(old.BiddingClosesAt)
		switch {
		case old.State == store.PeriodPublished || old.State == store.Archived:
			return store.Errorf(store.Closed, op, "the period's rota is published; its dates stay")
		case moved && old.State != store.Planned:
			return store.Errorf(store.Closed, op, "bidding for the period has begun; its days stay")
		case rebid && !old.Sealed():
			return store.Errorf(store.Closed, op, "bidding for the period is closed; its times stay")
		}
		saw := p.Version
		p.Version++
		if err := tx.replace(op, &p, p.ID, saw, periodTaken, "first_day", "last_day", "bidding_opens_at", "bidding_closes_at", "approval_due_at", "publication_due_at"); err != nil {
			return err
		}
		if moved {
			if err := tx.db.Exec("DELETE FROM demand WHERE period_id = ?", p.ID).Error; err != nil {
				return fmt.Errorf("clear demand: %w", err)
			}
			if err := tx.copyTemplate(&p); err != nil {
				return err
			}
		}
		return tx.audit(actor, p.WardID, "period.update", p.ID, p)
	})
	return result(&p, err)
}

// MovePeriod opens or closes bidding, or archives a published period; the other moves
// come with the rosters. Opening puts in the standing preferences and tells the people
// of the ward. Opening or closing by hand does not move the bidding window, which the
// clock bounds.
func (db *DB) MovePeriod(ctx context.Context, actor store.Actor, id store.ID, version int, to store.PeriodState) (*store.RosterPeriod, error) {
	return db.MovePeriodOnce(ctx, actor, id, version, to, store.Once{})
}

// MovePeriodOnce is MovePeriod for a request that may be sent again.
func (db *DB) MovePeriodOnce(
	ctx context.Context, actor store.Actor, id store.ID, version int, to store.PeriodState, o store.Once,
) (*store.RosterPeriod, error) {
	const op = "move period"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.RosterPeriod, error) {
		return tx.movePeriod(op, actor, id, version, to)
	})
}

func (tx *Tx) movePeriod(op string, actor store.Actor, id store.ID, version int, to store.PeriodState) (*store.RosterPeriod, error) {
	period, err := readPeriod(tx.db, op, actor, store.WriteWard, id)
	if err != nil {
		return nil, err
	}
	byHand := to == store.Open || to == store.Archived || to == store.PeriodClosed && period.State == store.Open
	if !byHand || !period.State.CanMove(to) {
		return nil, store.Errorf(store.Conflict, op, "the period is %s and cannot become %s", period.State, to)
	}
	err = changed(op, tx.db.Exec("UPDATE periods SET state = ?, version = version + 1 WHERE id = ? AND version = ?", to, id, version))
	if err != nil {
		return nil, err
	}
	from := period.State
	period.State, period.Version = to, version+1
	if to == store.Open {
		if err := tx.openBidding(period); err != nil {
			return nil, err
		}
	}
	return period, tx.audit(actor, period.WardID, "period."+string(to), id, map[string]any{"from": from, "to": to})
}

// openBidding puts in the standing preferences and tells the people of the ward, unless the
// window has passed already while no process ran.
func (tx *Tx) openBidding(period *store.RosterPeriod) error {
	if err := tx.putStanding(period); err != nil {
		return err
	}
	if !tx.Now.Before(period.BiddingClosesAt) {
		return nil
	}
	ward, err := byID[store.Ward](tx.db, period.WardID)
	if err != nil {
		return err
	}
	var users []store.ID
	err = tx.db.Table("users").Where("state = ? AND staff_id IN (SELECT id FROM staff WHERE ward_id = ?)", store.Active, period.WardID).Order("id").Pluck("id", &users).Error
	if err != nil {
		return fmt.Errorf("find the ward's users: %w", err)
	}
	return tx.notify(users, store.Notice{
		Kind: "bidding_open", WardID: period.WardID, PeriodID: period.ID,
		Detail: fmt.Sprintf("You can ask for days and shifts from %s to %s until %s.",
			dayWords(period.FirstDay), dayWords(period.LastDay), period.BiddingClosesAt.In(ward.Zone()).Format("Mon 2 Jan, 15:04")),
	})
}
