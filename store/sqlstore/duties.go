package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// cellChange is what the audit chain keeps of an edited cell.
type cellChange struct {
	StaffID store.ID  `json:"staff_id"`
	Day     store.Day `json:"day"`
	From    store.ID  `json:"from_shift_id,omitempty"`
	To      store.ID  `json:"to_shift_id,omitempty"`
	Skill   store.ID  `json:"to_skill_id,omitempty"`
	Fixed   bool      `json:"fixed"`
	// Ended are the keys of the overrides that the edit ended.
	Ended []string `json:"ended_overrides,omitempty"`
}

// EditCell sets what one person does on one day of a draft and has the referee judge the
// draft anew, all in one transaction; overrides of the person's findings end. Where cell.SkillID is empty, the skill is one that
// the day's demand lacks and the person holds, else the person's first.
func (db *DB) EditCell(ctx context.Context, actor store.Actor, rosterID store.ID, version int, cell store.Cell) (*store.RosterView, error) {
	const op = "edit cell"
	var v *store.RosterView
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		roster, err := byID[store.Roster](tx.db, rosterID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteDraft, roster.WardID); err != nil {
			return err
		}
		if err := mustBeDraft(op, roster, version); err != nil {
			return err
		}
		p, r, err := loadRoster(tx.db, roster)
		if err != nil {
			return err
		}
		place, err := checkCell(op, p, cell)
		if err != nil {
			return err
		}
		change := cellChange{StaffID: cell.StaffID, Day: cell.Day, From: shiftID(p, r[place.staff][place.day].Shift), To: cell.ShiftID, Fixed: cell.Fixed}
		to := place.to
		if to.Shift != nrp.NoShift && cell.SkillID == "" {
			to.Skill = suitableSkill(p, r, place.staff, place.day, to.Shift)
		}
		if err := tx.putDuty(p, roster.ID, place.staff, place.day, to, cell.Fixed); err != nil {
			return err
		}
		if to.Skill != nrp.NoSkill {
			change.Skill = store.ID(p.SkillIDs[to.Skill])
		}
		if change.Ended, err = tx.endOverrides(roster.ID, cell.StaffID); err != nil {
			return err
		}
		if err := tx.judge(op, roster, false); err != nil {
			return err
		}
		if err := tx.audit(actor, roster.WardID, "roster.edit", roster.ID, change); err != nil {
			return err
		}
		v, err = viewRoster(tx.db, roster)
		return err
	})
	return v, err
}

// endOverrides removes the overrides of a person's findings and returns their keys. Many
// rules count breaches and not by how much: an edit may leave such a finding as it is by
// name and amount and yet make it far worse.
func (tx *Tx) endOverrides(rosterID, staffID store.ID) ([]string, error) {
	var keys []string
	of := tx.db.Table("overrides").Where("roster_id = ? AND finding_key LIKE ?", rosterID, "%|"+string(staffID)+"|%")
	if err := of.Order("finding_key").Pluck("finding_key", &keys).Error; err != nil {
		return nil, fmt.Errorf("load overrides: %w", err)
	}
	if len(keys) == 0 {
		return nil, nil
	}
	if err := tx.db.Exec("DELETE FROM overrides WHERE roster_id = ? AND finding_key IN ?", rosterID, keys).Error; err != nil {
		return nil, fmt.Errorf("end overrides: %w", err)
	}
	return keys, nil
}

// mustBeDraft checks the version that the caller saw, then the state.
func mustBeDraft(op string, roster *store.Roster, version int) error {
	if err := sameVersion(op, roster, version); err != nil {
		return err
	}
	if roster.State != store.Draft {
		return store.Errorf(store.Closed, op, "this version of the rota is %s; only a draft can be changed", roster.State)
	}
	return nil
}

func sameVersion(op string, roster *store.Roster, version int) error {
	if roster.Version != version {
		return store.Errorf(store.Stale, op, "someone else has changed this since you loaded it; load it again")
	}
	return nil
}

// cellPlace is a checked cell in dense indices.
type cellPlace struct {
	staff nrp.StaffIdx
	day   nrp.DayIdx
	to    nrp.Assignment
}

// checkCell refuses people, days, shifts and skills that the problem does not know.
func checkCell(op string, p *planner.Problem, cell store.Cell) (cellPlace, error) {
	place := cellPlace{staff: slices.Index(p.StaffIDs, string(cell.StaffID)), to: nrp.Off}
	bad := func(pointer, detail string) (cellPlace, error) {
		return place, &store.Error{Kind: store.Invalid, Op: op, Detail: "the cell cannot be set", Fields: []store.Field{{Pointer: pointer, Detail: detail}}}
	}
	if place.staff < 0 {
		return bad("/staff_id", "choose a person who works on this ward in this period")
	}
	if !cell.Day.Valid() {
		return bad("/day", "a date has the form YYYY-MM-DD, such as 2026-03-14")
	}
	place.day = dayIndex(p, cell.Day)
	if place.day < 0 || place.day >= p.Instance.Horizon.Days {
		return bad("/day", "choose a day of the roster period")
	}
	if cell.ShiftID == "" {
		if cell.Fixed {
			return bad("/fixed", "a day off cannot be fixed; put in leave or unavailability instead")
		}
		return place, nil
	}
	place.to.Shift = slices.Index(p.ShiftIDs, string(cell.ShiftID))
	if place.to.Shift < 0 || p.Instance.Shifts[place.to.Shift].FixedOnly {
		return bad("/shift_id", "choose a shift of this ward")
	}
	if cell.SkillID != "" {
		if place.to.Skill = slices.Index(p.SkillIDs, string(cell.SkillID)); place.to.Skill < 0 {
			return bad("/skill_id", "choose a skill that somebody on this ward holds or that the demand asks for")
		}
	}
	return place, nil
}

