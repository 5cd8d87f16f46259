package stages

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Result is what a staged solve leaves.
type Result struct {
	// Result is that of the instance itself: Score is its own, and Bound holds as
	// scheduler.Result says, of rosters that are at all levels above as the roster is, after burden of
	// those with the same burdens, whoever has which; 0 where nothing is known.
	scheduler.Result
	Fairness Fairness `json:"fairness"`
}

// Fairness says how a roster shares burden. Amounts are in thousandths of a point.
type Fairness struct {
	// Before is the largest burden that the plain solve left, Largest that of the roster.
	Before  fairness.Milli `json:"before"`
	Largest fairness.Milli `json:"largest"`
	// Least is proven: no roster that is as good up to agreed patterns has a smaller largest burden.
	Least fairness.Milli `json:"least"`
	// JainBefore and Jain are for display only.
	JainBefore float64 `json:"jain_before"`
	Jain       float64 `json:"jain"`
	// Worse is how many people carry more than the plain solve would have had them carry, Better how
	// many less.
	Better int `json:"better"`
	Worse  int `json:"worse"`
}

// Proved reports whether no roster as good up to agreed patterns has a smaller largest burden.
func (f *Fairness) Proved() bool { return f.Least >= f.Largest }

// Shares of the whole that stages may take, beside what those before have left. The plain solve has briefShare,
// or plainShare in all.
const (
	briefShare = 0.1
	plainShare = 0.15
	shortShare = 0.1
	// ladderShare is that of each of the ladders, rungsShare that of one where burdens have many values, capShare that of each look for a smaller largest
	// burden, proofShare that of each look for a proof that there is none, diveShare that of each dive from a mix in which there is one.
	ladderShare = 0.12
	rungsShare  = 0.2
	capShare    = 0.06
	proofShare  = 0.12
	diveShare   = 0.2
	// nearShare is that of each look beside a roster that such a dive came to.
	nearShare   = 0.06
	mostLadders = 12
	mostCaps    = 6
)

