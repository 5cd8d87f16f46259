package law

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// wallClock is what the clock shows in each minute of five weeks, read from time.Time.
type wallClock struct {
	from Instant
	// day counts the dates, clock is the minute of the day that is shown. [minute]
	day, clock []int
	// dates are in order, first the minute of the world in which each begins. [day]
	dates []time.Time
	first []int
}

const worldDays = 35

func newWallClock(zone *time.Location, from Instant) *wallClock {
	c := &wallClock{from: from}
	last := -1
	for m := range worldDays * 1440 {
		at := (from + Instant(m)).In(zone)
		if at.Day() != last {
			c.dates, c.first, last = append(c.dates, at), append(c.first, m), at.Day()
		}
		c.day, c.clock = append(c.day, len(c.dates)-1), append(c.clock, at.Hour()*60+at.Minute())
	}
	return c
}

// minuteWorld states the rules once more, by walking through every minute. It shares
// nothing with the package but its types.
type minuteWorld struct {
	*wallClock
	// duties is how many duties hold the minute, working how many of them are not in their
	// break, hazard how many of those have a special hazard, begins whether one begins there that
	// no other holds already. [minute]
	duties, working, hazard []int
	begins                  []bool
}

func newWorld(c *wallClock, work []Work) *minuteWorld {
	n := len(c.day)
	w := &minuteWorld{wallClock: c, duties: make([]int, n), working: make([]int, n), hazard: make([]int, n), begins: make([]bool, n)}
	for _, x := range work {
		early := (int(x.End-x.Start) - x.Break) / 2
		for t := x.Start; t < x.End; t++ {
			w.duties[t-c.from]++
			if since := int(t - x.Start); since < early || since >= early+x.Break {
				w.working[t-c.from]++
				if x.Hazard {
					w.hazard[t-c.from]++
				}
			}
		}
		m := int(x.Start - c.from)
		inside := slices.ContainsFunc(work, func(o Work) bool { return o.Start < x.Start && o.End > x.Start })
		w.begins[m] = w.begins[m] || !inside
	}
	return w
}

// restCount walks from duty to duty: how many rests are shorter than want.
func (w *minuteWorld) restCount(want int) int {
	short, begun, ended := 0, -1, -1
	for m := range w.duties {
		if w.duties[m] == 0 || !w.begins[m] {
			continue
		}
		end := m + 1
		for end < len(w.duties) && w.duties[end] > 0 && !w.begins[end] {
			end++
		}
		if begun < 0 || end-begun > 1440-want {
			if ended >= 0 && m-ended < want {
				short++
			}
			begun = m
		}
		ended = end
	}
	return short
}

// dayMinutes adds up work by date. [day]
func (w *minuteWorld) dayMinutes() []int {
	out := make([]int, len(w.dates))
	for m, n := range w.working {
		out[w.day[m]] += n
	}
	return out
}

// freeRuns returns the runs of free minutes of the dates from one on, longest first.
func (w *minuteWorld) freeRuns(first, days int) []int {
	var out []int
	run := 0
	for m, n := range w.duties {
		switch {
		case w.day[m] < first || w.day[m] >= first+days:
		case n == 0:
			run++
		default:
			out, run = append(out, run), 0
		}
	}
	out = append(out, run, 0, 0)
	slices.Sort(out)
	slices.Reverse(out)
	return out
}

func count(all []Breach, rule Rule) int {
	n := 0
	for i := range all {
		if all[i].Rule == rule {
			n++
		}
	}
	return n
}

// TestEveryRuleAgainstAWalkThroughEveryMinute compares what Check finds in tiny random sets of
// duties with the rules restated minute by minute: five weeks, round each clock change and away from both.
func TestEveryRuleAgainstAWalkThroughEveryMinute(t *testing.T) {
	zone := london(t)
	mondays := []Instant{at(t, "2026-03-23 00:00"), at(t, "2026-10-19 00:00"), at(t, "2026-06-01 00:00")}
	var clocks []*wallClock
	for _, monday := range mondays {
		clocks = append(clocks, newWallClock(zone, monday-14*1440))
	}
	seen := map[Rule]int{}
	for seed := range uint64(240) {
		random := rand.New(rand.NewPCG(seed, 1))
		monday := mondays[seed%3]
		p := randomPerson(random, monday)
		f := UK()
		f.ReferenceWeeks = Figure{Value: 1, Source: "test"}
		f.AverageWeek.Value, f.NightAverage.Value = 600+random.IntN(1500), 60+random.IntN(300)
		f.YoungWeek.Value = 900 + random.IntN(1500)
		f.RestBeside.Value = random.IntN(2) * 660
		all, err := Check(&Input{Zone: zone, Figures: f, People: []Person{p}})
		if err != nil {
			t.Fatal(err)
		}
		for i := range all {
			seen[all[i].Rule]++
		}
		w := newWorld(clocks[seed%3], p.Work)
		for _, fault := range w.compare(&f, &p, all) {
			t.Errorf("seed %d: %s", seed, fault)
		}
	}
	for _, r := range rules {
		// Eleven days seldom leave an adult short of weekly rest; rule tests of its own are about that.
		if r != OnAbsence && r != WeeklyRest && seen[r] < 20 {
			t.Errorf("%s occurred only %d times", r, seen[r])
		}
	}
}