// suitableSkill is a skill held on the day of which the shift lacks people most, else
// the first skill held, else none.
func suitableSkill(p *planner.Problem, r nrp.Roster, staff nrp.StaffIdx, day nrp.DayIdx, shift nrp.ShiftIdx) nrp.SkillIdx {
	best, most := nrp.NoSkill, 0
	for _, c := range p.Instance.Cover {
		if c.Day != day || c.Shift != shift || c.Skill == nrp.NoSkill || c.Held || c.Excepts(staff) || !p.Instance.Staff[staff].Holds(c.Skill, day) {
			continue
		}
		missing := c.Preferred
		for i, line := range r {
			if i != staff && !c.Excepts(i) && line[day].Shift == shift && line[day].Skill == c.Skill {
				missing--
			}
		}
		if missing > most {
			best, most = c.Skill, missing
		}
	}
	if best != nrp.NoSkill {
		return best
	}
	for _, k := range p.Instance.Staff[staff].Skills {
		if p.Instance.Staff[staff].Holds(k, day) {
			return k
		}
	}
	return nrp.NoSkill
}

// shiftID returns the id of a shift, empty for a day off.
func shiftID(p *planner.Problem, s nrp.ShiftIdx) store.ID {
	if s == nrp.NoShift {
		return ""
	}
	return store.ID(p.ShiftIDs[s])
}

// putDuty writes the row of one cell of a draft. Whether it is fixed is part of the
// problem, so that the problem must be loaded anew afterwards.
func (tx *Tx) putDuty(p *planner.Problem, rosterID store.ID, staff nrp.StaffIdx, day nrp.DayIdx, to nrp.Assignment, fixed bool) error {
	date := store.Day(p.FirstDay).Add(day)
	err := tx.db.Exec("DELETE FROM duties WHERE roster_id = ? AND day = ? AND staff_id = ?", rosterID, date, p.StaffIDs[staff]).Error
	if err != nil || to.Shift == nrp.NoShift {
		return err
	}
	duty := newDuty(p, rosterID, day, to)
	duty.StaffID, duty.Fixed = store.ID(p.StaffIDs[staff]), fixed
	if err := tx.db.Create(&duty).Error; err != nil {
		return fmt.Errorf("write duty: %w", err)
	}
	return nil
}

// judge has the referee judge a draft as its rows stand and writes score, findings, unfilled duties and
// outcomes; roster is changed to what is written, its version one higher. Reasons are kept
// where the cells are the same as before and the ward's data are, too.
func (tx *Tx) judge(op string, roster *store.Roster, sameCells bool) error {
	p, r, err := loadRoster(tx.db, roster)
	if err != nil {
		return err
	}
	a, err := planner.Assess(p, r)
	if err != nil {
		return fmt.Errorf("judge roster: %w", err)
	}
	outcomes := outcomesOf(p, a.Outcomes, roster.ID)
	if sameCells {
		if err := keepReasons(tx.db, p, roster, outcomes); err != nil {
			return err
		}
	}
	for _, q := range []string{
		"DELETE FROM duties WHERE roster_id = ? AND staff_id IS NULL",
		"DELETE FROM outcomes WHERE roster_id = ?",
	} {
		if err := tx.db.Exec(q, roster.ID).Error; err != nil {
			return fmt.Errorf("clear what the referee said: %w", err)
		}
	}
	if err := tx.createDuties(unfilledDuties(p, a.Unfilled, roster.ID)); err != nil {
		return err
	}
	if err := tx.createOutcomes(outcomes); err != nil {
		return err
	}
	return tx.writeScore(op, p, a, roster)
}

// writeScore writes what the referee said onto the roster's own row. The bound holds for
// one instance only.
func (tx *Tx) writeScore(op string, p *planner.Problem, a *planner.Assessment, roster *store.Roster) error {
	hash := p.Instance.Hash()
	if hash != roster.InstanceHash {
		roster.Bound = nil
	}
	roster.Score, roster.InstanceHash = store.Levels(a.Score), hash
	err := changed(op, tx.db.Table("rosters").Where("id = ? AND version = ?", roster.ID, roster.Version).Updates(map[string]any{
		"score": roster.Score, "findings": assessedFindings(p, a), "bound": roster.Bound, "instance_hash": hash,
		"version": roster.Version + 1,
	}))
	roster.Version++
	return err
}

// rowsAtOnce bounds the rows of one INSERT, for the number of its parameters.
const rowsAtOnce = 200

func (tx *Tx) createDuties(duties []store.Duty) error {
	if len(duties) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(duties, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write duties: %w", err)
	}
	return nil
}

func (tx *Tx) createOutcomes(outcomes []store.Outcome) error {
	if len(outcomes) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(outcomes, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write outcomes: %w", err)
	}
	return nil
}
