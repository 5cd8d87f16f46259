package colgen_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// shapeOf lays one contract out for pricing, each level's unit worth one.
func shapeOf(m *rules.Model, c nrp.ContractIdx) (*colgen.Shape, bool) {
	machines := m.Machines(c)
	if len(machines) != 1 {
		return nil, false
	}
	s := &colgen.Shape{Days: m.Days, Cells: m.Shifts + 1, Machine: &machines[0], Class: make([]int32, m.Days)}
	for _, e := range machines[0].Effects {
		s.Energy = append(s.Energy, sum(e.Score))
	}
	counters := m.Lines[c].Counters
	for d := range m.Days {
		s.Class[d] = int32(d)
		for x := range s.Cells {
			var list []colgen.Touch
			for k := range counters {
				if a := counters[k].Amount(d, x-1); a != 0 {
					list = append(list, colgen.Touch{Counter: int32(k), Amount: a})
				}
			}
			s.Touches = append(s.Touches, list)
		}
	}
	for k := range counters {
		var out colgen.Counter
		for _, n := range counters[k].Under {
			out.Under = append(out.Under, colgen.Knee{At: n.At, Unit: unit(n.Cost), Energy: n.Cost.Weight})
		}
		for _, n := range counters[k].Over {
			out.Over = append(out.Over, colgen.Knee{At: n.At, Unit: unit(n.Cost), Energy: n.Cost.Weight})
		}
		s.Counters = append(s.Counters, out)
	}
	s.Prepare()
	return s, true
}

// unit makes hard bends go by twos, so that stepped bends are tried as well.
func unit(c nrp.Cost) int64 {
	if c.Level == nrp.LevelHard {
		return 2
	}
	return 1
}

func sum(s nrp.Score) int64 {
	var e int64
	for _, v := range s {
		e += v
	}
	return e
}

// priceOf prices cells the long way.
func priceOf(s *colgen.Shape, q *colgen.Query, cells []uint8) int64 {
	totals := append([]int64(nil), q.Totals...)
	var e int64
	st := q.State
	for j, x := range cells {
		d := q.From + j
		t := s.Machine.Steps[s.Machine.Class[d]][int(st)*s.Cells+int(x)]
		st = t.Next
		e += q.Cost[j*s.Cells+int(x)] + s.Energy[t.Effect]
		for _, u := range s.Touches[int(s.Class[d])*s.Cells+int(x)] {
			totals[u.Counter] += u.Amount
		}
		for _, a := range s.Machine.Effects[t.Effect].Adds {
			totals[a.Counter] += a.Units
		}
	}
	if q.End != nil {
		v, adds := q.End(st)
		e += v
		for _, u := range adds {
			totals[u.Counter] += u.Amount
		}
	}
	for k := range s.Counters {
		e += s.Counters[k].Price(totals[k])
	}
	return e
}

// through checks that no line within the limit is cheaper than what is said of its cells.
func through(t *rapid.T, p *colgen.Pricer, s *colgen.Shape, q *colgen.Query) {
	out := make([]int64, len(q.Cost))
	p.Through(s, q, out)
	eachLine(s, q, func(cells []uint8) {
		cost := priceOf(s, q, cells)
		for j, x := range cells {
			if low := out[j*s.Cells+int(x)]; cost <= q.Limit && low > cost {
				t.Fatalf("day %d cell %d: no line is said to cost less than %d (limit %d), but %v costs %d", j, x, low, q.Limit, cells, cost)
			}
		}
	})
}

// cheapest tries every line.
func cheapest(s *colgen.Shape, q *colgen.Query) int64 {
	best := colgen.Inf
	eachLine(s, q, func(cells []uint8) { best = min(best, priceOf(s, q, cells)) })
	return best
}

func eachLine(s *colgen.Shape, q *colgen.Query, found func(cells []uint8)) {
	cells := make([]uint8, q.To-q.From)
	var try func(j int)
	try = func(j int) {
		if j == len(cells) {
			found(cells)
			return
		}
		for x := range s.Cells {
			if q.Cost[j*s.Cells+x] < colgen.Inf {
				cells[j] = uint8(x)
				try(j + 1)
			}
		}
	}
	try(0)
}

