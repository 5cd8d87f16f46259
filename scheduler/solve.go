package scheduler

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/search"
)

// ErrBadInstance says that the instance is not a valid problem; the error that
// wraps it names what is wrong and where.
var ErrBadInstance = errors.New("bad instance")

// ErrBadOptions says that the options contradict each other or the instance.
var ErrBadOptions = errors.New("bad options")

// Solve looks for the best roster of an instance until ctx ends, a limit of opt is
// reached or the roster is proved optimal. It returns the best roster it has seen,
// by comparing scores level by level. Errors are ErrBadInstance and ErrBadOptions;
// an instance that no roster satisfies is solved all the same, and what is broken
// shows in the score. It looks at ctx and the clock every few milliseconds, while it
// generates columns every few tens of milliseconds.
func Solve(ctx context.Context, inst *nrp.Instance, opt Options) (*Result, error) {
	r, err := setUp(ctx, inst, opt)
	if err != nil {
		return nil, err
	}
	r.solve()
	return r.result(), nil
}

// setUp checks and sets a run up. Errors are those of Solve.
func setUp(ctx context.Context, inst *nrp.Instance, opt Options) (*run, error) {
	if err := opt.validate(inst); err != nil {
		return nil, err
	}
	began := time.Time{}
	if opt.Clock != nil {
		began = opt.Clock()
	}
	m, err := rules.Compile(inst)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadInstance, err)
	}
	return newRun(ctx, m, opt, began), nil
}

// run is one Solve at work.
type run struct {
	ctx   context.Context //nolint:containedctx // lives exactly as long as the one call it belongs to
	m     *rules.Model
	p     *search.Problem
	opt   Options
	began time.Time

	state  *search.State
	chains []*search.Chain
	plan   *plan
	steps  int64
	task   uint64
	// aside is what the run goes back to unless the roster at hand becomes better, nil if that is the best.
	aside *aside
	// ready is the share of the run that was behind once it was set up.
	ready float64

	best      nrp.Roster
	bestScore nrp.Score
	bound     *nrp.Score
	// floor is the bound that holds for every roster.
	floor  nrp.Score
	status Status
	trace  []TracePoint
	told   float64

	gen generation
	// known has lines from instances like this one, nil if there are none.
	known *search.Pool
}

func newRun(ctx context.Context, m *rules.Model, opt Options, began time.Time) *run {
	r := &run{ctx: ctx, m: m, opt: opt, began: began, p: search.NewProblem(m)}
	r.plan = newPlan(r.p, nrp.Score{}, nrp.Score{})
	r.plan.steer(r.p, 0, 0, false)
	r.state = search.NewState(r.p, opt.Start)
	for range tasks {
		r.chains = append(r.chains, search.NewChain(r.p))
	}
	r.best, r.bestScore = r.state.Roster(), r.state.Score()
	if opt.Start != nil { // frozen cells may have been put right in the state's copy
		if s := m.Evaluate(opt.Start); s.Compare(r.bestScore) < 0 {
			r.best, r.bestScore = opt.Start.Clone(), s
		}
	}
	r.floor = r.p.Floor()
	for l, v := range opt.Floor {
		r.floor[l] = max(r.floor[l], v)
	}
	r.bound = &r.floor
	return r
}

// solve begins with a first roster, unless there is one to keep to, and generates columns for the rest.
func (r *run) solve() {
	r.tell(true)
	r.ready = r.share()
	if !r.opt.Nearby && (r.opt.Start == nil || r.opt.Hold == 0) { // annealing would lose what is held
		r.begin()
	} else if r.opt.Hold > nrp.LevelCover {
		r.cool(r.best, r.opt.Hold, r.after(coolShare))
	}
	r.generate()
	for burst := 0; r.goOn(); burst++ {
		if !r.p.Priceable() || r.gen.proved {
			r.anneal(1, true)
			continue
		}
		switch {
		case r.mends():
			r.amend()
			r.rescue()
			r.prepare()
		case !r.does(PartWindows) || !r.gen.branches && (!r.wanders() || r.unlawful()):
			r.rescue()
			if r.does(PartAnnealing) {
				r.anneal(min(1, r.share()+burstShare), burst%2 == 1)
			}
			r.prepare()
		}
		r.wander()
		r.look(burst%branchEvery == 1)
	}
}

