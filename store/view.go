package store

import (
	"time"

	"github.com/fairrota/fairrota/store/rulebook"
)

// NewUser is what a user is made of.
type NewUser struct {
	// Login is lower case, 3..120 characters.
	Login string
	Name  string
	// PasswordHash is an argon2id PHC string.
	PasswordHash string
	// StaffID is empty for a user who is not rostered.
	StaffID ID
	Grants  []Grant
}

// Cell is one person's day in a roster.
type Cell struct {
	StaffID ID
	Day     Day
	// ShiftID is empty for a day off.
	ShiftID ID
	// SkillID is the skill the duty is worked in; empty where none is asked.
	SkillID ID
	// Fixed asks the optimiser to keep the cell.
	Fixed bool
}

// PreferenceCount says how contested a day is while bidding is sealed.
type PreferenceCount struct {
	Day Day `json:"day"`
	// Asks is the number of preferences for the day, People that of who put them in.
	Asks   int `json:"asks"`
	People int `json:"people"`
}

// AuditRecord is one link of a chain with what is still kept of its content.
type AuditRecord struct {
	Entry AuditEntry `json:"entry"`
	// Content is JSON; empty once it has been erased.
	Content string `json:"content"`
}

// RosterView is one version of a roster with all that is known of it.
type RosterView struct {
	Roster Roster
	// Duties are in the order of day, shift and person; unfilled ones come last in a shift.
	Duties   []Duty
	Findings []Finding
	Outcomes []Outcome
	// Agreed says of each agreed day whether it is kept.
	Agreed []AgreedOutcome
	// Overrides are those of this version.
	Overrides []Override
	// TakenBack are waivers that a draft or an approved rota was made with and that were withdrawn since.
	TakenBack []WaiverTakenBack
	// Guests are the people of other wards who have duties in it, by name.
	Guests []Guest
}

// Guest is somebody of another ward on a rota.
type Guest struct {
	StaffID  ID     `json:"staff_id" gorm:"column:staff_id"`
	Name     string `json:"name" gorm:"column:name"`
	WardName string `json:"ward" gorm:"column:ward_name"`
}

// MyRota is what one person may see of published rosters.
type MyRota struct {
	Duties   []MyDuty
	Outcomes []MyOutcome
	// Agreed are the own agreed days that are not kept, by day.
	Agreed []AgreedOutcome
	// PublishedAt is the newest publication among the rosters; nil where there is none.
	PublishedAt *time.Time
}

// MyDuty is a published duty of one's own.
type MyDuty struct {
	Duty
	Shift Shift
	// StartsAt and EndsAt are instants, right across clock changes.
	StartsAt, EndsAt time.Time
	// SkillCode is the code of the skill; empty where none is asked.
	SkillCode string
	// With are the names of those on the same shift, in order.
	With []string
	// Elsewhere is the name of the ward where it is not the person's own; empty there.
	Elsewhere string
}

// MyOutcome is what became of a preference of one's own.
type MyOutcome struct {
	Outcome
	Preference Preference
	// Fate is empty for a preference by itself.
	Fate Fate
	// Waivable is the key of the person's own rule that alone decided against it and that they may do
	// without as far as it takes; empty for none.
	Waivable string
}

// RotaDuty is a filled duty of a published roster, as all on the ward see it.
type RotaDuty struct {
	Day       Day    `json:"day"`
	ShiftID   ID     `json:"shift_id"`
	ShiftCode string `json:"shift_code"`
	// SkillCode is empty where no skill is asked.
	SkillCode string `json:"skill_code,omitempty"`
	StaffID   ID     `json:"staff_id"`
	StaffName string `json:"staff_name"`
	RosterID  ID     `json:"roster_id"`
}

// RulesView is what somebody may see of the rules of a ward, or of the organisation.
type RulesView struct {
	// WardID is empty for the organisation.
	WardID ID
	// Today is the present date where the rules hold; Day is that for which they are shown.
	Today, Day Day
	// Version rises with every figure that is set; a new one names the version that was seen.
	Version int
	// Set has no rows of people whom the reader may not see.
	Set FigureSet
	// Names are those of users and staff by id, as far as the reader may see them.
	Names map[ID]string
	// Scopes are those at which the reader may set figures here.
	Scopes []rulebook.Scope
	// Rotas are the ward's periods that have not ended on Day and are planned already, in the
	// order of their days.
	Rotas []PlannedRota
	// Own is the reader's own id among the ward's people; empty for none.
	Own ID
}

// PlannedRota is a roster period with the rules that it was planned with and keeps.
type PlannedRota struct {
	FirstDay, LastDay Day
	Rules             Rules
}

// MaySet returns the scopes at which the reader may set a rule's figure.
func (v *RulesView) MaySet(r *rulebook.Rule) []rulebook.Scope {
	out := []rulebook.Scope{}
	for _, s := range v.Scopes {
		if r.MayChange(s) {
			out = append(out, s)
		}
	}
	return out
}
