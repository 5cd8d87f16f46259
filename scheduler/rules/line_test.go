package rules_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// The shifts of these tests, as they stand in lines: E early 07:00-15:00, L late
// 15:00-23:00, N night 23:00-07:00, . a day off.
const letters = "ELN"

var (
	early = nrp.ShiftCells(0)
	night = nrp.ShiftCells(2)
	work  = nrp.AllShiftCells(3)
	soft  = nrp.Cost{Level: nrp.LevelRest, Weight: 7}
)

func shiftOf(c rune) nrp.ShiftIdx { return strings.IndexRune(letters, c) }

func lineOf(s string) nrp.Line {
	var l nrp.Line
	for _, c := range s {
		l = append(l, nrp.Assignment{Shift: shiftOf(c), Skill: nrp.NoSkill})
	}
	return l
}

// ward is one person on a contract whose day 0 is a Monday.
func ward(days int, c nrp.Contract) *nrp.Instance {
	return &nrp.Instance{
		Horizon: nrp.Horizon{Days: days},
		Shifts: []nrp.Shift{
			{ID: "E", Kind: "early", Start: 420, End: 900, Minutes: 480},
			{ID: "L", Kind: "late", Start: 900, End: 1380, Minutes: 480},
			{ID: "N", Kind: "night", Start: 1380, End: 1860, Minutes: 480},
		},
		Contracts: []nrp.Contract{c},
		Staff:     []nrp.Staff{{ID: "a"}},
	}
}

func known(line string) nrp.History {
	h := nrp.History{Known: true}
	for _, c := range line {
		h.Line = append(h.Line, shiftOf(c))
	}
	return h
}

// lineCase is a line and the units it costs; each unit is priced at 7.
type lineCase struct {
	name    string
	history *nrp.History
	line    string
	units   int64
}

// check evaluates each case against a contract whose only rule has the given code.
func check(t *testing.T, rule nrp.RuleCode, c nrp.Contract, cases []lineCase, change ...func(*nrp.Instance)) {
	t.Helper()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			in := ward(len(tc.line), c)
			if tc.history != nil {
				in.Staff[0].History = *tc.history
			}
			for _, f := range change {
				f(in)
			}
			m, err := rules.Compile(in)
			if err != nil {
				t.Fatal(err)
			}
			r := nrp.Roster{lineOf(tc.line)}
			var want nrp.Score
			want.Add(soft, tc.units)
			if diff := cmp.Diff(want, m.Evaluate(r)); diff != "" {
				t.Errorf("score of %q (-want +got):\n%s", tc.line, diff)
			}
			units := int64(0)
			for _, v := range m.Violations(r) {
				if v.Rule != rule {
					t.Errorf("breach of %s: only %s is ruled", v.Rule, rule)
				}
				units += v.Amount
			}
			if units != tc.units {
				t.Errorf("breaches of %q: %d units, want %d", tc.line, units, tc.units)
			}
		})
	}
}

func past(s string) *nrp.History { h := known(s); return &h }

func TestStretch(t *testing.T) {
	c := nrp.Contract{Stretches: []nrp.Stretch{{Name: "days in a row", Of: work, Min: 2, MinCost: soft, Max: 4, MaxCost: soft}}}
	check(t, nrp.RuleStretch, c, []lineCase{
		{"one day less than the minimum costs one", past("."), "..E....", 1},
		{"the minimum costs nothing", past("."), "..EE...", 0},
		{"the maximum costs nothing", past("."), ".EEEE..", 0},
		{"one day above the maximum costs one", past("."), ".EEEEE.", 1},
		{"two days above cost two", past("."), "EEEEEE.", 2},
		{"a short run at the end is not charged", past("."), "......E", 0},
		{"a short run at the start is exempt without history", nil, "E......", 0},
		{"a long run at the start is charged without history", nil, "EEEEE..", 1},
		{"a run of history that ends at once is charged", past(".E"), "......E", 1},
		{"history counts into the length", past(".EEE"), "EE.....", 1},            // 5 - 4
		{"days before day 0 are not charged again", past("EEEEEE"), "EE.....", 2}, // 8 - 6
		{"history lifts a short run", past(".E"), "E......", 0},
	})
}

func TestSuccession(t *testing.T) {
	c := nrp.Contract{Successions: []nrp.Succession{{Name: "night then early", From: night, To: early, Cost: soft}}}
	check(t, nrp.RuleSuccession, c, []lineCase{
		{"on the next day", nil, "NE.....", 1},
		{"a day between is allowed", nil, "N.E....", 0},
		{"another shift is allowed", nil, "NL.....", 0},
		{"each pair counts", nil, "NENE...", 2},
		{"history's last day counts", past("N"), "E......", 1},
		{"history's day before the last does not", past("N."), "E......", 0},
	})
}

