package scheduler

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// plunge dives from a level's mix, quickly and more than once: which roster a dive comes to hangs on
// chance. One that is better at the level but not at those above is kept to go on from.
func (r *run) plunge(w *search.Window, l nrp.Level) {
	until := min(1, r.share()+plungeShare)
	for _, depth := range plunges {
		if r.bestScore[l] <= r.bound[l] || !r.goOn() {
			return
		}
		f := w.Generator().Fork()
		picks, ok := f.Dive(math.MaxInt64, r.gen.grain, depth, func() bool {
			r.count(f)
			r.tell(false)
			return r.stop() || r.share() >= until
		})
		if !ok {
			return
		}
		w.Offer(r.gen.pool, picks)
		s := search.NewState(r.p, r.best)
		s.Carry(w.Segments(picks))
		switch now := s.Score(); {
		case now.Compare(r.bestScore) < 0:
			r.state = s
			r.note()
		case now[l] < r.bestScore[l] && (r.gen.near == nil || now.Compare(r.gen.near.Score()) < 0):
			r.gen.near = s
		}
	}
	if near := r.gen.near; near != nil && near.Score()[l] >= r.bestScore[l] {
		r.gen.near = nil
	}
}

// stray goes on from the roster that dives came near to, if there is one, for a share of the run.
func (r *run) stray() {
	if r.gen.near == nil {
		return
	}
	r.state, r.gen.near = search.NewState(r.p, r.gen.near.Roster()), nil
	r.gen.strays = min(1, r.share()+strayShare)
}

// strayed ends that, and reports whether it did: where the run has come to a better roster, or else, when the
// time for it is over, going on from the best one.
func (r *run) strayed() bool {
	switch {
	case r.gen.strays == 0:
		return false
	case r.state.Score().Compare(r.bestScore) <= 0: // it has come to a better one
	case r.share() >= r.gen.strays:
		r.state = search.NewState(r.p, r.best)
	default:
		return false
	}
	r.gen.strays = 0
	return true
}

// plunges are the depths of the dives from a level's mix, plungeShare the share of the run that they may take
// together, strayShare that in which a roster they came near to must lead to a better one.
var plunges = [...]colgen.Depth{{Share: 0.1, Rounds: 2}, {Share: 0.15, Rounds: 3}, {Share: 0.06, Rounds: 2}}

const (
	plungeShare = 0.2
	strayShare  = 0.1
)
