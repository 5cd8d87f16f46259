package search

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Pool keeps lines that column generation found good, and what a person more was
// worth to each cover row, from one window to the next.
type Pool struct {
	// lines holds each person's lines over the whole horizon, oldest first; [staff].
	lines [][][]Duty
	// prices are what a row pays for one more person, in fine energy; [row].
	prices []int64
	// mix is the whole problem's mix: how much of each duty a cell holds, nil before there
	// is one; [staff*Days+day].
	mix [][]weighed
	// out tells which duties of a cell no roster better than the best has, nil if none are
	// known; [(staff*Days+day)*Duties+duty].
	out []bool
	// days and duties are those of the problem that the lines are of.
	days, duties int
}

// weighed is a duty's weight in a mix.
type weighed struct {
	duty   Duty
	weight float64
}

// Mixed reports whether the pool has a mix.
func (pool *Pool) Mixed() bool { return pool.mix != nil }

// weight returns a duty's weight in the mix's cell.
func (pool *Pool) weight(cell int, y Duty) float64 {
	for _, w := range pool.mix[cell] {
		if w.duty == y {
			return w.weight
		}
	}
	return 0
}

// NewPool returns an empty pool.
func NewPool(p *Problem) *Pool {
	return &Pool{lines: make([][][]Duty, p.Staff), prices: make([]int64, len(p.rows)), days: p.Days, duties: p.Duties}
}

// Fits reports whether a pool's lines and prices are of a problem's people, days, duties and cover rows.
func (pool *Pool) Fits(p *Problem) bool { return pool.Knows(p) && len(pool.prices) == len(p.rows) }

// Knows reports whether a pool's lines are of a problem's people, days and duties.
func (pool *Pool) Knows(p *Problem) bool {
	return len(pool.lines) == p.Staff && pool.days == p.Days && pool.duties == p.Duties
}

// Lines returns a pool with the same lines and no prices.
func (pool *Pool) Lines() *Pool {
	out := &Pool{lines: make([][][]Duty, len(pool.lines)), prices: make([]int64, len(pool.prices)), days: pool.days, duties: pool.duties}
	for i, lines := range pool.lines {
		out.lines[i] = slices.Clone(lines)
	}
	return out
}

// poolLines is the number of lines kept for each person.
const poolLines = 60

// Add keeps a line, in the place of the oldest if there are too many.
func (pool *Pool) Add(i int, line []Duty) {
	have := pool.lines[i]
	if slices.ContainsFunc(have, func(old []Duty) bool { return slices.Equal(old, line) }) {
		return
	}
	if len(have) == poolLines {
		have = append(have[:0], have[1:]...)
	}
	pool.lines[i] = append(have, slices.Clone(line))
}

// Copy returns a pool that can be added to while others read the first.
func (pool *Pool) Copy() *Pool {
	out := pool.Lines()
	out.prices, out.mix, out.out = slices.Clone(pool.prices), pool.mix, slices.Clone(pool.out)
	return out
}

// AddAll keeps another pool's lines.
func (pool *Pool) AddAll(other *Pool) {
	for i, lines := range other.lines {
		for _, line := range lines {
			pool.Add(i, line)
		}
	}
}

// Window is a region's lines, to be put back at the least energy by column generation,
// everything else held.
type Window struct {
	p      *Problem
	region Region
	// spots are its days, those that are held together as one.
	spots []spot
	part  *colgen.Part
	gen   *colgen.Generator
	// now is what the lines cost at present, held what the rows that they cannot change
	// do, in fine energy.
	now, held int64
}

// NewWindow lays a window of a state out. The state must not change while the window
// is used. False if somebody's line cannot be priced.
func NewWindow(s *State, pool *Pool, region Region, e colgen.Each) (*Window, bool) {
	if pool != nil {
		region.out = pool.out
	}
	part, held, ok := s.Part(region)
	if !ok {
		return nil, false
	}
	p := s.p
	people := region.People
	w := &Window{p: p, region: region, spots: spotsOf(region.From, region.To, region.Free), part: part, held: held}
	begin := make([][][]int32, len(people))
	now := make([][]int32, len(people))
	for k, i := range people {
		l := &part.Lines[k]
		now[k], ok = w.picks(l, s.duty[i*p.Days:(i+1)*p.Days])
		if !ok {
			return nil, false
		}
		begin[k] = append(begin[k], now[k])
		if pool != nil {
			for _, line := range pool.lines[i] {
				if x, ok := w.picks(l, line); ok {
					begin[k] = append(begin[k], x)
				}
			}
		}
	}
	w.gen = colgen.NewGenerator(part, begin, p.factors[nrp.LevelHard]*p.fine, e)
	w.now = w.gen.Price(now)
	if pool != nil {
		w.gen.SetPrices(func(k int) int64 { return pool.prices[part.Rows[k].ID] })
	}
	return w, true
}

