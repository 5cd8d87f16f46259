package fill_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestAPlanTurnsOnce: as in TestWhoAsksIsNotBurdenedByTheMove, person 1 works on day 4 after the swap and is
// off on day 3. Day 4 is half of a couple, which is refused as one thing: 3 for the refusal and 1 for the
// wish that was met. With day 3 off as plan B something of the choice is kept, and nothing is refused.
func TestAPlanTurnsOnce(t *testing.T) {
	for name, tt := range map[string]struct {
		planB bool
		unmet int
		more  fairness.Milli
	}{
		"a_couple":        {false, 1, 3000 + 1000},
		"B_is_kept_still": {true, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := ward()
			w.Law = nil
			work := nrp.ShiftCells(early, night)
			other := -1
			for d := range w.Roster[1] {
				if d != 4 && w.Roster[1][d].Shift == nrp.NoShift {
					other = d
				}
			}
			cost := nrp.Cost{Level: nrp.LevelPreference, Weight: 3}
			c := nrp.Choice{Plans: [][]nrp.PlanCell{{{Day: 4, Unwanted: work}, {Day: other, Unwanted: work}}}, Else: []nrp.Cost{cost}}
			if tt.planB {
				c.Plans, c.Else = append(c.Plans, []nrp.PlanCell{{Day: 3, Unwanted: work}}), append(c.Else, cost)
			}
			con := w.Inst.Contracts[w.Inst.Staff[1].Contract]
			con.Choices = []nrp.Choice{c}
			w.Inst.Staff[1].Contract = len(w.Inst.Contracts)
			w.Inst.Contracts = append(w.Inst.Contracts, con)
			for p, cells := range c.Plans {
				for _, x := range cells {
					w.Inst.Requests = append(w.Inst.Requests, nrp.Request{
						Staff: 1, Day: x.Day, Unwanted: x.Unwanted, Cost: nrp.Cost{Level: nrp.LevelPreference}, Choice: 1, Plan: p + 1,
					})
					w.Refused = append(w.Refused, fairness.Refused2)
				}
			}
			o, err := judge(t, w).Swap(fill.Duty{Day: 4, Shift: night, Skill: nurse, From: 0}, fill.Duty{Day: 3, Shift: early, Skill: nurse, From: 1})
			if err != nil {
				t.Fatal(err)
			}
			s := o.Sides[1]
			if len(s.Met) != 0 || len(s.Unmet) != tt.unmet {
				t.Errorf("met %v, unmet %v, want %d unmet", s.Met, s.Unmet, tt.unmet)
			}
			if want := 9000 + 2000 + 2*4000 + tt.more; s.Burden.Was != 9000 || s.Burden.Is != want {
				t.Errorf("burden from %d to %d, want 9000 to %d", s.Burden.Was, s.Burden.Is, want)
			}
		})
	}
}
