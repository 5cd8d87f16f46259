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
// time, 7 of 100 steps, is over, then from the other, then from the best again. What comes to a better roster first stays there.
func TestAStrayRunComesBack(t *testing.T) {
	r := runOf(t, oneWanted(), Options{StepLimit: 100})
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
	if r.steps = 6; r.strayed() {
		t.Error("it came back before its time was over")
	}
	if r.steps = 7; !r.strayed() {
		t.Error("it did not go on to the other one")
	}
	at("the other", off, true)
	if r.steps = 14; !r.strayed() {
		t.Error("it did not come back")
	}
	at("back", on, false)
	if stray(); r.strayed() {
		t.Error("it strays from nowhere")
	}
	stray(search.NewState(r.p, off), search.NewState(r.p, off))
	r.state = best
	if !r.strayed() || len(r.gen.near) > 0 {
		t.Error("it has come to as good a roster and goes on to the next")
	}
	at("as good", on, false)
}
