package explain

import (
	"context"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Unbent names the cells that may not be asked to give although the instance alone would not say
// why: days on which a person is not employed. [staff][day]; nil for none.
type Unbent [][]bool

// Given is one thing that would have to give.
type Given struct {
	// Breach is what it is, as the whole instance has it: a day of leave (RuleUnavailable), a fixed duty
	// (RuleFixed), a day of an agreed pattern (RuleAgreed), or a hard rule on one person's line that is
	// not law. Shift and Skill of the first three are those of the duty worked instead, NoShift for a day off.
	Breach nrp.Violation
	// Units is how many things it counts for: a day, a duty, a day too many in a row, a weekend; of a
	// total of hours, each duty begun beyond it.
	Units int64
}

// Giving is a set of things that would have to give for minimum cover to be met.
type Giving struct {
	// Roster meets minimum cover as far as Left says and breaks no law.
	Roster nrp.Roster
	// Give is empty where nothing has to give: then Roster is lawful as it is.
	Give []Given
	// Units is the size of the set.
	Units int64
	// Left is what stays short whatever gives: minimums that would have to be lowered.
	Left []nrp.Violation
	// Least is a proven lower bound of Units for all rosters that leave as little short.
	Least int64
	// Proved is set where no smaller set will do, and nothing less can be left short.
	Proved bool
	Steps  int64
}

// SmallestGiving looks for a smallest set of things that would have to give for minimum cover to be
// met: days of agreed absence and of agreed patterns, duties that are fixed on this ward, and rules on a person's line that
// the instance states as hard but that are no law. What is never asked to give: rest between shifts and
// weekly rest, skills, duties elsewhere, what a later duty forbids (an Unavailable with a name), and the cells
// of unbent. It solves an instance of its own, from r, in which cover comes right after the law and
// each thing counts one after it. Only minimums that nobody can fill even so stay short.
//
// It names things and changes nothing: that leave stands in the way is not that it should be taken
// away. Errors are those of scheduler.Solve; opt.Start is not used.
func SmallestGiving(ctx context.Context, in *nrp.Instance, r nrp.Roster, unbent Unbent, solve Solve, opt scheduler.Options) (*Giving, error) {
	m, err := rules.Compile(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	g := &giver{in: in, m: m, unbent: unbent, unit: counterUnit(in)}
	opt.Start, opt.StepLimit, opt.TimeLimit = r, opt.StepLimit/2, opt.TimeLimit/2
	res, err := solve(ctx, g.derive(), opt)
	if err != nil {
		return nil, fmt.Errorf("solve with rules that may give: %w", err)
	}
	out := g.read(res)
	if out.Proved || !slices.ContainsFunc(out.Give, func(x Given) bool { return x.Breach.Rule == nrp.RuleCounter }) {
		return out, nil
	}
	// A few minutes beyond a limit cost few minutes, and are a whole thing all the same: with hours
	// that give last a smaller set may be found. The bound is that of the first solve.
	g.hoursLast = true
	opt.Start = out.Roster
	other, err := solve(ctx, g.derive(), opt)
	if err != nil {
		return nil, fmt.Errorf("solve with rules that may give: %w", err)
	}
	second := g.read(other)
	second.Steps += out.Steps
	same := other.Score[nrp.LevelHard] == res.Score[nrp.LevelHard] && other.Score[nrp.LevelCover] == res.Score[nrp.LevelCover]
	if !same || second.Units >= out.Units {
		out.Steps = second.Steps
		return out, nil
	}
	second.Least = out.Least
	second.Proved = g.settled(res) && second.Least == second.Units
	return second, nil
}

// read turns what was solved into what must give.
func (g *giver) read(res *scheduler.Result) *Giving {
	out := &Giving{Roster: res.Roster, Steps: res.Steps}
	for _, v := range g.m.Violations(res.Roster) {
		switch {
		case v.Rule == nrp.RuleCoverMin && v.Amount > 0 && v.Cost.Weight > 0 && v.Cost.Level <= nrp.LevelCover:
			out.Left = append(out.Left, v)
		case v.Cost.Weight > 0 && v.Amount > 0 && (v.Rule == nrp.RuleAgreed || v.Cost.Level == nrp.LevelHard && !g.law(v)):
			given := Given{Breach: withCell(v, res.Roster), Units: g.units(v)}
			out.Give = append(out.Give, given)
			out.Units += given.Units
		}
	}
	if res.Bound != nil {
		out.Least = (res.Bound[nrp.LevelPattern] + g.unit - 1) / g.unit
		out.Proved = g.settled(res) && out.Least == out.Units
	}
	return out
}

// settled reports whether nothing breaks less of the law, and nothing leaves less short.
func (g *giver) settled(res *scheduler.Result) bool {
	return res.Bound != nil && res.Bound[nrp.LevelHard] == res.Score[nrp.LevelHard] && res.Bound[nrp.LevelCover] == res.Score[nrp.LevelCover]
}

// Solve is scheduler.Solve, or something that runs it elsewhere.
type Solve func(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error)

// withCell puts what is worked instead into a breach of one cell.
func withCell(v nrp.Violation, r nrp.Roster) nrp.Violation {
	if v.Rule == nrp.RuleUnavailable || v.Rule == nrp.RuleFixed || v.Rule == nrp.RuleAgreed {
		v.Shift, v.Skill = r[v.Staff][v.Day].Shift, r[v.Staff][v.Day].Skill
	}
	return v
}

// giver derives the instance of a SmallestGiving.
type giver struct {
	in     *nrp.Instance
	m      *rules.Model
	unbent Unbent
	// unit is what one thing costs at LevelPattern: the largest amount of any duty in any hard counter,
	// so that a duty beyond one costs no more than a whole thing and hours stay whole numbers. So a roster
	// costs at most unit for each of its things, and a bound of the cost is one of their number.
	unit int64
	// hoursLast makes each minute beyond a limit a whole thing; then a bound is none of their number.
	hoursLast bool
}

// counterUnit returns giver.unit; at least 1.
func counterUnit(in *nrp.Instance) int64 {
	unit := int64(1)
	for i := range in.Contracts {
		for k := range in.Contracts[i].Counters {
			unit = max(unit, largest(&in.Contracts[i].Counters[k]))
		}
	}
	return unit
}

// largest returns the largest amount that one duty adds to a counter.
func largest(c *nrp.Counter) int64 {
	most := int64(1)
	for _, a := range c.Amount {
		most = max(most, a)
	}
	return most
}

// law reports whether a hard breach is one of what never gives.
func (g *giver) law(v nrp.Violation) bool {
	switch v.Rule { //nolint:exhaustive // the others may give
	case nrp.RuleRest, nrp.RuleRespite, nrp.RuleSkill:
		return true
	case nrp.RuleUnavailable:
		return v.Name != "" || g.never(v.Staff, v.Day)
	case nrp.RuleFixed:
		for _, f := range g.in.Fixed {
			if f.Staff == v.Staff && f.Day == v.Day {
				return g.elsewhere(f)
			}
		}
	}
	return false
}

func (g *giver) never(i nrp.StaffIdx, d nrp.DayIdx) bool {
	return g.unbent != nil && g.unbent[i][d]
}

// units counts the things in a breach.
func (g *giver) units(v nrp.Violation) int64 {
	if v.Rule != nrp.RuleCounter {
		return v.Amount
	}
	for _, c := range g.in.Contracts[g.in.Staff[v.Staff].Contract].Counters {
		if c.Name == v.Name && c.Kind == nrp.CountAmounts {
			each := largest(&c)
			return (v.Amount + each - 1) / each
		}
	}
	return v.Amount
}
