package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// TestWindowsArePricedRight lays a random window of a random roster out, puts other
// columns in, and compares what the window says this costs with the state's energy.
func TestWindowsArePricedRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		p := problemOf(t, in, 3)
		s := NewState(p, nrptest.Roster(in, draw))
		var r random
		r.seed(uint64(draw("seed", 0, 1000)), 1)
		people := p.NewDraw(nil).Pick(s, nil, r.next(), 1, Form{Blocks: 1, Days: p.Days}, draw("cells", 1, p.Staff*p.Days)).People
		from := r.below(p.Days)
		to := from + 1 + r.below(p.Days-from)
		var free []bool
		if draw("some days held", 0, 1) == 1 {
			for range p.Days {
				free = append(free, r.below(3) > 0)
			}
		}
		var held []bool
		if draw("some cells held", 0, 1) == 1 {
			for range p.Staff * p.Days {
				held = append(held, r.below(3) > 0)
			}
		}
		w, ok := NewWindow(s, nil, Region{People: people, From: from, To: to, Free: free, Held: held, days: p.Days}, colgen.Alone(never))
		if !ok {
			t.Skip("a line cannot be priced")
		}
		if all := len(people) == p.Staff && to-from == p.Days && free == nil && held == nil; all && convex(w) && w.Now()+w.Held() != s.Energy()*p.fine {
			t.Fatalf("everything costs %d and what is held %d; the energy is %d", w.Now(), w.Held(), s.Energy()*p.fine)
		}
		if cost, ok := w.Cost(s); !ok || cost != w.Now() {
			t.Fatalf("the window's state costs %d (%v), the window %d", cost, ok, w.Now())
		}
		picks := make([][]int32, len(people))
		for k := range people {
			l := &w.part.Lines[k]
			for j := range w.spots {
				picks[k] = append(picks[k], l.OptionAt[j]+int32(r.below(int(l.OptionAt[j+1]-l.OptionAt[j]))))
			}
		}
		want := (w.gen.Price(picks) - w.Now()) / p.fine
		segs := w.Segments(picks)
		before := s.Energy()
		saved := s.Saved(segs)
		if e := s.Carry(segs); e != s.Energy()-before {
			t.Fatalf("carrying says %d, the energy has changed by %d", e, s.Energy()-before)
		}
		if got := s.Energy() - before; got != want && convex(w) {
			t.Fatalf("the window prices the change %d, the state %d", want, got)
		}
		if s.Carry(saved); s.Energy() != before {
			t.Fatalf("put back, the energy is %d, it was %d", s.Energy(), before)
		}
	})
}

// convex reports whether every row's price is, so that the window has it exactly.
func convex(w *Window) bool {
	for k := range w.p.rows { // one that is not may have left the part
		if r := &w.p.rows[k]; r.min > 0 && r.minE < r.preferredE && r.preferred > r.min {
			return false
		}
	}
	return true
}

// TestBranchFindsTheLeastEnergy compares branching, diving and the bound on windows of
// everything with all rosters.
func TestBranchFindsTheLeastEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawTiny(t)
		p := problemOf(t, nrptest.Instance(draw), 3)
		s := NewState(p, nil)
		w, ok := NewWindow(s, nil, p.Whole(), colgen.Alone(never))
		if !ok || !convex(w) {
			t.Skip("not all of it can be priced")
		}
		least, bests := cheapestRosters(w)
		grain := p.Grain()
		g := w.Generator()
		g.Converge(colgen.Aim{Cutoff: colgen.Inf, Grain: grain, Rounds: 40, Stop: never})
		if g.Bound() > least {
			t.Fatalf("bound %d, the cheapest roster costs %d", g.Bound(), least)
		}
		for _, left := range []float64{1, 0.15, 0.05, 0} { // with time, in a hurry, and with no time to price anything
			d := colgen.Depth{Share: 0.1, Rounds: 3, Backs: 5, Left: func() float64 { return left }}
			picks, ok := g.Fork().Dive(colgen.Inf, grain, d, never)
			if ok && g.Price(picks) < least {
				t.Fatalf("a dive came to %d, the cheapest roster costs %d", g.Price(picks), least)
			}
			if !ok && left < 1 {
				t.Fatalf("a dive with %v of its time left came to nothing", left)
			}
		}
		probes := draw("probes", 0, 3)
		branch := func(g *colgen.Generator, cutoff int64) ([][]int32, bool) {
			tree := g.NewTree(cutoff, grain).Probing(probes)
			for steps := 1; !tree.Done(); steps *= 2 { // left and gone on with
				left := steps
				tree.Run(func() bool { left--; return left < 0 })
				if b := tree.Bound(); b > least {
					t.Fatalf("branching has a bound of %d, the cheapest roster costs %d", b, least)
				}
			}
			return tree.Run(never), tree.Done()
		}
		picks, proved := branch(g.Fork(), least+1)
		if !proved || picks == nil || g.Price(picks) != least {
			t.Fatalf("branching found %v, proved %v; the cheapest roster costs %d", picks, proved, least)
		}
		f := g.Fork()
		if !f.Narrow(least + 1 + int64(draw("room", 0, 3))*grain) {
			t.Fatalf("nothing is said to be left below more than %d", least)
		}
		for _, best := range bests {
			for i, picks := range best {
				for _, o := range picks {
					if f.Banned(i, o) {
						t.Fatalf("the roster %v of %d was narrowed away", best, least)
					}
				}
			}
		}
		if picks, proved = branch(f, least+1); !proved || picks == nil || g.Price(picks) != least {
			t.Fatalf("once narrowed, branching found %v, proved %v; the cheapest roster costs %d", picks, proved, least)
		}
		if picks, proved = branch(g.Fork(), least-grain+1); !proved || picks != nil {
			t.Fatalf("below the cheapest, branching found %v, proved %v", picks, proved)
		}
	})
}

