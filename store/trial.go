package store

import (
	"database/sql/driver"
	"time"
)

// TrialKind is what a trial asks.
type TrialKind string

// The kinds of trials.
const (
	// TrialAddPerson asks what one person more would change.
	TrialAddPerson TrialKind = "add_person"
	// TrialMoveMinimum asks what another minimum would change.
	TrialMoveMinimum TrialKind = "move_minimum"
	// TrialGrant asks what it would cost to meet one preference.
	TrialGrant TrialKind = "grant_preference"
	// TrialGive asks for a smallest set of rules, leave and fixed duties that would have to give for
	// the minimums to be met; it changes nothing.
	TrialGive TrialKind = "smallest_give"
)

// TrialKinds lists all kinds.
var TrialKinds = []TrialKind{TrialAddPerson, TrialMoveMinimum, TrialGrant, TrialGive}

// TrialState is where a trial stands.
type TrialState string

// The states of a trial, in their order; the last two are ends.
const (
	TrialQueued  TrialState = "queued"
	TrialWorking TrialState = "working"
	TrialDone    TrialState = "done"
	TrialFailed  TrialState = "failed"
)

// Done reports whether the trial has ended.
func (s TrialState) Done() bool { return s == TrialDone || s == TrialFailed }

// The bounds of the time that a trial may take, in seconds, and what it takes where nobody says.
const (
	TrialLeastSeconds   = 3
	TrialMostSeconds    = 8
	TrialDefaultSeconds = 5
)

// TrialKept is how long a trial and its answer are kept.
const TrialKept = 24 * time.Hour

// TrialChange is what is tried; which fields are used hangs on the kind.
type TrialChange struct {
	// StaffID is for add_person: the new one has this person's contract and skills.
	StaffID ID `json:"staff_id,omitempty"`
	// ShiftID, SkillID and By are for move_minimum: so many people more (or fewer, below zero) on
	// the shift, in the skill; Day is empty for every day of the period.
	Day     Day `json:"day,omitempty"`
	ShiftID ID  `json:"shift_id,omitempty"`
	SkillID ID  `json:"skill_id,omitempty"`
	By      int `json:"by,omitempty"`
	// PreferenceID is for grant_preference.
	PreferenceID ID `json:"preference_id,omitempty"`
}

// Value writes the change as JSON.
func (c TrialChange) Value() (driver.Value, error) { return jsonValue(c) }

// Scan reads JSON.
func (c *TrialChange) Scan(v any) error { return jsonScan(v, c) }

// mostMoved is the largest step by which a trial moves a minimum.
const mostMoved = 20

// ValidateTrial reports all faults of a trial's kind, change and seconds (0 for the usual time) as one
// Invalid error; fields that the kind does not use must be empty.
func ValidateTrial(kind TrialKind, c *TrialChange, seconds int) error {
	var f faults
	oneOf(&f, "/kind", kind, TrialKinds)
	if seconds != 0 {
		f.between("/seconds", seconds, TrialLeastSeconds, TrialMostSeconds)
	}
	f.onlyFor("/staff_id", kind == TrialAddPerson, c.StaffID, "add_person")
	f.onlyFor("/shift_id", kind == TrialMoveMinimum, c.ShiftID, "move_minimum")
	f.onlyFor("/preference_id", kind == TrialGrant, c.PreferenceID, "grant_preference")
	if kind != TrialMoveMinimum {
		if c.SkillID != "" || c.Day != "" || c.By != 0 {
			f.add("/by", "day, skill_id and by are for the kind move_minimum only; leave them out")
		}
		return f.err("validate trial", "this cannot be tried")
	}
	if c.SkillID != "" {
		f.id("/skill_id", c.SkillID, false)
	}
	if c.Day != "" {
		f.day("/day", c.Day, false)
	}
	if c.By == 0 || c.By < -mostMoved || c.By > mostMoved {
		f.add("/by", "must be a number of people from -%d to %d, and not 0", mostMoved, mostMoved)
	}
	return f.err("validate trial", "this cannot be tried")
}

// onlyFor wants an id where it is used, and none elsewhere.
func (f *faults) onlyFor(pointer string, used bool, id ID, kind string) {
	switch {
	case used:
		f.id(pointer, id, false)
	case id != "":
		f.add(pointer, "is for the kind %s only; leave it out", kind)
	}
}

// Trial is one question of a manager about a draft, with its answer: what would be different. It
// changes nothing and is forgotten after TrialKept.
type Trial struct {
	ID       ID `json:"id" gorm:"column:id;primaryKey"`
	WardID   ID `json:"ward_id" gorm:"column:ward_id"`
	PeriodID ID `json:"period_id" gorm:"column:period_id"`
	RosterID ID `json:"roster_id" gorm:"column:roster_id"`
	// RosterVersion is that of the draft when the trial was asked for.
	RosterVersion int         `json:"roster_version" gorm:"column:roster_version"`
	Kind          TrialKind   `json:"kind" gorm:"column:kind"`
	Change        TrialChange `json:"change" gorm:"column:change"`
	State         TrialState  `json:"state" gorm:"column:state"`
	RequestedBy   ID          `json:"-" gorm:"column:requested_by"`
	Seed          int64       `json:"seed" gorm:"column:seed"`
	BudgetSeconds int         `json:"budget_seconds" gorm:"column:budget_seconds"`
	// GiveUpAt is when a trial that has no answer counts as failed: its process has died or there
	// is none.
	GiveUpAt time.Time    `json:"-" gorm:"column:give_up_at"`
	Result   *TrialResult `json:"-" gorm:"column:result"`
	// Failure says in words why there is no answer; empty otherwise.
	Failure   string     `json:"failure,omitempty" gorm:"column:failure"`
	CreatedAt time.Time  `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
	EndedAt   *time.Time `json:"ended_at,omitempty" gorm:"column:ended_at"`
}
