package store

import "time"

// Clock returns the instants at which the shift begins and ends on a day in a zone.
// Wall-clock times that the clock skips or repeats are read as package time reads
// them. d must be valid.
func (s *Shift) Clock(d Day, zone *time.Location) (start, end time.Time) {
	u := d.utc()
	at := func(minute int) time.Time { return time.Date(u.Year(), u.Month(), u.Day(), 0, minute, 0, 0, zone) }
	return at(s.StartMinute), at(s.EndMinute)
}
