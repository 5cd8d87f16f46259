package verify

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

var (
	hard = nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	// seven is a weight that no other number in the tests has.
	seven = nrp.Cost{Level: nrp.LevelRest, Weight: 7}
)

// Shifts of the instance of one.
const (
	off   = nrp.NoShift
	early = 0
	night = 1
)

// one returns a valid instance of one person with the contract, early 07:00-15:00 and
// night 20:00-08:00, and no other rule. Day 0 is a Monday.
func one(days int, c nrp.Contract) *nrp.Instance {
	return &nrp.Instance{
		Horizon:   nrp.Horizon{Days: days},
		Skills:    []nrp.Skill{{ID: "charge"}, {ID: "nurse"}},
		Shifts:    []nrp.Shift{{ID: "E", Start: 420, End: 900, Minutes: 450}, {ID: "N", Start: 1200, End: 1920, Minutes: 660}},
		Contracts: []nrp.Contract{c},
		Staff:     []nrp.Staff{{ID: "ada", Skills: []int{1}}},
	}
}

// roster reads one person's line: E, N, or . for a day off.
func roster(line string) nrp.Roster {
	r := nrp.NewRoster(1, len(line))
	for d, c := range line {
		r[0][d].Shift = cell(c)
	}
	return r
}

func cell(c rune) nrp.ShiftIdx { return strings.IndexRune("EN", c) }

func past(line string) nrp.History {
	h := nrp.History{Known: true}
	for _, c := range line {
		h.Line = append(h.Line, cell(c))
	}
	return h
}

// breach is what the tables write of a violation.
type breach struct {
	Day    nrp.DayIdx
	Amount int64
}

// lineTest is a person's history and line, and what one rule finds in it.
type lineTest struct {
	history string // "?" for not known
	line    string
	want    []breach
}

// run checks each line by the contract, all of whose rules cost seven, and wants
// breaches of rule only.
func run(t *testing.T, rule nrp.RuleCode, c nrp.Contract, tests map[string]lineTest, change ...func(*nrp.Instance)) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := one(len(tt.line), c)
			if tt.history != "?" {
				in.Staff[0].History = past(tt.history)
			}
			for _, f := range change {
				f(in)
			}
			score, found, err := Check(in, roster(tt.line))
			if err != nil {
				t.Fatal(err)
			}
			var got []breach
			var units int64
			for _, v := range found {
				if v.Rule != rule || v.Cost != seven || v.Staff != 0 {
					t.Errorf("found %+v, want breaches of %s by person 0 only", v, rule)
				}
				got = append(got, breach{v.Day, v.Amount})
				units += v.Amount
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("breaches (-want +got):\n%s", diff)
			}
			if want := (nrp.Score{nrp.LevelRest: 7 * units}); score != want {
				t.Errorf("score %v, want %d x 7", score, units)
			}
		})
	}
}

func TestCheckRefusesAnotherShape(t *testing.T) {
	in := one(3, nrp.Contract{})
	cell := func(a nrp.Assignment) nrp.Roster {
		r := nrp.NewRoster(1, 3)
		r[0][2] = a
		return r
	}
	tests := map[string]struct {
		r    nrp.Roster
		want string
	}{
		"no_lines":       {nrp.Roster{}, "roster has 0 lines, want one for each of 1 staff"},
		"too_few_days":   {nrp.NewRoster(1, 2), "roster[0] has 2 days, want 3"},
		"no_such_shift":  {cell(nrp.Assignment{Shift: 2, Skill: 0}), "roster[0][2] has shift 2, there are 2"},
		"negative_shift": {cell(nrp.Assignment{Shift: -2, Skill: 0}), "roster[0][2] has shift -2"},
		"no_such_skill":  {cell(nrp.Assignment{Shift: 0, Skill: 2}), "roster[0][2] has skill 2, there are 2"},
		"skilled_off":    {cell(nrp.Assignment{Shift: off, Skill: 1}), "roster[0][2] is a day off with skill 1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			score, found, err := Check(in, tt.r)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if score != (nrp.Score{}) || found != nil {
				t.Errorf("score %v and breaches %v came with the error", score, found)
			}
		})
	}
}

func TestCheckRefusesABadInstance(t *testing.T) {
	in := one(3, nrp.Contract{})
	in.Staff[0].Contract = 5
	if _, _, err := Check(in, nrp.NewRoster(1, 3)); err == nil || !strings.Contains(err.Error(), "staff[0].contract: 5 is not an index") {
		t.Errorf("error %v", err)
	}
}

// TestLevelsAreKeptApart adds 1 x 1 at the hard level and 2 x 7 at the last.
func TestLevelsAreKeptApart(t *testing.T) {
	in := one(3, nrp.Contract{UnavailableCost: hard, Stretches: []nrp.Stretch{{Of: nrp.ShiftCells(early), Max: 1, MaxCost: seven}}})
	in.Unavailable = []nrp.Unavailable{{Staff: 0, Day: 1, Cells: nrp.ShiftCells(early, night)}}
	score, found, err := Check(in, roster("EEE"))
	if err != nil {
		t.Fatal(err)
	}
	if want := (nrp.Score{nrp.LevelHard: 1, nrp.LevelRest: 14}); score != want || len(found) != 3 {
		t.Errorf("score %v of %d breaches, want %v of 3", score, len(found), want)
	}
}

func TestRulesThatCostNothingAreReported(t *testing.T) {
	in := one(2, nrp.Contract{})
	in.Requests = []nrp.Request{{Staff: 0, Day: 1, Unwanted: nrp.ShiftCells(early)}}
	score, found, err := Check(in, roster(".E"))
	if err != nil {
		t.Fatal(err)
	}
	if score != (nrp.Score{}) || len(found) != 1 || found[0].Rule != nrp.RuleRequest || found[0].Request != 0 {
		t.Errorf("score %v, breaches %+v, want none and one", score, found)
	}
}
