package fill_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// large is a ward of 40 people over four weeks, solved, under the law, with a duty of its first nurse.
func large(b *testing.B) (*fill.Ward, fill.Duty) {
	b.Helper()
	in := bench.Ward(40, 4, 1)
	res, err := scheduler.Solve(b.Context(), in, scheduler.Options{Seed: 1, StepLimit: 200_000})
	if err != nil {
		b.Fatal(err)
	}
	w := &fill.Ward{Inst: in, Roster: res.Roster, Law: lawOf(in)}
	for d, a := range res.Roster[0] {
		if a.Shift != nrp.NoShift {
			return w, fill.Duty{Day: d, Shift: a.Shift, Skill: a.Skill, From: 0}
		}
	}
	b.Fatal("the first nurse is off all the time")
	return nil, fill.Duty{}
}

// BenchmarkSwapOptions is what a nurse waits for: everything that could become of one duty.
func BenchmarkSwapOptions(b *testing.B) {
	w, d := large(b)
	for b.Loop() {
		j, err := fill.New(w)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := j.GiveAways(d); err != nil {
			b.Fatal(err)
		}
		swaps, err := j.Swaps(d, 40)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(swaps)), "swaps")
	}
}

// BenchmarkCandidates is what a manager waits for: who could fill a gap.
func BenchmarkCandidates(b *testing.B) {
	w, d := large(b)
	w.Roster[d.From][d.Day] = nrp.Off
	d.From = fill.Nobody
	for b.Loop() {
		j, err := fill.New(w)
		if err != nil {
			b.Fatal(err)
		}
		all, err := j.Candidates(d)
		if err != nil {
			b.Fatal(err)
		}
		if !all[0].Legal {
			b.Fatal("nobody may take it")
		}
	}
}
