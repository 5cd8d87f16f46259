package store

import (
	"strconv"
	"strings"
	"time"
)

// RosterState is where one version of a roster stands.
type RosterState string

// The roster states.
const (
	Draft           RosterState = "draft"
	RosterApproved  RosterState = "approved"
	RosterPublished RosterState = "published"
	Superseded      RosterState = "superseded"
)

// Roster is one version of the assignments of a period. A draft may be edited cell
// by cell; from approval on nothing in it changes any more but its state.
type Roster struct {
	ID       ID `json:"id" gorm:"column:id;primaryKey"`
	PeriodID ID `json:"period_id" gorm:"column:period_id"`
	WardID   ID `json:"ward_id" gorm:"column:ward_id"`
	// Number counts the versions of the period from 1.
	Number int         `json:"number" gorm:"column:number"`
	State  RosterState `json:"state" gorm:"column:state"`
	// RunID is the run that made it; empty for one made by hand.
	RunID ID `json:"run_id,omitempty" gorm:"column:run_id"`
	// AmendsID is the published version that this one was made of by an amendment; empty for
	// any other.
	AmendsID ID `json:"amends_id,omitempty" gorm:"column:amends_id"`
	// InstanceHash is the hash of the problem that was solved, hex.
	InstanceHash string `json:"instance_hash" gorm:"column:instance_hash"`
	// HistoryHash is the hash of what went before day 0 when the solve began, and of the waivers
	// that counted then, hex; the roster is stale when it no longer matches.
	HistoryHash string `json:"history_hash" gorm:"column:history_hash"`
	// Score is the price by level, see nrp.Score: hard, minimum_cover, agreed_patterns,
	// burden, preferences, rest. Lower is better.
	Score Levels `json:"score" gorm:"column:score"`
	// Bound is a proven lower bound of each level of Score for rosters that are no worse at
	// the levels above, nil if none is known.
	Bound *Levels `json:"bound,omitempty" gorm:"column:bound"`
	// Stale marks a draft whose history has changed, or that was made with a waiver taken back since; it cannot be approved.
	Stale       bool       `json:"stale" gorm:"column:stale"`
	CreatedAt   time.Time  `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
	ApprovedBy  ID         `json:"approved_by,omitempty" gorm:"column:approved_by"`
	ApprovedAt  *time.Time `json:"approved_at,omitempty" gorm:"column:approved_at"`
	PublishedBy ID         `json:"published_by,omitempty" gorm:"column:published_by"`
	PublishedAt *time.Time `json:"published_at,omitempty" gorm:"column:published_at"`
	Version     int        `json:"version" gorm:"column:version"`
}

// Duty is one shift on one date on one ward, for one person or unfilled.
type Duty struct {
	ID       ID  `json:"id" gorm:"column:id;primaryKey"`
	RosterID ID  `json:"roster_id" gorm:"column:roster_id"`
	Day      Day `json:"day" gorm:"column:day"`
	ShiftID  ID  `json:"shift_id" gorm:"column:shift_id"`
	// SkillID is the skill the duty is worked in; empty where none is asked.
	SkillID ID `json:"skill_id,omitempty" gorm:"column:skill_id"`
	// StaffID is empty for an unfilled duty: one row per person missing below the minimum.
	StaffID ID `json:"staff_id,omitempty" gorm:"column:staff_id"`
	// Fixed marks a cell that the optimiser must keep.
	Fixed bool `json:"fixed" gorm:"column:fixed"`
}

// Unfilled reports whether nobody is assigned.
func (d *Duty) Unfilled() bool { return d.StaffID == "" }

// RestBeforeNext names the breach of a last day that leaves too little before a duty on the day
// after the period, the ward's own or another's.
const RestBeforeNext = "rest before the next rota"

// LawPrefix begins the rule of a finding of the second referee, which judges by the law itself; what
// follows is a law.Rule. The finding's name is the breach in words.
const LawPrefix = "law_"

// Finding is one breach of one rule, in ids: a Violation that left the optimiser.
type Finding struct {
	// Rule is a code of nrp.RuleCode, or LawPrefix and one of law.Rule; Name tells apart rules
	// of one code.
	Rule string `json:"rule"`
	Name string `json:"name,omitempty"`
	// Level is the name of the level it counts in: hard, minimum_cover, agreed_patterns,
	// burden, preferences, rest.
	Level string `json:"level"`
	// StaffID is empty for a rule on cover.
	StaffID ID `json:"staff_id,omitempty"`
	// Day is empty for a breach of the whole period.
	Day     Day `json:"day,omitempty"`
	ShiftID ID  `json:"shift_id,omitempty"`
	SkillID ID  `json:"skill_id,omitempty"`
	// PreferenceID is set where the rule is a preference.
	PreferenceID ID `json:"preference_id,omitempty"`
	// Amount is in the rule's own unit: days, people, minutes, shifts or weekends.
	Amount int64 `json:"amount"`
	// Cost is what the breach adds at its level.
	Cost int64 `json:"cost"`
}

// Key names the finding within its roster, the same after every re-check, so that an
// override can refer to it. The amount belongs to it: a breach that has grown is another
// finding, which no override covers yet.
func (f *Finding) Key() string {
	return strings.Join([]string{
		f.Rule, f.Name, string(f.StaffID), string(f.Day), string(f.ShiftID), string(f.SkillID), string(f.PreferenceID),
		strconv.FormatInt(f.Amount, 10),
	}, "|")
}

// AgreedPatternRule is the rule of a finding of an agreed day that is not kept, see nrp.RuleAgreed.
const AgreedPatternRule = "agreed_pattern"

// Refused reports whether publication refuses the finding until a named person allows it for a reason: a hard
// one, and an agreed day that is not kept. The second is no law, but a promise to a person.
func (f *Finding) Refused() bool { return f.Level == LevelNames[0] || f.Rule == AgreedPatternRule }

// OfYoungLaw reports whether the second referee finds the limits of somebody under 18 broken.
func (f *Finding) OfYoungLaw() bool { return strings.HasPrefix(f.Rule, LawPrefix+"young_") }

// NoOverride says what to do about a finding that nobody may override, whatever the reason:
// work on an agreed absence, in a skill that is not held, against a fixed duty, which may be
// a published one on another ward, beyond the limits of somebody under 18, or more than 48 hours a week
// on average (Working Time Regulations 1998 reg. 4) without an agreement in writing (reg. 5): with one in
// the register there is no such finding. Empty for findings that a named person may override, such as
// rest and the limits of night workers (reg. 21 and 24).
func (f *Finding) NoOverride() string {
	if _, _, mean := ParseMeanWeek(f.Name); mean || f.Rule == LawPrefix+"average_week" {
		return "Nobody can allow more than 48 hours a week on average without the person's agreement in writing. Enter the agreement in the opt-out register if there is one, or take shifts away."
	}
	if f.OfYoungLaw() {
		return "Nobody can allow work beyond the limits of somebody under 18. Take the shift away, or give it to an adult."
	}
	switch f.Rule { // codes of nrp.RuleCode, and of law.Rule behind LawPrefix
	case LawPrefix + "two_places":
		return "Nobody can be in two places at once. Take one of the two duties away."
	case LawPrefix + "on_absence":
		return "Nobody can allow work on an agreed absence. Change the rota, or take the absence out if the person agrees."
	case "unavailable":
		if f.Name != "" {
			return "" // not an absence: what the law or the next rota leaves no room for
		}
		return "Nobody can allow work on an agreed absence. Change the rota, or take the absence out if the person agrees."
	case "skill":
		return "Nobody can allow work in a skill that is not held. Change the rota, or enter the skill if the person has it."
	case "fixed":
		return "Nobody can allow a change of a fixed shift. Put it back, or take the pin off if it is this ward's."
	}
	return ""
}

// Override lets one finding of one roster that publication refuses be published: by a named person, for
// a written reason. It ends when a cell of the person whom the finding is about is
// edited, or when the clock times of a shift of the ward change: the reason was given
// for what stood there before.
type Override struct {
	RosterID ID `json:"roster_id" gorm:"column:roster_id;primaryKey"`
	// FindingKey is Finding.Key of the finding.
	FindingKey string `json:"finding_key" gorm:"column:finding_key;primaryKey"`
	// Reason is 10..500 characters.
	Reason string    `json:"reason" gorm:"column:reason"`
	UserID ID        `json:"user_id" gorm:"column:user_id"`
	At     time.Time `json:"at" gorm:"column:at"`
}

// Outcome says what became of one preference in one roster.
type Outcome struct {
	RosterID     ID   `json:"roster_id" gorm:"column:roster_id;primaryKey"`
	PreferenceID ID   `json:"preference_id" gorm:"column:preference_id;primaryKey"`
	Met          bool `json:"met" gorm:"column:met"`
	// Decided is false where forcing the preference into this roster names no breach:
	// then no reason is claimed.
	Decided bool `json:"decided" gorm:"column:decided"`
	// Findings are what forcing the preference into this roster would break.
	Findings Findings `json:"findings" gorm:"column:findings"`
	// Delta is what it would change in the score.
	Delta Levels `json:"delta" gorm:"column:delta"`
	// Reason is why no rota as good as this one meets it; Proof is NoReason where that was
	// not asked.
	Reason `gorm:"embedded"`
}
