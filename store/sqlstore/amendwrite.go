package sqlstore

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// createAmended writes the new version as a draft: the duties of the one before, copied as they are
// but for those that change.
func (tx *Tx) createAmended(period *store.RosterPeriod, before *store.Roster, made *amended) error {
	var newest int
	err := tx.db.Raw("SELECT COALESCE(MAX(number), 0) FROM rosters WHERE period_id = ?", period.ID).Scan(&newest).Error
	if err != nil {
		return fmt.Errorf("number the version: %w", err)
	}
	history, err := currentHistory(tx.db, period.ID)
	if err != nil {
		return err
	}
	made.roster = &store.Roster{
		ID: newID(), PeriodID: period.ID, WardID: period.WardID, Number: newest + 1, State: store.Draft, AmendsID: before.ID,
		HistoryHash: history, CreatedAt: tx.Now, Version: 1,
	}
	if err := tx.db.Create(made.roster).Error; err != nil {
		return fmt.Errorf("write roster: %w", err)
	}
	old, err := dutiesOf(tx.db, before.ID)
	if err != nil {
		return err
	}
	var duties []store.Duty
	for _, d := range old {
		if d.Unfilled() || made.touched[dutyCell{d.StaffID, d.Day}] {
			continue
		}
		d.ID, d.RosterID = newID(), made.roster.ID
		duties = append(duties, d)
	}
	for _, c := range made.changes {
		if c.ToShiftID != "" {
			duties = append(duties, store.Duty{ID: newID(), RosterID: made.roster.ID, Day: c.Day, ShiftID: c.ToShiftID, SkillID: c.ToSkillID, StaffID: c.StaffID})
		}
	}
	if err := nobodyLeft(duties, made.facts.leavers); err != nil {
		return err
	}
	return tx.createDuties(duties)
}

// nobodyLeft refuses duties of people who have left by then: once they have, no referee knows them.
func nobodyLeft(duties []store.Duty, leavers []store.Staff) error {
	for _, l := range leavers {
		for _, d := range duties {
			if d.StaffID == l.ID && d.Day > l.LastDay {
				return wrongField("/changes", "the person who leaves still has a duty on %s; take out all duties after the last day", d.Day)
			}
		}
	}
	return nil
}

// publishAmended makes the new version the published one, with its changes and what the ledger
// gets of them.
func (tx *Tx) publishAmended(op string, actor store.Actor, before *store.Roster, a *store.Amendment, made *amended) error {
	err := changed(op, tx.db.Exec("UPDATE rosters SET state = 'superseded', version = version + 1 WHERE id = ? AND version = ? AND state = 'published'", before.ID, before.Version))
	if err != nil {
		return err
	}
	roster := made.roster
	err = changed(op, tx.db.Table("rosters").Where("id = ? AND version = ?", roster.ID, roster.Version).Updates(map[string]any{
		"state": store.RosterPublished, "approved_by": actor.UserID, "approved_at": tx.Now,
		"published_by": actor.UserID, "published_at": tx.Now, "version": roster.Version + 1,
	}))
	if err != nil {
		return err
	}
	roster.State, roster.ApprovedBy, roster.ApprovedAt = store.RosterPublished, actor.UserID, &tx.Now
	roster.PublishedBy, roster.PublishedAt = actor.UserID, &tx.Now
	roster.Version++
	for i := range made.changes {
		c := &made.changes[i]
		c.ID, c.RosterID, c.UserID, c.At = newID(), roster.ID, actor.UserID, tx.Now
	}
	if err := tx.db.CreateInBatches(made.changes, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write changes: %w", err)
	}
	if err := tx.writeLedger(roster, before); err != nil {
		return err
	}
	if err := tx.settleRest(roster, before, made.is); err != nil {
		return err
	}
	return tx.audit(actor, roster.WardID, "roster.amend", roster.ID, map[string]any{
		"period_id": roster.PeriodID, "number": roster.Number, "amends_id": before.ID, "score": roster.Score, "kind": a.Kind,
		"reason": a.Reason, "changes": made.changes, "overrides": a.Overrides,
	})
}

// notifyChanged tells each person whose duties changed what has become of them, and nobody else.
func (tx *Tx) notifyChanged(period *store.RosterPeriod, made *amended) error {
	changes := slices.Clone(made.changes)
	slices.SortFunc(changes, func(x, y store.RosterChange) int {
		return cmp.Or(cmp.Compare(x.StaffID, y.StaffID), cmp.Compare(x.Day, y.Day))
	})
	for from := 0; from < len(changes); {
		to := from
		var lines []string
		for ; to < len(changes) && changes[to].StaffID == changes[from].StaffID; to++ {
			lines = append(lines, made.changeWords(&changes[to]))
		}
		var users []store.ID
		err := tx.db.Raw("SELECT id FROM users WHERE staff_id = ? AND state = 'active'", changes[from].StaffID).Scan(&users).Error
		if err != nil {
			return fmt.Errorf("find whom to notify: %w", err)
		}
		err = tx.notify(users, store.Notice{
			Kind: "roster_changed", WardID: period.WardID, PeriodID: period.ID, Detail: "Your rota has changed. " + strings.Join(lines, " "),
		})
		if err != nil {
			return err
		}
		from = to
	}
	return nil
}

// changeWords says one change to the person: the day, the shift and what it takes the place of.
func (m *amended) changeWords(c *store.RosterChange) string {
	name := func(id store.ID) string {
		if s := m.shifts[id]; s != nil {
			return s.Name
		}
		return "off"
	}
	words := dayWords(c.Day) + ": " + name(c.ToShiftID)
	if c.FromShiftID == c.ToShiftID {
		return words + " as before, in another role."
	}
	return words + " in place of " + name(c.FromShiftID) + "."
}

// skillID returns the id of a skill, empty for none.
func skillID(p *planner.Problem, k nrp.SkillIdx) store.ID {
	if k == nrp.NoSkill {
		return ""
	}
	return store.ID(p.SkillIDs[k])
}

// inField puts the pointers of an error below another.
func inField(err error, base string) error {
	var e *store.Error
	if !errors.As(err, &e) {
		return err
	}
	out := *e
	out.Fields = nil
	for _, f := range e.Fields {
		pointer := f.Pointer
		if pointer == "/shift_id" || pointer == "/skill_id" {
			pointer = "/to_" + strings.TrimPrefix(pointer, "/")
		}
		out.Fields = append(out.Fields, store.Field{Pointer: base + pointer, Detail: f.Detail})
	}
	return &out
}
