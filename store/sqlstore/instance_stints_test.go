package sqlstore

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// stintOf is bank work of somebody from one clock time of a day in London to another, all of it paid; minutes
// from midnight, above 1440 on the next day.
func stintOf(staff store.ID, day store.Day, from, to int) store.Stint {
	zone := (&store.Ward{TimeZone: "Europe/London"}).Zone()
	s := store.Shift{StartMinute: from, EndMinute: to}
	begins, ends := s.Clock(day, zone)
	return store.Stint{StaffID: staff, Source: store.BankWork, BeginsAt: begins.UTC(), EndsAt: ends.UTC(), PaidMinutes: int(ends.Sub(begins) / time.Minute)}
}

// stintB has B work beside all rotas on a day.
func stintB(r *problemRows, day store.Day, from, to int) {
	r.Stints = append(r.Stints, stintOf("b", day, from, to))
}

// TestALateStintKeepsAnEarlyAway: an early at 07:00 wants 11 hours after what was worked the evening before, so
// until 20:00; both referees say so.
func TestALateStintKeepsAnEarlyAway(t *testing.T) {
	early := store.Duty{StaffID: "b", Day: "2027-03-21", ShiftID: "e", SkillID: "k1"}
	for end, want := range map[int]int64{1199: 0, 1200: 0, 1201: 1} {
		rows := wardRows()
		stintB(rows, "2027-03-20", 900, end)
		p := underLaw(t, rows)
		var first, second int64
		for _, f := range findingsWith(t, p, early) {
			if f.Rule == string(nrp.RuleRest) && f.StaffID == "b" {
				first++
			}
		}
		for _, f := range lawAlone(t, p, early) {
			if f.Rule == store.LawPrefix+"daily_rest" {
				second++
			}
		}
		if first != want || second != want {
			t.Errorf("until minute %d: the first referee finds %d, the second %d, want %d", end, first, second, want)
		}
	}
}

// TestAStintBeforeTheFirstDayKeepsAnEarlyAway: the same across the boundary, on the day before the rota, after a duty of the
// ward's own on that day: the two are one day's work.
func TestAStintBeforeTheFirstDayKeepsAnEarlyAway(t *testing.T) {
	for end, want := range map[int]int64{1199: 0, 1200: 0, 1201: 1} {
		rows := wardRows()
		rows.Past = &pastRoster{FirstDay: "2027-03-10", Duties: []store.Duty{{StaffID: "b", Day: "2027-03-16", ShiftID: "e"}}}
		stintB(rows, "2027-03-16", 960, end)
		p := underLaw(t, rows, lawDuty{StaffID: "b", Day: "2027-03-16", StartMinute: 420, EndMinute: 900, PaidMinutes: 450})
		line := p.Instance.Staff[staffB].History.Line
		both := p.Instance.Shifts[line[len(line)-1]]
		if both.Start != 420 || both.End != end || both.Minutes != 450+end-960 || !both.FixedOnly {
			t.Errorf("the day before is %+v", both)
		}
		// Monday is the 15th: the two count in the week of day 0.
		if got := p.Instance.Staff[staffB].CounterBase[1]; got != int64(450+end-960) {
			t.Errorf("the week stands at %d", got)
		}
		early := store.Duty{StaffID: "b", Day: "2027-03-17", ShiftID: "e", SkillID: "k1"}
		var got int64
		for _, f := range findingsWith(t, p, early) {
			if f.Rule == string(nrp.RuleRest) {
				got++
			}
		}
		if got != want {
			t.Errorf("until minute %d: %d findings of rest, want %d", end, got, want)
		}
	}
}

// TestAStintBoundsTheWeek: 60 hours a week with 5 early shifts of 7 h 30 leave 22 h 30 for the bank on the Saturday.
func TestAStintBoundsTheWeek(t *testing.T) {
	var duties []store.Duty
	for d := range 5 {
		duties = append(duties, store.Duty{StaffID: "b", Day: store.Day("2027-03-22").Add(d), ShiftID: "e", SkillID: "k1"})
	}
	// 5 x 450 = 2250; 3600 - 2250 = 1350.
	for _, beside := range []bool{false, true} {
		for paid, want := range map[int]int64{1349: 0, 1350: 0, 1351: 1} {
			rows := wardRows()
			day, from := store.Day("2027-03-27"), 0
			if beside { // after Friday's early, which a published rota has
				day, from = "2027-03-26", 900
				rows.Held = map[dutyCell]bool{{"b", day}: true}
			}
			stintB(rows, day, from, from+1440)
			rows.Stints[0].PaidMinutes = paid
			got := int64(0)
			for _, f := range findingsWith(t, build(t, rows), duties...) {
				if f.Rule == string(nrp.RuleCounter) && f.Name == "minutes in the week of 2027-03-22" {
					got += f.Amount
				}
			}
			if got != want {
				t.Errorf("%d minutes beside a duty %t: %d over, want %d", paid, beside, got, want)
			}
		}
	}
}

