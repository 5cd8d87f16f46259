package scheduler

import (
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/search"
)

// TestAYearsLineIsMendedFarAway begins with a person who works days 0 to 9 and 11 to 19 of
// 84, 19 shifts, which she must work neither fewer nor more of. One day off by itself, day
// 10, is forbidden, and so is work on it and on any other day but 70 and 71, each of which
// costs 5 and 3. She must have day 9 or 11 off, which costs what a person missing does, 7,
// and work day 71 instead: 7 + 3 = 10, and 7 on each of the 64 days and the day 10 that
// nobody works, less day 71: 7 x (84 - 19) + 3 = 458 in all.
func TestAYearsLineIsMendedFarAway(t *testing.T) {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 84},
		Shifts:  []nrp.Shift{{ID: "D", Kind: "other", Minutes: 480}},
		Contracts: []nrp.Contract{{
			ID: "c", UnavailableCost: hard, FixedCost: hard, SkillCost: hard,
			Stretches: []nrp.Stretch{{Name: "days off in a row", Of: nrp.OffCells, Min: 2, MinCost: hard, Max: nrp.NoLimit}},
			Counters: []nrp.Counter{{
				Name: "shifts", Kind: nrp.CountAmounts, Amount: []int64{1},
				Under: []nrp.Knee{{At: 19, Cost: hard}}, Over: []nrp.Knee{{At: 19, Cost: hard}},
			}},
		}},
		Staff: []nrp.Staff{{ID: "a"}},
	}
	start := nrp.Roster{make(nrp.Line, in.Horizon.Days)}
	for d := range in.Horizon.Days {
		start[0][d] = nrp.Off
		in.Cover = append(in.Cover, nrp.Cover{Day: d, Skill: nrp.NoSkill, Preferred: 1, PreferredCost: rest(7), Max: nrp.NoLimit})
		switch {
		case d < 20 && d != 10:
			start[0][d] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
		case d == 70 || d == 71:
			in.Requests = append(in.Requests, nrp.Request{Day: d, Unwanted: nrp.AllShiftCells(1), Cost: rest(int64(5 - 2*(d-70)))})
		default:
			in.Unavailable = append(in.Unavailable, nrp.Unavailable{Day: d, Cells: nrp.AllShiftCells(1)})
		}
	}
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	if s := m.Evaluate(start); s[nrp.LevelHard] != 1 {
		t.Fatalf("score %v to begin with, want the one day off", s)
	}
	r := newRun(t.Context(), m, Options{Start: start, StepLimit: 10_000_000}, time.Time{})
	r.steps = 1
	r.gen.pool = search.NewPool(r.p)
	r.prepare()
	r.mend()
	if s := r.bestScore; s[nrp.LevelHard] != 0 || s[nrp.LevelRest] != 458 {
		t.Errorf("score %v, want 0 and 458", s)
	}
}
