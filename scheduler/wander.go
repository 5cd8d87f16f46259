package scheduler

import "github.com/fairrota/fairrota/scheduler/search"

// wander goes on from another roster that the whole problem's mix leads to, where windows about the best find nothing more and there
// are no levels to plunge from.
func (r *run) wander() {
	if !r.wanders() || !r.goOn() {
		return
	}
	w := r.gen.whole
	if w == nil {
		r.task++
		if s := r.alight(waver(r.opt.Seed, r.task)); s != nil {
			r.goBeside(s)
		}
		return
	}
	picks := r.nearby(w)
	if picks == nil {
		return
	}
	w.Offer(r.gen.pool, picks)
	s := search.NewState(r.p, r.best)
	s.Carry(w.Segments(picks))
	r.goBeside(s)
}

// wanders reports whether there is a mix to wander to and no levels to plunge from: then annealing gains nothing more.
func (r *run) wanders() bool {
	return r.does(PartWandering) && !r.several() && (r.gen.whole != nil || r.gen.outlook != nil)
}

// goBeside goes on from a roster that a dive came to: for good if it is better than the best.
func (r *run) goBeside(s *search.State) {
	if s.Score().Compare(r.bestScore) < 0 {
		r.state = s
		r.note()
		return
	}
	r.gen.near = append(r.gen.near[:0], s)
	r.stray()
}

// nearby dives with care, anew for a while, to rosters that cost less than the best, or little more: most dives are seen early not to
// lead there. It returns the cheapest of the first that did, else what a quick dive comes to; nil for want of time. Where careful
// dives take too long to come to anything, they are not tried again.
func (r *run) nearby(w *search.Window) [][]int32 {
	least, ok := w.Cost(search.NewState(r.p, r.best))
	if !ok {
		return nil
	}
	if !r.gen.longDives {
		began, until, some := r.share(), r.share()+wanderShare, false
		// Dives that have not the time which those before took would only hurry.
		for k := 0; r.share()+(r.share()-began)/float64(max(1, k)) < until && r.goOn(); k++ {
			found, ended := r.dives(w, beside[k%len(beside)], least, until)
			if found != nil {
				return found[0]
			}
			some = some || ended
		}
		r.gen.longDives = !some
	}
	if found, _ := r.dives(w, astray[:], least, r.share()+wanderShare); found != nil {
		return found[0]
	}
	return nil
}

// approach dives with care from a window of everything that has converged, to rosters nearer to its bound, for as long as that comes to
// better ones, but for a share of the run at most.
func (r *run) approach(w *search.Window) {
	until := min(1, r.share()+approachShare)
	for better := true; better && r.share() < until && r.goOn(); {
		was := r.bestScore
		r.dived(w, approaches[:], until, r.better)
		better = r.bestScore != was
	}
}

// better goes on from a roster if it is better than the best.
func (r *run) better(s *search.State) {
	if s.Score().Compare(r.bestScore) < 0 {
		r.state = s
		r.note()
	}
}

const (
	// wanderShare is the share of the run that dives to another roster may take, careful ones as well as quick ones.
	wanderShare = 0.03
	// approachShare is the share of the run that dives to rosters nearer to the bound may take.
	approachShare = 0.06
)
