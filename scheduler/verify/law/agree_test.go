package law_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// wards is how many wards are solved and judged by both referees; FAIRROTA_TEST_WARDS asks for others.
const wards = 200

// datedWard is a small ward whose days are dates in London.
type datedWard struct {
	*nrp.Instance
	zone  *time.Location
	first time.Time
}

// firstDays are days with a clock change inside the fortnight, on its first day, on the day
// before it, on its last day, and none.
var firstDays = []string{"2026-03-23", "2026-03-29", "2026-03-30", "2026-03-16", "2026-10-19", "2026-10-25", "2026-10-26", "2026-10-12", "2026-06-01"}

// newDatedWard makes a ward of six people and two weeks with four shifts of random times, from
// 7 h 30 to 13 h long: two of them never fit into the 13 hours of one day's work, and
// the rest after one never reaches over a day off. So rest by the law and rest from day to day are
// the same.
func newDatedWard(zone *time.Location, seed uint64) *datedWard {
	random := rand.New(rand.NewPCG(seed, 9))
	first, err := time.ParseInLocation(time.DateOnly, firstDays[seed%uint64(len(firstDays))], zone)
	if err != nil {
		panic(err)
	}
	w := &datedWard{Instance: bench.Ward(6, 2, seed), zone: zone, first: first}
	w.Horizon.FirstWeekday = (int(first.Weekday()) + 6) % 7
	for d := range w.Horizon.Days + 1 {
		midnight := time.Date(first.Year(), first.Month(), first.Day()+d, 0, 0, 0, 0, zone)
		w.Horizon.Midnights = append(w.Horizon.Midnights, int(midnight.Sub(first)/time.Minute))
	}
	for i := range w.Shifts {
		s := &w.Shifts[i]
		s.Start = random.IntN(1440)
		s.End = s.Start + 450 + random.IntN(331)
	}
	for i := range w.Staff {
		line := make([]nrp.ShiftIdx, 3)
		for k := range line {
			line[k] = random.IntN(len(w.Shifts)+2) - 2
			line[k] = max(line[k], nrp.NoShift)
		}
		w.Staff[i].History = nrp.History{Known: true, Line: line}
	}
	return w
}

// work returns one person's duties on instants, by the law's clock, and the day of each by its start.
func (w *datedWard) work(i int, line nrp.Line) ([]law.Work, map[law.Instant]int) {
	var out []law.Work
	days := map[law.Instant]int{}
	add := func(d int, s nrp.ShiftIdx) {
		if s == nrp.NoShift {
			return
		}
		x := w.Shifts[s]
		at := func(minute int) law.Instant {
			return law.Clock(w.zone, w.first.Year(), w.first.Month(), w.first.Day()+d, minute)
		}
		days[at(x.Start)] = d
		out = append(out, law.Work{Start: at(x.Start), End: at(x.End)})
	}
	past := w.Staff[i].History.Line
	for k, s := range past {
		add(k-len(past), s)
	}
	for d, a := range line {
		add(d, a.Shift)
	}
	return out, days
}

// shortRests returns the person and day of each rest that is too short in the horizon, as each referee says.
func (w *datedWard) shortRests(t *testing.T, r nrp.Roster) (first, second []string) {
	t.Helper()
	_, violations, err := verify.Check(w.Instance, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		if v.Rule == nrp.RuleRest {
			first = append(first, fmt.Sprintf("%d on day %d", v.Staff, v.Day))
		}
	}
	in := &law.Input{Zone: w.zone, Figures: law.UK()}
	days := make([]map[law.Instant]int, len(r))
	for i, line := range r {
		p := law.Person{ID: strconv.Itoa(i)}
		p.Work, days[i] = w.work(i, line)
		in.People = append(in.People, p)
	}
	all, err := law.Check(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		i, err := strconv.Atoi(b.Person)
		if err != nil {
			t.Fatal(err)
		}
		// A duty that begins before the last one has ended leaves no rest, and is told as two at once.
		at, rule := b.To, b.Rule
		if rule == law.TwoPlaces {
			at, rule = b.From, law.DailyRest
		}
		if d := days[i][at]; rule == law.DailyRest && d >= 0 {
			second = append(second, fmt.Sprintf("%d on day %d", i, d))
		}
	}
	slices.Sort(first)
	slices.Sort(second)
	return first, second
}

// TestBothRefereesAgreeAboutRest solves small wards whose shifts lie at all hours, most of them
// round a clock change, and compares what the two referees say about rest: of the solver's roster,
// which should have none that is too short, and of the same with cells thrown at random.
func TestBothRefereesAgreeAboutRest(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	n := wards
	if text := os.Getenv("FAIRROTA_TEST_WARDS"); text != "" {
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	short, solved := 0, 0
	for seed := range uint64(n) {
		w := newDatedWard(zone, seed)
		result, err := scheduler.Solve(t.Context(), w.Instance, scheduler.Options{Seed: seed, StepLimit: 300})
		if err != nil {
			t.Fatal(err)
		}
		compare := func(what string, r nrp.Roster) int {
			first, second := w.shortRests(t, r)
			if !slices.Equal(first, second) {
				t.Errorf("ward %d from %s, %s: the first referee finds %v, the second %v", seed, w.first.Format(time.DateOnly), what, first, second)
			}
			return len(second)
		}
		if compare("solved", result.Roster) == 0 {
			solved++
		}
		random := rand.New(rand.NewPCG(seed, 10))
		r := result.Roster.Clone()
		for range 30 {
			r[random.IntN(len(r))][random.IntN(w.Horizon.Days)] = nrp.Assignment{Shift: random.IntN(len(w.Shifts)), Skill: 0}
		}
		short += compare("thrown", r)
	}
	t.Logf("%d wards: %d solved without a short rest; %d short rests in the thrown ones", n, solved, short)
	if short < 4*n {
		t.Errorf("only %d short rests in %d wards: the comparison sees too little", short, n)
	}
}
