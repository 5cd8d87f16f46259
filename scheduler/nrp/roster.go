package nrp

// Assignment is what one cell holds: a shift and the skill it is worked in. The
// zero value is not a day off; use Off.
type Assignment struct {
	// Shift is NoShift on a day off.
	Shift ShiftIdx `json:"shift"`
	// Skill is NoSkill on a day off and in instances without skills.
	Skill SkillIdx `json:"skill"`
}

// Off is the day off.
var Off = Assignment{Shift: NoShift, Skill: NoSkill}

// Line is one person's row. [day]
type Line []Assignment

// Roster is everybody's line. [staff][day]
type Roster []Line

// NewRoster returns a roster in which everybody is off on every day.
func NewRoster(staff, days int) Roster {
	r := make(Roster, staff)
	cells := make(Line, staff*days)
	for i := range cells {
		cells[i] = Off
	}
	for i := range r {
		r[i] = cells[i*days : (i+1)*days : (i+1)*days]
	}
	return r
}

// Clone returns a copy that shares nothing with r.
func (r Roster) Clone() Roster {
	if len(r) == 0 {
		return Roster{}
	}
	c := NewRoster(len(r), len(r[0]))
	for i := range r {
		copy(c[i], r[i])
	}
	return c
}
