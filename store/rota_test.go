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

// On the night in which the clock goes back, 01:00 to 01:59 are shown twice; a duty begins
// or ends when they are shown first, in British Summer Time.
func TestShiftClockTakesTheFirstOfTwo(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for minute, want := range map[int]string{
		24*60 + 59: "2027-10-30 23:59",
		25 * 60:    "2027-10-31 00:00",
		25*60 + 59: "2027-10-31 00:59",
		26 * 60:    "2027-10-31 02:00",
		31*60 + 30: "2027-10-31 07:30",
		20*60 + 59: "2027-10-30 19:59",
	} {
		s := Shift{StartMinute: 19 * 60, EndMinute: minute}
		if _, end := s.Clock("2027-10-30", zone); end.UTC().Format("2006-01-02 15:04") != want {
			t.Errorf("minute %d: %s, want %s", minute, end.UTC(), want)
		}
	}
}
