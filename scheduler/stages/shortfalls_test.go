package stages

import (
	"strconv"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// shortWard is a ward of three people who may work four of seven days each, where three are needed each day: 21 duties, of which
// 12 can be worked and 9 are missing. Over seven days that is two on two days and one on five, worst first. Person 0 has
// agreed not to work on the first four days, but has no other three and one to work four: with nobody's pattern broken
// one duty fewer is worked, three days of person 0's, so that minimum cover, which comes first, costs a breach of the
// pattern. An early is what there is.
func shortWard() (*nrp.Instance, *Fair) {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 7}, Shifts: []nrp.Shift{{ID: "E", Kind: "early", Start: 420, End: 900}},
		Contracts: []nrp.Contract{{
			ID: "c", SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Counters: []nrp.Counter{{Name: "duties", Kind: nrp.CountAmounts, Over: []nrp.Knee{{At: 4, Cost: hard}}}},
		}},
	}
	f := &Fair{}
	for i := range 3 {
		in.Staff = append(in.Staff, nrp.Staff{ID: strconv.Itoa(i)})
		all := fairness.Ratio{Num: 1, Den: 1}
		f.People = append(f.People, Person{Part: fairness.Part{Share: all, Days: all, Nights: all, Weekends: all}})
	}
	for d := range 7 {
		in.Cover = append(in.Cover, nrp.Cover{
			Day: d, Skill: nrp.NoSkill, Min: 3, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 3, Max: nrp.NoLimit,
		})
	}
	for d := range 4 {
		in.Agreed = append(in.Agreed, nrp.Agreed{Staff: 0, Day: d, Unwanted: nrp.ShiftCells(0), Cost: nrp.Cost{Level: nrp.LevelPattern, Weight: 1}})
	}
	return in, f
}

// TestShortfallsAreTheFewest: where the plain solve left everybody off, the look for smaller shortfalls comes to the worst of them as
// small as it can be, two, and to one breach of the pattern, and says no more of minimum cover than what holds, since rows that
// lack two are counted by rungs.
func TestShortfallsAreTheFewest(t *testing.T) {
	in, f := shortWard()
	c := shortChain(t, in, f)
	if err := c.shortfalls(); err != nil {
		t.Fatal(err)
	}
	if got := c.now.Score[:nrp.LevelBurden]; got[0] != 0 || got[1] != 9 || got[2] != 1 || len(c.now.Short) != 7 || c.short() != 2 {
		t.Errorf("score %v, short %v", got, c.now.Short)
	}
	if b := c.bound(); b[nrp.LevelCover] > 9 {
		t.Errorf("bound %v", *b)
	}
}

// TestFewShortfallsAreProved: with two needed each day there are 14 duties for 12, so that two days lack one; that is proved, and so is that
// the agreed pattern is broken once, though the plain solve proved nothing.
func TestFewShortfallsAreProved(t *testing.T) {
	in, f := shortWard()
	for k := range in.Cover {
		in.Cover[k].Min, in.Cover[k].Preferred = 2, 2
	}
	c := shortChain(t, in, f)
	if c.short() != 2 || c.bound()[nrp.LevelCover] != 0 {
		t.Fatalf("short %v, bound %v: nothing is left to prove", c.now.Short, *c.bound())
	}
	if err := c.shortfalls(); err != nil {
		t.Fatal(err)
	}
	if got, b := c.now.Score, c.bound(); got[nrp.LevelCover] != 2 || c.short() != 1 || b[nrp.LevelCover] != 2 || b[nrp.LevelPattern] != got[nrp.LevelPattern] || got[nrp.LevelPattern] != 1 {
		t.Errorf("score %v, short %v, bound %v", got, c.now.Short, *b)
	}
	// Who was short of two when it was proved had rungs that later stages, short of one, have not: there rows may lack three for less.
	if floor := c.floor(nil); floor[nrp.LevelCover] != 0 {
		t.Errorf("floor %v with fewer rungs", floor)
	}
	c.aboveShort = c.short()
	if floor := c.floor(nil); floor[nrp.LevelCover] != 2 || floor[nrp.LevelPattern] != 1 {
		t.Errorf("floor %v with as many rungs", floor)
	}
	// What was proved of rosters as short as this one says nothing of others.
	c.now = &Standing{Score: nrp.Score{1}}
	if b := c.bound(); b[nrp.LevelCover] != 0 || b[nrp.LevelPattern] != 0 {
		t.Errorf("bound %v of a roster that breaks the law", *b)
	}
}

// shortChain is a chain whose plain solve left everybody off and proved nothing.
func shortChain(t *testing.T, in *nrp.Instance, f *Fair) *chain {
	t.Helper()
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	off := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	score := m.Evaluate(off)
	s := StandingOf(in, f, off, score)
	return &chain{
		ctx: t.Context(), in: in, model: m, fair: f, meter: newMeter(in, f), opt: scheduler.Options{Seed: 1, StepLimit: 400_000},
		best: off, now: s, before: s, first: &scheduler.Result{Roster: off, Score: score, Bound: &nrp.Score{}},
	}
}
