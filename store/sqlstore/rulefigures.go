package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// WardRules returns the rules of a ward with what holds on a day; the empty day is today.
// Figures of people are left out but for those whom the actor may see: everybody's for whom
// may read the staff, else one's own.
func (db *DB) WardRules(ctx context.Context, actor store.Actor, wardID store.ID, day store.Day) (*store.RulesView, error) {
	const op = "load rules"
	var view *store.RulesView
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		ward, err := readWard(read, db, op, actor, store.ReadWard, wardID)
		if err != nil {
			return err
		}
		view = &store.RulesView{WardID: wardID, Today: store.DayOf(db.now(), ward.Zone()), Day: day}
		if actor.Can(store.WriteWard, wardID) {
			view.Scopes = []rulebook.Scope{rulebook.Ward, rulebook.Person}
		}
		return fillRules(read, actor, view)
	})
	return view, err
}

// Rules returns the rules of the organisation with what holds on a day; the empty day is
// today. Everybody who is signed in may read them.
func (db *DB) Rules(ctx context.Context, actor store.Actor, day store.Day) (*store.RulesView, error) {
	const op = "load rules"
	var view *store.RulesView
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if err := actor.Must(op, store.SignedIn, ""); err != nil {
			return err
		}
		view = &store.RulesView{Today: store.DayOf(db.now(), time.UTC), Day: day}
		if actor.Can(store.ManageWards, "") {
			view.Scopes = []rulebook.Scope{rulebook.Organisation}
		}
		return fillRules(read, actor, view)
	})
	return view, err
}

// fillRules reads the figures of a view and takes out what the actor may not see.
func fillRules(read *gorm.DB, actor store.Actor, view *store.RulesView) error {
	if view.Day == "" {
		view.Day = view.Today
	}
	if !view.Day.Valid() {
		return wrongField("/day", "a date has the form YYYY-MM-DD, such as 2026-03-14")
	}
	set, err := figureSet(read, view.WardID)
	if err != nil {
		return err
	}
	if err := plannedRotas(read, view); err != nil {
		return err
	}
	view.Version = versionOf(set)
	staff := actor.Can(store.ReadStaff, view.WardID)
	set.Rows = slices.DeleteFunc(set.Rows, func(f store.RuleFigure) bool {
		return !staff && f.Scope == rulebook.Person && f.StaffID != actor.StaffID
	})
	for i := range set.Rows {
		if f := &set.Rows[i]; f.StaffID != "" && f.StaffID == actor.StaffID {
			view.Own = actor.StaffID
		}
	}
	view.Set = *set
	view.Names = map[store.ID]string{}
	if !staff {
		for i := range view.Set.Rows {
			view.Set.Rows[i].UserID = ""
		}
		return nil
	}
	return nameRows(read, view)
}

// plannedRotas reads the ward's periods that have not ended on the view's day, each with the
// rules that it keeps.
func plannedRotas(read *gorm.DB, view *store.RulesView) error {
	if view.WardID == "" {
		return nil
	}
	periods, err := all[store.RosterPeriod](read.Where("ward_id = ? AND last_day >= ?", view.WardID, view.Day).Order("first_day"))
	if err != nil {
		return err
	}
	for i := range periods {
		rules, err := byID[store.RuleSet](read, periods[i].RuleSetID)
		if err != nil {
			return fmt.Errorf("load the rules of a period: %w", err)
		}
		view.Rotas = append(view.Rotas, store.PlannedRota{FirstDay: periods[i].FirstDay, LastDay: periods[i].LastDay, Rules: rules.Rules})
	}
	return nil
}

// nameRows looks up the names of those whom the rows of a view speak of.
func nameRows(read *gorm.DB, view *store.RulesView) error {
	ids := map[string][]store.ID{}
	for i := range view.Set.Rows {
		f := &view.Set.Rows[i]
		if f.UserID != "" {
			ids["users"] = append(ids["users"], f.UserID)
		}
		if f.StaffID != "" {
			ids["staff"] = append(ids["staff"], f.StaffID)
		}
	}
	for _, table := range []string{"users", "staff"} {
		var rows []struct {
			ID   store.ID
			Name string
		}
		if len(ids[table]) == 0 {
			continue
		}
		if err := read.Table(table).Select("id, name").Where("id IN ?", ids[table]).Scan(&rows).Error; err != nil {
			return fmt.Errorf("name %s: %w", table, err)
		}
		for _, r := range rows {
			view.Names[r.ID] = r.Name
		}
	}
	return nil
}

