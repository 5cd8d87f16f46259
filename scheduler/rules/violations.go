package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// onLine returns a violation of one person's line with nothing to say of cover or preference.
func onLine(rule nrp.RuleCode, name string, i nrp.StaffIdx, d nrp.DayIdx) nrp.Violation {
	return nrp.Violation{
		Rule: rule, Name: name, Staff: i, Day: d, Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1,
	}
}

// Violations returns every breach, also of rules that cost nothing: first by staff
// in order (cells by day, automata by day, counters), then cover in the order of
// Instance.Cover and links in that of Instance.Links. The sum of Amount x Cost is Evaluate's score. A stretch that is
// too long is one breach of one day for each day too many. O(staff x days x rules).
func (m *Model) Violations(r nrp.Roster) []nrp.Violation {
	var out []nrp.Violation
	for i := range r {
		out = m.LineViolations(i, r[i], out)
	}
	for k := range m.Rows {
		out = m.Rows[k].breaches(m.Rows[k].count(r), out)
	}
	return out
}

// LineViolations appends the breaches of one person's line to out.
func (m *Model) LineViolations(i nrp.StaffIdx, line nrp.Line, out []nrp.Violation) []nrp.Violation {
	st := &m.Inst.Staff[i]
	rules := &m.Lines[st.Contract]
	for d, a := range line {
		out = m.cellBreaches(i, d, a, out)
	}
	totals := make([]int64, len(rules.Counters))
	for k := range totals {
		totals[k] = m.Base(i, k)
		for d, a := range line {
			totals[k] += rules.Counters[k].Amount(d, a.Shift)
		}
	}
	for k := range rules.automata {
		a := &rules.automata[k]
		q := a.start(&st.History)
		for d, c := range line {
			t := &a.steps[a.class[d]][int(q)*rules.cells+cellOf(c.Shift)]
			q = t.next
			switch {
			case t.units == 0:
			case a.counter >= 0:
				totals[a.counter] += int64(t.units)
			default:
				v := onLine(a.rule, a.name, i, d)
				v.Amount, v.Cost = int64(t.units), a.costs[t.cost]
				out = append(out, v)
			}
		}
	}
	for k := range rules.Counters {
		out = rules.Counters[k].breaches(i, totals[k], out)
	}
	return out
}
