package scheduler_test

import (
	"errors"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestWithoutAPart has every part left out on a ward whose levels are told apart, on one where one level decides, and on a year:
// each run ends where it should, with a lawful roster that costs what it says and a bound that is none too high.
func TestWithoutAPart(t *testing.T) {
	one := ward(9, 21)
	one.Requests = nil
	for name, in := range map[string]*nrp.Instance{"levels": ward(9, 21), "one level": one, "a year": bench.Long(6, 30)} {
		full := solve(t, in, scheduler.Options{Threads: 2, Seed: 1, StepLimit: 1_000_000})
		for _, p := range scheduler.AllParts() {
			t.Run(name+" without "+p.String(), func(t *testing.T) {
				r := solve(t, in, scheduler.Options{Threads: 2, Seed: 1, StepLimit: 300_000, Without: p})
				if r.Status != scheduler.StatusOptimal && r.Steps < 300_000 {
					t.Errorf("%s after %d steps", r.Status, r.Steps)
				}
				if r.Bound != nil && r.Bound.Compare(full.Score) > 0 {
					t.Errorf("a bound of %v, and a roster costs %v", *r.Bound, full.Score)
				}
				if r.Score[nrp.LevelHard] > 0 {
					t.Errorf("score %v", r.Score)
				}
			})
		}
	}
}

func TestPartsAreNamed(t *testing.T) {
	for want, p := range map[string]scheduler.Parts{
		"none": 0, "windows": scheduler.PartWindows, "annealing,branching": scheduler.PartAnnealing | scheduler.PartBranching,
	} {
		if got := p.String(); got != want {
			t.Errorf("%d is named %q, not %q", p, got, want)
		}
	}
	if n := len(scheduler.AllParts()); n != 7 {
		t.Errorf("%d parts", n)
	}
}

func TestNotAllPartsMayBeLeftOut(t *testing.T) {
	for _, p := range []scheduler.Parts{scheduler.PartWindows | scheduler.PartAnnealing, 128} {
		if _, err := scheduler.Solve(t.Context(), ward(3, 7), scheduler.Options{StepLimit: 1000, Without: p}); !errors.Is(err, scheduler.ErrBadOptions) {
			t.Errorf("without %v: %v", p, err)
		}
	}
}
