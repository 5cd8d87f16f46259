package stages

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// TestRungsByHand: where at least 30 points are proved and the largest burden is 40, bends stand from 14 points on every 2,
// up to 38, where they become 3 apart: the next would be above the largest. Slopes are whole parts of 1.5^k: 1, 1, 2, 3,
// 5, 7, 11, 17, 25, 38, 57, 86, 129; a bend that adds nothing is left out.
func TestRungsByHand(t *testing.T) {
	want := []bend{
		{14_000, 1},
		{18_000, 1},
		{20_000, 1},
		{22_000, 2},
		{24_000, 2},
		{26_000, 4},
		{28_000, 6},
		{30_000, 8},
		{32_000, 13},
		{34_000, 19},
		{36_000, 29},
		{38_000, 43},
	}
	if diff := cmp.Diff(want, rungs(40_000, 30_000, 1), cmp.AllowUnexported(bend{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bend{{9_000, 1}}, rungs(10_000, 30_000, 1_000), cmp.AllowUnexported(bend{})); diff != "" {
		t.Errorf("all below: (-want +got):\n%s", diff)
	}
	sum := int64(0)
	for _, b := range rungs(900_000, 30_000, 1) {
		sum += b.slope
	}
	if sum > steepest {
		t.Errorf("a slope of %d, want at most %d", sum, steepest)
	}
}

// TestWhatWasProvedOfAShorterRosterIsDropped: one person who brings 5 points along is wanted for one day. That somebody carries
// 9 was proved of rosters that lack her; of those that do not, only what she brings along is known.
func TestWhatWasProvedOfAShorterRosterIsDropped(t *testing.T) {
	in := &nrp.Instance{
		Horizon:   nrp.Horizon{Days: 1},
		Shifts:    []nrp.Shift{{ID: "D", Kind: "other"}},
		Contracts: []nrp.Contract{{ID: "c"}},
		Staff:     []nrp.Staff{{ID: "a"}},
		Cover:     []nrp.Cover{{Skill: nrp.NoSkill, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit}},
	}
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	f := &Fair{People: []Person{{Base: 5_000}}}
	off := nrp.Roster{{nrp.Off}}
	c := &chain{ctx: t.Context(), in: in, model: m, fair: f, meter: newMeter(in, f), best: off, least: 9_000, after: &nrp.Score{}}
	c.now = StandingOf(in, f, off, m.Evaluate(off))
	if c.take(off) || c.least != 9_000 || c.after == nil {
		t.Errorf("the same roster: at least %d, after that %v", c.least, c.after)
	}
	if !c.take(nrp.Roster{{{Shift: 0, Skill: nrp.NoSkill}}}) || c.least != fairness.Milli(5_000) || c.after != nil {
		t.Errorf("at least %d, want 5000; after that %v, want nothing", c.least, c.after)
	}
}

// TestWhatIsProvedAboveBurdensIsHandedOn: of a roster that keeps the law, lacks 3 at a bound of 3, and has 2 agreed days broken at
// a bound of 1, all three bounds are known to hold of derived instances, and nothing beyond; of one that lacks 3 at a bound of 2
// the first two; of one that has come to lack fewer than the plain solve, what that proved of agreed days does not hold.
// Where caps are not kept, or more of the law is broken than must be, what must be broken of the law is known, and nothing more.
func TestWhatIsProvedAboveBurdensIsHandedOn(t *testing.T) {
	f := &Fair{People: []Person{{Base: 5_000}}}
	in := &nrp.Instance{Horizon: nrp.Horizon{Days: 1}, Contracts: []nrp.Contract{{ID: "c"}}, Staff: []nrp.Staff{{ID: "a"}}}
	for name, tc := range map[string]struct {
		bound, first, now, want nrp.Score
		caps                    []fairness.Milli
	}{
		"proved":       {nrp.Score{0, 3, 1, 7, 7, 7}, nrp.Score{0, 3, 2, 9, 9, 9}, nrp.Score{0, 3, 2}, nrp.Score{0, 3, 1}, nil},
		"not proved":   {nrp.Score{0, 2, 1}, nrp.Score{0, 3, 2}, nrp.Score{0, 3, 2}, nrp.Score{0, 2}, nil},
		"fewer lacked": {nrp.Score{0, 2, 1}, nrp.Score{0, 3, 2}, nrp.Score{0, 2, 5}, nrp.Score{0, 2}, nil},
		"law broken":   {nrp.Score{1, 3}, nrp.Score{2, 3}, nrp.Score{2, 3}, nrp.Score{1}, nil},
		"as must be":   {nrp.Score{1, 3}, nrp.Score{1, 3}, nrp.Score{1, 3}, nrp.Score{1, 3}, nil},
		"caps kept":    {nrp.Score{0, 3}, nrp.Score{0, 3}, nrp.Score{0, 3}, nrp.Score{0, 3}, []fairness.Milli{5_000}},
		"caps broken":  {nrp.Score{0, 3}, nrp.Score{0, 3}, nrp.Score{0, 3}, nrp.Score{}, []fairness.Milli{4_999}},
	} {
		c := &chain{in: in, fair: f, meter: newMeter(in, f), best: nrp.Roster{{nrp.Off}}, now: &Standing{Score: tc.now}}
		c.first = &scheduler.Result{Score: tc.first, Bound: &tc.bound}
		if got := c.floor(tc.caps); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}
