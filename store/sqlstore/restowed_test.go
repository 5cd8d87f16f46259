package sqlstore

import (
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// bookOf lays out what B works; see rosterWith for the letters.
func bookOf(t *testing.T, p *planner.Problem, letters string) *restBook {
	t.Helper()
	r := rosterWith(p, letters)
	a, err := planner.Assess(p, r)
	if err != nil {
		t.Fatal(err)
	}
	return newRestBook(&assessed{problem: p, roster: r, Assessment: a, findings: assessedFindings(p, a)})
}

// owed sums what B's hard findings owe, with the day of the last.
func (b *restBook) owed() (minutes int, day store.Day) {
	for _, f := range b.hard() {
		if f.StaffID == "b" && f.OwesRest() {
			m, d := b.missing(&f)
			if m > 0 {
				minutes, day = minutes+store.OwedRest(m), d
			}
		}
	}
	return minutes, day
}

// TestWhatAShortRestOwes: an early is 07:00 to 15:00, a late 13:00 to 21:30, so late to early is
// 9 h 30, which is 570 minutes, and early to early 960. What lacks is rounded up to a quarter of an hour.
func TestWhatAShortRestOwes(t *testing.T) {
	for name, c := range map[string]struct {
		rest  int // minutes that the rule set wants
		line  string
		rows  func(*problemRows)
		first store.Day
		owed  int
		day   store.Day
	}{
		"limit-1":                             {rest: 959, line: "EE"},
		"limit":                               {rest: 960, line: "EE"},
		"limit+1 owes a quarter of an hour":   {rest: 961, line: "EE", owed: 15, day: "2027-03-18"},
		"15 minutes are a quarter":            {rest: 975, line: "EE", owed: 15, day: "2027-03-18"},
		"16 minutes are two":                  {rest: 976, line: "EE", owed: 30, day: "2027-03-18"},
		"11 h":                                {rest: 660, line: "LE", owed: 90, day: "2027-03-18"}, // 660 - 570
		"twice":                               {rest: 660, line: "LELE", owed: 180, day: "2027-03-20"},
		"across the boundary":                 {rest: 660, line: "E", rows: lateBefore, owed: 90, day: "2027-03-17"},
		"on another ward":                     {rest: 660, line: ".E", rows: lateElsewhere, owed: 90, day: "2027-03-18"},
		"before the next rota":                {rest: 660, line: ".............L", rows: earlyNext, owed: 90, day: "2027-03-31"},
		"no more than all of it":              {rest: 660, line: "NE", owed: 660, day: "2027-03-18"},                      // the night ends at 07:30, after 07:00
		"the clock goes forward in the night": {rest: 660, line: "LE", first: "2027-03-27", owed: 150, day: "2027-03-28"}, // 660 - 510
		"the clock goes back in the night":    {rest: 660, line: "LE", first: "2027-10-30", owed: 30, day: "2027-10-31"},  // 660 - 630
		// A day off between: night to 07:30 on the 18th, early on the 19th at 07:00: 23 h 30.
		"across a day off": {rest: 24 * 60, line: "N.E", owed: 30, day: "2027-03-19"},
	} {
		t.Run(name, func(t *testing.T) {
			rows := wardRows()
			rows.Rules.Rest.Minutes = c.rest
			if c.first != "" {
				rows.Period.FirstDay, rows.Period.LastDay = c.first, c.first.Add(13)
			}
			var around []lawDuty
			if c.rows != nil {
				c.rows(rows)
				around = lawDutiesOf(rows)
			}
			owed, day := bookOf(t, underLaw(t, rows, around...), c.line).owed()
			if owed != c.owed || day != c.day {
				t.Errorf("%d minutes for %q, want %d for %q", owed, day, c.owed, c.day)
			}
		})
	}
}

func lateBefore(r *problemRows) {
	r.Past = &pastRoster{FirstDay: "2027-03-16", Duties: []store.Duty{duty("b", "2027-03-16", "l")}}
}

func lateElsewhere(r *problemRows) {
	r.Elsewhere = []elsewhereDuty{{"b", "2027-03-17", store.Shift{ID: "x", WardID: "other", Code: "X", Kind: store.Late, StartMinute: 780, EndMinute: 1290, PaidMinutes: 480}}}
}

func earlyNext(r *problemRows) { r.Next = []store.Duty{duty("b", "2027-03-31", "e")} }

// lawDutiesOf states for the law what the rows have round the period.
func lawDutiesOf(r *problemRows) []lawDuty {
	var out []lawDuty
	own := r.Next
	if r.Past != nil {
		own = append(own, r.Past.Duties...)
	}
	for _, d := range own {
		for _, s := range r.Shifts {
			if s.ID == d.ShiftID {
				out = append(out, lawDuty{d.StaffID, d.Day, s.StartMinute, s.EndMinute, s.PaidMinutes, nil, ""})
			}
		}
	}
	for _, e := range r.Elsewhere {
		out = append(out, lawDuty{e.StaffID, e.Day, e.Shift.StartMinute, e.Shift.EndMinute, e.Shift.PaidMinutes, nil, ""})
	}
	return out
}

// TestWhatAWeekWithoutRestOwes: from Monday 15 March; B works both days before the period and then
// early shifts to the 28th, with 16 h between two. One day off makes 40 h.
//
//	none:    2 x 24 h wanted, two rests of 16 h: 48 - 32 = 16 h
//	one:     24 h of the 40, then the 16 left of them or of any other: 24 - 16 = 8 h
//	the end: the 28th off is 9 h of the 27th and 24: 33 h, once 24; 24 - 16 = 8 h
func TestWhatAWeekWithoutRestOwes(t *testing.T) {
	for line, want := range map[string]int{
		"EEEEEEEEEEEE":  16 * 60,
		"EEEE.EEEEEEE":  8 * 60,
		"EEEEEEEEEEE.":  8 * 60,
		"EEEE.EEE.EEEE": 0,
		"EEEE..EEEEEEE": 0,
	} {
		rows := wardRows()
		fortnight(rows)
		owed, day := bookOf(t, underLaw(t, rows, lawDutiesOf(rows)...), line).owed()
		if owed != want || want > 0 && day != "2027-03-28" {
			t.Errorf("%s: %d minutes for %q, want %d", line, owed, day, want)
		}
	}
}

// TestRestThatPaysADebt: early to early is 16 h, 960 minutes: 11 h beside 300.
func TestRestThatPaysADebt(t *testing.T) {
	debts := func(minutes ...int) []store.RestDebt {
		var out []store.RestDebt
		for i, m := range minutes {
			out = append(out, store.RestDebt{ID: store.ID(rune('1' + i)), StaffID: "b", Day: "2027-03-17", Minutes: m, DueDay: "2027-03-31"})
		}
		return out
	}
	const work = "EEEEEEEEEEEEEE"
	for name, c := range map[string]struct {
		line  string
		first store.Day
		debts []store.RestDebt
		paid  int
	}{
		"limit-1":                {line: work, debts: debts(285), paid: 1},
		"limit":                  {line: work, debts: debts(300), paid: 1},
		"limit+1":                {line: work, debts: debts(315)},
		"two debts, two rests":   {line: work, debts: debts(300, 300), paid: 2},
		"more debts than rests":  {line: "EELLLLLLLLLLLL", debts: debts(300, 270, 285), paid: 2}, // early to late is 22 h, 1320: 660 + 570; late to late 930
		"one rest for both":      {line: "EE.LLLLLLLLLLL", debts: debts(1000, 1000), paid: 2},    // 15:00 to 13:00 two days later are 2760: 660 + 2000 and 100 more
		"one rest for one":       {line: "EE.LLLLLLLLLLL", debts: debts(1100, 1100), paid: 1},    // 660 + 2200 are 2860
		"rest before the debt":   {line: "..EEEEEEEEEEEE", debts: debts(1440)},
		"rest after the rota":    {line: work, debts: debts(1440)},
		"not before it is owed":  {line: work, debts: []store.RestDebt{{ID: "1", StaffID: "b", Day: "2027-03-30", Minutes: 15}}},
		"an hour less in spring": {line: work, first: "2027-03-27", debts: []store.RestDebt{{ID: "1", StaffID: "b", Day: "2027-03-26", Minutes: 300}}, paid: 1},
	} {
		t.Run(name, func(t *testing.T) {
			rows := wardRows()
			if c.first != "" {
				rows.Period.FirstDay, rows.Period.LastDay = c.first, c.first.Add(13)
			}
			if got := bookOf(t, underLaw(t, rows), c.line).repay(c.debts); len(got) != c.paid {
				t.Errorf("%d paid, want %d: %v", len(got), c.paid, got)
			}
		})
	}
	// The rest that pays lies where the clock leaps: E on the 27th, E on the 28th are 15 h apart, all the
	// others 16; of two days only the first night counts.
	for minutes, want := range map[int]int{240: 1, 255: 0} { // 900 - 660
		rows := wardRows()
		rows.Period.FirstDay, rows.Period.LastDay = "2027-03-27", "2027-03-28"
		book := bookOf(t, underLaw(t, rows), "EE")
		got := book.repay([]store.RestDebt{{ID: "1", StaffID: "b", Day: "2027-03-26", Minutes: minutes}})
		if len(got) != want {
			t.Errorf("%d minutes in spring: %v", minutes, got)
		}
		if g, ok := got["1"]; ok && (g.minutes() != 900 || g.from != law.At(time.Date(2027, 3, 27, 15, 0, 0, 0, time.UTC))) {
			t.Errorf("the rest is %+v", g)
		}
	}
}

// TestOwedRestReachesTheInstance: 90 minutes and 60 of somebody are rests of 660 + 60 in the days
// up to the earlier due day and of 660 + 150 up to the later one; rest that was due before the rota is
// wanted in its first week.
func TestOwedRestReachesTheInstance(t *testing.T) {
	rows := wardRows()
	rows.Debts = []store.RestDebt{
		{ID: "1", StaffID: "b", Day: "2027-03-10", Minutes: 60, DueDay: "2027-03-24"},
		{ID: "2", StaffID: "b", Day: "2027-03-16", Minutes: 90, DueDay: "2027-03-30"},
		{ID: "3", StaffID: "c", Day: "2027-02-16", Minutes: 30, DueDay: "2027-03-02"},
	}
	in := build(t, rows).Instance
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	owed := func(i nrp.StaffIdx) (out []nrp.Respite) {
		for _, r := range in.Contracts[in.Staff[i].Contract].Respites {
			if r.Name == store.CompensatoryRest && r.Cost == hard && r.Times == 1 && !r.Repeats {
				out = append(out, nrp.Respite{From: r.From, Span: r.Span, Minutes: r.Minutes})
			}
		}
		return out
	}
	for i, want := range [][]nrp.Respite{
		staffA: nil,
		staffB: {{From: -6, Span: 14, Minutes: 720}, {From: 0, Span: 14, Minutes: 810}},
		staffC: {{From: 0, Span: 7, Minutes: 690}},
	} {
		got := owed(i)
		if len(got) != len(want) {
			t.Fatalf("staff %d: %+v, want %+v", i, got, want)
		}
		for k := range want {
			if got[k].From != want[k].From || got[k].Span != want[k].Span || got[k].Minutes != want[k].Minutes {
				t.Errorf("staff %d: %+v, want %+v", i, got[k], want[k])
			}
		}
	}
}
