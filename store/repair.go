package store

import (
	"database/sql/driver"
	"slices"
	"time"
)

// RepairState is where the search for ways to repair a published rota stands.
type RepairState string

// The states of a repair.
const (
	RepairQueued  RepairState = "queued"
	RepairSolving RepairState = "solving"
	// RepairReady has ways to choose from.
	RepairReady RepairState = "ready"
	// RepairFailed has none, and says why.
	RepairFailed RepairState = "failed"
	// RepairApplied has become an amendment.
	RepairApplied RepairState = "applied"
)

// repairMoves is the whole table of allowed moves; a move to Solving from itself is another process
// taking over after the lease has run out.
var repairMoves = map[RepairState][]RepairState{
	RepairQueued:  {RepairSolving},
	RepairSolving: {RepairSolving, RepairReady, RepairFailed},
	RepairReady:   {RepairApplied},
	RepairFailed:  {},
	RepairApplied: {},
}

// CanMove reports whether a repair may go from one state to the other.
func (s RepairState) CanMove(to RepairState) bool { return slices.Contains(repairMoves[s], to) }

// Repair is what has happened after publication, and the ways to repair the rota that were found.
type Repair struct {
	ID     ID `json:"id" gorm:"column:id;primaryKey"`
	WardID ID `json:"ward_id" gorm:"column:ward_id"`
	// PeriodID is the period of the rota.
	PeriodID ID `json:"period_id" gorm:"column:period_id"`
	// RosterID is the published version that is to be repaired.
	RosterID ID          `json:"roster_id" gorm:"column:roster_id"`
	State    RepairState `json:"state" gorm:"column:state"`
	// Kind is Sickness, Leaver or DemandRaised.
	Kind ChangeKind `json:"kind" gorm:"column:kind"`
	// Reason is 3..500 characters and becomes that of each change.
	Reason string     `json:"reason" gorm:"column:reason"`
	Facts  Facts      `json:"facts" gorm:"column:facts"`
	Ways   RepairWays `json:"ways" gorm:"column:ways"`
	// Failure says why there are no ways, in words for a person; empty otherwise.
	Failure     string `json:"failure,omitempty" gorm:"column:failure"`
	RequestedBy ID     `json:"requested_by,omitempty" gorm:"column:requested_by"`
	// AmendmentID is the version that it became.
	AmendmentID ID `json:"amendment_id,omitempty" gorm:"column:amendment_id"`
	// Fence rises with each process that takes the search up; only the newest may write.
	Fence      int64      `json:"-" gorm:"column:fence"`
	LeaseUntil *time.Time `json:"-" gorm:"column:lease_until"`
	CreatedAt  time.Time  `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
	EndedAt    *time.Time `json:"ended_at,omitempty" gorm:"column:ended_at"`
}

// RepairWay is one way to repair a rota. Both referees have passed it.
type RepairWay struct {
	// Aim is a repair.Aim: take_out, one_for_one, seven_days or best_cover. Also are further aims
	// that it reaches.
	Aim     string       `json:"aim"`
	Also    []string     `json:"also,omitempty"`
	Changes []RepairMove `json:"changes"`
	// Uncovered are places below the minimum from now on, also those that were open before.
	Uncovered []OpenPlaces `json:"uncovered"`
	// Score is as Roster.Score.
	Score Levels `json:"score"`
	// RefusedMore is how many preferences are refused that the rota had met.
	RefusedMore int `json:"refused_more"`
}

// RepairMove is one change of a way.
type RepairMove struct {
	StaffID     ID  `json:"staff_id"`
	Day         Day `json:"day"`
	FromShiftID ID  `json:"from_shift_id,omitempty"`
	FromSkillID ID  `json:"from_skill_id,omitempty"`
	ToShiftID   ID  `json:"to_shift_id,omitempty"`
	ToSkillID   ID  `json:"to_skill_id,omitempty"`
	// NoticeMinutes is as it was when the way was found.
	NoticeMinutes int64 `json:"notice_minutes"`
	// TakenOut marks a duty that its person can no longer work.
	TakenOut bool `json:"taken_out"`
}

// OpenPlaces is how many people are missing below the minimum of a day, shift and skill.
type OpenPlaces struct {
	Day     Day `json:"day"`
	ShiftID ID  `json:"shift_id"`
	SkillID ID  `json:"skill_id,omitempty"`
	Missing int `json:"missing"`
}

// RepairWays is a list of ways kept in one column.
type RepairWays []RepairWay

// Value writes the ways as a JSON array; nil as an empty one.
func (w RepairWays) Value() (driver.Value, error) {
	if w == nil {
		return "[]", nil
	}
	return jsonValue(w)
}

// Scan reads a JSON array.
func (w *RepairWays) Scan(v any) error { return jsonScan(v, w) }

// Value writes the facts as JSON.
func (f Facts) Value() (driver.Value, error) { return jsonValue(f) }

// Scan reads JSON.
func (f *Facts) Scan(v any) error { return jsonScan(v, f) }

// Validate reports all faults that show without the rota as one Invalid error.
func (r *Repair) Validate() error {
	var f faults
	f.reason("/reason", r.Reason, 3)
	facts, name := 0, ""
	switch r.Kind {
	case Sickness:
		facts, name = len(r.Facts.Absent), "/facts/absent"
	case Leaver:
		facts, name = len(r.Facts.Leavers), "/facts/leavers"
	case DemandRaised:
		facts, name = len(r.Facts.Raised), "/facts/raised"
	case SwapAgreed, GivenAway, GapFilled, ManagerChange:
		f.add("/kind", "must be one of sickness, leaver, demand")
	default:
		f.add("/kind", "must be one of sickness, leaver, demand")
	}
	if all := len(r.Facts.Absent) + len(r.Facts.Leavers) + len(r.Facts.Raised); name != "" && (facts == 0 || facts != all) {
		f.add(name, "say here what has happened, and nothing of another kind")
	}
	if err := r.Facts.Validate(); err != nil {
		return err
	}
	return f.err("validate repair", "what has happened cannot be taken down like this")
}

// Away reports whether the facts keep a person from working on a day.
func (f *Facts) Away(staff ID, day Day) bool {
	return slices.ContainsFunc(f.Absent, func(a Absence) bool { return a.StaffID == staff && a.FirstDay <= day && day <= a.LastDay }) ||
		slices.ContainsFunc(f.Leavers, func(l LastDay) bool { return l.StaffID == staff && day > l.LastDay })
}
