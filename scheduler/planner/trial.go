package planner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// TrialKind is what a trial changes.
type TrialKind int

// The kinds.
const (
	AddPerson TrialKind = iota
	MoveMinimum
	GrantRequest
	// SmallestGive changes nothing: it asks what would have to give.
	SmallestGive
)

// Trial is one question about a roster.
type Trial struct {
	Kind TrialKind
	// Like is for AddPerson; Day (explain.EveryDay for all), Shift, Skill and By are for MoveMinimum;
	// Request is for GrantRequest.
	Like    nrp.StaffIdx
	Day     nrp.DayIdx
	Shift   nrp.ShiftIdx
	Skill   nrp.SkillIdx
	By      int
	Request int
	// Unbent is for SmallestGive.
	Unbent explain.Unbent
	// Budget and Steps bound all solves together, at least one must be set; Threads and Seed are the
	// optimiser's.
	Budget  time.Duration
	Steps   int64
	Threads int
	Seed    uint64
}

// Tried is the answer: two rosters beside the draft.
type Tried struct {
	// Problem is the one with the change: there may be one person more.
	Problem *Problem
	// Without is the best roster found from the draft with nothing changed, With the one with the change;
	// both have had the same time. Without is nil for SmallestGive.
	Without, With nrp.Roster
	// Draft, ScoreWithout and ScoreWith are the referee's.
	Draft, ScoreWithout, ScoreWith nrp.Score
	// ShortWithout and ShortWith are the breaches of minimum cover.
	ShortWithout, ShortWith []nrp.Violation
	// Breaks are hard rules broken with the change and not, or less, in the draft; LawBreaks the law's.
	Breaks    []nrp.Violation
	LawBreaks []law.Breach
	// Impossible says why no roster meets the request: then With is nil.
	Impossible *explain.Explanation
	// Giving is for SmallestGive.
	Giving *explain.Giving
}

// ErrNoChange says that a trial would change nothing.
var ErrNoChange = errors.New("nothing would change")

// Try answers a trial about a roster of the problem: it solves what is and what would be for as long as
// each other, so that what a longer search finds is not taken for an effect of the change. Both referees
// judge what comes out. Errors are those of the solver and of the referees, and ErrNoChange.
func Try(ctx context.Context, p *Problem, draft nrp.Roster, t Trial, solve Solver, clock func() time.Time) (*Tried, error) {
	out := &Tried{Problem: p}
	base, err := Judge(p, draft)
	if err != nil {
		return nil, err
	}
	out.Draft = base.Score
	opt := scheduler.Options{Threads: t.Threads, Seed: t.Seed, StepLimit: t.Steps / 2, TimeLimit: t.Budget / 2, Clock: clock}
	if t.Kind == SmallestGive {
		opt.StepLimit, opt.TimeLimit = t.Steps, t.Budget
		return out, out.give(ctx, p, draft, base, t.Unbent, solve, opt)
	}
	changed, err := out.change(p, draft, t)
	if err != nil || out.Impossible != nil {
		return out, err
	}
	if out.Without, err = solved(ctx, solve, p.Instance, draft, opt); err != nil {
		return nil, err
	}
	judged, err := Judge(p, out.Without)
	if err != nil {
		return nil, err
	}
	if judged.Score.Compare(base.Score) > 0 {
		out.Without, judged = draft, base // the draft stands
	}
	out.ScoreWithout, out.ScoreWith = judged.Score, judged.Score
	out.ShortWithout = judged.Unfilled
	start := changed.Start
	if judged.Score.Compare(base.Score) < 0 && t.Kind != GrantRequest {
		start = restart(changed.Start, out.Without)
	}
	if out.With, err = solved(ctx, solve, changed.Instance, start, opt); err != nil {
		return nil, err
	}
	if t.Kind == GrantRequest && !explain.Meets(&p.Instance.Requests[t.Request], out.With) {
		out.With = changed.Start // which meets it, whatever that breaks
	}
	return out, out.judge(base)
}

