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
	if !ok || !r.lookAhead(y, aheadShare) {
		return false
	}
	window, ok := r.yearWindow()
	if !ok {
		return false
	}
	from, began := 0, r.share()
	for from < r.p.Days && r.goOn() {
		to := min(r.p.Days, from+window+yearOverlap)
		if r.p.Days-to < window {
			to = r.p.Days
		}
		until := began + yearShare*float64(to)/float64(r.p.Days)
		if !r.lay(state, y, from, to, until) {
			return false
		}
		from += window
		if to == r.p.Days {
			break
		}
	}
	if r.stop() {
		return true
	}
	state.Refresh()
	r.setAside(state) // it is worth mending though it may break more of the law at first
	r.mend()
	r.amend()
	r.takeBack()
	r.lookAhead(y, boundShare)
	return true
}

// yearLong reports whether the run looks ahead: where the horizon is too long for the whole
// problem to converge.
func (r *run) yearLong() bool {
	return r.p.Apart() && r.p.Priceable() && !r.several() && !r.rootFits(rootRounds) && r.limited()
}

// yearWindow returns how many days are laid out at a time: the most for which the run has the steps for enoughRounds of each
// window, or else the fewest, if it has those for leastRounds; false if it has not.
func (r *run) yearWindow() (days int, ok bool) {
	room := func(days int) float64 {
		slice := r.total(r.share()) * yearShare * float64(days) / float64(r.p.Days)
		return slice * stepWork / r.p.PricingWork(days+yearOverlap)
	}
	for _, days = range yearWindows {
		if room(days) >= enoughRounds {
			return days, true
		}
	}
	return days, room(days) >= leastRounds
}

// lookAhead relaxes the whole problem for a share of the run at most, and keeps lines and prices; where it
// has been, it goes on from there. First it makes but few rounds where there is no time for enough.
func (r *run) lookAhead(y *search.Year, share float64) bool {
	from, rounds, enough := r.share(), 0, r.gen.ahead != 0
	y.Relaxation().Run(aheadRounds, r.gen.grain, func() bool {
		r.steps += y.Relaxation().Spent() / stepWork
		y.Keep(r.gen.pool)
		r.tell(false)
		if rounds++; !enough && rounds == fewRounds {
			if enough = (r.share()-from)/fewRounds*enoughAhead <= share; !enough {
				return true
			}
		}
		return r.stop() || r.share() >= from+share
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

// yearWindows are the numbers of days that may be laid out at a time, the most first: the fewer, the less is known of what the
// days after them will need.
var yearWindows = [...]int{28, 14, 7}

const (
	// aheadRounds is the most rounds of looking ahead, aheadShare the most of the run before the year is laid out, boundShare
	// the most after, for the bound. Where there is not the time for enoughAhead rounds it is fewRounds: what these expect
	// is all but even, and better than what many do that are yet far from the end.
	aheadRounds = 800
	aheadShare  = 0.08
	boundShare  = 0.1
	enoughAhead = 400
	fewRounds   = 80
	// yearOverlap is how many more days are laid out with those of each window for the next to begin from, and yearRounds
	// the most rounds of pricing for each.
	yearOverlap = 7
	yearRounds  = 20
	// enoughRounds is how many of them a window should have room for, leastRounds how many it must for the year to be laid
	// out at all.
	enoughRounds = 5
	leastRounds  = 2
	// yearShare is the share of the run that laying out takes.
	yearShare = 0.2
	// yearMost is how many times the dearest single price a duty more or less than
	// expected may cost: it must outweigh what a duty is worth to cover on two days, since
	// what is had too much of now is missing in the end.
	yearMost = 4
)
