package sqlstore

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// leaveSpare is how many days around those in question a book covers, so that near ones can be looked at.
const leaveSpare = 110

// leaveBook reads what leave of a ward is judged by: the whole leave years of the days from .. to, and of
// some days around them.
func leaveBook(g *gorm.DB, wardID store.ID, now time.Time, from, to store.Day) (*store.LeaveBook, error) {
	ward, err := byID[store.Ward](g, wardID)
	if err != nil {
		return nil, err
	}
	rules, err := leaveRules(g, wardID)
	if err != nil {
		return nil, err
	}
	facts := store.LeaveFacts{Today: store.DayOf(now, ward.Zone()), Rules: *rules}
	facts.FirstDay, _ = store.LeaveYear(from.Add(-leaveSpare), rules.YearMonth)
	_, facts.LastDay = store.LeaveYear(to.Add(leaveSpare), rules.YearMonth)
	if facts.Staff, err = staffOf(g, wardID); err != nil {
		return nil, err
	}
	if facts.Contracts, err = all[store.Contract](g.Where("ward_id = ?", wardID).Order("id")); err != nil {
		return nil, err
	}
	if err := leaveRows(g, wardID, &facts); err != nil {
		return nil, err
	}
	figures, err := figureSet(g, wardID)
	if err != nil {
		return nil, fmt.Errorf("load the figures of leave: %w", err)
	}
	facts.Figures = *figures
	return store.NewLeaveBook(facts), nil
}

// leaveRows reads what is away, what is asked, the rotas and the accounts of the days of the facts.
func leaveRows(g *gorm.DB, wardID store.ID, facts *store.LeaveFacts) error {
	const ofWard = "staff_id IN (SELECT id FROM staff WHERE ward_id = ?)"
	var err error
	touching := func(q *gorm.DB) *gorm.DB {
		return q.Where("last_day >= ? AND first_day <= ?", facts.FirstDay, facts.LastDay).Order("first_day, id")
	}
	if facts.Leaves, err = all[store.Leave](touching(g.Where(ofWard, wardID))); err != nil {
		return err
	}
	if facts.Requests, err = all[store.LeaveRequest](touching(g.Where("state = 'asked' AND "+ofWard, wardID))); err != nil {
		return err
	}
	if facts.Elsewhere, err = leaveElsewhere(g, wardID, facts.FirstDay, facts.LastDay); err != nil {
		return err
	}
	if facts.Periods, err = all[store.RosterPeriod](touching(g.Where("ward_id = ?", wardID))); err != nil {
		return err
	}
	facts.Accounts, err = all[store.LeaveAccount](g.Where(ofWard+" AND year_day <= ?", wardID, facts.LastDay).Order("staff_id, year_day"))
	return err
}

// leaveElsewhere reads when a ward's people work on published rotas of other wards.
func leaveElsewhere(g *gorm.DB, wardID store.ID, first, last store.Day) ([]store.WorkElsewhere, error) {
	var out []store.WorkElsewhere
	err := g.Raw(`SELECT duties.staff_id AS staff_id, duties.day AS day FROM duties JOIN rosters ON rosters.id = duties.roster_id
		WHERE rosters.state = 'published' AND rosters.ward_id <> ? AND duties.day >= ? AND duties.day <= ?
		AND duties.staff_id IN (SELECT id FROM staff WHERE ward_id = ?) ORDER BY duties.day, duties.staff_id`, wardID, first, last, wardID).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("load work on other wards: %w", err)
	}
	return out, nil
}

// wardLeave is how a ward deals with leave, as its row has it.
type wardLeave struct {
	LeaveAutomatic bool
	LeaveYearMonth int
	Version        int
}

// leaveRules reads how a ward deals with leave.
func leaveRules(g *gorm.DB, wardID store.ID) (*store.LeaveRules, error) {
	var row wardLeave
	if err := g.Table("wards").Select("leave_automatic, leave_year_month, version").Where("id = ?", wardID).Take(&row).Error; err != nil {
		return nil, fmt.Errorf("load the rules of leave: %w", err)
	}
	quotas, err := all[store.LeaveQuota](g.Where("ward_id = ?", wardID).Order("first_day, id"))
	if err != nil {
		return nil, err
	}
	return &store.LeaveRules{WardID: wardID, Automatic: row.LeaveAutomatic, YearMonth: row.LeaveYearMonth, Quotas: quotas, Version: row.Version}, nil
}
