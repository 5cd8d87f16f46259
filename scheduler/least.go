package scheduler

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/search"
)

// Leastwise is what is proved of a level.
type Leastwise struct {
	// Least is what every roster costs at the level, at least, that is at all levels above as the one asked
	// about is; 0 where nothing is known.
	Least int64
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
// as in Refute. It ends with the first bound above 0, when ctx ends or at a limit of opt, of which
// Start, Seed and Progress are not used. Nothing is proved where lines cannot be priced. Errors are
// those of Solve. The inputs are not changed.
func (v *Prover) Least(ctx context.Context, inst *nrp.Instance, r nrp.Roster, level nrp.Level, opt Options) (*Leastwise, error) {
	opt.Start = r
	if err := opt.validate(inst); err != nil {
		return nil, err
	}
	m, err := rules.Compile(inst)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadInstance, err)
	}
	l := &leasting{p: search.NewProblem(m), opt: opt, level: level, roster: r, at: m.Evaluate(r)}
	l.stop = limitOf(ctx, opt, func() int64 { return l.out.Steps })
	scales := l.p.Scales()
	n := 0
	for n < len(scales) && scales[n].Level <= level {
		n++
	}
	if !l.p.Priceable() || l.p.Long() || n == 0 || scales[n-1].Level != level {
		return &l.out, nil
	}
	if v.pool == nil {
		v.pool = search.NewPool(l.p)
	}
	for k, ratio := range levelRatios {
		if n == 1 && k > 0 || l.done() {
			break
		}
		if prices, ok := search.Prices(scales[:n], ratio); ok {
			l.converge(prices, v.pool)
		}
	}
	return &l.out, nil
}

// leasting is one Least at work.
type leasting struct {
	p      *search.Problem
	opt    Options
	level  nrp.Level
	roster nrp.Roster
	// at is what the roster costs.
	at   nrp.Score
	stop func() bool
	out  Leastwise
}

func (l *leasting) done() bool { return l.out.Least > 0 || l.stop() }

// converge bounds the level at one price of each level.
func (l *leasting) converge(prices nrp.Score, pool *search.Pool) {
	// Where law is broken, hard counters are priced by the unit: energies are to add up to the score's levels.
	l.p.SetFactors(prices, l.at[nrp.LevelHard] > 0)
	each := (&run{opt: l.opt}).workers()
	each.Stop = l.stop
	w, ok := search.NewWindow(search.NewState(l.p, l.roster), pool, l.p.Whole(), each)
	if !ok {
		return
	}
	g, before, work, grain := w.Generator(), l.out.Steps, int64(0), l.p.Grain()
	note := func() {
		work += g.Spent()
		l.out.Steps = before + work/stepWork
		bound := g.Bound()
		if bound <= 0 {
			return // nothing known yet
		}
		// Where no cheaper roster is left, the bound may be beyond what the roster costs.
		if b, ok := l.p.Bound(min(bound, w.Now())+w.Held(), nrp.Score{}, l.at); ok {
			l.out.Least = max(l.out.Least, b[l.level])
		}
	}
	g.Converge(colgen.Aim{Cutoff: w.Now() - grain + 1, Grain: grain, Rounds: math.MaxInt, Stop: func() bool {
		note()
		return l.done()
	}})
	note()
	w.Keep(pool)
}

// limitOf returns what tells that a search of its own is to end.
func limitOf(ctx context.Context, opt Options, steps func() int64) func() bool {
	var began time.Time
	if opt.Clock != nil {
		began = opt.Clock()
	}
	return func() bool {
		return ctx.Err() != nil || opt.StepLimit > 0 && steps() >= opt.StepLimit ||
			opt.TimeLimit > 0 && opt.Clock().Sub(began) >= opt.TimeLimit
	}
}
