package scheduler

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
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
// shows in the score. It looks at ctx and the clock every round, some milliseconds.
func Solve(ctx context.Context, inst *nrp.Instance, opt Options) (*Result, error) {
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
	r := newRun(ctx, m, opt, began)
	r.solve()
	return r.result(), nil
}

func (o *Options) validate(inst *nrp.Instance) error {
	switch {
	case inst == nil:
		return fmt.Errorf("%w: there is none", ErrBadInstance)
	case o.Threads < 0:
		return fmt.Errorf("%w: threads: %d, give 1 or more, or 0 for 1", ErrBadOptions, o.Threads)
	case o.StepLimit < 0:
		return fmt.Errorf("%w: step limit: %d, give 1 or more, or 0 for none", ErrBadOptions, o.StepLimit)
	case o.TimeLimit < 0:
		return fmt.Errorf("%w: time limit: %v, give a positive time, or 0 for none", ErrBadOptions, o.TimeLimit)
	case o.TimeLimit > 0 && o.Clock == nil:
		return fmt.Errorf("%w: time limit: it needs a clock, give one or leave the limit out", ErrBadOptions)
	}
	if o.Start == nil {
		return nil
	}
	if len(o.Start) != len(inst.Staff) {
		return fmt.Errorf("%w: start: %d lines for %d staff", ErrBadOptions, len(o.Start), len(inst.Staff))
	}
	for i, line := range o.Start {
		if len(line) != inst.Horizon.Days {
			return fmt.Errorf("%w: start: line %d has %d days of %d", ErrBadOptions, i, len(line), inst.Horizon.Days)
		}
		for d, a := range line {
			if a.Shift < nrp.NoShift || a.Shift >= len(inst.Shifts) || a.Skill < nrp.NoSkill || a.Skill >= len(inst.Skills) {
				return fmt.Errorf("%w: start: line %d day %d names a shift or skill that there is not", ErrBadOptions, i, d)
			}
		}
	}
	return nil
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

	best      nrp.Roster
	bestScore nrp.Score
	bound     *nrp.Score
	status    Status
	trace     []TracePoint
	told      float64

	gen generation
}

// tasks is the number of tasks in a round: it is the same whatever the number of
// threads, so that one seed gives one roster.
const tasks = 4

// A task tries cellSteps moves for each cell of the roster, within limits: few
// enough that the shares are dealt anew before a task has worn out its own, enough
// that dealing costs little; some milliseconds.
const (
	cellSteps = 4
	minSteps  = 1 << 8
	maxSteps  = 1 << 15
)

// rebuildRounds is how many tasks of block moves one of ruin and recreate lasts for,
// at least: a few lines priced.
const rebuildRounds = 3

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
	floor := r.p.Floor()
	r.bound = &floor
	return r
}

// solve looks for a first roster, anneals for a share of the run and generates
// columns for the rest.
func (r *run) solve() {
	r.tell(true)
	r.found()
	r.anneal(r.annealShare(), false)
	for r.bestScore[nrp.LevelHard] > r.bound[nrp.LevelHard] && r.share() < lastRescue && r.goOn() {
		r.anneal(r.share()+rescueShare, true) // column generation goes on from a lawful roster
	}
	r.generate()
	for burst := 0; r.goOn(); burst++ {
		if !r.p.Priceable() || r.gen.proved {
			r.anneal(1, true)
			continue
		}
		r.anneal(min(1, r.share()+burstShare), burst%2 == 1)
		r.prepare()
		r.gen.proved = r.windows()
	}
}

// While the roster breaks the law, annealing goes on for rescueShare of the run at a
// time, until lastRescue of it is behind.
const (
	rescueShare = 0.2
	lastRescue  = 0.8
)

// burstShare is the share of the run for which annealing takes over from windows that
// find nothing.
const burstShare = 0.25

// annealShare is the share of the run that goes into annealing first: little where
// the whole problem can be made to converge with ease, more where just so, half where
// windows are what can be done, all where not even they are worth it.
func (r *run) annealShare() float64 {
	total := r.total(r.share())
	days := min(r.p.Days, firstWindow/firstPeople)
	window := r.p.PricingWork(days) / stepWork / float64(r.p.Staff) * firstPeople
	switch {
	case !r.p.Priceable():
		return 1
	case r.rootFits(easyRounds):
		return 0.05
	case r.rootFits(rootRounds):
		return 0.25
	case window*windowRounds*leastWindows < total:
		return 0.5
	}
	return 1
}

