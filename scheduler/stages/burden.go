package stages

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// totals returns the burdens as the meter counts them. [staff]
func (c *chain) totals() []fairness.Milli {
	out := make([]fairness.Milli, len(c.fair.People))
	for i := range out {
		t := c.fair.Tally(c.in, c.best, i)
		out[i] = c.fair.People[i].Base
		for k, each := range c.meter.each[i] {
			out[i] += fairness.Milli(t.Count(k)) * each
		}
	}
	return out
}

// bends returns the ladder for the burdens at hand.
func (c *chain) bends() []bend {
	v := fairness.NewVector(c.totals())
	if all := values(c.in, c.fair, c.meter); all != nil && len(v) > 0 {
		return steep(all, v[0], len(v), c.meter.unit)
	}
	if len(v) == 0 {
		return nil
	}
	return rungs(v[0], c.least, c.meter.unit)
}

// ladders solves for the burdens from the largest down, for as long as that helps.
func (c *chain) ladders() error {
	all, share := values(c.in, c.fair, c.meter), ladderShare
	if all == nil {
		share = rungsShare
	}
	for n := 0; n < mostLadders && (n == 0 || c.used() < laddersUntil) && !c.over(); n++ {
		_, better, err := c.attempt("burdens", wants{short: c.short(), bends: c.bends(), last: nrp.LevelBurden}, share)
		if err != nil {
			return err
		}
		if !better || all == nil {
			break
		}
	}
	if all == nil {
		return nil
	}
	return c.ranks(all)
}

// laddersUntil is the share of the whole from which on no further ladder is begun that is for burdens alone.
const laddersUntil = 0.7

const (
	// fewPeople is up to how many people all ways are tried in which they can share the largest
	// burdens; mostRanks is how many ranks are gone through where they are more.
	fewPeople = 4
	mostRanks = 6
	// rankShare is the share of the whole for one look at first. Where all ways are tried, rankMost is the largest: each time looks have come to
	// nothing, and some not to their end, they are rankGrowth times as long, up to ranksUntil of the whole.
	rankShare  = 0.02
	rankGrowth = 3
	rankMost   = 0.1
	ranksUntil = 0.8
)

// few reports whether all ways are tried in which people can share the largest burdens.
func (c *chain) few() bool {
	return len(c.fair.People) <= fewPeople && values(c.in, c.fair, c.meter) != nil
}

// ranks goes through the burdens by rank where they have few values: with those above a rank as
// they are, whoever has them, and all others below what the rank has now, any roster is better. So
// where none is found for any rank, and each was solved to its end, there is no fairer one.
func (c *chain) ranks(all []fairness.Milli) error {
	for share := rankShare; ; {
		better, open, err := c.rankBy(all, share)
		switch {
		case err != nil:
			return err
		case better:
			share = rankShare
		case open && c.few() && share*rankGrowth <= rankMost && c.used() < ranksUntil:
			share *= rankGrowth
		default:
			return nil
		}
	}
}

// rankBy goes through all ranks once, a share of the whole for each look, up to the first look that finds a better roster. It reports whether one did, and
// whether one was left before its end.
func (c *chain) rankBy(all []fairness.Milli, share float64) (better, open bool, err error) {
	totals := c.totals()
	v := fairness.NewVector(totals)
	for k := 0; k < len(v); k++ {
		if len(v) > fewPeople && k >= mostRanks {
			break
		}
		bends := steep(all, v[k], len(v), c.meter.unit)
		for _, caps := range shares(totals, v, k, c.meter.unit) {
			if c.over() {
				return false, false, nil
			}
			if !c.reachable(caps) {
				continue
			}
			res, better, err := c.attempt("ranks", wants{short: c.short(), bends: bends, caps: caps, last: nrp.LevelBurden}, share)
			if err != nil || better {
				return better, false, err
			}
			open = open || res.Status != scheduler.StatusOptimal
		}
	}
	return false, open, nil
}

// reachable reports whether nobody carries more than a cap before the rota begins.
func (c *chain) reachable(caps []fairness.Milli) bool {
	for i, most := range caps {
		if c.fair.People[i].Base > most {
			return false
		}
	}
	return true
}

// shares returns the ways in which people can have the k largest burdens with all others below
// the next one: all of them for few people, else the one at hand.
func shares(totals []fairness.Milli, v fairness.Vector, k int, unit fairness.Milli) [][]fairness.Milli {
	below := slices.Repeat([]fairness.Milli{v[k] - unit}, len(totals))
	if len(totals) > fewPeople {
		left := slices.Clone(v[:k])
		for i, b := range totals {
			if j := slices.Index(left, b); j >= 0 {
				below[i], left = b, slices.Delete(left, j, j+1)
			}
		}
		return [][]fairness.Milli{below}
	}
	out := [][]fairness.Milli{below}
	for _, top := range v[:k] {
		var next [][]fairness.Milli
		for _, caps := range out {
			for i := range caps {
				if caps[i] != below[i] {
					continue // has one of the largest already
				}
				with := slices.Clone(caps)
				with[i] = top
				if !slices.ContainsFunc(next, func(o []fairness.Milli) bool { return slices.Equal(o, with) }) {
					next = append(next, with)
				}
			}
		}
		out = next
	}
	return out
}