// figureSet reads the figures of the organisation and, unless wardID is empty, those of the
// ward with its own rule set.
func figureSet(read *gorm.DB, wardID store.ID) (*store.FigureSet, error) {
	set := &store.FigureSet{Book: rulebook.UK()}
	query := read.Where("scope = 'org'")
	if wardID != "" {
		rules, err := newestRules(read, wardID)
		if err != nil {
			return nil, fmt.Errorf("load the ward's rules: %w", err)
		}
		set.Rules = &rules.Rules
		query = read.Where("scope = 'org' OR ward_id = ?", wardID)
	}
	var err error
	set.Rows, err = all[store.RuleFigure](query.Order("from_day, at, id"))
	return set, err
}

// versionOf is the version of a set of figures: rows are only ever added.
func versionOf(set *store.FigureSet) int { return len(set.Rows) + 1 }

// SetFigure sets a figure for the organisation, a ward or one of its people, or takes one
// back where f.Value is nil; version is that of the rules that the actor saw. Id, user and
// time are set here. The periods that are there keep the figures that they were made with.
func (db *DB) SetFigure(ctx context.Context, actor store.Actor, f store.RuleFigure, version int, o store.Once) (*store.RuleFigure, error) {
	const op = "set figure"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.RuleFigure, error) {
		zone := time.UTC
		if f.Scope == rulebook.Organisation {
			f.WardID, f.StaffID = "", ""
			if err := actor.Must(op, store.ManageWards, ""); err != nil {
				return nil, err
			}
		} else {
			if err := actor.Must(op, store.WriteWard, f.WardID); err != nil {
				return nil, err
			}
			ward, err := byID[store.Ward](tx.db, f.WardID)
			if err != nil {
				return nil, err
			}
			zone = ward.Zone()
		}
		set, err := figureSet(tx.db, f.WardID)
		if err != nil {
			return nil, err
		}
		if err := tx.personOfWard(&f); err != nil {
			return nil, err
		}
		if err := set.Check(&f, store.DayOf(tx.Now, zone)); err != nil {
			return nil, err
		}
		if versionOf(set) != version {
			return nil, store.Errorf(store.Stale, op, "someone else has changed this since you loaded it; load it again")
		}
		f.ID, f.UserID, f.At = newID(), actor.UserID, tx.Now
		if err := tx.create(&f, "this figure is there already"); err != nil {
			return nil, err
		}
		return &f, tx.audit(actor, f.WardID, "figure.set", f.ID, f)
	})
}

// personOfWard wants the person of a person's figure to be of the ward.
func (tx *Tx) personOfWard(f *store.RuleFigure) error {
	if f.Scope != rulebook.Person {
		return nil
	}
	var n int64
	if err := tx.db.Table("staff").Where("id = ? AND ward_id = ?", f.StaffID, f.WardID).Count(&n).Error; err != nil {
		return fmt.Errorf("find the person: %w", err)
	}
	if n == 0 {
		return wrongField("/staff_id", "the ward has nobody under this id; choose one of its staff")
	}
	return nil
}

// rulesFor returns the rule set of a new period: the ward's own, or a version of it with the
// figures that hold on the period's first day. A version that says the same is used again.
func (tx *Tx) rulesFor(p *store.RosterPeriod) (store.ID, error) {
	base, err := newestRules(tx.db, p.WardID)
	if err != nil {
		return "", fmt.Errorf("load the ward's rules: %w", err)
	}
	set, err := figureSet(tx.db, p.WardID)
	if err != nil {
		return "", err
	}
	rules, pinned := set.RulesOn(p.FirstDay, base.ID)
	if pinned == nil {
		return base.ID, nil
	}
	var made store.RuleSet
	query := tx.db.Where("ward_id = ? AND pinned IS NOT NULL", p.WardID).Order("number DESC").Limit(1)
	if err := query.Find(&made).Error; err != nil {
		return "", fmt.Errorf("load the last rules with figures: %w", err)
	}
	if made.Pinned != nil && made.Pinned.Equal(pinned) {
		return made.ID, nil
	}
	next := store.RuleSet{WardID: p.WardID, Rules: rules, Pinned: pinned}
	if err := tx.addRules(&next); err != nil {
		return "", err
	}
	return next.ID, nil
}

// addRules writes the next version of a ward's rules; id, number and time are set here.
func (tx *Tx) addRules(r *store.RuleSet) error {
	var last int
	if err := tx.db.Table("rule_sets").Where("ward_id = ?", r.WardID).Select("COALESCE(MAX(number), 0)").Scan(&last).Error; err != nil {
		return fmt.Errorf("number the rules: %w", err)
	}
	r.ID, r.Number, r.CreatedAt = newID(), last+1, tx.Now
	return tx.create(r, "another version was made at the same moment; try again")
}
