package search

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// TestLookingAheadIsNeverAboveTheBest compares the relaxation's bound with all rosters.
func TestLookingAheadIsNeverAboveTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := problemOf(t, nrptest.Instance(drawTiny(t)), 3)
		s := NewState(p, nil)
		w, ok := NewWindow(s, nil, p.Whole(), colgen.Alone(never))
		if !ok || !convex(w) {
			t.Skip("not all of it can be priced")
		}
		least, _ := cheapestRosters(w)
		y, ok := NewYear(s, colgen.Alone(never))
		if !ok {
			t.Fatal("a window can be priced, the year cannot")
		}
		y.Relaxation().Run(50, p.Grain(), never)
		if b := y.Bound() - w.Held(); b > least {
			t.Fatalf("bound %d, the cheapest roster costs %d", b, least)
		}
	})
}

// weekends is an instance of two people and eight weeks of one shift, wanted once a day at
// 10 for each person missing. Either may work 20 shifts and, more than that, each costs 50.
func weekends() *nrp.Instance {
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 56},
		Shifts:  []nrp.Shift{{ID: "D", Kind: "other", Minutes: 480}},
		Contracts: []nrp.Contract{{ID: "c", Counters: []nrp.Counter{{
			Name: "shifts", Kind: nrp.CountAmounts, Amount: []int64{1}, Over: []nrp.Knee{{At: 20, Cost: rest(50)}},
		}}}},
		Staff: []nrp.Staff{{ID: "a"}, {ID: "b"}},
	}
	for d := range in.Horizon.Days {
		in.Cover = append(in.Cover, nrp.Cover{Day: d, Skill: nrp.NoSkill, Preferred: 1, PreferredCost: rest(10), Max: nrp.NoLimit})
	}
	return in
}

// TestLookingAheadComesNear looks ahead over 56 days for which two people have 20 shifts
// each: 16 days lack somebody, 160. The bound comes within 2 of it, and the mean works
// about 40 shifts.
func TestLookingAheadComesNear(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	y, ok := NewYear(NewState(p, nil), colgen.Alone(never))
	if !ok {
		t.Fatal("it cannot be priced")
	}
	y.Relaxation().Run(600, p.Grain(), never)
	unit := p.Factor(nrp.LevelRest) * p.fine
	if b := float64(y.Bound()) / float64(unit); b < 158 || b > 160 {
		t.Errorf("bound %.2f, want 158 to 160", b)
	}
	sum := 0.0
	for i := range 2 {
		for d := range p.Days {
			sum += y.Relaxation().Use(i, d, 0)
		}
	}
	if sum < 39 || sum > 41 {
		t.Errorf("the mean works %.2f shifts, want about 40", sum)
	}
}

// TestLookingAheadGoesOnWhereItWas looks ahead for 90 rounds, once in one go and once with two breaks: bound, prices and the mean
// are the same.
func TestLookingAheadGoesOnWhereItWas(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	whole, _ := NewYear(NewState(p, nil), colgen.Alone(never))
	whole.Relaxation().Run(90, p.Grain(), never)
	parts, _ := NewYear(NewState(p, nil), colgen.Alone(never))
	for _, rounds := range []int{1, 40, 90} {
		asked := 0
		parts.Relaxation().Run(90, p.Grain(), func() bool { asked++; return rounds < 90 && asked > rounds })
	}
	if whole.Bound() != parts.Bound() || !slices.Equal(whole.Relaxation().Prices(), parts.Relaxation().Prices()) {
		t.Errorf("bound %d in one go, %d with breaks; or the prices differ", whole.Bound(), parts.Bound())
	}
	for d := range p.Days {
		if a, b := whole.Relaxation().Use(0, d, 0), parts.Relaxation().Use(0, d, 0); a != b {
			t.Errorf("day %d: the mean works %v in one go, %v with breaks", d, a, b)
		}
	}
}

// TestAWindowKnowsWhatIsExpected asks for the window of four weeks in the middle of eight
// where person a has worked the first 14 days, and nobody anything since. Of a's 20 shifts
// 14 are gone; what is expected of her in the last 14 days is what the mean does there,
// rounded down.
func TestAWindowKnowsWhatIsExpected(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	s := NewState(p, nil)
	s.Carry([]Segment{{Staff: 0, Day: 0, To: slices.Repeat([]Duty{p.options[0][1]}, 14)}})
	y, _ := NewYear(s, colgen.Alone(never))
	y.Relaxation().Run(300, p.Grain(), never)
	g := y.Region(s, 14, 42, 7)
	for i, done := range []int64{14, 0} {
		sum := 0.0
		for d := 42; d < 56; d++ {
			sum += y.Relaxation().Use(i, d, 0)
		}
		o := g.Ahead[i]
		if got, want := o.Totals[0], done+int64(sum+partUnit); got != want || o.Spare[0] < 0 || o.Spare[0] > 1 || o.Most != 7 {
			t.Errorf("person %d: totals %d, spare %d, most %d; want %d of the %d done and %.2f expected", i, got, o.Spare[0], o.Most, want, done, sum)
		}
	}
	if g := y.Region(s, 42, 56, 7); g.Ahead[0].Totals[0] != 14 || g.Ahead[0].Spare[0] != 0 || g.Ahead[0].Most != 0 {
		t.Errorf("the last window expects %+v, want the 14 shifts done, nothing to spare and the counter's own price", g.Ahead[0])
	}
}
