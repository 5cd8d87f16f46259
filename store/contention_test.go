package store

import (
	"testing"
	"time"
)

func TestBandOf(t *testing.T) {
	for _, c := range []struct {
		people, places int
		want           Band
	}{
		{0, 0, BandLow}, {2, 0, BandLow}, // fewer than three show nothing
		{3, 7, BandLow}, {3, 6, BandMid}, {4, 8, BandMid}, {4, 9, BandLow}, // half of the places
		{3, 3, BandMid}, {4, 3, BandHigh}, {3, 0, BandHigh}, {3, -2, BandHigh}, // more than there are
	} {
		if got := BandOf(Wanted{People: c.people, Places: c.places}); got != c.want {
			t.Errorf("%d people for %d places: %s, want %s", c.people, c.places, got, c.want)
		}
	}
}

func TestContentionNightEndsAtThreeByTheWardsClock(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for now, want := range map[string]string{
		"2027-01-10T02:59:59Z": "2027-01-09 2027-01-09T03:00:00Z",
		"2027-01-10T03:00:00Z": "2027-01-10 2027-01-10T03:00:00Z",
		"2027-03-28T01:59:00Z": "2027-03-27 2027-03-27T03:00:00Z", // 02:59 of summer time
		"2027-03-28T02:00:00Z": "2027-03-28 2027-03-28T02:00:00Z",
		"2027-10-31T02:59:00Z": "2027-10-30 2027-10-30T02:00:00Z",
		"2027-10-31T03:00:00Z": "2027-10-31 2027-10-31T03:00:00Z",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		night, end := ContentionNight(at, zone)
		if got := string(night) + " " + end.Format(time.RFC3339); got != want {
			t.Errorf("%s: %s, want %s", now, got, want)
		}
	}
}

func TestCountContentionCountsPeopleOnce(t *testing.T) {
	day := Day("2027-03-01")
	ask := func(staff ID, kind PreferenceKind, shift ID, k ShiftKind) Preference {
		return Preference{StaffID: staff, Day: day, Ask: Ask{Kind: kind, ShiftID: shift, ShiftKind: k}}
	}
	rows := &ContentionRows{
		Period: RosterPeriod{FirstDay: day, LastDay: day},
		Shifts: []Shift{{ID: "e", Kind: Early}, {ID: "n", Kind: Night}},
		Demand: []Demand{
			{Day: day, ShiftID: "e", People: People{Min: 2, Preferred: 3}}, {Day: day, ShiftID: "n", People: People{Min: 1, Preferred: 1}},
		},
		// Seven people of whom one has left and one is on leave: five, less three at the minimum.
		Staff:       []Staff{{ID: "1"}, {ID: "2"}, {ID: "3"}, {ID: "4"}, {ID: "5"}, {ID: "6"}, {ID: "7", LastDay: "2027-02-28"}},
		Leave:       []Leave{{StaffID: "6", FirstDay: day, LastDay: day}},
		Preferences: []Preference{ask("1", DayOff, "", ""), ask("2", ShiftOn, "e", ""), ask("2", KindOn, "", Early), ask("3", DayOn, "", ""), ask("4", ShiftOff, "n", "")},
	}
	want := []Wanted{{day, WantOff, 1, 2}, {day, "early", 1, 3}, {day, "night", 0, 1}}
	got := rows.CountContention()
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, want %v", got[i], want[i])
		}
	}
}
