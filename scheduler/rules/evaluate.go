package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// Evaluate returns the score of a roster, which must have one cell for each staff
// member and day. O(staff x days x rules).
func (m *Model) Evaluate(r nrp.Roster) nrp.Score {
	var s nrp.Score
	for i := range r {
		s = s.Plus(m.LineScore(i, r[i]))
	}
	for k := range m.Rows {
		m.Rows[k].Price(m.Rows[k].count(r), &s)
	}
	return s
}

// LineScore returns the price of one person's line, without cover.
func (m *Model) LineScore(i nrp.StaffIdx, line nrp.Line) nrp.Score {
	st := &m.Inst.Staff[i]
	rules := &m.Lines[st.Contract]
	var score nrp.Score
	for d, a := range line {
		score = score.Plus(m.CellScore(i, d, a))
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
				score.Add(a.costs[t.cost], int64(t.units))
			}
		}
	}
	for k := range rules.Counters {
		rules.Counters[k].Price(totals[k], &score)
	}
	return score
}
