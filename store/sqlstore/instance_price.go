package sqlstore

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// prices turns the prices of a rule set into costs of an instance.
//
// A contract's hours are counted in minutes, and priced by TotalUnit of them (an
// hour). So that every weight stays whole, all prices at the level of Rules.Total are
// multiplied by the least number that makes the price of one minute whole: with 2 an
// hour, 30 at that level stand for 1 of the rule set. Where totals count assignments
// nothing is multiplied.
type prices struct {
	rules *store.Rules
	// scale is what the prices of each level are multiplied by. [level]
	scale [nrp.NumLevels]int64
	// unit is the number of the measure's units that Rules.Total prices.
	unit int64
}

func newPrices(rules *store.Rules) (prices, error) {
	p := prices{rules: rules, unit: 1}
	for l := range p.scale {
		p.scale[l] = 1
	}
	switch rules.Measure {
	case store.Minutes:
		p.unit = max(int64(rules.TotalUnit), 1)
	case store.Assignments:
	default:
		return p, problemFault("the rule set's measure is %q; it must be minutes or assignments", rules.Measure)
	}
	level, err := levelOf(rules.Total.Level)
	if err != nil {
		return p, err
	}
	p.scale[level] = p.unit / gcd(rules.Total.Weight, p.unit)
	return p, nil
}

// divide makes prices of preferences divisible by the number of plans, so that one kept plan of
// several can cost a part of what keeping none does.
func (p *prices) divide(prefs []store.Preference) error {
	if !slices.ContainsFunc(prefs, func(q store.Preference) bool { return q.Choice > 0 && q.Plan != store.PlanA }) {
		return nil
	}
	done := map[nrp.Level]bool{}
	for _, x := range p.rules.Preference {
		level, err := levelOf(x.Level)
		if err != nil {
			return err
		}
		if !done[level] {
			p.scale[level] *= nrp.MaxPlans
			done[level] = true
		}
	}
	return nil
}

// cost returns the cost of a price.
func (p *prices) cost(x store.Price) (nrp.Cost, error) {
	level, err := levelOf(x.Level)
	if err != nil {
		return nrp.Cost{}, err
	}
	return nrp.Cost{Level: level, Weight: x.Weight * p.scale[level]}, nil
}

// preference returns the cost of refusing a preference: by its strength, or with a token a multiple
// of that of strength 3.
func (p *prices) preference(x store.Weight) (nrp.Cost, error) {
	prices := p.rules.Preference
	if x.Strength < 1 || x.Strength > len(prices) {
		return nrp.Cost{}, problemFault("a preference has strength %d; it must be 1, 2 or 3", x.Strength)
	}
	if !x.Token {
		return p.cost(prices[x.Strength-1])
	}
	c, err := p.cost(prices[len(prices)-1])
	c.Weight *= store.TokenFactor
	return c, err
}

// total returns the cost of one unit of the measure outside a contract's totals.
func (p *prices) total() (nrp.Cost, error) {
	c, err := p.cost(p.rules.Total)
	c.Weight /= p.unit
	return c, err
}

// levelOf returns the level of a name; a price that says nothing counts at the rest,
// where a weight of zero does no harm.
func levelOf(name string) (nrp.Level, error) {
	if name == "" {
		return nrp.LevelRest, nil
	}
	for l := range nrp.NumLevels {
		if nrp.Level(l).String() == name {
			return nrp.Level(l), nil
		}
	}
	return 0, problemFault("the rule set names a level %q, which there is not", name)
}

// gcd returns the greatest common divisor; gcd(0, b) is b.
func gcd(a, b int64) int64 {
	for a != 0 {
		a, b = b%a, a
	}
	return b
}
