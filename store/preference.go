package store

import "time"

// PreferenceKind says what a preference asks for.
type PreferenceKind string

// The preference kinds.
const (
	DayOn    PreferenceKind = "day_on"    // any shift on the day
	DayOff   PreferenceKind = "day_off"   // no shift on the day
	ShiftOn  PreferenceKind = "shift_on"  // this shift on the day
	ShiftOff PreferenceKind = "shift_off" // not this shift on the day
	KindOn   PreferenceKind = "kind"      // a shift of this kind on the day
)

// Ask is what is wanted, without the date.
type Ask struct {
	Kind PreferenceKind `json:"kind" gorm:"column:kind"`
	// ShiftID is set for shift_on and shift_off only.
	ShiftID ID `json:"shift_id,omitempty" gorm:"column:shift_id"`
	// ShiftKind is set for kind only.
	ShiftKind ShiftKind `json:"shift_kind,omitempty" gorm:"column:shift_kind"`
	// Strength is 1 (would like), 2 (matters) or 3 (really matters).
	Strength int `json:"strength" gorm:"column:strength"`
}

// TokenFactor is how many times the price of strength 3 a refused preference with a token costs: 1,
// 3 and 9 go on as 27.
const TokenFactor = 3

// Preference is one soft ask of one person for one day of a period. Until bidding
// closes only its owner may see it.
type Preference struct {
	ID       ID  `json:"id" gorm:"column:id;primaryKey"`
	PeriodID ID  `json:"period_id" gorm:"column:period_id"`
	StaffID  ID  `json:"staff_id" gorm:"column:staff_id"`
	Day      Day `json:"day" gorm:"column:day"`
	Ask
	Together
	// Token marks one of the few that really matter: its refusal costs TokenFactor times what one of
	// strength 3 does, whatever its own strength. Everybody on a ward has the same number a period.
	Token bool `json:"token" gorm:"column:token"`
	// Standing marks one that was put in from a standing preference when bidding opened.
	Standing bool `json:"standing" gorm:"column:standing"`
	// Note is the owner's own, at most 500 characters; nobody else ever reads it.
	Note      string    `json:"note,omitempty" gorm:"column:note"`
	Version   int       `json:"version" gorm:"column:version"`
	UpdatedAt time.Time `json:"updated_at" gorm:"column:updated_at;autoUpdateTime:false"`
}

// StandingPreference repeats weekly: when bidding opens for a period, each of its
// weekdays gets a Preference.
type StandingPreference struct {
	ID      ID `json:"id" gorm:"column:id;primaryKey"`
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	// Weekday is 0 for Monday .. 6 for Sunday.
	Weekday int `json:"weekday" gorm:"column:weekday"`
	Ask
	Version int `json:"version" gorm:"column:version"`
}
