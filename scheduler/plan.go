package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// plan is the course of a run: for each level at which something soft costs, one
// stretch of cooling, from the levels compared first to the last. While a level is
// cooled those above are frozen, because their energies are far above the
// temperature, and those below are noise. The course is run through twice: a short
// trial in equal ratios shows at which temperatures the level falls, and the long
// second pass stays longest there.
type plan struct {
	scales []search.Scale
	// soft are the levels that are cooled, each with its stage.
	soft   []search.Scale
	stages []stage
	// ratio is the one the problem's factors were last made with.
	ratio int64
	exact bool
}

// stage is one level's cooling: the shares of a pass at which it begins and ends
// and its temperatures, as multiples of the level's factor.
type stage struct {
	from, to, hot, cold float64
	// seen and rounds are the sum of the level's values and the number of rounds in each
	// part of the trial; pace is the share of the second pass at which each part of the
	// way from hot to cold ends, nil before it is known.
	seen, rounds [parts]float64
	pace         []float64
}

const (
	// hotShare and coldShare set a stage's temperatures as shares of the level's
	// dearest and cheapest single price: at first a third of the dearest is often paid,
	// in the end hardly ever a sixth of the cheapest.
	hotShare  = 0.3
	coldShare = 0.15
	// lastWeight is how much longer the last stage is than the others.
	lastWeight = 3
	// trialShare is the share of the run that the trial takes, parts the number of equal
	// ratios in which it looks at a stage.
	trialShare = 0.12
	parts      = 24
	// evenPace is how much of the second pass goes to all temperatures alike; the rest
	// goes where the trial fell.
	evenPace = 0.35
	// wildLevel is how many times its last value a level may have at a temperature that
	// the second pass still goes to: above, all that is found is lost again.
	wildLevel = 1.4
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
		return 2
	case share < 0.75:
		return 10
	case share < 0.9:
		return 30
	}
	return 1000
}

// pass returns how far the pass at a share of the run is, and whether it is the trial.
func pass(share float64) (float64, bool) {
	if share < trialShare {
		return share / trialShare, true
	}
	return (share - trialShare) / (1 - trialShare), false
}

// steer sets the problem's factors for a share of the run and reports whether they
// have changed. Where hard rules are still broken in the last quarter of a pass, some
// must be: then they are priced exactly, to break as little as possible.
func (pl *plan) steer(p *search.Problem, share, room float64, broken bool) bool {
	at, _ := pass(share)
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
	at, trial := pass(share)
	k, part := pl.stageAt(at)
	s := &pl.stages[k]
	hot := s.hot
	if trial {
		room *= trialShare
	} else {
		part = s.paced(part)
	}
	if room > 0 && room < calmCells {
		hot = s.cold * math.Pow(s.hot/s.cold, math.Log(1+room)/math.Log(1+calmCells))
	}
	return float64(p.Factor(pl.soft[k].Level)) * hot * math.Pow(s.cold/hot, part)
}

// learn notes a level's value after a round of the trial.
func (pl *plan) learn(share float64, score nrp.Score) {
	at, trial := pass(share)
	if !trial || len(pl.stages) == 0 {
		return
	}
	k, part := pl.stageAt(at)
	s, j := &pl.stages[k], min(parts-1, int(part*parts))
	s.seen[j] += float64(score[pl.soft[k].Level])
	s.rounds[j]++
}

// paced returns how far from hot to cold a stage of the second pass is when a part
// of its time is behind: time goes to a part of the way in proportion to the
// logarithm of the fall that the trial saw there, evenPace of it to all alike.
func (s *stage) paced(part float64) float64 {
	if s.pace == nil {
		s.pace = s.timetable()
	}
	was := 0.0
	for j, end := range s.pace {
		if part < end && end > was {
			return (float64(j) + (part-was)/(end-was)) / parts
		}
		was = end
	}
	return 1
}

func (s *stage) timetable() []float64 {
	var level, fall [parts]float64
	last := math.Inf(1)
	for j := parts - 1; j >= 0; j-- {
		if s.rounds[j] > 0 {
			last = s.seen[j] / s.rounds[j]
		}
		level[j] = last // where nothing was seen, what came after
	}
	total, first := 0.0, 0
	for j := 1; j < parts; j++ {
		if level[j-1] > wildLevel*(level[parts-1]+1) {
			first = j
		}
		fall[j] = max(0, math.Log((1+level[j-1])/(1+level[j])))
	}
	for j := first + 1; j < parts; j++ {
		total += fall[j]
	}
	out := make([]float64, parts)
	at := 0.0
	for j := range out {
		w := 0.0
		switch {
		case math.IsInf(level[j], 1) || math.IsNaN(total):
			w = 1.0 / parts
		case j < first:
		case j == first || total == 0:
			w = evenPace / float64(parts-first)
		default:
			w = evenPace/float64(parts-first) + (1-evenPace)*fall[j]/total
		}
		at += w
		out[j] = at
	}
	for j := range out {
		out[j] /= at
	}
	return out
}