// TestStintsCountInTheMeanWeek: three bank shifts of 12 h 10 are 2190 minutes. In the first week of an employment they leave
// 2880 - 2190 = 690; in the week before the rota they leave 2 x 2880 - 2190 = 3570 for its first one: 5 x 600 + 570.
func TestStintsCountInTheMeanWeek(t *testing.T) {
	for _, c := range []struct {
		began store.Day
		line  string
		edge  int
	}{{"2027-05-10", "..........L", 690}, {"2027-04-26", "EEEEEL", 570}} {
		for minute := -1; minute <= 1; minute++ {
			rows := meanRows()
			rows.Rules.WeeklyMax = nil
			rows.Staff[2].FirstDay = c.began
			for d := range 3 {
				stintB(rows, c.began.Add(d), 420, 420+730)
			}
			rows.Shifts[2].PaidMinutes, rows.Shifts[2].EndMinute = c.edge+minute, 780+700
			p := underLaw(t, rows)
			engine, first, second := meanBroken(t, p, dutiesOfB(rows, c.line))
			if want := minute > 0; engine != want || first != want || second != want {
				t.Errorf("since %s, %+d: broken by the engine %t, its referee %t, the law's %t, want %t", c.began, minute, engine, first, second, want)
			}
		}
	}
}

// TestStintsAcrossTheClockChanges: from 20:00 to 08:00 are 11 hours on 27 March and 13 on 30 October. After the one that is
// worked until 08:00 a late at 19:00 has its 11 hours, and 18:59 has not; what was worked is told to the minute.
func TestStintsAcrossTheClockChanges(t *testing.T) {
	for _, c := range []struct {
		day   store.Day
		hours int
	}{{"2027-03-27", 11}, {"2027-10-30", 13}, {"2027-06-12", 12}} {
		s := stintOf("b", c.day, 1200, 1920)
		if w := stintWork(&s); int(w.End-w.Start) != 60*c.hours || w.Break != 0 || s.PaidMinutes != 60*c.hours {
			t.Errorf("%s: %d minutes", c.day, w.End-w.Start)
		}
		for start, want := range map[int]int{1139: 1, 1140: 0} {
			rows := wardRows()
			rows.Period.FirstDay, rows.Period.LastDay = c.day.Add(-5), c.day.Add(8)
			rows.Shifts[2].StartMinute, rows.Shifts[2].EndMinute, rows.Shifts[2].PaidMinutes = start, start+240, 240
			rows.Stints = []store.Stint{s}
			duty := store.Duty{StaffID: "b", Day: c.day.Add(1), ShiftID: "l", SkillID: "k1"}
			p := underLaw(t, rows)
			rest, daily := 0, 0
			for _, f := range findingsWith(t, p, duty) {
				if f.Rule == string(nrp.RuleRest) {
					rest++
				}
			}
			for _, f := range lawAlone(t, p, duty) {
				if f.Rule == store.LawPrefix+"daily_rest" {
					daily++
				}
			}
			if rest != want || daily != want {
				t.Errorf("%s, a shift from minute %d on: %d and %d findings, want %d", c.day, start, rest, daily, want)
			}
		}
	}
}

// TestBankHoursFillNoContract: the contract's total stands lower by what is worked for others, and not by extra
// hours for the own employer.
func TestBankHoursFillNoContract(t *testing.T) {
	for source, want := range map[store.StintSource]int64{store.BankWork: -600, store.AgencyWork: -600, store.OtherJob: -600, store.OwnWork: 0} {
		rows := wardRows()
		stintB(rows, "2027-03-20", 480, 1080)
		stintB(rows, "2027-03-10", 480, 1080) // before the rota: nothing of its contract hours
		for i := range rows.Stints {
			rows.Stints[i].Source = source
		}
		p := build(t, rows)
		var got int64
		if base := p.Instance.Staff[staffB].CounterBase; base != nil {
			got = base[0]
		}
		if got != want {
			t.Errorf("%s: the total stands at %d, want %d", source, got, want)
		}
	}
}

