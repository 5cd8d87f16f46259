package nrp_test

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

func chargedInstance(c nrp.Counter) *nrp.Instance {
	return &nrp.Instance{
		Horizon: nrp.Horizon{Days: 2}, Shifts: []nrp.Shift{{ID: "E"}}, Staff: []nrp.Staff{{ID: "a"}},
		Contracts: []nrp.Contract{{ID: "c", Counters: []nrp.Counter{c}}},
	}
}

func TestFaultsOfChargesAreNamed(t *testing.T) {
	for want, c := range map[string]nrp.Counter{
		"charges: there are none":               {Kind: nrp.CountCharges},
		"charges: it is for the kind charges":   {Kind: nrp.CountAmounts, Charges: &nrp.Charges{}},
		"amount: 2 entries":                     {Kind: nrp.CountCharges, Amount: []int64{1, 2}, Charges: &nrp.Charges{}},
		"from, to and weekdays":                 {Kind: nrp.CountCharges, To: 1, Charges: &nrp.Charges{}},
		"charges.weekend: -1 is out of range":   {Kind: nrp.CountCharges, Charges: &nrp.Charges{Weekend: -1}},
		"charges.cells[0].day: 2 is not":        {Kind: nrp.CountCharges, Charges: &nrp.Charges{Cells: []nrp.Charge{{Day: 2, Cells: 1}}}},
		"charges.cells[0].cells: no cell is":    {Kind: nrp.CountCharges, Charges: &nrp.Charges{Cells: []nrp.Charge{{}}}},
		"charges.choices[0].choice: 1 is an":    {Kind: nrp.CountCharges, Charges: &nrp.Charges{Choices: []nrp.ChoiceCharge{{Choice: 1}}}},
		"charges.choices[0].amount: -1 is out":  {Kind: nrp.CountCharges, Charges: &nrp.Charges{Choices: []nrp.ChoiceCharge{{Amount: -1}}}},
		"charges.cells[0].amount: -1 is out of": {Kind: nrp.CountCharges, Charges: &nrp.Charges{Cells: []nrp.Charge{{Cells: 1, Amount: -1}}}},
	} {
		if err := chargedInstance(c).Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
}

// The hashes that are stored with rosters stay what they were; charges change them.
func TestChargesAreHashedWhereThereAreSome(t *testing.T) {
	without := chargedInstance(nrp.Counter{Kind: nrp.CountCharges})
	with := chargedInstance(nrp.Counter{Kind: nrp.CountCharges, Charges: &nrp.Charges{}})
	more := chargedInstance(nrp.Counter{Kind: nrp.CountCharges, Charges: &nrp.Charges{Weekend: 1}})
	if a, b, c := without.Hash(), with.Hash(), more.Hash(); a == b || b == c || a == c {
		t.Errorf("hashes %s, %s, %s: two are equal", a, b, c)
	}
}
