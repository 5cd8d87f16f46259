package main

import (
	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/store"
)

// togetherOf puts who works with whom into an import.
func togetherOf(w *nhs.Ward) store.WorkingTogether {
	var out store.WorkingTogether
	for _, p := range w.Pairs {
		kind := store.WorkTogether
		if p.Apart {
			kind = store.WorkApart
		}
		out.Pairs = append(out.Pairs, store.Pair{
			StaffID: localID(p.Person), OtherID: localID(p.Other), Kind: kind, Strength: store.Strengths[p.Strength], FirstDay: dayOf(p.First), LastDay: dayOf(p.Last),
		})
	}
	for _, l := range w.Learners {
		row := store.Learner{StaffID: localID(l.Person), Strength: store.Strengths[l.Strength], FirstDay: dayOf(l.First), LastDay: dayOf(l.Last)}
		if l.Skill >= 0 {
			row.SkillID = store.ID(w.Skills[l.Skill])
		}
		for _, kind := range l.Kinds {
			row.Kinds = append(row.Kinds, store.ShiftKind(kind))
		}
		for _, i := range l.Supervisors {
			row.Supervisors = append(row.Supervisors, localID(i))
		}
		out.Learners = append(out.Learners, row)
	}
	for _, s := range w.Supernumerary {
		out.Supernumerary = append(out.Supernumerary, store.Supernumerary{StaffID: localID(s.Person), FirstDay: dayOf(s.First), LastDay: dayOf(s.Last)})
	}
	return out
}
