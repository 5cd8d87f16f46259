package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// Row is a rule between people: the number of people in a shift on a day
// (Curtois & Qu cover, INRC-II H2 and S1), or of a link (see link.go).
type Row struct {
	nrp.Cover
	// Cells are those in which each person counts, for rows that tell people apart: those of
	// links, of holders and with exceptions; [staff], nil for others, for which everybody
	// counts in Shift.
	Cells []nrp.CellSet
	// Link is the link that the row states, nil for cover.
	Link *nrp.Link
}

func compileRow(in *nrp.Instance, c nrp.Cover) Row {
	r := Row{Cover: c}
	if c.Held || len(c.Except) > 0 {
		r.Cells = make([]nrp.CellSet, len(in.Staff))
		for i := range in.Staff {
			if (!c.Held || in.Staff[i].Holds(c.Skill, c.Day)) && !c.Excepts(i) {
				r.Cells[i] = nrp.ShiftCells(c.Shift)
			}
		}
	}
	return r
}

// Counts reports whether staff member i counts for the row with an assignment of its day.
func (r *Row) Counts(i nrp.StaffIdx, a nrp.Assignment) bool {
	if r.Cells == nil {
		return a.Shift == r.Shift && (r.Skill == nrp.NoSkill || r.Skill == a.Skill)
	}
	return r.Cells[i].Has(a.Shift) && (r.Held || r.Skill == nrp.NoSkill || r.Skill == a.Skill)
}

// count returns how many people of the roster count for the row.
func (r *Row) count(roster nrp.Roster) int {
	n := 0
	for i := range roster {
		if r.Counts(i, roster[i][r.Day]) {
			n++
		}
	}
	return n
}

// Price adds the cost of n people to a score.
func (r *Row) Price(n int, s *nrp.Score) {
	s.Add(r.MinCost, int64(max(0, r.Min-n)))
	s.Add(r.PreferredCost, int64(max(0, r.Preferred-max(r.Min, n))))
	s.Add(r.MaxCost, int64(max(0, n-r.Max)))
}

// breaches appends what n people break.
func (r *Row) breaches(n int, out []nrp.Violation) []nrp.Violation {
	if r.Link != nil {
		return linkBreach(r.Link, n, out)
	}
	add := func(rule nrp.RuleCode, amount int, c nrp.Cost) {
		if amount > 0 {
			out = append(out, nrp.Violation{
				Rule: rule, Staff: -1, Day: r.Day, Shift: r.Shift, Skill: r.Skill, Request: -1,
				Amount: int64(amount), Cost: c,
			})
		}
	}
	add(nrp.RuleCoverMin, r.Min-n, r.MinCost)
	add(nrp.RuleCoverPreferred, r.Preferred-max(r.Min, n), r.PreferredCost)
	add(nrp.RuleCoverMax, n-r.Max, r.MaxCost)
	return out
}
