package verify

import "github.com/fairrota/fairrota/scheduler/nrp"

// coverRow counts those who work a row's shift on its day: in its skill, or holding it
// where the row asks for holders, or in any skill where it names none.
func coverRow(inst *nrp.Instance, r nrp.Roster, c *nrp.Cover, f *findings) {
	people := 0
	for i, line := range r {
		a := line[c.Day]
		if a.Shift != c.Shift || excepted(c, i) {
			continue
		}
		switch {
		case c.Skill == nrp.NoSkill:
			people++
		case c.Held:
			if personOf(inst, i, line).holds(c.Skill, c.Day) {
				people++
			}
		case a.Skill == c.Skill:
			people++
		}
	}
	row := func(rule nrp.RuleCode) nrp.Violation {
		return nrp.Violation{Rule: rule, Staff: -1, Day: c.Day, Shift: c.Shift, Skill: c.Skill, Request: -1}
	}
	f.add(row(nrp.RuleCoverMin), int64(c.Min-people), c.MinCost)
	f.add(row(nrp.RuleCoverPreferred), int64(c.Preferred-max(c.Min, people)), c.PreferredCost)
	f.add(row(nrp.RuleCoverMax), int64(people-c.Max), c.MaxCost)
}

// excepted reports whether the person is one of those who do not count, being supernumerary.
func excepted(c *nrp.Cover, i nrp.StaffIdx) bool {
	for _, who := range c.Except {
		if who == i {
			return true
		}
	}
	return false
}
