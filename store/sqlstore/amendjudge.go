package sqlstore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// judgeAmended has both referees judge the new version as its rows stand, refuses what it newly
// breaks, and writes what they say.
func (tx *Tx) judgeAmended(op string, actor store.Actor, before *store.Roster, a *store.Amendment, made *amended) error {
	p, r, err := loadRoster(tx.db, made.roster)
	if err != nil {
		return err
	}
	judged, err := planner.Assess(p, r)
	if err != nil {
		return fmt.Errorf("judge the amended rota: %w", err)
	}
	is := &assessed{problem: p, roster: r, Assessment: judged, findings: assessedFindings(p, judged)}
	if err := tx.overrideAmended(op, actor, before, a, made, is); err != nil {
		return err
	}
	if err := tx.createDuties(unfilledDuties(p, judged.Unfilled, made.roster.ID)); err != nil {
		return err
	}
	outcomes := outcomesOf(p, judged.Outcomes, made.roster.ID)
	if err := tx.carryReasons(before.ID, made.touched, outcomes); err != nil {
		return err
	}
	if err := tx.createOutcomes(outcomes); err != nil {
		return err
	}
	if err := tx.amendAgreed(p, r, made, before.ID); err != nil {
		return err
	}
	made.is = is
	return tx.writeScore(op, p, judged, made.roster)
}

// overrideAmended keeps the overrides of findings that still stand and are of nobody who is touched,
// adds those that the amendment brings, and refuses hard findings that are new and not overridden.
func (tx *Tx) overrideAmended(op string, actor store.Actor, before *store.Roster, a *store.Amendment, made *amended, is *assessed) error {
	fresh := newlyHard(made, is)
	given := map[string]string{}
	for i, o := range a.Overrides {
		known := slices.ContainsFunc(fresh, func(f store.Finding) bool { return f.Key() == o.FindingKey && f.NoOverride() == "" })
		if !known {
			return wrongField(fmt.Sprintf("/overrides/%d/finding_key", i), "choose a hard finding that these changes bring and that a named person may override")
		}
		given[o.FindingKey] = o.Reason
	}
	if len(given) > 0 && actor.UserID == "" {
		return store.Errorf(store.Forbidden, op, "only a named person can override a finding")
	}
	var fields []store.Field
	for _, f := range fresh {
		if given[f.Key()] == "" {
			fields = append(fields, store.Field{Pointer: "/findings/" + f.Key(), Detail: findingWords(is.problem, f)})
		}
	}
	if len(fields) > 0 {
		return &store.Error{Kind: store.Conflict, Op: op, Detail: "the changes would break hard rules", Fields: fields}
	}
	rows, err := all[store.Override](tx.db.Where("roster_id = ?", before.ID).Order("finding_key"))
	if err != nil {
		return err
	}
	stand := map[string]bool{}
	for _, f := range is.refused() {
		stand[f.Key()] = !slices.ContainsFunc(fresh, func(x store.Finding) bool { return x.Key() == f.Key() })
	}
	rows = slices.DeleteFunc(rows, func(o store.Override) bool { return !stand[o.FindingKey] })
	for i := range rows {
		rows[i].RosterID = made.roster.ID
	}
	for key, reason := range given {
		rows = append(rows, store.Override{RosterID: made.roster.ID, FindingKey: key, Reason: reason, UserID: actor.UserID, At: tx.Now})
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.db.Create(&rows).Error; err != nil {
		return fmt.Errorf("write overrides: %w", err)
	}
	return nil
}

// newlyHard are the hard findings of a new version that the rota did not have already.
func newlyHard(made *amended, is *assessed) []store.Finding {
	had := map[string]bool{}
	for _, f := range made.was.hard() {
		had[f.Key()] = true
	}
	first := map[store.ID]store.Day{}
	for x := range made.touched {
		if day, ok := first[x.staff]; !ok || x.day < day {
			first[x.staff] = x.day
		}
	}
	var fresh []store.Finding
	for _, f := range is.hard() {
		if day, changes := first[f.StaffID]; had[f.Key()] && (!changes || sayMeasured(&f) || f.Day != "" && f.Day < day) {
			continue
		}
		fresh = append(fresh, f)
	}
	return fresh
}

// sayMeasured reports whether a finding's key says by how much the rule is broken, so that it cannot
// have grown and kept its key. Many rules only count breaches: rest is one breach whether half an
// hour is missing or five.
func sayMeasured(f *store.Finding) bool {
	return strings.HasPrefix(f.Rule, store.LawPrefix) || f.Rule == string(nrp.RuleCounter)
}

// carryReasons gives refusals that stand the reasons that the version before gave for them. Those were
// found for the rota as it was made; for people whose own days have not changed they are still why.
func (tx *Tx) carryReasons(before store.ID, touched map[dutyCell]bool, outcomes []store.Outcome) error {
	var stored []struct {
		store.Outcome
		StaffID store.ID `gorm:"column:staff_id"`
	}
	err := tx.db.Raw(`SELECT o.*, p.staff_id FROM outcomes o JOIN preferences p ON p.id = o.preference_id
		WHERE o.roster_id = ? AND o.proof <> '' AND NOT o.met`, before).Scan(&stored).Error
	if err != nil {
		return fmt.Errorf("load reasons: %w", err)
	}
	moved := map[store.ID]bool{}
	for x := range touched {
		moved[x.staff] = true
	}
	of := map[store.ID]store.Reason{}
	for _, o := range stored {
		if !moved[o.StaffID] {
			of[o.PreferenceID] = o.Reason
		}
	}
	for k := range outcomes {
		if why, ok := of[outcomes[k].PreferenceID]; ok && !outcomes[k].Met {
			outcomes[k].Reason = why
		}
	}
	return nil
}
