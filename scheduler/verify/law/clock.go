package law

import (
	"sort"
	"time"
)

// Clock returns the instant at which a wall clock in the zone shows the minute of the date;
// minutes from 1440 on are times of the days after. Of a time that the clock shows twice it
// is the first; of one that the clock leaps over, the instant that it would be had the
// clock not been put forward.
func Clock(zone *time.Location, year int, month time.Month, day, minute int) Instant {
	shown := time.Date(year, month, day, 0, minute, 0, 0, time.UTC)
	y, m, d := shown.Date()
	wall := shown.Unix()
	_, before := time.Date(y, m, d, 0, 0, 0, 0, zone).Zone()
	early := wall - int64(before)
	_, after := time.Unix(early, 0).In(zone).Zone()
	if after == before {
		return Instant(early / 60)
	}
	late := wall - int64(after)
	if _, there := time.Unix(late, 0).In(zone).Zone(); there == after {
		return Instant(late / 60)
	}
	return Instant(early / 60) // leapt over
}

// calendar is a run of local days.
type calendar struct {
	zone *time.Location
	// mids are the instants at which the days begin, and at which the last one ends. [day]
	mids []Instant
	// first is the date of day 0, at noon in UTC.
	first time.Time
}

// newCalendar makes the days from the one that from lies in to the one that to lies in, and
// some before and after.
func newCalendar(zone *time.Location, from, to Instant, before, after int) *calendar {
	y, m, d := from.In(zone).Date()
	c := &calendar{zone: zone, first: time.Date(y, m, d-before, 12, 0, 0, 0, time.UTC)}
	for i := 0; ; i++ {
		mid := c.clock(i, 0)
		c.mids = append(c.mids, mid)
		if mid > to {
			if after == 0 {
				return c
			}
			after--
		}
	}
}

// days is the number of days.
func (c *calendar) days() int { return len(c.mids) - 1 }

// clock returns the instant at which the clock shows a minute of day i, which may lie
// outside the run.
func (c *calendar) clock(i, minute int) Instant {
	if minute == 0 && i >= 0 && i < len(c.mids) {
		return c.mids[i]
	}
	y, m, d := c.first.Date()
	return Clock(c.zone, y, m, d+i, minute)
}

// day returns the day that an instant of the run lies in.
func (c *calendar) day(t Instant) int {
	return sort.Search(len(c.mids), func(i int) bool { return c.mids[i] > t }) - 1
}

// weekday is 0 for Monday to 6 for Sunday.
func (c *calendar) weekday(i int) int { return ((int(c.first.Weekday())+6+i)%7 + 7) % 7 }

// monday returns the day on which the week of day i begins; it may lie before the run.
func (c *calendar) monday(i int) int { return i - c.weekday(i) }

// since returns the number of a date's day; it may lie outside the run.
func (c *calendar) since(year int, month time.Month, day int) int {
	return int(time.Date(year, month, day, 12, 0, 0, 0, time.UTC).Sub(c.first) / (24 * time.Hour))
}
