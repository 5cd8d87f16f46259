package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/search"
)

// year lays a roster out a few weeks at a time where the horizon is so long that the whole
// problem cannot be made to converge: first it looks ahead, which gives the bound and tells
// what each person will need of what she may have only so much of a year; then everybody's
// weeks are filled by column generation, one window after another, with the weeks before
// as they are and those after as expected. Lines whose expectations were not met, so that
// they break the law, are mended. False if that is not the way.
func (r *run) year() bool {
	if !r.yearLong() {
		return false
	}
	r.gen = generation{pool: search.NewPool(r.p)}
	r.prepare()
	state := search.NewState(r.p, nil)
	y, ok := search.NewYear(state, r.workers())
	if !ok || !r.lookAhead(y) || !r.laysOut() {
		return false
	}
	from, began := 0, r.share()
	for from < r.p.Days && r.goOn() {
		to := min(r.p.Days, from+yearWindow+yearOverlap)
		if r.p.Days-to < yearWindow {
			to = r.p.Days
		}
		until := began + yearShare*float64(to)/float64(r.p.Days)
		if !r.lay(state, y, from, to, until) {
			return false
		}
		from += yearWindow
		if to == r.p.Days {
			break
		}
	}
	if r.stop() {
		return true
	}
	r.state = state
	r.state.Refresh()
	r.note()
	r.mend()
	r.amend()
	return true
}

// yearLong reports whether the run looks ahead: where the horizon is too long for the whole
// problem to converge.
func (r *run) yearLong() bool {
	return r.p.Apart() && r.p.Priceable() && !r.several() && !r.rootFits(rootRounds) && r.limited()
}

// laysOut reports whether the run has the steps for leastRounds of each window.
func (r *run) laysOut() bool {
	slice := r.total(r.share()) * yearShare * yearWindow / float64(r.p.Days)
	return r.p.PricingWork(yearWindow+yearOverlap)*leastRounds/stepWork < slice
}

// lookAhead relaxes the whole problem.
func (r *run) lookAhead(y *search.Year) bool {
	from := r.share()
	y.Relaxation().Run(aheadRounds, r.gen.grain, func() bool {
		r.steps += y.Relaxation().Spent() / stepWork
		y.Keep(r.gen.pool)
		r.tell(false)
		return r.stop() || r.share() >= from+aheadShare
	})
	r.steps += y.Relaxation().Spent() / stepWork
	r.gen.ahead = y.Bound()
	r.raiseTo(r.gen.ahead)
	y.KeepPrices(r.gen.pool)
	r.gen.priced = true
	return r.goOn()
}

// lay fills everybody's days from..to-1 of a state, in a hurry from a share of the run on.
func (r *run) lay(state *search.State, y *search.Year, from, to int, until float64) bool {
	last := r.plan.scales[len(r.plan.scales)-1]
	most := yearMost * last.High * r.p.Factor(last.Level) * r.p.Fine()
	w, ok := search.NewWindow(state, r.gen.pool, y.Region(state, from, to, most), r.workers())
	if !ok {
		return false
	}
	g, began := w.Generator(), r.share()
	slice := until - began
	stop := func() bool {
		r.count(g)
		r.tell(false)
		return r.stop()
	}
	g.Converge(colgen.Aim{
		Cutoff: math.MaxInt64, Grain: r.gen.grain, Rounds: yearRounds, KeepWidth: true,
		Stop: func() bool { return stop() || r.share() >= began+slice/2 },
	})
	depth := windowDive
	depth.Hurry = func() bool { return r.share() >= began+slice*hurryAt }
	picks, ok := g.Dive(math.MaxInt64, r.gen.grain, depth, func() bool { return stop() || r.share() >= until+slice })
	if !ok {
		picks = g.Largest() // as far as it has come
	}
	state.Carry(w.Segments(picks))
	return true
}

const (
	// aheadRounds is the most rounds of looking ahead, aheadShare the most of the run.
	aheadRounds = 800
	aheadShare  = 0.15
	// yearWindow is the number of days laid out at a time, yearOverlap how many more are
	// laid out with them for the next window to begin from, and yearRounds the most rounds
	// of pricing for each.
	yearWindow  = 28
	yearOverlap = 7
	yearRounds  = 20
	// leastRounds is how many of them there must be room for to lay out at all.
	leastRounds = 2
	// yearShare is the share of the run that laying out takes.
	yearShare = 0.2
	// yearMost is how many times the dearest single price a duty more or less than
	// expected may cost: it must outweigh what a duty is worth to cover on two days, since
	// what is had too much of now is missing in the end.
	yearMost = 4
)
