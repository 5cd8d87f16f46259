package scheduler

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// lowerBound returns a score that no roster beats, nil if there is none better than zero.
func lowerBound(*rules.Model) *nrp.Score { return nil }
