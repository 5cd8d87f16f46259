package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/search"
)

// outcome is what a window came to.
type outcome struct {
	segs     []search.Segment
	shape    *shape
	people   []int
	from, to int
	free     []bool
	// w is the window, for its prices; nil if it was not tried.
	w *search.Window
	// proved tells that the window holds nothing better; all that it is everything.
	proved, all bool
	// gain is how much energy the segments save, in fine energy.
	gain, steps int64
}

// windows tries windows until the run ends, one of everything is proved to hold
// nothing better, which it returns, or many in a row have not found anything.
func (r *run) windows() (done bool) {
	if r.gen.shapes == nil {
		r.gen.shapes = newShapes(r.p)
	}
	each := r.workers()
	for stale, last := 0, r.share(); stale < staleWindows || r.share() < last+staleShare; {
		if !r.goOn() || r.unlawful() && r.mends() && r.share() >= mendShare {
			return false
		}
		if r.gen.lowered && r.share() >= lastLevels {
			r.levels()
		}
		out := r.draw()
		limit := r.windowLimit(len(out))
		each.Run(len(out), func(k, worker int) { r.window(&out[k], limit, worker) })
		stale += len(out)
		for k := range out {
			o := &out[k]
			r.steps += o.steps
			if o.w != nil && !r.gen.priced {
				o.w.KeepPrices(r.gen.pool)
			}
			gained := int64(0)
			switch {
			case o.proved && o.all:
				done = true
				r.raise(o.w, o.w.Now())
			case o.segs != nil:
				if r.carry(o.segs) {
					stale, last, gained = 0, r.share(), o.gain
				}
			case o.proved:
				o.shape.grow(r.p)
			default:
				if o.all { // it would only be tried again
					stale, last = stale+staleWindows/4, last-staleShare/4
				}
				o.shape.shrink()
			}
			o.shape.note(gained, o.steps)
		}
		if r.note(); done {
			return true
		}
	}
	return false
}

// draw draws the windows that are tried at once: fewer than windowTasks where all people
// are in some.
func (r *run) draw() []outcome {
	n := windowTasks
	if len(r.gen.shapes) > 1 {
		n = windowTasksApart
	}
	draw := r.p.NewDraw()
	var out []outcome
	for len(out) < n && (len(out) < leastTasks || !draw.Full()) {
		r.task++
		o := outcome{shape: r.choose(r.task)}
		o.people, o.from, o.to, o.free = draw.Pick(r.state, r.opt.Seed, r.task, o.shape.form, int(o.shape.size))
		out = append(out, o)
	}
	return out
}

// windowLimit returns how many steps each of n windows may take.
func (r *run) windowLimit(n int) int64 {
	limit := int64(math.MaxInt64)
	if r.opt.StepLimit > 0 || r.limited() && len(r.gen.shapes) > 1 {
		limit = int64(r.total(r.share()) / windowShare)
	}
	if r.opt.StepLimit > 0 {
		limit = min(limit, (r.opt.StepLimit-r.steps)/int64(n))
	}
	return max(1, limit)
}

const (
	// windowTasks is the number of windows tried at once, whatever the threads, or, where
	// they have days of their own, windowTasksApart; leastTasks though they share people.
	windowTasks      = 4
	windowTasksApart = 8
	leastTasks       = 2
	// staleWindows is the number of windows, and staleShare the share of the run, without
	// success after which something else is tried.
	staleWindows = 120
	staleShare   = 0.1
	// windowShare is one over the share of a run's steps that a window may take.
	windowShare = 100
)

// window tries one window on the roster at hand, for at most limit steps.
func (r *run) window(o *outcome, limit int64, worker int) {
	w, ok := search.NewWindow(r.state, r.gen.pool, o.people, o.from, o.to, o.free, colgen.Alone(r.stop))
	if !ok {
		return
	}
	o.w = w
	g := w.Generator()
	o.steps = int64(len(o.people) * (o.to - o.from))
	o.all = len(o.people) == r.p.Staff && o.to-o.from == r.p.Days && o.free == nil
	stop := func() bool {
		o.steps += g.Spent() / stepWork
		if worker == 0 {
			r.tell(false)
		}
		return r.stop() || o.steps > limit
	}
	cutoff := w.Now() - r.gen.grain + 1
	g.Converge(colgen.Aim{Cutoff: cutoff, Grain: r.gen.grain, Rounds: windowRounds, Stop: stop})
	if o.proved = g.Bound() >= cutoff; o.proved {
		stop()
		return
	}
	picks, ok := g.Dive(cutoff, r.gen.grain, windowDive, stop)
	stop()
	if !ok {
		return
	}
	if o.gain = w.Now() - g.Price(picks); o.gain > 0 {
		o.segs = w.Segments(picks)
	}
}
