package verify

import "github.com/fairrota/fairrota/scheduler/nrp"

// cells looks at each day by itself: absence, fixed cells, skills, preferences.
func (p *person) cells(f *findings) {
	absent := p.absences()
	for d, a := range p.line {
		if why := absent[d][a.Shift+1]; why != nil {
			f.add(p.breach(nrp.RuleUnavailable, why.Name, d), 1, p.contract.UnavailableCost)
		}
		if a.Shift != nrp.NoShift && !p.holds(a.Skill, d) {
			f.add(p.breach(nrp.RuleSkill, "", d), 1, p.contract.SkillCost)
		}
	}
	for _, x := range p.inst.Fixed {
		if x.Staff == p.index && p.line[x.Day] != x.To {
			f.add(p.breach(nrp.RuleFixed, "", x.Day), 1, p.contract.FixedCost)
		}
	}
	for k, q := range p.inst.Requests {
		if q.Staff == p.index && in(q.Unwanted, p.line[q.Day].Shift) {
			v := p.breach(nrp.RuleRequest, "", q.Day)
			v.Request = k
			f.add(v, 1, q.Cost)
		}
	}
}

// absences returns what forbids each cell, nil if nothing does; [day][0 is off, else shift+1].
// A cell that several absences forbid is forbidden once, by the first.
func (p *person) absences() [][]*nrp.Unavailable {
	forbidden := make([][]*nrp.Unavailable, len(p.line))
	for d := range forbidden {
		forbidden[d] = make([]*nrp.Unavailable, len(p.inst.Shifts)+1)
	}
	for k := range p.inst.Unavailable {
		u := &p.inst.Unavailable[k]
		for s := nrp.NoShift; u.Staff == p.index && s < len(p.inst.Shifts); s++ {
			if in(u.Cells, s) && forbidden[u.Day][s+1] == nil {
				forbidden[u.Day][s+1] = u
			}
		}
	}
	return forbidden
}

// holds reports whether the person holds the skill on the day. Where no skill is
// asked for, everybody does.
func (p *person) holds(skill nrp.SkillIdx, d nrp.DayIdx) bool {
	if skill == nrp.NoSkill {
		return true
	}
	for k, held := range p.staff.Skills {
		if held != skill {
			continue
		}
		return p.staff.SkillUntil == nil || d < p.staff.SkillUntil[k]
	}
	return false
}

// in reports whether a set of cells holds a shift or, with nrp.NoShift, the day off:
// bit 0 is the day off, bit s+1 is shift s.
func in(set nrp.CellSet, s nrp.ShiftIdx) bool {
	return set&(1<<uint(s+1)) != 0
}
