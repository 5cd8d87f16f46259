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
	// Steps is the work done, in steps of Solve.
	Steps int64
}

// Series solves instances one after the other, and looks for bounds of them. What it learns from one instance, lines that are cheap
// and, where cover rows are the same, what people are worth to them, helps with the next if that has the same people, days, shifts
// and skills. The zero value is ready for use, by one goroutine at a time.
type Series struct {
	pool *search.Pool
	// dives is how many dives there have been.
	dives uint64
}

// Solve is the function Solve, but that the first columns are lines known from instances before. Errors are those of Solve.
func (v *Series) Solve(ctx context.Context, inst *nrp.Instance, opt Options) (*Result, error) {
	r, err := setUp(ctx, inst, opt)
	if err != nil {
		return nil, err
	}
	v.fit(r.p)
	r.known = v.pool
	r.solve()
	if g := r.gen.pool; g != nil {
		v.pool.AddAll(g)
	}
	return r.result(), nil
}

// Least looks for a proof that rosters cannot be free of cost at a level while they are as good as r
// above it: the whole problem is made to converge with the levels below left out, at several prices,
// as in Force. It ends with the first bound above 0, where lines can be mixed free of cost, when ctx ends or at a limit of opt, of which
// Start, Seed and Progress are not used. Nothing is proved where lines cannot be priced. Errors are
// those of Solve. The inputs are not changed.
func (v *Series) Least(ctx context.Context, inst *nrp.Instance, r nrp.Roster, level nrp.Level, opt Options) (*Leastwise, error) {
	a, err := newAbove(ctx, inst, r, level, opt)
	if err != nil {
		return nil, err
	}
	out := &Leastwise{}
	if n := len(a.scales); n == 0 || a.scales[n-1].Level != level {
		return out, nil // nothing costs anything there
	}
	v.fit(a.p)
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
			out.Free = out.Least == 0 && a.free(w)
			return done()
		})
		if w != nil {
			note(w)
			out.Free = out.Least == 0 && a.free(w)
		}
	})
	out.Steps = a.steps
	return out, nil
}

// fit has a pool ready for the problem.
func (v *Series) fit(p *search.Problem) {
	if v.pool != nil && v.pool.Fits(p) {
		return
	}
	was := v.pool
	v.pool = search.NewPool(p)
	if was != nil && was.Knows(p) {
		v.pool.AddAll(was)
	}
}

// Dive looks for a roster that costs less than r at a level, and keeps the law no worse, near the mix of lines that is cheapest
// there, though it may cost more at others above: what whole lines break there few windows mend. It returns nil where none is found
// before ctx ends or a limit of opt is reached, of which Start and Progress are not used, and how many steps it took. Each
// call dives in another order. Errors are those of Solve. The inputs are not changed.
func (v *Series) Dive(ctx context.Context, inst *nrp.Instance, r nrp.Roster, level nrp.Level, opt Options) (nrp.Roster, int64, error) {
	a, err := newAbove(ctx, inst, r, level, opt)
	if err != nil {
		return nil, 0, err
	}
	v.fit(a.p)
	var out nrp.Roster
	tried := false
	a.each(func() bool { return tried || a.stop() }, func(prices nrp.Score) {
		tried = true
		if w := a.converge(prices, a.at[nrp.LevelHard] > 0, v.pool, func(w *search.Window) bool { return a.free(w) || a.stop() }); w != nil {
			out = a.dive(w, &v.dives)
		}
	})
	return out, a.steps, nil
}
