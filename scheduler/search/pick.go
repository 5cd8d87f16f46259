package search

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Draw draws the windows of one round. Where they are shorter than the horizon they
// keep off each other's days and, as far as there are enough, people, so that what one
// finds holds after another has found something.
type Draw struct {
	p *Problem
	// days and people tell what earlier windows of the round have.
	days, people []bool
	// left is the number of people whom no window has, last that of the last window's.
	left, last int
}

// NewDraw returns the draw of a round.
func (p *Problem) NewDraw() *Draw {
	return &Draw{p: p, days: make([]bool, p.Days), people: make([]bool, p.Staff), left: p.Staff}
}

// Full reports whether the people are used up: fewer are left than the last window has.
func (w *Draw) Full() bool { return w.left < w.last }

// Form is how many days a window has: so many blocks of so many days in a row.
type Form struct{ Blocks, Days int }

// Forms returns the forms that windows may have: the whole horizon where it is short;
// where it is long some weeks, together or apart. Weeks apart let what a person may
// have only so often, such as weekends and nights, go from one week to another.
func (p *Problem) Forms() []Form {
	if p.Days <= windowDays {
		return []Form{{1, p.Days}}
	}
	var out []Form
	for _, f := range []Form{{1, 14}, {1, 21}, {1, 28}, {1, windowDays}, {2, 14}, {3, 14}, {4, 7}, {8, 7}} {
		if f.Blocks == 1 || 2*f.Blocks*f.Days <= p.Days {
			out = append(out, f)
		}
	}
	return out
}

// Pick draws the people and days of a window of the given form and about the given
// number of cells, the days from..to-1, all of them free if free is nil. They are such
// as cover costs much on. The first person is one whose line costs much, the others
// are, every other time, such as can do her work.
func (w *Draw) Pick(s *State, seed, task uint64, f Form, size int) (people []int, from, to int, free []bool) {
	p := w.p
	var r random
	r.seed(seed, task)
	staff := min(max(2, size/(f.Blocks*f.Days)), p.Staff)
	order := r.order(p.Staff)
	unlawful := s.score[nrp.LevelHard] > 0 && r.below(2) == 0
	if unlawful { // those first whose lines break the law, by themselves or with few others
		slices.SortStableFunc(order, func(a, b int) int { return compare(!s.breaks(a), !s.breaks(b)) })
		staff = min(staff, 1+r.below(fewOthers+1))
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(w.people[a], w.people[b]) })
	first := order[0]
	for _, j := range order[:min(costlyOf, len(order))] {
		if !unlawful && s.lineE[j] > s.lineE[first] && w.people[j] == w.people[first] {
			first = j
		}
	}
	whole := f.Blocks == 1 && f.Days == p.Days
	from, to = 0, p.Days
	if !whole {
		var at []int
		if unlawful {
			at = s.breachDays(first)
		}
		from, to, free = w.place(s, &r, f, at)
	}
	people = append(people, first)
	alike := r.below(2) == 0
	for pass := range 2 {
		for _, i := range order {
			if len(people) < staff && !has(people, i) && (pass == 1 || !alike || p.alike[first*p.Staff+i]) {
				people = append(people, i)
			}
		}
	}
	if !whole {
		w.last = len(people)
		for _, i := range people {
			if !w.people[i] {
				w.people[i] = true
				w.left--
			}
		}
	}
	return people, from, to, free
}

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

// block draws where a block begins: of some free places the one where cover costs
// most, of any if none is free.
func (w *Draw) block(s *State, r *random, days int) int {
	best, most := -1, int64(-1)
	for try := 0; try < placeTries && (best < 0 || try < costlyOf); try++ {
		from := r.below(w.p.Days - days + 1)
		if slices.Contains(w.days[from:from+days], true) {
			continue
		}
		cost := int64(0)
		for _, rows := range w.p.rowsOn[from : from+days] {
			for _, k := range rows {
				cost += w.p.rows[k].energy(s.counts[k])
			}
		}
		if cost > most {
			best, most = from, cost
		}
	}
	if best < 0 {
		best = r.below(w.p.Days - days + 1)
	}
	return best
}

// costlyOf is the number of people, and of places, from among which the costliest is
// taken; placeTries how many places are looked at before one that is not free is.
const (
	costlyOf   = 3
	placeTries = 12
	// fewOthers is how many others are put back with somebody whose line breaks the law.
	fewOthers = 3
)
