package verify

import "github.com/fairrota/fairrota/scheduler/nrp"

// linked looks at one rule between named people: of those in it, so many at least must be
// found doing what they are wanted for.
func linked(r nrp.Roster, l *nrp.Link, f *findings) {
	missing := l.Least
	for _, m := range l.Members {
		if in(m.Cells, r[m.Staff][l.Day].Shift) {
			missing--
		}
	}
	f.add(nrp.Violation{
		Rule: nrp.RuleLink, Name: l.Name, Staff: l.Members[0].Staff, Day: l.Day,
		Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1,
	}, int64(missing), l.Cost)
}
