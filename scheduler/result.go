package scheduler

import "github.com/fairrota/fairrota/scheduler/nrp"

// Status says how a run ended.
type Status string

// The ways in which a run ends.
const (
	// StatusOptimal: the score equals the bound.
	StatusOptimal Status = "optimal"
	// StatusStepLimit and StatusTimeLimit: the best roster found by then.
	StatusStepLimit Status = "step_limit"
	StatusTimeLimit Status = "time_limit"
	// StatusStopped: ctx was cancelled; the best roster found by then.
	StatusStopped Status = "stopped"
)

// TracePoint is one improvement.
type TracePoint struct {
	Seconds float64   `json:"seconds"`
	Steps   int64     `json:"steps"`
	Score   nrp.Score `json:"score"`
}

// Result is what a run leaves. There is always a roster, legal if the fixed cells,
// history and absence allow one; what is missing shows in the score.
type Result struct {
	Roster nrp.Roster `json:"roster"`
	Score  nrp.Score  `json:"score"`
	// Bound is proven level by level: no roster that is no worse than Roster at the levels
	// above one is below Bound at that level. Where it equals Score at every level, no roster
	// is better. Nil where none was computed.
	Bound   *nrp.Score   `json:"bound,omitempty"`
	Status  Status       `json:"status"`
	Steps   int64        `json:"steps"`
	Seconds float64      `json:"seconds"`
	Seed    uint64       `json:"seed"`
	Trace   []TracePoint `json:"trace"`
}
