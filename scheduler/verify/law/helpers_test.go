package law

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func london(tb testing.TB) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		tb.Fatal(err)
	}
	return zone
}

// at reads a time on a London clock, "2026-03-28 21:00".
func at(tb testing.TB, text string) Instant {
	tb.Helper()
	w, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		tb.Fatal(err)
	}
	return Clock(london(tb), w.Year(), w.Month(), w.Day(), w.Hour()*60+w.Minute())
}

// duties reads "2026-03-02 07:00 8h" or "2026-03-02 07:00 8h-30m", one a line: when it begins, how
// long it is in time that passes, its break.
func duties(tb testing.TB, lines ...string) []Work {
	tb.Helper()
	var out []Work
	for _, line := range lines {
		start := at(tb, line[:16])
		length, pause, _ := strings.Cut(line[17:], "-")
		w := Work{Start: start, End: start + Instant(duration(tb, length))}
		if pause != "" {
			w.Break = duration(tb, pause)
		}
		out = append(out, w)
	}
	return out
}

func duration(tb testing.TB, text string) int {
	tb.Helper()
	d, err := time.ParseDuration(text)
	if err != nil {
		tb.Fatal(err)
	}
	return int(d / time.Minute)
}

// found judges one person and returns the breaches of one rule as "measured/limit", in order;
// averages as one for each chain of periods.
func found(tb testing.TB, rule Rule, p Person, change ...func(*Figures)) []string {
	tb.Helper()
	f := UK()
	for _, c := range change {
		c(&f)
	}
	p.ID = "p"
	all, err := Check(&Input{Zone: london(tb), Figures: f, People: []Person{p}})
	if err != nil {
		tb.Fatal(err)
	}
	out := []string{}
	for _, b := range Worst(all) {
		if b.Rule == rule {
			out = append(out, fmt.Sprintf("%d/%d", b.Measured, b.Limit))
		}
	}
	return out
}

func same(tb testing.TB, want, got []string) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Error(diff)
	}
}

// held are the spans of what is so at all times, or never.
func held(is bool) []Span {
	if is {
		return []Span{{}}
	}
	return nil
}

// hazardous marks all duties.
func hazardous(work []Work) []Work {
	for i := range work {
		work[i].Hazard = true
	}
	return work
}

func ok() []string { return []string{} }
