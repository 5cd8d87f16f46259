package scheduler

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/search"
)

// oneWanted is an instance of one person who is wanted on one day, at the level of minimum cover.
func oneWanted() *nrp.Instance {
	return &nrp.Instance{
		Horizon:   nrp.Horizon{Days: 1},
		Shifts:    []nrp.Shift{{ID: "D", Kind: "other"}},
		Contracts: []nrp.Contract{{ID: "c"}},
		Staff:     []nrp.Staff{{ID: "a"}},
		Cover:     []nrp.Cover{{Skill: nrp.NoSkill, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit}},
	}
}

func runOf(t *testing.T, in *nrp.Instance, opt Options) *run {
	t.Helper()
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	return newRun(t.Context(), m, opt, time.Unix(0, 0))
}

// TestSettingUpIsNoPartOfThePace: a run of 10 s that was set up after 1 s and has done 900 steps by 4 s does 300 a second
// and so 2,700 in all; half of what setting up left of it is behind after 5.5 s.
func TestSettingUpIsNoPartOfThePace(t *testing.T) {
	now := time.Unix(1, 0)
	r := runOf(t, oneWanted(), Options{TimeLimit: 10 * time.Second, Clock: func() time.Time { return now }})
	r.ready, r.steps = r.share(), 900
	now = time.Unix(4, 0)
	if got := r.total(r.share()); got < 2699 || got > 2701 {
		t.Errorf("%v steps in all, want 2700", got)
	}
	if got := r.after(0.5); got < 0.5499 || got > 0.5501 {
		t.Errorf("half of it is behind at %v of the run, want 0.55", got)
	}
}

// TestAStrayRunComesBack goes on from two rosters that lack somebody whom the best does not lack: from the first until its
// time, 25 of 1000 steps where there is one level, is over, then from the other, then from the best again. What comes to a better
// roster first stays there.
func TestAStrayRunComesBack(t *testing.T) {
	const most = 25
	r := runOf(t, oneWanted(), Options{StepLimit: 1000})
	off, on := nrp.Roster{{nrp.Off}}, nrp.Roster{{{Shift: 0, Skill: nrp.NoSkill}}}
	stray := func(near ...*search.State) {
		r.gen.near, r.steps = near, 0
		r.stray()
	}
	at := func(what string, want nrp.Roster, strays bool) {
		t.Helper()
		if diff := cmp.Diff(want, r.state.Roster()); diff != "" || strays != (r.gen.strays > 0) {
			t.Errorf("%s: strays until %v, (-want +got):\n%s", what, r.gen.strays, diff)
		}
	}
	best := search.NewState(r.p, on)
	r.best, r.bestScore = on, best.Score()
	stray(search.NewState(r.p, off), search.NewState(r.p, off))
	at("begun", off, true)
	strayed := func(what string, steps int64, ended, found bool) {
		t.Helper()
		r.steps = steps
		if e, f := r.strayed(); e != ended || f != found {
			t.Errorf("%s: ended %t, found %t, want %t and %t", what, e, f, ended, found)
		}
	}
	strayed("before its time is over", most-1, false, false)
	strayed("on to the other one", most, true, false)
	at("the other", off, true)
	strayed("back", 2*most, true, false)
	at("back", on, false)
	stray()
	strayed("from nowhere", 0, false, false)
	stray(search.NewState(r.p, off), search.NewState(r.p, off))
	r.state = best
	if strayed("as good", 0, true, true); len(r.gen.near) > 0 {
		t.Error("it has come to as good a roster and goes on to the next")
	}
	at("as good", on, false)
}

// fortnight is two weeks of six people who work up to six shifts, five in a row at most, of which three are wanted each day at 10 a
// person missing, and who ask for every fourth day off at 1: all at one level.
func fortnight() *nrp.Instance {
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 14},
		Shifts:  []nrp.Shift{{ID: "D", Kind: "other", Minutes: 480}},
		Contracts: []nrp.Contract{{
			ID:        "c",
			Stretches: []nrp.Stretch{{Name: "in a row", Of: nrp.AllShiftCells(1), Max: 5, MaxCost: hard}},
			Counters:  []nrp.Counter{{Name: "shifts", Kind: nrp.CountAmounts, Amount: []int64{1}, Over: []nrp.Knee{{At: 6, Cost: hard}}}},
		}},
	}
	for i := range 6 {
		in.Staff = append(in.Staff, nrp.Staff{ID: string(rune('a' + i))})
		for d := i % 4; d < 14; d += 4 {
			in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: nrp.AllShiftCells(1), Cost: rest(1)})
		}
	}
	for d := range 14 {
		in.Cover = append(in.Cover, nrp.Cover{Day: d, Skill: nrp.NoSkill, Preferred: 3, PreferredCost: rest(10), Max: nrp.NoLimit})
	}
	return in
}

// TestWanderingKeepsTheBest wanders from a roster that costs no more than any: the best stays what it is, and the run goes on from another
// roster for a share of it; two runs of one seed come to the same one.
func TestWanderingKeepsTheBest(t *testing.T) {
	other := func() nrp.Roster {
		r := runOf(t, fortnight(), Options{StepLimit: 1 << 30, Seed: 3})
		for range 20 {
			r.round(1)
			r.note()
		}
		r.gen.pool = search.NewPool(r.p)
		r.prepare()
		r.root()
		if r.gen.whole == nil {
			t.Fatal("the whole problem does not converge")
		}
		best, score := r.best, r.bestScore
		r.bound = &r.floor // as if it were not known that no roster is better
		r.wander()
		switch {
		case r.bestScore.Compare(score) < 0:
			t.Log("the dive found a better one")
		case r.bestScore != score || !cmp.Equal(r.best, best):
			t.Errorf("score %v, want the best kept at %v", r.bestScore, score)
		case r.gen.strays <= r.share() || r.state.Score().Compare(score) < 0:
			t.Errorf("strays until %v at %v from score %v", r.gen.strays, r.share(), r.state.Score())
		}
		return r.state.Roster()
	}
	if diff := cmp.Diff(other(), other()); diff != "" {
		t.Errorf("two runs of one seed (-one +two):\n%s", diff)
	}
}
