package explain

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

const (
	// mostCandidates bounds what is tried for one request, farthest is how many days away.
	mostCandidates = 12
	farthest       = 3
)

// nearestAll looks for each refused request for the nearest preference that could be met.
func (e *reasoner) nearestAll() error {
	left := slices.DeleteFunc(e.unmet(), e.isAgreed)
	for k, request := range left {
		candidates := e.candidates(request)
		share := (1 - e.budget.used()) / float64(len(left)-k)
		for n := range candidates {
			if e.over() {
				return nil
			}
			ok, err := e.free(request, &candidates[n], share/float64(len(candidates)))
			if err != nil {
				return err
			}
			if ok {
				e.nearest[request] = &candidates[n]
				break
			}
		}
	}
	return nil
}

// over reports whether nothing more is to be begun.
func (e *reasoner) over() bool { return e.budget.used() >= 1 || e.ctx.Err() != nil }

// candidates lists what comes near a request, the nearest first: a weaker ask on the same
// day, then the same ask on days further and further away. What the person has already, or has
// asked otherwise for, is none.
func (e *reasoner) candidates(request int) []Nearest {
	q := &e.in.Requests[request]
	if len(e.bansOf(request)) > 1 {
		return e.moved(request) // part of a plan is of no use by itself
	}
	out := e.weaker(q)
	asked := e.askedDays(q.Staff, func(int) bool { return true })
	for n := 1; n <= farthest; n++ {
		for _, d := range []nrp.DayIdx{q.Day + n, q.Day - n} {
			if d < 0 || d >= e.in.Horizon.Days || asked[d] || !q.Unwanted.Has(e.roster[q.Staff][d].Shift) {
				continue
			}
			out = append(out, Nearest{Kind: OtherDay, Day: d, Shift: nrp.NoShift, Unwanted: q.Unwanted})
		}
	}
	return out[:min(len(out), mostCandidates)]
}

// askedDays are the days that a person asks for in those requests that count.
func (e *reasoner) askedDays(i nrp.StaffIdx, counts func(request int) bool) map[nrp.DayIdx]bool {
	asked := map[nrp.DayIdx]bool{}
	for k := range e.asks {
		if e.in.Requests[k].Staff == i && counts(k) {
			asked[e.in.Requests[k].Day] = true
		}
	}
	return asked
}

// moved lists a request's whole plan on days further and further away; a plan with a weekend first a week away, on the same
// days of the week.
func (e *reasoner) moved(request int) []Nearest {
	q := &e.in.Requests[request]
	plan := e.bansOf(request)
	asked := e.askedDays(q.Staff, func(k int) bool { return !e.in.SamePlan(k, request) })
	has := func(by int) (could, already bool) {
		already = true
		for _, b := range plan {
			d := b.day + by
			if d < 0 || d >= e.in.Horizon.Days || asked[d] {
				return false, false
			}
			already = already && !b.cells.Has(e.roster[b.staff][d].Shift)
		}
		return true, already
	}
	var out []Nearest
	for _, by := range e.moves(plan) {
		if could, already := has(by); could && !already {
			out = append(out, Nearest{Kind: OtherDays, Moved: by, Day: q.Day + by, Shift: nrp.NoShift, Unwanted: q.Unwanted})
		}
	}
	return out
}

// moves are by how many days a plan may be moved, the nearest first.
func (e *reasoner) moves(plan []ban) []int {
	var out []int
	for n := 1; n <= farthest; n++ {
		out = append(out, n, -n)
	}
	weekend := slices.ContainsFunc(plan, func(b ban) bool { return e.in.Horizon.Weekday(b.day) >= saturday })
	if weekend {
		return append([]int{week, -week}, out...)
	}
	return append(out, week, -week)
}

const (
	// week is the number of days of one; saturday is as Horizon.Weekday says.
	week     = 7
	saturday = 5
)

