package bench

import (
	"math/rand/v2"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Contested makes a ward of 12 to 60 people over 2 to 6 weeks, as Ward does, in which many
// ask for the same days: each weekend two thirds of the people want one of its days off,
// with the strengths 1, 3 and 9. In the odd seeds cover asks for about all the hours there
// are, in the even ones for less. Equal seeds give equal wards.
func Contested(seed uint64) *nrp.Instance {
	rng := rand.New(rand.NewPCG(seed, 1))
	in := Ward(12+rng.IntN(49), 2+rng.IntN(5), seed)
	asked := map[[2]int]bool{}
	for _, q := range in.Requests {
		asked[[2]int{q.Staff, q.Day}] = true
	}
	for d := 5; d < in.Horizon.Days; d += 7 {
		for i := range in.Staff {
			at := [2]int{i, d + rng.IntN(2)}
			if rng.IntN(3) == 0 || asked[at] {
				continue
			}
			in.Requests = append(in.Requests, nrp.Request{
				Staff: i, Day: at[1], Unwanted: nrp.AllShiftCells(len(in.Shifts)),
				Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: []int64{1, 3, 9}[rng.IntN(3)]},
			})
		}
	}
	for k := range in.Cover {
		if c := &in.Cover[k]; seed%2 == 1 && c.Skill == 0 {
			more := max(1, len(in.Staff)/24)
			c.Min, c.Preferred, c.Max = c.Min+more, c.Preferred+more, c.Max+more
		}
	}
	return in
}
