package sqlstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// underLaw builds the problem of rows with the law, other rosters' duties given.
func underLaw(t *testing.T, rows *problemRows, duties ...lawDuty) *planner.Problem {
	t.Helper()
	rows.Around = duties
	p := build(t, rows)
	p.Law = buildLaw(rows, duties, p)
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	return p
}

// findingsWith returns the findings of a roster of so many duties.
func findingsWith(t *testing.T, p *planner.Problem, duties ...store.Duty) store.Findings {
	t.Helper()
	a, err := planner.Assess(p, readRoster(p, duties))
	if err != nil {
		t.Fatal(err)
	}
	return assessedFindings(p, a)
}

// lawAlone returns what the second referee finds in a roster of so many duties, whatever the
// first one has found.
func lawAlone(t *testing.T, p *planner.Problem, duties ...store.Duty) store.Findings {
	t.Helper()
	a, err := planner.Assess(p, readRoster(p, duties))
	if err != nil {
		t.Fatal(err)
	}
	return lawFindings(p, &a.Law, nil)
}

// lawOnly keeps the findings of the second referee, as "level rule, staff, day: name".
func lawOnly(all store.Findings) []string {
	out := []string{}
	for _, f := range all {
		if strings.HasPrefix(f.Rule, store.LawPrefix) {
			out = append(out, fmt.Sprintf("%s %s, %s, %s: %s", f.Level, f.Rule, f.StaffID, f.Day, f.Name))
		}
	}
	return out
}

func duty(staff store.ID, day store.Day, shift store.ID) store.Duty {
	return store.Duty{StaffID: staff, Day: day, ShiftID: shift, SkillID: "k1"}
}

func TestWorkIsOnInstants(t *testing.T) {
	p := underLaw(t, wardRows()) // 17 to 30 March 2027; the clock goes forward on Sunday the 28th
	utc := func(i law.Instant) string { return i.In(time.UTC).Format("02 15:04") }
	for _, c := range []struct {
		day, shift int
		want       string
	}{
		{0, shiftE, "17 07:00 to 17 15:00, 30"},
		{10, shiftN, "27 19:30 to 28 06:30, 60"}, // 11 h instead of 12
		{11, shiftE, "28 06:00 to 28 14:00, 30"},
		{13, shiftN, "30 18:30 to 31 06:30, 60"},
	} {
		w := p.Law.Cells[c.day][c.shift]
		if got := fmt.Sprintf("%s to %s, %d", utc(w.Start), utc(w.End), w.Break); got != c.want {
			t.Errorf("day %d, shift %d: %s, want %s", c.day, c.shift, got, c.want)
		}
	}
	// A shift that is not paid at all, and one in an hour that the clock leaps over, have a minute of work.
	rows := wardRows()
	rows.Shifts[1] = store.Shift{ID: "e", Code: "E", Kind: store.Early, StartMinute: 60, EndMinute: 120}
	w := underLaw(t, rows).Law.Cells[11][shiftE]
	if w.End-w.Start != 60 || w.Break != 59 {
		t.Errorf("%+v", w)
	}
}

// The day on which a duty is shown to begin and end, the engine's instants and the law's are made by three
// ways; in London they agree in every minute of the days round both clock changes.
func TestThreeClocksAgree(t *testing.T) {
	for _, first := range []store.Day{"2027-03-27", "2027-10-30"} {
		rows := wardRows()
		rows.Period.FirstDay, rows.Period.LastDay = first, first.Add(3)
		zone := rows.Ward.Zone()
		h := build(t, rows).Instance.Horizon
		b := &lawBuilder{rows: rows, zone: zone}
		for d := range 3 {
			for minute := range 1440 {
				s := store.Shift{StartMinute: minute, EndMinute: minute + 1440}
				day := first.Add(d)
				start, end := s.Clock(day, zone)
				shown := [2]law.Instant{law.At(start), law.At(end)}
				engine := [2]law.Instant{}
				for i, m := range []int{s.StartMinute, s.EndMinute} {
					engine[i] = law.At(first.Midnight(zone)) + law.Instant(h.Instant(d, m))
				}
				own := [2]law.Instant{b.clock(day, s.StartMinute), b.clock(day, s.EndMinute)}
				if own != shown || own != engine {
					t.Fatalf("%s, minute %d: shown %v, engine %v, law %v", day, minute, shown, engine, own)
				}
			}
		}
	}
}

