package colgen

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Inf is the cost of a cell that may not be used.
const Inf = int64(1) << 60

// Shape is what all lines of one contract have in common. It is only read.
type Shape struct {
	// Days and Cells are sizes; cell 0 is off, s+1 is shift s.
	Days, Cells int
	// Machine is the product of the contract's automata.
	Machine *rules.Machine
	// Energy is the price of each of the machine's effects; [effect].
	Energy []int64
	// Class is the class of each day for Touches; [day].
	Class []int32
	// Touches lists what a cell adds to the counters; [class*Cells+cell].
	Touches [][]Touch
	// Counters are the contract's counters.
	Counters []Counter

	// most is the most that the machine's steps add to each counter; [machine class].
	most [][]Touch
	// amounts are all that a cell or an effect can add to each counter but nothing, rising; [counter].
	amounts [][]int64
	// reach is how many states the machine can be in on a day, in the mean, while no hard
	// rule is broken.
	reach float64
}

// Prepare must be called once after the fields are set.
func (s *Shape) Prepare() {
	s.reach = s.reached()
	s.layAmounts()
	s.most = make([][]Touch, len(s.Machine.Steps))
	for c, steps := range s.Machine.Steps {
		most := map[int]int64{}
		for _, t := range steps {
			for _, a := range s.Machine.Effects[t.Effect].Adds {
				most[a.Counter] = max(most[a.Counter], a.Units)
			}
		}
		for k := range s.Counters {
			if most[k] > 0 {
				s.most[c] = append(s.most[c], Touch{int32(k), most[k]})
			}
		}
	}
}

// layAmounts finds amounts.
func (s *Shape) layAmounts() {
	s.amounts = make([][]int64, len(s.Counters))
	note := func(c int, v int64) {
		if at, ok := slices.BinarySearch(s.amounts[c], v); v != 0 && !ok {
			s.amounts[c] = slices.Insert(s.amounts[c], at, v)
		}
	}
	for _, list := range s.Touches {
		for _, t := range list {
			note(int(t.Counter), t.Amount)
		}
	}
	for e := range s.Machine.Effects {
		for _, a := range s.Machine.Effects[e].Adds {
			note(a.Counter, a.Units)
		}
	}
}

// reached finds reach, from the state of somebody without a past.
func (s *Shape) reached() float64 {
	here, next, all := make([]bool, s.Machine.States), make([]bool, s.Machine.States), 0
	here[0] = true
	for d := range s.Days {
		steps := s.Machine.Steps[s.Machine.Class[d]]
		clear(next)
		for st, is := range here {
			if !is {
				continue
			}
			all++
			for _, t := range steps[st*s.Cells : (st+1)*s.Cells] {
				next[t.Next] = next[t.Next] || s.Machine.Effects[t.Effect].Score[nrp.LevelHard] == 0
			}
		}
		here, next = next, here
	}
	return float64(all) / float64(max(1, s.Days))
}

// Touch is an amount added to a counter.
type Touch struct {
	Counter int32
	Amount  int64
}

// Counter is the cost of a total: the sum of its bends, those below and those above.
type Counter struct{ Under, Over []Knee }

// Knee is a bend: each begun Unit beyond At costs Energy. A Unit other than 1 is a
// prohibition: dominance does not trade it.
type Knee struct{ At, Unit, Energy int64 }

// Price returns what units beyond the bend cost; none if there are none.
func (k *Knee) Price(units int64) int64 {
	switch {
	case units <= 0:
		return 0
	case k.Unit == 1:
		return units * k.Energy
	}
	return (units + k.Unit - 1) / k.Unit * k.Energy
}

// Price returns what a total costs.
func (c *Counter) Price(total int64) int64 {
	var e int64
	for i := range c.Under {
		e += c.Under[i].Price(c.Under[i].At - total)
	}
	for i := range c.Over {
		e += c.Over[i].Price(total - c.Over[i].At)
	}
	return e
}

// least returns the least that a total can come to cost when up to more may be added.
func (c *Counter) least(total, more int64) int64 {
	var e int64
	for i := range c.Under {
		e += c.Under[i].Price(c.Under[i].At - total - more)
	}
	for i := range c.Over {
		e += c.Over[i].Price(total - c.Over[i].At)
	}
	return e
}

