package scheduler_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestProvesWhatCannotBeStaffed gives one person, who is no nurse in charge, two days.
// Day 0 wants a nurse in charge: one is missing whatever is done, which costs 1 of
// minimum cover. Day 1 pays 5 for somebody at work, who asks 3 for it: working costs 3.
// With what is missing held in the bound, the run ends as optimal.
func TestProvesWhatCannotBeStaffed(t *testing.T) {
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	in := &nrp.Instance{
		Horizon:   nrp.Horizon{Days: 2},
		Skills:    []nrp.Skill{{ID: "charge"}},
		Shifts:    []nrp.Shift{{ID: "D", Kind: "other", Minutes: 480}},
		Contracts: []nrp.Contract{{ID: "full", SkillCost: nrp.Cost{Level: nrp.LevelHard, Weight: 1}}},
		Staff:     []nrp.Staff{{ID: "a"}},
		Cover: []nrp.Cover{
			{Day: 0, Shift: 0, Skill: 0, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit},
			{Day: 1, Shift: 0, Skill: nrp.NoSkill, Preferred: 1, PreferredCost: rest(5), Max: nrp.NoLimit},
		},
		Requests: []nrp.Request{{Staff: 0, Day: 1, Unwanted: nrp.ShiftCells(0), Cost: rest(3)}},
	}
	r := solve(t, in, scheduler.Options{Seed: 1, StepLimit: 100_000})
	want := nrp.Score{nrp.LevelCover: 1, nrp.LevelRest: 3}
	if r.Score != want || r.Bound == nil || *r.Bound != want || r.Status != scheduler.StatusOptimal {
		t.Errorf("score %v, bound %v, status %s; want %v for both and optimal", r.Score, r.Bound, r.Status, want)
	}
}
