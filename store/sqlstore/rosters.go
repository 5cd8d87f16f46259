package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// Rosters returns the versions of a period, newest first.
func (db *DB) Rosters(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Roster, error) {
	const op = "list rosters"
	rosters := []store.Roster{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := readPeriod(read, op, actor, store.ReadDraft, periodID); err != nil {
			return err
		}
		return read.Where("period_id = ?", periodID).Order("number DESC").Find(&rosters).Error
	})
	return rosters, err
}

// RosterView returns a roster with its duties, findings, outcomes and overrides. A draft
// or approved roster is judged as the ward's data stand now; a published one is shown as
// it was published.
func (db *DB) RosterView(ctx context.Context, actor store.Actor, id store.ID) (*store.RosterView, error) {
	const op = "load roster"
	var v *store.RosterView
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		roster, err := readRosterRow(read, op, actor, id)
		if err != nil {
			return err
		}
		v, err = viewRoster(read, roster)
		return err
	})
	return v, err
}

// readRosterRow loads a roster that the actor may read as a draft.
func readRosterRow(read *gorm.DB, op string, actor store.Actor, id store.ID) (*store.Roster, error) {
	roster, err := byID[store.Roster](read, id)
	if err != nil {
		return nil, err
	}
	return roster, actor.Must(op, store.ReadDraft, roster.WardID)
}

// viewRoster gathers a view; what it judges anew it does not write.
func viewRoster(g *gorm.DB, roster *store.Roster) (*store.RosterView, error) {
	v := &store.RosterView{Roster: *roster, Overrides: []store.Override{}, Outcomes: []store.Outcome{}}
	var err error
	if v.Duties, err = dutiesOf(g, roster.ID); err != nil {
		return nil, err
	}
	if err := g.Where("roster_id = ?", roster.ID).Order("finding_key").Find(&v.Overrides).Error; err != nil {
		return nil, fmt.Errorf("load overrides: %w", err)
	}
	if v.Guests, err = guestsIn(g, roster); err != nil {
		return nil, err
	}
	if roster.State == store.RosterPublished || roster.State == store.Superseded {
		if err := keptView(g, v); err != nil {
			return nil, err
		}
	} else if err := judgedView(g, v); err != nil {
		return nil, err
	}
	return v, sortDuties(g, roster, v.Duties)
}

// keptView reads the findings and outcomes that were written at publication.
func keptView(g *gorm.DB, v *store.RosterView) error {
	var kept struct{ Findings store.Findings }
	if err := g.Table("rosters").Select("findings").Where("id = ?", v.Roster.ID).Take(&kept).Error; err != nil {
		return fmt.Errorf("load findings: %w", err)
	}
	v.Findings = kept.Findings
	if err := g.Where("roster_id = ?", v.Roster.ID).Order("preference_id").Find(&v.Outcomes).Error; err != nil {
		return fmt.Errorf("load outcomes: %w", err)
	}
	var err error
	v.Agreed, err = all[store.AgreedOutcome](g.Where("roster_id = ?", v.Roster.ID).Order("staff_id, day"))
	return err
}

// judgedView has the referee look at the roster now.
func judgedView(g *gorm.DB, v *store.RosterView) error {
	p, err := loadProblem(g, v.Roster.PeriodID, v.Roster.ID)
	if err != nil {
		return err
	}
	r := readRoster(p, v.Duties)
	a, err := planner.Assess(p, r)
	if err != nil {
		return fmt.Errorf("judge roster: %w", err)
	}
	v.Roster.Score = store.Levels(a.Score)
	v.Roster.Stale = v.Roster.Stale || v.Roster.HistoryHash != p.HistoryHash
	if v.Roster.Stale {
		if v.TakenBack, err = takenBack(g, &v.Roster); err != nil {
			return err
		}
	}
	v.Findings = assessedFindings(p, a)
	v.Outcomes = outcomesOf(p, a.Outcomes, v.Roster.ID)
	if err := keepReasons(g, p, &v.Roster, v.Outcomes); err != nil {
		return err
	}
	v.Agreed = agreedOutcomesOf(p, r, v.Roster.ID)
	if err := keepAgreedReasons(g, p, &v.Roster, v.Agreed); err != nil {
		return err
	}
	// The number of people missing may have changed since the unfilled rows were written.
	v.Duties = slices.DeleteFunc(v.Duties, func(d store.Duty) bool { return d.Unfilled() })
	v.Duties = append(v.Duties, unfilledDuties(p, a.Unfilled, v.Roster.ID)...)
	return nil
}

// sortDuties puts duties in the order of day, start of the shift and person's number;
// unfilled ones come last in a shift.
func sortDuties(g *gorm.DB, roster *store.Roster, duties []store.Duty) error {
	var shifts []store.Shift
	if err := g.Where("ward_id = ?", roster.WardID).Find(&shifts).Error; err != nil {
		return fmt.Errorf("load shifts: %w", err)
	}
	var staff []store.Staff
	err := g.Where("ward_id = ? OR id IN (SELECT staff_id FROM duties WHERE roster_id = ?)", roster.WardID, roster.ID).Find(&staff).Error
	if err != nil {
		return fmt.Errorf("load staff: %w", err)
	}
	start, number := map[store.ID]int{}, map[store.ID]string{}
	for _, s := range shifts {
		start[s.ID] = s.StartMinute
	}
	for _, s := range staff {
		number[s.ID] = s.Number
	}
	slices.SortStableFunc(duties, func(x, y store.Duty) int {
		unfilled := 0
		if x.Unfilled() != y.Unfilled() {
			unfilled = 1
			if y.Unfilled() {
				unfilled = -1
			}
		}
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(start[x.ShiftID], start[y.ShiftID]), cmp.Compare(x.ShiftID, y.ShiftID),
			unfilled, cmp.Compare(number[x.StaffID], number[y.StaffID]), cmp.Compare(x.SkillID, y.SkillID))
	})
	return nil
}
