package store

import (
	"strings"
	"time"
	"unicode/utf8"
)

// ChangeKind says what led to a change of a published rota.
type ChangeKind string

// The kinds of change. The list is append-only: changes are kept for as long as the database.
const (
	Sickness      ChangeKind = "sickness"
	Leaver        ChangeKind = "leaver"
	DemandRaised  ChangeKind = "demand"
	SwapAgreed    ChangeKind = "swap"
	GivenAway     ChangeKind = "give_away"
	GapFilled     ChangeKind = "gap"
	ManagerChange ChangeKind = "manager"
)

// ChangeKinds lists them all.
var ChangeKinds = []ChangeKind{Sickness, Leaver, DemandRaised, SwapAgreed, GivenAway, GapFilled, ManagerChange}

// Consent says what the person whose duty a change is about has to do with it.
type Consent string

// What a person may have said to a change.
const (
	// NotAsked is a change by the manager alone.
	NotAsked Consent = "not_asked"
	// Agreed is one that the person was asked about and agreed to. It is a burden all the same.
	Agreed Consent = "agreed"
	// OwnRequest is one that the person asked for, or that follows from the person's own absence:
	// the ledger counts it neither as a move nor as a preference refused.
	OwnRequest Consent = "own_request"
)

// Consents lists them all.
var Consents = []Consent{NotAsked, Agreed, OwnRequest}

// RosterChange is one person's day that a version of a rota has otherwise than the published version
// before it. Rows are only ever added.
type RosterChange struct {
	ID ID `json:"id" gorm:"column:id;primaryKey"`
	// RosterID is the version that the change made; Roster.AmendsID the one before.
	RosterID ID  `json:"roster_id" gorm:"column:roster_id"`
	StaffID  ID  `json:"staff_id" gorm:"column:staff_id"`
	Day      Day `json:"day" gorm:"column:day"`
	// The shift and the skill it is worked in before and after; empty for a day off, and for no skill.
	FromShiftID ID         `json:"from_shift_id,omitempty" gorm:"column:from_shift_id"`
	FromSkillID ID         `json:"from_skill_id,omitempty" gorm:"column:from_skill_id"`
	ToShiftID   ID         `json:"to_shift_id,omitempty" gorm:"column:to_shift_id"`
	ToSkillID   ID         `json:"to_skill_id,omitempty" gorm:"column:to_skill_id"`
	Kind        ChangeKind `json:"kind" gorm:"column:kind"`
	// Reason is 3..500 characters, for those who may read the ward's drafts.
	Reason string `json:"reason" gorm:"column:reason"`
	// NoticeMinutes is the time from the change to the earlier of the two beginnings, in minutes.
	NoticeMinutes int64   `json:"notice_minutes" gorm:"column:notice_minutes"`
	Consent       Consent `json:"consent" gorm:"column:consent"`
	// UserID is who made the change; empty for the program itself.
	UserID ID        `json:"user_id,omitempty" gorm:"column:user_id"`
	At     time.Time `json:"at" gorm:"column:at"`
}

// Amendment is what is to be changed in a published rota, all of it or nothing.
type Amendment struct {
	// RosterID is the published version, at Version of its row as the caller saw it.
	RosterID ID
	Version  int
	Kind     ChangeKind
	// Reason is 3..500 characters.
	Reason string
	// Changes are at least one, at most one for each person and day.
	Changes []CellChange
	// Facts have led to the changes and are written with them.
	Facts Facts
	// Overrides let hard findings stand that the changes bring, by the actor's name.
	Overrides []ChangeOverride
}

// CellChange is one person's day and what it becomes.
type CellChange struct {
	StaffID ID  `json:"staff_id"`
	Day     Day `json:"day"`
	// FromShiftID is what the caller saw there; empty for a day off.
	FromShiftID ID `json:"from_shift_id,omitempty"`
	// ToShiftID is empty for a day off. Where ToSkillID is empty, the skill is one that the day's
	// demand lacks and the person holds, else the person's first.
	ToShiftID ID      `json:"to_shift_id,omitempty"`
	ToSkillID ID      `json:"to_skill_id,omitempty"`
	Consent   Consent `json:"consent"`
}

// ChangeOverride is an override of one finding of the version that an amendment makes.
type ChangeOverride struct {
	FindingKey string
	// Reason is 10..500 characters.
	Reason string
}

