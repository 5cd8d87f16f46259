package api

import "github.com/fairrota/fairrota/store"

// fatesOf says what became of the plans of a roster.
func fatesOf(prefs []store.Preference, outcomes []store.Outcome) map[store.ID]store.Fate {
	met := make(map[store.ID]bool, len(outcomes))
	for _, o := range outcomes {
		met[o.PreferenceID] = o.Met
	}
	return store.Fates(prefs, met)
}

// planned says what became of a preference that may be a part of a plan; fate is empty for one by itself.
func (w *words) planned(p store.Preference, o store.Outcome, fate store.Fate) string {
	text := w.outcome(p, o)
	who := w.personOf(p.StaffID)
	asked := capital(who.subject) + " asked " + w.ask(p) + ", in plan " + string(p.Plan) + "."
	switch {
	case fate == store.PlanNotNeeded:
		return asked + " It is not needed: a plan that comes before it is met."
	case fate == store.PlanMet:
		return asked + " All of plan " + string(p.Plan) + " is met."
	case fate == store.PlanNotMet && o.Met:
		return asked + " It is met, but not all of plan " + string(p.Plan) + " is."
	case fate == store.PlanNotMet:
		return text + " Plan " + string(p.Plan) + " is met only as a whole."
	}
	return text
}
