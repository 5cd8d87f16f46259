package law

import (
	"testing"
	"time"
)

func TestClock(t *testing.T) {
	for _, c := range []struct {
		month  time.Month
		day    int
		minute int
		// utc is the instant, as a clock in UTC shows it.
		utc string
	}{
		{time.March, 28, 1439, "03-28 23:59"},
		{time.March, 29, 0, "03-29 00:00"},
		{time.March, 29, 59, "03-29 00:59"},
		{time.March, 29, 60, "03-29 01:00"}, // leapt over: the clock shows 02:00
		{time.March, 29, 90, "03-29 01:30"}, // leapt over
		{time.March, 29, 120, "03-29 01:00"},
		{time.March, 28, 1440 + 450, "03-29 06:30"}, // 07:30 on the next morning
		{time.October, 25, 59, "10-24 23:59"},
		{time.October, 25, 60, "10-25 00:00"},  // shown twice
		{time.October, 25, 119, "10-25 00:59"}, // shown twice
		{time.October, 25, 120, "10-25 02:00"},
		{time.October, 24, 1440 + 450, "10-25 07:30"},
		{time.October, 24, 2880, "10-26 00:00"},
		{time.December, 31, 1440, "01-01 00:00"},
	} {
		got := Clock(london(t), 2026, c.month, c.day, c.minute).In(time.UTC).Format("01-02 15:04")
		if got != c.utc {
			t.Errorf("%s %d, minute %d: %s, want %s", c.month, c.day, c.minute, got, c.utc)
		}
	}
}

// Every minute that the clock shows just once is the instant at which it shows it.
func TestClockIsWhatTheClockShows(t *testing.T) {
	zone := london(t)
	for _, day := range []int{28, 29, 30} {
		for minute := range 1440 {
			leapt := day == 29 && minute >= 60 && minute < 120
			shown := Clock(zone, 2026, time.March, day, minute).In(zone)
			if got := shown.Hour()*60 + shown.Minute(); shown.Day() != day || got != minute && !leapt {
				t.Fatalf("March %d, minute %d: the clock shows %s", day, minute, shown)
			}
		}
	}
	for minute := range 1440 {
		shown := Clock(zone, 2026, time.October, 25, minute).In(zone)
		if got := shown.Hour()*60 + shown.Minute(); shown.Day() != 25 || got != minute {
			t.Fatalf("October 25, minute %d: the clock shows %s", minute, shown)
		}
	}
}

func TestDaysOfTheClockChanges(t *testing.T) {
	cal := newCalendar(london(t), at(t, "2026-03-27 12:00"), at(t, "2026-10-27 12:00"), 0, 0)
	long := map[Instant]string{}
	for i := range cal.days() {
		if n := cal.mids[i+1] - cal.mids[i]; n != day {
			long[n] = cal.mids[i].In(cal.zone).Format(time.DateOnly)
		}
	}
	if len(long) != 2 || long[23*60] != "2026-03-29" || long[25*60] != "2026-10-25" {
		t.Errorf("days that are not of 24 hours: %v", long)
	}
	if cal.weekday(0) != 4 || cal.monday(0) != -4 || cal.weekday(-5) != 6 {
		t.Errorf("27 March 2026 is weekday %d, its Monday day %d", cal.weekday(0), cal.monday(0))
	}
	if d := cal.day(cal.mids[2]); d != 2 || cal.day(cal.mids[2]-1) != 1 {
		t.Errorf("midnight lies on day %d", d)
	}
}
