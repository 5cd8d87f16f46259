package search

import (
	"math"
	"slices"

	"github.com/fairrota/fairrota/scheduler/colgen"
)

// Year looks ahead over a horizon that is too long for lines to be priced whole: what a
// person will need of each counter, and what a person more is worth to each row.
type Year struct {
	p    *Problem
	part *colgen.Part
	lag  *colgen.Lagrangian
	// held is as Window.Held.
	held int64
}

// NewYear lays the whole problem out; false if somebody's line cannot be priced.
func NewYear(s *State, e colgen.Each) (*Year, bool) {
	part, held, ok := s.Part(s.p.Whole())
	if !ok {
		return nil, false
	}
	return &Year{p: s.p, part: part, lag: colgen.NewLagrangian(part, e), held: held}, true
}

// Relaxation returns the relaxation that looks ahead.
func (y *Year) Relaxation() *colgen.Lagrangian { return y.lag }

// Keep puts the lines last found into a pool.
func (y *Year) Keep(pool *Pool) {
	line := make([]Duty, y.p.Days)
	for i := range y.part.Lines {
		for d, o := range y.lag.Picks(i) {
			line[d] = y.part.Lines[i].Options[o].Duty
		}
		pool.Add(i, line)
	}
}

// KeepPrices puts what a person more is worth to each row into a pool.
func (y *Year) KeepPrices(pool *Pool) {
	for k, v := range y.lag.Prices() {
		pool.prices[y.part.Rows[k].ID] = v
	}
}

// Bound returns a lower bound of the energy, in fine energy.
func (y *Year) Bound() int64 { return y.lag.Bound() + y.held }

// Region returns the region of everybody's days from..to-1 in which counters are charged
// for what a state has before, and for what is expected after. While something is expected
// after, no counter charges more than most for a duty too few or too many.
func (y *Year) Region(s *State, from, to int, most int64) Region {
	p := y.p
	g := p.Whole()
	g.From, g.To, g.Ahead = from, to, make([]Outlook, p.Staff)
	for i := range p.Staff {
		o := &g.Ahead[i]
		o.Totals, o.Spare = s.before(i, from), make([]int64, len(p.contracts[p.contractOf[i]].counters))
		if to < p.Days {
			o.Most = most
		}
		for k := range o.Totals {
			sum := 0.0
			for d := to; d < p.Days; d++ {
				sum += y.lag.Use(i, d, k)
			}
			unit := y.lag.Unit(i, k)
			few := int64(math.Floor(sum + partUnit))
			o.Totals[k] += few * unit
			o.Spare[k] = (int64(math.Ceil(sum-partUnit)) - few) * unit
		}
	}
	return g
}

// partUnit is what does not count as part of a unit.
const partUnit = 1e-3

// Outlook is what a person's counters are charged for beside the days of a window.
type Outlook struct {
	// Totals is what they stand at, what is expected rounded down, and Spare how much more it
	// is rounded up; [counter].
	Totals, Spare []int64
	// Most, if not 0, is the most that a bend charges for a duty too few or too many, in fine
	// energy.
	Most int64
}

// before returns what a person's counters stand at before a day. O(days).
func (s *State) before(i, day int) []int64 {
	p := s.p
	out := slices.Clone(s.totals[i*p.counters : i*p.counters+len(p.contracts[p.contractOf[i]].counters)])
	for d := day; d < p.Days; d++ {
		s.takeOff(i, d, out)
	}
	return out
}
