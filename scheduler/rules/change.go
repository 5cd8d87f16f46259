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
	for _, shift := range touched(r[s][d].Shift, to.Shift) {
		for _, k := range m.RowsOf(d, shift) {
			row := &m.Rows[k]
			n := row.count(r)
			before = row.breaches(n, before)
			if a := r[s][d]; a.Shift == shift && row.Counts(s, a.Skill) {
				n--
			}
			if to.Shift == shift && row.Counts(s, to.Skill) {
				n++
			}
			after = row.breaches(n, after)
		}
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

// touched returns the distinct shifts of the two, days off left out.
func touched(a, b nrp.ShiftIdx) []nrp.ShiftIdx {
	var out []nrp.ShiftIdx
	if a != nrp.NoShift {
		out = append(out, a)
	}
	if b != nrp.NoShift && b != a {
		out = append(out, b)
	}
	return out
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
