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
	left := e.unmet()
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
		return nil // part of a plan is of no use by itself
	}
	out := e.weaker(q)
	asked := map[nrp.DayIdx]bool{}
	for i := range e.in.Requests {
		if e.in.Requests[i].Staff == q.Staff {
			asked[e.in.Requests[i].Day] = true
		}
	}
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

// free reports whether a candidate could be met now: some roster meets it, is at no level
// worse than the one at hand and meets every request that this one meets, and the referee
// says the same.
func (e *reasoner) free(request int, c *Nearest, share float64) (bool, error) {
	q := e.in.Requests[request]
	q.Day, q.Unwanted = c.Day, c.Unwanted
	to, ok := e.cheapest(&q)
	if !ok {
		return false, nil
	}
	people := e.around(&q, request, 0)
	bans := []ban{{q.Staff, q.Day, q.Unwanted}}
	for i := range e.in.Requests {
		if x := &e.in.Requests[i]; met(x, e.roster) && slices.Contains(people, x.Staff) {
			bans = append(bans, ban{x.Staff, x.Day, x.Unwanted})
		}
	}
	w, err := e.solve(people, bans, to, &q, share)
	if w == nil || err != nil {
		return false, err
	}
	c.Roster = w.roster
	return e.accepted(w.roster)
}

// accepted asks the referee whether a roster is at no level worse than the one at hand and
// meets all that this one meets.
func (e *reasoner) accepted(r nrp.Roster) (bool, error) {
	score, _, err := verify.Check(e.in, r)
	if err != nil {
		return false, fmt.Errorf("referee: %w", err)
	}
	for l := range score {
		if score[l] > e.score[l] {
			return false, nil
		}
	}
	for i := range e.in.Requests {
		if q := &e.in.Requests[i]; met(q, e.roster) && !met(q, r) {
			return false, nil
		}
	}
	return true, nil
}
