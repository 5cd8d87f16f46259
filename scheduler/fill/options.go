package fill

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Option is a legal way for somebody to be rid of a duty.
type Option struct {
	// With is the other person.
	With nrp.StaffIdx
	// Other is the duty that the other person gives for it; nil where they take it for nothing.
	Other  *Duty
	Change Change
	*Verdict
	// Place counts from 1, the best first.
	Place int
	// Because is as in Candidate.
	Because Criterion
}

// GiveAways returns who may take a duty that somebody has, and only those; in the order of the
// staff, since a nurse who gives a duty away has no say in who takes it.
func (j *Judge) GiveAways(d Duty) ([]Option, error) {
	if err := j.held(d); err != nil {
		return nil, err
	}
	var out []Option
	for i := range j.ward.Roster {
		if i == d.From {
			continue
		}
		c, err := j.candidate(d, i)
		if err != nil {
			return nil, err
		}
		if c.Legal {
			out = append(out, Option{With: i, Change: c.Change, Verdict: c.Verdict, Place: len(out) + 1, Because: Alike})
		}
	}
	return out, nil
}

// Swaps returns with whom and for which of their duties a duty can be exchanged, legally for
// both, best first by what the ward and the one who asks have of it; at most most of them, 0 for
// all. Duties of both are judged by the first referee too where they are among those.
func (j *Judge) Swaps(d Duty, most int) ([]Option, error) {
	if err := j.held(d); err != nil {
		return nil, err
	}
	var out []Option
	for i := range j.ward.Roster {
		for day, a := range j.ward.Roster[i] {
			if a.Shift == nrp.NoShift || !j.open(d, i, day) {
				continue
			}
			o, err := j.swapped(d, Duty{Day: day, Shift: a.Shift, Skill: a.Skill, From: i}, j.try)
			if err != nil {
				return nil, err
			}
			if o.Legal {
				out = append(out, *o)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Option) int {
		c, _ := d.order(&a, &b)
		return c
	})
	return j.refereed(d, out, most)
}

// Swap judges one exchange in full; the options of skills are tried as for Swaps.
func (j *Judge) Swap(d, other Duty) (*Option, error) {
	if err := j.held(d); err != nil {
		return nil, err
	}
	if err := j.held(other); err != nil {
		return nil, err
	}
	if d.From == other.From {
		return nil, fmt.Errorf("%w: both duties are of one person", ErrBadChange)
	}
	if !j.open(d, other.From, other.Day) {
		return &Option{With: other.From, Other: &other, Change: Swap(d, other), Verdict: &Verdict{Obstacles: j.busy(d, other)}}, nil
	}
	return j.swapped(d, other, j.Try)
}

// held is has for a duty that somebody has.
func (j *Judge) held(d Duty) error {
	if d.From == Nobody {
		return fmt.Errorf("%w: nobody has that duty", ErrBadChange)
	}
	return j.has(d)
}

// open reports whether a duty may be exchanged for what person i does on a day: an own shift of
// another kind on the same day, or on another day on which the one is off, while the other is
// off on the day of d.
func (j *Judge) open(d Duty, i nrp.StaffIdx, day nrp.DayIdx) bool {
	if i == d.From || j.foreign(i, day) {
		return false
	}
	if day == d.Day {
		return j.ward.Roster[i][day].Shift != d.Shift
	}
	return j.ward.Roster[i][d.Day].Shift == nrp.NoShift && j.ward.Roster[d.From][day].Shift == nrp.NoShift
}

// busy returns who works already where an exchange would have them work.
func (j *Judge) busy(d, other Duty) []Obstacle {
	var out []Obstacle
	if d.Day == other.Day {
		return []Obstacle{{Kind: Busy, Staff: other.From, Day: d.Day}}
	}
	if j.ward.Roster[other.From][d.Day].Shift != nrp.NoShift {
		out = append(out, Obstacle{Kind: Busy, Staff: other.From, Day: d.Day})
	}
	if j.ward.Roster[d.From][other.Day].Shift != nrp.NoShift {
		out = append(out, Obstacle{Kind: Busy, Staff: d.From, Day: other.Day})
	}
	return out
}

// swapped judges an exchange in the skills that suit best.
func (j *Judge) swapped(d, other Duty, try func(Change) (*Verdict, error)) (*Option, error) {
	o := &Option{With: other.From, Other: &other}
	for _, mine := range j.skillsFor(other, d.From) {
		for _, theirs := range j.skillsFor(d, other.From) {
			c := Swap(d, other)
			c[0].To.Skill, c[1].To.Skill = mine, theirs
			v, err := try(c)
			if err != nil {
				return nil, err
			}
			if o.Verdict == nil || v.Legal && (!o.Legal || v.Delta.Compare(o.Delta) < 0) {
				o.Change, o.Verdict = c, v
			}
		}
	}
	return o, nil
}

// refereed has the first referee look at options, from the best, until most are found.
func (j *Judge) refereed(d Duty, options []Option, most int) ([]Option, error) {
	out := []Option{}
	for k := range options {
		if most > 0 && len(out) == most {
			break
		}
		if err := j.confirm(options[k].Change, options[k].Verdict); err != nil {
			return nil, err
		}
		if options[k].Legal {
			out = append(out, options[k])
		}
	}
	for k := range out {
		out[k].Place, out[k].Because = k+1, Only
		switch {
		case k > 0:
			_, out[k].Because = d.order(&out[k-1], &out[k])
		case len(out) > 1:
			_, out[k].Because = d.order(&out[0], &out[1])
		}
	}
	return out, nil
}

// order compares options of the one who has the duty, by what everybody may know: the cover of
// the ward and the own side. What the other one asked for, carries or has agreed plays no part.
func (d Duty) order(a, b *Option) (int, Criterion) {
	x, y := a.Own(d.From), b.Own(d.From)
	return first([]step{
		{ForCover, cmp.Compare(a.Delta[nrp.LevelCover], b.Delta[nrp.LevelCover])},
		{ForPattern, cmp.Compare(x.Delta[nrp.LevelPattern], y.Delta[nrp.LevelPattern])},
		{ForFairness, cmp.Or(cmp.Compare(x.Burden.Is, y.Burden.Is), cmp.Compare(x.Delta[nrp.LevelBurden], y.Delta[nrp.LevelBurden]))},
		{ForPreference, cmp.Compare(x.Delta[nrp.LevelPreference], y.Delta[nrp.LevelPreference])},
		{ForGoals, cmp.Compare(x.Delta[nrp.LevelRest], y.Delta[nrp.LevelRest])},
		{ForRest, compareRest(x, y)},
	})
}

// Own returns a person's side of a legal option; nil for somebody who has none.
func (o *Option) Own(i nrp.StaffIdx) *Side {
	for k := range o.Sides {
		if o.Sides[k].Staff == i {
			return &o.Sides[k]
		}
	}
	return nil
}
