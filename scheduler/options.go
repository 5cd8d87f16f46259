package scheduler

import (
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Options bound and steer one Solve. The zero value solves with one thread, seed
// zero, until ctx ends.
type Options struct {
	// Threads is how many tasks run at once; 0 means 1. It never changes the roster
	// of a run that ends by StepLimit.
	Threads int
	// Seed starts every random choice.
	Seed uint64
	// StepLimit ends the run after this many steps (moves tried and lines priced,
	// counted over all tasks); 0 means no limit. Runs of one build with equal instance,
	// seed and StepLimit that are not cut short by time give equal rosters.
	StepLimit int64
	// TimeLimit ends the run; 0 means no limit but ctx.
	TimeLimit time.Duration
	// Clock gives the time; nil means that TimeLimit and the seconds of the trace are
	// not available: then TimeLimit must be 0. It is called from several goroutines.
	Clock func() time.Time
	// Start is a roster to begin from, nil for none. It is not changed.
	Start nrp.Roster
	// Nearby tells that Start, which must be given, is near to what is looked for though worse at some level: windows about it are
	// tried at once, without annealing, which would lose it, and without bounds.
	Nearby bool
	// Floor is a bound of the score that is known already, as Result.Bound: level by level of rosters which are at all
	// levels above as good as can be, in the units of the score. 0 where nothing is known; below 0 is ErrBadOptions.
	Floor nrp.Score
	// Hold is the first level that time is spent on: those above are as good as they need to be, and what they are bounded by
	// is not looked for. They never become worse for it. 0, the law, leaves none out. A run that has a Start as well begins without
	// annealing, which would lose what is held.
	Hold nrp.Level
	// Without are parts of the search to leave out, to see what they gain; 0 leaves none out. Without PartWindows and PartAnnealing
	// nothing would go on to the end: leaving out both is ErrBadOptions.
	Without Parts
	// Progress, if set, is called from one goroutine at a time: at the first roster, at
	// each improvement and about once a second while the run lasts; a step that takes
	// longer, as some do with a year, is not interrupted for it.
	Progress func(Progress)
}

// Progress is what is known in mid-run.
type Progress struct {
	Score nrp.Score `json:"score"`
	// Bound is a proven lower bound of Score, nil if there is none yet.
	Bound *nrp.Score `json:"bound,omitempty"`
	Steps int64      `json:"steps"`
	// Seconds since the run began.
	Seconds float64 `json:"seconds"`
}
