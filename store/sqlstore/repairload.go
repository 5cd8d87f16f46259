package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/repair"
	"github.com/fairrota/fairrota/store"
)

// repairProblem is a repair as the scheduler has it, with what its ways are judged by.
type repairProblem struct {
	problem *planner.Problem
	order   repair.Order
	// was is what the referees say of the rota before what has happened.
	was *assessed
}

// loadRepair makes the order of a repair out of the rows as they stand and its facts.
func (db *DB) loadRepair(ctx context.Context, r *store.Repair) (*repairProblem, error) {
	const op = "load repair"
	var out *repairProblem
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		var err error
		out, err = readRepair(read, op, r, db.now())
		return err
	})
	return out, err
}

func readRepair(read *gorm.DB, op string, r *store.Repair, now time.Time) (*repairProblem, error) {
	roster, err := byID[store.Roster](read, r.RosterID)
	if err != nil {
		return nil, err
	}
	if roster.State != store.RosterPublished {
		return nil, store.Errorf(store.Conflict, op, "the rota has changed meanwhile; look for ways again")
	}
	rows, err := loadRows(read, roster.PeriodID, roster.ID)
	if err != nil {
		return nil, err
	}
	duties, err := dutiesOf(read, roster.ID)
	if err != nil {
		return nil, err
	}
	out := &repairProblem{}
	if out.was, err = judgeRows(read, rows, duties); err != nil {
		return nil, err
	}
	facts, err := factRowsOf(rows, &r.Facts)
	if err != nil {
		return nil, err
	}
	rows.become(facts)
	rows.Fixed = slices.DeleteFunc(rows.Fixed, func(d store.Duty) bool { return r.Facts.Away(d.StaffID, d.Day) })
	if out.problem, err = problemOf(read, rows); err != nil {
		return nil, err
	}
	gone(out.problem, r.Facts.Leavers)
	zone := rows.Ward.Zone()
	out.order = repair.Order{
		Instance: out.problem.Instance, Published: readRoster(out.problem, duties),
		Now: int(now.Sub(rows.Period.FirstDay.Midnight(zone)) / time.Minute),
	}
	ledger, err := loadWardLedger(read, rows.Ward.ID, now, store.LedgerYear)
	if err != nil {
		return nil, err
	}
	for _, id := range out.problem.StaffIDs {
		out.order.Burden = append(out.order.Burden, ledger.burden(store.ID(id), ledger.today, always))
	}
	return out, nil
}

// gone makes those who leave unavailable after their last day. They stay in the problem, which would else
// not know whose duties are to be taken out.
func gone(p *planner.Problem, leavers []store.LastDay) {
	all := nrp.AllShiftCells(len(p.Instance.Shifts))
	for _, l := range leavers {
		i := slices.Index(p.StaffIDs, string(l.StaffID))
		for d := max(dayIndex(p, l.LastDay)+1, 0); i >= 0 && d < p.Instance.Horizon.Days; d++ {
			p.Instance.Unavailable = append(p.Instance.Unavailable, nrp.Unavailable{Staff: i, Day: d, Cells: all})
		}
	}
}

// way puts an alternative in ids, and reports whether both referees pass it: it has no hard finding that
// the rota did not have already.
func (p *repairProblem) way(a *repair.Alternative) (*store.RepairWay, bool, error) {
	way := &store.RepairWay{Aim: string(a.Aim), Changes: []store.RepairMove{}, Uncovered: []store.OpenPlaces{}, Score: store.Levels(a.Score)}
	for _, aim := range a.Also {
		way.Also = append(way.Also, string(aim))
	}
	touched := map[dutyCell]bool{}
	for _, c := range a.Changes {
		m := store.RepairMove{
			StaffID: store.ID(p.problem.StaffIDs[c.Staff]), Day: store.Day(p.problem.FirstDay).Add(c.Day),
			FromShiftID: shiftID(p.problem, c.From.Shift), FromSkillID: skillID(p.problem, c.From.Skill),
			ToShiftID: shiftID(p.problem, c.To.Shift), ToSkillID: skillID(p.problem, c.To.Skill),
			NoticeMinutes: int64(c.Notice), TakenOut: c.TakenOut,
		}
		way.Changes = append(way.Changes, m)
		touched[dutyCell{m.StaffID, m.Day}] = true
	}
	for _, v := range a.Uncovered {
		open := store.OpenPlaces{Day: store.Day(p.problem.FirstDay).Add(v.Day), ShiftID: shiftID(p.problem, v.Shift), Missing: int(v.Amount)}
		open.SkillID = skillID(p.problem, v.Skill)
		way.Uncovered = append(way.Uncovered, open)
	}
	for _, q := range p.problem.Instance.Requests {
		if q.Unwanted.Has(a.Roster[q.Staff][q.Day].Shift) && !q.Unwanted.Has(p.order.Published[q.Staff][q.Day].Shift) {
			way.RefusedMore++
		}
	}
	judged, err := planner.Judge(p.problem, a.Roster)
	if err != nil {
		return nil, false, fmt.Errorf("judge a way to repair: %w", err)
	}
	is := &assessed{problem: p.problem, Assessment: judged, findings: assessedFindings(p.problem, judged)}
	return way, len(newlyHard(&amended{was: p.was, touched: touched}, is)) == 0, nil
}
