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
	factors nrp.Score
	stages  []stage
}

// stage is one level's cooling, until the share of the run that it ends at.
type stage struct{ from, to, hot, cold float64 }

const (
	// levelRatio is how much dearer the cheapest breach of a level is than the dearest
	// single breach at the level below.
	levelRatio = 3
	// hotShare and coldShare set a stage's temperatures as shares of the level's
	// dearest and cheapest single price.
	hotShare  = 0.3
	coldShare = 0.15
	// lastWeight is how much longer the last stage is than the others.
	lastWeight = 3
)

func newPlan(p *search.Problem) plan {
	scales := p.Scales()
	pl := plan{factors: search.Factors(scales, levelRatio)}
	var soft []search.Scale
	for _, s := range scales {
		if s.Level > nrp.LevelCover {
			soft = append(soft, s)
		}
	}
	if len(soft) == 0 {
		soft = scales
	}
	total := float64(len(soft) - 1 + lastWeight)
	at := 0.0
	for i, s := range soft {
		w := 1 / total
		if i == len(soft)-1 {
			w = lastWeight / total
		}
		f := float64(pl.factors[s.Level])
		pl.stages = append(pl.stages, stage{
			from: at, to: at + w,
			hot: f * hotShare * float64(s.High), cold: f * coldShare * float64(s.Low),
		})
		at += w
	}
	if len(pl.stages) == 0 {
		pl.stages = []stage{{0, 1, 1, 1}}
	}
	return pl
}

// temperature returns the temperature at a share of the run.
func (pl *plan) temperature(share float64) (t0, t1 float64) {
	s := pl.stages[len(pl.stages)-1]
	for _, x := range pl.stages {
		if share < x.to {
			s = x
			break
		}
	}
	part := min(1, max(0, (share-s.from)/(s.to-s.from)))
	t := s.hot * math.Pow(s.cold/s.hot, part)
	return t, t
}