// Facts are what has become otherwise on a ward since its rota was published.
type Facts struct {
	// Absent are people who cannot work, each for a span of days.
	Absent []Absence `json:"absent,omitempty"`
	// Leavers are people who leave, each with the last day of employment.
	Leavers []LastDay `json:"leavers,omitempty"`
	// Raised is cover that is wanted beyond what the period's demand says.
	Raised []RaisedDemand `json:"raised,omitempty"`
}

// Absence is a span of days on which a person cannot work, both days within.
type Absence struct {
	StaffID  ID  `json:"staff_id"`
	FirstDay Day `json:"first_day"`
	LastDay  Day `json:"last_day"`
}

// LastDay is the last day of a person's employment.
type LastDay struct {
	StaffID ID  `json:"staff_id"`
	LastDay Day `json:"last_day"`
}

// RaisedDemand is the new least number of people of a day, shift and skill.
type RaisedDemand struct {
	Day     Day `json:"day"`
	ShiftID ID  `json:"shift_id"`
	// SkillID is empty where anyone counts.
	SkillID ID `json:"skill_id,omitempty"`
	// Min is the least number of people from now on, 1..100.
	Min int `json:"min"`
}

// Validate reports all faults of the facts as one Invalid error. The pointers begin with /facts.
func (f *Facts) Validate() error {
	var bad faults
	for i, a := range f.Absent {
		bad.id(at("/facts/absent", i, "staff_id"), a.StaffID, false)
		bad.day(at("/facts/absent", i, "first_day"), a.FirstDay, false)
		bad.day(at("/facts/absent", i, "last_day"), a.LastDay, false)
		if a.LastDay < a.FirstDay {
			bad.add(at("/facts/absent", i, "last_day"), "must not be before the first day")
		}
	}
	for i, l := range f.Leavers {
		bad.id(at("/facts/leavers", i, "staff_id"), l.StaffID, false)
		bad.day(at("/facts/leavers", i, "last_day"), l.LastDay, false)
	}
	for i, r := range f.Raised {
		bad.day(at("/facts/raised", i, "day"), r.Day, false)
		bad.id(at("/facts/raised", i, "shift_id"), r.ShiftID, false)
		bad.id(at("/facts/raised", i, "skill_id"), r.SkillID, true)
		bad.between(at("/facts/raised", i, "min"), r.Min, 1, 100)
	}
	if n := len(f.Absent) + len(f.Leavers) + len(f.Raised); n > maxFacts {
		bad.add("/facts", "at most %d at once", maxFacts)
	}
	return bad.err("validate facts", "what has happened cannot be taken down like this")
}

const (
	maxChanges = 400
	maxFacts   = 40
)

// Validate reports all faults that show without the rota as one Invalid error.
func (a *Amendment) Validate() error {
	var f faults
	oneOf(&f, "/kind", a.Kind, ChangeKinds)
	f.reason("/reason", a.Reason, 3)
	if len(a.Changes) == 0 || len(a.Changes) > maxChanges {
		f.add("/changes", "give 1 to %d changes", maxChanges)
	}
	type cell struct {
		staff ID
		day   Day
	}
	seen := map[cell]bool{}
	for i, c := range a.Changes {
		f.id(at("/changes", i, "staff_id"), c.StaffID, false)
		f.day(at("/changes", i, "day"), c.Day, false)
		f.id(at("/changes", i, "from_shift_id"), c.FromShiftID, true)
		f.id(at("/changes", i, "to_shift_id"), c.ToShiftID, true)
		f.id(at("/changes", i, "to_skill_id"), c.ToSkillID, true)
		oneOf(&f, at("/changes", i, "consent"), c.Consent, Consents)
		if seen[cell{c.StaffID, c.Day}] {
			f.add(at("/changes", i, "day"), "this person's day stands twice; give each once")
		}
		seen[cell{c.StaffID, c.Day}] = true
	}
	for i, o := range a.Overrides {
		f.reason(at("/overrides", i, "reason"), o.Reason, 10)
	}
	if err := a.Facts.Validate(); err != nil {
		return err
	}
	return f.err("validate amendment", "the rota cannot be changed like this")
}

// reason wants least to 500 characters that are not only space.
func (f *faults) reason(pointer, s string, least int) {
	if n := utf8.RuneCountInString(strings.TrimSpace(s)); n < least || utf8.RuneCountInString(s) > 500 {
		f.add(pointer, "give a reason of %d to 500 characters", least)
	}
}
