package search

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
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
		o, ok := NewOutlook(s, colgen.Alone(never))
		if !ok {
			t.Fatal("a window can be priced, the year cannot")
		}
		o.Relaxation().Run(50, never)
		if b, _ := o.Bound(); b-w.Held() > least {
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
// each: 16 days lack somebody, 160. The bound comes within 2 of it, and it is settled long
// before the most rounds.
func TestLookingAheadComesNear(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	o, ok := NewOutlook(NewState(p, nil), colgen.Alone(never))
	if !ok {
		t.Fatal("it cannot be priced")
	}
	rounds := 0
	o.Relaxation().Run(2000, func() bool { rounds++; return false })
	unit := p.Factor(nrp.LevelRest) * p.fine
	bound, _ := o.Bound()
	if b := float64(bound) / float64(unit); b < 158 || b > 160 {
		t.Errorf("bound %.2f, want 158 to 160", b)
	}
	if !o.Relaxation().Settled() || rounds > 1000 {
		t.Errorf("%d rounds, settled: %t", rounds, o.Relaxation().Settled())
	}
}

// TestLookingAheadWithoutCover looks ahead where nobody is wanted: each of two people is short of 20 shifts, at 10 each, and asks
// for every day off, at 3. Working 20 days each costs 120; nothing is cheaper.
func TestLookingAheadWithoutCover(t *testing.T) {
	in := weekends()
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	in.Cover, in.Contracts[0].Counters[0].Over = nil, nil
	in.Contracts[0].Counters[0].Under = []nrp.Knee{{At: 20, Cost: rest(10)}}
	for i := range in.Staff {
		for d := range in.Horizon.Days {
			in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: nrp.AllShiftCells(1), Cost: rest(3)})
		}
	}
	p := problemOf(t, in, 3)
	o, _ := NewOutlook(NewState(p, nil), colgen.Alone(never))
	o.Relaxation().Run(2000, never)
	bound, _ := o.Bound()
	if b := float64(bound) / float64(p.Factor(nrp.LevelRest)*p.fine); b < 115 || b > 120 {
		t.Errorf("bound %.2f, want 115 to 120", b)
	}
}

// TestLookingAheadGoesOnWhereItWas looks ahead for 90 rounds, once in one go and once with two breaks: bound, prices and strands
// are the same.
func TestLookingAheadGoesOnWhereItWas(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	whole, _ := NewOutlook(NewState(p, nil), colgen.Alone(never))
	whole.Relaxation().Run(90, never)
	parts, _ := NewOutlook(NewState(p, nil), colgen.Alone(never))
	for _, rounds := range []int{1, 40, 90} {
		asked := 0
		parts.Relaxation().Run(90, func() bool { asked++; return rounds < 90 && asked > rounds })
	}
	a, _ := whole.Bound()
	if b, ok := parts.Bound(); !ok || a != b || !slices.Equal(whole.Relaxation().Prices(), parts.Relaxation().Prices()) {
		t.Errorf("bound %d in one go, %d with breaks; or the prices differ", a, b)
	}
	for k := range whole.Relaxation().Strands() {
		if a, b := whole.line(0, k), parts.line(0, k); !slices.Equal(a, b) {
			t.Errorf("strand %d: %v in one go, %v with breaks", k, a, b)
		}
	}
}

// TestADiveComesToARoster dives where the best roster costs 160: with time, it comes within two days of it, in a hurry to some
// roster, and all strands are that. The bound stays as it was, since it would be one of what is fixed.
func TestADiveComesToARoster(t *testing.T) {
	for used, most := range map[float64]int64{0: 180, 0.5: 560, 1: 560} {
		p := problemOf(t, weekends(), 3)
		s := NewState(p, nil)
		o, _ := NewOutlook(s, colgen.Alone(never))
		o.Relaxation().Run(2000, never)
		bound, _ := o.Bound()
		if !o.Relaxation().Dive(func() float64 { return used }, nil, never) {
			t.Fatal("it stopped")
		}
		o.Carry(s)
		if got := s.Score(); got[nrp.LevelRest] > most || got[nrp.LevelRest] < 160 {
			t.Errorf("pace %v: score %v, want 160 to %d", used, got, most)
		}
		if got, _ := o.Bound(); got != bound {
			t.Errorf("pace %v: the bound went from %d to %d", used, bound, got)
		}
		for i := range 2 {
			for k := range o.Relaxation().Strands() {
				if a, b := o.line(i, 0), o.line(i, k); !slices.Equal(a, b) {
					t.Errorf("pace %v: person %d's strand %d is %v, the first %v", used, i, k, b, a)
				}
			}
		}
	}
}

// TestAnOutlookThatHasNotBegun has no bound, no lines and nothing to dive into.
func TestAnOutlookThatHasNotBegun(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	o, _ := NewOutlook(NewState(p, nil), colgen.Alone(func() bool { return true }))
	o.Relaxation().Run(20, never)
	pool := NewPool(p)
	o.Keep(pool)
	if _, ok := o.Bound(); ok || len(pool.lines[0]) > 0 || o.Relaxation().Dive(func() float64 { return 0 }, nil, never) {
		t.Errorf("stopped before the first round it has a bound (%t), lines (%d) or a dive", ok, len(pool.lines[0]))
	}
}

// TestADiveStops stops a dive after ten rounds: it says so.
func TestADiveStops(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	o, _ := NewOutlook(NewState(p, nil), colgen.Alone(never))
	o.Relaxation().Run(20, never)
	rounds := 0
	if o.Relaxation().Dive(func() float64 { return 0 }, nil, func() bool { rounds++; return rounds > 10 }) || rounds != 11 {
		t.Errorf("it went on to the end, or did not stop after 10 rounds: asked %d times", rounds)
	}
}

// TestAForkLeavesTheOutlookAsItWas dives twice on forks: what they come to is the same, and the outlook goes on as one of which
// none was made. A third dive wavers, and comes to another roster.
func TestAForkLeavesTheOutlookAsItWas(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	dive := func(o *Outlook, waver func() float64) *State {
		s := NewState(p, nil)
		f := o.Fork()
		if !f.Relaxation().Dive(func() float64 { return 0.5 }, waver, never) {
			t.Fatal("it stopped")
		}
		f.Carry(s)
		return s
	}
	o, _ := NewOutlook(NewState(p, nil), colgen.Alone(never))
	o.Relaxation().Run(45, never)
	a, b := dive(o, nil), dive(o, nil)
	if diff := cmp.Diff(a.Roster(), b.Roster()); diff != "" {
		t.Errorf("two dives differ:\n%s", diff)
	}
	v := NewVariates(1, 1)
	if diff := cmp.Diff(a.Roster(), dive(o, v.Unit).Roster()); diff == "" {
		t.Error("a dive that wavers comes to the same roster")
	}
	o.Relaxation().Run(90, never)
	alone, _ := NewOutlook(NewState(p, nil), colgen.Alone(never))
	alone.Relaxation().Run(90, never)
	for k := range o.Relaxation().Strands() {
		if x, y := o.line(0, k), alone.line(0, k); !slices.Equal(x, y) {
			t.Errorf("strand %d: %v after dives, %v without", k, x, y)
		}
	}
}
