package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// stage is one level's cooling: the shares of a pass at which it begins and ends
// and its temperatures, as multiples of the level's factor.
type stage struct {
	from, to, hot, cold float64
	// hottest is the temperature that the trial began with.
	hottest float64
	// seen and rounds are the sum of the level's values and the number of rounds in each
	// part of the trial.
	seen, rounds [parts]float64
	// first and again are the shares of the first and of a later pass at which each part
	// of the way from hottest to cold ends, nil before they are known.
	first, again []float64
}

const (
	// parts is the number of equal ratios in which the trial looks at a stage.
	parts = 24
	// evenPace is how much of a pass goes to all temperatures alike; the rest goes where
	// the trial fell.
	evenPace = 0.5
	// wildLevel and tameLevel are how many times its last value a level may have had at a
	// temperature that the first and later passes still go to: above, what was found
	// before is lost again.
	wildLevel = 2.5
	tameLevel = 1.2
)

// learn notes a level's value after a round of the trial.
func (pl *plan) learn(share float64, score nrp.Score) {
	number, at := pl.pass(share)
	if number > 0 || len(pl.stages) == 0 {
		return
	}
	k, part := pl.stageAt(at)
	s, j := &pl.stages[k], min(parts-1, int(part*parts))
	s.seen[j] += float64(score[pl.soft[k].Level])
	s.rounds[j]++
}

// paced returns how far from hottest to cold a stage of a later pass is when a part
// of its time is behind: time goes to a part of the way in proportion to the
// logarithm of the fall that the trial saw there, evenPace of it to all alike.
func (s *stage) paced(part float64, again bool) float64 {
	if s.first == nil {
		s.first, s.again = s.timetable(wildLevel), s.timetable(tameLevel)
	}
	pace := s.first
	if again {
		pace = s.again
	}
	was := 0.0
	for j, end := range pace {
		if part < end && end > was {
			return (float64(j) + (part-was)/(end-was)) / parts
		}
		was = end
	}
	return 1
}

// timetable leaves out temperatures at which the level was more than wild times its
// last value.
func (s *stage) timetable(wild float64) []float64 {
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
		if level[j-1] > wild*(level[parts-1]+1) {
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
