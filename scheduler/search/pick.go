package search

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Draw draws a window that is tried beside others. Where windows are shorter than the
// horizon they keep off each other's days and, as far as there are enough, people, so that
// what one finds holds after another has found something.
type Draw struct {
	p *Problem
	// days and people tell what the others have.
	days, people []bool
	// left is the number of people whom no window has, last that of the last window's.
	left, last int
}

// NewDraw returns the draw of a window beside those given.
func (p *Problem) NewDraw(busy []Region) *Draw {
	w := &Draw{p: p, days: make([]bool, p.Days), people: make([]bool, p.Staff), left: p.Staff}
	for k := range busy {
		w.avoid(&busy[k])
	}
	return w
}

// avoid notes what another window has, unless it has all days.
func (w *Draw) avoid(g *Region) {
	if g.To-g.From == w.p.Days && g.Free == nil {
		return
	}
	for d := g.From; d < g.To; d++ {
		w.days[d] = w.days[d] || g.Free == nil || g.Free[d]
	}
	w.last = len(g.People)
	for _, i := range g.People {
		if !w.people[i] {
			w.people[i] = true
			w.left--
		}
	}
}

// Full reports whether the people are used up: fewer are left than the last window has.
func (w *Draw) Full() bool { return w.left < w.last }

// Form is how many days a window has: so many blocks of so many days in a row; or, if
// Mixed, that it has the cells in which the roster is not of one mind with the mix.
type Form struct {
	Blocks, Days int
	Mixed        bool
}

// Apart reports whether the horizon is so long that windows have days of their own.
func (p *Problem) Apart() bool { return p.Days > windowDays }

// Forms returns the forms that windows may have: the whole horizon where it is short, and one
// week or two of it, with many people; where it is long some weeks, together or apart. Weeks apart let
// what a person may have only so often, such as weekends and nights, go from one week to another. Where the whole of a long horizon
// can be priced there are also all days with few people and two thirds of them: when everybody has as many weekends and hours as may be,
// one more shift is had only by moving some in many weeks.
func (p *Problem) Forms() []Form {
	if !p.Apart() {
		out := []Form{{Blocks: 1, Days: p.Days}}
		for _, days := range []int{7, 14} {
			if days < p.Days {
				out = append(out, Form{Blocks: 1, Days: days})
			}
		}
		return out
	}
	var out []Form
	for _, f := range []Form{
		{Blocks: 1, Days: 7},
		{Blocks: 1, Days: 14},
		{Blocks: 1, Days: 21},
		{Blocks: 1, Days: 28},
		{Blocks: 1, Days: windowDays},
		{Blocks: 2, Days: 14},
		{Blocks: 3, Days: 14},
		{Blocks: 4, Days: 7},
		{Blocks: 8, Days: 7},
	} {
		if f.Blocks == 1 || 2*f.Blocks*f.Days <= p.Days {
			out = append(out, f)
		}
	}
	if !p.Long() {
		out = append(out, Form{Blocks: 1, Days: p.Days},
			Form{Blocks: 1, Days: p.Days * 2 / 3}, Form{Blocks: 2, Days: p.Days / 3}, Form{Blocks: 4, Days: p.Days / 6})
	}
	return out
}

// Pick draws the people and days of a window of the given form and about the given
// number of cells, the days from..to-1, all of them free if free is nil. They are such
// as cover costs much on. The first person is one whose line costs much, the others
// are, every other time, such as can do her work.
//
// A mixed window has everybody, and those cells that hold what the pool's mix has the
// least of, with some noise.
func (w *Draw) Pick(s *State, pool *Pool, seed, task uint64, f Form, size int) Region {
	p := w.p
	var r random
	r.seed(seed, task)
	if f.Mixed {
		return p.mixed(s, pool, &r, size)
	}
	var g Region
	staff := min(max(2, size/(f.Blocks*f.Days)), p.Staff)
	order := r.order(p.Staff)
	unlawful := s.score[nrp.LevelHard] > 0 && r.below(2) == 0
	if unlawful { // those first whose lines break the law, by themselves or with few others
		slices.SortStableFunc(order, func(a, b int) int { return compare(!s.breaks(a), !s.breaks(b)) })
		few := 1 + r.below(fewOthers+1)
		staff, g.Few = min(staff, few), few < staff
		if r.below(stretchEvery) == 0 {
			f = p.stretch(f, size/few)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(w.people[a], w.people[b]) })
	first, of := order[0], costlyOf
	if r.below(costliestEvery) == 0 {
		of = len(order)
	}
	for _, j := range order[:min(of, len(order))] {
		if !unlawful && s.lineE[j] > s.lineE[first] && w.people[j] == w.people[first] {
			first = j
		}
	}
	whole := f.Blocks == 1 && f.Days == p.Days
	g.To = p.Days
	if !whole {
		var at []int
		if unlawful {
			at = s.breachDays(first)
		}
		g.From, g.To, g.Free = w.place(s, &r, f, at)
	}
	g.People = p.beside(first, order, staff, r.below(2) == 0)
	return g
}

