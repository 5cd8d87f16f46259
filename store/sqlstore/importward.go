package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// ImportWard stores a whole ward in one transaction: all of it, or nothing. It is for the
// program itself and for administrators. Invalid where the rows contradict themselves,
// Conflict where a name, staff number or login is taken.
func (db *DB) ImportWard(ctx context.Context, actor store.Actor, w store.WardImport) (*store.ImportedWard, error) {
	const op = "import ward"
	if err := w.Validate(); err != nil {
		return nil, err
	}
	var out *store.ImportedWard
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		if err := actor.Must(op, store.ManageWards, ""); err != nil {
			return err
		}
		i := &wardImporter{tx: tx, actor: actor, in: &w, ids: map[string]map[store.ID]store.ID{}}
		if err := i.run(); err != nil {
			return err
		}
		out = &i.out
		return nil
	})
	return out, err
}

// wardImporter holds the new ids by kind of row and local id.
type wardImporter struct {
	tx    *Tx
	actor store.Actor
	in    *store.WardImport
	out   store.ImportedWard
	ids   map[string]map[store.ID]store.ID
}

func (i *wardImporter) run() error {
	for _, step := range []func() error{
		i.ward, i.skills, i.shifts, i.contracts, i.staff, i.together, i.templates, i.standing, i.leave, i.users, i.period, i.demand, i.preferences, i.history,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return i.tx.audit(i.actor, i.out.Ward.ID, "ward.import", i.out.Ward.ID, map[string]any{
		"name": i.in.Ward.Name, "source": i.in.Ward.Source, "source_ref": i.in.Ward.SourceRef, "period_id": i.out.PeriodID,
		"staff": len(i.in.Staff), "demand": len(i.in.Demand), "preferences": len(i.in.Preferences), "users": len(i.in.Users),
	})
}

// fresh gives the row with a local id its new one.
func (i *wardImporter) fresh(kind string, local store.ID) store.ID {
	id := newID()
	i.keep(kind, local, id)
	return id
}

func (i *wardImporter) keep(kind string, local, id store.ID) {
	if i.ids[kind] == nil {
		i.ids[kind] = map[store.ID]store.ID{}
	}
	i.ids[kind][local] = id
}

// id returns the new id of a row, empty for none.
func (i *wardImporter) id(kind string, local store.ID) store.ID { return i.ids[kind][local] }

// insert writes one row; what says what it is when it cannot be written.
func (i *wardImporter) insert(row any, what string) error {
	err := i.tx.db.Create(row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return &store.Error{Kind: store.Conflict, Detail: what + " is there already", Err: err}
	}
	if err != nil {
		return fmt.Errorf("insert %s: %w", what, err)
	}
	return nil
}

func (i *wardImporter) ward() error {
	division := store.Division{}
	err := i.tx.db.Where("name = ?", i.in.Division).Take(&division).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		division = store.Division{ID: newID(), Name: i.in.Division, Version: 1}
		if err := i.insert(&division, "the division "+division.Name); err != nil {
			return err
		}
		if err := i.tx.audit(i.actor, "", "division.create", division.ID, division); err != nil {
			return err
		}
	case err != nil:
		return fmt.Errorf("look up division: %w", err)
	}
	ward := i.in.Ward
	ward.ID, ward.DivisionID, ward.Version, ward.CreatedAt = newID(), division.ID, 1, i.tx.Now
	i.out.Ward = ward
	return i.insert(&ward, "a ward called "+ward.Name)
}

func (i *wardImporter) skills() error {
	for _, s := range i.in.Skills {
		var have store.Skill
		err := i.tx.db.Where("code = ?", s.Code).Take(&have).Error
		if err == nil {
			i.keep("skill", s.ID, have.ID)
			continue
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return fmt.Errorf("look up skill: %w", err)
		}
		s.ID, s.Version = i.fresh("skill", s.ID), 1
		if err := i.insert(&s, "the skill "+s.Code); err != nil {
			return err
		}
		if err := i.tx.audit(i.actor, "", "skill.create", s.ID, s); err != nil {
			return err
		}
	}
	return nil
}

func (i *wardImporter) shifts() error {
	for _, s := range i.in.Shifts {
		s.ID, s.WardID, s.Version = i.fresh("shift", s.ID), i.out.Ward.ID, 1
		if err := i.insert(&s, "the shift "+s.Code); err != nil {
			return err
		}
	}
	return nil
}

func (i *wardImporter) contracts() error {
	for _, c := range i.in.Contracts {
		c.ID, c.WardID, c.Version = i.fresh("contract", c.ID), i.out.Ward.ID, 1
		if err := i.insert(&c, "the contract "+c.Name); err != nil {
			return err
		}
	}
	return nil
}

