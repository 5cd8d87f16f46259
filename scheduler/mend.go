package scheduler

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// mend puts lines right that a dive after looking ahead has left unlawful, each by itself, where in
// the horizon it costs least: some weeks of it are put back at the least energy, everywhere in
// turn; then the days about what is broken and some weeks elsewhere together, for what
// must be made up far away; then more weeks, until no line gets better. O(lines x days /
// weeks) windows of one person each time.
func (r *run) mend() {
	for k := 0; k < len(mendings) && r.unlawful() && r.goOn(); {
		if !r.mendAll(mendings[k]) {
			k++
		}
	}
}

// mending is one way to mend a line: days of it anywhere and, if about is not 0, so many
// on either side of what is broken.
type mending struct{ days, about int }

// mendAll mends what one way can, and reports whether that was anything.
func (r *run) mendAll(m mending) bool {
	r.state = search.NewState(r.p, r.best)
	lines := r.state.Broken()
	best, steps := make([]*flight, len(lines)), make([]int64, len(lines))
	limit := max(1, int64(r.total(r.share())/mendTries))
	r.workers().Run(len(lines), func(k, worker int) {
		for from := 0; from < r.p.Days && !r.stop(); from += max(1, m.days/2) {
			region, ok := r.state.Around(lines[k], from, m.days, m.about)
			if !ok {
				return
			}
			o := &flight{region: region, limit: limit, state: r.state, pool: r.gen.pool}
			r.window(o, worker == 0, r.stop)
			steps[k] += o.steps
			if o.gain > 0 && (best[k] == nil || o.gain > best[k].gain) {
				best[k] = o
			}
		}
	})
	was := r.bestScore[nrp.LevelHard]
	for k, o := range best {
		r.steps += steps[k]
		if o != nil {
			r.carry(o.segs)
		}
	}
	r.note()
	return r.bestScore[nrp.LevelHard] < was
}

// mendings are the ways to mend, the quickest first.
var mendings = [...]mending{{days: 28}, {days: 28, about: 10}, {days: 56}, {days: 84}}

// mendTries is how many windows take all of a run's steps at least: those that take longer
// are given up.
const mendTries = 1500
