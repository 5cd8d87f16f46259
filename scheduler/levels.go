package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/search"
)

// levels bounds each level at which the best roster may still be beaten by one that is
// no worse at the levels above: the whole problem is made to converge with the levels
// below left out and a price on those above, a Lagrangian relaxation of their being no
// worse. Any price gives a valid bound; which gives the best depends on how far the
// mix falls short of what whole rosters cost above, so that several are tried. Where no level above the last
// is dearer than its bound the others than the first hardly help: they wait until windows find no more. So does the last level of a run that
// holds levels and has another to look at: it begins far from anything good, and windows gain more at first.
func (r *run) levels(ratios []float64) {
	until, was := min(1, r.share()+levelShare), r.bestScore
	if r.opt.Hold > 0 {
		until = min(1, r.share()+heldShare)
	}
	lines := r.gen.pool.Lines()
	r.gen.lowered, r.gen.others = false, false
	last := len(r.plan.scales) - 1
	for _, ratio := range ratios {
		if ratio == levelRatios[1] && ratios[0] == levelRatios[0] && (r.gen.others || !r.openAbove()) {
			r.gen.others = true
			break
		}
		for k := range r.plan.scales {
			l := r.plan.scales[k].Level
			if k == last && r.later(ratios) {
				r.gen.others = true
				continue
			}
			if l < r.opt.Hold || r.bestScore[l] <= r.bound[l] || k == 0 && ratio != levelRatios[0] || !r.goOn() || r.share() >= until {
				continue
			}
			w, ok := r.level(r.plan.scales[:k+1], ratio, lines, until)
			if !ok {
				continue
			}
			if k == last && ratio == mixRatio {
				w.KeepMix(r.gen.pool)
			}
			if !r.gen.dived[l] && r.bestScore[l] > r.bound[l] {
				began := r.share()
				r.plunge(w, l)
				r.gen.dived[l] = true
				if k < last {
					r.branchLevel(w, r.plan.scales[k])
				}
				until = min(1, until+r.share()-began)
			}
		}
	}
	r.gen.pool.AddAll(lines)
	r.coolBelow(was)
	r.prepare()
	r.stray()
}

// later reports whether the last level waits until windows find no more.
func (r *run) later(ratios []float64) bool {
	n := len(r.plan.scales)
	return r.opt.Hold > 0 && ratios[0] == levelRatios[0] && !r.gen.waited && n > 1 && r.plan.scales[n-2].Level >= r.opt.Hold
}

// branchLevel raises the bound of a level above the last by branching, for a share of the run, where little is missing: then the mix
// is often of two minds about a few preferences.
func (r *run) branchLevel(w *search.Window, s search.Scale) {
	now, low := r.bestScore[s.Level], r.bound[s.Level]
	least, ok := w.Cost(search.NewState(r.p, r.best))
	if !ok || now <= low || now-low > max(now/littleMissing, 2*s.Low) || !r.does(PartBranching) || !r.goOn() {
		return
	}
	until := min(1, r.share()+branchShare)
	tree := w.Generator().Fork().NewTree(least-r.gen.grain+1, r.gen.grain).Probing(levelProbes)
	picks := tree.Run(func() bool {
		r.count(w.Generator()) // forks count with it
		r.tell(false)
		return r.stop() || r.share() >= until
	})
	bound := tree.Bound()
	if tree.Done() {
		bound = least
	}
	if picks != nil {
		bound = min(bound, w.Generator().Price(picks))
		s := search.NewState(r.p, r.best)
		s.Carry(w.Segments(picks))
		r.better(s)
	}
	r.raise(w, bound)
}

// openAbove reports whether the best roster is dearer than what is proved at some level above the last.
func (r *run) openAbove() bool {
	for _, s := range r.plan.scales[:len(r.plan.scales)-1] {
		if r.bestScore[s.Level] > r.bound[s.Level] {
			return true
		}
	}
	return false
}

// otherPrices bounds levels at the prices that have been left out so far.
func (r *run) otherPrices() {
	if r.gen.others && r.goOn() {
		r.gen.others = false
		ratios := levelRatios[:]
		if r.opt.Hold == 0 || r.gen.waited {
			ratios = ratios[1:]
		}
		r.gen.waited = true
		r.levels(ratios)
	}
}

// levelRatios are the prices tried: how many times as dear the cheapest breach of a level
// is as the dearest at the level below. The first hardly trades, and the master converges
// in half the rounds that it takes where prices are further apart; whatever it leaves is
// tried with trading, and with prices that are as good as never trading.
var levelRatios = [...]float64{3, 0.5, 30, 1000}

const (
	// mixRatio is the price at which the mix is kept for windows.
	mixRatio = 3
	// levelShare is the share of the run that bounding the levels may take, lastLevels that
	// from which on it is done again if the best roster has become better at a level that
	// they were bounded for, lastPrices that from which on the other prices do not wait any more. heldShare is levelShare of a run that
	// holds levels: where that is not enough windows have the time.
	levelShare = 0.35
	heldShare  = 0.2
	lastLevels = 0.85
	lastPrices = 0.85
	// littleMissing is the part of what a level costs that may be missing for the level to be branched on.
	littleMissing = 4
	// levelProbes is how many days are tried where levels are branched on.
	levelProbes = 8
	// levelStall is the share of what lies between the bound of a level and the roster at hand by which the bound must
	// rise in some rounds to go on.
	levelStall = 0.003
)

// level bounds the last of the scales at one price of those above, and returns the whole
// problem as it converged; false if it did not.
func (r *run) level(scales []search.Scale, ratio float64, lines *search.Pool, until float64) (*search.Window, bool) {
	f, ok := search.Prices(scales, ratio)
	if !ok {
		return nil, false
	}
	r.p.SetFactors(f, r.breaksLaw())
	r.plan.forget()
	r.state = search.NewState(r.p, r.best)
	w, ok := search.NewWindow(r.state, lines, r.p.Whole(), r.workers())
	if !ok {
		return nil, false
	}
	r.gen.grain = r.p.Grain()
	g, began, rounds, enough := w.Generator().Within(r.wideRound()), r.share(), 0, true
	g.Converge(colgen.Aim{
		Cutoff: w.Now() - r.gen.grain + 1, Grain: r.gen.grain, Rounds: math.MaxInt, Stall: levelStall,
		Stop: func() bool {
			r.count(g)
			r.tell(false)
			return !enough || r.stop() || r.share() >= until
		},
		Progress: func(bound int64) {
			rounds++
			r.count(g)
			enough = rounds < firstRounds || (r.share()-began)/float64(rounds)*rootRounds < until-began
			r.raise(w, bound)
		},
	})
	w.Keep(lines)
	return w, enough && !r.stop() && (r.share() < until || rounds >= rootRounds)
}
