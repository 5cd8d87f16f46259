package explain

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

const (
	// attempts is how often a request is examined, each time with more people.
	attempts = 3
	// wholeAttempt is the first in which everybody's line is solved anew.
	wholeAttempt = 2
	// smallCells is the number of cells up to which the whole instance is solved anew.
	smallCells = 400
)

// partSize is the number of people of a part, the first time and the second.
var partSize = [wholeAttempt]int{8, 14}

// examine solves the instance, or a part of it, with a request met and keeps the best
// roster. If that is better than the roster at hand, or as good and refuses less, it is returned.
func (e *reasoner) examine(request, attempt int, share float64) (better *witness, err error) {
	q := &e.in.Requests[request]
	to, ok := e.cheapest(q)
	if !ok {
		return nil, nil // its own line refuses it
	}
	p := problem{people: e.around(q, request, attempt), bans: e.bansOf(request), from: e.roster, put: []placed{{q, to}}, share: share}
	if w := e.found[request]; w != nil && attempt >= wholeAttempt {
		p.from, p.put = w.roster, nil
		if l := e.decisive(w); l != NoLevel && e.settledAbove(l) {
			p.hold = l
		}
	}
	w, err := e.solve(p)
	if w == nil || err != nil {
		return nil, err
	}
	if e.keep(request, w) {
		return w, nil
	}
	return nil, nil
}

// keep keeps a roster that meets a request if it is the best, unless it is better than the roster at hand, or as good and refuses
// less, which it reports.
func (e *reasoner) keep(request int, w *witness) (better bool) {
	if c := w.score.Compare(e.score); c < 0 || c == 0 && e.refusals(w.roster) < e.refusals(e.roster) {
		if e.opt.Better == nil || e.opt.Better(w.roster, e.roster) {
			return true
		}
		w.unfair, w.bound = true, nil
	}
	old := e.found[request]
	if old == nil || w.score.Compare(old.score) < 0 || w.score == old.score && old.bound == nil {
		e.found[request] = w
	}
	return false
}

// placed is what a cell that is asked for gets to begin with.
type placed struct {
	at *nrp.Request
	to nrp.Assignment
}

// problem is a part of the instance that is to be solved with some cells forbidden.
type problem struct {
	people []nrp.StaffIdx
	bans   []ban
	// from is the roster to begin with, in which some cells are put first; others than the people keep their lines of it.
	from nrp.Roster
	put  []placed
	// hold is the first level that may become better, 0 where that is not known.
	hold nrp.Level
	// share is how much of the whole it may take.
	share float64
}

// solve solves a problem. It returns nil where it found no roster that keeps off what is forbidden.
func (e *reasoner) solve(x problem) (*witness, error) {
	people := x.people
	p := &part{in: e.in, people: people}
	if whole := len(people) == len(e.in.Staff); !whole {
		p = partOf(e.in, x.from, people)
	}
	local := slices.Clone(x.bans)
	for k := range local {
		local[k].staff = slices.Index(people, local[k].staff)
	}
	o := e.budget.slice(x.share)
	o.Start, o.Hold = p.lines(x.from), x.hold
	for _, y := range x.put {
		o.Start[slices.Index(people, y.at.Staff)][y.at.Day] = y.to
	}
	solve := scheduler.Solve
	if len(people) == len(e.in.Staff) {
		solve = e.series.Solve
	}
	res, err := solve(e.ctx, forced(p.in, local...), o)
	if err != nil {
		return nil, fmt.Errorf("solve with a preference met: %w", err)
	}
	e.budget.spend(p.in, res.Steps)
	w := &witness{roster: p.with(x.from, res.Roster)}
	for _, b := range x.bans {
		if b.cells.Has(w.roster[b.staff][b.day].Shift) {
			return nil, nil //nolint:nilnil // no such roster was found, which is no error
		}
	}
	w.score = e.m.Evaluate(w.roster)
	if len(people) == len(e.in.Staff) {
		w.bound = res.Bound
	}
	return w, nil
}

