package explain

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// forceAll has each request met by itself that nothing is proved of: better rosters that meet it are looked for up to its decisive level, and
// a proof that there are none. What is found may leave a level further down to decide, which is looked at after that.
func (e *reasoner) forceAll() error {
	for _, q := range e.unmet() {
		if e.own[q] != nil || e.found[q] != nil {
			continue
		}
		if w := e.raw(q); w != nil && e.keep(q, w) {
			e.adopt(w)
			if err := e.ownLines(); err != nil {
				return err
			}
		}
	}
	for l := nrp.Level(0); l < nrp.NumLevels && e.budget.used() < forceShare && e.ctx.Err() == nil; l++ {
		open := slices.DeleteFunc(e.unmet(), func(q int) bool { return e.openAt(q) != l })
		if len(open) == 0 {
			continue
		}
		better, err := e.force(open, l)
		if err != nil {
			return err
		}
		if better == nil {
			continue
		}
		e.adopt(better)
		if err := e.ownLines(); err != nil {
			return err
		}
		l = -1 // all over again: what was proved was of the one before
	}
	return nil
}

// raw returns the roster at hand with a request met and nothing done about what that breaks, nil if it cannot be met so.
func (e *reasoner) raw(request int) *witness {
	q := &e.in.Requests[request]
	cells := []nrp.Request{{Staff: q.Staff, Day: q.Day, Unwanted: q.Unwanted}}
	if c, plan := e.in.ChoiceOf(request); c != nil {
		cells = wholeDays(q.Staff, c.Plans[plan])
	}
	w := &witness{roster: e.roster.Clone(), raw: true}
	for k := range cells {
		to, ok := e.cheapest(&cells[k])
		if !ok {
			return nil
		}
		w.roster[q.Staff][cells[k].Day] = to
	}
	w.score = e.m.Evaluate(w.roster)
	return w
}

// force has each of some requests met by itself, all of which the same level decides, and returns the best roster that is better than
// the one at hand, nil if there is none.
func (e *reasoner) force(open []int, l nrp.Level) (better *witness, err error) {
	wishes := make([]scheduler.Wish, len(open))
	for k, q := range open {
		wishes[k].Found = e.found[q].roster
		for _, b := range e.bansOf(q) {
			wishes[k].Bans = append(wishes[k].Bans, scheduler.Ban{Staff: b.staff, Day: b.day, Cells: b.cells})
		}
	}
	out, steps, err := e.series.Force(e.ctx, e.in, e.roster, l, wishes, e.budget.slice(forceShare-e.budget.used()))
	if err != nil {
		return nil, fmt.Errorf("have preferences met: %w", err)
	}
	e.budget.spend(e.in, steps)
	for k, q := range open {
		e.proved[q] = out[k].Worse && e.settledAbove(l)
		if out[k].Roster == nil {
			continue
		}
		w := &witness{roster: out[k].Roster, score: e.m.Evaluate(out[k].Roster)}
		if e.keep(q, w) && (better == nil || w.score.Compare(better.score) < 0) {
			better = w
		}
	}
	return better, nil
}

// openAt returns the decisive level of a request that is not proved yet, else NoLevel.
func (e *reasoner) openAt(q int) nrp.Level {
	w := e.found[q]
	if w == nil || w.unfair || e.own[q] != nil || e.proved[q] || e.provedBySolve(q) {
		return NoLevel
	}
	return e.decisive(w)
}

// settledAbove reports whether no roster is better than the one at hand at a level above l
// without being worse at one before that.
func (e *reasoner) settledAbove(l nrp.Level) bool {
	for k := range l {
		if e.bound[k] < e.score[k] {
			return false
		}
	}
	return true
}
