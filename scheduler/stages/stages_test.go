package stages_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// threeNurses is the ward of doc.go: Friday to Monday, a night on Friday that Ada or Ben may work,
// an early on Saturday and a night on Monday, one duty each; Ada carries 4 points, Ben 3, Cas 0.
func threeNurses() (*nrp.Instance, *stages.Fair) {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 4, FirstWeekday: 4},
		Shifts:  []nrp.Shift{{ID: "E", Kind: "early"}, {ID: "N", Kind: "night"}},
		Contracts: []nrp.Contract{{
			SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Counters: []nrp.Counter{{Name: "one duty", Kind: nrp.CountAmounts, Over: []nrp.Knee{{At: 1, Cost: hard}}}},
		}},
		Staff:       []nrp.Staff{{ID: "ada"}, {ID: "ben"}, {ID: "cas"}},
		Unavailable: []nrp.Unavailable{{Staff: 2, Day: 0, Cells: nrp.ShiftCells(0, 1)}},
	}
	for _, c := range []struct{ day, shift int }{{0, 1}, {1, 0}, {3, 1}} {
		in.Cover = append(in.Cover, nrp.Cover{
			Day: c.day, Shift: c.shift, Skill: nrp.NoSkill, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: 1,
			MaxCost: nrp.Cost{Level: nrp.LevelRest, Weight: 1},
		})
	}
	return in, &stages.Fair{People: []stages.Person{{Base: 4000}, {Base: 3000}, {Base: 0}}}
}

func TestThreeNurses(t *testing.T) {
	in, f := threeNurses()
	res, err := stages.Solve(t.Context(), in, f, scheduler.Options{StepLimit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	got := fairness.NewVector(f.Burdens(in, res.Roster))
	if diff := cmp.Diff(fairness.Vector{6000, 5000, 3000}, got); diff != "" {
		t.Error(diff)
	}
	if s := res.Fairness; s.Largest != 6000 || s.Least != 6000 || !s.Proved() || s.Before < 6000 {
		t.Errorf("fairness %+v", s)
	}
}

// Ada asks for Monday off, where only she and Cas, who carries a great deal, are there to work it.
func TestARefusalForTheSakeOfOneWhoCarriesMore(t *testing.T) {
	in, f := threeNurses()
	in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: 1, Day: 3, Cells: nrp.ShiftCells(0, 1)})
	in.Requests = []nrp.Request{{Staff: 0, Day: 3, Unwanted: nrp.ShiftCells(0, 1), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 1}}}
	f.Refusals = []fairness.Kind{fairness.Refused1}
	f.People[2].Base = 24_000
	in.Cover = slices.Delete(in.Cover, 1, 2) // no duty on Saturday
	res, err := stages.Solve(t.Context(), in, f, scheduler.Options{StepLimit: 200_000})
	if err != nil {
		t.Fatal(err)
	}
	if res.Roster[0][3].Shift != 1 || res.Score[nrp.LevelPreference] != 1 {
		t.Fatalf("Ada does not work on Monday: %v", res.Roster)
	}
	rep, err := stages.Explain(t.Context(), in, f, res.Roster, res.Bound, explain.Options{StepLimit: 200_000})
	if err != nil {
		t.Fatal(err)
	}
	// Ada carries 4 + 2 + 1 = 7, Cas 24 and would carry 26: ahead by 17, said as 15.
	if len(rep.Reasons) != 1 || rep.Score != res.Score {
		t.Fatalf("%+v", rep)
	}
	why := rep.Reasons[0]
	if why.Code != explain.CodePriority || why.Level != nrp.LevelBurden || why.Cost[nrp.LevelBurden] != 2000 {
		t.Errorf("%+v", why)
	}
	if len(why.Because) != 1 || why.Because[0].Name != "burden, ahead by 15" || why.Because[0].Amount != 2000 || why.Because[0].Staff != 2 {
		t.Errorf("because %+v", why.Because)
	}
}

