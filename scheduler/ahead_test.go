package scheduler_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// longWard is half a year of ten people, all at one level beside the law: everybody works
// 90 to 100 shifts, 14 weekends and 20 nights at most, and four are wanted early, two at
// night.
func longWard() *nrp.Instance {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 182},
		Shifts:  []nrp.Shift{{ID: "E", Kind: "early", Minutes: 480}, {ID: "N", Kind: "night", Minutes: 480}},
		Contracts: []nrp.Contract{{
			ID: "full", UnavailableCost: hard, FixedCost: hard, SkillCost: hard,
			Successions: []nrp.Succession{{From: nrp.ShiftCells(1), To: nrp.ShiftCells(0), Cost: hard}},
			Stretches: []nrp.Stretch{
				{Name: "days in a row", Of: nrp.AllShiftCells(2), Min: 2, MinCost: hard, Max: 5, MaxCost: hard},
				{Name: "days off in a row", Of: nrp.OffCells, Min: 2, MinCost: hard, Max: nrp.NoLimit},
			},
			Counters: []nrp.Counter{
				{
					Name: "shifts", Kind: nrp.CountAmounts, Amount: []int64{1, 1},
					Under: []nrp.Knee{{At: 90, Cost: hard}}, Over: []nrp.Knee{{At: 100, Cost: hard}},
				},
				{Name: "nights", Kind: nrp.CountAmounts, Amount: []int64{0, 1}, Over: []nrp.Knee{{At: 20, Cost: hard}}},
				{Name: "weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: 14, Cost: hard}}},
			},
		}},
	}
	for i := range 10 {
		in.Staff = append(in.Staff, nrp.Staff{ID: string(rune('a' + i))})
		for d := i; d < in.Horizon.Days; d += 11 {
			in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: nrp.AllShiftCells(2), Cost: rest(2)})
		}
	}
	for d := range in.Horizon.Days {
		for s, want := range []int{4, 2} {
			in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: s, Skill: nrp.NoSkill, Preferred: want, PreferredCost: rest(100), Max: want, MaxCost: rest(1)})
		}
	}
	return in
}

// TestALongWardIsLaidOutByLookingAhead solves half a year. Nights are short: ten people
// have 200 of the 364 that are wanted, so that 164 lack somebody whatever is done, 16,400.
// The roster is lawful, the bound no less than that and no more than the cost, and the
// roster is the same whatever the number of threads.
func TestALongWardIsLaidOutByLookingAhead(t *testing.T) {
	in := longWard()
	r := solve(t, in, scheduler.Options{Seed: 1, StepLimit: 2_000_000, Threads: 1})
	if r.Score[nrp.LevelHard] != 0 {
		t.Errorf("score %v: the law is broken", r.Score)
	}
	if r.Bound == nil || r.Bound[nrp.LevelRest] < 15_800 || r.Bound[nrp.LevelRest] > r.Score[nrp.LevelRest] {
		t.Errorf("bound %v of %v, want 15,800 or more and not above the cost", r.Bound, r.Score)
	}
	t.Logf("cost %d, bound %d", r.Score[nrp.LevelRest], r.Bound[nrp.LevelRest])
	again := solve(t, in, scheduler.Options{Seed: 1, StepLimit: 2_000_000, Threads: 2})
	if diff := cmp.Diff(r.Roster, again.Roster); diff != "" {
		t.Errorf("with two threads (-one +two):\n%s", diff)
	}
}
