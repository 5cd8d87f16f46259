package scheduler

import (
	"math"
	"sync"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

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
	from := r.share()
	owed := 0.0 // steps of ruin and recreate
	repaired, pass := 0.0, 0
	for r.goOn() && r.share() < until {
		share := min(1, (r.share()-from)/(until-from))
		room := r.room(until - from)
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
		owed = r.rebuilt(t, owed+float64(r.steps-before)*rebuildShare/(1-rebuildShare))
		if share >= repaired && r.state.Score()[nrp.LevelHard] > r.bound[nrp.LevelHard] && r.state.Breaches() <= foundFew*r.p.Staff {
			r.repair(false)
			repaired = share + repairEvery
		}
		r.note()
	}
}

// rebuilt ruins and recreates for as many steps as it owes, and returns how many it then owes, which is below 0 where it took more.
func (r *run) rebuilt(temperature, owed float64) float64 {
	for owed > 0 && r.goOn() {
		before := r.steps
		r.rebuild(temperature)
		owed -= float64(r.steps - before)
	}
	return owed
}

// cool anneals once from a roster on, until a share of the run is behind, with all levels above one held: what was found for these
// has left those from there on in disarray, which block moves mend far quicker than windows.
func (r *run) cool(roster nrp.Roster, from nrp.Level, until float64) {
	if !r.does(PartAnnealing) {
		return
	}
	r.plan = newPlan(r.p, nrp.Score{}, nrp.Score{}).from(from)
	if len(r.plan.soft) == 0 {
		return
	}
	r.plan.strict(r.p)
	r.state = search.NewState(r.p, roster)
	began, owed := r.share(), 0.0
	for r.goOn() && r.share() < until {
		t, before := r.plan.once(r.p, (r.share()-began)/(until-began)), r.steps
		r.round(t)
		owed = r.rebuilt(t, owed+float64(r.steps-before)*rebuildShare/(1-rebuildShare))
		r.note()
	}
}

// coolBelow cools what comes after the last level but the lowest at which the best roster, or else the first of those that dives came near
// to, is better than one was: a dive into a level's mix looks at nothing below.
func (r *run) coolBelow(was nrp.Score) {
	last, until := r.plan.scales[len(r.plan.scales)-1].Level, min(1, r.share()+coolAgain)
	if r.gen.dived[last] || !r.does(PartAnnealing) {
		return // the dive has put the last level right
	}
	for k := len(r.plan.scales) - 2; k >= 0; k-- {
		l := r.plan.scales[k].Level
		if r.bestScore[l] < was[l] {
			r.cool(r.best, r.plan.scales[k+1].Level, until)
			return
		}
		if len(r.gen.near) > 0 && r.gen.near[0].Score()[l] < was[l] {
			r.cool(r.gen.near[0].Roster(), r.plan.scales[k+1].Level, until)
			r.gen.near[0] = r.state
			if r.state.Score().Compare(r.bestScore) <= 0 {
				r.gen.near = nil
			}
			return
		}
	}
}

// found looks for a first roster that keeps the hard rules and minimum cover: cold
// rounds while they mend something, with repairs once few lines are broken or the
// rounds are stuck.
func (r *run) found() {
	r.plan.steer(r.p, 1, 0, false)
	r.state.Refresh()
	t, until := r.plan.temperature(r.p, 1, 0), foundShare
	if r.p.Apart() {
		until = foundApart
	}
	for idle := 0; idle < foundIdle && r.missing() && r.share() < until; idle++ {
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
			r.repair(false)
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
	// the search goes on with hard rules broken, foundApart where the horizon is long. Pricing is slow, so that lines are only
	// repaired when the rounds mend less than one breach in foundEnough and there are no
	// more than foundFew a line.
	foundRounds = 16
	foundIdle   = 3
	foundShare  = 0.1
	foundApart  = 0.03
	foundEnough = 5
	foundFew    = 3
	// rebuildShare is the share of steps that go into ruin and recreate.
	rebuildShare = 0.35
	// coolShare is the share in which a run that holds levels cools the others first, coolAgain that in which those below
	// one that was dived into are.
	coolShare = 0.05
	coolAgain = 0.25
	// repairEvery is the share of the run between two repairs.
	repairEvery = 0.04
)

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

// repair puts lines that break hard rules right, as far as pricing them can; careful as in
// search.Task.
func (r *run) repair(careful bool) {
	if r.state.Score()[nrp.LevelHard] == 0 {
		return
	}
	// Nothing below the hard level may stand in the way.
	r.plan.strict(r.p)
	r.state.Refresh()
	n, _ := r.size()
	shares := r.deal(n)
	r.each(n, func(c *search.Chain, k int, number uint64) {
		c.Repair(r.state, search.Task{Share: &shares[k], Seed: r.opt.Seed, Number: number, Careful: careful, Stop: r.stop})
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
