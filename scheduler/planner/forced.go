package planner

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// hardRule is one hard rule on one person (staff -1 for cover: then one row), of links one on
// one day.
type hardRule struct {
	rule  nrp.RuleCode
	name  string
	staff nrp.StaffIdx
	day   nrp.DayIdx
	shift nrp.ShiftIdx
	skill nrp.SkillIdx
}

func hardRuleOf(v nrp.Violation) hardRule {
	k := hardRule{rule: v.Rule, name: v.Name, staff: v.Staff, day: -1, shift: v.Shift, skill: v.Skill}
	if v.Staff < 0 || v.Rule == nrp.RuleLink {
		k.day = v.Day
	}
	return k
}

// Unforced returns the hard findings of an assessed roster that the fixed cells,
// history and absence of the problem did not force, in the order of the assessment.
//
// What is forced is what the referee finds in the roster in which everybody is off but
// for the fixed cells: no roster that keeps them has a smaller excess there. A person's
// rule is broken without need where its breaches in the roster add up to more than in
// that one. Rules that ask for work (a hard minimum of hours or of people) are broken
// there to the full, so that a ward with too few people gets a draft that says so.
func Unforced(p *Problem, a *Assessment) ([]nrp.Violation, error) {
	if a.Score[nrp.LevelHard] == 0 {
		return nil, nil
	}
	in := p.Instance
	least := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	for _, f := range in.Fixed {
		least[f.Staff][f.Day] = f.To
	}
	_, forced, err := verify.Check(in, least)
	if err != nil {
		return nil, fmt.Errorf("check the fixed cells: %w", err)
	}
	allowed := map[hardRule]int64{}
	for _, v := range hardOf(forced) {
		allowed[hardRuleOf(v)] += v.Amount * v.Cost.Weight
	}
	found := map[hardRule]int64{}
	for _, v := range hardOf(a.Violations) {
		found[hardRuleOf(v)] += v.Amount * v.Cost.Weight
	}
	var out []nrp.Violation
	for _, v := range hardOf(a.Violations) {
		if k := hardRuleOf(v); found[k] > allowed[k] {
			out = append(out, v)
		}
	}
	return out, nil
}

// hardOf returns the violations that cost something at the hard level.
func hardOf(vs []nrp.Violation) []nrp.Violation {
	var out []nrp.Violation
	for _, v := range vs {
		if v.Cost.Level == nrp.LevelHard && v.Cost.Weight > 0 && v.Amount > 0 {
			out = append(out, v)
		}
	}
	return out
}