// stretch returns a form of one block with more days, up to so many, as long as lines that
// long can be priced: what is amiss in a line that has hardly anything to spare is put
// right far away.
func (p *Problem) stretch(f Form, days int) Form {
	if f.Blocks > 1 {
		return f
	}
	for days = min(days, p.Days); days > f.Days && p.long(days); {
		days = max(f.Days, days*2/3)
	}
	f.Days = max(f.Days, days)
	return f
}

// beside returns a person and others in the order given, staff in all, such as can do her
// work first if alike.
func (p *Problem) beside(first int, order []int, staff int, alike bool) []int {
	people := []int{first}
	for pass := range 2 {
		for _, i := range order {
			if len(people) < staff && !has(people, i) && (pass == 1 || !alike || p.alike[first*p.Staff+i]) {
				people = append(people, i)
			}
		}
	}
	return people
}

// mixed draws a window of the cells that hold what the mix has least of.
func (p *Problem) mixed(s *State, pool *Pool, r *random, size int) Region {
	g := p.Whole()
	g.Held = make([]bool, p.Staff*p.Days)
	noise := mixNoise[r.below(len(mixNoise))]
	weight := make([]float64, len(g.Held))
	for k := range weight {
		weight[k] = pool.weight(k, s.duty[k]) + noise*r.unit()
	}
	order := r.order(len(g.Held))
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(weight[a], weight[b]) })
	for _, k := range order[min(size, len(order)):] {
		g.Held[k] = true
	}
	g.People = slices.DeleteFunc(g.People, func(i int) bool {
		return !slices.Contains(g.Held[i*p.Days:(i+1)*p.Days], false)
	})
	return g
}

// mixNoise are the most that is added to the weight of what a cell holds.
var mixNoise = [...]float64{0.2, 0.5, 1}

// breaks reports whether a person's line breaks the law.
func (s *State) breaks(i int) bool { return s.lineE[i] >= s.p.factors[nrp.LevelHard] }

// compare puts false before true.
func compare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// place draws where the blocks of a window are: the first on one of the days wanted, if
// there are any.
func (w *Draw) place(s *State, r *random, f Form, wanted []int) (from, to int, free []bool) {
	free = make([]bool, w.p.Days)
	from, to = w.p.Days, 0
	for k := range f.Blocks {
		at := -1
		if k == 0 && len(wanted) > 0 {
			if d := wanted[r.below(len(wanted))]; d >= 0 { // not a total
				at = min(max(0, d-r.below(f.Days)), w.p.Days-f.Days)
			}
		}
		if at < 0 || slices.Contains(w.days[at:at+f.Days], true) {
			at = w.block(s, r, f.Days)
		}
		for d := at; d < at+f.Days; d++ {
			w.days[d], free[d] = true, true
		}
		from, to = min(from, at), max(to, at+f.Days)
	}
	if f.Blocks == 1 {
		free = nil
	}
	return from, to, free
}

// block draws where a block begins, of places that are free, of any if none of some is: every
// other time one is the more likely the more cover costs there.
func (w *Draw) block(s *State, r *random, days int) int {
	places := w.p.Days - days + 1
	var upTo []int64 // what cover costs in the blocks up to each
	if r.below(2) == 0 {
		upTo = w.costs(s, days)
	}
	for try := range placeTries {
		from := r.below(places)
		if n := len(upTo); n > 0 && upTo[n-1] > 0 && try < placeTries/2 {
			from, _ = slices.BinarySearch(upTo, 1+int64(r.unit()*float64(upTo[n-1]-1)))
		}
		if !slices.Contains(w.days[from:from+days], true) {
			return from
		}
	}
	return r.below(places)
}

// costs returns what cover costs in the blocks of so many days up to each first day. O(rows).
func (w *Draw) costs(s *State, days int) []int64 {
	p := w.p
	daily := make([]int64, p.Days)
	for d, rows := range p.rowsOn {
		for _, k := range rows {
			daily[d] += p.rows[k].energy(s.counts[k])
		}
	}
	out := make([]int64, p.Days-days+1)
	block, sum := int64(0), int64(0)
	for d, e := range daily {
		block += e
		if d >= days {
			block -= daily[d-days]
		}
		if d >= days-1 {
			sum += block
			out[d-days+1] = sum
		}
	}
	return out
}

// costlyOf is the number of people from among whom the costliest is taken, of all one time in costliestEvery:
// somebody may be far worse off than anybody else; placeTries how many places are looked at before one that
// is not free is taken.
const (
	costlyOf       = 3
	costliestEvery = 4
	placeTries     = 12
	// One window in stretchEvery of these is stretched.
	stretchEvery = 6
	// fewOthers is how many others are put back with somebody whose line breaks the law.
	fewOthers = 3
)