// burdenStep is how near largest burdens are to be to what is proved of them: one night of somebody
// of full time, in thousandths of a point.
const burdenStep fairness.Milli = 2_000

// capsUntil is the share of the whole from which on what is left belongs to what comes after burdens.
const capsUntil = 0.75

// caps looks for rosters with a smaller largest burden for as long as there are some, and for what can be proved of it. Where
// burdens have many values it begins with the proof, since what is learnt there leads to rosters as well.
func (c *chain) caps() error {
	if values(c.in, c.fair, c.meter) == nil {
		if err := c.lift(); err != nil {
			return err
		}
		return c.dives()
	}
	for n := 0; n < mostCaps && !c.over() && c.least < c.now.Largest(); n++ {
		most := slices.Max(c.totals())
		v := c.meter.down(c.fair, most-c.meter.unit)
		if c.now.Largest()-c.least > burdenStep {
			v = c.meter.down(c.fair, max(c.least, most-burdenStep))
		}
		if found, err := c.below(v); err != nil {
			return err
		} else if !found {
			break
		}
	}
	return c.lift()
}

// lift raises what is proved of the largest burden to a step below what it is: by an eighth of a step first, since nothing can be
// proved from where on lines can be mixed so that nobody carries more, then half of the way at each time, since each
// proof makes the next one quick, and an eighth of a step at least. What comes to neither is taken up again once, where it was.
func (c *chain) lift() error {
	top, first := c.now.Largest()-burdenStep, true
	for failed := 0; failed < 2 && c.used() < capsUntil && !c.over() && c.least <= top; first = false {
		left := top - c.least
		step := max(left/2, min(left, burdenStep/8))
		if first {
			step = min(left, burdenStep/8)
		}
		proved, free, err := c.prove(c.meter.down(c.fair, c.least+step+c.meter.slack))
		switch {
		case err != nil:
			return err
		case free && step <= burdenStep/8:
			return nil
		case free:
			top = c.least + step - 1
		case !proved:
			failed++
		}
	}
	return nil
}

// dives looks for rosters in which nobody carries much more than is proved that somebody must, near mixes of lines in which nobody
// does: first for one that is near enough, then half-way nearer each time, for as long as that helps and there is the time.
func (c *chain) dives() error {
	for failed := 0; failed < mostFailed && c.used() < capsUntil && !c.over(); {
		was, over := c.now.Largest(), c.now.Largest()-c.least
		if over <= burdenStep/8 || over <= burdenStep && c.used() >= nearerUntil {
			return nil
		}
		if err := c.dive(c.meter.down(c.fair, c.least+min(over/2, burdenStep*3/4))); err != nil {
			return err
		}
		if c.now.Largest() >= was {
			failed++
		}
	}
	return nil
}

// nearerUntil is the share of the whole up to which those that are near enough are brought nearer.
const nearerUntil = 0.5

// mostFailed is how many looks for a smaller largest burden may come to nothing.
const mostFailed = 3

// onlyAbove asks for burdens of no more than v and for nothing after that: what burdens cost in sum is
// nothing where nobody carries more, and a bound of it above nothing is a proof that somebody must.
func (c *chain) onlyAbove(v fairness.Milli) wants {
	return wants{short: c.short(), bends: []bend{{at: v, slope: 1}}, last: nrp.LevelBurden}
}

// below looks for a roster in which nobody carries more than v, and reports whether it found a better
// one, or a proof.
func (c *chain) below(v fairness.Milli) (bool, error) {
	w := c.onlyAbove(v)
	m, err := rules.Compile(derive(c.in, c.fair, c.meter, w))
	if err != nil {
		return false, fmt.Errorf("derive an instance: %w", err)
	}
	upper := m.Evaluate(c.best)
	res, better, err := c.attempt("largest burden", w, capShare)
	if err != nil {
		return false, err
	}
	// The solver's bound is of rosters that are above as its own is.
	if res.Bound != nil && slices.Equal(upper[:nrp.LevelBurden], res.Score[:nrp.LevelBurden]) && c.raise(res.Bound[nrp.LevelBurden], v) {
		return true, nil
	}
	return better, nil
}

