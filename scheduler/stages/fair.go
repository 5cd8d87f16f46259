package stages

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Fair is what an instance does not say of its people: what they carry, and what a night, a
// weekend and a refusal add to it.
type Fair struct {
	// People are in the order of Instance.Staff. [staff]
	People []Person `json:"people"`
	// Refusals are what each of Instance.Requests counts as where it is not met; those of one choice
	// are all the same and count once where none of its plans is kept. [request]
	Refusals []fairness.Kind `json:"refusals"`
}

// Person is what one person brings along.
type Person struct {
	// Base is what the ledger's lines are worth at the end of the period, without the period's
	// own, in thousandths of a point.
	Base fairness.Milli `json:"base"`
	fairness.Part
}

// Check reports whether there is something to say of each person and request, and of nothing else.
func (f *Fair) Check(in *nrp.Instance) error {
	switch {
	case len(f.People) != len(in.Staff):
		return fmt.Errorf("fairness: people: %d for %d staff, give one for each", len(f.People), len(in.Staff))
	case len(f.Refusals) != len(in.Requests):
		return fmt.Errorf("fairness: refusals: %d for %d requests, give one for each", len(f.Refusals), len(in.Requests))
	}
	for i, k := range f.Refusals {
		switch k { //nolint:exhaustive // the others are no refusals
		case fairness.Refused1, fairness.Refused2, fairness.Refused3, fairness.RefusedToken:
		default:
			return fmt.Errorf("fairness: refusals[%d]: %q is no refusal, give one of refused_1, refused_2, refused_3, refused_token", i, k)
		}
	}
	type choice struct {
		staff nrp.StaffIdx
		index int
	}
	of := map[choice]fairness.Kind{}
	for k, q := range in.Requests {
		key := choice{q.Staff, q.Choice}
		if was, ok := of[key]; ok && q.Choice > 0 && was != f.Refusals[k] {
			return fmt.Errorf("fairness: refusals[%d]: %q, another request of the same choice counts as %q: give one for the whole choice", k, f.Refusals[k], was)
		}
		of[key] = f.Refusals[k]
	}
	return nil
}

// nightKind is nrp.Shift.Kind of shifts that the ledger counts as nights.
const nightKind = "night"

// Tally counts what a roster asks of a person, as the ledger will when it is published. Work on
// other wards is in their rotas.
func (f *Fair) Tally(in *nrp.Instance, r nrp.Roster, i nrp.StaffIdx) *fairness.Tally {
	t := &fairness.Tally{}
	for d, a := range r[i] {
		if a.Shift != nrp.NoShift && !in.Shifts[a.Shift].FixedOnly {
			t.Duty(d, in.Horizon.Weekday(d), in.Shifts[a.Shift].Kind == nightKind)
		}
	}
	for _, k := range in.Unmet(i, r[i]) {
		t.Add(f.Refusals[k], 1)
	}
	return t
}

// Burdens returns what each person will carry with a roster, in thousandths of a point. [staff]
// O(staff x (days + requests)).
func (f *Fair) Burdens(in *nrp.Instance, r nrp.Roster) []fairness.Milli {
	out := make([]fairness.Milli, len(f.People))
	for i, p := range f.People {
		out[i] = p.Base + f.Tally(in, r, i).Worth(fairness.Standard(), p.Part)
	}
	return out
}
