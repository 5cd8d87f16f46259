package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// loadDebts reads the open debts of rest that a period's problem must repay: those of the
// ward's staff that other periods have made. What the period's own rota owes is settled when
// it is published.
func loadDebts(g *gorm.DB, p *store.RosterPeriod, into *[]store.RestDebt) error {
	return g.Where("outcome = '' AND period_id <> ? AND day < ? AND staff_id IN (SELECT id FROM staff WHERE ward_id = ?)", p.ID, p.LastDay, p.WardID).
		Order("staff_id, due_day, day, id").Find(into).Error
}

// settleRest keeps the books of compensatory rest when a roster is published: what its
// overridden findings owe is added, what an earlier version of the period owed and this one does not is
// withdrawn, and open debts whose rest the roster holds are repaid.
func (tx *Tx) settleRest(roster, before *store.Roster, a *assessed) error {
	book := newRestBook(a)
	if book == nil {
		return nil
	}
	if err := tx.oweRest(roster, book); err != nil {
		return err
	}
	open, err := all[store.RestDebt](tx.db.Where("outcome = '' AND staff_id IN ?", a.problem.StaffIDs).Order("staff_id, due_day, day, id"))
	if err != nil {
		return err
	}
	// A rest that the version before gave back may be gone from this one.
	var given []store.RestDebt
	if before != nil {
		if given, err = all[store.RestDebt](tx.db.Where("outcome = 'repaid' AND settled_by = ?", before.ID).Order("staff_id, due_day, day, id")); err != nil {
			return err
		}
	}
	held := book.repay(append(slices.Clone(given), open...))
	for i := range given {
		if _, still := held[given[i].ID]; still {
			continue
		}
		again := given[i]
		again.ID, again.At, again.Outcome, again.SettledBy, again.SettledAt = newID(), tx.Now, "", "", nil
		again.RestFrom, again.RestTo = nil, nil
		if err := tx.db.Create(&again).Error; err != nil {
			return fmt.Errorf("owe rest again: %w", err)
		}
	}
	for i := range open {
		if g, ok := held[open[i].ID]; ok {
			columns := map[string]any{"rest_from": g.from.In(book.zone).UTC(), "rest_to": g.to.In(book.zone).UTC()}
			if err := tx.settle(&open[i], store.DebtRepaid, roster, columns); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle ends an open debt.
func (tx *Tx) settle(d *store.RestDebt, how store.DebtOutcome, by *store.Roster, columns map[string]any) error {
	columns["outcome"], columns["settled_by"], columns["settled_at"] = how, by.ID, tx.Now
	return changed("settle debt of rest", tx.db.Table("rest_debts").Where("id = ? AND outcome = ''", d.ID).Updates(columns))
}

// owedFor is one rest that was too short: before the work of a day, or in the weeks that end
// with it. Several findings may speak of one, as two last days of a rota before one duty.
type owedFor struct {
	staff  store.ID
	day    store.Day
	weekly bool
}

// oweRest adds what a roster owes and withdraws what its period no longer does.
func (tx *Tx) oweRest(roster *store.Roster, book *restBook) error {
	within, daily, err := tx.debtFigures(roster)
	if err != nil {
		return err
	}
	had, err := all[store.RestDebt](tx.db.Where("period_id = ? AND outcome <> 'withdrawn'", roster.PeriodID).Order("id"))
	if err != nil {
		return err
	}
	said := map[owedFor]bool{}
	for _, f := range book.hard() {
		if !f.OwesRest() {
			continue
		}
		missing, day := book.missing(&f)
		minutes := store.OwedRest(missing)
		rest := owedFor{f.StaffID, day, f.Rule == string(nrp.RuleRespite)}
		if minutes == 0 || said[rest] {
			continue
		}
		said[rest] = true
		same := slices.IndexFunc(had, func(d store.RestDebt) bool { return d.StaffID == f.StaffID && d.Day == day && d.Minutes == minutes })
		if same >= 0 {
			had = slices.Delete(had, same, same+1)
			continue
		}
		d := store.RestDebt{
			ID: newID(), StaffID: f.StaffID, WardID: roster.WardID, PeriodID: roster.PeriodID, RosterID: roster.ID, FindingKey: f.Key(),
			Day: day, Minutes: minutes, DueDay: store.DebtDue(day, within, minutes, daily), At: tx.Now,
		}
		if err := tx.db.Create(&d).Error; err != nil {
			return fmt.Errorf("owe rest: %w", err)
		}
	}
	for i := range had {
		if had[i].Outcome != "" {
			continue
		}
		if err := tx.settle(&had[i], store.DebtWithdrawn, roster, map[string]any{}); err != nil {
			return err
		}
	}
	return nil
}

// debtFigures returns the days within which rest is given back, as the rulebook has them today,
// and the daily rest of the ward's rule set, minutes.
func (tx *Tx) debtFigures(roster *store.Roster) (within, daily int, err error) {
	set, err := figureSet(tx.db, roster.WardID)
	if err != nil {
		return 0, 0, err
	}
	ward, err := byID[store.Ward](tx.db, roster.WardID)
	if err != nil {
		return 0, 0, err
	}
	rule, ok := set.Book.Rule("compensatory_rest_within")
	if !ok {
		return 0, 0, fmt.Errorf("the rulebook has no rule %q", "compensatory_rest_within")
	}
	now := set.Resolve(rule, "", store.DayOf(tx.Now, ward.Zone()))
	return *now.Value, dailyRest(set.Rules), nil
}

// repay finds the rest that pays each debt, in the order given: after the day that it is owed
// for and before the roster ends, so long that daily rest is left beside it and beside what it
// has paid already.
func (b *restBook) repay(debts []store.RestDebt) map[store.ID]gap {
	out := map[store.ID]gap{}
	end := b.midnight(b.lastDay().Add(1))
	type key struct {
		staff store.ID
		until gap
	}
	spent := map[key]int{}
	for i := range debts {
		d := &debts[i]
		k, c, ok := b.contract(&store.Finding{StaffID: d.StaffID})
		if !ok {
			continue
		}
		daily := law.UK().DailyRest.Value
		if len(c.Rests) > 0 {
			daily = c.Rests[0].Minutes
		}
		// Rests are told apart by where they end: debts of different days see different beginnings.
		for _, g := range b.gaps(k, b.midnight(d.Day.Add(1)), end) {
			at := key{d.StaffID, gap{to: g.to}}
			if g.minutes() >= daily+spent[at]+d.Minutes {
				spent[at] += d.Minutes
				out[d.ID] = g
				break
			}
		}
	}
	return out
}

// RestDebts returns what rest is owed to the people of a ward, and what was in the last twelve
// months, the open ones first and by the day by which they are due. Those who may read its drafts see it.
func (db *DB) RestDebts(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.PersonDebt, store.Day, error) {
	const op = "list debts of rest"
	var out []store.PersonDebt
	var today store.Day
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		ward, err := byID[store.Ward](read, wardID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.ReadDraft, wardID); err != nil {
			return err
		}
		today = store.DayOf(db.now(), ward.Zone())
		out, err = debtsOf(read.Where("staff.ward_id = ?", wardID), today)
		return err
	})
	return out, today, err
}

// MyRestDebts is RestDebts of the actor alone.
func (db *DB) MyRestDebts(ctx context.Context, actor store.Actor) ([]store.PersonDebt, store.Day, error) {
	const op = "list own debts of rest"
	var out []store.PersonDebt
	var today store.Day
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := ownPerson(read, op, actor)
		if err != nil {
			return err
		}
		ward, err := byID[store.Ward](read, me.WardID)
		if err != nil {
			return err
		}
		today = store.DayOf(db.now(), ward.Zone())
		out, err = debtsOf(read.Where("rest_debts.staff_id = ?", me.ID), today)
		return err
	})
	return out, today, err
}

// debtsOf lists debts with names: all that are open, and of the last twelve months the others.
func debtsOf(query *gorm.DB, today store.Day) ([]store.PersonDebt, error) {
	out := []store.PersonDebt{}
	err := query.Table("rest_debts").Select("rest_debts.*, staff.name").Joins("JOIN staff ON staff.id = rest_debts.staff_id").
		Where("rest_debts.outcome = '' OR rest_debts.day > ?", today.Add(-store.LedgerYear)).
		Order("CASE rest_debts.outcome WHEN '' THEN 0 ELSE 1 END, rest_debts.due_day, rest_debts.day, rest_debts.id").Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("list debts of rest: %w", err)
	}
	return out, nil
}
