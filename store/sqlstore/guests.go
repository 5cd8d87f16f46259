package sqlstore

import (
	"cmp"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// Guests are people of other wards who work, are asked to work, or might work some duties of a published
// rota (decision 0028). They are rows of its problem like the ward's own people, by the ward's rules, with two
// differences: of the ward's shifts each may work none but those that they are there for, and their contract's
// totals, runs and weekends are left to their own ward. What they work on it stands in the problem as work
// elsewhere, as it does for everybody.

// guestDay is one duty that a guest is there for.
type guestDay struct {
	StaffID store.ID  `gorm:"column:staff_id"`
	Day     store.Day `gorm:"column:day"`
	ShiftID store.ID  `gorm:"column:shift_id"`
}

// loadGuests reads whom a rota that is out has from other wards: those with duties in it or in the version that it
// amends, and those who have been asked to fill a gap of its period and may still say yes; and adds others.
func loadGuests(g *gorm.DB, rows *problemRows, rosterID store.ID, others []guestDay) error {
	rows.Guests = slices.Clone(others)
	if rosterID == latestDraft {
		return nil
	}
	var found []guestDay
	p := &rows.Period
	err := g.Raw(`SELECT staff_id, day, shift_id FROM duties WHERE staff_id IN (SELECT id FROM staff WHERE ward_id <> ?)
			AND (roster_id = ? OR roster_id = (SELECT amends_id FROM rosters WHERE id = ?))
		UNION SELECT partner_id AS staff_id, day, shift_id FROM swaps WHERE kind = 'gap' AND state IN ('offered', 'accepted') AND period_id = ?
			AND partner_id IN (SELECT id FROM staff WHERE ward_id <> ?)
			AND EXISTS (SELECT 1 FROM rosters WHERE id = ? AND (state IN ('published', 'superseded') OR amends_id IS NOT NULL))`,
		p.WardID, rosterID, rosterID, p.ID, p.WardID, rosterID).Scan(&found).Error
	if err != nil {
		return err
	}
	rows.Guests = append(rows.Guests, found...)
	slices.SortFunc(rows.Guests, func(x, y guestDay) int {
		return cmp.Or(cmp.Compare(x.StaffID, y.StaffID), cmp.Compare(x.Day, y.Day), cmp.Compare(x.ShiftID, y.ShiftID))
	})
	rows.Guests = slices.Compact(rows.Guests)
	return nil
}

// people selects the ids of all whom the rows are about, with the values of its question marks.
func (rows *problemRows) people() (query string, values []any) {
	query, values = "SELECT id FROM staff WHERE ward_id = ?", []any{rows.Period.WardID}
	if len(rows.Guests) == 0 {
		return query, values
	}
	var ids []store.ID
	for _, x := range rows.Guests {
		ids = append(ids, x.StaffID)
	}
	return query + " OR id IN ?", append(values, slices.Compact(ids))
}

// isGuest reports whether somebody is of another ward.
func (rows *problemRows) isGuest(id store.ID) bool {
	return slices.ContainsFunc(rows.Guests, func(x guestDay) bool { return x.StaffID == id })
}

// loadGuestContracts adds a contract for those of each contract of another ward: its hours, without what the
// other ward sees to.
func loadGuestContracts(g *gorm.DB, rows *problemRows) error {
	if len(rows.Guests) == 0 {
		return nil
	}
	var ids []store.ID
	for i := range rows.Staff {
		if rows.isGuest(rows.Staff[i].ID) {
			ids = append(ids, rows.Staff[i].ContractID)
		}
	}
	contracts, err := all[store.Contract](g.Where("id IN ?", ids).Order("id"))
	if err != nil {
		return err
	}
	for _, c := range contracts {
		rows.Contracts = append(rows.Contracts, store.Contract{
			ID: c.ID, WardID: c.WardID, Name: fmt.Sprintf("%s of another ward %s", c.Name, c.ID), WeeklyMinutes: c.WeeklyMinutes, MaxWeekends: -1,
		})
	}
	return nil
}

// guestCells are the cells of a day that a guest may not work: all of the ward's shifts but the one that
// they are there for. 0 for the ward's own people.
func (b *problemBuilder) guestCells(id store.ID, day store.Day) nrp.CellSet {
	if !b.rows.isGuest(id) {
		return 0
	}
	var set nrp.CellSet
	for _, s := range b.rows.Shifts {
		if !slices.Contains(b.rows.Guests, guestDay{id, day, s.ID}) {
			set |= nrp.ShiftCells(b.shiftOf[s.ID])
		}
	}
	return set
}

// guestsOf are the guests among the people of a problem.
func (b *problemBuilder) guestsOf() []string {
	var out []string
	for i := range b.staff {
		if b.rows.isGuest(b.staff[i].ID) {
			out = append(out, string(b.staff[i].ID))
		}
	}
	return out
}

// withoutHome leaves out what is found of guests that does not stand in the way of anything: their own
// ward is told of that.
func withoutHome(p *planner.Problem, all store.Findings) store.Findings {
	return slices.DeleteFunc(all, func(f store.Finding) bool {
		return f.Level != nrp.LevelHard.String() && slices.Contains(p.Guests, string(f.StaffID))
	})
}

// markStaleHomes marks the drafts of the home wards of guests whose days have changed.
func (tx *Tx) markStaleHomes(wardID store.ID, touched map[dutyCell]bool) error {
	var ids []store.ID
	for x := range touched {
		ids = append(ids, x.staff)
	}
	guests, err := all[store.Staff](tx.db.Where("id IN ? AND ward_id <> ?", ids, wardID).Order("id"))
	if err != nil {
		return err
	}
	for i := range guests {
		for x := range touched {
			if x.staff != guests[i].ID {
				continue
			}
			if err := tx.markStaleAround(guests[i].WardID, x.day); err != nil {
				return err
			}
		}
	}
	return nil
}

// guestsIn lists the people of other wards who have duties in a roster, by name.
func guestsIn(g *gorm.DB, roster *store.Roster) ([]store.Guest, error) {
	out := []store.Guest{}
	err := g.Raw(`SELECT staff.id AS staff_id, staff.name AS name, wards.name AS ward_name FROM staff JOIN wards ON wards.id = staff.ward_id
		WHERE staff.ward_id <> ? AND staff.id IN (SELECT staff_id FROM duties WHERE roster_id = ?) ORDER BY staff.name, staff.id`, roster.WardID, roster.ID).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("load people of other wards: %w", err)
	}
	return out, nil
}
