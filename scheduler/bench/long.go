package bench

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Long returns a ward over a long horizon, all of whose costs are at one level beside the law: what each person may have only so
// much of, shifts, nights and weekends, must last to its end. In 26 weeks everybody works 90 to 100 shifts, at most 14
// weekends and 20 nights; of ten people four are wanted early and two at night, 100 for each who is missing and 1 for each too
// many. Everybody asks for every eleventh day off, at 2 for each that is refused.
func Long(staff, weeks int) *nrp.Instance {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	of := func(n int) int64 { return int64(n * weeks / 26) }
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 7 * weeks},
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
					Under: []nrp.Knee{{At: of(90), Cost: hard}}, Over: []nrp.Knee{{At: of(100), Cost: hard}},
				},
				{Name: "nights", Kind: nrp.CountAmounts, Amount: []int64{0, 1}, Over: []nrp.Knee{{At: of(20), Cost: hard}}},
				{Name: "weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: of(14), Cost: hard}}},
			},
		}},
	}
	for i := range staff {
		in.Staff = append(in.Staff, nrp.Staff{ID: fmt.Sprintf("p%02d", i+1)})
		for d := i; d < in.Horizon.Days; d += 11 {
			in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: nrp.AllShiftCells(2), Cost: rest(2)})
		}
	}
	for d := range in.Horizon.Days {
		for s, want := range []int{staff * 2 / 5, staff / 5} {
			in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: s, Skill: nrp.NoSkill, Preferred: want, PreferredCost: rest(100), Max: want, MaxCost: rest(1)})
		}
	}
	return in
}
