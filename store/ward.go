package store

import "time"

// Division is a group of wards; HR figures of small wards are rolled up to it.
type Division struct {
	ID      ID     `json:"id" gorm:"column:id;primaryKey"`
	Name    string `json:"name" gorm:"column:name"`
	Version int    `json:"version" gorm:"column:version"`
}

// Ward is the team a roster is made for.
type Ward struct {
	ID         ID     `json:"id" gorm:"column:id;primaryKey"`
	DivisionID ID     `json:"division_id" gorm:"column:division_id"`
	Name       string `json:"name" gorm:"column:name"`
	// TimeZone is an IANA name, e.g. Europe/London; days and shifts are local to it.
	TimeZone string `json:"time_zone" gorm:"column:time_zone"`
	// PreferenceCap is how many preferences one person may have in one period, 1..200.
	PreferenceCap int `json:"preference_cap" gorm:"column:preference_cap"`
	// Tokens is how many preferences of one period each person may mark with a token, 0..20.
	Tokens int `json:"tokens" gorm:"column:tokens"`
	// SwapsAutomatic makes a swap on which colleagues have agreed at once; else the manager approves it.
	SwapsAutomatic bool `json:"swaps_automatic" gorm:"column:swaps_automatic"`
	// SolveSeconds is the time the optimiser is given for one draft, 1..3600.
	SolveSeconds int `json:"solve_seconds" gorm:"column:solve_seconds"`
	// Source is "" for a ward made here and "inrc2" for an imported competition ward,
	// whose names of scenario and weeks are in SourceRef.
	Source    string    `json:"source,omitempty" gorm:"column:source"`
	SourceRef string    `json:"source_ref,omitempty" gorm:"column:source_ref"`
	Version   int       `json:"version" gorm:"column:version"`
	CreatedAt time.Time `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
}

// Skill is what a duty needs and a person holds. Skills belong to the organisation.
type Skill struct {
	ID ID `json:"id" gorm:"column:id;primaryKey"`
	// Code is short and unique, e.g. RN.
	Code    string `json:"code" gorm:"column:code"`
	Name    string `json:"name" gorm:"column:name"`
	Version int    `json:"version" gorm:"column:version"`
}

// ShiftKind groups shifts that are alike to the person who works them.
type ShiftKind string

// The shift kinds.
const (
	Early     ShiftKind = "early"
	Late      ShiftKind = "late"
	LongDay   ShiftKind = "long_day"
	Night     ShiftKind = "night"
	OtherKind ShiftKind = "other"
)

// ShiftKinds lists them all, in the order of a day.
var ShiftKinds = []ShiftKind{Early, Late, LongDay, Night, OtherKind}

// Shift is a kind of working time on one ward.
type Shift struct {
	ID     ID `json:"id" gorm:"column:id;primaryKey"`
	WardID ID `json:"ward_id" gorm:"column:ward_id"`
	// Code is unique on the ward and fits a grid cell, e.g. E, L, LD, N.
	Code string    `json:"code" gorm:"column:code"`
	Name string    `json:"name" gorm:"column:name"`
	Kind ShiftKind `json:"kind" gorm:"column:kind"`
	// StartMinute and EndMinute are wall-clock minutes from the midnight of the day on
	// which the shift begins; EndMinute is above 1440 when it ends on the next day.
	StartMinute int `json:"start_minute" gorm:"column:start_minute"`
	EndMinute   int `json:"end_minute" gorm:"column:end_minute"`
	// PaidMinutes is the time that counts as worked, breaks left out.
	PaidMinutes int `json:"paid_minutes" gorm:"column:paid_minutes"`
	// BreakMinutes is the longest break without interruption, paid or not (Working Time
	// Regulations 1998 reg. 12); nil where it is not known.
	BreakMinutes *int `json:"break_minutes,omitempty" gorm:"column:break_minutes"`
	// HazardOn is the day of the risk assessment that found special hazards or heavy physical or
	// mental strain in this shift (reg. 6(7), (8)); empty for none.
	HazardOn Day `json:"hazard_on,omitempty" gorm:"column:hazard_on"`
	// MinRun and MaxRun bound the number of successive days in this shift; 0 means no bound.
	MinRun  int `json:"min_run" gorm:"column:min_run"`
	MaxRun  int `json:"max_run" gorm:"column:max_run"`
	Version int `json:"version" gorm:"column:version"`
}

const (
	// StandardTokens is what a ward gives where nobody has said otherwise.
	StandardTokens = 3
	maxTokens      = 20
)

// Validate reports all faults of the division as one Invalid error.
func (d *Division) Validate() error {
	var f faults
	f.text("/name", d.Name, 120)
	return f.err("validate division", "the division cannot be kept like this")
}

// Validate reports all faults of the ward as one Invalid error.
func (w *Ward) Validate() error {
	var f faults
	f.id("/division_id", w.DivisionID, false)
	f.text("/name", w.Name, 120)
	if _, err := time.LoadLocation(w.TimeZone); err != nil || w.TimeZone == "" || w.TimeZone == "Local" {
		f.add("/time_zone", "must be the name of a time zone, such as Europe/London")
	}
	f.between("/preference_cap", w.PreferenceCap, 1, 200)
	f.between("/tokens", w.Tokens, 0, maxTokens)
	f.between("/solve_seconds", w.SolveSeconds, 1, 3600)
	oneOf(&f, "/source", w.Source, []string{"", "inrc2"})
	return f.err("validate ward", "the ward cannot be kept like this")
}

// Zone returns the ward's time zone; UTC where its name is not known here.
func (w *Ward) Zone() *time.Location {
	zone, err := time.LoadLocation(w.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Validate reports all faults of the skill as one Invalid error.
func (k *Skill) Validate() error {
	var f faults
	f.text("/code", k.Code, 20)
	f.text("/name", k.Name, 120)
	return f.err("validate skill", "the skill cannot be kept like this")
}

// Validate reports all faults of the shift as one Invalid error.
func (s *Shift) Validate() error {
	var f faults
	f.text("/code", s.Code, 8)
	f.text("/name", s.Name, 120)
	oneOf(&f, "/kind", s.Kind, ShiftKinds)
	f.between("/start_minute", s.StartMinute, 0, 1439)
	if s.EndMinute <= s.StartMinute || s.EndMinute > s.StartMinute+1440 {
		f.add("/end_minute", "must be after the start and at most 24 hours later; a shift that ends on the next day ends above 1440")
	} else {
		f.between("/paid_minutes", s.PaidMinutes, 0, s.EndMinute-s.StartMinute)
		if s.BreakMinutes != nil {
			f.between("/break_minutes", *s.BreakMinutes, 0, s.EndMinute-s.StartMinute-1)
		}
	}
	f.day("/hazard_on", s.HazardOn, true)
	f.between("/min_run", s.MinRun, 0, 366)
	f.between("/max_run", s.MaxRun, 0, 366)
	f.atMost("/max_run", s.MinRun, s.MaxRun, "number of days")
	return f.err("validate shift", "the shift cannot be kept like this")
}
