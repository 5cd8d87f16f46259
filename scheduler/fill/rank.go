package fill

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Criterion is by what one candidate or option comes before another.
type Criterion string

// The criteria, in the order in which they are looked at; each only decides where all before it
// are equal.
const (
	// Only: there is nobody to compare with.
	Only Criterion = "only"
	// ForCover: minimum staffing of all shifts taken together.
	ForCover Criterion = "cover"
	// ForPattern: agreed patterns of work.
	ForPattern Criterion = "pattern"
	// ForFairness: the burdens of all, worst off first (leximax).
	ForFairness Criterion = "fairness"
	// ForPreference: what people asked for.
	ForPreference Criterion = "preference"
	// ForGoals: preferred staffing, contract hours and what else the ward would like.
	ForGoals Criterion = "goals"
	// ForRest: the longer of the shortest rests next to the duty.
	ForRest Criterion = "rest"
	// Alike: nothing tells them apart; the order of the staff, or of days, decides.
	Alike Criterion = "alike"
)

// rank puts the legal candidates first, the best first, and says what decided.
func (j *Judge) rank(all []Candidate) {
	burdens := make([]fairness.Milli, len(j.ward.Carriers))
	for i, c := range j.ward.Carriers {
		burdens[i] = c.Burden
	}
	vectors := make(map[nrp.StaffIdx]fairness.Vector, len(all))
	for k := range all {
		if all[k].Legal && len(burdens) > 0 {
			vectors[all[k].Staff] = vectorOf(burdens, all[k].Sides)
		}
	}
	order := func(a, b *Candidate) (int, Criterion) {
		return first([]step{
			{ForCover, cmp.Compare(a.Delta[nrp.LevelCover], b.Delta[nrp.LevelCover])},
			{ForPattern, cmp.Compare(a.Delta[nrp.LevelPattern], b.Delta[nrp.LevelPattern])},
			{ForFairness, cmp.Or(fairness.CompareLeximax(vectors[a.Staff], vectors[b.Staff]), cmp.Compare(a.Delta[nrp.LevelBurden], b.Delta[nrp.LevelBurden]))},
			{ForPreference, cmp.Compare(a.Delta[nrp.LevelPreference], b.Delta[nrp.LevelPreference])},
			{ForGoals, cmp.Compare(a.Delta[nrp.LevelRest], b.Delta[nrp.LevelRest])},
			{ForRest, compareRest(&a.Sides[0], &b.Sides[0])},
		})
	}
	slices.SortStableFunc(all, func(a, b Candidate) int {
		switch {
		case a.Legal != b.Legal && a.Legal:
			return -1
		case a.Legal != b.Legal:
			return 1
		case !a.Legal:
			return 0
		}
		c, _ := order(&a, &b)
		return c
	})
	for k := range all {
		if !all[k].Legal {
			break
		}
		all[k].Place, all[k].Because = k+1, Only
		switch {
		case k > 0:
			_, all[k].Because = order(&all[k-1], &all[k])
		case len(all) > 1 && all[1].Legal:
			_, all[k].Because = order(&all[0], &all[1])
		}
	}
}

// step is one criterion with how it compares.
type step struct {
	by Criterion
	c  int
}

// first returns the first criterion that tells two apart, Alike for none.
func first(steps []step) (int, Criterion) {
	for _, s := range steps {
		if s.c != 0 {
			return s.c, s.by
		}
	}
	return 0, Alike
}

// vectorOf is the burdens of all with those of the sides as they are after the change.
func vectorOf(burdens []fairness.Milli, sides []Side) fairness.Vector {
	after := slices.Clone(burdens)
	for _, s := range sides {
		after[s.Staff] = s.Burden.Is
	}
	return fairness.NewVector(after)
}

// compareRest puts the longer of the shortest rests next to the work taken first; where no work is
// near, rest is as long as can be.
func compareRest(a, b *Side) int {
	near := func(s *Side) int64 {
		if n := lesser(s.Rest.Before, s.Rest.After); n != Unknown {
			return n
		}
		return 1 << 40
	}
	return cmp.Compare(near(b), near(a))
}
