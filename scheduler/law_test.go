package scheduler_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Somebody who must come for ten shifts by law and is away on all but three days breaks the law by
// 10 - 3 = 7 whatever is done. That is known at once, and the ward is solved as well as without.
func TestOneWhoMustBreakTheLawCostsNobodyElseTheirTime(t *testing.T) {
	in := ward(10, 14)
	c := in.Contracts[0]
	c.ID, c.Weekend, c.Stretches = "contradictory", nil, c.Stretches[1:]
	c.Counters = []nrp.Counter{{
		Name: "shifts", Kind: nrp.CountAmounts, Under: []nrp.Knee{{At: 10, Cost: nrp.Cost{Level: nrp.LevelHard, Weight: 1}}},
	}}
	in.Contracts = append(in.Contracts, c)
	in.Staff[1].Contract = 1
	for d := 3; d < 14; d++ {
		in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: 1, Day: d, Cells: nrp.AllShiftCells(3)})
	}
	for k := range in.Cover { // as in the published instances, one level decides all but the law
		in.Cover[k].MinCost = nrp.Cost{Level: nrp.LevelRest, Weight: 100}
	}
	for k := range in.Requests {
		in.Requests[k].Cost.Level = nrp.LevelRest
	}
	r := solve(t, in, scheduler.Options{Seed: 1, StepLimit: 3_000_000})
	if r.Score[nrp.LevelHard] != 7 || r.Bound[nrp.LevelHard] != 7 {
		t.Errorf("the law is broken by %d, at least %d by proof; want 7", r.Score[nrp.LevelHard], r.Bound[nrp.LevelHard])
	}
	if r.Bound[nrp.LevelRest] == 0 {
		t.Errorf("score %v, bound %v: of what comes after the law nothing is proved", r.Score, *r.Bound)
	}
}
