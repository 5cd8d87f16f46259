package scheduler

import (
	"math"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// plan is the course of a run: for each level at which something soft costs, one
// stretch of cooling, from the levels compared first to the last. While a level is
// cooled those above are frozen, because their energies are far above the
// temperature, and those below are noise. The course is run through more than once: a short
// trial in equal ratios shows at which temperatures the level falls, and the passes
// that follow stay longest there. Where there is time for more than one, each begins
// from the best roster, less hot than the first.
type plan struct {
	scales []search.Scale
	// soft are the levels that are cooled, each with its stage.
	soft   []search.Scale
	stages []stage
	// ratio is the one the problem's factors were last made with.
	ratio int64
	exact bool
	// passes is the number of passes after the trial, 0 before it is known.
	passes int
}

const (
	// hotShare and coldShare set a stage's temperatures as shares of the level's
	// dearest and cheapest single price: at first a third of the dearest is often paid,
	// in the end hardly ever a sixth of the cheapest.
	hotShare  = 0.3
	coldShare = 0.15
	// lastWeight is how much longer the last stage is than the others.
	lastWeight = 3
	// trialShare is the share of the run that the trial takes.
	trialShare = 0.1
	// passCells is the number of moves for each cell of the roster that one pass is
	// worth: beyond it, another pass from the best roster gains more than a longer one.
	// mostPasses bounds how many there are.
	passCells  = 300_000
	mostPasses = 6
	// calmCells is the number of moves for each cell of the roster that a whole cooling
	// from hot is worth; with fewer, it begins cooler.
	calmCells = 50_000
)

// newPlan returns the plan for a problem: law and minimum cover are cooled only
// where the score at hand costs more at these levels than the bound, since then
// what is broken must be chosen as well.
func newPlan(p *search.Problem, now, bound nrp.Score) *plan {
	pl := &plan{scales: p.Scales()}
	for _, s := range pl.scales {
		if s.Level > nrp.LevelCover || now[s.Level] > bound[s.Level] {
			pl.soft = append(pl.soft, s)
		}
	}
	if len(pl.soft) == 0 {
		pl.soft = pl.scales
	}
	pl.stage()
	return pl
}

// from leaves out the levels above one: they are held.
func (pl *plan) from(l nrp.Level) *plan {
	pl.soft = slices.DeleteFunc(slices.Clone(pl.soft), func(s search.Scale) bool { return s.Level < l })
	pl.stage()
	return pl
}

// stage gives each level that is cooled its stage.
func (pl *plan) stage() {
	pl.stages = nil
	total := float64(len(pl.soft) - 1 + lastWeight)
	at := 0.0
	for i, s := range pl.soft {
		w := 1 / total
		if i == len(pl.soft)-1 {
			w = lastWeight / total
		}
		pl.stages = append(pl.stages, stage{
			from: at, to: at + w, hot: hotShare * float64(s.High), cold: coldShare * float64(s.Low),
		})
		at += w
	}
}

// ratioAt returns how much dearer the cheapest breach of a level is than the dearest
// single breach at the level below, at a share of the run: little at first, so that
// the search can pass through what is forbidden, more towards the end.
func ratioAt(share float64) int64 {
	switch {
	case share < 0.5:
		return 2
	case share < 0.75:
		return 10
	case share < 0.9:
		return 30
	}
	return 1000
}

// pass returns which pass a share of the run belongs to, 0 for the trial, and how far
// the pass is.
func (pl *plan) pass(share float64) (int, float64) {
	if share < trialShare {
		return 0, share / trialShare
	}
	n := float64(max(1, pl.passes))
	at := min((share-trialShare)/(1-trialShare)*n, n-1e-9)
	return 1 + int(at), at - math.Floor(at)
}

// settle fixes the number of passes once the trial is over.
func (pl *plan) settle(share, room float64) {
	if pl.passes == 0 && share >= trialShare {
		pl.passes = max(1, min(mostPasses, int(room/passCells)))
	}
}

// steer sets the problem's factors for a share of the run and reports whether they
// have changed. Where hard rules are still broken in the last quarter of a pass, some
// must be: then they are priced exactly, to break as little as possible.
func (pl *plan) steer(p *search.Problem, share, room float64, broken bool) bool {
	_, at := pl.pass(share)
	ratio, exact := ratioAt(at), broken && at >= exactFrom
	if room > 0 && room < strictCells {
		ratio = ratioAt(1)
	}
	if ratio == pl.ratio && exact == pl.exact {
		return false
	}
	pl.ratio, pl.exact = ratio, exact
	p.SetFactors(search.Factors(pl.scales, ratio), exact)
	return true
}

// strict sets the problem's factors as at the end of a pass until the next steer.
func (pl *plan) strict(p *search.Problem) {
	pl.ratio, pl.exact = 0, false
	p.SetFactors(search.Factors(pl.scales, ratioAt(1)), false)
}

// forget makes the next steer set the problem's factors whatever they are.
func (pl *plan) forget() { pl.ratio, pl.exact = 0, false }

// strictCells is the number of moves for each cell of the roster below which nothing
// that is forbidden is passed through: there is no time to mend it again.
const strictCells = 4000

// exactFrom is the share of a pass from which hard rules still broken are taken to
// be beyond mending.
const exactFrom = 0.75

// stageAt returns the index of the stage at a share of a pass and how much of it is
// behind.
func (pl *plan) stageAt(at float64) (int, float64) {
	k := len(pl.stages) - 1
	for i := range pl.stages {
		if at < pl.stages[i].to {
			k = i
			break
		}
	}
	s := &pl.stages[k]
	return k, min(1, max(0, (at-s.from)/(s.to-s.from)))
}

// temperature returns the temperature at a share of the run. Room is the number of
// moves that the whole run has for each cell, 0 if not known.
func (pl *plan) temperature(p *search.Problem, share, room float64) float64 {
	if len(pl.stages) == 0 {
		return 1
	}
	number, at := pl.pass(share)
	k, part := pl.stageAt(at)
	s := &pl.stages[k]
	if number == 0 {
		s.hottest = s.hot
		if room *= trialShare; room > 0 && room < calmCells {
			s.hottest = s.cold * math.Pow(s.hot/s.cold, math.Log(1+room)/math.Log(1+calmCells))
		}
	} else {
		part = s.paced(part, number > 1)
	}
	hot := s.hottest
	if hot == 0 {
		hot = s.hot
	}
	return pl.between(p, k, hot, part)
}

// once returns the temperature at a share of a single cooling in equal ratios.
func (pl *plan) once(p *search.Problem, share float64) float64 {
	k, part := pl.stageAt(share)
	return pl.between(p, k, pl.stages[k].hot, part)
}

// between returns the temperature at a part of the way from hot to the end of a stage.
func (pl *plan) between(p *search.Problem, k int, hot, part float64) float64 {
	return float64(p.Factor(pl.soft[k].Level)) * hot * math.Pow(pl.stages[k].cold/hot, part)
}
