package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// compileLink states a link as a row: a minimum of so many of its members, each in cells of
// their own.
func compileLink(in *nrp.Instance, l *nrp.Link) Row {
	r := Row{
		Cover: nrp.Cover{
			Day: l.Day, Shift: nrp.NoShift, Skill: nrp.NoSkill,
			Min: l.Least, MinCost: l.Cost, Preferred: l.Least, Max: nrp.NoLimit,
		},
		Cells: make([]nrp.CellSet, len(in.Staff)),
		Link:  l,
	}
	for _, m := range l.Members {
		r.Cells[m.Staff] = m.Cells
	}
	return r
}

// linkBreach appends what n members who hold cells of theirs break.
func linkBreach(l *nrp.Link, n int, out []nrp.Violation) []nrp.Violation {
	if n >= l.Least {
		return out
	}
	v := onLine(nrp.RuleLink, l.Name, l.Members[0].Staff, l.Day)
	v.Amount, v.Cost = int64(l.Least-n), l.Cost
	return append(out, v)
}

// addLinks adds the rows of the instance's links behind those of cover.
func (m *Model) addLinks() {
	for k := range m.Inst.Links {
		l := &m.Inst.Links[k]
		m.Rows = append(m.Rows, compileLink(m.Inst, l))
		var cells nrp.CellSet
		for _, member := range l.Members {
			cells |= member.Cells
		}
		for s := nrp.NoShift; s < m.Shifts; s++ {
			if cells.Has(s) {
				m.addRow(l.Day, s, int32(len(m.Rows)-1))
			}
		}
	}
}