func randomPerson(random *rand.Rand, monday Instant) Person {
	p := Person{ID: "p", NightWorker: held(random.IntN(2) == 0)}
	hazard := random.IntN(2) == 0
	if random.IntN(3) == 0 {
		p.Adult = monday + Instant(random.IntN(14))*1440 + Instant(random.IntN(200))
	}
	for range 1 + random.IntN(14) {
		start := monday + Instant(random.IntN(11*96)*15)
		length := 30 + random.IntN(60)*15
		x := Work{Start: start, End: start + Instant(length), Break: random.IntN(4) * 7, Occasional: random.IntN(5) == 0, Hazard: hazard && random.IntN(4) > 0}
		p.Work = append(p.Work, x)
	}
	if random.IntN(2) == 0 {
		d := Instant(random.IntN(7))
		p.Absences = append(p.Absences, Absence{Start: monday + d*1440, End: monday + (d+3)*1440, Excluded: true})
	}
	return p
}

func (w *minuteWorld) compare(f *Figures, p *Person, all []Breach) []string {
	var faults []string
	is := func(what string, want, got int) {
		if want != got {
			faults = append(faults, fmt.Sprintf("%s: a walk finds %d, Check %d", what, want, got))
		}
	}
	twice := 0
	for _, n := range w.duties {
		if n > 1 {
			twice = 1
		}
	}
	is("in two places", twice, min(1, count(all, TwoPlaces)))
	if p.Adult == 0 {
		is("short rests", w.restCount(f.DailyRest.Value), count(all, DailyRest))
	}
	w.compareDays(f, p, all, is)
	w.compareWeeks(f, p, all, is)
	if len(p.NightWorker) > 0 {
		is("hazard", w.hazardMost(f.HazardDay.Value), worstOf(all, HazardDay))
	}
	return faults
}

func worstOf(all []Breach, rule Rule) int {
	worst := 0
	for i := range all {
		if all[i].Rule == rule {
			worst = max(worst, all[i].Measured)
		}
	}
	return worst
}

// hazardMost is the most work in any 24 hours with a minute of hazardous night work, 0 within the limit.
func (w *minuteWorld) hazardMost(limit int) int {
	work, night := make([]int, len(w.working)+1), make([]int, len(w.working)+1)
	for m, n := range w.working {
		work[m+1], night[m+1] = work[m]+n, night[m]
		if w.hazard[m] > 0 && (w.clock[m] >= 23*60 || w.clock[m] < 6*60) {
			night[m+1]++
		}
	}
	most := 0
	for m := range w.working {
		end := min(m+1440, len(w.working))
		if night[end] > night[m] {
			most = max(most, work[end]-work[m])
		}
	}
	if most <= limit {
		return 0
	}
	return most
}

// compareDays compares what is reckoned by days on the clock: the limits of those under 18, and the average
// week with the excluded days of reg. 4(6).
func (w *minuteWorld) compareDays(f *Figures, p *Person, all []Breach, is func(string, int, int)) {
	minutes := w.dayMinutes()
	days, nights, averages := 0, 0, 0
	for i := 0; i+8 < len(w.dates); i++ {
		if w.from+Instant(w.first[i]) < p.Adult && minutes[i] > f.YoungDay.Value {
			days++
		}
		sum, excluded := 0, 0
		for d := i; d < i+7; d++ {
			sum += minutes[d]
			for _, a := range p.Absences {
				if a.Start <= w.from+Instant(w.first[d]) && a.End >= w.from+Instant(w.first[d+1]) {
					excluded++
				}
			}
		}
		for _, n := range minutes[i+7:] {
			if excluded > 0 && n > 0 {
				sum, excluded = sum+n, excluded-1
			}
		}
		// Periods begin with the first day worked, and the last one with the last.
		if sum > f.AverageWeek.Value && worked(minutes[:i+1]) && worked(minutes[i:]) {
			averages++
		}
	}
	for _, x := range p.Work {
		for m := x.Start; m < x.End && x.Start < p.Adult; m++ {
			if c := w.clock[m-w.from]; c >= 22*60 || c < 6*60 {
				nights++
				break
			}
		}
	}
	is("long days under 18", days, count(all, YoungDay))
	is("nights under 18", nights, count(all, YoungNight))
	is("average weeks", averages, count(all, AverageWeek))
}

// worked reports whether any of the days has work.
func worked(minutes []int) bool { return slices.Max(minutes) > 0 }

// compareWeeks compares the weeks of those under 18, or the weekly rest of adults.
func (w *minuteWorld) compareWeeks(f *Figures, p *Person, all []Breach, is func(string, int, int)) {
	if p.Adult != 0 {
		minutes, long := w.dayMinutes(), 0
		for i := 0; i+7 < len(w.dates); i++ {
			sum := 0
			for d, n := range minutes[i : i+7] {
				if w.from+Instant(w.first[i+d]) < p.Adult {
					sum += n
				}
			}
			if w.dates[i].Weekday() == time.Monday && sum > f.YoungWeek.Value {
				long++
			}
		}
		is("long weeks under 18", long, count(all, YoungWeek))
		return
	}
	short := 0
	for i := 0; i+14 < len(w.dates); i++ {
		y, m, d := w.dates[i].Date()
		since := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(time.Date(1998, 10, 5, 0, 0, 0, 0, time.UTC))
		if since%(14*24*time.Hour) != 0 {
			continue
		}
		runs := w.freeRuns(i, 14)
		one, two := runs[0]-f.RestBeside.Value, runs[1]-f.RestBeside.Value
		if one < 2880 && two < 1440 {
			short++
		}
	}
	is("weekly rest", short, count(all, WeeklyRest))
}