// leastWindows is how many windows there must be room for.
const leastWindows = 30

// anneal runs rounds of tasks until a share of the run is behind or something ends
// it, from the best roster on: block moves, ruin and recreate for a share of the work,
// and the repair of lines that break hard rules.
//
// Free lets law and minimum cover be broken on the way even if the best roster breaks
// no more of them than the bound.
func (r *run) anneal(until float64, free bool) {
	now := r.bestScore
	if free {
		now[nrp.LevelHard], now[nrp.LevelCover] = math.MaxInt64, math.MaxInt64
	}
	r.plan = newPlan(r.p, now, *r.bound)
	r.plan.steer(r.p, 0, 0, false)
	r.state = search.NewState(r.p, r.best)
	began, from := r.steps, r.share()
	owed := 0.0 // steps of ruin and recreate
	repaired, pass := 0.0, 0
	for r.goOn() && r.share() < until {
		share := min(1, (r.share()-from)/(until-from))
		room := r.room(share, r.steps-began)
		r.plan.settle(share, room)
		if n, _ := r.plan.pass(share); n != pass {
			if pass, repaired = n, 0; n != 1 {
				r.state = search.NewState(r.p, r.best)
			}
		}
		if r.plan.steer(r.p, share, room, r.bestScore[nrp.LevelHard] > 0) {
			r.state.Refresh()
		}
		t := r.plan.temperature(r.p, share, room)
		before := r.steps
		r.round(t)
		r.plan.learn(share, r.state.Score())
		owed += float64(r.steps-before) * rebuildShare / (1 - rebuildShare)
		for owed > 0 && r.goOn() {
			before = r.steps
			r.rebuild(t)
			owed -= float64(r.steps - before)
		}
		if share >= repaired && r.state.Score()[nrp.LevelHard] > 0 && r.state.Breaches() <= foundFew*r.p.Staff {
			r.repair()
			repaired = share + repairEvery
		}
		r.note()
	}
}

// found looks for a first roster that keeps the hard rules and minimum cover: cold
// rounds while they mend something, with repairs once few lines are broken or the
// rounds are stuck.
func (r *run) found() {
	r.plan.steer(r.p, 1, 0, false)
	r.state.Refresh()
	t := r.plan.temperature(r.p, 1, 0)
	for idle := 0; idle < foundIdle && r.missing() && r.share() < foundShare; idle++ {
		was := r.state.Score()
		for range foundRounds {
			if !r.goOn() {
				return
			}
			r.round(t)
			r.note()
		}
		now, had := r.state.Score()[nrp.LevelHard], was[nrp.LevelHard]
		if now > 0 && now > had-had/foundEnough && r.state.Breaches() <= foundFew*r.p.Staff {
			r.repair()
			r.note()
		}
		if s := r.state.Score(); s[nrp.LevelHard] < had || s[nrp.LevelHard] == had && s[nrp.LevelCover] < was[nrp.LevelCover] {
			idle = -1
		}
	}
}

// missing reports whether the roster at hand breaks more of law and minimum cover
// than the bound.
func (r *run) missing() bool {
	s := r.state.Score()
	return s[nrp.LevelHard] > r.bound[nrp.LevelHard] || s[nrp.LevelCover] > r.bound[nrp.LevelCover]
}

const (
	// foundRounds is how many rounds must mend nothing, foundIdle times over, before
	// block moves are taken to be stuck; foundShare is the share of the run after which
	// the search goes on with hard rules broken. Pricing is slow, so that lines are only
	// repaired when the rounds mend less than one breach in foundEnough and there are no
	// more than foundFew a line.
	foundRounds = 16
	foundIdle   = 3
	foundShare  = 0.1
	foundEnough = 5
	foundFew    = 3
	// rebuildShare is the share of steps that go into ruin and recreate.
	rebuildShare = 0.35
	// repairEvery is the share of the run between two repairs.
	repairEvery = 0.04
)

// room returns how many moves there will be for each cell by the end of what took
// steps for a share of it, as far as can be told; 0 if it cannot.
func (r *run) room(share float64, steps int64) float64 {
	if share <= 0.002 || !r.limited() {
		return 0
	}
	return float64(steps) / share / float64(r.p.Staff*r.p.Days)
}

