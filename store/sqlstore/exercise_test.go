package sqlstore_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/storetest"
)

func TestExercise(t *testing.T) {
	storetest.Each(t, storetest.Exercise)
}

// BenchmarkPutPreference is the rush when bidding opens: 64 clients at once, each with
// its own person, make preferences; one operation is one acknowledged preference.
func BenchmarkPutPreference(b *testing.B) {
	for name, open := range storetest.Openers {
		b.Run(name, func(b *testing.B) {
			clock := storetest.NewClock(storetest.BiddingOpens)
			db := open(b, clock)
			w := storetest.NewWorld(b, db, clock, storetest.Options{State: store.Open, Staff: 64, Days: 371, Cap: 200})
			var client atomic.Int64
			b.SetParallelism(32) // times the two cores: 64 clients
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				me := w.Nurses[int(client.Add(1)-1)%len(w.Nurses)]
				for day := 0; pb.Next(); day = (day + 1) % 180 {
					p := w.Ask(day, store.DayOff)
					made, err := db.PutPreference(b.Context(), me, p, true)
					if store.KindOf(err) == store.Conflict {
						// The person has used all days: withdraw some and begin anew.
						if err = withdrawAll(b, w, me); err != nil {
							b.Error(err)
						}
						continue
					}
					if err != nil || made.Version != 1 {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "bids/s")
		})
	}
}

func withdrawAll(b *testing.B, w *storetest.World, me store.Actor) error {
	b.Helper()
	mine, err := w.DB.MyPreferences(b.Context(), me, w.Period.ID)
	if err != nil {
		return err
	}
	for _, p := range mine {
		if err := w.DB.DeletePreference(b.Context(), me, p.ID, p.Version); err != nil {
			return fmt.Errorf("withdraw: %w", err)
		}
	}
	return nil
}
