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

// above makes the whole problem converge with the levels below one left out, for what its prices prove of rosters
// that are compared with r up to that level.
type above struct {
	p      *search.Problem
	opt    Options
	roster nrp.Roster
	// at is what the roster costs.
	at nrp.Score
	// scales are those of the levels that count, from the first down; empty where lines cannot be priced.
	scales []search.Scale
	// began is the time at which it did, if there is a clock.
	began time.Time
	stop  func() bool
	// steps is the work done, in steps of Solve.
	steps int64
}

// newAbove checks and sets up. Errors are those of Solve.
func newAbove(ctx context.Context, inst *nrp.Instance, r nrp.Roster, level nrp.Level, opt Options) (*above, error) {
	opt.Start = r
	if err := opt.validate(inst); err != nil {
		return nil, err
	}
	m, err := rules.Compile(inst)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadInstance, err)
	}
	a := &above{p: search.NewProblem(m), opt: opt, roster: r, at: m.Evaluate(r)}
	if opt.Clock != nil {
		a.began = opt.Clock()
	}
	a.stop = func() bool {
		return ctx.Err() != nil || opt.StepLimit > 0 && a.steps >= opt.StepLimit ||
			opt.TimeLimit > 0 && opt.Clock().Sub(a.began) >= opt.TimeLimit
	}
	if !a.p.Priceable() || a.p.Long() {
		return a, nil
	}
	for _, s := range a.p.Scales() {
		if s.Level <= level {
			a.scales = append(a.scales, s)
		}
	}
	return a, nil
}

// each calls do with several prices of the levels, of which each gives valid bounds, until done. Where there is one
// level, one price says all.
func (a *above) each(done func() bool, do func(prices nrp.Score)) {
	for k, ratio := range levelRatios {
		if len(a.scales) == 0 || len(a.scales) == 1 && k > 0 || done() {
			return
		}
		if prices, ok := search.Prices(a.scales, ratio); ok {
			do(prices)
		}
	}
}

// converge mixes lines of the whole problem at prices until the mix is as cheap as can be, or done, which is asked
// after every round; nil where there is nothing to choose. Its lines and prices stay in the pool. Whole prices hard
// counters by the unit, so that energies add up to the score's levels.
func (a *above) converge(prices nrp.Score, whole bool, pool *search.Pool, done func(w *search.Window) bool) *search.Window {
	a.p.SetFactors(prices, whole)
	each := (&run{opt: a.opt}).workers()
	each.Stop = a.stop
	w, ok := search.NewWindow(search.NewState(a.p, a.roster), pool, a.p.Whole(), each)
	if !ok {
		return nil
	}
	grain := a.p.Grain()
	w.Generator().Converge(colgen.Aim{Cutoff: w.Now() - grain + 1, Grain: grain, Rounds: math.MaxInt, Stop: func() bool {
		a.count(w)
		return done(w)
	}})
	a.count(w)
	w.Keep(pool)
	return w
}

// free reports whether the mix of a window, if there has been a round, costs less than a unit at the last level, given what the levels
// above cost now.
func (a *above) free(w *search.Window) bool {
	if w.Generator().Bound() == math.MinInt64 {
		return false
	}
	e := w.Generator().Mix() + float64(w.Held())
	last := a.scales[len(a.scales)-1].Level
	for l := range last {
		e -= float64(a.at[l] * a.p.Factor(l) * a.p.Fine())
	}
	return e < float64(a.p.Factor(last)*a.p.Fine())
}

// dive goes from a window's mix down to a roster that keeps the law no worse and costs less at the last level, though it may
// cost more at others above; again and with more care where a quick dive comes to none, nil where that does not either. Count
// is how many dives there have been: each but the first wavers in a way of its own.
func (a *above) dive(w *search.Window, count *uint64) nrp.Roster {
	last := a.scales[len(a.scales)-1].Level
	for _, depth := range mixDives {
		if *count++; *count > 1 {
			depth.Waver = waver(a.opt.Seed, *count)
		}
		picks, ok := w.Generator().Fork().Dive(math.MaxInt64, a.p.Grain(), depth, func() bool {
			a.count(w) // forks count with it
			return a.stop()
		})
		if !ok {
			return nil
		}
		s := search.NewState(a.p, a.roster)
		s.Carry(w.Segments(picks))
		if now := s.Score(); now[nrp.LevelHard] <= a.at[nrp.LevelHard] && now[last] < a.at[last] {
			return s.Roster()
		}
	}
	return nil
}

// mixDives are the depths of the dives from a mix that is free of cost.
var mixDives = [...]colgen.Depth{{Share: 0.05, Rounds: 2}, {Share: 0.05, Rounds: 2}, {Share: 0.05, Rounds: 4}}

// part sets one of several equal parts of what is left of the limits aside, and returns what tells which share of that is left, 0 for nothing,
// given how many steps have been done in it. Parts share the time where there are threads for them.
func (a *above) part(parts int) func(steps int64) float64 {
	opt, most, long, began := &a.opt, math.Inf(1), math.Inf(1), time.Time{}
	if opt.StepLimit > 0 {
		most = max(1, float64(opt.StepLimit-a.steps)/float64(parts))
	}
	if opt.TimeLimit > 0 {
		began = opt.Clock()
		atOnce := float64(min(parts, max(1, opt.Threads)))
		long = max(1, float64(opt.TimeLimit-began.Sub(a.began))*atOnce/float64(parts))
	}
	return func(steps int64) float64 {
		left := 1 - float64(steps)/most
		if opt.TimeLimit > 0 {
			left = min(left, 1-float64(opt.Clock().Sub(began))/long)
		}
		if a.stop() {
			return 0
		}
		return max(0, left)
	}
}

// count adds what a window's generator has done to the steps.
func (a *above) count(w *search.Window) { a.steps += w.Generator().Spent() / stepWork }
