package explain

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Spared reports whether a request belongs to a plan that is not needed, since a line keeps one
// before it of the same choice.
func Spared(in *nrp.Instance, line nrp.Line, request int) bool {
	c, plan := in.ChoiceOf(request)
	return c != nil && c.First(line) < plan
}

// bansOf are the cells that refuse a request: its own, and those of all of its plan, which is kept
// only as a whole.
func (e *reasoner) bansOf(request int) []ban {
	q := &e.in.Requests[request]
	c, plan := e.in.ChoiceOf(request)
	if c == nil {
		return []ban{{q.Staff, q.Day, q.Unwanted}}
	}
	var out []ban
	for _, x := range c.Plans[plan] {
		out = append(out, ban{q.Staff, x.Day, x.Unwanted})
	}
	return out
}

// wholeDays are the cells of a plan as requests, one for each day: what a plan says twice of a day
// must be met at once.
func wholeDays(i nrp.StaffIdx, plan []nrp.PlanCell) []nrp.Request {
	var out []nrp.Request
	for _, x := range plan {
		k := slices.IndexFunc(out, func(q nrp.Request) bool { return q.Day == x.Day })
		if k < 0 {
			k = len(out)
			out = append(out, nrp.Request{Staff: i, Day: x.Day})
		}
		out[k].Unwanted |= x.Unwanted
	}
	return out
}

// stuck returns a request of the same plan that the person's cell cannot meet, whatever the others
// do; -1 where there is none.
func (e *reasoner) stuck(request int) int {
	if e.in.Requests[request].Choice == 0 {
		return -1
	}
	for k := range e.in.Requests {
		if !e.in.SamePlan(k, request) {
			continue
		}
		if _, ok := e.cheapest(&e.in.Requests[k]); !ok {
			return k
		}
	}
	return -1
}

// priceOf is what refusing a request costs: of a plan what it costs that it is not kept and no plan is.
func (e *reasoner) priceOf(request int) nrp.Cost {
	if c, _ := e.in.ChoiceOf(request); c != nil {
		return c.Else[len(c.Else)-1]
	}
	return e.in.Requests[request].Cost
}

// planInThisRota is InThisRota for a request of a plan of several cells: all of them are met, each in
// the way that is cheapest after those before it.
func planInThisRota(m *rules.Model, in *nrp.Instance, r nrp.Roster, request int, why Reason) Reason {
	q := in.Requests[request]
	c, plan := in.ChoiceOf(request)
	with := r.Clone()
	for _, cell := range wholeDays(q.Staff, c.Plans[plan]) {
		if !cell.Unwanted.Has(with[q.Staff][cell.Day].Shift) {
			continue
		}
		var best nrp.Score
		found := false
		var to nrp.Assignment
		for _, a := range ways(in, &cell) {
			if delta, _, _ := m.Change(with, q.Staff, cell.Day, a); !found || delta.Compare(best) < 0 {
				found, to, best = true, a, delta
			}
		}
		if !found {
			return why
		}
		with[q.Staff][cell.Day] = to
	}
	why.To = with[q.Staff][q.Day]
	why.Delta = m.Evaluate(with).Minus(m.Evaluate(r))
	why.Findings = worse(m.Violations(with), m.Violations(r), c.Else[len(c.Else)-1].Level)
	why.Decided = len(why.Findings) > 0 && why.Delta.Compare(nrp.Score{}) >= 0
	return why
}
