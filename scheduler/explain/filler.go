package explain

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Filler is one person who could fill an unfilled duty of a finished rota, with every other cell
// as it is, and what stands in the way.
type Filler struct {
	Staff nrp.StaffIdx
	// To is the duty in the skill that the row asks for.
	To nrp.Assignment
	// From is what the person does on that day now.
	From nrp.Assignment
	// Delta is how the score would change; the duty that is filled counts for it.
	Delta nrp.Score
	// Findings are the rules that this would newly break or break further, at any level, the
	// gravest first; empty where nothing stands in the way.
	Findings []nrp.Violation
	// Never is set where one of the findings cannot be bent whatever anybody decides: agreed
	// absence, a skill that is not held, a duty that is fixed.
	Never bool
}

// Fillers returns who could fill a row of cover that has fewer people than its minimum, the
// nearest first: those whom nothing keeps away that cannot be bent, then by what it costs, level by
// level. Whoever already counts for the row is left out, as is anybody for whom the shift cannot be
// handed out. m is compiled from in; neither they nor r are changed. It is exact for this rota and
// says nothing of others. O(staff x days x rules).
func Fillers(m *rules.Model, in *nrp.Instance, r nrp.Roster, row *nrp.Cover) []Filler {
	if in.Shifts[row.Shift].FixedOnly {
		return nil
	}
	var out []Filler
	for i := range in.Staff {
		if countsFor(in, row, i, r[i][row.Day]) {
			continue
		}
		if f, ok := fillerOf(m, in, r, row, i); ok {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Filler) int {
		never := 0
		if a.Never != b.Never {
			never = -1
			if a.Never {
				never = 1
			}
		}
		return cmp.Or(never, a.Delta.Compare(b.Delta), cmp.Compare(len(a.Findings), len(b.Findings)))
	})
	return out
}

// fillerOf is Fillers for one person; false where the person's duty would not count for the row.
func fillerOf(m *rules.Model, in *nrp.Instance, r nrp.Roster, row *nrp.Cover, i nrp.StaffIdx) (Filler, bool) {
	var best Filler
	found := false
	for _, k := range fillingSkills(in, row, i) {
		f := Filler{Staff: i, To: nrp.Assignment{Shift: row.Shift, Skill: k}, From: r[i][row.Day]}
		if !countsFor(in, row, i, f.To) {
			continue
		}
		delta, added, removed := m.Change(r, i, row.Day, f.To)
		f.Delta, f.Findings = delta, worse(added, removed, nrp.NumLevels-1)
		f.Never = slices.ContainsFunc(f.Findings, func(v nrp.Violation) bool { return unbending(v) && v.Cost.Level == nrp.LevelHard })
		if !found || f.Delta.Compare(best.Delta) < 0 {
			best, found = f, true
		}
	}
	return best, found
}

// fillingSkills returns the skills in which a person's duty could count for a row: the row's own, or
// for rows that do not ask for one those that the person holds, else none.
func fillingSkills(in *nrp.Instance, row *nrp.Cover, i nrp.StaffIdx) []nrp.SkillIdx {
	if row.Skill != nrp.NoSkill && !row.Held {
		return []nrp.SkillIdx{row.Skill}
	}
	out := []nrp.SkillIdx{}
	for k := range in.Skills {
		if in.Staff[i].Holds(k, row.Day) {
			out = append(out, k)
		}
	}
	return append(out, nrp.NoSkill)
}

// unbending reports whether a breach is one that nobody may allow: work on an agreed absence, in a
// skill that is not held, against a fixed duty.
func unbending(v nrp.Violation) bool {
	switch v.Rule { //nolint:exhaustive // all others can be overridden by somebody
	case nrp.RuleSkill, nrp.RuleFixed:
		return true
	case nrp.RuleUnavailable:
		return v.Name == ""
	}
	return false
}

// Present counts the people who count for a row in a roster.
func Present(in *nrp.Instance, row *nrp.Cover, r nrp.Roster) int {
	n := 0
	for i := range r {
		if countsFor(in, row, i, r[i][row.Day]) {
			n++
		}
	}
	return n
}
