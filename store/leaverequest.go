package store

import "time"

// LeaveState is where a request for leave stands.
type LeaveState string

// The states of a request for leave.
const (
	LeaveAsked LeaveState = "asked"
	// LeaveAgreed: the days stand in the table of leave.
	LeaveAgreed  LeaveState = "agreed"
	LeaveRefused LeaveState = "refused"
	// LeaveWithdrawn: the person took it back, or the manager removed the leave that came of it.
	LeaveWithdrawn LeaveState = "withdrawn"
)

// leaveMoves is the whole table of allowed moves; a move that is not here is refused.
var leaveMoves = map[LeaveState][]LeaveState{
	LeaveAsked:     {LeaveAgreed, LeaveRefused, LeaveWithdrawn},
	LeaveAgreed:    {LeaveWithdrawn},
	LeaveRefused:   {},
	LeaveWithdrawn: {},
}

// CanMove reports whether a request may go from one state to the other.
func (s LeaveState) CanMove(to LeaveState) bool {
	for _, t := range leaveMoves[s] {
		if t == to {
			return true
		}
	}
	return false
}

// LeaveCode is what stands in the way of leave, and why it was refused; the list is closed.
type LeaveCode string

// The codes; "" for nothing. Their order is that in which they are looked for.
const (
	LeaveTooLate LeaveCode = "too_late"
	// LeaveFull is explain.CodeLeaveFull: a quota of the ward has no room left on a day.
	LeaveFull      LeaveCode = "leave_full"
	LeaveNotEnough LeaveCode = "not_enough_left"
	// LeaveWardNeeds is the manager's own: the ward needs the person, though no quota is used up.
	LeaveWardNeeds LeaveCode = "ward_needs"
)

// LeaveRequest is days that a person asks to have off as leave. Neither a kind of leave nor a reason is
// kept of it.
type LeaveRequest struct {
	ID ID `json:"id" gorm:"column:id;primaryKey"`
	// WardID is the home ward of the person when it was asked.
	WardID   ID         `json:"ward_id" gorm:"column:ward_id"`
	StaffID  ID         `json:"staff_id" gorm:"column:staff_id"`
	FirstDay Day        `json:"first_day" gorm:"column:first_day"`
	LastDay  Day        `json:"last_day" gorm:"column:last_day"`
	State    LeaveState `json:"state" gorm:"column:state"`
	// Minutes is what it takes off the entitlement: as worked out when it was asked, and again when
	// it was agreed.
	Minutes int `json:"minutes" gorm:"column:minutes"`
	// RefusedFor is empty unless refused; RefusedDay is the first day that stood in the way, empty
	// where no single one did.
	RefusedFor LeaveCode `json:"refused_for,omitempty" gorm:"column:refused_for"`
	RefusedDay Day       `json:"refused_day,omitempty" gorm:"column:refused_day"`
	AskedAt    time.Time `json:"asked_at" gorm:"column:asked_at"`
	// DecidedBy is the user who agreed, refused or withdrew it; empty for the program.
	DecidedBy ID         `json:"decided_by,omitempty" gorm:"column:decided_by"`
	DecidedAt *time.Time `json:"decided_at,omitempty" gorm:"column:decided_at"`
	Version   int        `json:"version" gorm:"column:version"`
}

// MaxLeaveDays is the longest leave that can be asked for at once, in days.
const MaxLeaveDays = 42

// Touches reports whether the request has a day from first to last, both within.
func (r *LeaveRequest) Touches(first, last Day) bool { return r.FirstDay <= last && r.LastDay >= first }

// ValidateLeaveSpan reports what is wrong with days that are asked for, as one Invalid error.
func ValidateLeaveSpan(first, last Day) error {
	var f faults
	f.days(first, last, false)
	if len(f) == 0 && first.Until(last) >= MaxLeaveDays {
		f.add("/last_day", "ask for at most %d days at once", MaxLeaveDays)
	}
	return f.err("ask for leave", "this leave cannot be asked for")
}
