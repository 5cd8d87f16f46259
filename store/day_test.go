package store

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestParseDay(t *testing.T) {
	for s, want := range map[string]bool{
		"2026-03-14": true, "2028-02-29": true, "1970-01-01": true, "2199-12-31": true,
		"2027-02-29": false, "2026-13-01": false, "2026-3-14": false, "1969-12-31": false, "2200-01-01": false,
		"": false, "2026-03-14T00:00:00Z": false, "2026-03-14 ": false, "14.03.2026": false,
	} {
		if got, err := ParseDay(s); (err == nil) != want || want && got != Day(s) {
			t.Errorf("ParseDay(%q) = %q, %v", s, got, err)
		}
		if Day(s).Valid() != want {
			t.Errorf("Day(%q).Valid() = %t", s, !want)
		}
	}
}

// TestDayOverClockChanges: in London clocks go forward on 28 March 2027 at 01:00 UTC and
// back on 31 October 2027 at 01:00 UTC.
func TestDayOverClockChanges(t *testing.T) {
	zone := london(t)
	for _, c := range []struct {
		day   Day
		hours time.Duration
	}{
		{"2027-03-27", 24}, {"2027-03-28", 23}, {"2027-03-29", 24}, {"2027-10-30", 24}, {"2027-10-31", 25}, {"2027-11-01", 24},
	} {
		length := c.day.Add(1).Midnight(zone).Sub(c.day.Midnight(zone))
		if length != c.hours*time.Hour {
			t.Errorf("%s lasts %s, want %d h", c.day, length, c.hours)
		}
		if c.day.Until(c.day.Add(1)) != 1 {
			t.Errorf("%s is %d days before the next", c.day, c.day.Until(c.day.Add(1)))
		}
	}
	if got := Day("2027-03-27").Add(2); got != "2027-03-29" {
		t.Errorf("two days on is %s", got)
	}
	for at, want := range map[string]Day{
		"2027-03-28T00:59:59Z": "2027-03-28", "2027-03-27T23:59:59Z": "2027-03-27", // winter: UTC
		"2027-03-28T23:00:00Z": "2027-03-29", "2027-03-28T22:59:59Z": "2027-03-28", // summer: an hour earlier
		"2027-10-31T23:30:00Z": "2027-10-31", "2027-10-30T23:00:00Z": "2027-10-31",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := DayOf(instant, zone); got != want {
			t.Errorf("%s is on %s, want %s", at, got, want)
		}
	}
}

// TestNightOverClockChanges: a night of 19:30 to 07:30 lasts 11 hours in March and 13 in
// October.
func TestNightOverClockChanges(t *testing.T) {
	zone := london(t)
	night := Shift{StartMinute: 19*60 + 30, EndMinute: 31*60 + 30}
	for day, want := range map[Day]time.Duration{"2027-03-26": 12, "2027-03-27": 11, "2027-03-28": 12, "2027-10-30": 13, "2027-10-31": 12} {
		start, end := night.Clock(day, zone)
		if got := end.Sub(start); got != want*time.Hour {
			t.Errorf("the night of %s lasts %s, want %d h", day, got, want)
		}
	}
}

func TestDayArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Day("1970-01-01").Add(rapid.IntRange(0, 80000).Draw(t, "day"))
		n := rapid.IntRange(-2000, 2000).Draw(t, "n")
		e := d.Add(n)
		if d.Until(e) != n || e.Until(d) != -n {
			t.Fatalf("%s + %d = %s, but they are %d apart", d, n, e, d.Until(e))
		}
		if (n > 0) != (e > d) && n != 0 {
			t.Fatalf("%s and %s do not compare as text", d, e)
		}
		if want := ((d.Weekday()+n)%7 + 7) % 7; e.Weekday() != want {
			t.Fatalf("%s is weekday %d, want %d", e, e.Weekday(), want)
		}
	})
	if got := Day("2027-02-01").Weekday(); got != 0 {
		t.Errorf("Monday 1 February 2027 is weekday %d", got)
	}
}
