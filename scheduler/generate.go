package scheduler

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

const (
	// mostRatio and leastRatio bound how much dearer the cheapest breach of a level is
	// than the dearest at the level below while columns are generated: as much as leaves
	// the largest factor below manyDigits, so that the master problem can tell a unit of
	// the lowest level, but enough that trading hardly pays.
	mostRatio  = 1000
	leastRatio = 30
	manyDigits = 1 << 34
	// rootShare is the share of the run in which the whole problem must converge.
	rootShare = 0.4
	// rootRounds is about how many rounds are of use; a run that has not the steps for them
	// leaves the whole problem out. easyRounds are enough to converge, amplyRounds to do so level by level.
	rootRounds  = 30
	amplyRounds = 60
	easyRounds  = 150
	// windowRounds is the most rounds of pricing before a window is dived into.
	windowRounds = 30
	// stepWork is how many of the pricer's steps take as long as one block move.
	stepWork = 3
)

// generation is what column generation keeps during a run.
type generation struct {
	pool  *search.Pool
	grain int64
	// shapes are the forms of windows, with what each has lately gained; nil before the first.
	shapes []*shape
	// windowed is how many steps windows have taken, explored how many of these to try shapes
	// while others gained.
	windowed, explored int64
	// priced tells that the pool's prices are those of the whole problem.
	priced bool
	// whole is the window of everything, once it has converged, branches whether branching
	// is worth it.
	whole    *search.Window
	branches bool
	// tree is the branching under way, nil before.
	tree *colgen.Tree
	// tightened is the score of the best roster when whole was last made to converge for
	// it, tightenedAt the share of the run then.
	tightened   nrp.Score
	tightenedAt float64
	// dived tells into which levels' mixes was dived while levels were bounded: once each.
	dived [nrp.NumLevels]bool
	// lowered tells that bounds of levels were taken back after all were bounded.
	lowered bool
	// others tells that levels have been bounded at the first of their prices alone.
	others bool
	// waited tells that what waits until windows find no more has had its turn.
	waited bool
	// near are rosters that dives came to which are better at some level, though not at those above, the best
	// first; strays is the share of the run up to which it goes on from such a one, 0 if it does not, strayed that
	// from which on it does.
	near            []*search.State
	strays, strayed float64
	// longDives tells that dives with care take too long.
	longDives bool
	// outlook is what the run looked ahead over, nil if it did not.
	outlook *search.Outlook
	// ahead is the bound of the energy from looking ahead, in fine energy, nil if there is none.
	ahead *int64
	// proved tells that no roster has less energy; where factors cannot hold all levels
	// apart, one may still have a better score.
	proved bool
}

// generate improves the roster by column generation until the run ends: the whole
// problem first, which gives the bound, then dives down to rosters, then windows of
// people and days.
func (r *run) generate() {
	if !r.p.Priceable() {
		return
	}
	if r.gen.pool == nil { // else there are lines from looking ahead
		r.gen.pool = search.NewPool(r.p)
	}
	if r.known != nil {
		r.gen.pool.AddAll(r.known)
	}
	r.prepare()
	switch {
	case r.opt.Nearby || !r.does(PartWhole):
	case r.several() && r.mayFit():
		r.levels(levelRatios[:])
	case !r.several() && r.mayFit():
		r.root()
	}
	r.look(true)
}

// look tries windows and, once they find no more, what else there is about the best roster, branching if it is its turn.
func (r *run) look(branching bool) {
	if r.gen.proved = r.windows(); r.gen.proved {
		return
	}
	r.otherPrices()
	if branching {
		r.branch()
	}
}

// several reports whether rosters that keep the law and minimum cover are compared at
// more than one level. Prices that keep levels apart are so far from each other then that
// the whole problem's master hardly converges: its levels are bounded one by one, and
// windows, which are small, do the rest.
func (r *run) several() bool {
	n := 0
	for _, s := range r.plan.scales {
		if s.Level > nrp.LevelCover {
			n++
		}
	}
	return n > 1
}

// prepare sets the factors for column generation and goes on from the best roster.
func (r *run) prepare() {
	factors := search.Factors(r.plan.scales, mostRatio)
	for ratio := int64(mostRatio); ratio > leastRatio && slices.Max(factors[:]) > manyDigits; {
		ratio = max(leastRatio, ratio*2/3)
		factors = search.Factors(r.plan.scales, ratio)
	}
	r.p.SetFactors(factors, r.breaksLaw())
	r.plan.forget()
	r.state = search.NewState(r.p, r.best)
	r.gen.grain = r.p.Grain()
}

