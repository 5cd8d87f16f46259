package scheduler_test

import (
	"math/rand/v2"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// mostLines is how many ways a person's line of a tiny instance may be filled.
const mostLines = 20_000

// tinyInstance draws an instance of 1 to 4 people, 2 to 7 days and 1 to 3 shifts of which
// every line of every person can be tried, with any of nrptest's rules; one in five has a
// shift for fixed cells only.
func tinyInstance(t *testing.T, seed uint64) *rules.Model {
	t.Helper()
	for try := uint64(0); ; try++ {
		random := rand.New(rand.NewPCG(seed, try))
		draw := func(what string, lo, hi int) int {
			if what == "days" {
				lo, hi = 2, 7
			}
			return lo + random.IntN(hi-lo+1)
		}
		in := nrptest.Instance(draw)
		setLevels(in, seed)
		in.Shifts[0].FixedOnly = draw("fixed only", 1, 5) == 1
		allowDaysOff(in)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		if longestList(m) <= mostLines {
			return m
		}
	}
}

// longestList returns how many lines the person with the most has.
func longestList(m *rules.Model) int {
	most := 0
	for i := range m.Staff {
		n := 1
		for d := range m.Days {
			n *= len(choices(m, i, d))
		}
		most = max(most, n)
	}
	return most
}

// openKind is the kind of instance in which nothing is forbidden and all costs are at one
// level: the bound, which says something of the last level only, says all there is.
const openKind = 3

// kindOf tells how setLevels treats an instance.
func kindOf(seed uint64) uint64 { return seed % 4 }

// setLevels keeps any level for any rule in the first of four instances. In the others it
// puts costs at the levels of a ward; at two levels, the law's and the last; and at one.
func setLevels(in *nrp.Instance, seed uint64) {
	const rest = nrp.LevelRest
	switch kindOf(seed) {
	case 1:
		relevel(in, nrp.LevelHard, nrp.LevelCover, nrp.LevelPreference)
	case 2:
		relevel(in, nrp.LevelHard, rest, rest)
	case openKind:
		relevel(in, rest, rest, rest)
	}
}

// relevel puts what is law in a ward, minimum cover and preferences at the levels given,
// everything else at the last. Laws weigh alike; a person missing below the minimum is no
// cheaper than one missing above it, without which no bound is tight.
func relevel(in *nrp.Instance, law, cover, preference nrp.Level) {
	put := func(l nrp.Level, costs ...*nrp.Cost) {
		for _, c := range costs {
			if c.Level = l; l == nrp.LevelHard {
				c.Weight = 1
			}
		}
	}
	for i := range in.Contracts {
		c := &in.Contracts[i]
		put(law, &c.SkillCost, &c.UnavailableCost, &c.FixedCost)
		for j := range c.Successions {
			put(law, &c.Successions[j].Cost)
		}
		for j := range c.Rests {
			put(law, &c.Rests[j].Cost)
		}
		for j := range c.Respites {
			put(law, &c.Respites[j].Cost)
		}
		for j := range c.Patterns {
			put(nrp.LevelRest, &c.Patterns[j].Cost)
		}
		for j := range c.Stretches {
			put(nrp.LevelRest, &c.Stretches[j].MinCost)
			put(law, &c.Stretches[j].MaxCost)
		}
		if c.Weekend != nil {
			put(nrp.LevelRest, c.Weekend)
		}
		for j := range c.Choices {
			for k := range c.Choices[j].Else {
				put(preference, &c.Choices[j].Else[k])
			}
		}
		for j := range c.Counters {
			for k := range c.Counters[j].Under {
				put(nrp.LevelRest, &c.Counters[j].Under[k].Cost)
			}
			for k := range c.Counters[j].Over {
				put(nrp.LevelRest, &c.Counters[j].Over[k].Cost)
			}
		}
	}
	for i := range in.Cover {
		c := &in.Cover[i]
		put(cover, &c.MinCost)
		put(nrp.LevelRest, &c.PreferredCost, &c.MaxCost)
		if c.MinCost.Weight = max(1, c.MinCost.Weight); cover == nrp.LevelRest {
			c.MinCost.Weight = max(c.MinCost.Weight, c.PreferredCost.Weight)
		}
	}
	for i := range in.Links {
		put(law, &in.Links[i].Cost)
	}
	for i := range in.Requests {
		put(preference, &in.Requests[i].Cost)
	}
}

// forbids reports whether the solver takes a cost for a prohibition.
func forbids(c nrp.Cost) bool { return c.Level == nrp.LevelHard && c.Weight > 0 }

// allowDaysOff lets nobody be forbidden a day off by law: absence never does.
func allowDaysOff(in *nrp.Instance) {
	var kept []nrp.Unavailable
	for _, u := range in.Unavailable {
		if forbids(in.Contracts[in.Staff[u.Staff].Contract].UnavailableCost) {
			u.Cells &^= nrp.OffCells
		}
		if u.Cells != 0 {
			kept = append(kept, u)
		}
	}
	in.Unavailable = kept
}
