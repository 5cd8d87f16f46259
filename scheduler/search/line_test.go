package search

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestPricingALineKeepsThePresentDuty prices one day of a person who works a shift
// without a skill, as the roster given has it, which costs nothing. In the skill that cover
// asks of the shift, which she does not hold, it costs 7, a day off 100: nothing is cheaper
// than what she has.
func TestPricingALineKeepsThePresentDuty(t *testing.T) {
	soft := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	in := &nrp.Instance{
		Horizon:   nrp.Horizon{Days: 1},
		Skills:    []nrp.Skill{{ID: "k"}},
		Shifts:    []nrp.Shift{{ID: "D", Kind: "other"}},
		Contracts: []nrp.Contract{{ID: "c", SkillCost: soft(7)}},
		Staff:     []nrp.Staff{{ID: "a"}},
		Cover:     []nrp.Cover{{Shift: 0, Skill: 0, Max: nrp.NoLimit}},
		Requests:  []nrp.Request{{Unwanted: nrp.OffCells, Cost: soft(100)}},
	}
	p := problemOf(t, in, 3)
	c := NewChain(p)
	there := nrp.NewRoster(1, 1)
	there[0][0] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
	c.s.CopyFrom(NewState(p, there))
	if g, ok := c.line.best(0, 0, 1, 0, 1); ok {
		if e := c.s.LineDelta(g) + c.s.CoverDelta(g); e > 0 {
			t.Errorf("the line priced with limit 0 adds %d: duty %d in place of %d", e, g.To[0], c.s.duty[0])
		}
	}
}
