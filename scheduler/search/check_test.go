//go:build rostercheck

package search

import (
	"math/rand/v2"
	"os"
	"runtime/debug"
	"strconv"
	"testing"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// kinds are the kinds of moves with their shares of all, in percent. Repairs make many
// moves and windows take long, so that both have a small one.
var kinds = []struct {
	name    string
	percent int64
	try     func(*trial)
}{
	{"changes", 29, (*trial).changes},
	{"swaps", 28, (*trial).swaps},
	{"annealing", 18, (*trial).anneal},
	{"ruin and recreate", 10, (*trial).ruin},
	{"repair", 10, (*trial).repair},
	{"windows", 5, (*trial).windows},
}

// TestEveryMoveIsPricedRight makes moves of every kind on random instances in assertion
// mode, as many as FAIRROTA_TEST_MOVES asks for (default 20,000): each delta and each
// reduced cost is compared with one worked out from scratch, and a mismatch panics.
// Instances are drawn until each kind has its share. Their number is bounded and what is
// missing then fails the test, so that it cannot pass without its checks.
func TestEveryMoveIsPricedRight(t *testing.T) {
	asked := movesAsked(t)
	made := make([]int64, len(kinds))
	total, columns, seed := checks.Load(), colgen.Checks.Load(), uint64(0)
	for open := true; open && seed < uint64(asked/20+50); seed++ {
		tr := newTrial(t, seed)
		open = false
		for k, kind := range kinds {
			if made[k]*100 < asked*kind.percent {
				before := checks.Load()
				tr.attempt(kind.try)
				made[k] += checks.Load() - before
				open = true
			}
		}
	}
	total, columns = checks.Load()-total, colgen.Checks.Load()-columns
	t.Logf("%d moves and %d columns checked on %d instances", total, columns, seed)
	if total < asked {
		t.Errorf("%d moves were checked, %d were asked for", total, asked)
	}
	for k, kind := range kinds {
		if t.Logf("%s: %d", kind.name, made[k]); made[k]*100 < asked*kind.percent {
			t.Errorf("%s: %d moves were checked, %d%% of %d were asked for", kind.name, made[k], kind.percent, asked)
		}
	}
	if columns < asked/20 {
		t.Errorf("%d columns were checked, at least %d were asked for", columns, asked/20)
	}
}

// movesAsked reads FAIRROTA_TEST_MOVES.
func movesAsked(t *testing.T) int64 {
	t.Helper()
	text := os.Getenv("FAIRROTA_TEST_MOVES")
	if text == "" {
		return 20_000
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		t.Fatalf("FAIRROTA_TEST_MOVES is %q, it must be a whole number above 0", text)
	}
	return n
}

// trial is one random instance with a chain on a random roster of it.
type trial struct {
	t    *testing.T
	seed uint64
	draw nrptest.Draw
	p    *Problem
	c    *Chain
	// hot is the energy up to which a move that makes the roster worse is kept.
	hot int64
}

func newTrial(t *testing.T, seed uint64) *trial {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 2))
	draw := func(_ string, lo, hi int) int { return lo + random.IntN(hi-lo+1) }
	in := nrptest.Instance(draw)
	tr := &trial{t: t, seed: seed, draw: draw, p: problemOf(t, in, []int64{3, 10, 1000}[seed%3])}
	tr.c = NewChain(tr.p)
	tr.c.s.CopyFrom(NewState(tr.p, nrptest.Roster(in, draw)))
	tr.c.rng.seed(seed, 3)
	tr.c.share = whole(tr.p)
	tr.hot = int64(1) << draw("hot", 4, 40)
	return tr
}

// attempt makes moves of a kind and tells of which instance a mismatch was.
func (tr *trial) attempt(do func(*trial)) {
	defer func() {
		if fault := recover(); fault != nil {
			tr.t.Fatalf("instance %d: %v\n%s", tr.seed, fault, debug.Stack())
		}
	}()
	do(tr)
}

// tries is how many moves of a kind an instance gets at once.
const tries = 40

// changes and swaps try moves of annealing one by one.
func (tr *trial) changes() {
	for range tries {
		if len(tr.c.share.owned) > 0 && tr.c.change() {
			tr.move()
		}
	}
}

func (tr *trial) swaps() {
	for range tries {
		if tr.c.swap() {
			tr.move()
		}
	}
}