func TestCompetitionWardsAreNotUnderTheLaw(t *testing.T) {
	rows := wardRows()
	rows.Ward.Source = "inrc2"
	if p, err := problemOf(nil, rows); err != nil || p.Law != nil {
		t.Errorf("%+v, %v", p, err)
	}
}

// What the first referee says already is not said twice; what it cannot see is.
func TestFindingsOfTheLaw(t *testing.T) {
	const reg10 = ", the law wants 11 h (Working Time Regulations 1998 reg. 10(1))"
	late := duty("a", "2027-03-18", "l") // to 21:30
	early := duty("a", "2027-03-19", "e")
	for _, c := range []struct {
		name   string
		change func(*problemRows)
		around []lawDuty
		duties []store.Duty
		want   []string
	}{
		{"hard in the rule set too", nil, nil, []store.Duty{late, early}, nil},
		{"soft in the rule set", func(r *problemRows) { r.Rules.Rest.Price.Level = "rest" }, nil, []store.Duty{late, early}, []string{
			"hard law_daily_rest, a, 2027-03-19: 9 h 30 of rest from Thu 18 Mar 21:30 to Fri 19 Mar 07:00" + reg10,
		}},
		// The rest after a duty elsewhere which the instance does not have.
		{"elsewhere, lost", nil, []lawDuty{{"a", "2027-03-18", 900, 1320, 400, nil, ""}}, []store.Duty{early}, []string{
			"hard law_daily_rest, a, 2027-03-19: 9 h of rest from Thu 18 Mar 22:00 to Fri 19 Mar 07:00" + reg10,
		}},
		// Both are worked as one from 07:00 to 22:00: 15 h.
		{"two places", nil, []lawDuty{{"a", "2027-03-19", 840, 1320, 400, nil, ""}}, []store.Duty{early}, []string{
			"rest law_long_duty, a, 2027-03-19: the duty from Fri 19 Mar 07:00 to Fri 19 Mar 22:00 leaves 9 h of rest in 24 hours, the law wants 11 h (Working Time Regulations 1998 reg. 10(1))",
			"hard law_two_places, a, 2027-03-19: two duties at once for 1 h, from Fri 19 Mar 14:00 to Fri 19 Mar 15:00 (nobody can be in two places at once)",
		}},
		// Both elsewhere: shown, in nobody's way.
		{"given", nil, []lawDuty{{"a", "2027-03-18", 900, 1320, 400, nil, ""}, {"a", "2027-03-19", 420, 900, 450, nil, ""}}, nil, []string{
			"rest law_daily_rest, a, 2027-03-19: 9 h of rest from Thu 18 Mar 22:00 to Fri 19 Mar 07:00" + reg10,
		}},
		{"given, before this rota", nil, []lawDuty{{"a", "2027-03-15", 900, 1320, 400, nil, ""}, {"a", "2027-03-16", 420, 900, 450, nil, ""}}, nil, nil},
		// The imported state says that a night ended at 07:30 on the first day.
		{"imported history", func(r *problemRows) {
			r.Rules.Rest = nil
			r.History = []store.History{{StaffID: "a", LastShiftID: "n", ShiftRun: 1, WorkRun: 1}}
		}, nil, []store.Duty{duty("a", "2027-03-17", "l")}, []string{
			"hard law_daily_rest, a, 2027-03-17: 5 h 30 of rest from Wed 17 Mar 07:30 to Wed 17 Mar 13:00" + reg10,
		}},
		{"leave", func(r *problemRows) {
			r.Leaves = []store.Leave{{StaffID: "a", FirstDay: "2027-03-19", LastDay: "2027-03-19"}}
		}, nil, []store.Duty{early}, nil},
		// 13 h 01 leave 10 h 59 of 24.
		{"long duty", func(r *problemRows) { r.Shifts[1].EndMinute = 420 + 781 }, nil, []store.Duty{early}, []string{
			"rest law_long_duty, a, 2027-03-19: the duty from Fri 19 Mar 07:00 to Fri 19 Mar 20:01 leaves 10 h 59 of rest in 24 hours, the law wants 11 h (Working Time Regulations 1998 reg. 10(1))",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := wardRows()
			if c.change != nil {
				c.change(rows)
			}
			p := underLaw(t, rows, c.around...)
			got := lawOnly(findingsWith(t, p, c.duties...))
			if !slices.Equal(got, c.want) {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

// Weekly rest: Monday 15 March 2027 begins a fortnight of those employed long ago (10,388 days after
// 5 October 1998, 742 fortnights). Thirteen days at work in it leave one rest of 24 h and one of 16.
func TestWeeklyRestIsShownAndBlocksNothing(t *testing.T) {
	rows := wardRows()
	around := []lawDuty{{"a", "2027-03-15", 420, 900, 450, nil, ""}, {"a", "2027-03-16", 420, 900, 450, nil, ""}}
	var duties []store.Duty
	for d := store.Day("2027-03-17"); d <= "2027-03-27"; d = d.Add(1) {
		duties = append(duties, duty("a", d, "e"))
	}
	got := lawOnly(findingsWith(t, underLaw(t, rows, around...), duties...))
	// From Saturday the 27th 15:00 to midnight of Sunday the 28th, which has 23 hours: 9 + 23 = 32 h,
	// a weekly rest of 24; and 16 h between two early shifts.
	want := []string{"rest law_weekly_rest, a, 2027-03-17: 40 h of weekly rest from Mon 15 Mar to Sun 28 Mar, the law wants 48 h (Working Time Regulations 1998 reg. 11(1), (2))"}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

// Fifteen weeks of 50 h and two of 33: 816 h in 17 weeks, 48 on average; a quarter of an hour more is too much.
func TestTheAverageWeekCountsSeventeenWeeks(t *testing.T) {
	var around []lawDuty
	for week := range 15 {
		for d := range 5 {
			around = append(around, lawDuty{"a", store.Day("2026-12-02").Add(7*week + d), 420, 1020 + 30, 600, nil, ""})
		}
	}
	rows := wardRows()
	rows.Rules.Measure, rows.Rules.WeeklyMax = store.Assignments, nil
	rows.Contracts[0] = store.Contract{ID: "ft", Name: "Full", WeeklyMinutes: 2250, MaxWeekends: -1}
	rows.Shifts[1].EndMinute, rows.Shifts[1].PaidMinutes = 1110, 660 // 07:00 to 18:30, 11 h
	var duties []store.Duty
	for _, d := range []store.Day{"2027-03-17", "2027-03-18", "2027-03-19", "2027-03-24", "2027-03-25", "2027-03-26"} {
		duties = append(duties, duty("a", d, "e"))
	}
	if got := lawOnly(findingsWith(t, underLaw(t, rows, around...), duties...)); len(got) != 0 {
		t.Errorf("48 h on average: %q", got)
	}
	around[0].PaidMinutes += 15
	p := underLaw(t, rows, around...)
	got := lawAlone(t, p, duties...)
	want := "48 h 01 a week on average from Wed 2 Dec to Tue 30 Mar, the law allows 48 h (Working Time Regulations 1998 reg. 4(1))"
	if len(got) == 0 || got[0].Rule != "law_average_week" || got[0].Level != "hard" || got[0].Name != want || got[0].Amount != 15 || got[0].NoOverride() == "" {
		t.Errorf("%+v", got)
	}
	// The engine holds it too, and it is told once.
	got = findingsWith(t, p, duties...)
	name := store.MeanWeekName("2026-12-02", "2027-03-30")
	if len(lawOnly(got)) != 0 || len(got) == 0 || got[0].Rule != "counter" || got[0].Level != "hard" || got[0].Name != name || got[0].Amount != 15 || got[0].NoOverride() == "" {
		t.Errorf("both: %+v", got)
	}
}

// TestBothRefereesSeeTheSameRest throws duties at random round a period, on the ward and elsewhere,
// and compares what the instance says of rest with what the stored rows say by the law.
func TestBothRefereesSeeTheSameRest(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(600) {
		random := rand.New(rand.NewPCG(seed, 3))
		rows := wardRows()
		rows.Period.FirstDay = []store.Day{"2027-03-17", "2027-03-28", "2027-03-29", "2027-10-20", "2027-10-31", "2027-11-01", "2027-06-01"}[seed%7]
		rows.Period.LastDay = rows.Period.FirstDay.Add(9 + random.IntN(4))
		for i := range rows.Shifts {
			s := &rows.Shifts[i]
			s.StartMinute = random.IntN(96) * 15
			s.EndMinute = s.StartMinute + 450 + random.IntN(21)*15
			s.PaidMinutes = 400
		}
		foreign := []store.Shift{{ID: "x", WardID: "other", Code: "X", Kind: store.OtherKind, StartMinute: random.IntN(1440)}}
		foreign[0].EndMinute, foreign[0].PaidMinutes = foreign[0].StartMinute+480+random.IntN(300), 450
		around, duties := throw(random, rows, foreign[0])
		p := underLaw(t, rows, around...)
		a, err := planner.Assess(p, readRoster(p, duties))
		if err != nil {
			t.Fatal(err)
		}
		compareRest(t, seed, p, a, seen)
	}
	for _, what := range []string{"rest", store.RestBeforeNext} {
		if seen[what] < 100 {
			t.Errorf("only %d breaches of %s: the comparison sees too little", seen[what], what)
		}
	}
}

// throw puts duties of three people round and into the period: on each day at most one, on the ward or elsewhere.
func throw(random *rand.Rand, rows *problemRows, foreign store.Shift) (around []lawDuty, duties []store.Duty) {
	first, last := rows.Period.FirstDay, rows.Period.LastDay
	rows.Past = &pastRoster{FirstDay: first.Add(-5)}
	for _, s := range rows.Staff {
		for d := first.Add(-5); d <= last.Add(1); d = d.Add(1) {
			own := rows.Shifts[random.IntN(3)]
			switch pick := random.IntN(5); {
			case pick == 0:
				rows.Elsewhere = append(rows.Elsewhere, elsewhereDuty{s.ID, d, foreign})
				around = append(around, lawDuty{s.ID, d, foreign.StartMinute, foreign.EndMinute, foreign.PaidMinutes, nil, ""})
			case pick < 3:
				x := duty(s.ID, d, own.ID)
				switch {
				case d < first:
					rows.Past.Duties = append(rows.Past.Duties, x)
				case d > last:
					rows.Next = append(rows.Next, x)
				default:
					duties = append(duties, x)
					continue
				}
				around = append(around, lawDuty{s.ID, d, own.StartMinute, own.EndMinute, own.PaidMinutes, nil, ""})
			}
		}
	}
	return around, duties
}

// compareRest wants each short rest of the one referee from the other.
func compareRest(t *testing.T, seed uint64, p *planner.Problem, a *planner.Assessment, seen map[string]int) {
	t.Helper()
	type place struct {
		staff nrp.StaffIdx
		day   nrp.DayIdx
	}
	first, second := map[place]bool{}, map[place]bool{}
	for _, v := range a.Violations {
		switch {
		case v.Rule == nrp.RuleRest:
			first[place{v.Staff, v.Day}] = true
			seen["rest"]++
		case v.Name == store.RestBeforeNext:
			first[place{v.Staff, v.Day + 1}] = true
			seen[v.Name]++
		}
	}
	for _, b := range slices.Concat(a.Law.Made, a.Law.Given) {
		at := b.To
		switch b.Rule {
		case law.DailyRest:
		case law.TwoPlaces:
			at = b.From
		default:
			continue
		}
		staff := slices.IndexFunc(p.Instance.Staff, func(s nrp.Staff) bool { return s.ID == b.Person })
		day := store.Day(p.FirstDay).Until(store.DayOf(at.In(time.UTC), p.Law.Around.Zone))
		// What lies between two duties of the day after the rota and later is another rota's.
		if day <= p.Instance.Horizon.Days && (day < p.Instance.Horizon.Days || slices.Contains(a.Law.Made, b)) {
			second[place{staff, day}] = true
		}
	}
	for at := range first {
		if !second[at] {
			t.Errorf("seed %d: only the first referee finds too little rest of %d before day %d", seed, at.staff, at.day)
		}
	}
	for at := range second {
		if !first[at] {
			t.Errorf("seed %d: only the second referee finds too little rest of %d before day %d", seed, at.staff, at.day)
		}
	}
}