// picks returns a person's duties as options of a line; false if it does not offer one.
func (w *Window) picks(l *colgen.Line, duties []Duty) ([]int32, bool) {
	out := make([]int32, len(w.spots))
	for j, spot := range w.spots {
		if spot.held {
			out[j] = l.OptionAt[j]
		} else if out[j] = l.Pick(j, duties[spot.day]); out[j] < 0 {
			return nil, false
		}
	}
	return out, true
}

// Now returns what the window's lines and the rows that they can change cost at
// present, in fine energy.
func (w *Window) Now() int64 { return w.now }

// Held returns what the rows cost that the window's lines cannot change, in fine energy.
// For a window of everybody and all days, that plus the generator's bound is a lower
// bound of the energy.
func (w *Window) Held() int64 { return w.held }

// Cost returns what the window's lines and the rows that they can change cost in a
// state that differs from the window's in these lines only; false if a line there
// holds what the window does not offer.
func (w *Window) Cost(s *State) (int64, bool) {
	lines := make([][]int32, len(w.region.People))
	for k, i := range w.region.People {
		var ok bool
		if lines[k], ok = w.picks(&w.part.Lines[k], s.duty[i*w.p.Days:(i+1)*w.p.Days]); !ok {
			return 0, false
		}
	}
	return w.gen.Price(lines), true
}

// Generator returns the window's column generation.
func (w *Window) Generator() *colgen.Generator { return w.gen }

// Segments returns picks as segments, one for each block of days in a row.
func (w *Window) Segments(picks [][]int32) []Segment {
	var out []Segment
	for k, x := range picks {
		open := false
		for j, spot := range w.spots {
			if spot.held || w.region.holds(w.region.People[k], spot.day) {
				open = false
				continue
			}
			if !open {
				out, open = append(out, Segment{Staff: w.region.People[k], Day: spot.day}), true
			}
			g := &out[len(out)-1]
			g.To = append(g.To, w.part.Lines[k].Options[x[j]].Duty)
		}
	}
	return out
}

// Keep puts the window's best columns and its prices into a pool. Only a window over
// all days can be kept.
func (w *Window) Keep(pool *Pool) {
	line := make([]Duty, w.region.To-w.region.From)
	for k, i := range w.region.People {
		for _, x := range w.gen.Best(k, poolLines) {
			for j, o := range x {
				line[j] = w.part.Lines[k].Options[o].Duty
			}
			pool.Add(i, line)
		}
	}
	w.KeepPrices(pool)
}

// KeepPrices puts the window's prices into a pool.
func (w *Window) KeepPrices(pool *Pool) {
	for k, y := range w.gen.Prices() {
		pool.prices[w.part.Rows[k].ID] = y
	}
}

// KeepMix puts how much of each duty the window's mix holds into a pool. Only that of a
// window of everything can be kept.
func (w *Window) KeepMix(pool *Pool) {
	pool.mix = make([][]weighed, w.p.Staff*w.p.Days)
	for k, i := range w.region.People {
		l := &w.part.Lines[k]
		for o, v := range w.gen.Weights(k) {
			if v > 0 {
				cell := i*w.p.Days + l.Day(int32(o))
				pool.mix[cell] = append(pool.mix[cell], weighed{l.Options[o].Duty, v})
			}
		}
	}
}

// KeepOut notes in a pool what the generator of a window of everything has banned for
// good.
func (w *Window) KeepOut(pool *Pool) {
	p := w.p
	if pool.out == nil {
		pool.out = make([]bool, p.Staff*p.Days*p.Duties)
	}
	for k, i := range w.region.People {
		l := &w.part.Lines[k]
		for o := range l.Options {
			if w.gen.Banned(k, int32(o)) {
				pool.out[(i*p.Days+l.Day(int32(o)))*p.Duties+int(l.Options[o].Duty)] = true
			}
		}
	}
}

// Offer puts picks into a pool. Only a window over all days can be offered.
func (w *Window) Offer(pool *Pool, picks [][]int32) {
	for _, g := range w.Segments(picks) {
		pool.Add(g.Staff, g.To)
	}
}

// Carry applies segments to a state and returns the energy that they add.
func (s *State) Carry(segs []Segment) int64 {
	var e int64
	for _, g := range segs {
		e += s.LineDelta(g) + s.CoverDelta(g)
		s.Apply(g)
	}
	return e
}

// Saved returns segments that put the days of others back as they are now.
func (s *State) Saved(segs []Segment) []Segment {
	out := make([]Segment, len(segs))
	for k, g := range segs {
		at := g.Staff*s.p.Days + g.Day
		out[k] = Segment{g.Staff, g.Day, append([]Duty(nil), s.duty[at:at+len(g.To)]...)}
	}
	return out
}
