package stages

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// TestRungsByHand: where at least 30 points are proved and the largest burden is 40, bends stand from 14 points on every 2,
// up to 38, where they become 3 apart: the next would be above the largest. Slopes are whole parts of 1.5^k: 1, 1, 2, 3,
// 5, 7, 11, 17, 25, 38, 57, 86, 129; a bend that adds nothing is left out.
func TestRungsByHand(t *testing.T) {
	want := []bend{
		{14_000, 1}, {18_000, 1}, {20_000, 1}, {22_000, 2}, {24_000, 2}, {26_000, 4}, {28_000, 6}, {30_000, 8}, {32_000, 13},
		{34_000, 19}, {36_000, 29}, {38_000, 43},
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
	c := &chain{ctx: t.Context(), in: in, model: m, fair: f, meter: newMeter(in, f), best: off, least: 9_000}
	c.now = StandingOf(in, f, off, m.Evaluate(off))
	if c.take(off) || c.least != 9_000 {
		t.Errorf("the same roster: at least %d", c.least)
	}
	if !c.take(nrp.Roster{{{Shift: 0, Skill: nrp.NoSkill}}}) || c.least != fairness.Milli(5_000) {
		t.Errorf("at least %d, want 5000", c.least)
	}
}
