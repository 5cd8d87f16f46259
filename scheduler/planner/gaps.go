package planner

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// Gap is an unfilled duty of a roster, or several alike, with those who are nearest to filling it.
type Gap struct {
	// Short is the breach of minimum cover; Amount is the number of people missing.
	Short nrp.Violation
	// Nearest are at most NearestShown people, the nearest first.
	Nearest []GapFiller
}

// GapFiller is one who could fill a gap, and what stands in the way.
type GapFiller struct {
	explain.Filler
	// Law are the breaches of the law that the duty would newly make.
	Law []law.Breach
}

const (
	// NearestShown is how many people are named for a gap, lawLooked how many of the nearest by the
	// rules have the law asked about them.
	NearestShown = 3
	lawLooked    = 8
)

// Gaps names for each unfilled duty of an assessed roster who was nearest to filling it: those whom
// nothing keeps away that cannot be bent come first, then who breaks least that is hard, by the rules
// and by the law, then least of all else. O(gaps x staff x days x rules).
func Gaps(p *Problem, r nrp.Roster, a *Assessment) ([]Gap, error) {
	m, err := rules.Compile(p.Instance)
	if err != nil {
		return nil, fmt.Errorf("compile the rules: %w", err)
	}
	out := make([]Gap, 0, len(a.Unfilled))
	for _, v := range a.Unfilled {
		g := Gap{Short: v}
		if row := shortRow(p.Instance, r, v); row != nil {
			list := explain.Fillers(m, p.Instance, r, row)
			if g.Nearest, err = nearest(p, r, row.Day, list[:min(len(list), lawLooked)]); err != nil {
				return nil, err
			}
		}
		out = append(out, g)
	}
	return out, nil
}

// nearest asks the law about each person and keeps the nearest.
func nearest(p *Problem, r nrp.Roster, day nrp.DayIdx, list []explain.Filler) ([]GapFiller, error) {
	var out []GapFiller
	for _, f := range list {
		breaches, err := lawMade(p, r, f.Staff, day, f.To)
		if err != nil {
			return nil, err
		}
		out = append(out, GapFiller{Filler: f, Law: breaches})
	}
	slices.SortStableFunc(out, func(x, y GapFiller) int {
		never := 0
		if x.Never != y.Never {
			never = -1
			if x.Never {
				never = 1
			}
		}
		return cmp.Or(never, cmp.Compare(x.Delta[nrp.LevelHard], y.Delta[nrp.LevelHard]), cmp.Compare(len(x.Law), len(y.Law)), x.Delta.Compare(y.Delta))
	})
	return out[:min(len(out), NearestShown)], nil
}

// shortRow returns the row that a breach of minimum cover is about: the first of its day, shift and
// skill that has fewer people than its minimum.
func shortRow(in *nrp.Instance, r nrp.Roster, v nrp.Violation) *nrp.Cover {
	for i := range in.Cover {
		c := &in.Cover[i]
		if c.Day != v.Day || c.Shift != v.Shift || c.Skill != v.Skill {
			continue
		}
		if explain.Present(in, c, r) < c.Min {
			return c
		}
	}
	return nil
}

// lawMade returns the breaches of the law that one person's cell would newly make.
func lawMade(p *Problem, r nrp.Roster, i nrp.StaffIdx, day nrp.DayIdx, to nrp.Assignment) ([]law.Breach, error) {
	if p.Law == nil {
		return nil, nil
	}
	alone := Law{Around: p.Law.Around, Cells: p.Law.Cells}
	alone.Around.People = alone.Around.People[i : i+1]
	before := r[i : i+1]
	after := nrp.Roster{slices.Clone(r[i])}
	after[0][day] = to
	all, had, err := alone.both(after, before)
	if err != nil {
		return nil, err
	}
	return law.Worst(law.Beyond(all, had)), nil
}
