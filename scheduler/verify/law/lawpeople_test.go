package law

import (
	"testing"
)

func TestUnder18(t *testing.T) {
	birthday := at(t, "2026-12-01 00:00")
	young := func(w ...string) Person { return Person{Work: duties(t, w...), Adult: birthday} }
	same(t, ok(), found(t, YoungDay, young("2026-03-03 07:00 8h30m-30m")))
	same(t, []string{"481/480"}, found(t, YoungDay, young("2026-03-03 07:00 8h31m-30m")))
	same(t, ok(), found(t, YoungDay, young("2026-03-03 07:00 8h29m-30m")))
	// On two wards on one day: 4 h and 4 h 1.
	same(t, []string{"481/480"}, found(t, YoungDay, young("2026-03-03 07:00 4h", "2026-03-03 13:00 4h1m")))
	// 00:00 to 07:30 on the day with 25 hours is 8 h 30, on the day with 23 it is 6 h 30.
	over := Person{Adult: birthday, Work: []Work{{Start: at(t, "2026-10-25 00:00"), End: at(t, "2026-10-25 07:30")}}}
	same(t, []string{"510/480"}, found(t, YoungDay, over))
	// A day is one on the clock: 20:00 to 05:00 is 4 h and 5 h.
	same(t, ok(), found(t, YoungDay, young("2026-03-03 20:00 9h")))

	five := Person{Adult: birthday, Work: week(t, "2026-03-02", "07:00", "8h", 5)}
	same(t, ok(), found(t, YoungWeek, five))
	five.Work = append(five.Work, duties(t, "2026-03-08 23:59 2m")...) // a minute of it on Sunday
	same(t, []string{"2401/2400"}, found(t, YoungWeek, five))
	five.Adult = at(t, "2026-03-02 00:00")
	same(t, ok(), found(t, YoungWeek, five))

	same(t, ok(), found(t, YoungNight, young("2026-03-03 06:00 8h", "2026-03-04 14:00 8h")))
	same(t, []string{"1/0"}, found(t, YoungNight, young("2026-03-03 05:59 8h")))
	same(t, []string{"1/0"}, found(t, YoungNight, young("2026-03-03 14:01 8h")))
	late := young("2026-03-03 15:00 8h", "2026-03-05 06:59 8h", "2026-03-06 07:00 8h", "2026-03-07 15:01 8h")
	late.LateContract = true
	same(t, []string{"1/0", "1/0"}, found(t, YoungNight, late))
	// 22:00 to 06:00 in autumn is 9 hours.
	same(t, []string{"540/0"}, found(t, YoungNight, young("2026-10-24 22:00 10h")))
}

func TestTwoPlaces(t *testing.T) {
	same(t, ok(), found(t, TwoPlaces, Person{Work: duties(t, "2026-03-03 07:00 8h", "2026-03-03 15:00 8h")}))
	same(t, []string{"1/0"}, found(t, TwoPlaces, Person{Work: duties(t, "2026-03-03 07:00 8h", "2026-03-03 14:59 8h")}))
	// A duty within a longer one, and one that begins in both: each is told once.
	same(t, []string{"60/0", "420/0"}, found(t, TwoPlaces, Person{Work: duties(t, "2026-03-03 07:00 12h", "2026-03-03 08:00 1h", "2026-03-03 12:00 10h")}))
	same(t, []string{"480/0"}, found(t, TwoPlaces, Person{Work: duties(t, "2026-03-03 07:00 8h", "2026-03-03 07:00 8h")}))
	// On a clock that shows 01:30 twice, 19:30 to 01:30 ends when it is shown first.
	same(t, ok(), found(t, TwoPlaces, Person{Work: []Work{
		{Start: at(t, "2026-10-24 19:30"), End: at(t, "2026-10-25 01:30")}, {Start: at(t, "2026-10-25 01:30"), End: at(t, "2026-10-25 03:00")},
	}}))
}

func TestOnAbsence(t *testing.T) {
	away := []Absence{
		{Start: at(t, "2026-03-28 00:00"), End: at(t, "2026-03-30 00:00")},
		{Start: at(t, "2026-03-01 00:00"), End: at(t, "2026-03-02 00:00")},
		{Start: at(t, "2026-03-28 12:00"), End: at(t, "2026-03-28 13:00")},
	}
	for duty, want := range map[string][]string{
		"2026-03-27 20:00 12h": {}, // begins before, and belongs to its first day
		"2026-03-28 00:00 8h":  {"480/0"},
		"2026-03-29 23:59 8h":  {"480/0"}, // after an hour that the clock leapt over
		"2026-03-30 00:00 8h":  {},
		"2026-03-02 00:00 8h":  {},
	} {
		t.Run(duty, func(t *testing.T) { same(t, want, found(t, OnAbsence, Person{Work: duties(t, duty), Absences: away})) })
	}
}

// An agreement in writing counts where it is in force on the last day of a reference period. Here
// periods have a week; five days of 10 h are 50 h, in the week from Monday 2 March.
func TestOptOutHoldsOnTheLastDay(t *testing.T) {
	one := func(f *Figures) {
		f.ReferenceWeeks, f.Successive = Figure{Value: 1, Source: "test"}, at(t, "2026-03-02 00:00")
	}
	for _, c := range []struct {
		name     string
		from, to string
		want     []string
	}{
		{"in force throughout", "2026-03-02 00:00", "2026-03-09 00:00", ok()},
		{"from the last day on", "2026-03-08 00:00", "2026-04-01 00:00", ok()},
		{"from the day after", "2026-03-09 00:00", "2026-04-01 00:00", []string{"3000/2880"}},
		{"ended on the last day", "2026-01-01 00:00", "2026-03-08 00:00", []string{"3000/2880"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Person{Work: week(t, "2026-03-02", "07:00", "10h", 5), OptOut: []Span{{at(t, c.from), at(t, c.to)}}}
			same(t, c.want, found(t, AverageWeek, p, one))
			// The same day decides for night workers, the other way round: 48 h in 6 days of 8 h.
			p.OptOut, p.NightWorker = nil, p.OptOut
			want := ok()
			if len(c.want) == 0 {
				want = []string{"3000/2880"}
			}
			same(t, want, found(t, NightAverage, p, one))
		})
	}
}

// The mark is the duty's, the status the person's on the evening on which it begins.
func TestHazardGoesByTheDutyAndItsEvening(t *testing.T) {
	from := []Span{{From: at(t, "2026-03-03 22:00")}}
	nights := func(h1, h2 bool) []Work {
		w := duties(t, "2026-03-03 22:00 9h", "2026-03-10 22:00 10h")
		w[0].Hazard, w[1].Hazard = h1, h2
		return w
	}
	same(t, []string{"540/480", "600/480"}, found(t, HazardDay, Person{Work: nights(true, true), NightWorker: from}))
	same(t, []string{"600/480"}, found(t, HazardDay, Person{Work: nights(false, true), NightWorker: from}))
	from[0].From++ // a minute too late for the first
	same(t, []string{"600/480"}, found(t, HazardDay, Person{Work: nights(true, true), NightWorker: from}))
}

func TestBreaksInParts(t *testing.T) {
	for _, c := range []struct {
		longest int
		want    []string
	}{{Unknown, ok()}, {0, []string{"0/20"}}, {19, []string{"19/20"}}, {20, ok()}, {45, ok()}} {
		w := duties(t, "2026-03-03 07:00 8h-30m") // half an hour in all, two quarters or another half
		w[0].Parts, w[0].Longest = true, c.longest
		same(t, c.want, found(t, Break, Person{Work: w}))
	}
}
