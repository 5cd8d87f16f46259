package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/search"
)

// outcome is what a window came to.
type outcome struct {
	segs []search.Segment
	// w is the window, for its prices; nil if it was not tried.
	w *search.Window
	// proved tells that the window holds nothing better; all that it is everything.
	proved, all bool
	steps       int64
}

// windows tries windows until the run ends, one of everything is proved to hold
// nothing better, which it returns, or many in a row have not found anything.
func (r *run) windows() (done bool) {
	out := make([]outcome, windowTasks)
	each := r.workers()
	stale, last := 0, r.share()
	for ; !done && (stale < staleWindows || r.share() < last+staleShare) && r.goOn(); stale += windowTasks {
		base := r.task + 1
		r.task += windowTasks
		limit := int64(math.MaxInt64)
		if r.opt.StepLimit > 0 {
			limit = max(1, min(r.opt.StepLimit/windowShare, (r.opt.StepLimit-r.steps)/windowTasks))
		}
		each.Run(windowTasks, func(k, worker int) { out[k] = r.window(base+uint64(k), limit, worker) })
		for k := range out {
			r.steps += out[k].steps
			if out[k].w != nil && !r.gen.priced {
				out[k].w.KeepPrices(r.gen.pool)
			}
			switch {
			case out[k].proved && out[k].all:
				done = true
				r.raise(out[k].w, out[k].w.Now())
			case out[k].segs != nil:
				if r.carry(out[k].segs) {
					stale, last = -windowTasks, r.share()
				}
			case out[k].proved:
				r.gen.size = min(r.gen.size*windowGrowth, float64(r.p.Staff*r.p.Days))
			default:
				if out[k].all { // it would only be tried again
					stale, last = stale+staleWindows/4, last-staleShare/4
				}
				r.gen.size = max(leastWindow, r.gen.size/windowGrowth)
			}
		}
		r.note()
	}
	return done
}

const (
	// staleWindows is the number of windows, and staleShare the share of the run, without
	// success after which something else is tried.
	staleWindows = 120
	staleShare   = 0.1
	// windowShare is one over the share of a run's steps that a window may take.
	windowShare = 100
	// windowGrowth is the factor by which windows grow and shrink.
	windowGrowth = 1.04
	// leastWindow is two people for four weeks.
	leastWindow = 2 * 28
)

// window tries one window on the roster at hand, for at most limit steps.
func (r *run) window(task uint64, limit int64, worker int) outcome {
	people, from, to := r.p.Pick(r.state, r.opt.Seed, task, int(r.gen.size))
	w, ok := search.NewWindow(r.state, r.gen.pool, people, from, to, colgen.Alone(r.stop))
	if !ok {
		return outcome{}
	}
	g, steps := w.Generator(), int64(len(people)*(to-from))
	all := len(people) == r.p.Staff && to-from == r.p.Days
	stop := func() bool {
		steps += g.Spent() / stepWork
		if worker == 0 {
			r.tell(false)
		}
		return r.stop() || steps > limit
	}
	cutoff := w.Now() - r.gen.grain + 1
	g.Converge(colgen.Aim{Cutoff: cutoff, Grain: r.gen.grain, Rounds: windowRounds, Stop: stop})
	if g.Bound() >= cutoff {
		stop()
		return outcome{w: w, proved: true, all: all, steps: steps}
	}
	picks, ok := g.Dive(cutoff, r.gen.grain, windowDive, stop)
	stop()
	if !ok || g.Price(picks) >= cutoff {
		return outcome{w: w, all: all, steps: steps}
	}
	return outcome{w: w, segs: w.Segments(picks), steps: steps}
}
