package nhs

import (
	"testing"
	"time"
)

// The last Sundays of March and October 2026 to 2028, and how long they are in London.
func TestChangeSundays(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		year     int
		month    time.Month
		want     string
		midnight int
	}{
		{2026, time.March, "2026-03-29", 1380},
		{2026, time.October, "2026-10-25", 1500},
		{2027, time.March, "2027-03-28", 1380},
		{2027, time.October, "2027-10-31", 1500},
		{2028, time.March, "2028-03-26", 1380},
		{2028, time.October, "2028-10-29", 1500},
	} {
		if d := changeSunday(c.year, c.month); d.String() != c.want || d.minutes(zone) != c.midnight {
			t.Errorf("%s %d changes on %s, which has %d minutes; want %s and %d", c.month, c.year, d, d.minutes(zone), c.want, c.midnight)
		}
	}
}
