package search

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Chain is one annealing run. It may be stopped and taken up at any step; one
// goroutine may use one Chain.
type Chain struct {
	p   *Problem
	s   *State
	rng random

	// best is the best roster seen, as duties, with its score. fresh tells that the
	// roster at hand is better and not yet in best; changed lists the cells that may
	// differ from best, all of them if lost.
	best      []Duty
	bestScore nrp.Score
	fresh     bool
	lost      bool
	changed   []int32

	segs       []Segment
	bufA, bufB []Duty
}

// NewChain returns a chain that begins with a state, which it takes over.
func NewChain(p *Problem, s *State) *Chain {
	return &Chain{
		p: p, s: s, best: append([]Duty(nil), s.duty...), bestScore: s.score,
		changed: make([]int32, 0, 1<<12), bufA: make([]Duty, maxLength), bufB: make([]Duty, maxLength),
	}
}

// Seed starts the chain's random numbers for a task.
func (c *Chain) Seed(seed, task uint64) { c.rng.seed(seed, task) }

// maxLength is the longest block of days a move takes.
const maxLength = 14

// lengths is the distribution of block lengths: mostly short, up to a week often
// enough to carry whole stretches, now and then two weeks.
var lengths = [32]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7, 14}

func (c *Chain) length() int { return lengths[c.rng.below(len(lengths))] }

// coolEvery is the number of steps between two changes of the temperature.
const coolEvery = 1024

// Run tries steps moves while the temperature goes from t0 to t1 in equal ratios.
func (c *Chain) Run(steps int, t0, t1 float64) {
	parts := max(1, steps/coolEvery)
	for k := range parts {
		t := cooled(t0, t1, float64(k)/float64(parts))
		for range steps / parts {
			if c.rng.below(2) == 0 && c.change() || c.swap() {
				c.try(t)
			}
		}
	}
	c.keep()
}

// try prices the proposed segments and carries them out if they are accepted: when
// the energy they add is at most temperature times an exponential variate.
func (c *Chain) try(t float64) {
	limit := int64(t * c.rng.exponential())
	var e int64
	for _, g := range c.segs {
		e += c.s.LineDelta(g)
	}
	if e > limit+c.p.relief*int64(len(c.segs[0].To)*len(c.segs)) {
		return
	}
	e += c.s.CoverDelta(c.segs...)
	if e > limit {
		return
	}
	c.apply(e)
}

// apply carries the proposed segments out and notes a new best.
func (c *Chain) apply(e int64) {
	if c.fresh {
		c.keep()
	}
	before := c.s.score
	for _, g := range c.segs {
		c.s.Apply(g)
		for j := range g.To {
			c.note(g.Staff*c.p.Days + g.Day + j)
		}
	}
	if checked {
		c.s.check(before, e)
	}
	if c.s.score.Compare(c.bestScore) < 0 {
		c.bestScore, c.fresh = c.s.score, true
	}
}

func (c *Chain) note(cell int) {
	if len(c.changed) == cap(c.changed) {
		c.lost = true
		return
	}
	c.changed = append(c.changed, int32(cell))
}

// keep copies the roster at hand into best if it is the best.
func (c *Chain) keep() {
	if !c.fresh {
		return
	}
	if c.lost {
		copy(c.best, c.s.duty)
	} else {
		for _, k := range c.changed {
			c.best[k] = c.s.duty[k]
		}
	}
	c.changed, c.lost, c.fresh = c.changed[:0], false, false
}

// Best returns the best score seen.
func (c *Chain) Best() nrp.Score { return c.bestScore }

// State returns the roster at hand.
func (c *Chain) State() *State { return c.s }

// Return makes the best roster the one at hand.
func (c *Chain) Return() {
	copy(c.s.duty, c.best)
	c.s.Refresh()
	c.changed, c.lost, c.fresh = c.changed[:0], false, false
}

// Adopt makes another chain's roster and best roster this chain's.
func (c *Chain) Adopt(o *Chain) {
	c.s.CopyFrom(o.s)
	copy(c.best, o.best)
	c.bestScore = o.bestScore
	c.changed, c.fresh, c.lost = c.changed[:0], false, true // what differs from best is not known
}

// BestRoster returns a copy of the best roster seen.
func (c *Chain) BestRoster() nrp.Roster {
	r := nrp.NewRoster(c.p.Staff, c.p.Days)
	for i := range r {
		for d := range r[i] {
			r[i][d] = c.p.assignment(c.best[i*c.p.Days+d])
		}
	}
	return r
}
