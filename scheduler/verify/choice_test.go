package verify_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// The person asks for days 0 and 1 off (A), else for days 3 and 4 off (B), else for a night on day 2
// (C). B instead of A costs 3, C 6, none 9, on day 4, the last day of any plan. E early, N night.
func TestChoiceByHand(t *testing.T) {
	cost := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelPreference, Weight: w} }
	work := nrp.AllShiftCells(2)
	off := func(days ...nrp.DayIdx) (out []nrp.PlanCell) {
		for _, d := range days {
			out = append(out, nrp.PlanCell{Day: d, Unwanted: work})
		}
		return out
	}
	three := nrp.Choice{
		Name:  "three plans",
		Plans: [][]nrp.PlanCell{off(0, 1), off(3, 4), {{Day: 2, Unwanted: nrp.OffCells | nrp.ShiftCells(0)}}},
		Else:  []nrp.Cost{cost(3), cost(6), cost(9)},
	}
	couple := nrp.Choice{Name: "couple", Plans: [][]nrp.PlanCell{off(1, 3)}, Else: []nrp.Cost{cost(9)}}
	for name, tt := range map[string]struct {
		choice nrp.Choice
		line   string
		want   int64
	}{
		"all_of_A":                   {three, "..NEEE", 0},
		"A_and_B_are_as_good_as_A":   {three, "..E..E", 0},
		"one_day_of_A_is_not_A":      {three, "E.E..E", 3},
		"the_other_day_of_A":         {three, ".EE..E", 3},
		"B_and_C_are_as_good_as_B":   {three, "EEN..E", 3},
		"one_day_of_B_is_not_B":      {three, "E.N.EE", 6},
		"C":                          {three, "EENEEE", 6},
		"another_shift_than_C_wants": {three, "EEE.EE", 9},
		"nothing":                    {three, "EEEEEE", 9},
		"both":                       {couple, "E.E.EE", 0},
		"both_and_more":              {couple, "......", 0},
		"the_first_alone":            {couple, "E.EEEE", 9},
		"the_second_alone":           {couple, "EEE.EE", 9},
		"neither":                    {couple, "EEEEEE", 9},
	} {
		t.Run(name, func(t *testing.T) {
			in := &nrp.Instance{
				Horizon: nrp.Horizon{Days: 6}, Shifts: []nrp.Shift{{ID: "E"}, {ID: "N"}}, Staff: []nrp.Staff{{ID: "ada"}},
				Contracts: []nrp.Contract{{Choices: []nrp.Choice{tt.choice}}},
			}
			r := nrp.NewRoster(1, 6)
			for d, c := range tt.line {
				if c != '.' {
					r[0][d].Shift = map[rune]int{'E': 0, 'N': 1}[c]
				}
			}
			last := map[string]nrp.DayIdx{"three plans": 4, "couple": 3}[tt.choice.Name]
			var want []nrp.Violation
			if tt.want > 0 {
				want = append(want, nrp.Violation{
					Rule: nrp.RuleChoice, Name: tt.choice.Name, Day: last, Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1, Amount: 1, Cost: cost(tt.want),
				})
			}
			score, found, err := verify.Check(in, r)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(want, found); diff != "" || score != (nrp.Score{nrp.LevelPreference: tt.want}) {
				t.Errorf("referee: score %v, breaches (-want +got):\n%s", score, diff)
			}
			m, err := rules.Compile(in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(want, m.Violations(r)); diff != "" || m.Evaluate(r) != (nrp.Score{nrp.LevelPreference: tt.want}) {
				t.Errorf("rules: score %v, breaches (-want +got):\n%s", m.Evaluate(r), diff)
			}
		})
	}
}

// What a line remembers of a choice is nothing outside its days, and no more than which plans can
// still be kept within: with one couple a line has two states, with three plans at most eight.
func TestChoicesNeedFewStates(t *testing.T) {
	in := &nrp.Instance{Horizon: nrp.Horizon{Days: 28}, Shifts: []nrp.Shift{{ID: "E"}}, Staff: []nrp.Staff{{ID: "ada"}}}
	cell := func(d nrp.DayIdx) nrp.PlanCell { return nrp.PlanCell{Day: d, Unwanted: nrp.ShiftCells(0)} }
	for plans, most := range map[int]int{1: 2, 2: 4, 3: 8} {
		c := nrp.Choice{}
		for p := range plans {
			c.Plans = append(c.Plans, []nrp.PlanCell{cell(3 * p), cell(3*p + 1), cell(20 + p)})
			c.Else = append(c.Else, nrp.Cost{Level: nrp.LevelPreference, Weight: int64(p) + 1})
		}
		in.Contracts = []nrp.Contract{{Choices: []nrp.Choice{c}, Counters: []nrp.Counter{{
			Kind: nrp.CountCharges, Charges: &nrp.Charges{Choices: []nrp.ChoiceCharge{{Choice: 0, Amount: 5}}},
			Over: []nrp.Knee{{At: 0, Cost: nrp.Cost{Level: nrp.LevelBurden, Weight: 1}}},
		}}}}
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Machines(0); len(got) != 1 || got[0].States > most {
			t.Errorf("%d plans: %d machines, the first with %d states, want one with at most %d", plans, len(got), got[0].States, most)
		}
	}
}
