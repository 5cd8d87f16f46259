package repair

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// Solver is scheduler.Solve, or something that runs it elsewhere.
type Solver func(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error)

// Options bound the search for alternatives. The limits are those of one solve, of which there are
// up to three.
type Options struct {
	Threads   int
	Seed      uint64
	StepLimit int64
	TimeLimit time.Duration
	// Clock is as in scheduler.Options.
	Clock func() time.Time
	// Together has the solves run at once, each with Threads threads; the solver must allow that.
	Together bool
}

// Change is one cell that an alternative has otherwise than the published roster.
type Change struct {
	Staff    nrp.StaffIdx
	Day      nrp.DayIdx
	From, To nrp.Assignment
	// Notice is in minutes.
	Notice int
	// TakenOut marks a duty that its person can no longer work; it is in every alternative.
	TakenOut bool
}

// Band returns the band of the change's notice, 0 for up to one day to Bands-1 for more than 42.
func (c *Change) Band() int { return bandOf(c.Notice) }

// Moves reports whether the change moves somebody: neither a duty taken out nor another role on
// the same shift.
func (c *Change) Moves() bool { return !c.TakenOut && c.From.Shift != c.To.Shift }

// Alternative is one way to repair a roster.
type Alternative struct {
	Aim Aim
	// Also are further aims that are reached with as much.
	Also   []Aim
	Roster nrp.Roster
	// Changes are in the order of days and people.
	Changes []Change
	// Score is the first referee's, of the order's instance.
	Score nrp.Score
	// Uncovered are the breaches of minimum cover on days from the present one on; Amount is the
	// number of people missing.
	Uncovered []nrp.Violation
	// Seconds is how long the solve took; 0 for TakeOut.
	Seconds float64
}

// Alternatives returns TakeOut and up to three ways to repair the order, in the order of Aims. Aims
// that ask the same of people and leave the same open are one alternative. When ctx ends, those found so far are improved no
// more and the best of each is returned. Errors are ErrBadOrder and the solver's.
func Alternatives(ctx context.Context, solve Solver, o Order, opt Options) ([]Alternative, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	baseline := o.Baseline()
	kept, err := o.kept(baseline)
	if err != nil {
		return nil, err
	}
	found, err := o.reachAll(ctx, solve, baseline, kept, opt)
	if err != nil {
		return nil, err
	}
	var out []Alternative
	for k, aim := range Aims {
		a, err := o.describe(aim, found[k].roster, baseline)
		if err != nil {
			return nil, err
		}
		a.Seconds = found[k].seconds
		if j := slices.IndexFunc(out, a.alike); j >= 0 {
			out[j].join(a)
			continue
		}
		out = append(out, *a)
	}
	return out, nil
}

// reached is what was found for one aim.
type reached struct {
	// derived is nil for TakeOut.
	derived *nrp.Instance
	roster  nrp.Roster
	seconds float64
	err     error
}

// reachAll solves for all aims, in the order of Aims, together where the options say so. Each aim then
// takes the roster that is best for it of all that were found, for whichever aim.
func (o *Order) reachAll(ctx context.Context, solve Solver, baseline nrp.Roster, kept []bool, opt Options) ([]reached, error) {
	out := make([]reached, len(Aims))
	var together sync.WaitGroup
	for k, aim := range Aims {
		run := func() { out[k] = o.reach(ctx, solve, aim, baseline, kept, opt) }
		if opt.Together {
			together.Go(run)
		} else {
			run()
		}
	}
	together.Wait()
	found := make([]nrp.Roster, 0, len(out))
	for k := range out {
		if out[k].err != nil {
			return nil, out[k].err
		}
		found = append(found, out[k].roster)
	}
	for k := range out {
		if out[k].derived == nil {
			continue
		}
		var err error
		if out[k].roster, err = settle(out[k].derived, baseline, found); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// reach solves for one aim.
func (o *Order) reach(ctx context.Context, solve Solver, aim Aim, baseline nrp.Roster, kept []bool, opt Options) reached {
	if aim == TakeOut {
		return reached{roster: baseline}
	}
	in, err := o.derive(aim, baseline, kept)
	if err != nil {
		return reached{err: err}
	}
	res, err := solve(ctx, in, scheduler.Options{
		Threads: opt.Threads, Seed: opt.Seed, StepLimit: opt.StepLimit, TimeLimit: opt.TimeLimit, Clock: opt.Clock, Start: baseline,
	})
	if err != nil {
		return reached{err: fmt.Errorf("repair for %s: %w", aim, err)}
	}
	return reached{derived: in, roster: res.Roster, seconds: res.Seconds}
}

// alike reports whether two alternatives ask the same of people and leave the same open: as many moves in
// each band of notice, and as many people missing. Which of them is better is then no choice of a person's.
func (a *Alternative) alike(b Alternative) bool { return a.tally() == b.tally() }

// tally is the number of moves by band, of people missing, and of those in the deepest shortfall.
func (a *Alternative) tally() (t [Bands + 2]int64) {
	for k := range a.Changes {
		if a.Changes[k].Moves() {
			t[a.Changes[k].Band()]++
		}
	}
	for _, v := range a.Uncovered {
		t[Bands] += v.Amount
		t[Bands+1] = max(t[Bands+1], v.Amount)
	}
	return t
}

// join makes one alternative of two that are alike: the better roster, with both aims.
func (a *Alternative) join(b *Alternative) {
	a.Also = append(a.Also, b.Aim)
	if b.Score.Compare(a.Score) < 0 {
		a.Roster, a.Changes, a.Score, a.Uncovered, a.Seconds = b.Roster, b.Changes, b.Score, b.Uncovered, b.Seconds
	}
}

// Describe says what any roster changes and leaves open, as Alternatives does for its own; aim only
// names it.
func (o *Order) Describe(aim Aim, r nrp.Roster) (*Alternative, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	return o.describe(aim, r, o.Baseline())
}

// describe says what a roster changes and leaves open.
func (o *Order) describe(aim Aim, r, baseline nrp.Roster) (*Alternative, error) {
	a := &Alternative{Aim: aim, Roster: r}
	for d := range o.Instance.Horizon.Days {
		for i := range r {
			from, to := o.Published[i][d], r[i][d]
			if from != to {
				a.Changes = append(a.Changes, Change{
					Staff: i, Day: d, From: from, To: to, Notice: o.notice(d, from.Shift, to.Shift),
					TakenOut: baseline[i][d] != from && to.Shift == nrp.NoShift,
				})
			}
		}
	}
	score, violations, err := verify.Check(o.Instance, r)
	if err != nil {
		return nil, fmt.Errorf("referee: %w", err)
	}
	a.Score = score
	for _, v := range violations {
		if v.Rule == nrp.RuleCoverMin && v.Amount > 0 && !o.begun(v.Day, v.Shift) {
			a.Uncovered = append(a.Uncovered, v)
		}
	}
	return a, nil
}
