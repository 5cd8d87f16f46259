package sqlstore

import "github.com/fairrota/fairrota/store"

// asWholes returns outcomes with those of each choice made into one, in the place of its first: met
// where a plan of it is, then of that plan's kind, and as strong as all of it. Outcomes come in the order of their preferences'
// ids, so that a choice is named by the same preference in each version of a rota.
func asWholes(outcomes []outcomeOf) []outcomeOf {
	prefs, met := make([]store.Preference, 0, len(outcomes)), map[store.ID]bool{}
	for i := range outcomes {
		o := &outcomes[i]
		prefs = append(prefs, store.Preference{
			ID: o.PreferenceID, StaffID: o.StaffID, Ask: store.Ask{Strength: o.Strength}, Token: o.Token, Together: o.Together,
		})
		met[o.PreferenceID] = o.Met
	}
	weights, fates := store.Weights(prefs), store.Fates(prefs, met)
	type choice struct {
		staff store.ID
		index int
	}
	at := map[choice]int{}
	var out []outcomeOf
	for _, o := range outcomes {
		if o.Choice == 0 {
			out = append(out, o)
			continue
		}
		key, kept := choice{o.StaffID, o.Choice}, fates[o.PreferenceID] == store.PlanMet
		if k, ok := at[key]; ok {
			if kept {
				out[k].Met, out[k].Kind = true, o.Kind
			}
			continue
		}
		at[key] = len(out)
		o.Met, o.Strength, o.Token = kept, weights[o.PreferenceID].Strength, weights[o.PreferenceID].Token
		out = append(out, o)
	}
	return out
}
