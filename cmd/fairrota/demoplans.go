package main

import (
	"context"

	"github.com/google/uuid"

	"github.com/fairrota/fairrota/store"
)

// plans has a person ask for the first weekend off, both days or neither, else for the third, else
// for the Friday before it.
func (s *demoSeeder) plans(ctx context.Context, w *seededWard, person store.Actor) error {
	first := w.period.FirstDay.Add(5) // periods begin on a Monday
	for _, x := range []struct {
		day  int
		plan store.PlanName
	}{{0, store.PlanA}, {1, store.PlanA}, {14, store.PlanB}, {15, store.PlanB}, {13, store.PlanC}} {
		_, err := s.db.PutPreference(ctx, person, store.Preference{
			ID: store.ID(uuid.Must(uuid.NewV7()).String()), PeriodID: w.period.ID, StaffID: person.StaffID, Day: first.Add(x.day),
			Ask: store.Ask{Kind: store.DayOff, Strength: 2}, Together: store.Together{Choice: 1, Plan: x.plan},
		}, true)
		if err != nil && store.KindOf(err) != store.Conflict {
			return err
		}
	}
	return nil
}
