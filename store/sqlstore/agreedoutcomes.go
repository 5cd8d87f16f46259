package sqlstore

import (
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// agreedOutcomesOf says of each agreed day of a problem whether a roster keeps it, in the problem's order.
func agreedOutcomesOf(p *planner.Problem, r nrp.Roster, rosterID store.ID) []store.AgreedOutcome {
	in := p.Instance
	var own nrp.CellSet
	for s := range in.Shifts {
		if !in.Shifts[s].FixedOnly {
			own |= nrp.ShiftCells(s)
		}
	}
	out := make([]store.AgreedOutcome, 0, len(in.Agreed))
	for _, a := range in.Agreed {
		out = append(out, store.AgreedOutcome{
			RosterID: rosterID, StaffID: store.ID(p.StaffIDs[a.Staff]), Day: store.Day(p.FirstDay).Add(a.Day),
			Off: own&^a.Unwanted == 0, Kept: !a.Unwanted.Has(r[a.Staff][a.Day].Shift),
		})
	}
	return out
}

// createAgreedOutcomes writes what became of the agreed days of a roster.
func (tx *Tx) createAgreedOutcomes(outcomes []store.AgreedOutcome) error {
	if len(outcomes) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(outcomes, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write what became of agreed days: %w", err)
	}
	return nil
}

// draftAgreed writes what became of the agreed days of a draft, with the reasons that were found.
func (tx *Tx) draftAgreed(d *planner.Draft, rosterID store.ID) error {
	outcomes := agreedOutcomesOf(d.Problem, d.Roster, rosterID)
	for k := range outcomes {
		if why, ok := d.Agreed[k]; ok && !outcomes[k].Kept {
			outcomes[k].Reason = reasonOf(d.Problem, &why, store.Ask{})
		}
	}
	return tx.createAgreedOutcomes(outcomes)
}

// rejudgeAgreed writes anew what became of the agreed days of a draft. Reasons are kept where the cells
// are the same as before and the ward's data are, too.
func (tx *Tx) rejudgeAgreed(p *planner.Problem, r nrp.Roster, roster *store.Roster, sameCells bool) error {
	outcomes := agreedOutcomesOf(p, r, roster.ID)
	if sameCells {
		if err := keepAgreedReasons(tx.db, p, roster, outcomes); err != nil {
			return err
		}
	}
	if err := tx.db.Exec("DELETE FROM agreed_outcomes WHERE roster_id = ?", roster.ID).Error; err != nil {
		return fmt.Errorf("clear what became of agreed days: %w", err)
	}
	return tx.createAgreedOutcomes(outcomes)
}

// amendAgreed writes what became of the agreed days of an amended roster. For people whose own days
// have not changed the reasons of the version before are still why.
func (tx *Tx) amendAgreed(p *planner.Problem, r nrp.Roster, made *amended, before store.ID) error {
	outcomes := agreedOutcomesOf(p, r, made.roster.ID)
	stored, err := agreedReasons(tx.db, before)
	if err != nil {
		return err
	}
	moved := map[store.ID]bool{}
	for x := range made.touched {
		moved[x.staff] = true
	}
	for k := range outcomes {
		if o := &outcomes[k]; !o.Kept && !moved[o.StaffID] {
			o.Reason = stored[dutyCell{o.StaffID, o.Day}]
		}
	}
	return tx.createAgreedOutcomes(outcomes)
}

// keepAgreedReasons takes over the reasons that were stored with a roster whose cells are as they were
// then; they hold for one instance only.
func keepAgreedReasons(g *gorm.DB, p *planner.Problem, roster *store.Roster, outcomes []store.AgreedOutcome) error {
	if p.Instance.Hash() != roster.InstanceHash {
		return nil
	}
	stored, err := agreedReasons(g, roster.ID)
	if err != nil {
		return err
	}
	for k := range outcomes {
		if o := &outcomes[k]; !o.Kept {
			o.Reason = stored[dutyCell{o.StaffID, o.Day}]
		}
	}
	return nil
}

// agreedReasons returns the reasons that a roster was stored with, by person and day.
func agreedReasons(g *gorm.DB, rosterID store.ID) (map[dutyCell]store.Reason, error) {
	rows, err := all[store.AgreedOutcome](g.Where("roster_id = ? AND proof <> ''", rosterID))
	if err != nil {
		return nil, fmt.Errorf("load the reasons of agreed days: %w", err)
	}
	of := make(map[dutyCell]store.Reason, len(rows))
	for i := range rows {
		of[dutyCell{rows[i].StaffID, rows[i].Day}] = rows[i].Reason
	}
	return of, nil
}

// myAgreed adds the own agreed days that published rosters do not keep, by day.
func myAgreed(g *gorm.DB, me store.ID, from, to store.Day, rota *store.MyRota) (err error) {
	rota.Agreed, err = all[store.AgreedOutcome](g.Where(`staff_id = ? AND day >= ? AND day <= ? AND NOT kept
		AND roster_id IN (SELECT id FROM rosters WHERE state = 'published')`, me, from, to).Order("day"))
	return err
}
