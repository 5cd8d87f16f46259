package stages

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Explain is explain.Explain for rosters that are compared by their Standing: a refusal may be for
// the sake of somebody who carries more, and a roster that is found takes the place of the one at
// hand only if its Standing is better. In the report scores are those of in; at the level of burden
// a cost is by how much more the one would carry who is hit most, in thousandths of a point, as
// is the amount of a finding there. The name of such a finding says how far that person is ahead
// (AheadBy).
func Explain(
	ctx context.Context, in *nrp.Instance, f *Fair, r nrp.Roster, bound *nrp.Score, opt explain.Options,
) (*explain.Report, error) {
	if err := f.Check(in); err != nil {
		return nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	m, err := rules.Compile(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	c := &chain{ctx: ctx, in: in, model: m, fair: f, meter: newMeter(in, f), best: r}
	c.now = StandingOf(in, f, r, m.Evaluate(r))
	inst := derive(in, f, c.meter, wants{short: c.short(), bends: c.bends()})
	opt.Better = func(found, now nrp.Roster) bool {
		a := StandingOf(in, f, found, m.Evaluate(found))
		d := a.Compare(StandingOf(in, f, now, m.Evaluate(now)))
		return d < 0 || d == 0 && refusals(in, found) < refusals(in, now)
	}
	rep, err := explain.Explain(ctx, inst, r, c.carried(bound), opt)
	if err != nil {
		return nil, err
	}
	rep.Score = m.Evaluate(rep.Roster)
	rep.Bound = nrp.Score{}
	if bound != nil {
		rep.Bound = kept(*bound, c.now.Score, rep.Score)
	}
	burdens := f.Burdens(in, rep.Roster)
	for k := range rep.Reasons {
		c.translate(&rep.Reasons[k], burdens)
	}
	return rep, nil
}

// refusals counts the requests that a roster does not meet, a choice once.
func refusals(in *nrp.Instance, r nrp.Roster) int {
	n := 0
	for i := range in.Staff {
		n += len(in.Unmet(i, r[i]))
	}
	return n
}

// carried returns what a bound of the instance itself says of the derived one: levels whose costs
// are the same in both, nothing of the others. Burdens between them only leave fewer rosters.
func (c *chain) carried(bound *nrp.Score) *nrp.Score {
	if bound == nil {
		return nil
	}
	b := *bound
	b[nrp.LevelBurden] = 0
	if c.short() > 0 {
		b[nrp.LevelCover] = 0
	}
	if c.now.Score[nrp.LevelBurden] != 0 {
		b[nrp.LevelPreference] = 0 // there what a rule set prices at the level of burden is added
	}
	return &b
}

// kept returns what is left of a bound where another score takes the place of the one that it was
// found with.
func kept(bound, was, is nrp.Score) nrp.Score {
	same := true
	for l := range bound {
		if !same {
			bound[l] = 0
		}
		same = same && was[l] == is[l]
	}
	return bound
}

// translate turns what an explanation says at the level of burden into thousandths of a point.
func (c *chain) translate(why *explain.Explanation, burdens []fairness.Milli) {
	asker := c.in.Requests[why.Request].Staff
	why.Cost[nrp.LevelBurden] = 0
	var out []nrp.Violation
	for _, v := range why.Because {
		if v.Name != CounterName || v.Cost.Level != nrp.LevelBurden {
			out = append(out, v)
			continue
		}
		v.Amount *= int64(c.meter.unit)
		why.Cost[nrp.LevelBurden] = max(why.Cost[nrp.LevelBurden], v.Amount)
		v.Cost.Weight = 1
		// Each bend that is passed is a breach of its own; the lowest says how much it is in all.
		k := slices.IndexFunc(out, func(o nrp.Violation) bool { return o.Staff == v.Staff && o.Cost.Level == nrp.LevelBurden })
		if k >= 0 {
			out[k].Amount = max(out[k].Amount, v.Amount)
			continue
		}
		if v.Staff != asker {
			v.Name = AheadBy(burdens[v.Staff] - burdens[asker])
		}
		out = append(out, v)
	}
	if out != nil {
		why.Because = out
	}
}

// gapBand is what gaps are rounded down to, in points, so that nobody's burden can be read off one.
const gapBand = 5

// AheadBy names a finding of burden that somebody else would carry by how much more that person
// carries than the one who asked: "burden, ahead by 10" points, in steps of five, rounded down, or
// CounterName where it is less than that.
func AheadBy(gap fairness.Milli) string {
	if band := int(gap) / 1000 / gapBand * gapBand; band > 0 {
		return aheadBy + strconv.Itoa(band)
	}
	return CounterName
}

const aheadBy = CounterName + ", ahead by "
