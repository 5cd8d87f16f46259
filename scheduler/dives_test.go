package scheduler

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// TestCutoffsLieBetweenBoundAndBest works cutoffs out by hand, with a grain of 10: for a best roster of 400 and a bound of 200 half of the
// way is 300, and what costs 300 does not do, so that what comes below 291 does, 290 or less. Twice the way is 600.
func TestCutoffsLieBetweenBoundAndBest(t *testing.T) {
	const grain = 10
	for _, c := range []struct {
		below              float64
		bound, least, want int64
	}{
		{0.5, 200, 400, 291},
		{1, 200, 400, 391},
		{2, 200, 400, 591},
		{2, 400, 400, 401}, // nothing lies between: a grain does
		{1, math.MinInt64, 400, 391},
		{anywhere, 200, 400, math.MaxInt64},
	} {
		d := dive{below: c.below}
		if got := d.cutoff(c.bound, c.least, grain); got != c.want {
			t.Errorf("below %v of %d to %d: %d, want %d", c.below, c.bound, c.least, got, c.want)
		}
	}
}

// TestDivesHastenAsTheyMust works out what the first dives get where a round of pricing everything takes so much of the run. Four rounds
// for each 3 % that is fixed are 133 rounds, of which one thread takes twice as long, to be done in 0.8 of the dive's time: 333 rounds.
func TestDivesHastenAsTheyMust(t *testing.T) {
	for _, c := range []struct{ perRound, share, atOnce float64 }{
		{0.0003, 0.2, 0.03}, // 0.1 of the run: as always
		{0.0006, 0.2, 0.03},
		{0.0009, 0.3, 0.03},
		{0.0012, 0.4, 0.03},
		{0.0024, 0.4, 0.06}, // 0.8, which is twice as much as there is
		{0.1, 0.4, 0.2},
	} {
		ways, share := hastened(descents[:], c.perRound)
		if math.Abs(share-c.share) > 1e-9 {
			t.Errorf("%v a round: a share of %v, want %v", c.perRound, share, c.share)
		}
		for k := range ways {
			if math.Abs(ways[k].depth.Share-c.atOnce) > 1e-9 || ways[k].wavers != descents[k].wavers {
				t.Errorf("%v a round: %+v, want %v at once", c.perRound, ways[k], c.atOnce)
			}
		}
	}
}

// TestNearbyPutsARosterRight takes the first shift off somebody in a roster that costs 60, as little as any: 70 then, one more missing at
// 10, and windows about it, without annealing, come to 60 again.
func TestNearbyPutsARosterRight(t *testing.T) {
	in := fortnight()
	best, err := Solve(t.Context(), in, Options{StepLimit: 200_000, Seed: 3})
	if err != nil || best.Score[nrp.LevelRest] != 60 {
		t.Fatalf("%v (%v), want 60", best.Score, err)
	}
	start := best.Roster.Clone()
	for d := range start[0] {
		if start[0][d].Shift != nrp.NoShift {
			start[0][d] = nrp.Off
			break
		}
	}
	r := runOf(t, in, Options{StepLimit: 50_000, Seed: 3, Start: start, Nearby: true})
	if r.bestScore[nrp.LevelRest] != 70 {
		t.Fatalf("the start is %v, want 70", r.bestScore)
	}
	r.solve()
	if r.bestScore != best.Score {
		t.Errorf("%v, want %v", r.bestScore, best.Score)
	}
}

// TestDivesComeBelowTheirCutoffs dives from the mix of a problem whose best rosters cost 60, six people missing at 10 each: nothing comes
// below that, several dives come to within two grains of it, the cheapest first and whatever the threads, and none where there are no
// steps for it.
func TestDivesComeBelowTheirCutoffs(t *testing.T) {
	dived := func(threads int, until float64, ways ...dive) (costs []int64, ended bool, spent int64) {
		t.Helper()
		r := runOf(t, fortnight(), Options{StepLimit: 1 << 30, Seed: 3, Threads: threads})
		r.gen.pool = search.NewPool(r.p)
		r.prepare()
		r.root()
		if r.gen.whole == nil || r.bestScore[len(r.bestScore)-1] != 60 {
			t.Fatalf("the whole problem does not come to its best roster: %v", r.bestScore)
		}
		least, ok := r.gen.whole.Cost(search.NewState(r.p, r.best))
		if !ok {
			t.Fatal("the whole problem does not offer the best roster")
		}
		if least != 60*r.gen.grain {
			t.Fatalf("the best roster costs %d grains of %d, want 60", least, r.gen.grain)
		}
		before := r.steps
		r.bound = &r.floor // as if it were not known that no roster is better
		found, ended := r.dives(r.gen.whole, ways, least, r.share()+until)
		for _, picks := range found {
			costs = append(costs, r.gen.whole.Generator().Price(picks)/r.gen.grain)
		}
		return costs, ended, r.steps - before
	}
	if costs, ended, _ := dived(1, 0.5, dive{carefulDive, 1, true}); costs != nil || !ended {
		t.Errorf("below the best: %v, ended %t; want nothing, seen before it was cut short", costs, ended)
	}
	ways := []dive{{carefulDive, 2, true}, {carefulDive, 4, true}, {carefulDive, 4, true}}
	costs, ended, steps := dived(1, 0.5, ways...)
	if len(costs) == 0 || !ended {
		t.Fatalf("about as good: %v, ended %t", costs, ended)
	}
	for k, c := range costs {
		if c < 60 || c > 62 || k > 0 && c < costs[k-1] {
			t.Errorf("about as good: %v, want 60 to 62, the cheapest first", costs)
		}
	}
	again, _, same := dived(3, 0.5, ways...)
	if diff := cmp.Diff(costs, again); diff != "" || steps != same {
		t.Errorf("%d steps with one thread, %d with three; costs (-one +three):\n%s", steps, same, diff)
	}
	if costs, ended, _ := dived(1, 1e-9, ways...); costs != nil || ended {
		t.Errorf("without steps: %v, ended %t; want nothing, cut short", costs, ended)
	}
}
