package scheduler

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// plunge dives from a level's mix, quickly and more than once: which roster a dive comes to hangs on
// chance. Those that are better at the level but not at those above are kept to go on from.
func (r *run) plunge(w *search.Window, l nrp.Level) {
	until, last := min(1, r.share()+plungeShare), r.plan.scales[len(r.plan.scales)-1].Level
	take := func(s *search.State) {
		switch now := s.Score(); {
		case now.Compare(r.bestScore) < 0:
			r.state = s
			r.note()
		case now[l] < r.bestScore[l]:
			r.gen.near = append(r.gen.near, s)
		}
	}
	for few := range slices.Chunk(plunges[:], divesAtOnce) {
		was := r.bestScore
		r.dived(w, few, until, take)
		if r.bestScore[l] <= r.bound[l] || l == last && r.bestScore != was {
			break // windows do the rest of the last level
		}
	}
	r.gen.near = slices.DeleteFunc(r.gen.near, func(s *search.State) bool { return s.Score()[l] >= r.bestScore[l] })
	slices.SortStableFunc(r.gen.near, func(a, b *search.State) int { return a.Score().Compare(b.Score()) })
	r.gen.near = r.gen.near[:min(mostNear, len(r.gen.near))]
}

// stray goes on from the first roster that dives came near to, if there is one, for a share of the run.
func (r *run) stray() {
	if r.gen.strays = 0; len(r.gen.near) > 0 && r.does(PartWandering) {
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
	switch {
	case !r.several():
		return wandered
	case r.opt.Hold > 0:
		return putRightHeld
	}
	return putRight
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

const (
	// plungeShare is the share of the run that dives from a level's mix may take. A roster that they came near to must lead to
	// something better in every putRight of the run (putRightHeld where levels are held), one that was wandered to in every wandered of it, and in
	// mostStray of it to one that is better than the best; mostNear is how many are kept.
	plungeShare  = 0.2
	putRight     = 0.07
	putRightHeld = 0.2
	wandered     = 0.025
	mostStray    = 0.25
	mostNear     = 2
)