// TestPriceIsTheCheapest compares the pricer with all lines of small windows, with
// and without a limit.
func TestPriceIsTheCheapest(t *testing.T) {
	var p colgen.Pricer
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
		in := nrptest.Instance(draw)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := shapeOf(m, in.Staff[0].Contract)
		if !ok {
			t.Skip("more than one machine")
		}
		if len(s.Counters) > 0 && draw("fed by both", 0, 3) == 0 { // cells and machine
			for e := range s.Machine.Effects {
				effect := &s.Machine.Effects[e]
				effect.Adds = slices.DeleteFunc(slices.Clone(effect.Adds), func(a rules.Add) bool { return a.Counter == 0 })
				effect.Adds = append(effect.Adds, rules.Add{Counter: 0, Units: int64(e % 3)})
			}
			s.Prepare()
		}
		if len(s.Counters) > 0 && len(s.Counters[0].Under) == 0 && draw("fine", 0, 3) == 0 {
			refine(s, int64(draw("times", 20, 300)))
		}
		from := draw("from", 0, m.Days-1)
		q := &colgen.Query{From: from, To: draw("to", from+1, min(m.Days, from+6)), Limit: colgen.Inf}
		q.State = int32(draw("state", 0, s.Machine.States-1))
		for range s.Counters {
			q.Totals = append(q.Totals, int64(draw("total", -2, 6)))
		}
		for range (q.To - q.From) * s.Cells {
			c := int64(draw("cell", -6, 6))
			if c == 6 {
				c = colgen.Inf
			}
			q.Cost = append(q.Cost, c)
		}
		if draw("end", 0, 1) == 1 {
			ends, adds := make([]int64, s.Machine.States), make([][]colgen.Touch, s.Machine.States)
			for i := range ends {
				ends[i] = int64(draw("end cost", -5, 5))
				if len(s.Counters) > 0 && draw("end adds", 0, 2) == 0 {
					adds[i] = []colgen.Touch{{Counter: 0, Amount: int64(draw("end amount", -1, 1))}}
				}
			}
			q.End = func(st int32) (int64, []colgen.Touch) { return ends[st], adds[st] }
		}
		want := cheapest(s, q)
		cells := make([]uint8, q.To-q.From)
		got, ok := p.Price(s, q, cells)
		switch {
		case want >= colgen.Inf && !ok:
			return
		case !ok || got != want || !p.Exact():
			t.Fatalf("price %d (found %v, exact %v), the cheapest of all lines costs %d", got, ok, p.Exact(), want)
		case priceOf(s, q, cells) != got:
			t.Fatalf("the cells cost %d, the price is %d", priceOf(s, q, cells), got)
		}
		q.Limit = want
		if got, ok = p.Price(s, q, cells); !ok || got != want {
			t.Fatalf("with the cheapest as limit: %d, found %v, want %d", got, ok, want)
		}
		q.Limit = want - 1
		if _, ok = p.Price(s, q, cells); ok {
			t.Fatal("found a line below the cheapest")
		}
		q.Limit, q.Width = want+int64(draw("room", 0, 5)), draw("width", 0, 3)
		several(t, &p, s, q, want)
		through(t, &p, s, q)
		q.Limit, q.Width, q.Hard = colgen.Inf, 2, 7
		if got, ok = p.Price(s, q, cells); ok && (got < want || priceOf(s, q, cells) != got || p.Exact() && got != want) {
			t.Fatalf("two labels a day: %d for a line of %d, exact %v; cheapest %d", got, priceOf(s, q, cells), p.Exact(), want)
		}
	})
}

// refine counts what the first counter does in finer units, each amount a little more than so many times what it was: more
// totals than a table tells apart.
func refine(s *colgen.Shape, times int64) {
	more := func(v int64) int64 { return v*times + v%3 }
	for k, list := range s.Touches {
		s.Touches[k] = slices.Clone(list)
		for j, t := range list {
			if t.Counter == 0 {
				s.Touches[k][j].Amount = more(t.Amount)
			}
		}
	}
	for e := range s.Machine.Effects {
		effect := &s.Machine.Effects[e]
		effect.Adds = slices.Clone(effect.Adds)
		for j, a := range effect.Adds {
			if a.Counter == 0 {
				effect.Adds[j].Units = more(a.Units)
			}
		}
	}
	for j := range s.Counters[0].Over {
		s.Counters[0].Over[j].At *= times
	}
	s.Prepare()
}

// several checks that the lines found cost what is said, are within the limit and
// cheapest first, and that the bound is never above the cheapest line.
func several(t *rapid.T, p *colgen.Pricer, s *colgen.Shape, q *colgen.Query, want int64) {
	first, last := colgen.Inf, -colgen.Inf
	bound := p.Several(s, q, 3, func(cost int64, cells []uint8) {
		if cost < last || cost > q.Limit || cost < want || priceOf(s, q, cells) != cost {
			t.Fatalf("found a line of %d after one of %d; it costs %d, the limit is %d", cost, last, priceOf(s, q, cells), q.Limit)
		}
		first, last = min(first, cost), cost
	})
	if bound > want || p.Exact() && want < colgen.Inf && first != want {
		t.Fatalf("bound %d, cheapest found %d, cheapest of all %d", bound, first, want)
	}
}
