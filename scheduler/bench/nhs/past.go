package nhs

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
)

// SolvePast has the engine make the rota of the period before, with a number of steps and the
// ward's seed, so that history is lawful and deterministic. It is an error if a referee finds a
// rule broken in it. A ward without a past is left as it is.
func (w *Ward) SolvePast(ctx context.Context, steps int64) error {
	if !w.HasPast {
		return nil
	}
	p := w.PastProblem()
	res, err := scheduler.Solve(ctx, p.Instance, scheduler.Options{Seed: w.Seed, StepLimit: steps})
	if err != nil {
		return fmt.Errorf("solve the past of ward %d: %w", w.Seed, err)
	}
	a, err := planner.Judge(p, res.Roster)
	if err != nil {
		return fmt.Errorf("judge the past of ward %d: %w", w.Seed, err)
	}
	if broken := broken(p, a); len(broken) > 0 {
		return fmt.Errorf("the past of ward %d breaks %d rules, the first: %s", w.Seed, len(broken), broken[0])
	}
	w.SetPast(p, res.Roster)
	return nil
}

// SetPast takes a roster of PastProblem for what was worked in the period before. Bank duties
// in it are left out: they stand in Bank.
func (w *Ward) SetPast(p *planner.Problem, r nrp.Roster) {
	of := map[string]int{}
	for k, number := range p.StaffIDs {
		of[number] = k
	}
	w.Past = make([][]int, len(w.People))
	for i := range w.People {
		w.Past[i] = make([]int, w.days())
		k, was := of[w.People[i].Number]
		for d := range w.Past[i] {
			w.Past[i][d] = nrp.NoShift
			if was && r[k][d].Shift < len(w.Shifts) {
				w.Past[i][d] = r[k][d].Shift
			}
		}
	}
}
