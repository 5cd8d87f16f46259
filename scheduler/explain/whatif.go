package explain

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Changed is an instance with one thing changed, and a roster of it to begin from.
type Changed struct {
	Instance *nrp.Instance
	Start    nrp.Roster
}

// NewPerson is the id of the person whom WithPerson adds.
const NewPerson = "one more person"

// WithPerson adds a person, last, who has the contract and the skills of another from the first day to
// the last, and neither history, absence nor asks. What the other's counters stand at is not taken over,
// nor the rest that the other is owed or the work that waits for the other after the horizon.
func WithPerson(in *nrp.Instance, r nrp.Roster, like nrp.StaffIdx) Changed {
	out := *in
	with := in.Staff[like]
	with.ID, with.History, with.CounterBase = NewPerson, nrp.History{}, nil
	if con, personal := withoutPersonal(in.Contracts[with.Contract]); personal {
		with.Contract = len(in.Contracts)
		out.Contracts = append(append([]nrp.Contract(nil), in.Contracts...), con)
	}
	out.Staff = append(append([]nrp.Staff(nil), in.Staff...), with)
	start := nrp.NewRoster(len(out.Staff), in.Horizon.Days)
	for i := range r {
		copy(start[i], r[i])
	}
	return Changed{&out, start}
}

// withoutPersonal returns a contract without what is one person's: choices, and of respites single
// periods, which are rest that is owed, and work after the horizon. personal is false where there was none.
func withoutPersonal(c nrp.Contract) (out nrp.Contract, personal bool) {
	respites := c.Respites
	c.Respites = nil
	if c.Choices != nil {
		c.Choices, personal = nil, true
	}
	for _, x := range respites {
		if !x.Repeats {
			personal = true
			continue
		}
		personal = personal || len(x.Ahead) > 0
		x.Ahead = nil
		c.Respites = append(c.Respites, x)
	}
	c.ID += ", " + NewPerson
	return c, personal
}

// EveryDay stands for all days in WithMinimum.
const EveryDay nrp.DayIdx = -1

// WithMinimum asks for so many people more (fewer, below zero) on a shift in a skill, on one day or on
// EveryDay. Minimums do not fall below 0; what is preferred and the maximum follow where they would lie
// below the minimum. A row that is not there is made, priced as the instance's other minimums are.
// ok is false where nothing would change.
func WithMinimum(in *nrp.Instance, r nrp.Roster, day nrp.DayIdx, shift nrp.ShiftIdx, skill nrp.SkillIdx, by int) (c Changed, ok bool) {
	out := *in
	out.Cover = append([]nrp.Cover(nil), in.Cover...)
	there := make([]bool, in.Horizon.Days)
	for i := range out.Cover {
		row := &out.Cover[i]
		if row.Shift != shift || row.Skill != skill || row.Held || day != EveryDay && row.Day != day || there[row.Day] {
			continue
		}
		there[row.Day] = true
		least := max(0, row.Min+by)
		ok = ok || least != row.Min
		if by < 0 && row.Preferred == row.Min {
			row.Preferred = least
		}
		row.Min = least
		row.Preferred = max(row.Preferred, least)
		if row.Max != nrp.NoLimit {
			row.Max = max(row.Max, row.Preferred)
		}
	}
	for d := range in.Horizon.Days {
		if by > 0 && !there[d] && (day == EveryDay || day == d) {
			ok = true
			out.Cover = append(out.Cover, newRow(in, d, shift, skill, by))
		}
	}
	return Changed{&out, r}, ok
}

// newRow makes a row with a minimum at the price of the first one that has a price.
func newRow(in *nrp.Instance, d nrp.DayIdx, shift nrp.ShiftIdx, skill nrp.SkillIdx, least int) nrp.Cover {
	price := nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	for _, c := range in.Cover {
		if c.MinCost.Weight > 0 {
			price = c.MinCost
			break
		}
	}
	return nrp.Cover{Day: d, Shift: shift, Skill: skill, Min: least, MinCost: price, Preferred: least, Max: nrp.NoLimit}
}

// WithGranted forbids whatever would refuse a request, and with it the whole of its plan. Where the person's own cell cannot meet it
// (absence, a fixed duty, a skill), why says so and there is no instance. The error is
// scheduler.ErrBadInstance.
func WithGranted(in *nrp.Instance, r nrp.Roster, request int) (c Changed, why *Explanation, err error) {
	m, err := rules.Compile(in)
	if err != nil {
		return c, nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	e := &reasoner{in: in, m: m, roster: r, score: m.Evaluate(r)}
	q := &in.Requests[request]
	start := r.Clone()
	if !met(q, r) {
		to, ok := e.cheapest(q)
		if !ok {
			return c, e.forbidden(request), nil
		}
		start[q.Staff][q.Day] = to
	}
	if at := e.stuck(request); at >= 0 {
		return c, e.forbidden(at), nil
	}
	return Changed{forced(in, e.bansOf(request)...), start}, nil, nil
}

// Meets reports whether a roster meets a request.
func Meets(q *nrp.Request, r nrp.Roster) bool { return met(q, r) }
