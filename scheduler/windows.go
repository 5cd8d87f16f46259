package scheduler

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/search"
)

// flight is a window that has been drawn and is tried, or waits for it, and what it came
// to.
type flight struct {
	shape  *shape
	region search.Region
	limit  int64
	// state and pool are as they were when it was drawn.
	state *search.State
	pool  *search.Pool
	// done is closed when the rest is known.
	done chan struct{}
	segs []search.Segment
	// w is the window, for its prices; nil if it was not tried.
	w *search.Window
	// proved tells that the window holds nothing better, cut that it was given up at its limit; all that it is everything.
	proved, cut, all bool
	// explores tells that its shape is tried though others gain.
	explores bool
	// several is as run.several.
	several bool
	// ties tells that it looks for rosters as good as the one at hand, too.
	ties bool
	// gain is how much energy the segments save, in fine energy.
	gain, steps int64
}

// fleet is the windows in flight, oldest first. Each begins when an earlier one has come
// home, whatever the number of threads, and they come home in the order in which they were
// drawn: the threads are busy though windows last differently, and one seed gives one
// roster.
type fleet struct {
	r     *run
	queue []*flight
	// waiting are those that no thread has begun.
	waiting chan *flight
	// still is a copy of the state at hand, nil once that has changed.
	still *search.State
	// end tells that no more results are wanted.
	end atomic.Bool
	wg  sync.WaitGroup
}

// newFleet starts the threads but for the caller's own.
func (r *run) newFleet() *fleet {
	f := &fleet{r: r, waiting: make(chan *flight, windowTasksApart)}
	for range r.opt.Threads - 1 {
		f.wg.Go(func() {
			for o := range f.waiting {
				f.try(o, false)
			}
		})
	}
	return f
}

// close ends the fleet, whatever is in flight.
func (f *fleet) close() {
	f.end.Store(true)
	close(f.waiting)
	f.wg.Wait()
}

// fill draws windows until there are enough in flight.
func (f *fleet) fill(stale int) {
	r, n := f.r, windowTasks
	if r.p.Apart() {
		n = windowTasksApart
	}
	for len(f.queue) < n && r.goOn() {
		busy := make([]search.Region, len(f.queue))
		for k, o := range f.queue {
			busy[k] = o.region
		}
		draw := r.p.NewDraw(busy)
		if len(f.queue) >= leastTasks && draw.Full() {
			return
		}
		r.task++
		o := &flight{pool: r.gen.pool, limit: r.windowLimit(n), several: r.several(), done: make(chan struct{})}
		o.shape, o.explores = r.choose(r.task)
		o.region = draw.Pick(r.state, r.gen.pool, r.opt.Seed, r.task, o.shape.form, int(o.shape.size))
		if o.region.Few {
			o.limit = max(1, o.limit/fewLimit)
		}
		if stale >= tiesAfter && r.task%2 == 0 {
			o.ties = true
			o.region.Noise, o.region.Most = r.task, r.gen.grain-1
		}
		if f.still == nil {
			f.still = search.NewState(r.p, nil)
			f.still.CopyFrom(r.state)
		}
		o.state = f.still
		f.queue = append(f.queue, o)
		f.waiting <- o
	}
}

// home waits for the oldest window, trying some that wait in the meantime; nil if none is
// in flight.
func (f *fleet) home() *flight {
	if len(f.queue) == 0 {
		return nil
	}
	o := f.queue[0]
	f.queue = f.queue[1:]
	for {
		select {
		case <-o.done:
			return o
		default:
		}
		select {
		case <-o.done:
			return o
		case next := <-f.waiting:
			f.try(next, true)
		}
	}
}

// try tries a window; own tells that it is the caller's thread, which may tell of progress.
func (f *fleet) try(o *flight, own bool) {
	defer close(o.done)
	if !f.end.Load() {
		f.r.window(o, own, f.end.Load)
	}
}

