package stages

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Standing is all by which rosters of a ward are compared.
type Standing struct {
	Score nrp.Score `json:"score"`
	// Short is how many people are missing below the minimum of each cover row that is short,
	// worst first.
	Short []int `json:"short"`
	// Burdens is what the people carry with the roster, worst first.
	Burdens fairness.Vector `json:"burdens"`
}

// Compare returns -1 if s is better, 1 if it is worse, 0 if both are alike: law, then the worst
// shortfalls, then what minimum cover and agreed patterns cost, then the burdens worst first, then
// the levels that are left.
func (s *Standing) Compare(o *Standing) int {
	return cmp.Or(s.above(o), fairness.CompareLeximax(s.Burdens, o.Burdens), s.levels(o, nrp.LevelBurden, nrp.NumLevels))
}

// above compares, as Compare does, what stands above burdens.
func (s *Standing) above(o *Standing) int {
	return cmp.Or(
		s.levels(o, nrp.LevelHard, nrp.LevelCover), slices.Compare(s.Short, o.Short), s.levels(o, nrp.LevelCover, nrp.LevelBurden),
	)
}

// levels compares the levels from..to-1 of the scores.
func (s *Standing) levels(o *Standing, from, to nrp.Level) int {
	return slices.Compare(s.Score[from:to], o.Score[from:to])
}

// Largest returns the largest burden, 0 where there is nobody.
func (s *Standing) Largest() fairness.Milli {
	if len(s.Burdens) == 0 {
		return 0
	}
	return s.Burdens[0]
}

// counted reports whether a cover row's minimum is one whose shortfalls are compared.
func counted(c *nrp.Cover) bool { return c.MinCost.Level == nrp.LevelCover && c.MinCost.Weight > 0 }

// StandingOf returns the standing of a roster with the score that it has in the instance.
func StandingOf(in *nrp.Instance, f *Fair, r nrp.Roster, score nrp.Score) *Standing {
	s := &Standing{Score: score, Burdens: fairness.NewVector(f.Burdens(in, r))}
	for k := range in.Cover {
		c := &in.Cover[k]
		if !counted(c) {
			continue
		}
		have := 0
		for i := range r {
			if a := r[i][c.Day]; a.Shift == c.Shift && countsFor(in, c, i, a) {
				have++
			}
		}
		if have < c.Min {
			s.Short = append(s.Short, c.Min-have)
		}
	}
	slices.SortFunc(s.Short, func(a, b int) int { return cmp.Compare(b, a) })
	return s
}

// countsFor reports whether a duty in the row's shift counts for the row.
func countsFor(in *nrp.Instance, c *nrp.Cover, i nrp.StaffIdx, a nrp.Assignment) bool {
	if c.Excepts(i) {
		return false
	}
	if c.Held {
		return in.Staff[i].Holds(c.Skill, c.Day)
	}
	return c.Skill == nrp.NoSkill || c.Skill == a.Skill
}