// weaker lists asks of the same day that want less: for one shift, any of its kind, then
// any at all; for a day off, another shift than the one at hand.
func (e *reasoner) weaker(q *nrp.Request) []Nearest {
	all := nrp.AllShiftCells(len(e.in.Shifts)) | nrp.OffCells
	wanted, has := all&^q.Unwanted, e.roster[q.Staff][q.Day].Shift
	var out []Nearest
	add := func(kind NearestKind, shift nrp.ShiftIdx, unwanted nrp.CellSet) {
		if unwanted.Has(has) && unwanted != q.Unwanted {
			out = append(out, Nearest{Kind: kind, Day: q.Day, Shift: shift, Unwanted: unwanted})
		}
	}
	if wanted.Has(nrp.NoShift) {
		if wanted == nrp.OffCells && has != nrp.NoShift {
			add(OtherShift, has, nrp.ShiftCells(has))
		}
		return out
	}
	for s := range e.in.Shifts {
		if wanted == nrp.ShiftCells(s) {
			add(SameKind, nrp.NoShift, all&^e.ofKind(e.in.Shifts[s].Kind))
		}
	}
	add(AnyShift, nrp.NoShift, nrp.OffCells)
	return out
}

// ofKind returns the shifts of a kind that may be handed out.
func (e *reasoner) ofKind(kind string) nrp.CellSet {
	var set nrp.CellSet
	for s, x := range e.in.Shifts {
		if x.Kind == kind && !x.FixedOnly {
			set |= nrp.ShiftCells(s)
		}
	}
	return set
}

// free reports whether a candidate could be met now: some roster meets it, is at no level down to the request's
// worse than the one at hand and meets every request that this one meets, but for what the candidate stands
// for, and the referee says the same. What comes after may be worse: had it been asked for, it would have been met at that cost.
func (e *reasoner) free(request int, c *Nearest, share float64) (bool, error) {
	cells := e.cellsOf(request, c)
	var put []placed
	for k := range cells {
		to, ok := e.cheapest(&cells[k])
		if !ok {
			return false, nil
		}
		put = append(put, placed{&cells[k], to})
	}
	// Those who can help on the first day that is refused.
	at := slices.IndexFunc(cells, func(q nrp.Request) bool { return !met(&q, e.roster) })
	if at < 0 {
		return false, nil
	}
	people := e.around(&cells[at], request, 0)
	bans := make([]ban, 0, len(cells))
	for _, q := range cells {
		bans = append(bans, ban{q.Staff, q.Day, q.Unwanted})
	}
	instead := func(k int) bool { return c.Kind == OtherDays && e.in.SamePlan(k, request) }
	for k := range e.in.Requests {
		if x := &e.in.Requests[k]; met(x, e.roster) && !instead(k) && slices.Contains(people, x.Staff) {
			bans = append(bans, ban{x.Staff, x.Day, x.Unwanted})
		}
	}
	w, err := e.solve(problem{people: people, bans: bans, from: e.roster, put: put, share: share})
	if w == nil || err != nil {
		return false, err
	}
	c.Roster = w.roster
	return e.accepted(w.roster, request, instead)
}

// cellsOf are a candidate's cells as requests, one for each day.
func (e *reasoner) cellsOf(request int, c *Nearest) []nrp.Request {
	q := e.in.Requests[request]
	if c.Kind != OtherDays {
		q.Day, q.Unwanted = c.Day, c.Unwanted
		return []nrp.Request{q}
	}
	choice, plan := e.in.ChoiceOf(request)
	out := wholeDays(q.Staff, choice.Plans[plan])
	for k := range out {
		out[k].Day += c.Moved
	}
	return out
}

// accepted asks the referee whether a roster is at no level down to a request's worse than the one at hand and
// meets all that this one meets, but for requests that something else is met instead of.
func (e *reasoner) accepted(r nrp.Roster, request int, instead func(other int) bool) (bool, error) {
	score, _, err := verify.Check(e.in, r)
	if err != nil {
		return false, fmt.Errorf("referee: %w", err)
	}
	for l, v := range score[:e.in.Requests[request].Cost.Level+1] {
		if v > e.score[l] {
			return false, nil
		}
	}
	for k := range e.in.Requests {
		if q := &e.in.Requests[k]; met(q, e.roster) && !met(q, r) && !instead(k) {
			return false, nil
		}
	}
	return true, nil
}