// windows tries windows until the run ends, one of everything is proved to hold
// nothing better, which it returns, many in a row have not found anything, or the law is
// still broken when it is time for rescue.
func (r *run) windows() (done bool) {
	if !r.does(PartWindows) {
		return false
	}
	if r.gen.shapes == nil {
		r.gen.shapes = newShapes(r.p)
	}
	r.mixShape()
	f := r.newFleet()
	defer f.close()
	for stale, last := 0, r.share(); stale < staleWindows || r.share() < last+staleShare; {
		if !r.goOn() || r.mends() {
			return false
		}
		if ended, found := r.strayed(); ended {
			if !found && !r.several() {
				return false // nothing was found about the best before
			}
			f.still = nil
		}
		if len(f.queue) == 0 {
			if r.gen.lowered && r.share() >= lastLevels {
				r.levels(levelRatios[:])
			}
			if r.share() >= lastPrices {
				r.otherPrices()
			}
			r.tighten()
			f.still = nil
		}
		if !r.gathers() {
			f.fill(stale)
		}
		o := f.home()
		if o == nil {
			continue
		}
		stale++
		gained := r.land(f, o)
		if gained > 0 {
			stale, last = 0, r.share()
			r.strayOn()
		}
		if o.all && !o.ties {
			if o.proved {
				r.raise(o.w, o.w.Now())
				return true
			}
			if gained == 0 { // it would only be tried again
				stale, last = stale+staleWindows/4, last-staleShare/4
			}
		}
		r.note()
	}
	return false
}

// gathers reports whether no window is to begin until those in flight have come home,
// for what needs all threads.
func (r *run) gathers() bool {
	return r.tightens() || r.gen.lowered && r.share() >= lastLevels || r.gen.others && r.share() >= lastPrices
}

// land takes over what a window has come to, and returns how much energy it saves.
func (r *run) land(f *fleet, o *flight) (gained int64) {
	r.steps += o.steps
	if r.gen.windowed += o.steps; o.explores {
		r.gen.explored += o.steps
	}
	if o.w != nil && !r.gen.priced {
		r.gen.pool = r.gen.pool.Copy()
		o.w.KeepPrices(r.gen.pool)
	}
	switch {
	case o.segs != nil:
		was := r.state.Score()
		if r.carry(o.segs) && r.state.Score() != was {
			gained = o.gain
		}
		f.still = nil
	case o.ties || o.region.Few: // says nothing about the size
	case o.proved:
		o.shape.grow(r.p)
	case o.cut:
		o.shape.cut()
	default:
		o.shape.shrink()
	}
	o.shape.note(gained, o.steps)
	return gained
}

// windowLimit returns how many steps each of n windows may take.
func (r *run) windowLimit(n int) int64 {
	limit := int64(math.MaxInt64)
	if r.opt.StepLimit > 0 || r.limited() && r.p.Apart() {
		limit = int64(r.total(r.share()) / windowShare)
		if r.p.Apart() {
			limit /= apartLimit
		}
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
	// tiesAfter is the number of windows without success after which ties are looked for.
	tiesAfter  = 60
	staleShare = 0.1
	// windowShare is one over the share of a run's steps that a window may take, which is
	// fewLimit times less for one that only mends a line, since others must not wait for it, and apartLimit times less where
	// windows have days of their own: there are more of them.
	windowShare = 100
	fewLimit    = 8
	apartLimit  = 3
)

// window tries one window.
func (r *run) window(o *flight, own bool, end func() bool) {
	quit := func() bool { return end() || r.stop() }
	w, ok := search.NewWindow(o.state, o.pool, o.region, colgen.Alone(quit))
	if !ok {
		return
	}
	o.w = w
	g := w.Generator()
	o.steps = int64(len(o.region.People) * (o.region.To - o.region.From))
	o.all = o.region.All(r.p)
	stop := func() bool {
		o.steps += g.Spent() / stepWork
		if own {
			r.tell(false)
		}
		o.cut = o.steps > o.limit
		return quit() || o.cut
	}
	grain := r.gen.grain
	if o.ties {
		grain = 1
	}
	cutoff := w.Now() - grain + 1
	g.Converge(colgen.Aim{Cutoff: cutoff, Grain: grain, Rounds: windowRounds, Stop: stop})
	if o.proved = g.Bound() >= cutoff; o.proved {
		stop()
		return
	}
	depth := windowDive
	if o.several {
		depth = levelsDive
	}
	picks, ok := g.Dive(cutoff, grain, depth, stop)
	stop()
	if !ok {
		return
	}
	if o.gain = w.Now() - g.Price(picks); o.gain > 0 {
		o.segs = w.Segments(picks)
	}
}
