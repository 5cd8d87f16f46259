package store

import "database/sql/driver"

// TrialResult is the answer of a trial, in ids.
type TrialResult struct {
	// Draft is the score of the draft as it stands. Without is that of the best rota found from it
	// with nothing changed, in as much time: what With is compared with, so that no gain of a longer
	// search is taken for one of the change. With is that of the best rota found with the change.
	Draft   Levels `json:"draft"`
	Without Levels `json:"without"`
	With    Levels `json:"with"`
	// Shortfalls are the minimums of which a different number of people is missing, or that are
	// short in both.
	Shortfalls []TrialShortfall `json:"shortfalls"`
	// MetWithout and MetWith are the numbers of preferences met, of Asked; Gained and Lost are those
	// met with the change only and without it only.
	MetWithout int  `json:"met_without"`
	MetWith    int  `json:"met_with"`
	Asked      int  `json:"asked"`
	Gained     []ID `json:"gained"`
	Lost       []ID `json:"lost"`
	// People are those whose days differ from the draft's, the most changed first.
	People []TrialPerson `json:"people"`
	// NewDuties is the number of duties of the person who was added.
	NewDuties int `json:"new_duties"`
	// Breaks are hard rules and law broken with the change and not in the draft.
	Breaks Findings `json:"breaks"`
	// Give is for smallest_give: what would have to give, and Proof how sure that is.
	Give  []TrialGiven `json:"give"`
	Proof Proof        `json:"proof"`
}

// TrialShortfall is how many people are missing below one minimum.
type TrialShortfall struct {
	Day     Day   `json:"day"`
	ShiftID ID    `json:"shift_id"`
	SkillID ID    `json:"skill_id,omitempty"`
	Without int64 `json:"without"`
	With    int64 `json:"with"`
}

// TrialPerson is how many days of one person differ from the draft.
type TrialPerson struct {
	StaffID ID  `json:"staff_id"`
	Days    int `json:"days"`
}

// TrialGiven is one thing that would have to give.
type TrialGiven struct {
	// Finding is the breach that stands for it; its level and cost say nothing.
	Finding Finding `json:"finding"`
	// Units is how many things it counts for: days, duties, people.
	Units int64 `json:"units"`
}

// Value writes the result as JSON.
func (r TrialResult) Value() (driver.Value, error) { return jsonValue(r) }

// Scan reads JSON.
func (r *TrialResult) Scan(v any) error { return jsonScan(v, r) }