func TestRest(t *testing.T) {
	// Late ends 23:00, early begins 07:00: 8 hours. Late to late: 16 hours.
	rest := func(hours int) nrp.Contract {
		return nrp.Contract{Rests: []nrp.Rest{{Name: "rest", Minutes: 60 * hours, Cost: soft}}}
	}
	check(t, nrp.RuleRest, rest(9), []lineCase{{"an hour too little", nil, "LE", 1}, {"history", past("L"), "E.", 1}})
	check(t, nrp.RuleRest, rest(8), []lineCase{{"exactly enough", nil, "LE", 0}})
	check(t, nrp.RuleRest, rest(7), []lineCase{{"an hour more than enough", nil, "LE", 0}})
	// Night ends 07:00 on the next day, when early begins: no rest at all.
	check(t, nrp.RuleRest, rest(1), []lineCase{{"a night ends on the next day", nil, "NE", 1}, {"night to night", nil, "NN", 0}})
}

func TestRestAcrossClockChange(t *testing.T) {
	c := nrp.Contract{Rests: []nrp.Rest{{Name: "rest", Minutes: 480, Cost: soft}}}
	// Day 1 has 23 hours (spring): from 23:00 on day 0 to 07:00 on day 1 are 7 hours,
	// from 23:00 on day 1 to 07:00 on day 2 are 8.
	spring := func(in *nrp.Instance) { in.Horizon.Midnights = []int{0, 1440, 2820, 4260} }
	check(t, nrp.RuleRest, c, []lineCase{
		{"the night of the change is an hour shorter", nil, "LE.", 1},
		{"the night after is not", nil, ".LE", 0},
	}, spring)
	// Day 1 has 25 hours (autumn): 23:00 to 07:00 are 9 hours.
	c.Rests[0].Minutes = 540
	autumn := func(in *nrp.Instance) { in.Horizon.Midnights = []int{0, 1440, 2940, 4380} }
	check(t, nrp.RuleRest, c, []lineCase{
		{"the night of the change is an hour longer", nil, "LE.", 0},
		{"the night after it is not", nil, ".LE", 1},
	}, autumn)
}

func TestPattern(t *testing.T) {
	c := nrp.Contract{Patterns: []nrp.Pattern{{Name: "night off work", Cells: []nrp.CellSet{night, nrp.OffCells, work}, Cost: soft}}}
	check(t, nrp.RulePattern, c, []lineCase{
		{"found", nil, "N.E....", 1},
		{"two days off are allowed", nil, "N..E...", 0},
		{"overlapping occurrences count each", nil, "N.N.E..", 2},
		{"begins in history", past("N."), "L......", 1},
		{"unknown history begins nothing", nil, ".L.....", 0},
		{"is not found unfinished", nil, "....N..", 0},
	})
	c.Patterns[0].EndWeekdays = 1 << 5 // Saturday
	check(t, nrp.RulePattern, c, []lineCase{
		{"ends on its weekday", nil, "...N.E.", 1},
		{"ends on another weekday", nil, "N.E....", 0},
	})
}

func TestWeekend(t *testing.T) {
	c := nrp.Contract{Weekend: &soft}
	check(t, nrp.RuleWeekend, c, []lineCase{
		{"Saturday alone", nil, ".....E.", 1},
		{"Sunday alone", nil, "......E", 1},
		{"both", nil, ".....EL", 0},
		{"none", nil, "EEEEE..", 0},
		{"a Saturday whose Sunday is outside", nil, ".....E", 0},
	})
	sunday := func(in *nrp.Instance) { in.Horizon.FirstWeekday = 6 }
	check(t, nrp.RuleWeekend, c, []lineCase{{"a Sunday on day 0 is no weekend", past("E"), ".", 0}}, sunday)
}

func TestCounter(t *testing.T) {
	hours := nrp.Contract{Counters: []nrp.Counter{{
		Name: "minutes", Kind: nrp.CountAmounts, Amount: []int64{480, 480, 600},
		Under: []nrp.Knee{{At: 960, Cost: soft}}, Over: []nrp.Knee{{At: 1080, Cost: soft}},
	}}}
	check(t, nrp.RuleCounter, hours, []lineCase{
		{"below", nil, "E......", 480}, // 960 - 480
		{"at the lower bend", nil, "EL.....", 0},
		{"at the upper bend", nil, "EN.....", 0},
		{"above", nil, "NN.....", 120}, // 1200 - 1080
	})
	base := func(in *nrp.Instance) { in.Staff[0].CounterBase = []int64{500} }
	check(t, nrp.RuleCounter, hours, []lineCase{{"what history brings counts", nil, "N......", 20}}, base) // 500 + 600 - 1080

	weekends := nrp.Contract{Counters: []nrp.Counter{{
		Name: "weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: 1, Cost: soft}},
	}}}
	check(t, nrp.RuleCounter, weekends, []lineCase{
		{"one weekend, both days", nil, ".....EE.......", 0},
		{"two weekends, one day each", nil, ".....E.......E", 1},
		{"weekdays do not count", nil, "EEEEE..EEEEE..", 0},
	})
	window := nrp.Contract{Counters: []nrp.Counter{{
		Name: "week 2", Kind: nrp.CountAmounts, From: 7, To: 14, Over: []nrp.Knee{{At: 1, Cost: soft}},
	}}}
	check(t, nrp.RuleCounter, window, []lineCase{
		{"only days of the window count", nil, "EEEEEE.......E", 0},
		{"its first and last day count", nil, "EEEEEE.E.....E", 1},
	})
}
