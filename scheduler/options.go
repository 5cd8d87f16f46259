package scheduler

import (
	"fmt"
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

func (o *Options) validate(inst *nrp.Instance) error {
	switch {
	case inst == nil:
		return fmt.Errorf("%w: there is none", ErrBadInstance)
	case o.Threads < 0:
		return fmt.Errorf("%w: threads: %d, give 1 or more, or 0 for 1", ErrBadOptions, o.Threads)
	case o.Without >= partsEnd:
		return fmt.Errorf("%w: without: %d, give only parts that there are", ErrBadOptions, o.Without)
	case o.Without&PartWindows != 0 && o.Without&PartAnnealing != 0:
		return fmt.Errorf("%w: without: %v, keep windows or annealing, which go on to the end", ErrBadOptions, o.Without)
	case o.StepLimit < 0:
		return fmt.Errorf("%w: step limit: %d, give 1 or more, or 0 for none", ErrBadOptions, o.StepLimit)
	case o.TimeLimit < 0:
		return fmt.Errorf("%w: time limit: %v, give a positive time, or 0 for none", ErrBadOptions, o.TimeLimit)
	case o.TimeLimit > 0 && o.Clock == nil:
		return fmt.Errorf("%w: time limit: it needs a clock, give one or leave the limit out", ErrBadOptions)
	}
	for l, v := range o.Floor {
		if v < 0 {
			return fmt.Errorf("%w: floor: %d at level %v, give 0 or more", ErrBadOptions, v, nrp.Level(l))
		}
	}
	if o.Start == nil {
		if o.Nearby {
			return fmt.Errorf("%w: nearby: there is no start to be near to, give one or leave it out", ErrBadOptions)
		}
		return nil
	}
	return fits(inst, "start", o.Start)
}

// fits returns an error that begins with what if a roster is none of the instance's people, days, shifts and skills.
func fits(inst *nrp.Instance, what string, r nrp.Roster) error {
	if len(r) != len(inst.Staff) {
		return fmt.Errorf("%w: %s: %d lines for %d staff", ErrBadOptions, what, len(r), len(inst.Staff))
	}
	for i, line := range r {
		if len(line) != inst.Horizon.Days {
			return fmt.Errorf("%w: %s: line %d has %d days of %d", ErrBadOptions, what, i, len(line), inst.Horizon.Days)
		}
		for d, a := range line {
			if a.Shift < nrp.NoShift || a.Shift >= len(inst.Shifts) || a.Skill < nrp.NoSkill || a.Skill >= len(inst.Skills) {
				return fmt.Errorf("%w: %s: line %d day %d names a shift or skill that there is not", ErrBadOptions, what, i, d)
			}
		}
	}
	return nil
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
