package store

import "time"

// Clock returns the instants at which the shift begins and ends on a day in a zone.
// Of a time that the clock shows twice it is the first, as the optimiser reckons; one that
// it skips is read as if it had not been put forward. d must be valid.
func (s *Shift) Clock(d Day, zone *time.Location) (start, end time.Time) {
	u := d.utc()
	at := func(minute int) time.Time {
		return firstShown(time.Date(u.Year(), u.Month(), u.Day(), 0, minute, 0, 0, zone))
	}
	return at(s.StartMinute), at(s.EndMinute)
}

// firstShown returns the first instant at which the clock shows what it shows at t: of the
// two there may be, package time says not which one it returns.
func firstShown(t time.Time) time.Time {
	_, is := t.Zone()
	_, was := t.Add(-3 * time.Hour).Zone()
	earlier := t.Add(time.Duration(is-was) * time.Second)
	if _, then := earlier.Zone(); was > is && then == was {
		return earlier
	}
	return t
}
