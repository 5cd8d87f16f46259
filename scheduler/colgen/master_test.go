package colgen

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func neverStop() bool { return false }

// TestMasterByHand mixes the columns of two people for one shift on two days. Ada may
// work both days (cost 6) or none, Ben day 0 (cost 1) or none; each day wants one
// person and pays 4 for it. Best: Ben works day 0 and Ada not at all, since her
// second day saves only 4 of her 6: 1 + 4 = 5. A mix cannot do better: with prices 1
// and 4 Ada's columns cost 6 - 5 = 1 and 0, Ben's 0 and 0, and the rows give back 1 + 4 = 5.
func TestMasterByHand(t *testing.T) {
	row := Row{Min: 1, Preferred: 1, Max: 1, MinE: 4, PreferredE: 4, MaxE: 1}
	m := newMaster([]Row{row, row}, 2, Alone(neverStop))
	m.add(0, Column{})
	m.add(0, Column{Rows: []int32{0, 1}, Energy: 6})
	m.add(1, Column{})
	m.add(1, Column{Rows: []int32{0}, Energy: 1})
	m.pack()
	lower, upper := m.solve(1e-6, 5000, neverStop)
	if math.Abs(lower-5) > 1e-3 || math.Abs(upper-5) > 1e-3 {
		t.Errorf("between %v and %v, want 5", lower, upper)
	}
	if m.x[0] < 0.999 || m.x[3] < 0.999 {
		t.Errorf("weights %v, want Ada off and Ben at work", m.x)
	}
}

// TestMasterBoundsMeet solves random masters: the two bounds meet, and no choice of
// one column a line is cheaper than the lower one.
func TestMasterBoundsMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
		rows := make([]Row, draw("rows", 1, 4))
		for k := range rows {
			r := &rows[k]
			r.Min = int64(draw("min", 0, 2))
			r.Preferred = r.Min + int64(draw("more", 0, 2))
			r.Max = r.Preferred + int64(draw("spare", 0, 1))
			r.PreferredE = int64(draw("preferred cost", 0, 10))
			r.MinE = r.PreferredE + int64(draw("min cost", 0, 20))
			r.MaxE = int64(draw("max cost", 0, 10))
		}
		m := newMaster(rows, draw("lines", 1, 3), Alone(neverStop))
		for i := range m.lines {
			for range draw("columns", 1, 4) {
				c := Column{Energy: int64(draw("cost", 0, 20))}
				for k := range rows {
					if draw("covers", 0, 1) == 1 {
						c.Rows = append(c.Rows, int32(k))
					}
				}
				m.add(i, c)
			}
		}
		m.pack()
		// Stopped anywhere, it says of the weights and prices that it leaves what they come to.
		lower, upper := m.solve(1e-3, draw("a few iterations", 1, 100), neverStop)
		load := make([]float64, len(rows))
		m.multiply(0, len(m.x), m.x, load)
		if lo, up := m.lower(m.y), m.upper(m.x, load); math.Abs(lo-lower) > 1e-6 || math.Abs(up-upper) > 1e-6 {
			t.Fatalf("left between %v and %v, which it says is between %v and %v", lo, up, lower, upper)
		}
		lower, upper = m.solve(1e-3, 20_000, neverStop)
		if upper-lower > 0.05 {
			t.Fatalf("between %v and %v", lower, upper)
		}
		if best := cheapestChoice(m, 0, make([]int64, len(rows)), 0); lower > float64(best)+1e-6 {
			t.Fatalf("lower bound %v, a choice costs %d", lower, best)
		}
		for i := range m.lines {
			sum := 0.0
			for _, w := range m.x[m.at[i]:m.at[i+1]] {
				sum += w
				if w < 0 {
					t.Fatalf("weight %v", w)
				}
			}
			if math.Abs(sum-1) > 1e-6 {
				t.Fatalf("line %d has weights %v", i, sum)
			}
		}
	})
}

// cheapestChoice tries every choice of one column a line from line i on.
func cheapestChoice(m *master, i int, counts []int64, e int64) int64 {
	if i == len(m.lines) {
		for k := range m.rows {
			e += price(&m.rows[k], counts[k])
		}
		return e
	}
	best := int64(math.MaxInt64)
	for j := range m.lines[i] {
		c := &m.lines[i][j]
		for _, k := range c.Rows {
			counts[k]++
		}
		best = min(best, cheapestChoice(m, i+1, counts, e+c.Energy))
		for _, k := range c.Rows {
			counts[k]--
		}
	}
	return best
}

// TestConjugate compares the conjugate of a row's price with all counts up to 20, at
// whole prices within the row's.
func TestConjugate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
		r := Row{Min: int64(draw("min", 0, 3))}
		r.Preferred = r.Min + int64(draw("more", 0, 3))
		r.Max = r.Preferred + int64(draw("spare", 0, 3))
		r.PreferredE = int64(draw("preferred cost", 0, 9))
		r.MinE, r.MaxE = r.PreferredE+int64(draw("min cost", 0, 9)), int64(draw("max cost", 0, 9))
		y := int64(draw("price", -int(r.MaxE), int(r.MinE)))
		most := int64(math.MinInt64)
		for n := range int64(20) {
			most = max(most, -y*n-price(&r, n))
		}
		if got := conjugate(&r, y); got != most || conjugate(&r, float64(y)) != float64(most) {
			t.Fatalf("conjugate %d and %v, want %d", got, conjugate(&r, float64(y)), most)
		}
		if y := r.clip(1e9); r.adjust(y, 0) != y {
			t.Fatalf("a step of no length changes %v", y)
		}
	})
}

// TestChunksDoNotDependOnWorkers mixes enough columns for an iteration to be dealt out: prices and weights are the same to the
// last digit with one worker and with two.
func TestChunksDoNotDependOnWorkers(t *testing.T) {
	mixed := func(e Each) *master {
		random := rand.New(rand.NewPCG(1, 2))
		rows := make([]Row, 300)
		for k := range rows {
			rows[k] = Row{Min: 3, Preferred: 4, Max: 5, MinE: 1000, PreferredE: 300, MaxE: 100}
		}
		m := newMaster(rows, 40, e)
		for i := range m.lines {
			for range 40 {
				c := Column{Energy: random.Int64N(2000)}
				for range 30 {
					c.Rows = append(c.Rows, int32(random.IntN(len(rows))))
				}
				m.add(i, c)
			}
		}
		m.pack()
		m.solve(0, 200, neverStop)
		return m
	}
	one := mixed(Alone(neverStop))
	if len(one.chunks) != mostChunks {
		t.Fatalf("%d entries are dealt to %d chunks", len(one.index), len(one.chunks))
	}
	two := mixed(Each{2, neverStop, func(n int, task func(k, worker int)) {
		var wg sync.WaitGroup
		for k := range n {
			wg.Go(func() { task(k, k%2) })
		}
		wg.Wait()
	}})
	if !slices.Equal(one.y, two.y) || !slices.Equal(one.x, two.x) {
		t.Error("two workers come to other prices or weights than one")
	}
}
