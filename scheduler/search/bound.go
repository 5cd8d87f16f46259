package search

import (
	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Priceable reports whether every line can be priced.
func (p *Problem) Priceable() bool {
	for _, c := range p.contractOf {
		if p.contracts[c].fine == nil {
			return false
		}
	}
	return true
}

// Long reports whether a line is too long to be priced whole.
func (p *Problem) Long() bool { return p.long(p.Days) }

// long reports whether so many days of a line are too long to be priced.
func (p *Problem) long(days int) bool {
	for _, c := range p.contractOf {
		if s := p.contracts[c].shape; s != nil && s.Long(days) {
			return true
		}
	}
	return false
}

// PricingWork returns about how much work pricing every line's first days once is, in
// the pricer's steps.
func (p *Problem) PricingWork(days int) float64 {
	work := 0.0
	for i := range p.Staff {
		con := &p.contracts[p.contractOf[i]]
		if con.shape != nil {
			work += con.shape.Work(days)
		}
	}
	return work
}

// Bound turns a lower bound of the energy, multiplied by Fine, into one of the last
// level that has a factor, for rosters which are as good as best at the levels above:
// what the energy leaves must be paid there. False if it is not above the known one.
func (p *Problem) Bound(energy int64, known, best nrp.Score) (nrp.Score, bool) {
	last := nrp.LevelHard
	for l, f := range p.factors {
		if f > 0 {
			last = nrp.Level(l)
		}
	}
	if p.factors[last] == 0 {
		return known, false
	}
	rest := energy
	for l := range last {
		rest -= best[l] * p.factors[l] * p.fine
	}
	unit := p.factors[last] * p.fine
	v := rest / unit
	if rest > 0 && rest%unit != 0 {
		v++
	}
	grain := p.levelGrain(last)
	if m := v % grain; m > 0 {
		v += grain - m
	}
	if v <= known[last] {
		return known, false
	}
	known[last] = v
	return known, true
}

// levelGrain returns the greatest common divisor of all that can be paid at a level.
func (p *Problem) levelGrain(l nrp.Level) int64 {
	g := int64(0)
	p.eachCost(func(c nrp.Cost, _ int64) {
		if c.Level == l {
			g = colgen.GCD(g, c.Weight)
		}
	})
	return max(1, g)
}

// Grain returns what the difference of two rosters' energies is a multiple of, times
// Fine.
func (p *Problem) Grain() int64 {
	g := int64(0)
	for l := range nrp.Level(nrp.NumLevels) {
		if p.factors[l] > 0 {
			g = colgen.GCD(g, p.factors[l]*p.levelGrain(l))
		}
	}
	return max(1, g) * p.fine
}
