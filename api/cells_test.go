package api

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// What a cell's change does to the findings of the law stands before what it does to the rules.
func TestAChangeTellsOfTheLaw(t *testing.T) {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	p := &RosterProblem{
		Instance: &nrp.Instance{
			Horizon:     nrp.Horizon{Days: 2},
			Shifts:      []nrp.Shift{{ID: "E", Start: 420, End: 900, Minutes: 450}},
			Contracts:   []nrp.Contract{{ID: "c", SkillCost: hard, UnavailableCost: hard, FixedCost: hard}},
			Staff:       []nrp.Staff{{ID: "1"}},
			Unavailable: []nrp.Unavailable{{Staff: 0, Day: 1, Cells: nrp.ShiftCells(0)}},
		},
		Roster: nrp.NewRoster(1, 2), StaffIDs: []string{string(ada)}, ShiftIDs: []string{string(longDay)}, FirstDay: sat,
	}
	p.Roster[0][0] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
	finding := func(rule string) store.Finding { return store.Finding{Rule: rule, StaffID: ada, Amount: 1} }
	p.Law = func(r nrp.Roster) ([]store.Finding, error) {
		if r[0][1].Shift == nrp.NoShift {
			return []store.Finding{finding("law_a"), finding("law_b")}, nil
		}
		return []store.Finding{finding("law_b"), finding("law_c")}, nil
	}
	rules := func(list []store.Finding) (out []string) {
		for _, f := range list {
			out = append(out, f.Rule)
		}
		return out
	}
	cell := store.Cell{StaffID: ada, Day: sat.Add(1), ShiftID: longDay}
	c, err := p.change(cell)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"law_c", "unavailable"}, rules(c.added)) + cmp.Diff([]string{"law_a"}, rules(c.removed)); diff != "" {
		t.Error(diff)
	}
	if p.Roster[0][1].Shift != nrp.NoShift {
		t.Error("trying changed the roster")
	}
	broken := errors.New("broken")
	p.Law = func(nrp.Roster) ([]store.Finding, error) { return nil, broken }
	if _, err := p.change(cell); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
