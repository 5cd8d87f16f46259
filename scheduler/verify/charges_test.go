package verify_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// charged adds to each contract a counter of charges, drawn.
func charged(in *nrp.Instance, draw nrptest.Draw) {
	cells := nrp.AllShiftCells(len(in.Shifts)) | nrp.OffCells
	for k := range in.Contracts {
		c := nrp.Counter{
			Name: "charges", Kind: nrp.CountCharges, Charges: &nrp.Charges{Weekend: int64(draw("weekend", 0, 4))},
			Over: []nrp.Knee{{At: int64(draw("at", -2, 9)), Cost: nrp.Cost{Level: nrp.LevelBurden, Weight: 1}}, {At: 6, Cost: nrp.Cost{Level: nrp.LevelBurden, Weight: 5}}},
		}
		if draw("amounts of shifts", 0, 1) == 1 {
			for range in.Shifts {
				c.Amount = append(c.Amount, int64(draw("amount", 0, 3)))
			}
		}
		if draw("weekends of", 0, 1) == 1 {
			c.Of = nrp.CellSet(draw("of", 1, int(cells)))
		}
		for range draw("charges", 0, 4) {
			c.Charges.Cells = append(c.Charges.Cells, nrp.Charge{
				Day: draw("day", 0, in.Horizon.Days-1), Cells: nrp.CellSet(draw("cells", 1, int(cells))), Amount: int64(draw("charge", 0, 9)),
			})
		}
		for j := range in.Contracts[k].Choices {
			c.Charges.Choices = append(c.Charges.Choices, nrp.ChoiceCharge{Choice: j, Amount: int64(draw("charge of a choice", 0, 9))})
		}
		in.Contracts[k].Counters = append(in.Contracts[k].Counters, c)
	}
	for i := range in.Staff {
		if in.Staff[i].CounterBase != nil {
			in.Staff[i].CounterBase = append(in.Staff[i].CounterBase, int64(draw("base", -3, 3)))
		}
	}
}

func TestChargesAgreeWithTheReferee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		charged(in, draw)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		r := nrptest.Roster(in, draw)
		score, breaches, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(score, m.Evaluate(r)); diff != "" {
			t.Errorf("score (-referee +rules):\n%s", diff)
		}
		if diff := gocmp.Diff(sorted(breaches), sorted(m.Violations(r))); diff != "" {
			t.Errorf("breaches (-referee +rules):\n%s", diff)
		}
	})
}

// By hand: nights of Friday and Saturday, an early on Sunday and none on the next weekend, 4 a
// night, 7 a weekend, and 10 for work on Sunday, 1 for being off on Monday (it is): 2 x 4 + 7 + 10 + 1 = 26.
func TestChargesByHand(t *testing.T) {
	cost := nrp.Cost{Level: nrp.LevelBurden, Weight: 1}
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 10, FirstWeekday: 4},
		Shifts:  []nrp.Shift{{ID: "E"}, {ID: "N"}},
		Contracts: []nrp.Contract{{Counters: []nrp.Counter{{
			Kind: nrp.CountCharges, Amount: []int64{0, 4}, Over: []nrp.Knee{{At: 0, Cost: cost}},
			Charges: &nrp.Charges{Weekend: 7, Cells: []nrp.Charge{{Day: 2, Cells: nrp.ShiftCells(0, 1), Amount: 10}, {Day: 3, Cells: nrp.OffCells, Amount: 1}}},
		}}}},
		Staff: []nrp.Staff{{ID: "ada"}},
	}
	r := nrp.NewRoster(1, 10)
	r[0][0].Shift, r[0][1].Shift, r[0][2].Shift = 1, 1, 0
	score, _, err := verify.Check(in, r)
	if err != nil || score[nrp.LevelBurden] != 26 {
		t.Errorf("%v %v, want 26 at the level of burden", score, err)
	}
}
