package sqlstore

import (
	"cmp"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// restBook is what each person works round and in a roster, on instants, as the second referee
// knows it: every ward, before, in and after the period.
type restBook struct {
	*assessed
	zone *time.Location
	// work is by its start. [staff]
	work [][]law.Work
}

// newRestBook lays the work out; nil for a ward that is not under the law.
func newRestBook(a *assessed) *restBook {
	l := a.problem.Law
	if l == nil {
		return nil
	}
	b := &restBook{assessed: a, zone: l.Around.Zone, work: make([][]law.Work, len(a.roster))}
	for i, line := range a.roster {
		b.work[i] = slices.Clone(l.Around.People[i].Work)
		for d, cell := range line {
			if cell.Shift == nrp.NoShift {
				continue
			}
			if w := l.Cells[d][cell.Shift]; w.End != 0 {
				b.work[i] = append(b.work[i], w)
			}
		}
		slices.SortFunc(b.work[i], func(x, y law.Work) int { return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End)) })
	}
	return b
}

func (b *restBook) midnight(d store.Day) law.Instant {
	at := d.Midnight(time.UTC)
	return law.Clock(b.zone, at.Year(), at.Month(), at.Day(), 0)
}

func (b *restBook) dayOf(at law.Instant) store.Day { return store.DayOf(at.In(b.zone), b.zone) }

// contract returns the person of a finding and their contract; false for somebody who is not in
// the roster.
func (b *restBook) contract(f *store.Finding) (nrp.StaffIdx, *nrp.Contract, bool) {
	i := slices.Index(b.problem.StaffIDs, string(f.StaffID))
	if i < 0 {
		return 0, nil, false
	}
	return i, &b.problem.Instance.Contracts[b.problem.Instance.Staff[i].Contract], true
}

// missing returns by how many minutes a finding's rest is too short, and the day on which that rest
// ends; 0 where nothing is missing of it, as where a rule on the order of shifts forbids them.
func (b *restBook) missing(f *store.Finding) (minutes int, day store.Day) {
	i, c, ok := b.contract(f)
	if !ok {
		return 0, f.Day
	}
	switch {
	case f.Rule == string(nrp.RuleRest):
		k := slices.IndexFunc(c.Rests, func(r nrp.Rest) bool { return r.Name == f.Name })
		first := slices.IndexFunc(b.work[i], func(w law.Work) bool { return b.dayOf(w.Start) == f.Day })
		if k < 0 || first < 1 {
			return 0, f.Day
		}
		return lacking(c.Rests[k].Minutes, b.work[i][:first], b.work[i][first].Start), f.Day
	case f.Name == store.RestBeforeNext:
		next := slices.IndexFunc(b.work[i], func(w law.Work) bool { return b.dayOf(w.Start) > b.lastDay() })
		if len(c.Rests) == 0 || next < 1 {
			return 0, f.Day
		}
		return lacking(c.Rests[0].Minutes, b.work[i][:next], b.work[i][next].Start), b.dayOf(b.work[i][next].Start)
	case f.Rule == string(nrp.RuleRespite):
		k := slices.IndexFunc(c.Respites, func(r nrp.Respite) bool { return r.Name == f.Name && r.Repeats })
		if k < 0 {
			return 0, f.Day
		}
		r := &c.Respites[k]
		first := store.Day(b.problem.FirstDay)
		from := r.From + (first.Until(f.Day)-r.From)/r.Span*r.Span
		return b.respiteLacks(i, r, b.midnight(first.Add(from)), b.midnight(first.Add(from+r.Span))), f.Day
	}
	return int(f.Amount), f.Day // of the law: minutes
}

func (b *restBook) lastDay() store.Day {
	return store.Day(b.problem.FirstDay).Add(b.problem.Instance.Horizon.Days - 1)
}

// lacking is what is missing of a rest before an instant, after all earlier work; no more than all
// of it.
func lacking(want int, earlier []law.Work, until law.Instant) int {
	var ended law.Instant
	for _, w := range earlier {
		ended = max(ended, w.End)
	}
	return min(max(0, want-int(until-ended)), want)
}

// respiteLacks is what is missing of the long rests of a period: the rests that are there count
// whole, and of what is left of the time between shifts the longest pieces as far as they go.
func (b *restBook) respiteLacks(i nrp.StaffIdx, r *nrp.Respite, from, to law.Instant) int {
	whole := 0
	var rests []int
	for _, g := range b.gaps(i, from, to) {
		whole += g.minutes() / r.Minutes
		rests = append(rests, g.minutes()%r.Minutes)
	}
	slices.SortFunc(rests, func(x, y int) int { return cmp.Compare(y, x) })
	missing := 0
	for k := whole; k < r.Times; k++ {
		missing += r.Minutes
		if n := k - whole; n < len(rests) {
			missing -= rests[n]
		}
	}
	return missing
}

// gap is time without work.
type gap struct{ from, to law.Instant }

func (g gap) minutes() int { return int(g.to - g.from) }

// gaps returns a person's time without work between two instants.
func (b *restBook) gaps(i nrp.StaffIdx, from, to law.Instant) []gap {
	var out []gap
	free := from
	for _, w := range b.work[i] {
		if w.Start >= to {
			break
		}
		if w.Start > free {
			out = append(out, gap{free, w.Start})
		}
		free = max(free, w.End)
	}
	if to > free {
		out = append(out, gap{free, to})
	}
	return out
}
