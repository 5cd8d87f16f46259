package fill

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// ObstacleKind says what sort of thing stands in the way of a change.
type ObstacleKind string

// The kinds of obstacle.
const (
	// Begun: a cell of the change has begun already.
	Begun ObstacleKind = "begun"
	// Busy: the person works another shift on that day.
	Busy ObstacleKind = "busy"
	// ByRule: a hard rule of the ward would be broken, or broken further.
	ByRule ObstacleKind = "rule"
	// ByCover: a shift would have fewer people below its minimum.
	ByCover ObstacleKind = "cover"
	// ByLaw: the second referee finds the law broken.
	ByLaw ObstacleKind = "law"
)

// Obstacle is one thing that stands in the way.
type Obstacle struct {
	Kind ObstacleKind
	// Staff is whose it is, Nobody for cover.
	Staff nrp.StaffIdx
	// Day is the day of the cell for Begun and Busy.
	Day nrp.DayIdx
	// Violation is set for ByRule and ByCover; Amount is by how much it grows.
	Violation nrp.Violation
	// Breach is set for ByLaw.
	Breach law.Breach
}

// Verdict is what a change would do.
type Verdict struct {
	// Legal is set where nothing stands in the way.
	Legal bool
	// Obstacles are what does, the plainest first; empty where Legal.
	Obstacles []Obstacle
	// Shown are breaches of law that the change makes and that do not stand in its way.
	Shown []law.Breach
	// Delta is the change of the score; below 0 is better. Of a change that stands against the
	// clock or the day it is not reckoned.
	Delta nrp.Score
	// Sides are the people it touches, in the order of the moves; only where Legal.
	Sides []Side
}

// Try judges a change by everything there is: rules, cover, law, and the first referee. The
// error is ErrBadChange, or that of a referee.
func (j *Judge) Try(c Change) (*Verdict, error) {
	if err := c.check(j.ward); err != nil {
		return nil, err
	}
	v, err := j.try(c)
	if err != nil || !v.Legal {
		return v, err
	}
	return v, j.confirm(c, v)
}

// try is Try without the first referee, for a change that has been checked.
func (j *Judge) try(c Change) (*Verdict, error) {
	v := &Verdict{}
	if v.Obstacles = j.begun(c); len(v.Obstacles) > 0 {
		return v, nil
	}
	after := c.apply(j.ward.Roster)
	growth := newGrowth()
	sides := make([]Side, 0, 2)
	for _, i := range c.people() {
		own := newGrowth()
		own.add(j.model.LineViolations(i, after[i], nil), 1)
		own.add(j.lines[i], -1)
		sides = append(sides, Side{Staff: i, Delta: own.delta()})
		growth.join(own)
	}
	growth.join(j.cover(c, after))
	v.Delta = growth.delta()
	for _, grown := range growth.grown() {
		v.block(grown)
	}
	if len(v.Obstacles) > 0 {
		return v, nil
	}
	if err := j.law(c, after, v); err != nil {
		return nil, err
	}
	if v.Legal = len(v.Obstacles) == 0; v.Legal {
		for k := range sides {
			j.effects(&sides[k], c, after)
		}
		v.Sides = sides
	}
	return v, nil
}

// block adds a breach that has grown to what stands in the way, where its level may not give way.
func (v *Verdict) block(grown nrp.Violation) {
	if grown.Cost.Level > nrp.LevelCover {
		return
	}
	kind := ByRule
	if grown.Cost.Level == nrp.LevelCover {
		kind = ByCover
	}
	v.Obstacles = append(v.Obstacles, Obstacle{Kind: kind, Staff: grown.Staff, Violation: grown})
}

// begun returns the cells of a change that have begun, by what they are or what they become.
func (j *Judge) begun(c Change) []Obstacle {
	if j.ward.Notice == nil {
		return nil
	}
	var out []Obstacle
	for _, m := range c {
		for _, s := range []nrp.ShiftIdx{j.ward.Roster[m.Staff][m.Day].Shift, m.To.Shift} {
			if s != nrp.NoShift && j.ward.Notice[m.Day][s] < 0 {
				out = append(out, Obstacle{Kind: Begun, Staff: m.Staff, Day: m.Day})
				break
			}
		}
	}
	return out
}

// cover returns what the change does to the rows of the shifts that it touches.
func (j *Judge) cover(c Change, after nrp.Roster) *growth {
	g := newGrowth()
	seen := map[int32]bool{}
	for _, m := range c {
		for _, k := range j.model.RowsTouched(m.Day, j.ward.Roster[m.Staff][m.Day].Shift, m.To.Shift) {
			if seen[k] {
				continue
			}
			seen[k] = true
			g.add(j.model.RowViolations(k, after, nil), 1)
			g.add(j.model.RowViolations(k, j.ward.Roster, nil), -1)
		}
	}
	return g
}

// law has the second referee judge the lines that the change touches, beside what it found in them before.
func (j *Judge) law(c Change, after nrp.Roster, v *Verdict) error {
	l := j.ward.Law
	if l == nil {
		return nil
	}
	for _, i := range c.people() {
		then, err := l.check(i, after[i])
		if err != nil {
			return err
		}
		for _, b := range law.Worst(law.Beyond(then, j.illegal[i])) {
			if l.Blocks(b.Rule) {
				v.Obstacles = append(v.Obstacles, Obstacle{Kind: ByLaw, Staff: i, Breach: b})
			} else {
				v.Shown = append(v.Shown, b)
			}
		}
	}
	return nil
}

// check judges one person's line.
func (l *Law) check(i nrp.StaffIdx, line nrp.Line) ([]law.Breach, error) {
	in := l.Around
	in.People = []law.Person{in.People[i]}
	in.People[0].Work = l.work(i, line)
	breaches, err := law.Check(&in)
	if err != nil {
		return nil, fmt.Errorf("second referee: %w", err)
	}
	return breaches, nil
}

// work returns everything that a person works with a line.
func (l *Law) work(i nrp.StaffIdx, line nrp.Line) []law.Work {
	work := append([]law.Work(nil), l.Around.People[i].Work...)
	for d, a := range line {
		if a.Shift != nrp.NoShift && l.Cells[d][a.Shift].End != 0 {
			work = append(work, l.Cells[d][a.Shift])
		}
	}
	return work
}

// confirm has the first referee, which shares no code with the rules, judge the whole rota
// with the change made: it may only take away from what is legal.
func (j *Judge) confirm(c Change, v *Verdict) error {
	_, found, err := verify.Check(j.ward.Inst, c.apply(j.ward.Roster))
	if err != nil {
		return fmt.Errorf("referee: %w", err)
	}
	g := newGrowth()
	g.add(found, 1)
	g.add(j.referee, -1)
	for _, grown := range g.grown() {
		v.block(grown)
	}
	if len(v.Obstacles) > 0 {
		v.Legal, v.Sides = false, nil
	}
	return nil
}
