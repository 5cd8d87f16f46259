package store

import (
	"testing"
	"time"
)

func TestShiftClockMeasuresNightsOnInstants(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	night := Shift{StartMinute: 19*60 + 30, EndMinute: 31*60 + 30}
	for day, want := range map[Day]time.Duration{
		"2027-03-26": 12 * time.Hour, // an ordinary night
		"2027-03-27": 11 * time.Hour, // the clock goes forward at 01:00
		"2027-10-30": 13 * time.Hour, // the clock goes back at 02:00
	} {
		start, end := night.Clock(day, zone)
		if got := end.Sub(start); got != want {
			t.Errorf("%s: the night lasts %v, want %v", day, got, want)
		}
		if got := end.In(zone).Format("15:04"); got != "07:30" {
			t.Errorf("%s: it ends at %s", day, got)
		}
	}
}
