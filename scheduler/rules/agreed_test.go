package rules_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// An agreed day off on day 1, and no nights on days 0 and 2: one unit for each day that is not kept,
// the day before the horizon none.
func TestAgreedDays(t *testing.T) {
	agreed := func(in *nrp.Instance) {
		for d, not := range []nrp.CellSet{night, work, night} {
			in.Agreed = append(in.Agreed, nrp.Agreed{Day: d, Unwanted: not, Cost: soft})
		}
	}
	check(t, nrp.RuleAgreed, nrp.Contract{}, []lineCase{
		{"kept", nil, "E.L", 0},
		{"off keeps every agreement", nil, "...", 0},
		{"one day", nil, "EEL", 1},
		{"a night", nil, "E.N", 1},
		{"all days", nil, "NNN", 3},
		{"what was worked before does not count", past("NNN"), "L.E", 0},
	}, agreed)
	// A day with a clock change is one day.
	autumn := func(in *nrp.Instance) { in.Horizon.Midnights = []int{0, 1440, 2940, 4380} }
	check(t, nrp.RuleAgreed, nrp.Contract{}, []lineCase{{"in autumn", nil, "ELN", 2}}, agreed, autumn)
}

// An agreed day stands before a preference and after minimum cover.
func TestAgreedDaysHaveTheirLevel(t *testing.T) {
	in := ward(1, nrp.Contract{})
	in.Agreed = []nrp.Agreed{{Day: 0, Unwanted: work, Cost: nrp.Cost{Level: nrp.LevelPattern, Weight: 1}}}
	in.Requests = []nrp.Request{{Day: 0, Unwanted: nrp.OffCells, Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 9}}}
	in.Cover = []nrp.Cover{{Day: 0, Shift: 0, Skill: nrp.NoSkill, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit}}
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	off, on := m.Evaluate(nrp.Roster{lineOf(".")}), m.Evaluate(nrp.Roster{lineOf("E")})
	if want := (nrp.Score{nrp.LevelCover: 1, nrp.LevelPreference: 9}); off != want {
		t.Errorf("off: %v, want %v", off, want)
	}
	if want := (nrp.Score{nrp.LevelPattern: 1}); on != want || on.Compare(off) >= 0 {
		t.Errorf("on duty: %v, want %v, which is better", on, want)
	}
}
