package search

import (
	"math"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Scale tells how much the units of a level are worth to single cells.
type Scale struct {
	Level nrp.Level
	// Low and High are the smallest and the largest price that one cell of a roster,
	// one day of a run or one person of a cover row can add at the level.
	Low, High int64
}

// Scales lists the levels at which something costs, in order.
func (p *Problem) Scales() []Scale {
	var low, high [nrp.NumLevels]int64
	see := func(c nrp.Cost, units int64) {
		if v := c.Weight * units; v > 0 {
			if low[c.Level] == 0 || v < low[c.Level] {
				low[c.Level] = v
			}
			high[c.Level] = max(high[c.Level], v)
		}
	}
	p.eachCost(see)
	var out []Scale
	for l := range low {
		if low[l] > 0 {
			out = append(out, Scale{nrp.Level(l), low[l], high[l]})
		}
	}
	return out
}

// eachCost calls see with every cost of the instance and the units of it that one cell,
// one day of a run or one person of a cover row can add.
func (p *Problem) eachCost(see func(c nrp.Cost, units int64)) {
	in := p.Model.Inst
	for i := range in.Requests {
		see(in.Requests[i].Cost, 1)
	}
	for i := range in.Cover {
		c := &in.Cover[i]
		see(c.MinCost, 1)
		see(c.PreferredCost, 1)
		see(c.MaxCost, 1)
	}
	for i := range in.Links {
		see(in.Links[i].Cost, 1)
	}
	for i := range in.Contracts {
		seeContract(&in.Contracts[i], see)
	}
}

func seeContract(c *nrp.Contract, see func(nrp.Cost, int64)) {
	see(c.SkillCost, 1)
	see(c.UnavailableCost, 1)
	see(c.FixedCost, 1)
	for _, x := range c.Successions {
		see(x.Cost, 1)
	}
	for _, x := range c.Rests {
		see(x.Cost, 1)
	}
	for i := range c.Respites {
		see(c.Respites[i].Cost, 1)
	}
	for _, x := range c.Patterns {
		see(x.Cost, 1)
	}
	for _, x := range c.Stretches {
		see(x.MinCost, 1)
		see(x.MaxCost, 1)
	}
	if c.Weekend != nil {
		see(*c.Weekend, 1)
	}
	for i := range c.Choices {
		for _, cost := range c.Choices[i].Else {
			see(cost, 1)
		}
	}
	for i := range c.Counters {
		k := &c.Counters[i]
		for _, n := range append(append([]nrp.Knee(nil), k.Under...), k.Over...) {
			if k.Amount == nil {
				see(n.Cost, 1)
			}
			for _, a := range k.Amount {
				if n.Cost.Level == nrp.LevelHard {
					a = min(a, 1) // priced by whole shifts, see bend
				}
				see(n.Cost, a)
			}
		}
	}
}

// Factors returns energies per unit of each level such that the smallest price of a
// level is ratio times the largest of the next one below. The lowest has factor grain,
// levels at which nothing costs have 0. Where the highest would be above maxFactor, beyond
// which sums could overflow, the ratio is as large as fits; for one of leastRatio the
// lowest has factor 1. Where not even that fits all levels are drawn together alike, so
// that they keep their order at least.
func Factors(scales []Scale, ratio int64) nrp.Score {
	for _, low := range []float64{grain, 1} {
		for r := float64(ratio); ; r = max(leastRatio, r*2/3) {
			if f, ok := factors(scales, low, r, 1); ok {
				return f
			}
			if r <= leastRatio {
				break
			}
		}
	}
	for apart := 1.0; ; apart *= closer {
		if f, ok := factors(scales, 1, leastRatio, apart); ok {
			return f
		}
	}
}

// Prices is Factors with just the ratio asked for, which may be below one; false if a
// factor would be above maxFactor.
func Prices(scales []Scale, ratio float64) (f nrp.Score, ok bool) {
	return factors(scales, grain, ratio, 1)
}

// leastRatio is the ratio from which on a breach is not worth any single one below.
const leastRatio = 2

// closer is the step in which levels are drawn together.
const closer = 0.9

// factors is Factors with the lowest one given, each step from level to level taken to
// the power of apart; false if one is above maxFactor.
func factors(scales []Scale, low, ratio, apart float64) (f nrp.Score, ok bool) {
	worth := low
	for i, s := range slices.Backward(scales) {
		v := worth
		if i < len(scales)-1 {
			below := scales[i+1]
			v = max(1, math.Ceil(worth*math.Pow(float64(below.High)*ratio/float64(s.Low), apart)))
		}
		if v > maxFactor {
			return f, false
		}
		f[s.Level], worth = int64(v), v
	}
	return f, true
}

// grain is the energy of one unit of the lowest level: above one, so that energies
// which are shares of a unit keep some digits.
const grain = 16

// maxFactor leaves room for sums of 2^22 units of the highest level.
const maxFactor = 1 << 40
