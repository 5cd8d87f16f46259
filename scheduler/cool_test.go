package scheduler

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// asksFirst is fortnight with its asks at the level of preferences, above the people wanted. Six people give 36 of the 42 shifts, so
// that 6 are missing at 10 each; on every day 4 of them or 5 do not ask for it off, so that no ask need be refused: 0 and 60. Where nobody works it is
// 0 and 420.
func asksFirst() *nrp.Instance {
	in := fortnight()
	for k := range in.Requests {
		in.Requests[k].Cost.Level = nrp.LevelPreference
	}
	return in
}

// nobody is the roster of asksFirst in which nobody works.
func nobody(r *run) nrp.Roster { return search.NewState(r.p, nil).Roster() }

// refusing is the one in which everybody works on the first day alone, which two of them ask for off.
func refusing(r *run) nrp.Roster {
	out := nobody(r)
	for i := range out {
		out[i][0] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
	}
	return out
}

func begunWith(t *testing.T, without Parts, from func(*run) nrp.Roster) *run {
	t.Helper()
	r := runOf(t, asksFirst(), Options{StepLimit: 400_000, Seed: 5, Without: without})
	s := search.NewState(r.p, from(r))
	r.best, r.bestScore = s.Roster(), s.Score()
	return r
}

// TestCoolingHoldsWhatIsAbove: what comes after asks is put right, and no ask refused for it; without annealing nothing is done.
func TestCoolingHoldsWhatIsAbove(t *testing.T) {
	for name, c := range map[string]struct {
		without Parts
		want    int64
	}{"cooled": {0, 60}, "without annealing": {PartAnnealing, 420}} {
		r := begunWith(t, c.without, nobody)
		r.cool(r.best, nrp.LevelRest, 0.5)
		if want := (nrp.Score{nrp.LevelRest: c.want}); r.bestScore != want {
			t.Errorf("%s: %v, want %v", name, r.bestScore, want)
		}
	}
}

// TestLevelsBelowAreCooled: below the level at which a dive came to something better, from the best roster or one that it came
// near to; not where nothing has become better, nor where the last level's own mix was dived into.
func TestLevelsBelowAreCooled(t *testing.T) {
	better := nrp.Score{nrp.LevelPreference: 1, nrp.LevelRest: 420}
	for name, c := range map[string]struct {
		from func(*run) nrp.Roster
		was  nrp.Score
		set  func(*run)
		want int64
	}{
		"the best":         {nobody, better, func(*run) {}, 60},
		"nothing better":   {nobody, nrp.Score{nrp.LevelRest: 420}, func(*run) {}, 420},
		"dived into":       {nobody, better, func(r *run) { r.gen.dived[nrp.LevelRest] = true }, 420},
		"what was near to": {refusing, better, func(r *run) { r.gen.near = []*search.State{search.NewState(r.p, nobody(r))} }, 60},
	} {
		r := begunWith(t, 0, c.from)
		c.set(r)
		r.coolBelow(c.was)
		if want := (nrp.Score{nrp.LevelRest: c.want}); r.bestScore != want || r.gen.near != nil {
			t.Errorf("%s: %v, near %d, want %v", name, r.bestScore, len(r.gen.near), want)
		}
	}
}

// TestHeldRunsPutTheRestRight: a run that holds asks goes on from a roster in which nobody works, to the best there is, one seed to one
// roster whatever the threads.
func TestHeldRunsPutTheRestRight(t *testing.T) {
	solved := func(threads int) nrp.Roster {
		in := asksFirst()
		r := begunWith(t, 0, nobody)
		res, err := Solve(t.Context(), in, Options{StepLimit: 400_000, Seed: 5, Threads: threads, Start: r.best, Hold: nrp.LevelPreference})
		if err != nil {
			t.Fatal(err)
		}
		if want := (nrp.Score{nrp.LevelRest: 60}); res.Score != want {
			t.Errorf("%d threads: %v, want %v", threads, res.Score, want)
		}
		return res.Roster
	}
	if diff := cmp.Diff(solved(1), solved(2)); diff != "" {
		t.Errorf("threads change the roster (-1 +2):\n%s", diff)
	}
}
