package law

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	zone := london(t)
	from, to := at(t, "2026-10-24 20:00"), at(t, "2026-10-25 06:00")
	for _, c := range []struct {
		b    Breach
		want string
	}{
		{Breach{Rule: DailyRest, Measured: 605, Limit: 660}, "7: 10 h 05 of rest from Sat 24 Oct 20:00 to Sun 25 Oct 06:00, the law wants 11 h (s; the clock changes in between)"},
		// 48,961 minutes in 17 weeks are a little more than 48 h a week, and read as more. The day
		// before To is the last one.
		{Breach{Rule: AverageWeek, Measured: 48961, Limit: 48960, Weeks: 17}, "7: 48 h 01 a week on average from Sat 24 Oct to Sun 25 Oct, the law allows 48 h (s)"},
		{Breach{Rule: Break, Measured: 0, Limit: 20}, "7: a break of 0 min in the duty from Sat 24 Oct 20:00 to Sun 25 Oct 06:00, the law wants 20 min (s; the clock changes in between)"},
	} {
		c.b.Person, c.b.From, c.b.To, c.b.Source = "7", from, to, "s"
		if got := c.b.Words(zone); got != c.want {
			t.Errorf("\n got %s\nwant %s", got, c.want)
		}
	}
	// Every rule has words of its own.
	seen := map[string]Rule{}
	for _, r := range rules {
		b := Breach{Rule: r, Person: "7", From: from, To: to, Measured: 61, Limit: 60, Weeks: 1}
		words := b.Words(zone)
		if strings.Contains(words, "_") || seen[words] != "" {
			t.Errorf("%s: %s", r, words)
		}
		seen[words] = r
	}
}

// rules are all rules.
var rules = []Rule{DailyRest, LongDuty, WeeklyRest, AverageWeek, NightAverage, HazardDay, Break, YoungDay, YoungWeek, YoungNight, YoungRest, YoungWeeklyRest, TwoPlaces, OnAbsence}

func TestBeyond(t *testing.T) {
	had := Breach{Rule: DailyRest, Person: "a", From: 10, To: 20, Measured: 600, Limit: 660}
	worse, better, other, more := had, had, had, had
	worse.Measured, better.Measured, other.Person, more.Rule = 599, 601, "b", TwoPlaces
	more.Limit = 0
	got := Beyond([]Breach{had, other, better, more, worse}, []Breach{had})
	if diff := cmp.Diff([]Breach{other, more, worse}, got); diff != "" {
		t.Error(diff)
	}
	if got := Beyond([]Breach{had}, nil); len(got) != 1 {
		t.Errorf("beyond nothing: %v", got)
	}
}

func TestWorst(t *testing.T) {
	b := func(rule Rule, person string, from, to Instant, measured int) Breach {
		return Breach{Rule: rule, Person: person, From: from, To: to, Measured: measured, Limit: 10}
	}
	all := []Breach{
		b(AverageWeek, "a", 0, 10, 11), b(AverageWeek, "a", 1, 11, 13), b(AverageWeek, "a", 2, 12, 12), // one chain
		b(AverageWeek, "a", 13, 23, 11), // another
		b(DailyRest, "a", 0, 10, 5), b(DailyRest, "a", 1, 11, 4),
		b(AverageWeek, "b", 14, 24, 11), b(NightAverage, "b", 14, 24, 11),
	}
	want := slices.Concat(all[1:2], all[3:])
	if diff := cmp.Diff(want, Worst(all)); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyWhatIsAskedForIsTold(t *testing.T) {
	// Short rests end at 06:00 on the 4th, on the 6th and on the 8th.
	w := duties(t, "2026-03-03 13:00 8h", "2026-03-04 06:00 8h", "2026-03-05 13:00 8h", "2026-03-06 06:00 8h", "2026-03-07 13:00 8h", "2026-03-08 06:00 8h")
	in := &Input{Zone: london(t), Figures: UK(), People: []Person{{ID: "p", Work: w}}, From: at(t, "2026-03-06 06:00"), To: at(t, "2026-03-07 21:00")}
	all, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	rests := slices.DeleteFunc(all, func(b Breach) bool { return b.Rule != DailyRest })
	if len(rests) != 1 || rests[0].To != in.From {
		t.Errorf("%v", rests)
	}
}
