package sqlstore

import (
	"context"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// stagedByHand is byHand and says something of fairness.
func stagedByHand(ctx context.Context, in *nrp.Instance, _ *stages.Fair, o scheduler.Options) (*stages.Result, error) {
	res, err := byHand(ctx, in, o)
	if err != nil {
		return nil, err
	}
	return &stages.Result{Result: *res, Fairness: stages.Fairness{Before: 99_000, Largest: 98_000, Least: 1000}}, nil
}
