package scheduler

import (
	"context"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// Leastwise is what is proved of a level.
type Leastwise struct {
	// Least is what every roster costs at the level, at least, that is at all levels above as the one asked
	// about is; 0 where nothing is known.
	Least int64
	// Free tells that a mix of lines costs nothing at the level: then prices of cover prove nothing of it.
	Free bool
	// Roster has a better score than the one asked about, near such a mix; nil if none was found.
	Roster nrp.Roster
	// Steps is the work done, in steps of Solve.
	Steps int64
}

// Prover looks for bounds of levels. What it learns from one instance, lines that are cheap and what people are
// worth to cover rows, helps with the next, which must have the same people, days, shifts, skills and cover
// rows. The zero value is ready for use.
type Prover struct {
	pool *search.Pool
}

// Least looks for a proof that rosters cannot be free of cost at a level while they are as good as r
// above it: the whole problem is made to converge with the levels below left out, at several prices,
// as in Refute. It ends with the first bound above 0, where lines can be mixed free of cost, when ctx ends or at a limit of opt, of which
// Start, Seed and Progress are not used. Nothing is proved where lines cannot be priced. Errors are
// those of Solve. The inputs are not changed.
func (v *Prover) Least(ctx context.Context, inst *nrp.Instance, r nrp.Roster, level nrp.Level, opt Options) (*Leastwise, error) {
	a, err := newAbove(ctx, inst, r, level, opt)
	if err != nil {
		return nil, err
	}
	out := &Leastwise{}
	if n := len(a.scales); n == 0 || a.scales[n-1].Level != level {
		return out, nil // nothing costs anything there
	}
	if v.pool == nil || !v.pool.Fits(a.p) {
		v.pool = search.NewPool(a.p)
	}
	note := func(w *search.Window) {
		bound := w.Generator().Bound()
		if bound <= 0 {
			return // nothing known yet
		}
		// Where no cheaper roster is left, the bound may be beyond what the roster costs.
		if b, ok := a.p.Bound(min(bound, w.Now())+w.Held(), nrp.Score{}, a.at); ok {
			out.Least = max(out.Least, b[level])
		}
	}
	done := func() bool { return out.Least > 0 || out.Free || a.stop() }
	a.each(done, func(prices nrp.Score) {
		w := a.converge(prices, a.at[nrp.LevelHard] > 0, v.pool, func(w *search.Window) bool {
			note(w)
			return done()
		})
		if w == nil {
			return
		}
		note(w)
		if out.Free = out.Least == 0 && !a.stop() && a.cost(w) < 1; out.Free {
			out.Roster = a.dive(w)
		}
	})
	out.Steps = a.steps
	return out, nil
}
