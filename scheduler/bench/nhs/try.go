package nhs

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// Outcome is what became of one ward.
type Outcome struct {
	Seed          uint64
	People, Weeks int
	Features      []Feature
	// Steps are those of the solve.
	Steps int64
	// Score is the first referee's.
	Score nrp.Score
	// Broken are the rules broken, in words: hard ones by the first referee; law, by the second; a
	// score of the engine's that the first referee does not come to. It must be empty.
	Broken []string
}

// Try solves the period of a ward whose past is solved, with one thread, a number of steps and the
// ward's seed, and has both referees judge the roster.
func Try(ctx context.Context, w *Ward, steps int64) (*Outcome, error) {
	p, err := w.Problem()
	if err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, fmt.Errorf("ward %d: %w", w.Seed, err)
	}
	res, err := scheduler.Solve(ctx, p.Instance, scheduler.Options{Seed: w.Seed, StepLimit: steps})
	if err != nil {
		return nil, fmt.Errorf("solve ward %d: %w", w.Seed, err)
	}
	a, err := planner.Judge(p, res.Roster)
	if err != nil {
		return nil, fmt.Errorf("judge ward %d: %w", w.Seed, err)
	}
	out := &Outcome{
		Seed: w.Seed, People: len(w.People), Weeks: w.Weeks, Features: w.Features(), Steps: steps, Score: a.Score,
		Broken: broken(p, a),
	}
	if res.Score != a.Score {
		out.Broken = append(out.Broken, fmt.Sprintf("the engine's score is %v, the referee's %v", res.Score, a.Score))
	}
	return out, nil
}

// broken says which rules a roster breaks. Nothing that is fixed breaks one, so none is forgiven.
func broken(p *planner.Problem, a *planner.Assessment) []string {
	var out []string
	for _, v := range a.Violations {
		if v.Cost.Level == nrp.LevelHard && v.Cost.Weight > 0 {
			out = append(out, fmt.Sprintf("%s %s, staff %d, day %d, by %d", v.Rule, v.Name, v.Staff, v.Day, v.Amount))
		}
	}
	for _, list := range [][]law.Breach{a.Law.Made, a.Law.Given} {
		for i := range list {
			out = append(out, list[i].Words(p.Law.Around.Zone))
		}
	}
	return out
}
