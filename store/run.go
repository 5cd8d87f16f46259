package store

import "time"

// RunState is where a run stands.
type RunState string

// The run states.
const (
	Queued     RunState = "queued"  // asked for, not taken up
	Claimed    RunState = "claimed" // a worker holds the lease
	Solving    RunState = "solving"
	Saved      RunState = "saved" // the draft is in the database
	RunFailed  RunState = "failed"
	RunStopped RunState = "stopped" // a person stopped it before there was a draft
)

// runMoves is the whole table of allowed moves.
var runMoves = map[RunState][]RunState{
	Queued:     {Claimed, RunFailed, RunStopped},
	Claimed:    {Claimed, Solving, RunFailed, RunStopped},
	Solving:    {Claimed, Saved, RunFailed, RunStopped},
	Saved:      {},
	RunFailed:  {},
	RunStopped: {},
}

// CanMove reports whether a run may go from one state to the other. A move back to
// Claimed is another worker taking over after the lease has run out.
func (s RunState) CanMove(to RunState) bool {
	for _, t := range runMoves[s] {
		if t == to {
			return true
		}
	}
	return false
}

// Done reports whether the run has ended.
func (s RunState) Done() bool { return len(runMoves[s]) == 0 }

// Run is one solve of one period. The job queue carries the work; this row owns the
// truth: who holds it, until when, how far it is and how it ended.
type Run struct {
	ID       ID       `json:"id" gorm:"column:id;primaryKey"`
	WardID   ID       `json:"ward_id" gorm:"column:ward_id"`
	PeriodID ID       `json:"period_id" gorm:"column:period_id"`
	State    RunState `json:"state" gorm:"column:state"`
	// Nightly tells a due run from one that a person asked for.
	Nightly bool `json:"nightly" gorm:"column:nightly"`
	// RequestedBy is the user who asked; empty for the nightly run.
	RequestedBy ID    `json:"requested_by,omitempty" gorm:"column:requested_by"`
	Seed        int64 `json:"seed" gorm:"column:seed"`
	// BudgetSeconds is the time given to the optimiser.
	BudgetSeconds int    `json:"budget_seconds" gorm:"column:budget_seconds"`
	InstanceHash  string `json:"instance_hash" gorm:"column:instance_hash"`
	// Build is the version of the program that solved it.
	Build string `json:"build" gorm:"column:build"`
	// Holder names the process that holds the lease; Fence rises with each claim, and
	// only the holder of the newest fence may write.
	Holder     string     `json:"-" gorm:"column:holder"`
	Fence      int64      `json:"-" gorm:"column:fence"`
	LeaseUntil *time.Time `json:"-" gorm:"column:lease_until"`
	// StopRequested asks the holder to end with the best roster it has.
	StopRequested bool `json:"stop_requested" gorm:"column:stop_requested"`
	// Progress is the newest state of the optimiser; nil before its first roster.
	Progress *RunProgress `json:"progress,omitempty" gorm:"column:progress"`
	RosterID ID           `json:"roster_id,omitempty" gorm:"column:roster_id"`
	// Failure says why it failed, in words for a person; empty otherwise.
	Failure   string    `json:"failure,omitempty" gorm:"column:failure"`
	CreatedAt time.Time `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
	// EnqueuedAt is when a job of the run was last put into the queue.
	EnqueuedAt time.Time  `json:"-" gorm:"column:enqueued_at"`
	StartedAt  *time.Time `json:"started_at,omitempty" gorm:"column:started_at"`
	EndedAt    *time.Time `json:"ended_at,omitempty" gorm:"column:ended_at"`
}

// RunProgress is a point of a run's course.
type RunProgress struct {
	Score Levels `json:"score"`
	// Bound is nil where none is known.
	Bound *Levels `json:"bound,omitempty"`
	Steps int64   `json:"steps"`
	// Seconds since the optimiser began.
	Seconds float64 `json:"seconds"`
	// Fairness is set once the draft is saved, nil where nothing is known of what people carry.
	Fairness *RunFairness `json:"fairness,omitempty"`
	// Trace holds the improvements so far, oldest first, at most 200 of them.
	Trace []TracePoint `json:"trace,omitempty"`
}

// TracePoint is one improvement of a run.
type TracePoint struct {
	Seconds float64 `json:"seconds"`
	Score   Levels  `json:"score"`
}

// Step is a thing that falls due in a period.
type Step string

// The steps, in the order in which they fall due.
const (
	StepOpen  Step = "open"
	StepClose Step = "close"
	StepSolve Step = "solve"
)

// DueStep records that a step of a period was taken up; the key (ward, period, step,
// due) is unique, so that one node does it once, however many there are.
type DueStep struct {
	WardID   ID        `json:"ward_id" gorm:"column:ward_id;primaryKey"`
	PeriodID ID        `json:"period_id" gorm:"column:period_id;primaryKey"`
	Step     Step      `json:"step" gorm:"column:step;primaryKey"`
	DueAt    time.Time `json:"due_at" gorm:"column:due_at;primaryKey"`
	TakenAt  time.Time `json:"taken_at" gorm:"column:taken_at"`
}