// limited reports whether the run has a limit of its own.
func (r *run) limited() bool { return r.opt.StepLimit > 0 || r.opt.TimeLimit > 0 }

// stop tells a task that the run must end now.
func (r *run) stop() bool {
	return r.ctx.Err() != nil || r.opt.TimeLimit > 0 && r.seconds() >= r.opt.TimeLimit.Seconds()
}

// round deals the roster to tasks, runs at most Threads of them at a time, each on
// its share, and puts their shares together in the order of the tasks.
func (r *run) round(temperature float64) {
	n, steps := r.size()
	shares := r.deal(n)
	r.each(n, func(c *search.Chain, k int, number uint64) {
		c.Run(r.state, search.Task{
			Share: &shares[k], Seed: r.opt.Seed, Number: number, Steps: steps,
			Hot: temperature, Cold: temperature, Stop: r.stop,
		})
	})
	was, score := r.state.Score(), r.state.Score()
	for k := range shares {
		s := r.chains[k].State()
		r.state.Take(s, &shares[k])
		score = score.Plus(s.Score().Minus(was))
	}
	r.state.SetScore(score)
	r.steps += int64(steps * n)
}

// rebuild is a round of ruin and recreate. Its tasks may all change cover on every
// day, so each one's result is taken over only if it is still worth it after those
// before it.
func (r *run) rebuild(temperature float64) {
	n, steps := r.size()
	steps *= rebuildRounds
	shares := r.deal(n)
	r.each(n, func(c *search.Chain, k int, number uint64) {
		c.Rebuild(r.state, search.Task{
			Share: &shares[k], Seed: r.opt.Seed, Number: number, Steps: steps, Hot: temperature, Stop: r.stop,
		})
	})
	v := search.NewVariates(r.opt.Seed, r.task)
	for k := range shares {
		r.state.Merge(r.chains[k].State(), int64(temperature*v.Exponential()))
	}
	r.steps += int64(steps * n)
}

// repair puts lines that break hard rules right, as far as pricing them can.
func (r *run) repair() {
	if r.state.Score()[nrp.LevelHard] == 0 {
		return
	}
	// Nothing below the hard level may stand in the way.
	r.plan.strict(r.p)
	r.state.Refresh()
	n, _ := r.size()
	shares := r.deal(n)
	r.each(n, func(c *search.Chain, k int, number uint64) {
		c.Repair(r.state, search.Task{Share: &shares[k], Seed: r.opt.Seed, Number: number, Stop: r.stop})
	})
	for k := range shares {
		r.state.Merge(r.chains[k].State(), 0)
	}
}

// size returns the number of tasks in a round and the steps of each.
func (r *run) size() (n, steps int) {
	return min(tasks, max(1, r.p.Staff/2)), min(maxSteps, max(minSteps, cellSteps*r.p.Staff*r.p.Days))
}

func (r *run) deal(n int) []search.Share {
	r.task++
	return r.p.Shares(n, r.opt.Seed, r.task)
}

// each runs a task on each of the first n chains, at most Threads at a time.
func (r *run) each(n int, task func(c *search.Chain, k int, number uint64)) {
	slots := make(chan struct{}, max(1, r.opt.Threads))
	var wg sync.WaitGroup
	for k := range n {
		r.task++
		number := r.task
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			task(r.chains[k], k, number)
		})
	}
	wg.Wait()
}

// note keeps the roster at hand if it is the best.
func (r *run) note() {
	better := r.state.Score().Compare(r.bestScore) < 0
	if better {
		r.bestScore, r.best = r.state.Score(), r.state.Roster()
		r.trace = append(r.trace, TracePoint{Seconds: r.seconds(), Steps: r.steps, Score: r.bestScore})
	}
	r.tell(better)
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
	r.opt.Progress(Progress{Score: r.bestScore, Bound: r.bound, Steps: r.steps, Seconds: now})
}

func (r *run) result() *Result {
	return &Result{
		Roster: r.best, Score: r.bestScore, Bound: r.bound, Status: r.status,
		Steps: r.steps, Seconds: r.seconds(), Seed: r.opt.Seed, Trace: r.trace,
	}
}
