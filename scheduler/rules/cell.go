package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// cellRules holds what is said of single cells of the roster.
type cellRules struct {
	// unavailable is the union of what is forbidden; [staff*days+day].
	unavailable []nrp.CellSet
	// fixed is the index into Instance.Fixed, -1 for none; [staff*days+day].
	fixed []int32
	// requests lists indices into Instance.Requests; [staff*days+day].
	requests [][]int32
	// agreed is the index into Instance.Agreed, -1 for none; [staff*days+day].
	agreed []int32
}

func compileCells(in *nrp.Instance) cellRules {
	days, n := in.Horizon.Days, len(in.Staff)*in.Horizon.Days
	c := cellRules{unavailable: make([]nrp.CellSet, n), fixed: make([]int32, n), requests: make([][]int32, n)}
	for _, u := range in.Unavailable {
		c.unavailable[u.Staff*days+u.Day] |= u.Cells
	}
	for i := range c.fixed {
		c.fixed[i] = -1
	}
	for i, f := range in.Fixed {
		c.fixed[f.Staff*days+f.Day] = int32(i)
	}
	for i, r := range in.Requests {
		k := r.Staff*days + r.Day
		c.requests[k] = append(c.requests[k], int32(i))
	}
	c.agreed = compileAgreed(in)
	return c
}

// cellBreaches appends what one cell breaks whatever its neighbours hold: absence,
// a fixed cell not kept, a skill not held, a preference not met, an agreed day not kept.
func (m *Model) cellBreaches(i nrp.StaffIdx, d nrp.DayIdx, a nrp.Assignment, out []nrp.Violation) []nrp.Violation {
	in, k := m.Inst, i*m.Days+d
	st := &in.Staff[i]
	con := &in.Contracts[st.Contract]
	add := func(rule nrp.RuleCode, name string, cost nrp.Cost, request int) {
		v := onLine(rule, name, i, d)
		v.Amount, v.Cost, v.Request = 1, cost, request
		out = append(out, v)
	}
	if m.cells.unavailable[k].Has(a.Shift) {
		add(nrp.RuleUnavailable, m.forbiddenFor(i, d, a.Shift), con.UnavailableCost, -1)
	}
	if f := m.cells.fixed[k]; f >= 0 && in.Fixed[f].To != a {
		add(nrp.RuleFixed, "", con.FixedCost, -1)
	}
	if a.Shift != nrp.NoShift && !st.Holds(a.Skill, d) {
		add(nrp.RuleSkill, "", con.SkillCost, -1)
	}
	for _, r := range m.cells.requests[k] {
		if in.Requests[r].Unwanted.Has(a.Shift) {
			add(nrp.RuleRequest, "", in.Requests[r].Cost, int(r))
		}
	}
	if cost, broken := m.agreedBroken(k, a.Shift); broken {
		add(nrp.RuleAgreed, "", cost, -1)
	}
	return out
}

// forbiddenFor returns the name of the first that forbids a cell. O(all that is forbidden),
// for breaches only.
func (m *Model) forbiddenFor(i nrp.StaffIdx, d nrp.DayIdx, s nrp.ShiftIdx) string {
	for _, u := range m.Inst.Unavailable {
		if u.Staff == i && u.Day == d && u.Cells.Has(s) {
			return u.Name
		}
	}
	return ""
}

// CellScore returns the price of one cell whatever its neighbours hold.
func (m *Model) CellScore(i nrp.StaffIdx, d nrp.DayIdx, a nrp.Assignment) nrp.Score {
	var s nrp.Score
	in, k := m.Inst, i*m.Days+d
	st := &in.Staff[i]
	con := &in.Contracts[st.Contract]
	if m.cells.unavailable[k].Has(a.Shift) {
		s.Add(con.UnavailableCost, 1)
	}
	if f := m.cells.fixed[k]; f >= 0 && in.Fixed[f].To != a {
		s.Add(con.FixedCost, 1)
	}
	if a.Shift != nrp.NoShift && !st.Holds(a.Skill, d) {
		s.Add(con.SkillCost, 1)
	}
	for _, r := range m.cells.requests[k] {
		if in.Requests[r].Unwanted.Has(a.Shift) {
			s.Add(in.Requests[r].Cost, 1)
		}
	}
	if cost, broken := m.agreedBroken(k, a.Shift); broken {
		s.Add(cost, 1)
	}
	return s
}

// Unavailable returns the cells that are forbidden to a staff member on a day.
func (m *Model) Unavailable(i nrp.StaffIdx, d nrp.DayIdx) nrp.CellSet {
	return m.cells.unavailable[i*m.Days+d]
}

// Fixed returns the assignment that a cell must keep, and whether there is one.
func (m *Model) Fixed(i nrp.StaffIdx, d nrp.DayIdx) (nrp.Assignment, bool) {
	f := m.cells.fixed[i*m.Days+d]
	if f < 0 {
		return nrp.Off, false
	}
	return m.Inst.Fixed[f].To, true
}