// begin looks for a first roster, and anneals for a share of the run or looks ahead over the whole problem.
func (r *run) begin() {
	r.found()
	if r.open() {
		return
	}
	r.leastLaw()
	if r.limited() {
		r.anneal(r.after(probeShare), false)
	}
	for until := r.annealShare(); r.share() < r.after(until) && r.goOn(); until = r.annealShare() {
		r.anneal(r.after(until), false)
	}
	r.rescue() // column generation goes on from a lawful roster
}

// branchEvery is how many times a run wanders for each time it branches.
const branchEvery = 2

// mends reports whether it is time to put law right at any cost in what was made by looking ahead.
func (r *run) mends() bool {
	return r.gen.ahead != nil && r.unlawful() && r.share() >= mendShare && r.share() < lastRescue
}

// amend puts those lines of the best roster that break the law right one by one, whatever
// that costs otherwise.
func (r *run) amend() {
	r.state = search.NewState(r.p, r.best)
	for range amendTimes {
		if !r.unlawful() || !r.goOn() {
			return
		}
		r.repair(true)
		r.note()
	}
}

// rescue anneals while the roster breaks the law, rescueShare of the run at a time,
// until lastRescue of it is behind, or it comes to nothing where whole lines can be priced, which may do better.
func (r *run) rescue() {
	for was := int64(math.MaxInt64); r.unlawful() && r.share() < lastRescue && r.goOn(); {
		now := r.bestScore[nrp.LevelHard]
		if now >= was && r.p.Priceable() && !r.p.Long() {
			return
		}
		was = now
		r.anneal(r.share()+rescueShare, true)
	}
}

const (
	rescueShare = 0.2
	lastRescue  = 0.8
	// mendShare is the share of the run up to which windows may mend what breaks the law,
	// amendTimes how often lines are gone over then.
	mendShare  = 0.55
	amendTimes = 5
)

// unlawful reports whether the best roster breaks more of the law than the bound.
func (r *run) unlawful() bool { return r.bestScore[nrp.LevelHard] > r.bound[nrp.LevelHard] }

// burstShare is the share of the run for which annealing takes over from windows that
// find nothing.
const burstShare = 0.1

// annealShare is the share of the run that goes into annealing first: little where
// the whole problem can be made to converge with ease, or level by level and nobody is missing, more
// where just so, half where windows are what can be done, all where not even they are worth it.
func (r *run) annealShare() float64 {
	total := r.total(r.share())
	days := min(r.p.Days, firstWindow/firstPeople)
	window := r.p.PricingWork(days) / stepWork / float64(r.p.Staff) * firstPeople
	switch {
	case !r.p.Priceable():
		return 1
	case !r.does(PartAnnealing):
		return 0
	case r.rootFits(easyRounds) && !r.several():
		return 0.05
	case r.several() && r.rootFits(amplyRounds) && r.covered():
		return 0.12
	case r.mayFit():
		return 0.25
	case window*windowRounds*manyWindows < total:
		return 0.2
	case window*windowRounds*leastWindows < total:
		return 0.5
	}
	return 1
}

// covered reports whether the best roster keeps the law and minimum cover as far as is known to be possible.
func (r *run) covered() bool {
	return slices.Equal(r.bestScore[:nrp.LevelCover+1], r.bound[:nrp.LevelCover+1])
}

// probeShare is the share of the run that is annealed first, to see how many steps there will
// be: the first roster, found in an instant, says too little. What it finds is gone on from.
const probeShare = 0.02

// leastWindows is how many windows there must be room for, manyWindows how many for
// annealing to be kept short.
const (
	leastWindows = 30
	manyWindows  = 300
)