// drawTiny draws instances so small that all rosters can be tried.
func drawTiny(t *rapid.T) nrptest.Draw {
	return func(what string, lo, hi int) int {
		if n, ok := map[string]int{"days": 3, "staff": 2, "shifts": 2, "skills": 1}[what]; ok {
			hi = min(hi, n)
		}
		return rapid.IntRange(lo, hi).Draw(t, what)
	}
}

// cheapestRosters prices every way to fill a window, and returns the cheapest.
func cheapestRosters(w *Window) (least int64, bests [][][]int32) {
	picks := make([][]int32, len(w.part.Lines))
	for i := range picks {
		picks[i] = make([]int32, w.region.To-w.region.From)
	}
	least = colgen.Inf
	days := w.region.To - w.region.From
	var try func(k int)
	try = func(k int) {
		if k == len(picks)*days {
			e := w.gen.Price(picks)
			if e < least {
				least, bests = e, nil
			}
			if e == least {
				var best [][]int32
				for _, line := range picks {
					best = append(best, slices.Clone(line))
				}
				bests = append(bests, best)
			}
			return
		}
		l := &w.part.Lines[k/days]
		for o := l.OptionAt[k%days]; o < l.OptionAt[k%days+1]; o++ {
			picks[k/days][k%days] = o
			try(k + 1)
		}
	}
	try(0)
	return least, bests
}

// TestABoundThatStallsIsLeft lets eight weeks of twelve people with requests converge: where the bound is to rise by half of what is left in a few
// rounds, it is left earlier, with a bound that is no higher.
func TestABoundThatStallsIsLeft(t *testing.T) {
	in := weekends()
	rng := rand.New(rand.NewPCG(1, 1))
	in.Staff = slices.Repeat(in.Staff[:1], 12)
	for i := range in.Staff {
		in.Staff[i].ID = fmt.Sprint(i)
		for d := range in.Horizon.Days {
			in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: nrp.ShiftCells(0), Cost: nrp.Cost{Level: nrp.LevelRest, Weight: int64(rng.IntN(50))}})
		}
	}
	for k := range in.Cover {
		in.Cover[k].Preferred, in.Cover[k].PreferredCost.Weight = 5, 60
	}
	converge := func(stall float64) (rounds int, bound int64) {
		p := problemOf(t, in, 3)
		w, ok := NewWindow(NewState(p, nil), NewPool(p), p.Whole(), colgen.Alone(never))
		if !ok {
			t.Fatal("a line cannot be priced")
		}
		g := w.Generator()
		g.Converge(colgen.Aim{
			Cutoff: w.Now(), Grain: 1, Rounds: 1000, Stall: stall, Stop: never, Progress: func(int64) { rounds++ },
		})
		return rounds, g.Bound()
	}
	whole, best := converge(0)
	rounds, bound := converge(0.5)
	if rounds >= whole || bound > best {
		t.Errorf("%d rounds to a bound of %d, otherwise %d to %d", rounds, bound, whole, best)
	}
}
