package store

import "strings"

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
	// Held makes everybody in the shift count who holds the skill, whatever they work in: a
	// nurse in charge. It needs a skill.
	Held bool `json:"held,omitempty" gorm:"column:held"`
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
	// Held makes everybody in the shift count who holds the skill, whatever they work in: a
	// nurse in charge. It needs a skill.
	Held bool `json:"held,omitempty" gorm:"column:held"`
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

func (f *faults) people(base string, p People) {
	f.between(base+"/min", p.Min, 0, 1000)
	if p.Preferred < p.Min || p.Preferred > 1000 {
		f.add(base+"/preferred", "must be between the minimum, %d, and 1000", p.Min)
	}
	if p.Max != -1 && (p.Max < p.Preferred || p.Max > 1000) {
		f.add(base+"/max", "must be between the preferred number, %d, and 1000, or -1 for no maximum", p.Preferred)
	}
}

// heldWithout says what to do about demand for a skill held that names no skill.
const heldWithout = "name the skill that somebody must hold"

// Validate reports all faults of the demand as one Invalid error.
func (d *Demand) Validate() error {
	var f faults
	if d.Held && d.SkillID == "" {
		f.add("/held", heldWithout)
	}
	f.people("", d.People)
	return f.err("validate demand", "the demand cannot be kept like this")
}

// ValidateTemplates reports all faults of a ward's template as one Invalid error whose
// pointers index the rows.
func ValidateTemplates(rows []DemandTemplate) error {
	var f faults
	type key struct {
		weekday      int
		shift, skill ID
	}
	seen := map[key]bool{}
	for i, r := range rows {
		f.between(at("", i, "weekday"), r.Weekday, 0, 6)
		f.id(at("", i, "shift_id"), r.ShiftID, false)
		f.id(at("", i, "skill_id"), r.SkillID, true)
		if r.Held && r.SkillID == "" {
			f.add(at("", i, "held"), heldWithout)
		}
		f.people(strings.TrimSuffix(at("", i, ""), "/"), r.People)
		k := key{r.Weekday, r.ShiftID, r.SkillID}
		if seen[k] {
			f.add(at("", i, "shift_id"), "this weekday, shift and skill stand twice")
		}
		seen[k] = true
	}
	if len(rows) > 2000 {
		f.add("", "at most 2000 rows")
	}
	return f.err("validate demand template", "the demand template cannot be kept like this")
}
