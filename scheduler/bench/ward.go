package bench

import (
	"math/rand/v2"
	"strconv"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Ward makes a ward of n people over some weeks from a Monday on, with the rules
// that hospital wards have: eleven hours between shifts, runs of days and nights,
// contract hours, weekends, leave, preferences, minimum cover by skill and a nurse
// in charge. Equal arguments give equal wards.
func Ward(n, weeks int, seed uint64) *nrp.Instance {
	rng := rand.New(rand.NewPCG(seed, 0))
	in := &nrp.Instance{
		Name:    "ward-" + strconv.Itoa(n) + "-" + strconv.Itoa(weeks) + "-" + strconv.FormatUint(seed, 10),
		Horizon: nrp.Horizon{Days: 7 * weeks},
		Skills:  []nrp.Skill{{ID: "nurse"}, {ID: "assistant"}, {ID: "charge"}},
		Shifts: []nrp.Shift{
			{ID: "E", Kind: "early", Start: 420, End: 900, Minutes: 450},
			{ID: "L", Kind: "late", Start: 810, End: 1290, Minutes: 450},
			{ID: "D", Kind: "long_day", Start: 420, End: 1200, Minutes: 720},
			{ID: "N", Kind: "night", Start: 1170, End: 1920, Minutes: 690},
		},
	}
	for _, weekly := range []int64{2250, 1800, 1350} {
		in.Contracts = append(in.Contracts, wardContract(weekly, weeks))
	}
	for i := range n {
		s := nrp.Staff{ID: "person" + strconv.Itoa(i), Contract: i % 3, Skills: []nrp.SkillIdx{0}}
		switch {
		case i%5 == 4:
			s.Skills = []nrp.SkillIdx{1}
		case i%3 == 0:
			s.Skills = []nrp.SkillIdx{0, 2}
		}
		in.Staff = append(in.Staff, s)
		wishes(in, i, rng)
	}
	wardCover(in, n)
	return in
}

func wardContract(weekly int64, weeks int) nrp.Contract {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	work, night := nrp.AllShiftCells(4), nrp.ShiftCells(3)
	total := weekly * int64(weeks)
	return nrp.Contract{
		ID:        "hours" + strconv.FormatInt(weekly, 10),
		SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
		Rests: []nrp.Rest{{Name: "eleven hours", Minutes: 660, Cost: hard}},
		Patterns: []nrp.Pattern{
			{Name: "one day off after nights", Cells: []nrp.CellSet{night, nrp.OffCells, work}, Cost: rest(200)},
		},
		Stretches: []nrp.Stretch{
			{Name: "days in a row", Of: work, Min: 2, MinCost: rest(100), Max: 6, MaxCost: hard},
			{Name: "nights in a row", Of: night, Min: 2, MinCost: rest(100), Max: 4, MaxCost: hard},
		},
		Weekend: &nrp.Cost{Level: nrp.LevelRest, Weight: 60},
		Counters: []nrp.Counter{
			{
				Name: "minutes", Kind: nrp.CountAmounts, Amount: []int64{450, 450, 720, 690},
				Under: []nrp.Knee{{At: total - 450, Cost: rest(1)}}, Over: []nrp.Knee{{At: total + 450, Cost: rest(1)}},
			},
			{
				Name: "weekends", Kind: nrp.CountWeekends,
				Over: []nrp.Knee{{At: int64(weeks+1) / 2, Cost: nrp.Cost{Level: nrp.LevelBurden, Weight: 1}}},
			},
			{
				Name: "nights", Kind: nrp.CountAmounts, Amount: []int64{0, 0, 0, 1},
				Over: []nrp.Knee{{At: int64(2 * weeks), Cost: nrp.Cost{Level: nrp.LevelBurden, Weight: 1}}},
			},
		},
	}
}

// wishes gives a person a few preferences and perhaps a week of leave.
func wishes(in *nrp.Instance, i int, rng *rand.Rand) {
	days, work := in.Horizon.Days, nrp.AllShiftCells(len(in.Shifts))
	for range days / 7 {
		unwanted := work
		if rng.IntN(2) == 0 {
			unwanted = nrp.ShiftCells(rng.IntN(len(in.Shifts)))
		}
		in.Requests = append(in.Requests, nrp.Request{
			Staff: i, Day: rng.IntN(days), Unwanted: unwanted,
			Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: int64(1 + rng.IntN(3))},
		})
	}
	if days > 7 && rng.IntN(6) == 0 {
		for d := range 7 {
			in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: i, Day: d, Cells: work})
		}
	}
}

// wardCover asks for about three fifths of the people's hours.
func wardCover(in *nrp.Instance, n int) {
	minimum := nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	for d := range in.Horizon.Days {
		for s, share := range []int{12, 12, 15, 12} {
			if s == 2 && d%7 > 4 {
				continue // long days from Monday to Friday only
			}
			want := max(1, n/share)
			in.Cover = append(in.Cover,
				nrp.Cover{
					Day: d, Shift: s, Skill: 0, Min: want, MinCost: minimum, Preferred: want + 1,
					PreferredCost: nrp.Cost{Level: nrp.LevelRest, Weight: 300}, Max: want + 3,
					MaxCost: nrp.Cost{Level: nrp.LevelRest, Weight: 300},
				},
				nrp.Cover{Day: d, Shift: s, Skill: 2, Held: true, Min: 1, MinCost: minimum, Preferred: 1, Max: nrp.NoLimit})
			if n >= 20 && s != 2 {
				in.Cover = append(in.Cover, nrp.Cover{
					Day: d, Shift: s, Skill: 1, Min: 1, MinCost: minimum, Preferred: 1, Max: nrp.NoLimit,
				})
			}
		}
	}
}
