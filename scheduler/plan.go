package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// plan is the course of a run: for each level at which something soft costs, one
// stretch of cooling, from the levels compared first to the last. While a level is
// cooled those above are frozen, because their energies are far above the
// temperature, and those below are noise.
type plan struct {
	scales []search.Scale
	// soft are the levels that are cooled, each with its stage.
	soft   []search.Scale
	stages []stage
	// ratio is the one the problem's factors were last made with.
	ratio int64
}

// stage is one level's cooling: the shares of the run at which it begins and ends
// and its temperatures, as multiples of the level's factor.
type stage struct{ from, to, hot, cold float64 }

const (
	// hotShare and coldShare set a stage's temperatures as shares of the level's
	// dearest and cheapest single price: at first a third of the dearest is often paid,
	// in the end hardly ever a sixth of the cheapest.
	hotShare  = 0.3
	coldShare = 0.15
	// lastWeight is how much longer the last stage is than the others.
	lastWeight = 3
	// calmCells is the number of moves for each cell of the roster that a whole cooling
	// from hot is worth; with fewer, it begins cooler.
	calmCells = 50_000
)

func newPlan(p *search.Problem) *plan {
	pl := &plan{scales: p.Scales()}
	for _, s := range pl.scales {
		if s.Level > nrp.LevelCover {
			pl.soft = append(pl.soft, s)
		}
	}
	if len(pl.soft) == 0 {
		pl.soft = pl.scales
	}
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
	return pl
}

// ratioAt returns how much dearer the cheapest breach of a level is than the dearest
// single breach at the level below, at a share of the run: little at first, so that
// the search can pass through what is forbidden, more towards the end.
func ratioAt(share float64) int64 {
	switch {
	case share < 0.5:
		return 3
	case share < 0.75:
		return 10
	}
	return 30
}

// steer sets the problem's factors for a share of the run and reports whether they
// have changed.
func (pl *plan) steer(p *search.Problem, share float64) bool {
	ratio := ratioAt(share)
	if ratio == pl.ratio {
		return false
	}
	pl.ratio = ratio
	p.SetFactors(search.Factors(pl.scales, ratio))
	return true
}

// temperature returns the temperature at a share of the run. Room is the number of
// moves that the whole run has for each cell, 0 if not known.
func (pl *plan) temperature(p *search.Problem, share, room float64) float64 {
	if len(pl.stages) == 0 {
		return 1
	}
	at := len(pl.stages) - 1
	for i, x := range pl.stages {
		if share < x.to {
			at = i
			break
		}
	}
	s, f := pl.stages[at], float64(p.Factor(pl.soft[at].Level))
	part := min(1, max(0, (share-s.from)/(s.to-s.from)))
	hot := s.hot
	if room > 0 && room < calmCells {
		hot = s.cold * math.Pow(s.hot/s.cold, math.Log(1+room)/math.Log(1+calmCells))
	}
	return f * hot * math.Pow(s.cold/hot, part)
}