// around chooses the people whose lines are solved anew for a request, ascending: its own,
// those who could take the duty it would leave or give up the one it asks for, others by lot.
func (e *reasoner) around(q *nrp.Request, request, attempt int) []nrp.StaffIdx {
	n := len(e.in.Staff)
	all := make([]nrp.StaffIdx, n)
	for i := range all {
		all[i] = i
	}
	if attempt >= wholeAttempt || n <= partSize[attempt] || n*e.in.Horizon.Days <= smallCells {
		return all
	}
	size := partSize[attempt]
	random := rand.New(rand.NewPCG(e.opt.Seed, uint64(request*attempts+attempt)))
	random.Shuffle(n, func(a, b int) { all[a], all[b] = all[b], all[a] })
	rank := make([]int, n)
	for i := range rank {
		rank[i] = e.use(q, i)
	}
	slices.SortStableFunc(all, func(a, b nrp.StaffIdx) int { return cmp.Compare(rank[a], rank[b]) })
	out := slices.Clone(all[:size])
	slices.Sort(out)
	return out
}

// use ranks a person for a request, lower is of more use.
func (e *reasoner) use(q *nrp.Request, i nrp.StaffIdx) int {
	mine, theirs := e.roster[q.Staff][q.Day], e.roster[i][q.Day]
	switch {
	case i == q.Staff:
		return 0
	case theirs.Shift != nrp.NoShift && !q.Unwanted.Has(theirs.Shift):
		return 1 // has what is asked for
	case mine.Shift != nrp.NoShift && theirs.Shift != mine.Shift && e.lawful(i, q.Day, mine):
		if theirs.Shift == nrp.NoShift {
			return 1
		}
		return 2
	}
	return 3
}

// lawful reports whether the solver may give a person a duty on a day, whatever else they do.
func (e *reasoner) lawful(i nrp.StaffIdx, d nrp.DayIdx, to nrp.Assignment) bool {
	st := &e.in.Staff[i]
	con := &e.in.Contracts[st.Contract]
	if f, ok := e.m.Fixed(i, d); ok && forbids(con.FixedCost) {
		return f == to
	}
	switch {
	case to.Shift != nrp.NoShift && e.in.Shifts[to.Shift].FixedOnly:
		return false
	case forbids(con.UnavailableCost) && e.m.Unavailable(i, d).Has(to.Shift):
		return false
	}
	return to.Shift == nrp.NoShift || st.Holds(to.Skill, d) || !forbids(con.SkillCost)
}

// lawfulWays returns the cells with which the solver may meet a request. A shift is also
// worked in no skill: where some cover takes anyone, or the person holds none that day.
func (e *reasoner) lawfulWays(q *nrp.Request) []nrp.Assignment {
	var out []nrp.Assignment
	bare := make([]bool, len(e.in.Shifts))
	for _, c := range e.in.Cover {
		bare[c.Shift] = bare[c.Shift] || c.Held || c.Skill == nrp.NoSkill
	}
	for _, to := range ways(e.in, q) {
		if e.lawful(q.Staff, q.Day, to) {
			out = append(out, to)
		} else if to.Shift != nrp.NoShift {
			bare[to.Shift] = true
		}
		none := nrp.Assignment{Shift: to.Shift, Skill: nrp.NoSkill}
		if to.Shift != nrp.NoShift && bare[to.Shift] && e.lawful(q.Staff, q.Day, none) {
			bare[to.Shift] = false
			out = append(out, none)
		}
	}
	return out
}

// cheapest returns the lawful cell that meets a request most cheaply in the roster at hand;
// false if there is none.
func (e *reasoner) cheapest(q *nrp.Request) (best nrp.Assignment, ok bool) {
	var least nrp.Score
	for _, to := range e.lawfulWays(q) {
		if delta, _, _ := e.m.Change(e.roster, q.Staff, q.Day, to); !ok || delta.Compare(least) < 0 {
			best, least, ok = to, delta, true
		}
	}
	return best, ok
}
