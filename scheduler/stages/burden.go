package stages

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// totals returns the burdens as the meter counts them. [staff]
func (c *chain) totals() []fairness.Milli {
	out := make([]fairness.Milli, len(c.fair.People))
	for i := range out {
		t := c.fair.Tally(c.in, c.best, i)
		out[i] = c.fair.People[i].Base
		for k, each := range c.meter.each[i] {
			out[i] += fairness.Milli(t.Count(k)) * each
		}
	}
	return out
}

// bends returns the ladder for the burdens at hand.
func (c *chain) bends() []bend {
	v := fairness.NewVector(c.totals())
	if all := values(c.in, c.fair, c.meter); all != nil && len(v) > 0 {
		bends, _ := steep(all, v[0], len(v), c.meter.unit)
		return bends
	}
	return wide(v, c.meter.unit)
}

// ladders solves for the burdens from the largest down, for as long as that helps.
func (c *chain) ladders() error {
	all := values(c.in, c.fair, c.meter)
	for n := 0; n < mostLadders && !c.over(); n++ {
		_, better, err := c.attempt("burdens", wants{short: c.short(), bends: c.bends()}, ladderShare)
		if err != nil {
			return err
		}
		if !better || all == nil && n > 0 {
			break
		}
	}
	if all == nil {
		return nil
	}
	return c.below(all)
}

// below goes on below the values that one ladder reaches, where burdens have few: those above are
// settled, each person there may carry what she does and no more, everybody else no more than
// what lies below.
func (c *chain) below(all []fairness.Milli) error {
	_, bottom := steep(all, slices.Max(c.totals()), len(c.fair.People), c.meter.unit)
	settled := bottom + 1
	for n := 0; n < mostLadders && !c.over(); n++ {
		totals := c.totals()
		top := fairness.Milli(-1 << 60)
		for _, b := range totals {
			if b < settled {
				top = max(top, b)
			}
		}
		if top == -1<<60 {
			return nil
		}
		bends, bottom := steep(all, top, len(totals), c.meter.unit)
		caps := slices.Clone(totals)
		for i, b := range totals {
			if b < settled {
				caps[i] = top
			}
		}
		_, better, err := c.attempt("lower burdens", wants{short: c.short(), bends: bends, caps: caps}, ladderShare)
		if err != nil {
			return err
		}
		if !better {
			settled = bottom + 1
		}
	}
	return nil
}

// caps looks for a roster with a smaller largest burden, or for a proof that there is none: with
// one bend at a value v, what burdens cost in sum is nothing where nobody carries more than v, and
// a bound of it above nothing is a proof that somebody must.
func (c *chain) caps() error {
	for n := 0; n < mostCaps && !c.over() && c.least < c.now.Largest(); n++ {
		v := c.meter.down(c.fair, slices.Max(c.totals())-c.meter.unit)
		if n > 0 {
			v = c.meter.down(c.fair, c.least+(c.now.Largest()-c.least)/2)
		}
		w := wants{short: c.short(), bends: []bend{{at: v, slope: 1}}}
		upper, err := c.upper(w)
		if err != nil {
			return err
		}
		res, better, err := c.attempt("largest burden", w, capShare)
		if err != nil {
			return err
		}
		raised := slices.Equal(upper, res.Score[:nrp.LevelBurden]) && c.raise(res.Bound, v)
		if !better && !raised && n > 0 {
			break
		}
	}
	return nil
}

// upper returns what the roster at hand costs at the levels above burden in a derived instance.
func (c *chain) upper(w wants) ([]int64, error) {
	m, err := rules.Compile(derive(c.in, c.fair, c.meter, w))
	if err != nil {
		return nil, fmt.Errorf("derive an instance: %w", err)
	}
	s := m.Evaluate(c.best)
	return s[:nrp.LevelBurden], nil
}

// raise takes over what a bound of the sum of what lies above v says of the largest burden: with n
// people it is at least v + sum / n, in whole units. It holds where the solver's roster costs at the levels
// above what the one at hand does. Where cover rows weigh differently, rosters with the same
// shortfalls may not.
func (c *chain) raise(bound *nrp.Score, v fairness.Milli) bool {
	if bound == nil || bound[nrp.LevelBurden] <= 0 || c.short() > 0 && !evenRows(c.in) {
		return false
	}
	people := int64(len(c.fair.People))
	least := v + c.meter.unit*fairness.Milli((bound[nrp.LevelBurden]+people-1)/people) - c.meter.slack
	if least <= c.least {
		return false
	}
	c.least = least
	return true
}

// evenRows reports whether a person missing weighs the same in each cover row.
func evenRows(in *nrp.Instance) bool {
	weight := int64(0)
	for k := range in.Cover {
		c := &in.Cover[k]
		if counted(c) && weight != 0 && weight != c.MinCost.Weight {
			return false
		}
		if counted(c) {
			weight = c.MinCost.Weight
		}
	}
	return true
}

// last gives what is left to what comes after the burdens, with a ladder that holds them.
func (c *chain) last() error {
	for n := 0; n < mostLadders && !c.over(); n++ {
		share := max(ladderShare, 1-c.used())
		_, better, err := c.attempt("preferences and the rest", wants{short: c.short(), bends: c.bends(), caps: c.held()}, share)
		if err != nil || !better {
			return err
		}
	}
	return nil
}

// held returns what everybody may carry in the last stage: no more than the one who carries most.
func (c *chain) held() []fairness.Milli {
	totals := c.totals()
	return slices.Repeat([]fairness.Milli{slices.Max(totals)}, len(totals))
}