// breaksLaw reports whether it is proved that every roster breaks the law: then it is priced unit by unit, to break as little as possible.
func (r *run) breaksLaw() bool { return r.bound[nrp.LevelHard] > 0 }

// firstWindow is the size of the first windows: firstPeople for four weeks.
const (
	firstPeople = 8
	firstWindow = firstPeople * 28
)

// rootFits reports whether the run has the steps for so many rounds of the whole problem.
func (r *run) rootFits(rounds float64) bool { return r.fits(rounds, r.total(r.share())) }

// mayFit reports whether the run may have the steps for the whole problem or its levels. How many it has in a given time, and how
// long rounds take, are guesses when it begins, and the first rounds tell better: it is done without only where it is out of
// the question.
func (r *run) mayFit() bool {
	total := r.total(r.share())
	if r.opt.StepLimit == 0 {
		total *= guessedWrong
	}
	return r.fits(rootRounds, total)
}

// fits reports whether so many rounds of the whole problem are little enough of so many steps in all.
func (r *run) fits(rounds, total float64) bool {
	return !r.p.Long() && r.p.PricingWork(r.p.Days)*rounds/stepWork < rootShare*total
}

// guessedWrong is how many times as many steps as it seems a run may turn out to have, or rounds to need less.
const guessedWrong = 6

// total returns the number of steps that the whole run will have, as far as can be
// told at a share of it.
func (r *run) total(share float64) float64 {
	switch {
	case r.opt.StepLimit > 0:
		return float64(r.opt.StepLimit)
	case share > r.ready && r.steps > 0:
		return float64(r.steps) / (share - r.ready) * (1 - r.ready)
	}
	return math.Inf(1)
}

// root makes the whole problem converge, notes the bound and dives.
func (r *run) root() {
	w, ok := search.NewWindow(r.state, r.gen.pool, r.p.Whole(), r.workers())
	if !ok {
		return
	}
	before, began := r.steps, r.share()
	rounds, ok := r.converge(w)
	if !ok {
		return
	}
	took := float64(r.steps - before)
	ways, share := hastened(descents[:], (r.share()-began)/float64(max(1, rounds)))
	r.dived(w, ways, min(1, r.share()+share), r.better)
	r.approach(w)
	r.gen.whole, r.gen.branches = w, r.does(PartBranching) && took*branchesWorth < r.total(r.share())
	r.tighten()
	r.raise(w, w.Generator().Bound()) // the best may have come to its bound at a level above
}

// tighten brings the bound closer, now that the best roster is, and leaves out what no
// better roster has, unless it has been done lately for one hardly worse.
func (r *run) tighten() {
	if !r.tightens() {
		return
	}
	g := &r.gen
	g.tightened, g.tightenedAt = r.bestScore, r.share()
	now, ok := g.whole.Cost(r.state)
	if !ok || !r.goOn() {
		return
	}
	if _, ok := r.converge(g.whole); ok {
		if !g.whole.Generator().Narrow(now - g.grain + 1) {
			r.raise(g.whole, now)
		}
		r.count(g.whole.Generator())
		g.whole.KeepOut(g.pool)
	}
}

// tightens reports whether there is something to tighten.
func (r *run) tightens() bool {
	g := &r.gen
	return g.whole != nil && r.bestScore != g.tightened && r.share() >= g.tightenedAt+tightenEvery
}

// tightenEvery is the share of the run between two times.
const tightenEvery = 0.02

// converge makes the whole problem converge, keeps its lines and prices, and returns how many rounds it took. It gives
// up, and returns false, if the first rounds show that there is not the time for enough
// of them.
func (r *run) converge(w *search.Window) (rounds int, enough bool) {
	g, began := w.Generator().Within(r.wideRound()), r.share()
	enough = true
	until := min(1, began+rootShare)
	now, ok := w.Cost(r.state)
	if !ok {
		now = w.Now()
	}
	g.Converge(colgen.Aim{
		Cutoff: now - r.gen.grain + 1, Grain: r.gen.grain, Rounds: math.MaxInt, Near: nearShare,
		Stop: func() bool {
			r.count(g)
			return !enough || r.stop() || r.share() >= until
		},
		Progress: func(bound int64) {
			rounds++
			r.count(g)
			enough = rounds < firstRounds || (r.share()-began)/float64(rounds)*rootRounds < rootShare
			r.raise(w, bound)
		},
	})
	if enough {
		w.Keep(r.gen.pool)
		w.KeepMix(r.gen.pool)
		r.gen.priced = true
	}
	return rounds, enough
}

