package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// Row is a rule between people: the number of people in a shift on a day
// (Curtois & Qu cover, INRC-II H2 and S1).
type Row struct {
	nrp.Cover
	// Holders tells who holds the skill that day, for Held rows; [staff], nil for others.
	Holders []bool
}

func compileRow(in *nrp.Instance, c nrp.Cover) Row {
	r := Row{Cover: c}
	if c.Held {
		r.Holders = make([]bool, len(in.Staff))
		for i := range in.Staff {
			r.Holders[i] = in.Staff[i].Holds(c.Skill, c.Day)
		}
	}
	return r
}

// Counts reports whether staff member i, working the row's shift in skill k,
// counts for the row.
func (r *Row) Counts(i nrp.StaffIdx, k nrp.SkillIdx) bool {
	if r.Held {
		return r.Holders[i]
	}
	return r.Skill == nrp.NoSkill || r.Skill == k
}

// count returns how many people of the roster count for the row.
func (r *Row) count(roster nrp.Roster) int {
	n := 0
	for i := range roster {
		if a := roster[i][r.Day]; a.Shift == r.Shift && r.Counts(i, a.Skill) {
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
