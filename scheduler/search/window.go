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
}

// NewPool returns an empty pool.
func NewPool(p *Problem) *Pool {
	return &Pool{lines: make([][][]Duty, p.Staff), prices: make([]int64, len(p.rows))}
}

// Lines returns a pool with the same lines and no prices.
func (pool *Pool) Lines() *Pool {
	out := &Pool{lines: make([][][]Duty, len(pool.lines)), prices: make([]int64, len(pool.prices))}
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

// Window is some people's lines over some days, to be put back at the least energy by
// column generation, everything else held.
type Window struct {
	p        *Problem
	People   []int
	From, To int
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
func NewWindow(s *State, pool *Pool, people []int, from, to int, free []bool, e colgen.Each) (*Window, bool) {
	part, held, ok := s.Part(people, from, to, free)
	if !ok {
		return nil, false
	}
	p := s.p
	w := &Window{p: p, People: people, From: from, To: to, spots: spotsOf(from, to, free), part: part, held: held}
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
	lines := make([][]int32, len(w.People))
	for k, i := range w.People {
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
			if spot.held {
				open = false
				continue
			}
			if !open {
				out, open = append(out, Segment{Staff: w.People[k], Day: spot.day}), true
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
	line := make([]Duty, w.To-w.From)
	for k, i := range w.People {
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
