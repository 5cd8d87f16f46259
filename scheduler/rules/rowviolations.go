package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// RowViolations appends the breaches of one row by a roster to out; k is an index into Rows.
// O(staff).
func (m *Model) RowViolations(k int32, r nrp.Roster, out []nrp.Violation) []nrp.Violation {
	row := &m.Rows[k]
	return row.breaches(row.count(r), out)
}
