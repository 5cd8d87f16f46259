package store

// DemandTemplate is the weekly pattern of cover of a ward: one row per weekday,
// shift and skill.
type DemandTemplate struct {
	ID     ID `json:"id" gorm:"column:id;primaryKey"`
	WardID ID `json:"ward_id" gorm:"column:ward_id"`
	// Weekday is 0 for Monday .. 6 for Sunday.
	Weekday int `json:"weekday" gorm:"column:weekday"`
	ShiftID ID  `json:"shift_id" gorm:"column:shift_id"`
	// SkillID is empty where anyone counts.
	SkillID ID `json:"skill_id,omitempty" gorm:"column:skill_id"`
	People
}

// Demand is the cover wanted on one date of a period. It starts as a copy of the
// template and is edited on its own.
type Demand struct {
	ID       ID  `json:"id" gorm:"column:id;primaryKey"`
	PeriodID ID  `json:"period_id" gorm:"column:period_id"`
	Day      Day `json:"day" gorm:"column:day"`
	ShiftID  ID  `json:"shift_id" gorm:"column:shift_id"`
	// SkillID is empty where anyone counts.
	SkillID ID `json:"skill_id,omitempty" gorm:"column:skill_id"`
	People
	Version int `json:"version" gorm:"column:version"`
}

// People is a number of people wanted: 0 <= Min <= Preferred <= Max.
type People struct {
	Min       int `json:"min" gorm:"column:min_people"`
	Preferred int `json:"preferred" gorm:"column:preferred_people"`
	// Max is -1 for no maximum.
	Max int `json:"max" gorm:"column:max_people"`
}
