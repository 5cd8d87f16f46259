package sqlstore

import (
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// myFates says what became of the plans of a person's preferences, in the published rosters of their
// periods: a plan may have days outside of those that were asked for.
func myFates(g *gorm.DB, me store.ID, prefs []store.Preference) (map[store.ID]store.Fate, error) {
	periods := map[store.ID]bool{}
	for i := range prefs {
		if prefs[i].Choice > 0 {
			periods[prefs[i].PeriodID] = true
		}
	}
	out := map[store.ID]store.Fate{}
	for period := range periods {
		all, err := all[store.Preference](g.Where("staff_id = ? AND period_id = ?", me, period))
		if err != nil {
			return nil, fmt.Errorf("load the preferences of plans: %w", err)
		}
		var outcomes []store.Outcome
		err = g.Where(`preference_id IN (SELECT id FROM preferences WHERE staff_id = ? AND period_id = ?)
			AND roster_id IN (SELECT id FROM rosters WHERE state = 'published')`, me, period).Find(&outcomes).Error
		if err != nil {
			return nil, fmt.Errorf("load the outcomes of plans: %w", err)
		}
		met := map[store.ID]bool{}
		for _, o := range outcomes {
			met[o.PreferenceID] = o.Met
		}
		for id, fate := range store.Fates(all, met) {
			out[id] = fate
		}
	}
	return out, nil
}
