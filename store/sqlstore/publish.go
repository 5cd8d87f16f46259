package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// PutOverride lets one finding of a roster that publication refuses be published, by the actor's name and
// for o.Reason; a second one for the same finding replaces the first. UserID and At are
// set here. It changes the roster's version.
func (db *DB) PutOverride(ctx context.Context, actor store.Actor, o store.Override, rosterVersion int) (*store.RosterView, error) {
	const op = "override finding"
	var v *store.RosterView
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		roster, err := tx.rosterFor(op, actor, o.RosterID, rosterVersion)
		if err != nil {
			return err
		}
		if roster.State != store.Draft && roster.State != store.RosterApproved {
			return store.Errorf(store.Closed, op, "this version of the rota is %s; its findings can no longer be overridden", roster.State)
		}
		if actor.UserID == "" {
			return store.Errorf(store.Forbidden, op, "only a named person can override a finding")
		}
		a, err := tx.assess(roster)
		if err != nil {
			return err
		}
		if err := checkOverride(op, &o, a); err != nil {
			return err
		}
		o.UserID, o.At = actor.UserID, tx.Now
		err = tx.db.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "roster_id"}, {Name: "finding_key"}},
			DoUpdates: clause.AssignmentColumns([]string{"reason", "user_id", "at"}),
		}).Create(&o).Error
		if err != nil {
			return fmt.Errorf("write override: %w", err)
		}
		err = changed(op, tx.db.Exec("UPDATE rosters SET version = version + 1 WHERE id = ? AND version = ?", roster.ID, roster.Version))
		if err != nil {
			return err
		}
		roster.Version++
		if err := tx.audit(actor, roster.WardID, "roster.override", roster.ID, o); err != nil {
			return err
		}
		v, err = viewRoster(tx.db, roster)
		return err
	})
	return v, err
}

// checkOverride wants a reason in words and a finding that publication refuses and the roster has.
func checkOverride(op string, o *store.Override, a *assessed) error {
	bad := &store.Error{Kind: store.Invalid, Op: op, Detail: "the finding cannot be overridden"}
	if n := utf8.RuneCountInString(o.Reason); n < 10 || n > 500 {
		bad.Fields = append(bad.Fields, store.Field{Pointer: "/reason", Detail: "give a reason of 10 to 500 characters"})
	}
	known := false
	for _, f := range a.refused() {
		if f.Key() != o.FindingKey {
			continue
		}
		known = true
		if why := f.NoOverride(); why != "" {
			bad.Fields = append(bad.Fields, store.Field{Pointer: "/finding_key", Detail: why})
		}
	}
	if !known {
		bad.Fields = append(bad.Fields, store.Field{Pointer: "/finding_key", Detail: "choose a hard finding, or an agreed day that is not kept, of this rota"})
	}
	if len(bad.Fields) > 0 {
		return bad
	}
	return nil
}

// assessed is a roster judged in a transaction.
type assessed struct {
	problem *planner.Problem
	roster  nrp.Roster
	*planner.Assessment
	findings store.Findings
}

// refused are the findings that publication refuses until a named person allows them: hard ones, and agreed
// days that are not kept (decision 0025).
func (a *assessed) refused() []store.Finding {
	var out []store.Finding
	for _, f := range a.findings {
		if f.Refused() {
			out = append(out, f)
		}
	}
	return out
}

// hard are those of the law, and what a rule set declares inviolable.
func (a *assessed) hard() []store.Finding {
	var out []store.Finding
	for _, f := range a.findings {
		if f.Level == nrp.LevelHard.String() {
			out = append(out, f)
		}
	}
	return out
}

func (tx *Tx) assess(roster *store.Roster) (*assessed, error) {
	p, r, err := loadRoster(tx.db, roster)
	if err != nil {
		return nil, err
	}
	a, err := planner.Assess(p, r)
	if err != nil {
		return nil, fmt.Errorf("judge roster: %w", err)
	}
	return &assessed{problem: p, roster: r, Assessment: a, findings: assessedFindings(p, a)}, nil
}

// rosterFor loads a roster for somebody who may approve and checks the version they saw.
func (tx *Tx) rosterFor(op string, actor store.Actor, id store.ID, version int) (*store.Roster, error) {
	roster, err := byID[store.Roster](tx.db, id)
	if err != nil {
		return nil, err
	}
	if err := actor.Must(op, store.ApproveRoster, roster.WardID); err != nil {
		return nil, err
	}
	return roster, sameVersion(op, roster, version)
}

