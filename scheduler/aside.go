package scheduler

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// aside is a roster, with what is proved of those as good, that is kept while a worse one is put in order.
type aside struct {
	best      nrp.Roster
	bestScore nrp.Score
	bound     *nrp.Score
}

// setAside goes on from a state that may be worse than the best roster as if it were the best, until takeBack. What is told
// of the run is about the best meanwhile.
func (r *run) setAside(s *search.State) {
	r.aside = &aside{r.best, r.bestScore, r.bound}
	floor := r.floor // the bound may not hold for rosters that are worse at some level
	r.state, r.best, r.bestScore, r.bound = s, s.Roster(), s.Score(), &floor
}

// takeBack goes back to the roster that was set aside, unless that at hand has become better.
func (r *run) takeBack() {
	was := r.aside
	if r.aside = nil; r.bestScore.Compare(was.bestScore) < 0 {
		r.mark()
		return
	}
	r.best, r.bestScore, r.bound = was.best, was.bestScore, was.bound
}
