package explain

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// explain says why a request is refused, from the best roster found that meets it.
func (e *reasoner) explain(request int, w *witness) Explanation {
	q := &e.in.Requests[request]
	why := Explanation{Request: request, Proof: BestFound, Level: e.decisive(w), Cost: w.score.Minus(e.score), Clash: []Duty{}}
	if e.provedBySolve(request) || e.proved[request] {
		why.Proof = Proved
	}
	// In a draw, or where a level after the request's own decides, meeting it is paid for with
	// others of the same weight: these come first.
	trade := why.Level == NoLevel || why.Level > q.Cost.Level
	why.Because = slices.DeleteFunc(worse(e.m.Violations(w.roster), e.m.Violations(e.roster), nrp.NumLevels-1), func(v nrp.Violation) bool {
		return v.Cost.Level != why.Level && (!trade || v.Cost.Level != q.Cost.Level)
	})
	why.Code = e.codeOf(q.Staff, &why)
	if len(why.Because) > 0 && why.Because[0].Staff == q.Staff {
		why.Clash = e.clash(q.Staff, w.roster[q.Staff], why.Because)
	}
	return why
}

// decisive returns the level at which a roster is worse than the one at hand, NoLevel if it is at
// none.
func (e *reasoner) decisive(w *witness) nrp.Level {
	if w.unfair {
		return nrp.LevelBurden
	}
	return decisive(w.score, e.score)
}

// decisive returns the first level at which a is worse than b, NoLevel if it is not.
func decisive(a, b nrp.Score) nrp.Level {
	for l := range a {
		if a[l] != b[l] {
			if a[l] > b[l] {
				return nrp.Level(l)
			}
			return NoLevel
		}
	}
	return NoLevel
}

// provedBySolve reports whether the bounds of the roster at hand and of the best roster with
// the request met prove the decisive level: at the levels above nothing is better than both
// have it, and at it nothing that meets the request is as good as the roster at hand.
func (e *reasoner) provedBySolve(request int) bool {
	w := e.found[request]
	if w == nil || w.bound == nil {
		return false
	}
	l := decisive(w.score, e.score)
	for k := range nrp.Level(nrp.NumLevels) {
		if k == l {
			return w.bound[k] > e.score[k]
		}
		if max(w.bound[k], e.bound[k]) < e.score[k] {
			return false
		}
	}
	return true // a draw, and neither can be beaten
}

// codeOf names the reason after the gravest of what must be paid at the decisive level. i
// is the person who asked.
func (e *reasoner) codeOf(i nrp.StaffIdx, why *Explanation) Code {
	if len(why.Because) == 0 {
		return CodeGoals
	}
	v := why.Because[0]
	own := v.Staff == i
	switch v.Rule {
	case nrp.RuleRequest, nrp.RuleChoice:
		switch {
		case own:
			return CodeOwn
		case why.Level != v.Cost.Level:
			return CodeEqual
		}
		return CodePriority
	case nrp.RuleCoverMin:
		return e.staffing(v)
	case nrp.RuleCoverPreferred, nrp.RuleCoverMax:
		return CodeGoals
	case nrp.RuleLink:
		return linkCode(v)
	case nrp.RuleUnavailable, nrp.RuleFixed, nrp.RuleSkill:
		return cellCode(v, own)
	case nrp.RuleCounter, nrp.RuleSuccession, nrp.RuleRest, nrp.RuleRespite, nrp.RulePattern, nrp.RuleStretch, nrp.RuleWeekend:
		return e.lineCode(v, own)
	}
	return CodeGoals
}

// linkCode is the code of a breach of a link.
func linkCode(v nrp.Violation) Code {
	if v.Cost.Level == nrp.LevelHard {
		return CodeLaw
	}
	return CodeGoals
}

// cellCode is the code of a breach of one cell.
func cellCode(v nrp.Violation, own bool) Code {
	switch {
	case !own || v.Rule == nrp.RuleUnavailable && v.Name != "":
		return CodeLaw // a name says what the cells are forbidden for: rest before what is next
	case v.Rule == nrp.RuleUnavailable:
		return CodeAbsence
	case v.Rule == nrp.RuleFixed:
		return CodeFixed
	}
	return CodeData
}

// lineCode is the code of a breach of a rule on a whole line.
func (e *reasoner) lineCode(v nrp.Violation, own bool) Code {
	switch {
	case v.Cost.Level == nrp.LevelPattern:
		return CodePattern
	case v.Cost.Level == nrp.LevelBurden && !own:
		return CodePriority
	case v.Cost.Level == nrp.LevelBurden:
		return CodeGoals // it would weigh on the same person
	case v.Rule == nrp.RuleCounter && e.ofContract(v):
		return CodeHours
	case v.Cost.Level == nrp.LevelHard:
		return CodeLaw
	}
	return CodeGoals
}

// ofContract reports whether a counter is one of the whole horizon, as the totals agreed
// in a contract are; those of single weeks are limits of law or policy.
func (e *reasoner) ofContract(v nrp.Violation) bool {
	for _, c := range e.in.Contracts[e.in.Staff[v.Staff].Contract].Counters {
		if c.Name == v.Name {
			return c.From == 0 && (c.To == 0 || c.To == e.in.Horizon.Days)
		}
	}
	return false
}

// staffing tells apart too few people and too few with a skill: the first where the
// shift's rows ask for more people than the roster has there.
func (e *reasoner) staffing(v nrp.Violation) Code {
	if v.Skill == nrp.NoSkill {
		return CodeStaffing
	}
	anyone, bySkill := 0, 0
	for _, c := range e.in.Cover {
		switch {
		case c.Day != v.Day || c.Shift != v.Shift:
		case c.Skill == nrp.NoSkill:
			anyone = max(anyone, c.Min)
		case c.Held:
			if c.Skill == v.Skill {
				return CodeSkillMix
			}
		default:
			bySkill += c.Min
		}
	}
	have := 0
	for i := range e.roster {
		if e.roster[i][v.Day].Shift == v.Shift {
			have++
		}
	}
	if have <= max(anyone, bySkill) {
		return CodeStaffing
	}
	return CodeSkillMix
}
