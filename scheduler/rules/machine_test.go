package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

func drawFrom(t *rapid.T) nrptest.Draw {
	return func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
}

// TestMachineAgreesWithEvaluate runs the product of each contract's automata over
// random lines and adds cells and counters to it.
func TestMachineAgreesWithEvaluate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		r := nrptest.Roster(in, draw)
		for i := range r {
			if diff := cmp.Diff(m.LineScore(i, r[i]), byMachine(m, i, r[i])); diff != "" {
				t.Errorf("line %d (-evaluate +machine):\n%s", i, diff)
			}
		}
	})
}

func byMachine(m *rules.Model, i nrp.StaffIdx, line nrp.Line) nrp.Score {
	c := m.Inst.Staff[i].Contract
	counters := m.Lines[c].Counters
	totals := make([]int64, len(counters))
	var score nrp.Score
	for d, a := range line {
		score = score.Plus(m.CellScore(i, d, a))
		for k := range counters {
			totals[k] += counters[k].Amount(d, a.Shift)
		}
	}
	for _, x := range m.Machines(c) {
		q := x.Start[i]
		for d, a := range line {
			s := x.Steps[x.Class[d]][int(q)*x.Cells+a.Shift+1]
			q = s.Next
			score = score.Plus(x.Effects[s.Effect].Score)
			for _, add := range x.Effects[s.Effect].Adds {
				totals[add.Counter] += add.Units
			}
		}
	}
	for k := range counters {
		counters[k].Price(totals[k]+m.Base(i, k), &score)
	}
	return score
}

// TestChange compares the delta of an edit with two evaluations.
func TestChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		r := nrptest.Roster(in, draw)
		s, d := draw("staff", 0, len(r)-1), draw("day", 0, in.Horizon.Days-1)
		to := nrptest.Cell(in, draw)
		was := r.Clone()
		delta, _, _ := m.Change(r, s, d, to)
		if diff := cmp.Diff(was, r); diff != "" {
			t.Fatalf("the roster was changed:\n%s", diff)
		}
		before := m.Evaluate(r)
		r[s][d] = to
		if diff := cmp.Diff(m.Evaluate(r).Minus(before), delta); diff != "" {
			t.Errorf("delta (-evaluate +change):\n%s", diff)
		}
	})
}

// ring is a ward of 40 people over 6 weeks whose contract has the usual rules.
func ring() *nrp.Instance {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	in := ward(42, nrp.Contract{
		Rests:     []nrp.Rest{{Minutes: 660, Cost: hard}},
		Patterns:  []nrp.Pattern{{Cells: []nrp.CellSet{night, nrp.OffCells, early}, Cost: soft}},
		Stretches: []nrp.Stretch{{Of: work, Min: 2, MinCost: soft, Max: 6, MaxCost: hard}, {Of: night, Max: 4, MaxCost: hard}},
		Weekend:   &soft,
		Counters: []nrp.Counter{
			{Kind: nrp.CountAmounts, Amount: []int64{480, 480, 600}, Over: []nrp.Knee{{At: 13500, Cost: soft}}},
			{Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: 3, Cost: soft}}},
		},
	})
	in.Staff = make([]nrp.Staff, 40)
	for d := range 42 {
		for s := range 3 {
			in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: s, Skill: nrp.NoSkill, Min: 5, MinCost: soft, Preferred: 5, Max: 6, MaxCost: soft})
		}
	}
	return in
}

func BenchmarkEvaluate(b *testing.B) {
	m, err := rules.Compile(ring())
	if err != nil {
		b.Fatal(err)
	}
	r := nrp.NewRoster(40, 42)
	for b.Loop() {
		m.Evaluate(r)
	}
}

func BenchmarkChange(b *testing.B) {
	m, err := rules.Compile(ring())
	if err != nil {
		b.Fatal(err)
	}
	r := nrp.NewRoster(40, 42)
	for b.Loop() {
		m.Change(r, 3, 20, nrp.Assignment{Shift: 2, Skill: nrp.NoSkill})
	}
}

func BenchmarkMachines(b *testing.B) {
	m, err := rules.Compile(ring())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m.Machines(0)
	}
}
