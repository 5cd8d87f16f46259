package scheduler

import (
	"math"
	"slices"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// plunge dives from a level's mix, quickly and more than once: which roster a dive comes to hangs on
// chance. Those that are better at the level but not at those above are kept to go on from.
func (r *run) plunge(w *search.Window, l nrp.Level) {
	from := r.share()
	until := min(1, from+plungeShare)
	for _, depth := range plunges {
		if r.bestScore[l] <= r.bound[l] || !r.goOn() {
			break
		}
		depth.Hurry = func() bool { return r.share() >= from+plungeShare*hurryAt }
		f := w.Generator().Fork()
		picks, ok := f.Dive(math.MaxInt64, r.gen.grain, depth, func() bool {
			r.count(f)
			r.tell(false)
			return r.stop() || r.share() >= until
		})
		if !ok {
			break
		}
		w.Offer(r.gen.pool, picks)
		s := search.NewState(r.p, r.best)
		s.Carry(w.Segments(picks))
		switch now := s.Score(); {
		case now.Compare(r.bestScore) < 0:
			r.state = s
			r.note()
		case now[l] < r.bestScore[l]:
			r.gen.near = append(r.gen.near, s)
		}
	}
	r.gen.near = slices.DeleteFunc(r.gen.near, func(s *search.State) bool { return s.Score()[l] >= r.bestScore[l] })
	slices.SortStableFunc(r.gen.near, func(a, b *search.State) int { return a.Score().Compare(b.Score()) })
	r.gen.near = r.gen.near[:min(mostNear, len(r.gen.near))]
}

// wander goes on from another roster that the whole problem's mix leads to, where windows about the best find nothing more and there
// are no levels to plunge from.
func (r *run) wander() {
	w := r.gen.whole
	if r.several() || !r.goOn() || w == nil && r.gen.outlook == nil {
		return
	}
	from := r.share()
	r.task++
	v := search.NewVariates(r.opt.Seed, r.task)
	waver := func() float64 { return wavers * v.Unit() }
	if w == nil {
		if s := r.alight(waver); s != nil && s.Score().Compare(r.bestScore) > 0 {
			r.gen.near = append(r.gen.near[:0], s)
			r.stray()
		}
		return
	}
	depth := quickDive
	depth.Waver = waver
	depth.Hurry = func() bool { return r.share() >= from+wanderShare*hurryAt }
	f := w.Generator().Fork()
	picks, ok := f.Dive(math.MaxInt64, r.gen.grain, depth, func() bool {
		r.count(f)
		r.tell(false)
		return r.stop() || r.share() >= from+wanderShare
	})
	if !ok {
		return
	}
	w.Offer(r.gen.pool, picks)
	s := search.NewState(r.p, r.best)
	s.Carry(w.Segments(picks))
	if s.Score().Compare(r.bestScore) < 0 {
		r.state = s
		r.note()
		return
	}
	r.gen.near = append(r.gen.near[:0], s)
	r.stray()
}

// stray goes on from the first roster that dives came near to, if there is one, for a share of the run.
func (r *run) stray() {
	if r.gen.strays = 0; len(r.gen.near) > 0 {
		r.state, r.gen.near = search.NewState(r.p, r.gen.near[0].Roster()), r.gen.near[1:]
		r.gen.strays, r.gen.strayed = min(1, r.share()+r.strayShare()), r.share()
	}
}

// strayOn gives a run that strays more time, since it has found something on its way.
func (r *run) strayOn() {
	if r.gen.strays > 0 {
		r.gen.strays = min(1, r.share()+r.strayShare(), r.gen.strayed+mostStray)
	}
}

// strayShare is the share of the run in which a roster that dives came near to must lead to something better.
func (r *run) strayShare() float64 {
	if r.several() {
		return putRight
	}
	return wandered
}

// strayed ends that, and reports whether it did, and whether it found what it was for: where the run has come to a better
// roster, or one as good, or else, when the time for it is over, going on from the next one or the best.
func (r *run) strayed() (ended, found bool) {
	switch {
	case r.gen.strays == 0:
		return false, false
	case r.state.Score().Compare(r.bestScore) <= 0:
		r.gen.strays, r.gen.near = 0, nil
		return true, true
	case r.share() >= r.gen.strays:
		r.state = search.NewState(r.p, r.best)
		r.stray()
		return true, false
	}
	return false, false
}

// plunges are the depths of the dives from a level's mix, plungeShare the share of the run that they may take
// together. A roster that they came near to must lead to something better in every putRight of the run, one that was wandered
// to in every wandered of it, and in mostStray of it to one that is better than the best; mostNear is how many are kept.
var plunges = [...]colgen.Depth{{Share: 0.15, Rounds: 5}, {Share: 0.1, Rounds: 4}, {Share: 0.2, Rounds: 8}}

const (
	// wanderShare is the share of the run that a dive to another roster may take, wavers how much it wavers.
	wanderShare = 0.03
	wavers      = 0.3
	plungeShare = 0.2
	putRight    = 0.07
	wandered    = 0.04
	mostStray   = 0.25
	mostNear    = 2
)
