package search

import "github.com/fairrota/fairrota/scheduler/nrp"

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
// levels at which nothing costs have 0. Factors stop growing at maxFactor, above
// which sums could overflow.
func Factors(scales []Scale, ratio int64) nrp.Score {
	var f nrp.Score
	worth := int64(grain)
	for i := len(scales) - 1; i >= 0; i-- {
		s := scales[i]
		v := max(1, (worth+s.Low-1)/s.Low)
		if i == len(scales)-1 {
			v = grain
		}
		f[s.Level] = min(v, maxFactor)
		worth = min(f[s.Level]*s.High*ratio, maxFactor)
	}
	return f
}

// grain is the energy of one unit of the lowest level: above one, so that energies
// which are shares of a unit keep some digits.
const grain = 16

// maxFactor leaves room for sums of 2^22 units of the highest level.
const maxFactor = 1 << 40
