package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// pastDays is how far back duties count as history, on the ward and on others: the
// longest period of the usual ones.
const pastDays = 42

// aheadDays is how far after a period duties are looked at: as far as a fortnight of weekly
// rest that has begun in it goes on.
const aheadDays = 14

// Problem returns the rostering problem of a period as the ward's data stand now, with
// the fixed duties of its latest draft. Conflict where the data make no problem.
func (db *DB) Problem(ctx context.Context, actor store.Actor, periodID store.ID) (*planner.Problem, error) {
	const op = "build problem"
	var p *planner.Problem
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		period, err := readPeriod(read, op, actor, store.ReadDraft, periodID)
		if err != nil {
			return err
		}
		if err := sealed(op, actor, period); err != nil {
			return err
		}
		p, err = loadProblem(read, periodID, latestDraft)
		return err
	})
	return p, err
}

// RosterProblem returns a roster with the problem of its period as the data stand now.
func (db *DB) RosterProblem(ctx context.Context, actor store.Actor, rosterID store.ID) (*planner.Problem, nrp.Roster, error) {
	const op = "build problem"
	var p *planner.Problem
	var r nrp.Roster
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		roster, err := readRosterRow(read, op, actor, rosterID)
		if err != nil {
			return err
		}
		p, r, err = loadRoster(read, roster)
		return err
	})
	return p, r, err
}

// sealed refuses to show what a problem says of preferences before bidding has closed.
func sealed(op string, actor store.Actor, p *store.RosterPeriod) error {
	if !actor.System && p.Sealed() {
		return store.Errorf(store.Closed, op, "preferences are sealed until bidding closes")
	}
	return nil
}

// latestDraft asks for the fixed duties of the newest draft of the period.
const latestDraft store.ID = ""

// loadProblem builds and validates the problem of a period. fixed names the roster whose
// fixed duties are kept: a new draft keeps those of the latest one, a roster that is
// judged its own.
func loadProblem(g *gorm.DB, periodID, fixed store.ID) (*planner.Problem, error) {
	rows, err := loadRows(g, periodID, fixed)
	if err != nil {
		return nil, err
	}
	return problemOf(g, rows)
}

// problemOf builds and validates the problem of rows, with what the second referee must know.
func problemOf(g *gorm.DB, rows *problemRows) (*planner.Problem, error) {
	p, err := buildProblem(rows)
	if err != nil {
		return nil, err
	}
	if rows.Ward.Source == "" { // nobody on a competition's ward is under the law
		p.Law = buildLaw(rows, rows.Around, p)
	}
	if p.Fair, err = loadFair(g, rows, p); err != nil {
		return nil, err
	}
	if err := p.Instance.Validate(); err != nil {
		return nil, &store.Error{Kind: store.Conflict, Op: "build problem", Detail: "the ward's data contradict themselves: " + err.Error(), Err: err}
	}
	return p, nil
}

// loadRoster builds the problem of a roster's period and reads the roster into it.
func loadRoster(g *gorm.DB, roster *store.Roster) (*planner.Problem, nrp.Roster, error) {
	p, err := loadProblem(g, roster.PeriodID, roster.ID)
	if err != nil {
		return nil, nil, err
	}
	duties, err := dutiesOf(g, roster.ID)
	if err != nil {
		return nil, nil, err
	}
	return p, readRoster(p, duties), nil
}

func dutiesOf(g *gorm.DB, rosterID store.ID) ([]store.Duty, error) {
	duties := []store.Duty{}
	if err := g.Where("roster_id = ?", rosterID).Order("day, shift_id, staff_id, id").Find(&duties).Error; err != nil {
		return nil, fmt.Errorf("load duties: %w", err)
	}
	return duties, nil
}

// loadRows reads everything that the problem of a period is made of.
func loadRows(g *gorm.DB, periodID, fixed store.ID, guests ...guestDay) (*problemRows, error) {
	period, err := byID[store.RosterPeriod](g, periodID)
	if err != nil {
		return nil, err
	}
	rows := &problemRows{Period: *period}
	var rules store.RuleSet
	ward, p := period.WardID, period.ID
	if err := loadGuests(g, rows, fixed, guests); err != nil {
		return nil, fmt.Errorf("load people of other wards: %w", err)
	}
	people, who := rows.people()
	within := func(table string) *gorm.DB {
		return g.Where("staff_id IN ("+people+") AND "+table+".first_day <= ? AND "+table+".last_day >= ?", append(slices.Clone(who), period.LastDay, period.FirstDay)...)
	}
	for _, q := range []struct {
		what string
		run  func() error
	}{
		{"ward", func() error { return g.Where("id = ?", ward).Take(&rows.Ward).Error }},
		{"rule set", func() error { return g.Where("id = ?", period.RuleSetID).Take(&rules).Error }},
		{"shifts", func() error { return g.Where("ward_id = ?", ward).Find(&rows.Shifts).Error }},
		{"skills", func() error { return g.Find(&rows.Skills).Error }},
		{"contracts", func() error { return g.Where("ward_id = ?", ward).Find(&rows.Contracts).Error }},
		{"staff", func() error { return loadStaff(g, people, who, &rows.Staff) }},
		{"contracts of other wards", func() error { return loadGuestContracts(g, rows) }},
		{"demand", func() error { return g.Where("period_id = ?", p).Find(&rows.Demand).Error }},
		{"preferences", func() error { return g.Omit("note").Where("period_id = ?", p).Find(&rows.Preferences).Error }},
		{"leave", func() error {
			return within("leave").Find(&rows.Leaves).Error
		}},
		{"availability", func() error {
			return within("availability").Find(&rows.Away).Error
		}},
		{"agreed patterns", func() error { // those of other wards say yes themselves to what they are asked
			return g.Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?) AND first_day <= ? AND (last_day IS NULL OR last_day >= ?)",
				ward, period.LastDay, period.FirstDay).Order("staff_id, first_day").Find(&rows.Agreed).Error
		}},
		{"fixed duties", func() error { return loadFixed(g, p, fixed, &rows.Fixed) }},
		{"waivers", func() error { return loadWaivers(g, rows) }},
		{"debts of rest", func() error { return loadDebts(g, period, &rows.Debts) }},
		{"who works with whom", func() error { return loadTogether(g, rows) }},
		{"history", func() error { return loadPast(g, rows) }},
		{"days of duties", func() error { return loadHeld(g, fixed, rows) }},
		{"work around", func() (err error) {
			if rows.Ward.Source == "" {
				rows.Around, err = lawDuties(g, rows)
			}
			if err == nil && rows.Ward.Source == "" {
				err = loadTerms(g, people, who, &rows.Terms)
			}
			return err
		}},
	} {
		if err := q.run(); err != nil {
			return nil, fmt.Errorf("load %s: %w", q.what, err)
		}
	}
	rows.Rules, rows.Pinned = rules.Rules, rules.Pinned
	return rows, nil
}

