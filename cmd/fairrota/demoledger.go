package main

import (
	"context"
	"math/rand/v2"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// demoEarlier is how many periods before the first rota are known from what the ward used
// before.
const demoEarlier = 5

// importLedger brings what the people of a ward carried before this program made its rotas, as a
// ward that moves here would: shared out by hand, and so not quite evenly.
func (s *demoSeeder) importLedger(ctx context.Context, staff []store.Staff, wardID store.ID) error {
	// Of its own, so that what people ask for does not depend on it.
	random := rand.New(rand.NewPCG(demoSeed, 1)) //nolint:gosec // what the demo's people carried is no secret
	var rows []store.LedgerRow
	add := func(number string, day store.Day, kind fairness.Kind, count int) {
		// The first line of a file names the columns.
		rows = append(rows, store.LedgerRow{
			Row: len(rows) + 2, Number: number, Day: day, Kind: string(kind), Count: count, SharePercent: -1, EligiblePercent: 100,
		})
	}
	for i := range staff {
		load := 2 + random.IntN(2)
		for k := range demoEarlier {
			last := s.monday.Add(-7*(demoSince+k*demoWeeks) - 1)
			add(staff[i].Number, last, fairness.NightDuty, load+random.IntN(2))
			add(staff[i].Number, last, fairness.WeekendWorked, 1+random.IntN(load))
		}
	}
	_, err := s.db.ImportLedger(ctx, store.SystemActor, wardID, rows)
	return err
}