// Solve looks for the roster of the best Standing. Limits are those of scheduler.Solve, shared
// by the stages; Start is where the plain one begins. Where there are none it goes on until ctx
// ends or no stage finds anything more. Progress tells the score of the best roster so far, which
// may rise where a fairer roster costs more.
func Solve(ctx context.Context, in *nrp.Instance, f *Fair, opt scheduler.Options) (*Result, error) {
	if in == nil {
		return nil, fmt.Errorf("%w: there is none", scheduler.ErrBadInstance)
	}
	if err := f.Check(in); err != nil {
		return nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	m, err := rules.Compile(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	c := &chain{ctx: ctx, in: in, model: m, fair: f, meter: newMeter(in, f), opt: opt}
	if opt.Clock != nil {
		c.began = opt.Clock()
	}
	stages := []func() error{c.plain, c.shortfalls, c.ladders, c.caps, c.last}
	if len(in.Staff) == 0 {
		stages = stages[:1] // nobody carries anything
	}
	for _, stage := range stages {
		if err := stage(); err != nil {
			return nil, err
		}
	}
	return c.result(), nil
}

// chain is one Solve at work.
type chain struct {
	ctx   context.Context //nolint:containedctx // lives exactly as long as the one call it belongs to
	in    *nrp.Instance
	model *rules.Model
	fair  *Fair
	meter *meter
	opt   scheduler.Options
	began time.Time

	steps int64
	trace []scheduler.TracePoint
	// first is the result of the plain solve, before its standing.
	first  *scheduler.Result
	before *Standing
	best   nrp.Roster
	now    *Standing
	// least is a proven bound of the largest burden.
	least  fairness.Milli
	prover scheduler.Prover
	// after is what the last stage proved of the levels after burden, nil for nothing.
	after *nrp.Score
}

// plain solves the instance itself: briefly where nothing that stands above burdens can be better
// than it is then.
func (c *chain) plain() error {
	o := c.slice(briefShare)
	o.Start = c.opt.Start
	res, err := scheduler.Solve(c.ctx, c.in, o)
	if err == nil && !provedAbove(res) && c.ctx.Err() == nil {
		c.best, c.steps = res.Roster, res.Steps
		res, err = c.longer(res)
	}
	if err != nil {
		return fmt.Errorf("plain stage: %w", err)
	}
	c.first, c.best = res, res.Roster
	c.now = StandingOf(c.in, c.fair, res.Roster, res.Score)
	c.before = c.now
	c.steps, c.trace = res.Steps, res.Trace
	c.least = c.brought()
	return nil
}

// brought returns the most that anybody brings along: nothing that a rota asks makes it less.
func (c *chain) brought() fairness.Milli {
	most := fairness.Milli(0)
	for i, p := range c.fair.People {
		if i == 0 || p.Base > most {
			most = p.Base
		}
	}
	return most
}

// provedAbove reports whether no roster is better at any level above burden.
func provedAbove(res *scheduler.Result) bool {
	return res.Bound != nil && slices.Equal(res.Bound[:nrp.LevelBurden], res.Score[:nrp.LevelBurden])
}

// longer goes on from a solve for the rest of the plain stage, as if the two were one.
func (c *chain) longer(was *scheduler.Result) (*scheduler.Result, error) {
	res, err := scheduler.Solve(c.ctx, c.in, c.slice(plainShare-briefShare))
	if err != nil {
		return nil, err
	}
	if was.Bound != nil && res.Bound != nil {
		for l, b := range kept(*was.Bound, was.Score, res.Score) {
			res.Bound[l] = max(res.Bound[l], b)
		}
	}
	for _, p := range res.Trace {
		p.Seconds, p.Steps = p.Seconds+was.Seconds, p.Steps+was.Steps
		was.Trace = append(was.Trace, p)
	}
	res.Trace, res.Steps, res.Seconds = was.Trace, res.Steps+was.Steps, res.Seconds+was.Seconds
	return res, nil
}

// over reports whether nothing more is to be begun.
func (c *chain) over() bool { return c.ctx.Err() != nil || c.used() >= mostUsed }

// mostUsed is the share of the whole from which on no stage is begun.
const mostUsed = 0.98

// used returns the share of the whole that is behind, 0 where there is no limit.
func (c *chain) used() float64 {
	share := 0.0
	if c.opt.StepLimit > 0 {
		share = float64(c.steps) / float64(c.opt.StepLimit)
	}
	if c.opt.TimeLimit > 0 {
		share = max(share, c.seconds()/c.opt.TimeLimit.Seconds())
	}
	return share
}

func (c *chain) seconds() float64 {
	if c.opt.Clock == nil {
		return 0
	}
	return c.opt.Clock().Sub(c.began).Seconds()
}

// unlimited is how many steps a share of one stands for where there is no limit, least how many a
// stage has at least.
const (
	unlimited  = 200_000_000
	leastSteps = 5_000
)

// slice returns the options of a stage that takes a share of the whole, or what is left of it.
func (c *chain) slice(share float64) scheduler.Options {
	o := c.opt
	o.Start = c.best
	share = min(share, max(0, 1-c.used()))
	switch {
	case c.opt.StepLimit > 0:
		o.StepLimit = max(leastSteps, int64(share*float64(c.opt.StepLimit)))
	case c.opt.TimeLimit == 0:
		o.StepLimit = int64(share * unlimited)
	}
	if c.opt.TimeLimit > 0 {
		o.TimeLimit = max(time.Millisecond, time.Duration(share*float64(c.opt.TimeLimit)))
	}
	if tell := c.opt.Progress; tell != nil {
		steps, seconds, now := c.steps, c.seconds(), c.now
		o.Progress = func(p scheduler.Progress) {
			p.Steps, p.Seconds = p.Steps+steps, p.Seconds+seconds
			if now != nil { // else this is the plain solve
				p.Score, p.Bound = now.Score, nil // what a derived instance says is in other units
			}
			tell(p)
		}
	}
	return o
}

// attempt solves a derived instance from the best roster and takes its roster over if its
// standing is better. It returns what the solver said.
func (c *chain) attempt(what string, w wants, share float64) (res *scheduler.Result, better bool, err error) {
	inst := derive(c.in, c.fair, c.meter, w)
	o := c.slice(share)
	o.Floor, o.Hold = c.floor(w.caps), w.hold
	res, err = scheduler.Solve(c.ctx, inst, o)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", what, err)
	}
	c.steps += res.Steps
	return res, c.take(res.Roster), nil
}

// floor returns what the plain solve proved of the levels above burden, down to the first of which it did not prove that the
// roster is as good as can be. Instances that are derived cost no less there, and the same where the law is kept. Nothing
// where law or caps, which are law to them, are not kept now.
func (c *chain) floor(caps []fairness.Milli) (f nrp.Score) {
	if c.first.Bound == nil || c.now.Score[nrp.LevelHard] > 0 {
		return f
	}
	for i, b := range c.totals() {
		if caps != nil && b > caps[i] {
			return f
		}
	}
	b := kept(*c.first.Bound, c.first.Score, c.now.Score)
	for l := range nrp.LevelBurden {
		if f[l] = b[l]; b[l] < c.now.Score[l] {
			break
		}
	}
	return f
}

// take takes a roster over if its standing is better, and reports whether it is.
func (c *chain) take(r nrp.Roster) bool {
	s := StandingOf(c.in, c.fair, r, c.model.Evaluate(r))
	if s.Compare(c.now) >= 0 {
		return false
	}
	if s.above(c.now) != 0 {
		c.least = c.brought() // what was proved of burdens was of rosters as short as the one before
	}
	if s.above(c.now) != 0 || fairness.CompareLeximax(s.Burdens, c.now.Burdens) != 0 {
		c.after = nil // was of rosters with the burdens of the one before
	}
	c.best, c.now = r, s
	c.trace = append(c.trace, scheduler.TracePoint{Seconds: c.seconds(), Steps: c.steps, Score: s.Score})
	return true
}

// short returns the largest shortfall at hand.
func (c *chain) short() int {
	if len(c.now.Short) == 0 {
		return 0
	}
	return c.now.Short[0]
}

// shortfalls makes the worst shortfalls smaller, where two people or more are missing somewhere:
// single ones are as few as the plain solve could make them.
func (c *chain) shortfalls() error {
	for c.short() > 1 && !c.over() {
		if _, better, err := c.attempt("shortfalls", wants{short: c.short(), bends: c.bends()}, shortShare); err != nil || !better {
			return err
		}
	}
	return nil
}

// result puts together what the chain found.
func (c *chain) result() *Result {
	out := &Result{Result: *c.first}
	out.Roster, out.Score, out.Steps, out.Seconds, out.Trace = c.best, c.now.Score, c.steps, c.seconds(), c.trace
	out.Bound = c.bound()
	switch {
	case out.Bound != nil && *out.Bound == out.Score:
		out.Status = scheduler.StatusOptimal
	case c.ctx.Err() != nil:
		out.Status = scheduler.StatusStopped
	case c.opt.TimeLimit > 0 && c.opt.StepLimit == 0:
		out.Status = scheduler.StatusTimeLimit
	default:
		out.Status = scheduler.StatusStepLimit
	}
	out.Bound = c.settled(out.Bound)
	out.Fairness = Fairness{
		Before: c.before.Largest(), Largest: c.now.Largest(), Least: min(c.least, c.now.Largest()),
		JainBefore: fairness.Jain(c.before.Burdens), Jain: fairness.Jain(c.now.Burdens),
	}
	was, is := c.fair.Burdens(c.in, c.first.Roster), c.fair.Burdens(c.in, c.best)
	for i := range is {
		switch {
		case is[i] < was[i]:
			out.Fairness.Better++
		case is[i] > was[i]:
			out.Fairness.Worse++
		}
	}
	return out
}

// bound is what the plain solve proved and still holds of the roster, up to the first level at
// which the two differ; nil where it proved nothing.
func (c *chain) bound() *nrp.Score {
	if c.first.Bound == nil {
		return nil
	}
	b := kept(*c.first.Bound, c.first.Score, c.now.Score)
	return &b
}

// settled adds to it what the last stage proved, of rosters that share burdens as this one does.
func (c *chain) settled(plain *nrp.Score) *nrp.Score {
	if plain == nil || c.after == nil {
		return plain
	}
	b := *plain
	for l := nrp.LevelPreference; l < nrp.NumLevels; l++ {
		b[l] = max(b[l], c.after[l])
	}
	return &b
}