func (i *wardImporter) staff() error {
	for _, s := range i.in.Staff {
		s.ID, s.WardID, s.ContractID, s.Version = i.fresh("staff", s.ID), i.out.Ward.ID, i.id("contract", s.ContractID), 1
		if err := i.insert(&s, "the staff number "+s.Number); err != nil {
			return err
		}
		i.out.StaffIDs = append(i.out.StaffIDs, s.ID)
		for _, k := range s.Skills {
			k.StaffID, k.SkillID = s.ID, i.id("skill", k.SkillID)
			if err := i.insert(&k, "a skill of staff number "+s.Number); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *wardImporter) templates() error {
	for _, t := range i.in.Templates {
		t.ID, t.WardID, t.ShiftID, t.SkillID = newID(), i.out.Ward.ID, i.id("shift", t.ShiftID), i.id("skill", t.SkillID)
		if err := i.insert(&t, "the demand of a weekday, shift and skill"); err != nil {
			return err
		}
	}
	return nil
}

// together stores who works with whom.
func (i *wardImporter) together() error {
	for _, p := range i.in.Together.Pairs {
		p.ID, p.WardID, p.Version = newID(), i.out.Ward.ID, 1
		p.StaffID, p.OtherID = i.id("staff", p.StaffID), i.id("staff", p.OtherID)
		if err := i.checked(&p, p.Validate()); err != nil {
			return err
		}
	}
	for _, l := range i.in.Together.Learners {
		l.ID, l.WardID, l.Version = newID(), i.out.Ward.ID, 1
		l.StaffID, l.SkillID = i.id("staff", l.StaffID), i.id("skill", l.SkillID)
		supervisors := make([]store.ID, len(l.Supervisors))
		for k, s := range l.Supervisors {
			supervisors[k] = i.id("staff", s)
		}
		l.Supervisors = supervisors
		if err := i.checked(&l, l.Validate()); err != nil {
			return err
		}
		if err := i.tx.putSupervisors(&l); err != nil {
			return err
		}
	}
	for _, s := range i.in.Together.Supernumerary {
		s.ID, s.WardID, s.StaffID, s.Version = newID(), i.out.Ward.ID, i.id("staff", s.StaffID), 1
		if err := i.checked(&s, s.Validate()); err != nil {
			return err
		}
	}
	return nil
}

// checked writes a row of who works with whom unless it has faults.
func (i *wardImporter) checked(row any, fault error) error {
	if fault != nil {
		return fault
	}
	return i.insert(row, "a rule of who works with whom")
}

func (i *wardImporter) standing() error {
	for _, s := range i.in.Standing {
		s.ID, s.StaffID, s.ShiftID, s.Version = newID(), i.id("staff", s.StaffID), i.id("shift", s.ShiftID), 1
		if err := i.insert(&s, "a standing preference"); err != nil {
			return err
		}
	}
	return nil
}

func (i *wardImporter) leave() error {
	for _, l := range i.in.Leave {
		l.ID, l.StaffID, l.Version = newID(), i.id("staff", l.StaffID), 1
		if err := i.insert(&l, "the leave of a person on a day"); err != nil {
			return err
		}
	}
	return nil
}

func (i *wardImporter) users() error {
	for _, u := range i.in.Users {
		u.ID, u.StaffID, u.State, u.Version, u.CreatedAt = newID(), i.id("staff", u.StaffID), store.Active, 1, i.tx.Now
		if err := i.insert(&u, "the sign-in "+u.Login); err != nil {
			return err
		}
		i.out.UserIDs = append(i.out.UserIDs, u.ID)
		for _, g := range u.Grants {
			g.UserID = u.ID
			if g.WardID != "" {
				g.WardID = i.out.Ward.ID
			}
			if err := i.insert(&g, "a grant of "+u.Login); err != nil {
				return err
			}
		}
		if err := i.tx.audit(i.actor, "", "user.create", u.ID, map[string]any{"login": u.Login, "ward_id": i.out.Ward.ID}); err != nil {
			return err
		}
	}
	return nil
}

// period stores the rule set, which every ward has, and the period if there is one.
func (i *wardImporter) period() error {
	rules := store.RuleSet{ID: newID(), WardID: i.out.Ward.ID, Number: 1, Rules: i.in.Rules, CreatedAt: i.tx.Now}
	if err := i.insert(&rules, "the rule set"); err != nil || i.in.Period == nil {
		return err
	}
	p := *i.in.Period
	p.ID, p.WardID, p.RuleSetID, p.Version = newID(), i.out.Ward.ID, rules.ID, 1
	i.out.PeriodID = p.ID
	return i.insert(&p, "a period of these days")
}

func (i *wardImporter) demand() error {
	for _, d := range i.in.Demand {
		d.ID, d.PeriodID, d.ShiftID, d.SkillID, d.Version = newID(), i.out.PeriodID, i.id("shift", d.ShiftID), i.id("skill", d.SkillID), 1
		if err := i.insert(&d, "the demand of "+string(d.Day)+" for a shift and a skill"); err != nil {
			return err
		}
	}
	return nil
}

func (i *wardImporter) preferences() error {
	for _, p := range i.in.Preferences {
		p.ID, p.PeriodID, p.StaffID, p.ShiftID = newID(), i.out.PeriodID, i.id("staff", p.StaffID), i.id("shift", p.ShiftID)
		p.Version, p.UpdatedAt = 1, i.tx.Now
		if err := i.insert(&p, "a preference for "+string(p.Day)); err != nil {
			return err
		}
	}
	return nil
}

func (i *wardImporter) history() error {
	for _, h := range i.in.History {
		h.PeriodID, h.StaffID, h.LastShiftID = i.out.PeriodID, i.id("staff", h.StaffID), i.id("shift", h.LastShiftID)
		if err := i.insert(&h, "the history of a person"); err != nil {
			return err
		}
	}
	return nil
}
