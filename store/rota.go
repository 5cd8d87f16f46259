package store

import "time"

// RotaDuty is one published duty as everybody on the ward may see it.
type RotaDuty struct {
	RosterID  ID     `json:"roster_id"`
	Day       Day    `json:"day"`
	ShiftID   ID     `json:"shift_id"`
	ShiftCode string `json:"shift_code"`
	// SkillCode is empty where none is asked.
	SkillCode string `json:"skill_code,omitempty"`
	// StaffID and StaffName are empty for an unfilled duty.
	StaffID   ID     `json:"staff_id,omitempty"`
	StaffName string `json:"staff_name,omitempty"`
}

// Clock returns the instants at which the shift begins and ends on a day in a zone.
// Wall-clock times that the clock skips or repeats are read as package time reads
// them. d must be valid.
func (s *Shift) Clock(d Day, zone *time.Location) (start, end time.Time) {
	u := d.utc()
	at := func(minute int) time.Time { return time.Date(u.Year(), u.Month(), u.Day(), 0, minute, 0, 0, zone) }
	return at(s.StartMinute), at(s.EndMinute)
}
