package scheduler

import (
	"math"
	"slices"

	"github.com/fairrota/fairrota/scheduler/search"
)

// shape is one form of windows: how many cells they have and what they brought.
type shape struct {
	form search.Form
	// size is the number of cells.
	size float64
	// gain and steps are what the windows have gained, in energy, and taken, the older
	// the less.
	gain, steps float64
	// streak is how many windows in a row were proved to hold nothing better.
	streak int
	// spent is the number of steps taken in all.
	spent float64
}

// newShapes returns a problem's shapes as windows begin.
func newShapes(p *search.Problem) []*shape {
	var out []*shape
	for _, f := range p.Forms() {
		size := float64(firstWindow)
		if p.Apart() && f.Blocks == 1 && f.Days <= manyDays {
			size = max(size, float64(p.Staff*f.Days)*manyShare)
		}
		out = append(out, &shape{form: f, size: size, gain: 1, steps: 1})
	}
	return out
}

// mixShape adds the windows that the mix of the whole problem suggests, once there is one.
func (r *run) mixShape() {
	last := r.gen.shapes[len(r.gen.shapes)-1].form
	if r.gen.pool.Mixed() && !last.Mixed {
		r.gen.shapes = append(r.gen.shapes, &shape{
			form: search.Form{Blocks: 1, Days: r.p.Days, Mixed: true}, size: firstWindow, gain: 1, steps: 1,
		})
	}
}

// choose draws the shape of a window: mostly the one that has lately gained most for its
// steps, if any has, else the one that has had the fewest; explore tells that it was
// drawn for that while others gain, which must not take more than its share of the steps.
func (r *run) choose(number uint64) (best *shape, explore bool) {
	v := search.NewVariates(r.opt.Seed, ^number)
	best = r.gen.shapes[0]
	explore = v.Below(shapeTries) == 0 && r.gen.explored <= r.gen.windowed/shapeTries
	fewest := explore || !slices.ContainsFunc(r.gen.shapes, func(s *shape) bool { return s.gains(r.gen.grain) })
	for _, s := range r.gen.shapes[1:] {
		if fewest && s.spent < best.spent || !fewest && s.gain*best.steps > best.gain*s.steps {
			best = s
		}
	}
	best.spent += best.size * shapeCell
	return best, explore
}

// gains reports whether the shape's windows have lately found anything.
func (s *shape) gains(grain int64) bool { return s.gain >= float64(grain)*shapeLeast }

// grow and shrink change the size of windows that were proved to hold nothing better, the
// more the more in a row were, and of those that were too large to tell.
func (s *shape) grow(p *search.Problem) {
	s.streak = min(s.streak+1, mostStreak)
	s.size = min(s.size*math.Pow(windowGrowth, float64(s.streak)), float64(p.Staff*s.form.Blocks*s.form.Days))
}

func (s *shape) shrink() {
	s.streak = 0
	s.size = max(leastWindow, s.size/windowGrowth)
}

// cut changes the size of windows that take too long.
func (s *shape) cut() {
	s.streak = 0
	s.size = max(leastWindow, s.size*windowCut)
}

// note counts a window's gain.
func (s *shape) note(gain, steps int64) {
	s.gain = s.gain*shapeMemory + float64(gain)
	s.steps = s.steps*shapeMemory + float64(steps)
	s.spent += float64(steps)
}

const (
	// windowGrowth is the factor by which windows grow and shrink; each further proof in a
	// row grows them by one factor more, mostStreak at most. windowCut is what is left of one that was given up at its limit:
	// its like would take as long.
	windowGrowth = 1.04
	windowCut    = 0.7
	mostStreak   = 10
	// Windows of a year's blocks of up to manyDays days begin with manyShare of the people: where there are many of them and many
	// shifts, few can take each other's work.
	manyDays  = 14
	manyShare = 0.35
	// leastWindow is two people for four weeks.
	leastWindow = 2 * 28
	// shapeCell is about how many steps a cell of a window takes.
	shapeCell = 2000
	// One window in shapeTries, and one step, goes to the shape that has had the fewest steps,
	// every one while no shape's gain is shapeLeast of the grain; shapeMemory is how much of what was
	// counted is left after another window.
	shapeTries  = 4
	shapeLeast  = 0.05
	shapeMemory = 0.85
)
