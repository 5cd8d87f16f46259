package sqlstore

import (
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/stages"
	"github.com/fairrota/fairrota/store"
)

// loadFair gathers what the people of a problem carry before its period, and by what the period's
// own lines will be divided; nil for a competition's ward, whose rotas are compared by their score.
func loadFair(g *gorm.DB, rows *problemRows, p *planner.Problem) (*stages.Fair, error) {
	if rows.Ward.Source != "" {
		return nil, nil
	}
	last := rows.Period.LastDay
	lines, err := all[store.LedgerLine](g.Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?) AND day > ?",
		rows.Ward.ID, last.Add(-store.LedgerYear)).Order("day, id"))
	if err != nil {
		return nil, fmt.Errorf("load the ledger: %w", err)
	}
	of := map[store.ID][]fairness.Line{}
	for i := range lines {
		// What a version published before says of the period, this one takes back.
		if l := &lines[i]; l.PeriodID != rows.Period.ID {
			of[l.StaffID] = append(of[l.StaffID], lineAt(l, last))
		}
	}
	out, count := &stages.Fair{}, newLedgerCount(rows)
	for _, id := range p.StaffIDs {
		part, err := count.part(store.ID(id))
		if err != nil {
			return nil, err
		}
		out.People = append(out.People, stages.Person{Base: count.figures.Burden(of[store.ID(id)]), Part: part})
	}
	weights := store.Weights(rows.Preferences)
	for _, id := range p.RequestIDs {
		q := weights[store.ID(id)]
		kind, err := fairness.Refusal(q.Strength, q.Token)
		if err != nil {
			return nil, problemFault("%s", err.Error())
		}
		out.Refusals = append(out.Refusals, kind)
	}
	return out, nil
}