// leastAt returns the least that a total's cost can come to when up to more may be
// added and each unit added earns price, and of the totals at which it does the one
// nearest to near. Where price is not zero, prohibitions are taken to be linear, which
// is less than they cost. O(bends^2).
func (c *Counter) leastAt(total, more, price, near int64) (e, at int64) {
	if price == 0 {
		low, high := total, total+more
		for i := range c.Under {
			low = max(low, min(c.Under[i].At, high))
		}
		for i := range c.Over {
			high = min(high, max(c.Over[i].At, low))
		}
		return c.least(total, more), min(max(near, low), high)
	}
	e, at = c.linear(total), total
	see := func(t int64) {
		if t > total && t <= total+more {
			if v := c.linear(t) - price*(t-total); v < e {
				e, at = v, t
			}
		}
	}
	see(total + more)
	for i := range c.Under {
		see(c.Under[i].At)
	}
	for i := range c.Over {
		see(c.Over[i].At)
	}
	return e, at
}

// linear is Price with a begun Unit priced in proportion.
func (c *Counter) linear(total int64) int64 {
	var e int64
	for i := range c.Under {
		e += max(0, c.Under[i].At-total) * (c.Under[i].Energy / c.Under[i].Unit)
	}
	for i := range c.Over {
		e += max(0, total-c.Over[i].At) * (c.Over[i].Energy / c.Over[i].Unit)
	}
	return e
}

// within returns the price nearest to p at which adding without end neither pays nor
// costs without end: between what the bends below and those above charge a unit.
func (c *Counter) within(p int64) int64 {
	var low, high int64
	for i := range c.Under {
		low -= c.Under[i].Energy / c.Under[i].Unit
	}
	for i := range c.Over {
		high += c.Over[i].Energy / c.Over[i].Unit
	}
	return min(max(p, low), high)
}

// worst returns the most by which total a can come to cost more than total b when
// the same is added to both, at most more: the bends being convex, the difference is
// largest when all of more is added if a > b, when nothing is if a < b. Of a
// prohibition it is Inf if a can come to break it where b need not.
func (c *Counter) worst(a, b, more int64) int64 {
	if a == b {
		return 0
	}
	if a > b {
		a, b = a+more, b+more
	}
	var e int64
	for i := range c.Under {
		k := &c.Under[i]
		switch {
		case k.Unit == 1:
			e += k.Price(k.At-a) - k.Price(k.At-b)
		case a < b && a < k.At && k.Energy > 0:
			return Inf
		}
	}
	for i := range c.Over {
		k := &c.Over[i]
		switch {
		case k.Unit == 1:
			e += k.Price(a-k.At) - k.Price(b-k.At)
		case a > b && a > k.At && k.Energy > 0:
			return Inf
		}
	}
	return e
}

// allowed returns the least that a counter that stands at total costs less what is charged
// for what is added, price for each unit. The price must be within what the bends charge.
// Less than it costs where bends are prohibitions. O(bends^2).
func (c *Counter) allowed(total, unit, price int64) int64 {
	least := Inf
	see := func(t int64) {
		if t < total {
			return
		}
		charged := price * (t - total)
		e := c.linear(t) - charged/unit
		if charged > 0 && charged%unit > 0 {
			e--
		}
		least = min(least, e)
	}
	see(total)
	for i := range c.Under {
		see(c.Under[i].At)
	}
	for i := range c.Over {
		see(c.Over[i].At)
	}
	return least
}

// lowest returns the least that a unit may be charged: what all bends below pay for one.
func (c *Counter) lowest(unit int64) (low int64) {
	for i := range c.Under {
		low -= c.Under[i].Energy / c.Under[i].Unit * unit
	}
	return low
}

// Scaled returns a shape that shares all but the energies, to be set by ScaleTo.
func (s *Shape) Scaled() *Shape {
	out := *s
	out.Energy = make([]int64, len(s.Energy))
	out.Counters = make([]Counter, len(s.Counters))
	for k := range s.Counters {
		out.Counters[k] = Counter{Under: make([]Knee, len(s.Counters[k].Under)), Over: make([]Knee, len(s.Counters[k].Over))}
	}
	return &out
}

// ScaleTo sets the energies of a shape made by Scaled to multiples of the shape's.
func (s *Shape) ScaleTo(out *Shape, by int64) {
	for e := range s.Energy {
		out.Energy[e] = s.Energy[e] * by
	}
	scaled := func(out, in []Knee) {
		for j, k := range in {
			k.Energy *= by
			out[j] = k
		}
	}
	for k := range s.Counters {
		scaled(out.Counters[k].Under, s.Counters[k].Under)
		scaled(out.Counters[k].Over, s.Counters[k].Over)
	}
}
