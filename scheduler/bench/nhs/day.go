package nhs

import "time"

// Day is a date: days since 1970-01-01. The zero value stands for none.
type Day int

// DayOf returns a date.
func DayOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
}

// date returns the year, month and day.
func (d Day) date() (year int, month time.Month, day int) {
	return time.Unix(int64(d)*86_400, 0).UTC().Date()
}

// String writes the date as YYYY-MM-DD.
func (d Day) String() string { return time.Unix(int64(d)*86_400, 0).UTC().Format(time.DateOnly) }

// Weekday is 0 for Monday to 6 for Sunday. 1970 began on a Thursday.
func (d Day) Weekday() int { return (int(d) + 3) % 7 }

// Monday returns the Monday of the day's week.
func (d Day) Monday() Day { return d - Day(d.Weekday()) }

// midnight is the instant at which the day begins in a zone, minutes since 1970 in UTC.
func (d Day) midnight(zone *time.Location) int {
	y, m, day := d.date()
	return int(time.Date(y, m, day, 0, 0, 0, 0, zone).Unix() / 60)
}

// minutes is the length of the day on a zone's clock: 1440, or where the clock changes an
// hour more or less.
func (d Day) minutes(zone *time.Location) int { return (d + 1).midnight(zone) - d.midnight(zone) }

// changeSunday is the last Sunday of a month, on which the clocks of Europe change in March
// and October.
func changeSunday(year int, month time.Month) Day {
	last := DayOf(year, month, 31)
	return last - Day((last.Weekday()+1)%7)
}
