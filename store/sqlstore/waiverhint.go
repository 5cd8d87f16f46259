package sqlstore

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// waiverHints says of the actor's refused preferences which rule of their own alone decided, where doing
// without it, as far as they may, would have made the difference by that rule.
func waiverHints(g *gorm.DB, me *store.Staff, rota *store.MyRota) error {
	at := map[store.ID]*waiverHint{} // [period]
	for i := range rota.Outcomes {
		o := &rota.Outcomes[i]
		found := decided(&o.Outcome)
		if len(found) == 0 {
			continue
		}
		hint, ok := at[o.Preference.PeriodID]
		if !ok {
			var err error
			if hint, err = loadWaiverHint(g, me, o.Preference.PeriodID); err != nil {
				return err
			}
			at[o.Preference.PeriodID] = hint
		}
		o.Waivable = hint.of(found)
	}
	return nil
}

// decided are the findings that decided against a preference; none where something else did. Of one that an
// ask of the same person's stands against they are what it would break in this rota as it is: where that is
// a single rule, both asks could have been met without it. What counts least decides nothing.
func decided(o *store.Outcome) store.Findings {
	switch {
	case o.Met:
		return nil
	case explain.Code(o.Code) == explain.CodeOwn:
		return slices.DeleteFunc(slices.Clone(o.Findings), func(f store.Finding) bool { return f.Level == nrp.LevelRest.String() })
	case explain.Code(o.Code) == explain.CodeLaw, explain.Code(o.Code) == explain.CodeGoals:
		return o.Because
	}
	return nil
}

// waiverHint is what protects one person in one period, waivers and limits of their own included.
type waiverHint struct {
	me         store.ID
	protection store.Protection
	guards     map[string]store.Guard
}

// loadWaiverHint reads it; nil for a person who could do without nothing then.
func loadWaiverHint(g *gorm.DB, me *store.Staff, periodID store.ID) (*waiverHint, error) {
	period, err := byID[store.RosterPeriod](g, periodID)
	if err != nil {
		return nil, err
	}
	terms, err := all[store.WorkerTerm](g.Where("staff_id = ?", me.ID).Order("at, id"))
	if err != nil {
		return nil, err
	}
	if period.WardID != me.WardID || store.WorkerTerms(terms).On(store.TermYoung, period.FirstDay) != nil {
		return nil, nil //nolint:nilnil // nothing to do without is no error
	}
	p, own, err := loadProtection(g, me, period.RuleSetID)
	if err != nil {
		return nil, err
	}
	rows := &problemRows{Period: *period}
	if err := loadWaivers(g, rows); err != nil {
		return nil, err
	}
	waived := map[string]int{}
	for _, w := range rows.Waivers {
		if _, limited := own[w.Key]; !limited && w.StaffID == me.ID {
			waived[w.Key] = w.Value
		}
	}
	out := &waiverHint{me: me.ID, protection: p.Without(waived), guards: map[string]store.Guard{}}
	for _, guard := range out.protection.Guards(own) {
		out.guards[guard.Rule.Key] = guard
	}
	return out, nil
}

// loadProtection reads what protects a person under a rule set, and the figures of it that were set for
// the person alone, by key.
func loadProtection(g *gorm.DB, me *store.Staff, ruleSetID store.ID) (*store.Protection, map[string]int, error) {
	rules, err := byID[store.RuleSet](g, ruleSetID)
	if err != nil {
		return nil, nil, fmt.Errorf("load the rules of a period: %w", err)
	}
	p := &store.Protection{Rules: rules.Rules}
	own := rules.Pinned.FiguresOf(me.ID)
	return p, own, fillProtection(g, me, p, own)
}

// fillProtection puts the person's contract, the ward's shifts and the person's own figures to rules.
func fillProtection(g *gorm.DB, me *store.Staff, p *store.Protection, own map[string]int) error {
	contract, err := byID[store.Contract](g, me.ContractID)
	if err != nil {
		return fmt.Errorf("load the person's contract: %w", err)
	}
	p.Contract = *contract
	if len(own) > 0 {
		p.Rules = p.Rules.With(own, "agreed with the person")
	}
	p.Shifts, err = all[store.Shift](g.Where("ward_id = ?", me.WardID))
	return err
}

// of returns the key of the one rule of the person's own that decided against a preference, where a figure
// that they may choose would have allowed it; empty where anything else decided too. The days over a limit
// are charged one by one, so that their sum is how far one run, or all runs together, go beyond it.
func (h *waiverHint) of(found store.Findings) string {
	if h == nil || len(found) == 0 {
		return ""
	}
	key, over := "", int64(0)
	for i := range found {
		f := &found[i]
		k := h.ruleOf(f)
		if f.StaffID != h.me || k == "" || key != "" && k != key {
			return ""
		}
		key, over = k, over+f.Amount
	}
	guard, ok := h.guards[key]
	if !ok || guard.Own {
		return ""
	}
	w := guard.Rule.Waive
	least := guard.Ward + int(over)
	if w.IsLooser(guard.Ward-1, guard.Ward) { // fewer is looser
		least = guard.Ward - int(over)
	}
	if w.Unit == "" { // the rule is gone as a whole
		least = w.Loosest
	}
	if !w.Allows(least, guard.Ward) {
		return ""
	}
	return key
}

// ruleOf is the key of the rule that can be waived and that a finding is a breach of; empty for any
// other, and where the finding could be of a bound on the other side, which protects nobody.
func (h *waiverHint) ruleOf(f *store.Finding) string {
	c := &h.protection.Contract
	switch nrp.RuleCode(f.Rule) { //nolint:exhaustive // other rules cannot be waived
	case nrp.RuleSuccession:
		return "next_day"
	case nrp.RuleWeekend:
		return "whole_weekends"
	case nrp.RulePattern:
		if f.Name == "rest after nights" {
			return "days_off_after_nights"
		}
	case nrp.RuleCounter:
		if f.Name == "working weekends" {
			return "weekends_in_a_rota"
		}
	case nrp.RuleStretch:
		switch code, shift := strings.CutPrefix(f.Name, "consecutive "); {
		case f.Name == "nights in a row":
			return "nights_in_a_row"
		case f.Name == "consecutive working days" && c.MinWorkRun <= 1:
			return "days_in_a_row"
		case f.Name == "consecutive days off" && c.MaxOffRun == 0:
			return "days_off_in_a_row"
		case shift && h.freeShift(code):
			return "shift_run"
		}
	}
	return ""
}

// freeShift reports whether a breach of the run of a shift can only be that it is too long.
func (h *waiverHint) freeShift(code string) bool {
	for i := range h.protection.Shifts {
		if s := &h.protection.Shifts[i]; s.Code == code {
			return s.Kind != store.Night && s.MinRun <= 1
		}
	}
	return false
}
