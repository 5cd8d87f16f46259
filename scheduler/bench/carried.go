package bench

import (
	"math/rand/v2"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// Carried says of the people of a ward made by Ward or Contested what they bring along: 0 to 40
// points each, more for few; shares are those of the contracts, and whoever is on leave in the
// first week could work on fewer days. Equal seeds say the same.
func Carried(in *nrp.Instance, seed uint64) *stages.Fair {
	rng := rand.New(rand.NewPCG(seed, 2))
	f := &stages.Fair{}
	away := map[nrp.StaffIdx]int64{}
	for _, u := range in.Unavailable {
		away[u.Staff]++
	}
	days := int64(in.Horizon.Days)
	for i := range in.Staff {
		base := fairness.Milli(rng.IntN(20_000))
		if rng.IntN(5) == 0 {
			base += fairness.Milli(rng.IntN(20_000))
		}
		free := fairness.Ratio{Num: days - away[i], Den: days}
		weekends := fairness.Ratio{Num: days/7 - away[i]/7, Den: days / 7}
		f.People = append(f.People, stages.Person{Base: base, Part: fairness.Part{
			Share: fairness.Ratio{Num: []int64{2250, 1800, 1350}[in.Staff[i].Contract], Den: 2250}, Days: free, Nights: free, Weekends: weekends,
		}})
	}
	for _, q := range in.Requests {
		switch {
		case q.Cost.Weight >= 9:
			f.Refusals = append(f.Refusals, fairness.Refused3)
		case q.Cost.Weight > 1:
			f.Refusals = append(f.Refusals, fairness.Refused2)
		default:
			f.Refusals = append(f.Refusals, fairness.Refused1)
		}
	}
	return f
}
