package explain

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Scope says what a reason speaks of.
type Scope string

// ScopeInThisRota is the scope of a reason that holds with every other cell of the rota
// as it is.
const ScopeInThisRota Scope = "in this rota"

// Reason is why one preference was not met.
type Reason struct {
	// Request is the index into Instance.Requests.
	Request int `json:"request"`
	// Met is set where the rota meets the preference; then there is nothing to explain.
	Met bool `json:"met"`
	// Decided is false ("not decided") where meeting the preference would cost nothing
	// that comes before it or weighs as much.
	Decided bool `json:"decided"`
	// To is the cell with which the preference would be met most cheaply.
	To nrp.Assignment `json:"to"`
	// Delta is how the score would change with To; it counts what would be mended too.
	Delta nrp.Score `json:"delta"`
	// Findings are the rules that To would newly break or break further, at the
	// preference's level or before it, the gravest first; Amount is by how much more.
	Findings []nrp.Violation `json:"findings"`
	Scope    Scope           `json:"scope"`
}

// InThisRota returns the reason for one request: what the cheapest way to meet it in
// its one cell would break in the finished rota r. A day off is met by a day off; a
// shift asked for by that shift, in whichever skill the person holds is cheapest; a
// shift or kind not wanted by the best of the cells that remain. Shifts that may not be
// handed out (FixedOnly) are no way to meet anything. m is compiled from inst; neither
// they nor r are changed. O(cells x skills x (days x rules + staff)).
func InThisRota(m *rules.Model, inst *nrp.Instance, r nrp.Roster, request int) Reason {
	q := &inst.Requests[request]
	why := Reason{Request: request, To: r[q.Staff][q.Day], Scope: ScopeInThisRota, Findings: []nrp.Violation{}}
	if !q.Unwanted.Has(why.To.Shift) {
		why.Met = true
		return why
	}
	if c, plan := inst.ChoiceOf(request); c != nil && len(c.Plans[plan]) > 1 {
		return planInThisRota(m, inst, r, request, why)
	}
	var added, removed []nrp.Violation
	found := false
	for _, to := range ways(inst, q) {
		delta, plus, minus := m.Change(r, q.Staff, q.Day, to)
		if !found || delta.Compare(why.Delta) < 0 {
			found, why.To, why.Delta, added, removed = true, to, delta, plus, minus
		}
	}
	if !found {
		return why
	}
	why.Findings = worse(added, removed, q.Cost.Level)
	why.Decided = len(why.Findings) > 0 && why.Delta.Compare(nrp.Score{}) >= 0
	return why
}

// ways returns the cells with which a request is met: the day off first, then shifts
// in order.
func ways(inst *nrp.Instance, q *nrp.Request) []nrp.Assignment {
	var out []nrp.Assignment
	if !q.Unwanted.Has(nrp.NoShift) {
		out = append(out, nrp.Off)
	}
	skills := skillsOn(inst, q)
	for s := range inst.Shifts {
		if q.Unwanted.Has(s) || inst.Shifts[s].FixedOnly {
			continue
		}
		for _, k := range skills {
			out = append(out, nrp.Assignment{Shift: s, Skill: k})
		}
	}
	return out
}

// skillsOn returns the skills in which the person may work that day. Who holds none
// of the ward's is tried in each, so that the missing skill shows as the reason.
func skillsOn(inst *nrp.Instance, q *nrp.Request) []nrp.SkillIdx {
	if len(inst.Skills) == 0 {
		return []nrp.SkillIdx{nrp.NoSkill}
	}
	var held, all []nrp.SkillIdx
	for k := range inst.Skills {
		all = append(all, k)
		if inst.Staff[q.Staff].Holds(k, q.Day) {
			held = append(held, k)
		}
	}
	if len(held) == 0 {
		return all
	}
	return held
}

// worse returns what grew from removed to added at the level or before it, the gravest
// first, with the growth as amount. Breaches that cost nothing are left out.
func worse(added, removed []nrp.Violation, level nrp.Level) []nrp.Violation {
	growth := map[nrp.Violation]int64{}
	var order []nrp.Violation
	count := func(list []nrp.Violation, sign int64) {
		for _, v := range list {
			key := v
			key.Amount = 0
			if _, ok := growth[key]; !ok {
				order = append(order, key)
			}
			growth[key] += sign * v.Amount
		}
	}
	count(added, 1)
	count(removed, -1)
	out := []nrp.Violation{}
	for _, v := range order {
		v.Amount = growth[v]
		if v.Amount > 0 && v.Cost.Weight > 0 && v.Cost.Level <= level {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b nrp.Violation) int {
		return cmp.Or(cmp.Compare(a.Cost.Level, b.Cost.Level), cmp.Compare(b.Amount*b.Cost.Weight, a.Amount*a.Cost.Weight))
	})
	return out
}
