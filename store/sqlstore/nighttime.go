package sqlstore

import (
	"time"

	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// minutesBetween is how much of a duty of a day lies between two clock times, of which the second one
// is on the next day, in time that really passes.
func minutesBetween(zone *time.Location, day store.Day, start, end, from, to int) int {
	// Midnights are read from the calendar and clock times counted from there, as instants are in
	// problems: here only whether and how much they overlap matters.
	at := func(d store.Day, minute int) law.Instant {
		u := d.Midnight(time.UTC)
		return law.Clock(zone, u.Year(), u.Month(), u.Day(), minute)
	}
	begun, ended := at(day, start), at(day, end)
	total := law.Instant(0)
	for d := day.Add(-1); at(d, 0) < ended; d = d.Add(1) {
		total += max(0, min(ended, at(d.Add(1), to))-max(begun, at(d, from)))
	}
	return int(total)
}

// nightMinutes is the night time in a duty (Working Time Regulations 1998 reg. 2(1)).
func nightMinutes(zone *time.Location, day store.Day, start, end int) int {
	f := law.UK()
	return minutesBetween(zone, day, start, end, f.NightFrom.Value, f.NightTo.Value)
}
