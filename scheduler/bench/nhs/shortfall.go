package nhs

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
)

// Shortfall returns how many people each row of minimum cover lacks in a roster, worst first,
// rows that lack nobody left out: two rosters are compared by it in the order of a dictionary,
// so that the worst shortfall counts first. It is an error if the roster is not one of the instance.
func Shortfall(p *planner.Problem, r nrp.Roster) ([]int64, error) {
	a, err := planner.Judge(p, r)
	if err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	return missing(a), nil
}

// missing lists the amounts of unfilled cover, largest first.
func missing(a *planner.Assessment) []int64 {
	var out []int64
	for _, v := range a.Unfilled {
		out = append(out, v.Amount)
	}
	slices.SortFunc(out, func(x, y int64) int { return cmp.Compare(y, x) })
	return out
}
