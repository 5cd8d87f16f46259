package main

import "github.com/fairrota/fairrota/store"

// addTogether says of the first ward who works with whom from the present week on: two nurses
// who work apart and two assistants who share a car, a nurse who learns, and an assistant who is
// new and extra for the first fortnight of the period that is open.
func (s *demoSeeder) addTogether(w *store.WardImport) {
	person := func(i int) store.ID { return w.Staff[i].ID }
	w.Together = store.WorkingTogether{
		Pairs: []store.Pair{
			{StaffID: person(8), OtherID: person(9), Kind: store.WorkApart, Strength: store.Must, FirstDay: s.monday},
			{StaffID: person(15), OtherID: person(18), Kind: store.WorkTogether, Strength: store.IfPossible, FirstDay: s.monday, LastDay: s.monday.Add(83)},
		},
		Learners: []store.Learner{{
			StaffID: person(13), Supervisors: []store.ID{person(4)}, SkillID: "SR", Kinds: store.KindSet{store.LongDay, store.Night},
			Strength: store.Should, FirstDay: s.monday, LastDay: s.monday.Add(83),
		}},
		Supernumerary: []store.Supernumerary{{StaffID: person(21), FirstDay: s.monday.Add(7 * demoWeeks), LastDay: s.monday.Add(7*demoWeeks + 13)}},
	}
}
