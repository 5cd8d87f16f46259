package scheduler

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestAYearIsLaidOutInWeeksWhereMonthsAreTooLong: the fewer steps a run has, the fewer days are laid out at a time, down to a week;
// with hardly any, none are. The steps for five rounds of a month of everybody, of which a fifth of the run has 28 of 182 days'
// share, are worked out from PricingWork.
func TestAYearIsLaidOutInWeeksWhereMonthsAreTooLong(t *testing.T) {
	in := &nrp.Instance{
		Horizon:   nrp.Horizon{Days: 182},
		Shifts:    []nrp.Shift{{ID: "D", Kind: "other", Minutes: 480}},
		Contracts: []nrp.Contract{{ID: "c"}},
		Staff:     []nrp.Staff{{ID: "a"}, {ID: "b"}},
	}
	r := runOf(t, in, Options{StepLimit: 1})
	for _, days := range yearWindows {
		need := r.p.PricingWork(days+yearOverlap) * enoughRounds / stepWork / (yearShare * float64(days) / float64(in.Horizon.Days))
		r.opt.StepLimit = int64(need) + 1
		if got, ok := r.yearWindow(); got != days || !ok {
			t.Errorf("%d steps: %d days (%t), want %d", r.opt.StepLimit, got, ok, days)
		}
	}
	week := yearWindows[len(yearWindows)-1]
	r.opt.StepLimit = int64(float64(r.opt.StepLimit) * leastRounds / enoughRounds * 0.99)
	if got, ok := r.yearWindow(); ok {
		t.Errorf("%d steps: %d days, want none, since there are not two rounds for %d", r.opt.StepLimit, got, week)
	}
}
