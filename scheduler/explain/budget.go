package explain

import (
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// budget is what all solves of one Explain may take together, in steps, time or both.
type budget struct {
	opt   Options
	began time.Time
	steps int64
}

func newBudget(opt Options) *budget {
	if opt.StepLimit == 0 && opt.TimeLimit == 0 {
		opt.StepLimit = defaultSteps
	}
	b := &budget{opt: opt}
	if opt.Clock != nil {
		b.began = opt.Clock()
	}
	return b
}

// spend counts the steps of a solve and, as steps, what setting it up took.
func (b *budget) spend(in *nrp.Instance, steps int64) {
	b.steps += steps + setUp*int64(len(in.Staff)*in.Horizon.Days)
}

// setUp is about how many steps' time it takes to set a solve up, for each cell.
const setUp = 50

func (b *budget) seconds() float64 {
	if b.opt.Clock == nil {
		return 0
	}
	return b.opt.Clock().Sub(b.began).Seconds()
}

// used returns the share of the whole that is behind, from 0.
func (b *budget) used() float64 {
	share := 0.0
	if b.opt.StepLimit > 0 {
		share = float64(b.steps) / float64(b.opt.StepLimit)
	}
	if b.opt.TimeLimit > 0 {
		share = max(share, b.seconds()/b.opt.TimeLimit.Seconds())
	}
	return share
}

// slice returns the options of a solve that may take a share of the whole.
func (b *budget) slice(share float64) scheduler.Options {
	o := scheduler.Options{Threads: b.opt.Threads, Seed: b.opt.Seed, Clock: b.opt.Clock}
	if b.opt.StepLimit > 0 {
		o.StepLimit = max(leastSteps, int64(share*float64(b.opt.StepLimit)))
	}
	if b.opt.TimeLimit > 0 {
		o.TimeLimit = max(leastTime, time.Duration(share*float64(b.opt.TimeLimit)))
	}
	return o
}

// leastSteps and leastTime are the least that is worth beginning a solve for.
const (
	leastSteps = 2000
	leastTime  = 5 * time.Millisecond
)
