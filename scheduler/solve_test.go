package scheduler_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// ward is a small ward with the usual rules: n people, days from a Monday on.
func ward(n, days int) *nrp.Instance {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	cover := nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	soft := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: days},
		Skills:  []nrp.Skill{{ID: "nurse"}, {ID: "charge"}},
		Shifts: []nrp.Shift{
			{ID: "E", Kind: "early", Start: 420, End: 900, Minutes: 480},
			{ID: "L", Kind: "late", Start: 840, End: 1320, Minutes: 480},
			{ID: "N", Kind: "night", Start: 1260, End: 1920, Minutes: 600},
		},
		Contracts: []nrp.Contract{{
			ID: "full", SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Rests: []nrp.Rest{{Name: "rest", Minutes: 660, Cost: hard}},
			Stretches: []nrp.Stretch{
				{Name: "days in a row", Of: nrp.AllShiftCells(3), Min: 2, MinCost: soft(20), Max: 6, MaxCost: hard},
				{Name: "nights in a row", Of: nrp.ShiftCells(2), Max: 3, MaxCost: hard},
			},
			Weekend: &nrp.Cost{Level: nrp.LevelRest, Weight: 15},
			Counters: []nrp.Counter{{
				Name: "shifts", Kind: nrp.CountAmounts,
				Under: []nrp.Knee{{At: int64(days) / 2, Cost: soft(10)}}, Over: []nrp.Knee{{At: int64(days) * 5 / 7, Cost: soft(10)}},
			}},
		}},
	}
	for i := range n {
		st := nrp.Staff{ID: string(rune('a' + i)), Skills: []nrp.SkillIdx{0}}
		if i%3 == 0 {
			st.Skills = []nrp.SkillIdx{0, 1}
		}
		in.Staff = append(in.Staff, st)
		in.Requests = append(in.Requests, nrp.Request{
			Staff: i, Day: (3 * i) % days, Unwanted: nrp.AllShiftCells(3), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: int64(1 + i%3)},
		})
	}
	for d := range days {
		for s := range 3 {
			want := max(1, n/6)
			in.Cover = append(in.Cover,
				nrp.Cover{Day: d, Shift: s, Skill: 0, Min: want, MinCost: cover, Preferred: want + 1, PreferredCost: soft(30), Max: nrp.NoLimit},
				nrp.Cover{Day: d, Shift: s, Skill: 1, Held: true, Min: 1, MinCost: cover, Preferred: 1, Max: nrp.NoLimit})
		}
	}
	return in
}

func solve(t testing.TB, in *nrp.Instance, opt scheduler.Options) *scheduler.Result {
	t.Helper()
	r, err := scheduler.Solve(t.Context(), in, opt)
	if err != nil {
		t.Fatal(err)
	}
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.Evaluate(r.Roster), r.Score); diff != "" {
		t.Fatalf("score (-evaluate +result):\n%s", diff)
	}
	return r
}

func TestSolveKeepsHardRulesAndCover(t *testing.T) {
	r := solve(t, ward(12, 28), scheduler.Options{Seed: 1, StepLimit: 1_000_000})
	if r.Score[nrp.LevelHard] != 0 || r.Score[nrp.LevelCover] != 0 {
		t.Errorf("score %v: the ward can keep all hard rules and its minimum cover", r.Score)
	}
	if r.Status != scheduler.StatusStepLimit && r.Status != scheduler.StatusOptimal {
		t.Errorf("status %s", r.Status)
	}
}

// TestMinimumCoverIsNeverBoughtWithABreach has one nurse for early and late on every
// day; rest forbids early after late, so two people cannot fill everything.
func TestMinimumCoverIsNeverBoughtWithABreach(t *testing.T) {
	in := ward(2, 14)
	r := solve(t, in, scheduler.Options{Seed: 1, StepLimit: 300_000})
	if r.Score[nrp.LevelHard] != 0 {
		t.Errorf("score %v: a duty must stay unfilled rather than break a hard rule", r.Score)
	}
	if r.Score[nrp.LevelCover] == 0 {
		t.Errorf("score %v: two people cannot fill six duties a day", r.Score)
	}
}

func TestSameRosterWhateverTheThreads(t *testing.T) {
	in := ward(9, 21)
	first := solve(t, in, scheduler.Options{Threads: 1, Seed: 7, StepLimit: 500_000})
	for _, threads := range []int{2, 4} {
		r := solve(t, in, scheduler.Options{Threads: threads, Seed: 7, StepLimit: 500_000})
		if diff := cmp.Diff(first.Roster, r.Roster); diff != "" {
			t.Errorf("%d threads (-one +many):\n%s", threads, diff)
		}
	}
	other := solve(t, in, scheduler.Options{Threads: 1, Seed: 8, StepLimit: 500_000})
	if cmp.Equal(first.Roster, other.Roster) && first.Status != scheduler.StatusOptimal {
		t.Error("another seed gave the same roster")
	}
}