// Approve makes a draft the one to publish. Its cells change no more; Reopen turns it
// back. Conflict where its history has changed since it was solved.
func (db *DB) Approve(ctx context.Context, actor store.Actor, rosterID store.ID, version int, o store.Once) (*store.Roster, error) {
	const op = "approve roster"
	return db.moveRoster(ctx, op, o, actor, rosterID, version, func(tx *Tx, roster *store.Roster) error {
		if roster.State != store.Draft {
			return store.Errorf(store.Conflict, op, "this version of the rota is %s; only a draft can be approved", roster.State)
		}
		if _, err := tx.movePeriodTo(op, roster.PeriodID, store.Approved); err != nil {
			return err
		}
		if err := tx.judge(op, roster, true); err != nil {
			return err
		}
		if err := tx.mustBeFresh(op, roster); err != nil {
			return err
		}
		roster.State, roster.ApprovedBy, roster.ApprovedAt = store.RosterApproved, actor.UserID, &tx.Now
		return tx.setRoster(op, roster, map[string]any{
			"state": roster.State, "approved_by": roster.ApprovedBy, "approved_at": tx.Now,
		}, actor, "roster.approve")
	})
}

// Reopen turns an approved roster back into a draft.
func (db *DB) Reopen(ctx context.Context, actor store.Actor, rosterID store.ID, version int, o store.Once) (*store.Roster, error) {
	const op = "reopen roster"
	return db.moveRoster(ctx, op, o, actor, rosterID, version, func(tx *Tx, roster *store.Roster) error {
		if roster.State != store.RosterApproved {
			return store.Errorf(store.Conflict, op, "this version of the rota is %s; only an approved one can be reopened", roster.State)
		}
		if _, err := tx.movePeriodTo(op, roster.PeriodID, store.Drafted); err != nil {
			return err
		}
		roster.State, roster.ApprovedBy, roster.ApprovedAt = store.Draft, "", nil
		return tx.setRoster(op, roster, map[string]any{"state": roster.State, "approved_by": nil, "approved_at": nil}, actor, "roster.reopen")
	})
}

// Publish makes an approved roster the rota that staff see, in one transaction: the
// referee judges it once more, hard findings and broken agreements that nobody has overridden refuse it, the
// version before is superseded, the ledger gets what the rota asks of each person, rest that
// it owes and rest that it gives back are kept, every member of the ward's staff gets a notice. From then on nothing in it changes.
func (db *DB) Publish(ctx context.Context, actor store.Actor, rosterID store.ID, version int, o store.Once) (*store.Roster, error) {
	const op = "publish roster"
	return db.moveRoster(ctx, op, o, actor, rosterID, version, func(tx *Tx, roster *store.Roster) error {
		if roster.State != store.RosterApproved {
			return store.Errorf(store.Conflict, op, "this version of the rota is %s; approve it first", roster.State)
		}
		period, err := tx.movePeriodTo(op, roster.PeriodID, store.PeriodPublished)
		if err != nil {
			return err
		}
		if err := tx.mustBeFresh(op, roster); err != nil {
			return err
		}
		a, err := tx.assess(roster)
		if err != nil {
			return err
		}
		if err := tx.mustBeOverridden(op, roster, a); err != nil {
			return err
		}
		before, err := tx.publishedBefore(period.ID)
		if err != nil {
			return err
		}
		err = tx.db.Exec("UPDATE rosters SET state = 'superseded', version = version + 1 WHERE period_id = ? AND state = 'published'", period.ID).Error
		if err != nil {
			return fmt.Errorf("supersede: %w", err)
		}
		roster.State, roster.PublishedBy, roster.PublishedAt = store.RosterPublished, actor.UserID, &tx.Now
		roster.Score = store.Levels(a.Score)
		err = tx.setRoster(op, roster, map[string]any{
			"state": roster.State, "published_by": roster.PublishedBy, "published_at": tx.Now, "score": roster.Score, "findings": a.findings,
		}, actor, "roster.publish")
		if err != nil {
			return err
		}
		if err := tx.writeLedger(roster, before); err != nil {
			return err
		}
		if err := tx.settleRest(roster, before, a); err != nil {
			return err
		}
		if err := tx.refuseLateLeave(op, period); err != nil {
			return err
		}
		return tx.notifyStaff(period)
	})
}

// moveRoster is what approval, reopening and publication share: one transaction, the
// right, the version, the repeated request, and afterwards the staleness of the drafts
// that have this roster as their history.
func (db *DB) moveRoster(
	ctx context.Context, op string, o store.Once, actor store.Actor, rosterID store.ID, version int, move func(*Tx, *store.Roster) error,
) (*store.Roster, error) {
	var out *store.Roster
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.Roster, error) {
			roster, err := tx.rosterFor(op, actor, rosterID, version)
			if err != nil {
				return nil, err
			}
			if err := move(tx, roster); err != nil {
				return nil, err
			}
			return roster, tx.markStale(roster.PeriodID)
		})
		return err
	})
	return out, err
}

