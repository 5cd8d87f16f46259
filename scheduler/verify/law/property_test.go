package law

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// somebody draws a person with work in the four weeks from a Monday.
func somebody(rt *rapid.T, monday Instant) Person {
	p := Person{ID: "p", NightWorker: held(rapid.Bool().Draw(rt, "night"))}
	if rapid.Bool().Draw(rt, "young") {
		p.Adult = monday + Instant(rapid.IntRange(1, 30*day).Draw(rt, "adult"))
	}
	p.Work = rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) Work { return someWork(rt, monday) }), 0, 25).Draw(rt, "work")
	return p
}

func someWork(rt *rapid.T, monday Instant) Work {
	start := monday + Instant(rapid.IntRange(0, 28*96).Draw(rt, "start")*15)
	length := rapid.IntRange(30, 15*60).Draw(rt, "length")
	return Work{Start: start, End: start + Instant(length), Break: rapid.IntRange(0, 29).Draw(rt, "break"), Occasional: rapid.Bool().Draw(rt, "occasional"), Hazard: rapid.Bool().Draw(rt, "hazard")}
}

// short are figures with a reference period of two weeks, so that random work breaks averages.
func short() Figures {
	f := UK()
	f.ReferenceWeeks = Figure{Value: 2, Source: "test"}
	f.AverageWeek.Value, f.NightAverage.Value = 20*60, 3*60
	return f
}

func judged(rt rapid.TB, zone *time.Location, people ...Person) []Breach {
	all, err := Check(&Input{Zone: zone, Figures: short(), People: people})
	if err != nil {
		rt.Fatal(err)
	}
	return all
}

// Whole weeks away from the clock changes nothing is different but the date; fortnights by
// which weekly rest is reckoned need an even number of them.
func TestShiftingByWeeksChangesNothing(t *testing.T) {
	zone := london(t)
	monday := at(t, "2026-06-01 00:00")
	rapid.Check(t, func(rt *rapid.T) {
		p := somebody(rt, monday)
		by := Instant(rapid.IntRange(-2, 3).Draw(rt, "fortnights") * 14 * day) // 4 May to 9 August, all summer time
		q := p
		q.Work = slices.Clone(p.Work)
		for i := range q.Work {
			q.Work[i].Start, q.Work[i].End = q.Work[i].Start+by, q.Work[i].End+by
		}
		if q.Adult != 0 {
			q.Adult += by
		}
		want := judged(rt, zone, p)
		for i := range want {
			want[i].From, want[i].To = want[i].From+by, want[i].To+by
		}
		if diff := cmp.Diff(want, judged(rt, zone, q)); diff != "" {
			rt.Error(diff)
		}
	})
}

// Of a rule with a most amount, each breach stays where it is and gets no smaller when there
// is more work; of rest, somebody who is short of it stays short of it somewhere.
func TestMoreWorkRemovesNoBreach(t *testing.T) {
	zone := london(t)
	monday := at(t, "2026-03-16 00:00")
	rapid.Check(t, func(rt *rapid.T) {
		p := somebody(rt, monday)
		q := p
		q.Work = append(slices.Clone(p.Work), someWork(rt, monday))
		before, after := judged(rt, zone, p), judged(rt, zone, q)
		for _, b := range before {
			switch b.Rule {
			case DailyRest, YoungRest, LongDuty:
				if count(after, DailyRest)+count(after, YoungRest)+count(after, LongDuty) == 0 {
					rt.Errorf("gone: %+v", b)
				}
			case TwoPlaces, HazardDay: // the work that is named, or the window, may be another
				if count(after, b.Rule) == 0 || worstOf(after, b.Rule) < b.Measured && b.Rule == HazardDay {
					rt.Errorf("gone: %+v", b)
				}
			case Break, WeeklyRest, AverageWeek, NightAverage, YoungDay, YoungWeek, YoungNight, YoungWeeklyRest, OnAbsence:
				if !slices.ContainsFunc(after, func(a Breach) bool { return a.key() == b.key() && a.Excess() >= b.Excess() }) {
					rt.Errorf("gone: %+v", b)
				}
			}
		}
	})
}

// The order of work, of absences and of people is of no account, and nothing given is changed.
func TestOrderIsOfNoAccount(t *testing.T) {
	zone := london(t)
	monday := at(t, "2026-10-12 00:00")
	rapid.Check(t, func(rt *rapid.T) {
		p, q := somebody(rt, monday), somebody(rt, monday)
		q.ID = "q"
		want := append(judged(rt, zone, p), judged(rt, zone, q)...)
		p.Work = rapid.Permutation(p.Work).Draw(rt, "order")
		kept := slices.Clone(p.Work)
		if diff := cmp.Diff(want, judged(rt, zone, p, q)); diff != "" {
			rt.Error(diff)
		}
		if diff := cmp.Diff(kept, p.Work); diff != "" {
			rt.Errorf("changed what it was given: %s", diff)
		}
	})
}

// year is so many people who work 37.5 hours a week for a year, shifts at random.
func year(people int) *Input {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	in := &Input{Zone: zone, Figures: UK()}
	for i := range people {
		p := Person{ID: time.Duration(i).String(), NightWorker: held(true)}
		for d := range 365 {
			if random.IntN(7) < 4 {
				start := Clock(zone, 2026, time.January, 1+d, []int{420, 780, 1170}[random.IntN(3)])
				p.Work = append(p.Work, Work{Start: start, End: start + 600, Break: 30, Hazard: i%10 == 0})
			}
		}
		in.People = append(in.People, p)
	}
	return in
}

func BenchmarkCheck(b *testing.B) {
	in := year(300)
	for b.Loop() {
		if all, err := Check(in); err != nil || len(all) == 0 {
			b.Fatal(len(all), err)
		}
	}
}