// TestRelabellingStaff turns the order of the people round: the best is as good.
func TestRelabellingStaff(t *testing.T) {
	in := ward(6, 14)
	turned := ward(6, 14)
	n := len(in.Staff)
	for i := range in.Staff {
		turned.Staff[n-1-i] = in.Staff[i]
	}
	for k := range in.Requests {
		turned.Requests[k].Staff = n - 1 - in.Requests[k].Staff
	}
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	r := solve(t, turned, scheduler.Options{Seed: 3, StepLimit: 300_000})
	back := nrp.NewRoster(n, 14)
	for i := range back {
		copy(back[i], r.Roster[n-1-i])
	}
	if diff := cmp.Diff(r.Score, m.Evaluate(back)); diff != "" {
		t.Errorf("score (-turned +turned back):\n%s", diff)
	}
}

func TestSolveIsNeverWorseThanItsStart(t *testing.T) {
	in := ward(6, 14)
	first := solve(t, in, scheduler.Options{Seed: 3, StepLimit: 300_000})
	again := solve(t, in, scheduler.Options{Seed: 4, StepLimit: 1, Start: first.Roster})
	if again.Score.Compare(first.Score) > 0 {
		t.Errorf("from %v to %v", first.Score, again.Score)
	}
}

// ticks is a clock that goes on by step at each look.
func ticks(step time.Duration) func() time.Time {
	var mu sync.Mutex
	now := time.Unix(0, 0)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(step)
		return now
	}
}

func TestSolveEnds(t *testing.T) {
	in := ward(6, 14)
	in.Cover[0].Min, in.Cover[0].Preferred = 6, 7 // never optimal
	tests := map[string]struct {
		cancelled bool
		opt       scheduler.Options
		want      scheduler.Status
	}{
		"cancelled": {true, scheduler.Options{}, scheduler.StatusStopped},
		"time":      {false, scheduler.Options{TimeLimit: time.Second, Clock: ticks(time.Millisecond)}, scheduler.StatusTimeLimit},
		"steps":     {false, scheduler.Options{StepLimit: 10_000}, scheduler.StatusStepLimit},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if tc.cancelled {
				cancel()
			}
			calls := 0
			tc.opt.Progress = func(scheduler.Progress) { calls++ }
			r, err := scheduler.Solve(ctx, in, tc.opt)
			if err != nil {
				t.Fatal(err)
			}
			if r.Status != tc.want {
				t.Errorf("status %s, want %s", r.Status, tc.want)
			}
			if len(r.Roster) != 6 || calls == 0 {
				t.Errorf("%d lines, %d reports of progress", len(r.Roster), calls)
			}
		})
	}
}

func TestSolveRefuses(t *testing.T) {
	in := ward(3, 7)
	bad := ward(3, 7)
	bad.Staff[1].Contract = 5
	tests := map[string]struct {
		in   *nrp.Instance
		opt  scheduler.Options
		want error
	}{
		"no instance":           {nil, scheduler.Options{}, scheduler.ErrBadInstance},
		"a bad instance":        {bad, scheduler.Options{}, scheduler.ErrBadInstance},
		"a limit without clock": {in, scheduler.Options{TimeLimit: time.Second}, scheduler.ErrBadOptions},
		"negative threads":      {in, scheduler.Options{Threads: -1}, scheduler.ErrBadOptions},
		"negative steps":        {in, scheduler.Options{StepLimit: -1}, scheduler.ErrBadOptions},
		"a floor below 0":       {in, scheduler.Options{Floor: nrp.Score{0, -1}}, scheduler.ErrBadOptions},
		"near to nothing":       {in, scheduler.Options{Nearby: true}, scheduler.ErrBadOptions},
		"a start that is short": {in, scheduler.Options{Start: nrp.NewRoster(2, 7)}, scheduler.ErrBadOptions},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := scheduler.Solve(t.Context(), tc.in, tc.opt); !errors.Is(err, tc.want) {
				t.Errorf("error %v, want %v", err, tc.want)
			}
		})
	}
}

func BenchmarkSolve(b *testing.B) {
	in := ward(40, 42)
	for b.Loop() {
		solve(b, in, scheduler.Options{Seed: 1, StepLimit: 200_000})
	}
}
