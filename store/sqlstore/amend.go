package sqlstore

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// Amend changes a published rota: the changes and the facts that led to them make the next version,
// which supersedes the one before, in one transaction. Nothing that has begun can be changed. Both
// referees judge the new version first: it may have no hard finding that the rota did not have
// already, unless the actor overrides it. Then the changes are kept for good, the ledger gets the
// moves and what else has become of the rota, and those whose duties changed get a notice.
//
// Stale where a.Version or a cell is not what the caller saw, Closed where the rota is not the
// published one, Conflict where hard rules would be broken.
func (db *DB) Amend(ctx context.Context, actor store.Actor, a store.Amendment, o store.Once) (*store.Roster, error) {
	const op = "amend rota"
	var out *store.Roster
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.Roster, error) {
			if _, err := tx.rosterFor(op, actor, a.RosterID, a.Version); err != nil {
				return nil, err
			}
			return tx.amend(op, actor, &a)
		})
		return err
	})
	return out, err
}

// amend is Amend within a transaction, for callers who have checked the actor's right. a's facts and
// versions are as Amend has them.
func (tx *Tx) amend(op string, actor store.Actor, a *store.Amendment) (*store.Roster, error) {
	if err := a.Validate(); err != nil {
		return nil, err
	}
	before, period, err := tx.amendable(op, a)
	if err != nil {
		return nil, err
	}
	made, err := tx.beforeAmendment(op, before, a)
	if err != nil {
		return nil, err
	}
	if err := tx.writeFacts(op, actor, before.WardID, made.facts); err != nil {
		return nil, err
	}
	if err := tx.createAmended(period, before, made); err != nil {
		return nil, err
	}
	if err := tx.judgeAmended(op, actor, before, a, made); err != nil {
		return nil, err
	}
	if err := tx.publishAmended(op, actor, before, a, made); err != nil {
		return nil, err
	}
	if err := tx.notifyChanged(period, made); err != nil {
		return nil, err
	}
	if err := tx.markStaleHomes(period.WardID, made.touched); err != nil {
		return nil, err
	}
	return made.roster, tx.markStale(period.ID)
}

// amendable loads the published version and its period.
func (tx *Tx) amendable(op string, a *store.Amendment) (*store.Roster, *store.RosterPeriod, error) {
	before, err := byID[store.Roster](tx.db, a.RosterID)
	if err != nil {
		return nil, nil, err
	}
	if err := sameVersion(op, before, a.Version); err != nil {
		return nil, nil, err
	}
	period, err := byID[store.RosterPeriod](tx.db, before.PeriodID)
	if err != nil {
		return nil, nil, err
	}
	return before, period, mayAmend(op, before, period)
}

// mayAmend refuses any version but the one that is published, of a period that is not archived.
func mayAmend(op string, roster *store.Roster, period *store.RosterPeriod) error {
	if roster.State != store.RosterPublished {
		return store.Errorf(store.Closed, op, "this version of the rota is %s; only the published one can be amended", roster.State)
	}
	if period.State != store.PeriodPublished {
		return store.Errorf(store.Closed, op, "the roster period is %s; only a published one can be amended", period.State)
	}
	return nil
}

// amended is an amendment on its way.
type amended struct {
	facts *factRows
	// changes are complete but for their ids and the version.
	changes []store.RosterChange
	// touched are the cells that change.
	touched map[dutyCell]bool
	// was is what the referees say of the rota as it was, before the facts.
	was *assessed
	// is is what they say of the new version.
	is *assessed
	// roster is the new version.
	roster *store.Roster
	shifts map[store.ID]*store.Shift
	zone   *time.Location
}

// dutyCell is one person's day.
type dutyCell struct {
	staff store.ID
	day   store.Day
}