// room returns how many moves a share of the run has for each cell, as far as can be
// told; 0 if it cannot.
func (r *run) room(share float64) float64 {
	if !r.limited() || r.steps == 0 {
		return 0
	}
	return r.total(r.share()) * share / float64(r.p.Staff*r.p.Days)
}

// limited reports whether the run has a limit of its own.
func (r *run) limited() bool { return r.opt.StepLimit > 0 || r.opt.TimeLimit > 0 }

// stop tells a task that the run must end now.
func (r *run) stop() bool {
	return r.ctx.Err() != nil || r.opt.TimeLimit > 0 && r.seconds() >= r.opt.TimeLimit.Seconds()
}

// note keeps the roster at hand if it is the best.
func (r *run) note() {
	better := r.state.Score().Compare(r.bestScore) < 0
	if better {
		r.lower()
		r.bestScore, r.best = r.state.Score(), r.state.Roster()
		if r.aside == nil {
			r.mark()
		}
		r.raiseAhead()
	}
	r.tell(better)
}

// mark adds the best roster to the trace.
func (r *run) mark() {
	r.trace = append(r.trace, TracePoint{Seconds: r.seconds(), Steps: r.steps, Score: r.bestScore})
}

// lower takes back the bounds that held for rosters as good as the best at the levels
// above, where the roster at hand is better there.
func (r *run) lower() {
	b, better := *r.bound, false
	for l, v := range r.state.Score() {
		if better && b[l] != r.floor[l] {
			b[l], r.gen.lowered = r.floor[l], true
		}
		better = better || v != r.bestScore[l]
	}
	r.bound = &b
}

// goOn decides whether another round is run and sets the status if not.
func (r *run) goOn() bool {
	switch {
	case r.bound != nil && r.bestScore == *r.bound:
		r.status = StatusOptimal
	case r.ctx.Err() != nil:
		r.status = StatusStopped
		if errors.Is(r.ctx.Err(), context.DeadlineExceeded) {
			r.status = StatusTimeLimit
		}
	case r.opt.StepLimit > 0 && r.steps >= r.opt.StepLimit:
		r.status = StatusStepLimit
	case r.opt.TimeLimit > 0 && r.seconds() >= r.opt.TimeLimit.Seconds():
		r.status = StatusTimeLimit
	default:
		return true
	}
	return false
}

// share is how much of the run is behind, 0 to 1: of its steps if they are limited,
// else of its time, else of a span that doubles each time it is used up.
func (r *run) share() float64 {
	switch {
	case r.opt.StepLimit > 0:
		return min(1, float64(r.steps)/float64(r.opt.StepLimit))
	case r.opt.TimeLimit > 0:
		return min(1, r.seconds()/r.opt.TimeLimit.Seconds())
	}
	span := int64(firstSpan)
	left := r.steps
	for left >= span {
		left -= span
		span *= 2
	}
	return float64(left) / float64(span)
}

// after returns the share of the run at which a share of what setting up left of it is behind.
func (r *run) after(share float64) float64 { return r.ready + share*(1-r.ready) }

// firstSpan is the number of steps of the first anneal of a run without limits.
const firstSpan = 1 << 23

func (r *run) seconds() float64 {
	if r.opt.Clock == nil {
		return 0
	}
	return r.opt.Clock().Sub(r.began).Seconds()
}

// tell reports progress: always if something is new, else once a second.
func (r *run) tell(news bool) {
	now := r.seconds()
	if r.opt.Progress == nil || !news && now < r.told+1 {
		return
	}
	r.told = now
	score, bound := r.bestScore, r.bound
	if r.aside != nil {
		score, bound = r.aside.bestScore, r.aside.bound
	}
	r.opt.Progress(Progress{Score: score, Bound: bound, Steps: r.steps, Seconds: now})
}

func (r *run) result() *Result {
	return &Result{
		Roster: r.best, Score: r.bestScore, Bound: r.bound, Status: r.status,
		Steps: r.steps, Seconds: r.seconds(), Seed: r.opt.Seed, Trace: r.trace,
	}
}