// move tries the move at hand cold, which carries it out if it costs nothing. If it was
// given up, it is carried out all the same, so that its delta is checked, and taken back
// if it costs much.
func (tr *trial) move() {
	c, n, saved := tr.c, checks.Load(), tr.c.s.Saved(tr.c.segs)
	if c.try(0); checks.Load() > n {
		return
	}
	e := tr.force()
	if e <= 0 {
		tr.t.Fatalf("instance %d: a move that adds %d was given up", tr.seed, e)
	}
	if e > tr.hot {
		c.segs, c.neutral = saved, false
		tr.force()
	}
}

// force carries the move at hand out whatever it costs and returns what it adds.
func (tr *trial) force() int64 {
	c, e := tr.c, int64(0)
	for _, g := range c.segs {
		e += c.s.LineDelta(g)
	}
	if !c.neutral {
		e += c.s.CoverDelta(c.segs...)
	}
	c.apply(e)
	return e
}

// anneal is a task of block moves as a round has it, in which what is accepted is checked.
func (tr *trial) anneal() {
	from := NewState(tr.p, tr.c.s.Roster())
	tr.c.Run(from, Task{Share: whole(tr.p), Seed: tr.seed, Steps: 10 * tries, Hot: float64(tr.hot), Cold: 1, Stop: never})
}

// ruin takes people out of some days and puts them back, sometimes reverts it, and puts a
// person's days back at the least energy: without noise that is never dearer.
func (tr *trial) ruin() {
	c, p := tr.c, tr.p
	for range tries / 10 {
		from := c.rng.below(p.Days)
		to := from + 1 + c.rng.below(p.Days-from)
		before := c.s.Energy()
		e := c.rebuild(1+c.rng.below(3), from, to, 1+c.rng.below(int(min(tr.hot, 1000))))
		c.s.check(before, e)
		if c.rng.below(2) == 0 {
			c.revert(from, to)
			c.s.check(before, 0)
		}
		i := c.rng.below(p.Staff)
		offered := tr.offered(i)
		if g, ok := c.line.best(i, from, to, 0, 1); ok {
			if e := c.carry(g); e > 0 && offered {
				tr.t.Fatalf("instance %d: a line put back adds %d", tr.seed, e)
			}
		}
	}
}

// offered reports whether a line holds duties only that pricing it offers.
func (tr *trial) offered(i int) bool {
	for _, x := range tr.c.s.duty[i*tr.p.Days : (i+1)*tr.p.Days] {
		if !tr.p.able[i*tr.p.Duties+int(x)] {
			return false
		}
	}
	return true
}

// repair puts right, as far as it can, what the roster at hand breaks of hard rules.
func (tr *trial) repair() {
	from := NewState(tr.p, tr.c.s.Roster())
	tr.c.Repair(from, Task{Share: whole(tr.p), Seed: tr.seed, Stop: never})
}

// windows generates columns for some people over some days of a new roster, dives, and
// carries out what the dive found. Where a window has the price of every row exactly, it
// knows what that adds.
func (tr *trial) windows() {
	s, p, r := tr.c.s, tr.p, &tr.c.rng
	for range tries / 10 {
		s.CopyFrom(NewState(p, nrptest.Roster(p.Model.Inst, tr.draw)))
		people := r.order(p.Staff)[:1+r.below(p.Staff)]
		from := r.below(p.Days)
		to := from + 1 + r.below(p.Days-from)
		var free []bool // some days held, every other time
		if r.below(2) == 0 {
			for range p.Days {
				free = append(free, r.below(3) > 0)
			}
		}
		var held []bool // some cells held, every fourth time
		if r.below(4) == 0 {
			for range p.Staff * p.Days {
				held = append(held, r.below(3) > 0)
			}
		}
		w, ok := NewWindow(s, nil, Region{People: people, From: from, To: to, Free: free, Held: held, days: p.Days}, colgen.Alone(never))
		if !ok {
			return
		}
		g := w.Generator()
		g.Converge(colgen.Aim{Cutoff: colgen.Inf, Grain: p.Grain(), Rounds: 20, Stop: never})
		picks, ok := g.Fork().Dive(colgen.Inf, p.Grain(), colgen.Depth{Share: 0.1, Rounds: 3, Backs: 5}, never)
		if !ok {
			continue
		}
		before, adds := s.Energy(), (g.Price(picks)-w.Now())/p.fine
		e := s.Carry(w.Segments(picks))
		s.check(before, e)
		if convex(w) && e != adds {
			tr.t.Fatalf("instance %d: the window prices a change %d, the state %d", tr.seed, adds, e)
		}
	}
}