// TestAStintOnAnAbsenceStands: leave forbids the ward's own shifts and not what was worked for others.
func TestAStintOnAnAbsenceStands(t *testing.T) {
	rows := wardRows()
	rows.Leaves = []store.Leave{{StaffID: "b", FirstDay: "2027-03-19", LastDay: "2027-03-21"}}
	stintB(rows, "2027-03-20", 480, 1080)
	for _, f := range findingsWith(t, underLaw(t, rows)) {
		if f.Level == nrp.LevelHard.String() {
			t.Errorf("found: %+v", f)
		}
	}
	for _, f := range findingsWith(t, underLaw(t, rows), store.Duty{StaffID: "b", Day: "2027-03-21", ShiftID: "e", SkillID: "k1"}) {
		if f.Rule == string(nrp.RuleUnavailable) {
			return
		}
	}
	t.Error("an early on leave is not found")
}

// TestWardsWithoutStintsKeepTheirHash, and equal stints are one shift whoever works them.
func TestWardsWithoutStintsKeepTheirHash(t *testing.T) {
	plain := build(t, wardRows())
	rows := wardRows()
	rows.Stints = []store.Stint{}
	if got := build(t, rows); got.Instance.Hash() != plain.Instance.Hash() || got.HistoryHash != plain.HistoryHash {
		t.Error("no stints make another instance")
	}
	rows.Stints = []store.Stint{stintOf("a", "2027-03-18", 480, 1080), stintOf("b", "2027-03-20", 480, 1080)}
	got := build(t, rows)
	want := nrp.Shift{ID: "+@stint:480-1080/600", Kind: "other", Start: 480, End: 1080, Minutes: 600, FixedOnly: true}
	if diff := cmp.Diff([]nrp.Shift{want}, got.Instance.Shifts[3:]); diff != "" {
		t.Error(diff)
	}
	if got.HistoryHash == plain.HistoryHash {
		t.Error("the draft of before would not be stale")
	}
}

// TestManyStintsFitIntoTheShifts: a hundred stints of a hundred times are told apart by the hour, and the
// law still knows each minute.
func TestManyStintsFitIntoTheShifts(t *testing.T) {
	rows := wardRows()
	for i := range 100 {
		staff := []store.ID{"a", "b", "c"}[i%3]
		rows.Stints = append(rows.Stints, stintOf(staff, store.Day("2027-02-25").Add(i/3), 421+i, 901+i))
	}
	p := underLaw(t, rows)
	// The ward's three, 07:00 to 16:00, 08:00 to 16:00 (one stint fits it) and 08:00 to 17:00.
	if n := len(p.Instance.Shifts); n != 6 {
		t.Errorf("%d shifts", n)
	}
	for _, f := range p.Instance.Fixed {
		s := p.Instance.Shifts[f.To.Shift]
		if s.Start%60 != 0 || s.End%60 != 0 || s.End-s.Start < 480 {
			t.Errorf("a fixed cell from %d to %d", s.Start, s.End)
		}
	}
	if got := fmt.Sprint(len(p.Law.Around.People[staffA].Work), p.Law.Around.People[staffA].Work[1].Start%60); got != "34 4" {
		t.Errorf("the law knows %s", got)
	}
}

// TestStintsTakeTheWeeklyRestUnder18: in the week from Monday 15 March other work from 8 to 12 leaves 48 hours from Wednesday noon on, or
// not, by whether there is some on Friday. Where it does not, B works nothing of the ward's in that week.
func TestStintsTakeTheWeeklyRestUnder18(t *testing.T) {
	for name, tt := range map[string]struct {
		friday    bool
		forbidden int
	}{"rest": {false, 0}, "none": {true, 5}} {
		rows := wardRows()
		youngUntil(rows, "2028-01-01")
		for d := store.Day("2027-03-15"); d <= "2027-03-21"; d = d.Add(1) {
			if d != "2027-03-18" && (d != "2027-03-19" || tt.friday) {
				stintB(rows, d, 480, 720)
			}
		}
		p := underLaw(t, rows)
		got := 0
		for _, u := range p.Instance.Unavailable {
			if u.Name == store.YoungWeeklyRest && u.Staff == staffB {
				got++
			}
		}
		if got != tt.forbidden {
			t.Errorf("%s: all shifts are forbidden on %d days, want %d", name, got, tt.forbidden)
		}
		early := store.Duty{StaffID: "b", Day: "2027-03-18", ShiftID: "e", SkillID: "k1"}
		if found := findingsWith(t, p, early); !slices.ContainsFunc(found, func(f store.Finding) bool { return f.OfYoungLaw() || f.Name == store.YoungWeeklyRest }) {
			t.Errorf("%s: an early on the free Thursday: %+v", name, found)
		}
	}
}
