package stages

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// bend is where each person's burden begins to cost more, by Slope for each unit beyond.
type bend struct {
	at    fairness.Milli
	slope int64
}

// wants is what a derived instance asks for.
type wants struct {
	// bends price burdens at nrp.LevelBurden.
	bends []bend
	// caps are burdens that people must not exceed, by law as it were; nil for none. [staff]
	caps []fairness.Milli
	// short is the largest shortfall at hand: up to it, each further person missing in a row is
	// dearer than the one before; 0 where nobody is missing.
	short int
	// hold is the first level that is to become better.
	hold nrp.Level
	// last is the last level that counts, 0 for all.
	last nrp.Level
}

// derive returns the instance that asks for w. Its rosters, requests and all indices are those
// of in; each person has a contract of their own.
func derive(in *nrp.Instance, f *Fair, m *meter, w wants) *nrp.Instance {
	out := *in
	out.Contracts, out.Staff = make([]nrp.Contract, 0, len(in.Staff)), slices.Clone(in.Staff)
	for i := range out.Staff {
		s := &out.Staff[i]
		c := in.Contracts[s.Contract]
		c.ID = fmt.Sprintf("%s, person %d", c.ID, i)
		k := m.counter(in, f, i)
		for _, b := range w.bends {
			k.Over = append(k.Over, nrp.Knee{At: m.at(f, i, b.at), Cost: nrp.Cost{Level: nrp.LevelBurden, Weight: b.slope}})
		}
		if w.caps != nil {
			k.Over = append(k.Over, nrp.Knee{At: m.at(f, i, w.caps[i]), Cost: nrp.Cost{Level: nrp.LevelHard, Weight: 1}})
		}
		c.Counters = append(slices.Clone(c.Counters), k)
		if s.CounterBase != nil {
			s.CounterBase = append(slices.Clone(s.CounterBase), 0)
		}
		s.Contract = len(out.Contracts)
		out.Contracts = append(out.Contracts, c)
	}
	costs(&out, func(c *nrp.Cost, counter string) {
		if c.Level == nrp.LevelBurden && counter != CounterName {
			// What a rule set prices at this level comes after the burdens.
			c.Level, c.Weight = nrp.LevelPreference, c.Weight*burdenRules
		}
		if w.last > 0 && c.Level > w.last {
			c.Weight = 0
		}
	})
	out.Cover = append(out.Cover, coverRungs(in, w.short)...)
	if len(in.Cover) > 0 {
		out.Cover = append(out.Cover, scale(in.Cover[0], m.dearest()*slopes(w.bends)))
	}
	return &out
}

// slopes returns what a unit costs beyond all bends.
func slopes(bends []bend) int64 {
	sum := int64(0)
	for _, b := range bends {
		sum += b.slope
	}
	return sum
}

// scale returns a cover row that asks for nobody, and says what the dearest single thing at
// the level of burden costs: the solver, which keeps levels apart by the largest price of each,
// does not look for it in charges.
func scale(like nrp.Cover, dearest int64) nrp.Cover {
	return nrp.Cover{
		Day: like.Day, Shift: like.Shift, Skill: like.Skill, Held: like.Held, Except: like.Except,
		MinCost: nrp.Cost{Level: nrp.LevelBurden, Weight: dearest}, Max: nrp.NoLimit,
	}
}

// burdenRules is what a rule of a rule set at the level of burden weighs beside preferences in
// derived instances; Standing compares it before them.
const burdenRules = 100

const (
	// mostRungs is up to how many people short shortfalls are told apart, rungGrowth how many rows short by one
	// less weigh as much as one row, at most.
	mostRungs  = 4
	rungGrowth = 12
)

// coverRungs returns cover rows that make the second and each further missing person of a row
// dearer than the one before by so much that the worst shortfall comes first.
func coverRungs(in *nrp.Instance, short int) []nrp.Cover {
	rows := 0
	for k := range in.Cover {
		if counted(&in.Cover[k]) && in.Cover[k].Min > 0 {
			rows++
		}
	}
	growth := int64(min(rows+1, rungGrowth))
	var out []nrp.Cover
	for k := range in.Cover {
		c := in.Cover[k]
		if !counted(&c) {
			continue
		}
		weight := c.MinCost.Weight
		for v := 1; v <= min(short, mostRungs) && v < c.Min; v++ {
			c.MinCost.Weight = weight * (growth - 1)
			weight *= growth
			out = append(out, nrp.Cover{
				Day: c.Day, Shift: c.Shift, Skill: c.Skill, Held: c.Held, Except: c.Except, Min: c.Min - v, MinCost: c.MinCost, Preferred: c.Min - v, Max: nrp.NoLimit,
			})
		}
	}
	return out
}
