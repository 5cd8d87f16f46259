package explain

import (
	"math/rand/v2"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// What is owed to one person, and the work that waits for one, is nobody else's.
func TestOneMorePersonIsOwedNothing(t *testing.T) {
	in := tinyWard(rand.New(rand.NewPCG(1, 7)))
	weekly := nrp.Respite{Name: "weekly", Span: 7, Repeats: true, Minutes: 1440, Times: 1, Cost: hard}
	personal := weekly
	end := in.Horizon.Midnight(in.Horizon.Days)
	personal.Ahead = []nrp.Busy{{Start: end + 600, End: end + 1200}}
	owed := nrp.Respite{Name: "owed", Span: 2, Minutes: 1440, Times: 1, Cost: hard}
	in.Contracts[0].Respites = []nrp.Respite{personal, owed}
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	c := WithPerson(in, nrp.NewRoster(len(in.Staff), in.Horizon.Days), 0)
	if err := c.Instance.Validate(); err != nil {
		t.Fatal(err)
	}
	got := c.Instance.Contracts[c.Instance.Staff[len(in.Staff)].Contract].Respites
	if len(got) != 1 || got[0].Name != "weekly" || got[0].Ahead != nil {
		t.Errorf("the new person has %+v, want weekly rest alone", got)
	}
	if kept := c.Instance.Contracts[in.Staff[0].Contract].Respites; len(kept) != 2 || len(kept[0].Ahead) != 1 {
		t.Errorf("the other has %+v, want both as before", kept)
	}
}

// Weekly rest is law: it stays at the hard level where other hard rules may give.
func TestWeeklyRestNeverGives(t *testing.T) {
	in := shortWard(1)
	in.Contracts[0].Respites = []nrp.Respite{{Name: "weekly", Span: 7, Repeats: true, Minutes: 1440, Times: 1, Cost: hard}}
	g := &giver{in: in, unit: 1}
	if r := g.derive().Contracts[0].Respites; len(r) != 1 || r[0].Cost != hard {
		t.Errorf("the contract has %+v, want weekly rest at the hard level", r)
	}
}
