package sqlstore

import (
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// addReasons puts the reasons of a draft to its outcomes, which are in the order of the
// requests.
func (tx *Tx) addReasons(outcomes []store.Outcome, d *planner.Draft) error {
	if len(d.Reasons) == 0 {
		return nil
	}
	var prefs []store.Preference
	ids := make([]store.ID, 0, len(outcomes))
	for _, o := range outcomes {
		ids = append(ids, o.PreferenceID)
	}
	for from := 0; from < len(ids); from += rowsAtOnce {
		var some []store.Preference
		if err := tx.db.Where("id IN ?", ids[from:min(len(ids), from+rowsAtOnce)]).Find(&some).Error; err != nil {
			return fmt.Errorf("load preferences: %w", err)
		}
		prefs = append(prefs, some...)
	}
	asks := make(map[store.ID]store.Ask, len(prefs))
	for _, p := range prefs {
		asks[p.ID] = p.Ask
	}
	for k := range outcomes {
		if why, ok := d.Reasons[k]; ok {
			outcomes[k].Reason = reasonOf(d.Problem, &why, asks[outcomes[k].PreferenceID])
		}
	}
	return nil
}

// reasonOf turns an explanation into ids and dates. ask is what was asked for.
func reasonOf(p *planner.Problem, why *explain.Explanation, ask store.Ask) store.Reason {
	out := store.Reason{
		Code: store.ReasonCode(why.Code), Proof: store.Proof(why.Proof), Because: findingsOf(p, why.Because), Clash: store.Clashes{},
	}
	if why.Proof == explain.NotExamined {
		return out
	}
	cost := store.Levels(why.Cost)
	out.Cost = &cost
	if why.Level != explain.NoLevel {
		out.Decisive = why.Level.String()
	}
	for _, x := range why.Clash {
		out.Clash = append(out.Clash, store.Clash{Day: store.Day(p.FirstDay).Add(x.Day), ShiftID: store.ID(p.ShiftIDs[x.Shift])})
	}
	if why.Nearest != nil {
		out.Nearest = nearAsk(p, why.Nearest, ask)
	}
	return out
}

// nearAsk says the nearest preference in the words of asks.
func nearAsk(p *planner.Problem, n *explain.Nearest, ask store.Ask) *store.NearAsk {
	out := &store.NearAsk{Day: store.Day(p.FirstDay).Add(n.Day), Ask: ask, MovedDays: n.Moved}
	switch n.Kind {
	case explain.OtherDay, explain.OtherDays:
	case explain.SameKind:
		out.Kind = store.KindOn
		for s, id := range p.ShiftIDs {
			if store.ID(id) == ask.ShiftID {
				out.ShiftKind = store.ShiftKind(p.Instance.Shifts[s].Kind)
			}
		}
		out.ShiftID = ""
	case explain.AnyShift:
		out.Kind, out.ShiftID, out.ShiftKind = store.DayOn, "", ""
	case explain.OtherShift:
		out.Kind, out.ShiftID, out.ShiftKind = store.ShiftOff, store.ID(p.ShiftIDs[n.Shift]), ""
	}
	return out
}

// keepReasons takes over the reasons that were stored with a roster whose cells are as they
// were then. They hold for one instance only, and for what is refused still.
func keepReasons(g *gorm.DB, p *planner.Problem, roster *store.Roster, outcomes []store.Outcome) error {
	if p.Instance.Hash() != roster.InstanceHash {
		return nil
	}
	var stored []store.Outcome
	if err := g.Where("roster_id = ? AND proof <> ''", roster.ID).Find(&stored).Error; err != nil {
		return fmt.Errorf("load reasons: %w", err)
	}
	of := make(map[store.ID]store.Reason, len(stored))
	for _, o := range stored {
		of[o.PreferenceID] = o.Reason
	}
	for k := range outcomes {
		if why, ok := of[outcomes[k].PreferenceID]; ok && !outcomes[k].Met {
			outcomes[k].Reason = why
		}
	}
	return nil
}
