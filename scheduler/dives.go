package scheduler

import (
	"cmp"
	"math"
	"slices"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/search"
)

// dived dives, and offers the rosters that the dives come to, the cheapest first.
func (r *run) dived(w *search.Window, ways []dive, until float64, take func(s *search.State)) {
	least, ok := w.Cost(search.NewState(r.p, r.best))
	if !ok || !r.does(PartDives) {
		return
	}
	found, _ := r.dives(w, ways, least, until)
	for _, picks := range found {
		w.Offer(r.gen.pool, picks)
		s := search.NewState(r.p, r.best)
		s.Carry(w.Segments(picks))
		take(s)
	}
}

// waver returns how a dive wavers, by the run's seed and the number of its task.
func waver(seed, task uint64) func() float64 {
	v := search.NewVariates(seed, task)
	return func() float64 { return wavers * v.Unit() }
}

// dive is a way to dive: how deep, and to what is cheaper than a share, below, of what lies between a bound and the best roster; from 1
// on to what is better than it, or above that by as much, or anywhere; whether it wavers.
type dive struct {
	depth  colgen.Depth
	below  float64
	wavers bool
}

// anywhere lets a dive come to any roster.
const anywhere = math.MaxFloat32

// cutoff returns the energy that a dive must come below.
func (d *dive) cutoff(bound, least, grain int64) int64 {
	if d.below == anywhere {
		return math.MaxInt64
	}
	if bound == math.MinInt64 || bound > least { // nothing is known
		bound = least
	}
	between := float64(max(grain, least-bound))
	return least + int64((d.below-1)*between) - grain + 1
}

// hastened returns ways to dive, and the share of the run for them: more of it where they would else not come to an end, and more
// fixed at a time where not even that is enough. A round of pricing everything takes the share perRound of the run.
func hastened(ways []dive, perRound float64) (out []dive, share float64) {
	out, share = slices.Clone(ways), diveShare
	need := func(d *colgen.Depth) float64 { return perThread * float64(d.Rounds) / d.Share * perRound / inTime }
	for k := range out {
		share = max(share, min(mostDiveShare, need(&out[k].depth)))
	}
	for k := range out {
		d := &out[k].depth
		d.Share = max(d.Share, min(mostAtOnce, d.Share*need(d)/share))
	}
	return out, share
}

const (
	// perThread is what the rounds of a dive, in which fewer and fewer lines are priced, by one thread, take at most of as many of
	// pricing everything by two: 0.3 to 2 were seen.
	perThread = 2
	// diveShare is the share of the run that the first dives may take, mostDiveShare that where they need it.
	diveShare     = 0.2
	mostDiveShare = 0.4
	// inTime is the part of its time in which a dive is to be done.
	inTime = 0.8
	// mostAtOnce is the most that a dive in haste fixes at a time.
	mostAtOnce = 0.2
)

// dives dives from a window of everything in each of some ways, divesAtOnce side by side, until a share of the run is behind at most.
// Least is what the best roster costs. It returns the rosters that the dives came to, the cheapest first, and whether any dive
// ended before it was cut short.
func (r *run) dives(w *search.Window, ways []dive, least int64, until float64) (found [][][]int32, ended bool) {
	g := w.Generator()
	for few := range slices.Chunk(ways, divesAtOnce) {
		if r.share() >= until || !r.goOn() {
			break
		}
		dives := make([]*diving, len(few))
		for k := range few {
			r.task++
			dives[k] = r.newDiving(&few[k], until, len(few))
			dives[k].cutoff = few[k].cutoff(g.Bound(), least, r.gen.grain)
		}
		r.workers().Run(len(few), func(k, worker int) { dives[k].run(g.Apart(colgen.Alone(r.stop)), worker == 0) })
		for _, d := range dives {
			r.steps += d.steps
			ended = ended || !d.cut
			if d.picks != nil {
				found = append(found, d.picks)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b [][]int32) int { return cmp.Compare(g.Price(a), g.Price(b)) })
	return found, ended
}

// diving is a dive under way beside others, and what it came to.
type diving struct {
	r      *run
	depth  colgen.Depth
	cutoff int64
	// steps are those that it has taken; from limit and until on it is cut short; from is the share of the run at which it began.
	steps, limit int64
	from, until  float64
	cut          bool
	// picks is the roster, nil if it came to none.
	picks [][]int32
}

// newDiving returns a dive that has a part of what there is until a share of the run is behind.
func (r *run) newDiving(way *dive, until float64, parts int) *diving {
	d := &diving{r: r, depth: way.depth, limit: math.MaxInt64, from: r.share(), until: until}
	if r.opt.StepLimit > 0 {
		d.limit = max(1, int64((until-r.share())*float64(r.opt.StepLimit)/float64(parts)))
	}
	d.depth.Left = d.left
	if way.wavers {
		d.depth.Waver = waver(r.opt.Seed, r.task)
	}
	return d
}

// left returns which part of its time is left.
func (d *diving) left() float64 {
	return 1 - max(float64(d.steps)/float64(d.limit), (d.r.share()-d.from)/(d.until-d.from))
}

// run dives; own tells that it is the caller's thread, which may tell of progress.
func (d *diving) run(g *colgen.Generator, own bool) {
	picks, ok := g.Dive(d.cutoff, d.r.gen.grain, d.depth, func() bool {
		d.steps += g.Spent() / stepWork
		if own {
			d.r.tell(false)
		}
		d.cut = d.r.stop() || d.steps > d.limit || d.r.share() >= d.until
		return d.cut
	})
	if ok {
		d.picks = picks
	}
}

// The depths of dives: into the whole problem a quick one or, to what is near the bound, one with care; into windows one of their own,
// a quicker one where levels are told apart, since lines are dearer to price there and more windows gain more.
var (
	quickDive   = colgen.Depth{Share: 0.03, Rounds: 4}
	carefulDive = colgen.Depth{Share: 0.03, Rounds: 4, Backs: 20}
	windowDive  = colgen.Depth{Share: 0.03, Rounds: 4, Backs: 10}
	levelsDive  = colgen.Depth{Share: 0.08, Rounds: 3, Backs: 4}
)

// The ways to dive: descents, from the whole problem's mix; approaches, to rosters nearer to the bound; beside, turn about, to some about as
// good as the best, the likelier ones first; astray, to wherever that is; plunges, from a level's mix.
var (
	descents = [...]dive{{depth: quickDive, below: anywhere}, {quickDive, anywhere, true}}

	approaches = [...]dive{{carefulDive, 0.8, true}, {carefulDive, 0.4, true}, {carefulDive, 0.2, true}, {carefulDive, 0.1, true}}

	beside = [...][]dive{
		{{carefulDive, 5, true}, {carefulDive, 3, true}},
		{{carefulDive, 2, true}, {carefulDive, 1, true}},
	}

	astray = [...]dive{{quickDive, anywhere, true}, {quickDive, anywhere, true}}

	plunges = [...]dive{
		{depth: colgen.Depth{Share: 0.15, Rounds: 5}, below: anywhere},
		{depth: colgen.Depth{Share: 0.1, Rounds: 4}, below: anywhere},
		{depth: colgen.Depth{Share: 0.2, Rounds: 8}, below: anywhere},
		{depth: colgen.Depth{Share: 0.1, Rounds: 4}, below: anywhere, wavers: true},
	}
)

const (
	// divesAtOnce is how many dives there are side by side, whatever the threads.
	divesAtOnce = 2
	// wavers is by how much the weight of a day may count for more in a dive that wavers.
	wavers = 0.3
)