// restart puts the lines of a better roster into a start, which may have one person more.
func restart(start, better nrp.Roster) nrp.Roster {
	out := start.Clone()
	for i := range better {
		copy(out[i], better[i])
	}
	return out
}

// change derives what is tried; Problem is that of the change afterwards.
func (out *Tried) change(p *Problem, draft nrp.Roster, t Trial) (c explain.Changed, err error) {
	changed := *p
	switch t.Kind {
	case AddPerson:
		c = explain.WithPerson(p.Instance, draft, t.Like)
		changed.StaffIDs = append(slices.Clone(p.StaffIDs), "")
		if p.Law != nil {
			more := *p.Law
			more.Around.People = append(slices.Clone(more.Around.People), law.Person{ID: explain.NewPerson})
			changed.Law = &more
		}
		changed.Instance, changed.Fair = c.Instance, nil // nobody knows what the new person carries
	case MoveMinimum:
		var ok bool
		if c, ok = explain.WithMinimum(p.Instance, draft, t.Day, t.Shift, t.Skill, t.By); !ok {
			return c, ErrNoChange
		}
		changed.Instance = c.Instance
	case GrantRequest:
		// The problem stays as it is: the instance that forbids the refusal scores alike what meets it.
		if c, out.Impossible, err = explain.WithGranted(p.Instance, draft, t.Request); err != nil {
			return c, err
		}
	case SmallestGive:
	}
	out.Problem = &changed
	return c, nil
}

// judge has both referees look at the roster with the change.
func (out *Tried) judge(base *Assessment) error {
	a, err := Judge(out.Problem, out.With)
	if err != nil {
		return err
	}
	out.ScoreWith, out.ShortWith = a.Score, a.Unfilled
	out.Breaks = beyondHard(a.Violations, base.Violations)
	out.LawBreaks = law.Beyond(a.Law.Made, base.Law.Made)
	return nil
}

// give answers SmallestGive.
func (out *Tried) give(ctx context.Context, p *Problem, draft nrp.Roster, base *Assessment, unbent explain.Unbent, solve Solver, opt scheduler.Options) error {
	g, err := explain.SmallestGiving(ctx, p.Instance, draft, unbent, explain.Solve(solve), opt)
	if err != nil {
		return fmt.Errorf("look for what would have to give: %w", err)
	}
	out.Giving, out.With, out.ScoreWithout, out.ShortWithout = g, g.Roster, base.Score, base.Unfilled
	if err := out.judge(base); err != nil {
		return err
	}
	out.Breaks = nil // they are what gives
	out.LawBreaks = slices.DeleteFunc(out.LawBreaks, func(b law.Breach) bool { return b.Rule == law.OnAbsence })
	return nil
}

// beyondHard returns the hard breaches of the one list that the other does not have, or has less of.
func beyondHard(of, those []nrp.Violation) []nrp.Violation {
	had := map[hardRule]int64{}
	for _, v := range hardOf(those) {
		had[hardRuleOf(v)] += v.Amount * v.Cost.Weight
	}
	have := map[hardRule]int64{}
	for _, v := range hardOf(of) {
		have[hardRuleOf(v)] += v.Amount * v.Cost.Weight
	}
	var out []nrp.Violation
	for _, v := range hardOf(of) {
		if k := hardRuleOf(v); have[k] > had[k] {
			out = append(out, v)
		}
	}
	return out
}

// solved runs the solver from a roster.
func solved(ctx context.Context, solve Solver, in *nrp.Instance, start nrp.Roster, opt scheduler.Options) (nrp.Roster, error) {
	opt.Start = start
	res, err := solve(ctx, in, opt)
	switch {
	case err != nil:
		return nil, fmt.Errorf("solve: %w", err)
	case res == nil || res.Roster == nil:
		return nil, errors.New("solve: there is no roster")
	}
	return res.Roster, nil
}
