package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// Change returns what setting one cell breaks and mends: the change of the score,
// the breaches that are new and those that are gone. The roster is not changed. A
// breach whose amount changes is in both lists. O(days x rules + staff).
func (m *Model) Change(r nrp.Roster, s nrp.StaffIdx, d nrp.DayIdx, to nrp.Assignment) (
	delta nrp.Score, added, removed []nrp.Violation,
) {
	edited := append(nrp.Line(nil), r[s]...)
	edited[d] = to
	before := m.LineViolations(s, r[s], nil)
	after := m.LineViolations(s, edited, nil)
	for _, k := range m.RowsTouched(d, r[s][d].Shift, to.Shift) {
		row := &m.Rows[k]
		n := row.count(r)
		before = row.breaches(n, before)
		if row.Counts(s, r[s][d]) {
			n--
		}
		if row.Counts(s, to) {
			n++
		}
		after = row.breaches(n, after)
	}
	added, removed = less(after, before), less(before, after)
	for _, v := range added {
		delta.Add(v.Cost, v.Amount)
	}
	for _, v := range removed {
		delta.Add(v.Cost, -v.Amount)
	}
	return delta, added, removed
}

// less returns the violations of a that are not in b, counted with multiplicity,
// in the order of a.
func less(a, b []nrp.Violation) []nrp.Violation {
	n := make(map[nrp.Violation]int, len(b))
	for _, v := range b {
		n[v]++
	}
	var out []nrp.Violation
	for _, v := range a {
		if n[v] > 0 {
			n[v]--
			continue
		}
		out = append(out, v)
	}
	return out
}