// prove tries to prove that somebody must carry more than v, and reports whether it could, or whether it cannot be:
// free, where lines can be mixed so that nobody does.
func (c *chain) prove(v fairness.Milli) (proved, free bool, err error) {
	out, err := c.series.Least(c.ctx, derive(c.in, c.fair, c.meter, c.onlyAbove(v)), c.best, nrp.LevelBurden, c.slice(proofShare))
	if err != nil {
		return false, false, fmt.Errorf("bound of the largest burden: %w", err)
	}
	c.steps += out.Steps
	return c.raise(out.Least, v), out.Free, nil
}

// dive looks for a roster in which nobody carries more than v, beside one that a dive from a mix of lines comes to.
func (c *chain) dive(v fairness.Milli) error {
	inst := derive(c.in, c.fair, c.meter, c.onlyAbove(v))
	r, steps, err := c.series.Dive(c.ctx, inst, c.best, nrp.LevelBurden, c.slice(diveShare))
	if err != nil {
		return fmt.Errorf("burdens near a mix: %w", err)
	}
	if c.steps += steps; r == nil {
		return nil
	}
	c.take(r)
	o := c.slice(nearShare)
	o.Start, o.Nearby, o.Floor = r, true, c.floor(nil)
	res, err := c.series.Solve(c.ctx, inst, o)
	if err != nil {
		return fmt.Errorf("burdens beside a roster near a mix: %w", err)
	}
	c.steps += res.Steps
	c.take(res.Roster)
	return nil
}

// raise takes over what a bound of the sum of what lies above v says of the largest burden: with n
// people it is at least v + sum / n, in whole units. It holds of rosters that cost at the levels above
// what the one at hand does; where cover rows weigh differently, rosters with the same shortfalls
// may not.
func (c *chain) raise(sum int64, v fairness.Milli) bool {
	if sum <= 0 || c.short() > 0 && !c.in.EvenCover() {
		return false
	}
	people := int64(len(c.fair.People))
	least := v + c.meter.unit*fairness.Milli((sum+people-1)/people) - c.meter.slack
	if least <= c.least {
		return false
	}
	c.least = least
	return true
}

// last gives what is left to what comes after the burdens, with a ladder that holds them, whoever carries which. Where they have
// many values, a thousandth of a point outweighs all that comes after on it, and no master can tell such prices apart: there
// one short ladder is for the largest that is not near yet to what is proved, and then nobody is to carry more than now.
func (c *chain) last() error {
	if values(c.in, c.fair, c.meter) != nil {
		return c.ladder(mostLadders, 1)
	}
	if c.now.Largest()-c.least > burdenStep*3/4 {
		if err := c.ladder(1, ladderShare); err != nil {
			return err
		}
	}
	if c.over() {
		return nil
	}
	_, _, err := c.attempt("the rest", wants{short: c.short(), caps: c.totals(), hold: nrp.LevelPreference}, 1)
	return err
}

// ladder solves for all levels with a ladder up to some times, for as long as that helps, each for a share of the whole at most.
func (c *chain) ladder(times int, share float64) error {
	for n := 0; n < times && !c.over(); n++ {
		w := wants{short: c.short(), bends: c.bends(), caps: c.held()}
		res, better, err := c.attempt("preferences and the rest", w, share)
		if err != nil {
			return err
		}
		if err := c.settle(w, res); err != nil || !better {
			return err
		}
	}
	return nil
}

// settle takes over what the last stage proved of the levels after burden. Whoever shares burdens as
// the roster at hand does, whoever has which, costs the same on the ladder and under the caps,
// so that what holds of rosters which do holds of them.
func (c *chain) settle(w wants, res *scheduler.Result) error {
	c.after = nil
	if res.Bound == nil || c.short() > 0 && !c.in.EvenCover() || pricesBurden(c.in) {
		return nil
	}
	m, err := rules.Compile(derive(c.in, c.fair, c.meter, w))
	if err != nil {
		return fmt.Errorf("derive an instance: %w", err)
	}
	b := kept(*res.Bound, res.Score, m.Evaluate(c.best))
	c.after = &b
	return nil
}

// pricesBurden reports whether rules of the instance itself are at the level of burden: derived
// instances count them among preferences.
func pricesBurden(in *nrp.Instance) bool {
	has := false
	out := *in
	out.Contracts = slices.Clone(in.Contracts)
	costs(&out, func(c *nrp.Cost, _ string) { has = has || c.Level == nrp.LevelBurden && c.Weight > 0 })
	return has
}

// held returns what everybody may carry in the last stage: no more than the one who carries most.
func (c *chain) held() []fairness.Milli {
	totals := c.totals()
	return slices.Repeat([]fairness.Milli{slices.Max(totals)}, len(totals))
}
