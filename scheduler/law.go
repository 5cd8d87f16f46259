package scheduler

import (
	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// leastLaw prices each line that breaks the law by itself, for the law alone. What the cheapest cost there in sum no roster is below,
// and they take the place of those that cost more. So somebody whose data contradict themselves (leave that leaves no way to come to
// the hours, say) costs nobody else the optimiser's time: it would go on looking for a roster that keeps the law, and not look for a good one.
func (r *run) leastLaw() {
	if !r.unlawful() || !r.p.Priceable() || r.p.Long() || !r.goOn() {
		return
	}
	until := min(1, r.share()+lawShare)
	late := func() bool { return r.stop() || r.opt.StepLimit == 0 && r.share() >= until }
	var prices nrp.Score
	prices[nrp.LevelHard] = 1
	r.p.SetLineFactors(prices)
	r.plan.forget()
	r.state = search.NewState(r.p, r.best)
	lines := r.state.Broken()
	found := make([]cheapest, len(lines))
	r.workers().Run(len(lines), func(k, _ int) { found[k] = r.cheapestOf(lines[k], late) })
	least := int64(0)
	for _, f := range found {
		r.steps += f.steps
		least += f.least
		r.carry(f.segs)
	}
	r.note()
	if b := *r.bound; least > b[nrp.LevelHard] {
		b[nrp.LevelHard], r.floor[nrp.LevelHard] = least, least
		r.bound = &b
	}
}

// cheapest is the cheapest line of somebody.
type cheapest struct {
	// least is proved of what any line costs, segs makes the cheapest that was found.
	least int64
	segs  []search.Segment
	steps int64
}

// cheapestOf prices one line at the present factors, which must not price any row.
func (r *run) cheapestOf(i nrp.StaffIdx, stop func() bool) (out cheapest) {
	region := r.p.Whole()
	region.People = []nrp.StaffIdx{i}
	w, ok := search.NewWindow(r.state, nil, region, colgen.Alone(stop))
	if !ok {
		return out
	}
	g, grain := w.Generator().Within(lawWork), r.p.Grain()
	g.Converge(colgen.Aim{Cutoff: w.Now() - grain + 1, Grain: grain, Rounds: lawRounds, Stop: stop})
	if b := min(g.Bound(), w.Now()); b > 0 {
		out.least = (b + r.p.Fine() - 1) / r.p.Fine()
	}
	if picks, ok := g.Dive(w.Now(), grain, colgen.Depth{Share: 1, Rounds: 1}, stop); ok && g.Price(picks) < w.Now() {
		out.segs = w.Segments(picks)
	}
	out.steps = g.Spent() / stepWork
	return out
}

const (
	// lawRounds is the most rounds of pricing for one line: at prices of nothing one finds the cheapest, and the next one proves it.
	lawRounds = 10
	// lawWork is the most work that a round is expected to take for a line to be priced more widely.
	lawWork = 5_000_000
	// lawShare is the most of a run that ends by time that goes into pricing for the law.
	lawShare = 0.03
)