func loadFixed(g *gorm.DB, periodID, rosterID store.ID, into *[]store.Duty) error {
	q := g.Where("fixed AND staff_id IS NOT NULL AND roster_id = ?", rosterID)
	if rosterID == latestDraft {
		q = g.Where(`fixed AND staff_id IS NOT NULL AND roster_id =
			(SELECT id FROM rosters WHERE period_id = ? AND state = 'draft' ORDER BY number DESC LIMIT 1)`, periodID)
	}
	return q.Find(into).Error
}

// loadStaff reads the staff that a query selects with their skills.
func loadStaff(g *gorm.DB, people string, who []any, into *[]store.Staff) error {
	if err := g.Where("id IN ("+people+")", who...).Find(into).Error; err != nil {
		return err
	}
	var skills []store.StaffSkill
	if err := g.Where("staff_id IN ("+people+")", who...).Order("staff_id, skill_id").Find(&skills).Error; err != nil {
		return err
	}
	of := map[store.ID][]store.StaffSkill{}
	for _, k := range skills {
		of[k.StaffID] = append(of[k.StaffID], k)
	}
	for i := range *into {
		(*into)[i].Skills = of[(*into)[i].ID]
	}
	return nil
}

// loadPast reads what went before day 0 and what comes in the days after the last: of each
// of the ward's periods the published roster or else the approved one; the imported state; and
// the published duties of the ward's staff on other wards, those of the period itself included.
func loadPast(g *gorm.DB, rows *problemRows) error {
	p := &rows.Period
	from, next := p.FirstDay.Add(-pastDays), p.LastDay.Add(aheadDays)
	var around []store.RosterPeriod
	err := g.Where("ward_id = ? AND id <> ? AND last_day >= ? AND first_day <= ?", p.WardID, p.ID, from, next).
		Order("first_day").Find(&around).Error
	if err != nil {
		return err
	}
	for i := range around {
		duties, ok, err := countedDuties(g, &around[i])
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		rows.place(&around[i], duties, from, next)
	}
	if err := g.Where("period_id = ?", p.ID).Find(&rows.History).Error; err != nil {
		return err
	}
	people, who := rows.people()
	if rows.Stints, err = stintsAround(g, people, who, p.FirstDay, p.LastDay); err != nil {
		return err
	}
	return g.Raw(`SELECT duties.staff_id AS staff_id, duties.day AS day, shifts.*
		FROM duties JOIN rosters ON rosters.id = duties.roster_id JOIN shifts ON shifts.id = duties.shift_id
		WHERE rosters.state = 'published' AND rosters.ward_id <> ? AND duties.day >= ? AND duties.day <= ?
		AND duties.staff_id IN (`+people+`)`, append([]any{p.WardID, from, next}, who...)...).
		Scan(&rows.Elsewhere).Error
}

// countedDuties returns the duties of the version of a period that counts for its
// neighbours, the published one or else the approved one; false if there is neither.
func countedDuties(g *gorm.DB, p *store.RosterPeriod) ([]store.Duty, bool, error) {
	var roster store.Roster
	err := g.Where("period_id = ? AND state IN ('published', 'approved')", p.ID).
		Order("CASE state WHEN 'published' THEN 0 ELSE 1 END, number DESC").Limit(1).Take(&roster).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	duties, err := dutiesOf(g, roster.ID)
	return duties, err == nil, err
}

// place puts the duties of another period of the ward, given in the order of time, where
// they count: from a day on into the past, up to another one into what follows.
func (rows *problemRows) place(p *store.RosterPeriod, duties []store.Duty, from, next store.Day) {
	if p.FirstDay < rows.Period.FirstDay && rows.Past == nil {
		rows.Past = &pastRoster{FirstDay: max(p.FirstDay, from)}
	}
	for _, d := range duties {
		switch {
		case d.Day >= from && d.Day < rows.Period.FirstDay:
			rows.Past.Duties = append(rows.Past.Duties, d)
		case d.Day > rows.Period.LastDay && d.Day <= next && !d.Unfilled():
			rows.Next = append(rows.Next, d)
		}
	}
}
