package search

import "math"

// Chain runs moves on a state for one task at a time. One goroutine may use one
// Chain.
type Chain struct {
	p     *Problem
	s     *State
	rng   random
	share *Share

	// segs is the move at hand; neutral tells that it leaves cover as it is.
	segs       []Segment
	neutral    bool
	bufA, bufB []Duty

	// Scratch of rebuild.
	line   liner
	ruined []int
	saved  []Duty
	days   []Duty
}

// NewChain returns a chain with a state of its own.
func NewChain(p *Problem) *Chain {
	c := &Chain{
		p: p, s: NewState(p, nil), bufA: make([]Duty, maxLength), bufB: make([]Duty, maxLength),
		days: make([]Duty, p.Days),
	}
	c.line.s, c.line.rng = c.s, &c.rng
	return c
}

// State returns the chain's state.
func (c *Chain) State() *State { return c.s }

// maxLength is the longest block of days a move takes.
const maxLength = 14

// lengths is the distribution of block lengths: mostly short, up to a week often
// enough to carry whole stretches, now and then two weeks.
var lengths = [32]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7, 14}

func (c *Chain) length() int { return lengths[c.rng.below(len(lengths))] }

// Task is one task of a round.
type Task struct {
	// Share is what the task may change.
	Share *Share
	// Seed and Number seed its random choices.
	Seed, Number uint64
	// Steps is how many moves it tries.
	Steps int
	// Hot and Cold are the temperatures it begins and ends with.
	Hot, Cold float64
	// Careful has lines that are put back whole, to break no law, cost little otherwise.
	Careful bool
	// Stop tells that the run must end now; asked every coolEvery steps and before
	// each person taken out.
	Stop func() bool
}

// coolEvery is the number of steps between two changes of the temperature.
const coolEvery = 1024

// Run carries a task out on a copy of from.
func (c *Chain) Run(from *State, t Task) {
	c.s.CopyFrom(from)
	c.rng.seed(t.Seed, t.Number)
	c.share = t.Share
	if len(c.share.Staff) > 0 {
		c.anneal(t)
	}
}

// anneal tries the task's moves.
func (c *Chain) anneal(t Task) {
	change := len(c.share.owned) > 0
	parts := max(1, t.Steps/coolEvery)
	for k := 0; k < parts && !t.Stop(); k++ {
		temperature := t.Hot * math.Pow(t.Cold/t.Hot, float64(k)/float64(parts))
		for range t.Steps / parts {
			if change && c.rng.below(2) == 0 && c.change() || c.swap() {
				c.try(temperature)
			}
		}
	}
}

// try prices the proposed segments and carries them out if they are accepted: when
// the energy they add is at most temperature times an exponential variate. Most are
// not, and most of these after the first line: what the others can save is at most
// what they cost now and what a block can save in cover.
func (c *Chain) try(temperature float64) {
	limit := int64(temperature * c.rng.exponential())
	spare := int64(0)
	if !c.neutral {
		spare = c.p.relief * int64(len(c.segs[0].To)*len(c.segs))
	}
	for _, g := range c.segs[1:] {
		spare += c.s.lineE[g.Staff]
	}
	var e int64
	for k, g := range c.segs {
		if k > 0 {
			spare -= c.s.lineE[g.Staff]
		}
		e += c.s.LineDelta(g)
		if e > limit+spare {
			return
		}
	}
	if !c.neutral {
		e += c.s.CoverDelta(c.segs...)
	}
	if e <= limit {
		c.apply(e)
	}
}

// apply carries the proposed segments out.
func (c *Chain) apply(e int64) {
	var before int64
	if checked {
		before = c.s.Energy()
	}
	for _, g := range c.segs {
		c.s.Apply(g)
	}
	if checked {
		c.s.check(before, e)
	}
}