// beforeAmendment checks the changes against the rota and judges it as it is without them.
func (tx *Tx) beforeAmendment(op string, before *store.Roster, a *store.Amendment) (*amended, error) {
	rows, err := loadRows(tx.db, before.PeriodID, before.ID)
	if err != nil {
		return nil, err
	}
	made := &amended{touched: map[dutyCell]bool{}, shifts: map[store.ID]*store.Shift{}, zone: rows.Ward.Zone()}
	for i := range rows.Shifts {
		made.shifts[rows.Shifts[i].ID] = &rows.Shifts[i]
	}
	if made.facts, err = factRowsOf(rows, &a.Facts); err != nil {
		return nil, err
	}
	duties, err := dutiesOf(tx.db, before.ID)
	if err != nil {
		return nil, err
	}
	if made.was, err = judgeRows(tx.db, rows, duties); err != nil {
		return nil, err
	}
	rows.become(made.facts)
	p, err := problemOf(tx.db, rows)
	if err != nil {
		return nil, err
	}
	after := readRoster(p, duties)
	for i := range a.Changes {
		change, err := tx.checkChange(op, made, p, after, i, a)
		if err != nil {
			return nil, err
		}
		made.changes = append(made.changes, *change)
		made.touched[dutyCell{change.StaffID, change.Day}] = true
	}
	return made, nil
}

// judgeRows has both referees judge duties by rows.
func judgeRows(g *gorm.DB, rows *problemRows, duties []store.Duty) (*assessed, error) {
	p, err := problemOf(g, rows)
	if err != nil {
		return nil, err
	}
	a, err := planner.Judge(p, readRoster(p, duties))
	if err != nil {
		return nil, fmt.Errorf("judge the rota as it was: %w", err)
	}
	return &assessed{problem: p, Assessment: a, findings: assessedFindings(p, a)}, nil
}

// checkChange checks one change against the rota r, in which it is then made.
func (tx *Tx) checkChange(op string, made *amended, p *planner.Problem, r nrp.Roster, i int, a *store.Amendment) (*store.RosterChange, error) {
	c := a.Changes[i]
	bad := func(field, format string, args ...any) error {
		return wrongField(fmt.Sprintf("/changes/%d/%s", i, field), format, args...)
	}
	place, err := checkCell(op, p, store.Cell{StaffID: c.StaffID, Day: c.Day, ShiftID: c.ToShiftID, SkillID: c.ToSkillID})
	if err != nil {
		return nil, inField(err, fmt.Sprintf("/changes/%d", i))
	}
	was := r[place.staff][place.day]
	if was.Shift != nrp.NoShift && p.Instance.Shifts[was.Shift].FixedOnly {
		return nil, bad("day", "the person works on another ward on that day; change it there")
	}
	if shiftID(p, was.Shift) != c.FromShiftID {
		return nil, &store.Error{
			Kind: store.Stale, Op: op, Detail: "the rota has changed since you loaded it; load it again",
			Fields: []store.Field{{Pointer: fmt.Sprintf("/changes/%d/from_shift_id", i), Detail: "the rota has something else on that day now"}},
		}
	}
	to := place.to
	if to.Shift != nrp.NoShift && c.ToSkillID == "" {
		r[place.staff][place.day] = nrp.Off
		to.Skill = suitableSkill(p, r, place.staff, place.day, to.Shift)
	}
	if to == was {
		return nil, bad("to_shift_id", "this is what the rota has already; leave the change out")
	}
	r[place.staff][place.day] = to
	notice := noticeMinutes(made.shifts, made.zone, c.Day, c.FromShiftID, c.ToShiftID, tx.Now)
	if notice <= 0 {
		return nil, bad("day", "that shift has begun already; only what is still to come can be changed")
	}
	return &store.RosterChange{
		StaffID: c.StaffID, Day: c.Day, FromShiftID: c.FromShiftID, FromSkillID: skillID(p, was.Skill), ToShiftID: c.ToShiftID,
		ToSkillID: skillID(p, to.Skill), Kind: a.Kind, Reason: a.Reason, NoticeMinutes: notice, Consent: c.Consent,
	}, nil
}