// setRoster writes columns of a roster, raises its version and appends to the audit
// chain.
func (tx *Tx) setRoster(op string, roster *store.Roster, columns map[string]any, actor store.Actor, action string) error {
	columns["version"] = roster.Version + 1
	err := changed(op, tx.db.Table("rosters").Where("id = ? AND version = ?", roster.ID, roster.Version).Updates(columns))
	if err != nil {
		return err
	}
	roster.Version++
	return tx.audit(actor, roster.WardID, action, roster.ID, map[string]any{
		"period_id": roster.PeriodID, "number": roster.Number, "score": roster.Score,
	})
}

// movePeriodTo moves a period if the table of moves allows it.
func (tx *Tx) movePeriodTo(op string, id store.ID, to store.PeriodState) (*store.RosterPeriod, error) {
	period, err := byID[store.RosterPeriod](tx.db, id)
	if err != nil {
		return nil, err
	}
	if !period.State.CanMove(to) {
		return nil, store.Errorf(store.Conflict, op, "the roster period is %s and cannot become %s", period.State, to)
	}
	err = changed(op, tx.db.Exec("UPDATE periods SET state = ?, version = version + 1 WHERE id = ? AND version = ?", to, id, period.Version))
	period.State = to
	period.Version++
	return period, err
}

// mustBeFresh refuses a roster whose history has changed since it was solved.
func (tx *Tx) mustBeFresh(op string, roster *store.Roster) error {
	hash, err := currentHistory(tx.db, roster.PeriodID)
	if err != nil {
		return err
	}
	if hash != roster.HistoryHash {
		gone, err := takenBack(tx.db, roster)
		if err != nil {
			return err
		}
		if len(gone) > 0 {
			return store.Errorf(store.Conflict, op, "somebody has taken back a choice to do without a rule since this draft was made; start a new run")
		}
		return store.Errorf(store.Conflict, op, "the rota before this one has changed since this draft was made; start a new run")
	}
	return nil
}

// mustBeOverridden refuses hard findings without an override, and lists them.
func (tx *Tx) mustBeOverridden(op string, roster *store.Roster, a *assessed) error {
	var overrides []store.Override
	if err := tx.db.Where("roster_id = ?", roster.ID).Find(&overrides).Error; err != nil {
		return fmt.Errorf("load overrides: %w", err)
	}
	allowed := map[string]bool{}
	for _, o := range overrides {
		allowed[o.FindingKey] = true
	}
	var fields []store.Field
	for _, f := range a.refused() {
		if !allowed[f.Key()] || f.NoOverride() != "" {
			fields = append(fields, store.Field{Pointer: "/findings/" + f.Key(), Detail: findingWords(a.problem, f)})
		}
	}
	if len(fields) > 0 {
		return &store.Error{Kind: store.Conflict, Op: op, Detail: "hard rules are broken or agreed days are not kept, and nobody has allowed that by name and reason", Fields: fields}
	}
	return nil
}

// findingWords names a hard finding to a person.
func findingWords(p *planner.Problem, f store.Finding) string {
	words := f.Rule
	if strings.HasPrefix(f.Rule, store.LawPrefix) {
		words = f.Name
	} else if f.Name != "" {
		words += " (" + f.Name + ")"
	}
	if i := slices.Index(p.StaffIDs, string(f.StaffID)); i >= 0 {
		words += ", staff " + p.Instance.Staff[i].ID
	}
	if f.Day != "" {
		words += ", " + string(f.Day)
	}
	if strings.HasPrefix(f.Rule, store.LawPrefix) {
		return words // the amount stands in the name
	}
	return fmt.Sprintf("%s: amount %d", words, f.Amount)
}

// notifyStaff tells everybody on the ward's staff who has a user that the rota is out.
func (tx *Tx) notifyStaff(period *store.RosterPeriod) error {
	var users []store.ID
	err := tx.db.Raw(`SELECT users.id FROM users JOIN staff ON staff.id = users.staff_id
		WHERE staff.ward_id = ? AND users.state = 'active' ORDER BY users.id`, period.WardID).Scan(&users).Error
	if err != nil {
		return fmt.Errorf("find staff to notify: %w", err)
	}
	return tx.notify(users, store.Notice{
		Kind: "roster_published", WardID: period.WardID, PeriodID: period.ID,
		Detail: "The rota from " + dayWords(period.FirstDay) + " to " + dayWords(period.LastDay) + " is published.",
	})
}

// dayWords writes a date for a person, such as Sat 14 Mar.
func dayWords(d store.Day) string { return d.Midnight(time.UTC).Format("Mon 2 Jan") }