func TestGapsAreSaidInBands(t *testing.T) {
	for gap, want := range map[fairness.Milli]string{
		-9000: "burden", 4999: "burden", 5000: "burden, ahead by 5", 9999: "burden, ahead by 5", 17_000: "burden, ahead by 15",
	} {
		if got := stages.AheadBy(gap); got != want {
			t.Errorf("%d: %q, want %q", gap, got, want)
		}
	}
}

// The referee, who shares no code, counts burdens and compares standings alike, also where
// points cannot be divided without rest.
func TestTheRefereeCountsAlike(t *testing.T) {
	for seed := range uint64(40) {
		in, f := tinyWard(seed, seed%2 == 0)
		people, refused := bearings(f)
		var was *stages.Standing
		var had *verify.Standing
		for k := range 6 {
			r := anyRoster(in, seed*6+uint64(k))
			s, err := verify.Stand(in, r, people, refused)
			if err != nil {
				t.Fatal(err)
			}
			mine := stages.StandingOf(in, f, r, s.Score)
			carried := make([]int64, 0, len(f.People))
			for _, b := range f.Burdens(in, r) {
				carried = append(carried, int64(b))
			}
			if diff := cmp.Diff(s.Carried, carried); diff != "" {
				t.Errorf("ward %d: burdens (-referee +stages): %s", seed, diff)
			}
			if !slices.Equal(s.Short, mine.Short) {
				t.Errorf("ward %d: short %v, the referee says %v", seed, mine.Short, s.Short)
			}
			if was != nil && mine.Compare(was) != s.Compare(had) {
				t.Errorf("ward %d: compared %d, the referee says %d", seed, mine.Compare(was), s.Compare(had))
			}
			was, had = mine, s
		}
	}
}

// Equal seeds and steps give equal rosters whatever the number of threads.
func TestOneSeedGivesOneRoster(t *testing.T) {
	in, f := tinyWard(3, false)
	var first nrp.Roster
	for _, threads := range []int{1, 1, 3} {
		res, err := stages.Solve(t.Context(), in, f, scheduler.Options{Seed: 9, StepLimit: 30_000, Threads: threads})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = res.Roster
		}
		if diff := cmp.Diff(first, res.Roster); diff != "" {
			t.Errorf("%d threads: %s", threads, diff)
		}
	}
}

func TestARunThatIsStoppedHasItsRoster(t *testing.T) {
	in, f := tinyWard(1, true)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	res, err := stages.Solve(ctx, in, f, scheduler.Options{})
	if err != nil || res.Roster == nil || res.Status != scheduler.StatusStopped {
		t.Errorf("%+v %v", res, err)
	}
}

// TestProgressGoesOn: what is told of the steps never falls, over all stages.
func TestProgressGoesOn(t *testing.T) {
	for seed := range uint64(20) {
		in, f := tinyWard(seed, true)
		told, last := 0, int64(0)
		res, err := stages.Solve(t.Context(), in, f, scheduler.Options{StepLimit: 2_000, Progress: func(p scheduler.Progress) {
			if told++; p.Steps < last {
				t.Errorf("ward %d: %d steps after %d", seed, p.Steps, last)
			}
			last = p.Steps
		}})
		if err != nil {
			t.Fatal(err)
		}
		if told == 0 || res.Steps < last {
			t.Errorf("ward %d: told %d times, at last of %d steps of %d", seed, told, last, res.Steps)
		}
	}
}

func TestWhatDoesNotFitTheInstanceIsNamed(t *testing.T) {
	for want, change := range map[string]func(f *stages.Fair){
		"people: 2 for 3 staff":      func(f *stages.Fair) { f.People = f.People[:2] },
		"refusals: 1 for 0 requests": func(f *stages.Fair) { f.Refusals = []fairness.Kind{fairness.Refused1} },
	} {
		in, f := threeNurses()
		change(f)
		_, err := stages.Solve(t.Context(), in, f, scheduler.Options{StepLimit: 1})
		if !errors.Is(err, scheduler.ErrBadInstance) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	in, f := tinyWard(5, true)
	f.Refusals[0] = fairness.NightDuty
	if err := f.Check(in); err == nil || !strings.Contains(err.Error(), "refusals[0]") {
		t.Errorf("%v", err)
	}
}
