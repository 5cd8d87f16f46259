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
// so that the worst shortfall counts first. rulesBroken says which rules the roster breaks, as
// Outcome does. It is an error if the roster is not one of the instance.
func Shortfall(p *planner.Problem, r nrp.Roster) (short []int64, rulesBroken []string, err error) {
	a, err := planner.Judge(p, r)
	if err != nil {
		return nil, nil, fmt.Errorf("judge: %w", err)
	}
	for _, v := range a.Unfilled {
		short = append(short, v.Amount)
	}
	slices.SortFunc(short, func(x, y int64) int { return cmp.Compare(y, x) })
	return short, broken(p, a), nil
}
