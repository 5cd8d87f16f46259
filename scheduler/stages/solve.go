package stages

import (
	"context"
	"fmt"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Result is what a staged solve leaves.
type Result struct {
	// Result is that of the instance itself: Score is its own, and Bound holds as
	// scheduler.Result says, of rosters that are at all levels above as the roster is, at minimum cover of those no row of which lacks
	// more people than the worst does here, after burden of those with the same burdens, whoever has which; 0 where nothing is known.
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

// Shares of the whole that stages may take, beside what those before have left.
const (
	plainShare = 0.1
	// shortShare is that of a look for smaller shortfalls, patternShare that of one for fewer breaches of agreed patterns; they end
	// once there are proved to be none, and are gone on with up to shortUntil for as long as they find some. Where all ways are gone through in
	// which burdens can be shared, which takes many looks, it is shortFew and shortFewUntil.
	shortShare    = 0.45
	shortFew      = 0.25
	patternShare  = 0.1
	shortUntil    = 0.8
	shortFewUntil = 0.5
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
	series scheduler.Series
	// above is what the look for smaller shortfalls proved of the levels above burden, nil for nothing, aboveAt the score of the
	// roster that it is kept by, aboveShort the most that wants.short was.
	above      *nrp.Score
	aboveAt    nrp.Score
	aboveShort int
	// after is what the last stage proved of the levels after burden, nil for nothing.
	after *nrp.Score
}

// plain solves the instance itself.
func (c *chain) plain() error {
	o := c.slice(plainShare)
	o.Start = c.opt.Start
	res, err := c.series.Solve(c.ctx, c.in, o)
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
	res, err = c.series.Solve(c.ctx, inst, o)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", what, err)
	}
	c.steps += res.Steps
	return res, c.take(res.Roster), nil
}

// floor returns what is proved of the levels above burden, down to the first of which it is not proved that the
// roster is as good as can be. Instances that are derived cost no less there, and the same where the law is kept as far as it can be. Of the
// levels after the law nothing where it, or caps, which are law to them, are not kept so now.
func (c *chain) floor(caps []fairness.Milli) (f nrp.Score) {
	if c.first.Bound == nil {
		return f
	}
	f[nrp.LevelHard] = c.first.Bound[nrp.LevelHard]
	if c.now.Score[nrp.LevelHard] > f[nrp.LevelHard] {
		return f
	}
	for i, b := range c.totals() {
		if caps != nil && b > caps[i] {
			return f
		}
	}
	b := kept(*c.first.Bound, c.first.Score, c.now.Score)
	if c.aboveShort <= c.short() { // else there are rosters that cost less with the rungs that are left
		b = *c.bound()
	}
	for l := range nrp.LevelBurden {
		if f[l] = max(f[l], b[l]); b[l] < c.now.Score[l] {
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

// shortfalls makes shortfalls smaller, the worst first, then what breaks agreed patterns, each with nothing below in the way, for as long as
// that helps and it is not proved that they cannot be.
func (c *chain) shortfalls() error {
	share, until := shortShare, shortUntil
	if c.few() {
		share, until = shortFew, shortFewUntil
	}
	for _, s := range [...]struct {
		last  nrp.Level
		share float64
	}{{nrp.LevelCover, share}, {nrp.LevelPattern, patternShare}} {
		for better := true; better && c.open(s.last) && !c.over() && c.used() < until; {
			w := wants{short: c.short(), last: s.last, hold: s.last}
			var res *scheduler.Result
			var err error
			if res, better, err = c.attempt("shortfalls", w, min(s.share, until-c.used())); err == nil {
				err = c.proveAbove(w, res)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// open reports whether it is not proved that no roster is better at a level above burden, at minimum cover by law or by worst
// shortfalls either.
func (c *chain) open(l nrp.Level) bool {
	b := c.bound()
	if b == nil {
		return true
	}
	is := func(l nrp.Level) bool { return b[l] < c.now.Score[l] }
	return is(l) || l == nrp.LevelCover && (c.short() > 1 || is(nrp.LevelHard))
}

// proveAbove takes over what a look for smaller shortfalls proved. Rosters no row of which lacks more than one person cost the same
// in a derived instance, whatever its rungs, as in the instance itself, so that what is proved there holds of them.
func (c *chain) proveAbove(w wants, res *scheduler.Result) error {
	if res.Bound == nil || c.short() > 1 {
		return nil
	}
	m, err := rules.Compile(derive(c.in, c.fair, c.meter, w))
	if err != nil {
		return fmt.Errorf("derive an instance: %w", err)
	}
	b := kept(*res.Bound, res.Score, m.Evaluate(c.best))
	for l := w.last + 1; l < nrp.LevelBurden; l++ {
		b[l] = 0 // did not count
	}
	if c.above != nil {
		for l, v := range kept(*c.above, c.aboveAt, c.now.Score) {
			b[l] = max(b[l], v)
		}
	}
	c.above, c.aboveAt, c.aboveShort = &b, c.now.Score, max(c.aboveShort, w.short)
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
// which the two differ, and what the look for smaller shortfalls did; nil where the plain solve proved nothing.
func (c *chain) bound() *nrp.Score {
	if c.first.Bound == nil {
		return nil
	}
	b := kept(*c.first.Bound, c.first.Score, c.now.Score)
	if c.above != nil {
		above := kept(*c.above, c.aboveAt, c.now.Score)
		for l := range nrp.LevelBurden {
			b[l] = max(b[l], above[l])
		}
	}
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
