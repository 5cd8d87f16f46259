package sqlstore

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// DemandTemplates lists a ward's weekly pattern of cover in the order of weekday, shift
// and skill.
func (db *DB) DemandTemplates(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.DemandTemplate, error) {
	return listOfWard[store.DemandTemplate](ctx, db, "list demand template", actor, store.ReadStaff, wardID, "weekday, shift_id, skill_id")
}

// PutDemandTemplates replaces a ward's whole pattern. wardVersion is the version of the
// ward that the caller saw; the ward's version rises.
func (db *DB) PutDemandTemplates(ctx context.Context, actor store.Actor, wardID store.ID, wardVersion int, rows []store.DemandTemplate) ([]store.DemandTemplate, error) {
	const op = "put demand template"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		if err := tx.wardToWrite(op, actor, wardID); err != nil {
			return err
		}
		if err := store.ValidateTemplates(rows); err != nil {
			return err
		}
		for i := range rows {
			rows[i].ID, rows[i].WardID = newID(), wardID
			if err := tx.shiftOfWard(fmt.Sprintf("/%d/shift_id", i), rows[i].ShiftID, wardID); err != nil {
				return err
			}
			if rows[i].SkillID != "" {
				if err := tx.refersTo("skills", fmt.Sprintf("/%d/skill_id", i), rows[i].SkillID); err != nil {
					return err
				}
			}
		}
		if err := changed(op, tx.db.Exec("UPDATE wards SET version = version + 1 WHERE id = ? AND version = ?", wardID, wardVersion)); err != nil {
			return err
		}
		if err := tx.db.Exec("DELETE FROM demand_templates WHERE ward_id = ?", wardID).Error; err != nil {
			return fmt.Errorf("clear demand template: %w", err)
		}
		if len(rows) > 0 {
			if err := tx.db.CreateInBatches(rows, 200).Error; err != nil {
				return fmt.Errorf("write demand template: %w", err)
			}
		}
		return tx.audit(actor, wardID, "demand_template.put", wardID, rows)
	})
	if err != nil {
		return nil, err
	}
	return db.DemandTemplates(ctx, actor, wardID)
}

// Demand lists the cover wanted in a period in the order of day, shift and skill.
func (db *DB) Demand(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Demand, error) {
	const op = "list demand"
	if _, err := db.periodFor(ctx, op, actor, store.ReadStaff, periodID); err != nil {
		return nil, err
	}
	rows, err := all[store.Demand](db.read(ctx).Where("period_id = ?", periodID).Order("day, shift_id, skill_id"))
	return rows, db.fault(op, err)
}

// periodFor loads a period on whose ward the actor has the right.
func (db *DB) periodFor(ctx context.Context, op string, actor store.Actor, right store.Right, id store.ID) (*store.RosterPeriod, error) {
	period, err := readPeriod(db.read(ctx), op, actor, right, id)
	return period, db.fault(op, err)
}

// readPeriod is periodFor within a transaction.
func readPeriod(read *gorm.DB, op string, actor store.Actor, right store.Right, id store.ID) (*store.RosterPeriod, error) {
	period, err := byID[store.RosterPeriod](read, id)
	if err != nil {
		return nil, err
	}
	if err := actor.Must(op, right, period.WardID); err != nil {
		return nil, err
	}
	return period, nil
}

// UpdateDemand changes the numbers of people of one row and, unless held is nil, whether those
// count who hold its skill; day, shift and skill stay.
// Closed once the period's roster has been approved.
func (db *DB) UpdateDemand(ctx context.Context, actor store.Actor, d store.Demand, held *bool) (*store.Demand, error) {
	const op = "update demand"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Demand](tx.db, d.ID)
		if err != nil {
			return err
		}
		period, err := readPeriod(tx.db, op, actor, store.WriteWard, old.PeriodID)
		if err != nil {
			return err
		}
		switch period.State {
		case store.Approved, store.PeriodPublished, store.Archived:
			return store.Errorf(store.Closed, op, "the period's rota has been approved; its demand stays")
		case store.Planned, store.Open, store.PeriodClosed, store.Drafted:
		}
		d.PeriodID, d.Day, d.ShiftID, d.SkillID, d.Held = old.PeriodID, old.Day, old.ShiftID, old.SkillID, old.Held
		if held != nil {
			d.Held = *held
		}
		if err := d.Validate(); err != nil {
			return err
		}
		saw := d.Version
		d.Version++
		if err := tx.replace(op, &d, d.ID, saw, "this demand is there already", "held", "min_people", "preferred_people", "max_people"); err != nil {
			return err
		}
		return tx.audit(actor, period.WardID, "demand.update", d.ID, d)
	})
	return result(&d, err)
}

// RuleSet returns the newest rule set of a ward that the ward itself wrote.
func (db *DB) RuleSet(ctx context.Context, actor store.Actor, wardID store.ID) (*store.RuleSet, error) {
	const op = "load rule set"
	if err := actor.Must(op, store.ReadWard, wardID); err != nil {
		return nil, err
	}
	rules, err := newestRules(db.read(ctx), wardID)
	return rules, db.fault(op, err)
}

// newestRules loads the newest rule set of a ward, those left out that were made for periods
// out of figures.
func newestRules(read *gorm.DB, wardID store.ID) (*store.RuleSet, error) {
	var rules store.RuleSet
	err := read.Where("ward_id = ? AND pinned IS NULL", wardID).Order("number DESC").Take(&rules).Error
	return &rules, err
}

// CreateRuleSet makes the next version of a ward's rules out of r.WardID and r.Rules. The
// periods that are there keep theirs. Rules looser than the law are refused, except on a
// competition's ward, which is no ward of people.
func (db *DB) CreateRuleSet(ctx context.Context, actor store.Actor, r store.RuleSet, o store.Once) (*store.RuleSet, error) {
	const op = "create rule set"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.RuleSet, error) {
		if err := actor.Must(op, store.WriteWard, r.WardID); err != nil {
			return nil, err
		}
		ward, err := byID[store.Ward](tx.db, r.WardID)
		if err != nil {
			return nil, err
		}
		if err := r.Rules.Validate(); err != nil {
			return nil, err
		}
		if ward.Source == "" {
			if err := r.Rules.KeepsTheLaw(rulebook.UK()); err != nil {
				return nil, err
			}
		}
		shifts, err := all[store.Shift](tx.db.Where("ward_id = ?", r.WardID))
		if err != nil {
			return nil, err
		}
		if err := r.Rules.CheckShifts(shifts); err != nil {
			return nil, err
		}
		if err := tx.addRules(&r); err != nil {
			return nil, err
		}
		return &r, tx.audit(actor, r.WardID, "rule_set.create", r.ID, r)
	})
}
