package search

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

func problemOf(t interface{ Fatal(...any) }, in *nrp.Instance, ratio int64) *Problem {
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	p := NewProblem(m)
	p.SetFactors(Factors(p.Scales(), ratio), ratio == 10)
	return p
}

func drawFrom(t *rapid.T) nrptest.Draw {
	return func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
}

// whole is a share of everything.
func whole(p *Problem) *Share { return &p.Shares(1, 0, 0)[0] }

func never() bool { return false }

// TestMovesArePricedRight tries every kind of move on random instances: what a move
// was said to add is what a state made anew says, and the score is the rules'.
func TestMovesArePricedRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		p := problemOf(t, in, 3)
		c := NewChain(p)
		c.s.CopyFrom(NewState(p, nrptest.Roster(in, draw)))
		c.rng.seed(uint64(draw("seed", 0, 1000)), 1)
		c.share = whole(p)
		for range draw("moves", 1, 40) {
			before := c.s.Energy()
			var e int64
			switch c.rng.below(3) {
			case 0:
				if len(c.share.owned) == 0 || !c.change() {
					continue
				}
			case 1:
				if !c.swap() {
					continue
				}
			default:
				from := c.rng.below(p.Days)
				to := from + 1 + c.rng.below(p.Days-from)
				e = c.rebuild(2, from, to, 1+c.rng.below(5))
				if c.rng.below(3) == 0 {
					c.revert(from, to)
					e = 0
				}
				c.segs = c.segs[:0]
			}
			for _, g := range c.segs {
				e += c.s.LineDelta(g)
			}
			if len(c.segs) > 0 {
				e += c.s.CoverDelta(c.segs...)
			}
			for _, g := range c.segs {
				c.s.Apply(g)
			}
			if got := c.s.Energy() - before; got != e {
				t.Fatalf("a move priced %d adds %d", e, got)
			}
			r := c.s.Roster()
			if diff := cmp.Diff(p.Model.Evaluate(r), c.s.Score()); diff != "" {
				t.Fatalf("score (-evaluate +state):\n%s", diff)
			}
			fresh := NewState(p, r)
			if diff := cmp.Diff(fresh.Energy(), c.s.Energy()); diff != "" {
				t.Fatalf("energy (-fresh +kept):\n%s", diff)
			}
		}
	})
}

// TestSharesAddUp runs the tasks of a round and compares the roster put together
// with one evaluated anew.
func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		p := problemOf(t, in, 10)
		s := NewState(p, nil)
		n := draw("tasks", 1, 4)
		for round := range 4 {
			shares := p.Shares(n, 5, uint64(round))
			score := s.Score()
			var parts []*State
			for k := range shares {
				c := NewChain(p)
				c.Run(s, Task{Share: &shares[k], Seed: 5, Number: uint64(10*round + k), Steps: 200, Hot: 100, Cold: 100, Stop: never})
				score = score.Plus(c.s.Score().Minus(s.Score()))
				parts = append(parts, c.s)
			}
			for k := range shares {
				s.Take(parts[k], &shares[k])
			}
			s.SetScore(score)
			fresh := NewState(p, s.Roster())
			if diff := cmp.Diff(fresh.Score(), s.Score()); diff != "" {
				t.Fatalf("round %d: score (-evaluate +shares):\n%s", round, diff)
			}
			if diff := cmp.Diff(fresh.counts, s.counts); diff != "" {
				t.Fatalf("round %d: counts (-evaluate +shares):\n%s", round, diff)
			}
			if diff := cmp.Diff(fresh.mach, s.mach); diff != "" {
				t.Fatalf("round %d: machines (-evaluate +shares):\n%s", round, diff)
			}
		}
	})
}

// TestFrozenCellsAreKept anneals hot and looks at fixed and forbidden cells.
func TestFrozenCellsAreKept(t *testing.T) {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	rapid.Check(t, func(t *rapid.T) {
		in := nrptest.Instance(drawFrom(t))
		for c := range in.Contracts {
			in.Contracts[c].FixedCost, in.Contracts[c].UnavailableCost = hard, hard
		}
		in.Shifts[0].FixedOnly = true
		p := problemOf(t, in, 3)
		c := NewChain(p)
		start := NewState(p, nil)
		c.Run(start, Task{Share: whole(p), Steps: 2000, Hot: 1e6, Cold: 1e6, Stop: never})
		c.Rebuild(c.s, Task{Share: whole(p), Steps: 100, Hot: 1e6, Stop: never})
		r := c.s.Roster()
		for i := range r {
			for d, a := range r[i] {
				if f, ok := p.Model.Fixed(i, d); ok {
					if a != f {
						t.Fatalf("staff %d day %d: %v, fixed is %v", i, d, a, f)
					}
					continue
				}
				if a.Shift == 0 {
					t.Fatalf("staff %d day %d was handed a shift that is for fixed cells only", i, d)
				}
				if a.Shift != nrp.NoShift && p.Model.Unavailable(i, d).Has(a.Shift) {
					t.Fatalf("staff %d day %d works when not available", i, d)
				}
			}
		}
	})
}
