package scheduler_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// triangle is three days with a duty each and three people, each of whom can work on two of the days and pays once, 9, 8 or 7, unless
// both are off. Half of each pays 12 in all and covers every day, but rosters need two people, who pay 15 at least.
func triangle() *nrp.Instance {
	law := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	all := nrp.AllShiftCells(1)
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 3},
		Skills:  []nrp.Skill{{ID: "nurse"}},
		Shifts:  []nrp.Shift{{ID: "D", Kind: "other", Start: 480, End: 960, Minutes: 480}},
	}
	for i, pays := range []int64{9, 8, 7} {
		a, b := (i+1)%3, (i+2)%3
		in.Contracts = append(in.Contracts, nrp.Contract{
			ID: string(rune('a' + i)), SkillCost: law, UnavailableCost: law, FixedCost: law,
			Choices: []nrp.Choice{{
				Name:  "both off",
				Plans: [][]nrp.PlanCell{{{Day: a, Unwanted: all}, {Day: b, Unwanted: all}}},
				Else:  []nrp.Cost{{Level: nrp.LevelPreference, Weight: pays}},
			}},
			Counters: []nrp.Counter{{
				Name: "shifts", Kind: nrp.CountAmounts, Over: []nrp.Knee{{At: 1, Cost: nrp.Cost{Level: nrp.LevelRest, Weight: 1}}},
			}},
		})
		in.Staff = append(in.Staff, nrp.Staff{ID: string(rune('a' + i)), Contract: i, Skills: []nrp.SkillIdx{0}})
		in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: i, Day: i, Cells: all})
		in.Cover = append(in.Cover, nrp.Cover{
			Day: i, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit,
		})
	}
	return in
}

// TestBranchingOnALevel wants the bound of preferences closed by branching, which no mix does.
func TestBranchingOnALevel(t *testing.T) {
	opt := scheduler.Options{Seed: 1, StepLimit: 200_000}
	r := solve(t, triangle(), opt)
	if r.Score[nrp.LevelPreference] != 15 || r.Bound[nrp.LevelPreference] != 15 {
		t.Errorf("score %v, bound %v: the second and the third person pay 8 + 7 = 15", r.Score, *r.Bound)
	}
	opt.Without = scheduler.PartBranching
	if r = solve(t, triangle(), opt); r.Score[nrp.LevelPreference] != 15 || r.Bound[nrp.LevelPreference] != 12 {
		t.Errorf("without branching score %v, bound %v: half of each line pays (9 + 8 + 7) / 2 = 12", r.Score, *r.Bound)
	}
}