// wideRound returns the most work that one round of the whole problem may take where lines are priced more widely, 0 for no limit.
func (r *run) wideRound() int64 {
	if total := r.total(r.share()); !math.IsInf(total, 1) {
		return int64(total * stepWork * rootShare / wideRounds)
	}
	return 0
}

// branch looks for the best roster by branching, for a share of the run, if that is worth
// it; the next time it goes on where it was.
func (r *run) branch() {
	w := r.gen.whole
	if w == nil || !r.gen.branches || !r.goOn() {
		return
	}
	if r.gen.strays > 0 { // branching is about what is better than the best
		r.gen.strays, r.state = 0, search.NewState(r.p, r.best)
	}
	least, ok := w.Cost(r.state)
	if !ok {
		return
	}
	cutoff := least - r.gen.grain + 1
	if r.gen.tree == nil {
		r.gen.tree = w.Generator().Fork().NewTree(cutoff, r.gen.grain)
	}
	r.gen.tree.Lower(cutoff)
	until := min(1, r.share()+branchShare)
	picks := r.gen.tree.Run(func() bool {
		r.count(w.Generator()) // forks count with it
		r.tell(false)
		return r.stop() || r.share() >= until
	})
	if picks != nil {
		// The state may not take a roster of less energy, if its score is worse.
		least = min(least, w.Generator().Price(picks))
		r.carry(w.Segments(picks))
	}
	r.note()
	if r.gen.tree.Done() {
		r.gen.branches, r.gen.proved = false, true
		r.raise(w, least)
	}
}

const (
	// branchesWorth is how many times the work of the whole problem a run must have room
	// for to branch, branchShare the share of the run that it does so for at most each time.
	branchesWorth = 100
	branchShare   = 0.05
)

const (
	// nearShare is the share of the gap between the best roster and the bound at which the
	// mix is near enough to the bound.
	nearShare = 0.002
	// wideRounds is how many rounds there must be the time for where lines are priced more widely.
	wideRounds = 10
	// firstRounds is the number of rounds from which on it is judged whether there is the
	// time for rootRounds.
	firstRounds = 5
)

// count adds what a generator has done to the run's steps.
func (r *run) count(g *colgen.Generator) { r.steps += g.Spent() / stepWork }

// raise takes over a lower bound of what the lines of a window of everything cost; math.MinInt64 says nothing.
func (r *run) raise(w *search.Window, bound int64) {
	if bound > math.MinInt64 {
		r.raiseTo(bound + w.Held())
	}
}

// raiseTo takes over a lower bound of the energy, in fine energy.
func (r *run) raiseTo(bound int64) {
	s, ok := r.p.Bound(bound, *r.bound, r.bestScore)
	if ok {
		r.bound = &s
	}
	r.tell(false)
}

// workers runs tasks on as many goroutines as the run has threads; worker 0 is the
// caller's own, which may report progress.
func (r *run) workers() colgen.Each {
	n := max(1, r.opt.Threads)
	return colgen.Each{Workers: n, Stop: r.stop, Run: func(tasks int, task func(k, worker int)) {
		var next atomic.Int64
		work := func(w int) {
			for k := int(next.Add(1)) - 1; k < tasks; k = int(next.Add(1)) - 1 {
				task(k, w)
			}
		}
		var wg sync.WaitGroup
		for w := 1; w < n; w++ {
			wg.Go(func() { work(w) })
		}
		work(0)
		wg.Wait()
	}}
}

// carry applies segments unless the roster is worse for them.
func (r *run) carry(segs []search.Segment) bool {
	was, saved := r.state.Score(), r.state.Saved(segs)
	r.state.Carry(segs)
	if r.state.Score().Compare(was) > 0 {
		r.state.Carry(saved)
		return false
	}
	return true
}
