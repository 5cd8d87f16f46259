package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// linkedWard has four people on one day with an early (E) and a late (L).
func linkedWard(links ...nrp.Link) *nrp.Instance {
	in := ward(1, nrp.Contract{})
	in.Staff = nil
	for _, id := range []string{"ada", "bo", "cy", "di"} {
		in.Staff = append(in.Staff, nrp.Staff{ID: id})
	}
	in.Links = links
	return in
}

// TestLink counts the members who hold cells of theirs, a day off among them.
func TestLink(t *testing.T) {
	const early, late = 0, 1
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 7}
	all := nrp.AllShiftCells(2) | nrp.OffCells
	notEarly := all &^ nrp.ShiftCells(early)
	apart := nrp.Link{Name: "apart", Members: []nrp.Member{{Staff: 0, Cells: notEarly}, {Staff: 1, Cells: notEarly}}, Least: 1, Cost: hard}
	learner := nrp.Link{Name: "learner", Members: []nrp.Member{
		{Staff: 0, Cells: notEarly}, {Staff: 1, Cells: nrp.ShiftCells(early)}, {Staff: 2, Cells: nrp.ShiftCells(early, late)},
	}, Least: 1, Cost: hard}
	two := learner
	two.Least = 2
	tests := map[string]struct {
		link    nrp.Link
		line    string // what each of the four works
		missing int64
	}{
		"apart: both off":                        {apart, "....", 0}, // 2 of 1
		"apart: one of them":                     {apart, "E...", 0}, // 1 of 1
		"apart: both":                            {apart, "EE..", 1}, // 0 of 1
		"apart: both, on other shifts":           {apart, "EL..", 0}, // 1 of 1
		"apart: others do not matter":            {apart, "E.EE", 0},
		"learner off":                            {learner, "....", 0},
		"learner alone":                          {learner, "E...", 1},
		"learner beside somebody else":           {learner, "E..E", 1},
		"learner beside a supervisor":            {learner, "EE..", 0},
		"learner, the supervisor on another":     {learner, "EL..", 1},
		"learner, a supervisor who may be later": {learner, "E.L.", 0},
		"two wanted, two there":                  {two, "EEE.", 0}, // 2 of 2
		"two wanted, one there":                  {two, "EE..", 1}, // 1 of 2
		"two wanted, none there":                 {two, "E..E", 2}, // 0 of 2
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			m, err := rules.Compile(linkedWard(tc.link))
			if err != nil {
				t.Fatal(err)
			}
			r := nrp.NewRoster(4, 1)
			for i, a := range lineOf(tc.line) {
				r[i][0] = a
			}
			if want := (nrp.Score{nrp.LevelHard: 7 * tc.missing}); m.Evaluate(r) != want {
				t.Errorf("score %v, want %v", m.Evaluate(r), want)
			}
			var want []nrp.Violation
			if tc.missing > 0 {
				want = []nrp.Violation{{
					Rule: nrp.RuleLink, Name: tc.link.Name, Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1, Amount: tc.missing, Cost: hard,
				}}
			}
			if diff := cmp.Diff(want, m.Violations(r)); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLinkChange mends and breaks a link by days off, which no cover row counts.
func TestLinkChange(t *testing.T) {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	in := linkedWard(nrp.Link{Members: []nrp.Member{{Staff: 0, Cells: nrp.OffCells}, {Staff: 1, Cells: nrp.ShiftCells(0)}}, Least: 1, Cost: hard})
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	r := nrp.NewRoster(4, 1)
	delta, added, removed := m.Change(r, 0, 0, nrp.Assignment{Shift: 0, Skill: nrp.NoSkill})
	if delta[nrp.LevelHard] != 1 || len(added) != 1 || len(removed) != 0 {
		t.Errorf("work: delta %v, %d added, %d removed; want one added", delta, len(added), len(removed))
	}
	r[0][0] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
	delta, added, removed = m.Change(r, 0, 0, nrp.Off)
	if delta[nrp.LevelHard] != -1 || len(added) != 0 || len(removed) != 1 {
		t.Errorf("off again: delta %v, %d added, %d removed; want one removed", delta, len(added), len(removed))
	}
	delta, added, removed = m.Change(r, 1, 0, nrp.Assignment{Shift: 0, Skill: nrp.NoSkill})
	if delta[nrp.LevelHard] != -1 || len(added) != 0 || len(removed) != 1 {
		t.Errorf("the other: delta %v, %d added, %d removed; want one removed", delta, len(added), len(removed))
	}
}

// TestExceptions leaves those out of cover who do not count, whatever the row counts by.
func TestExceptions(t *testing.T) {
	in := linkedWard()
	in.Skills = []nrp.Skill{{ID: "charge"}}
	for i := range in.Staff {
		in.Staff[i].Skills = []nrp.SkillIdx{0}
	}
	minimum, over := nrp.Cost{Level: nrp.LevelCover, Weight: 1}, nrp.Cost{Level: nrp.LevelRest, Weight: 1}
	for name, row := range map[string]nrp.Cover{
		"anyone":  {Skill: nrp.NoSkill},
		"a skill": {Skill: 0},
		"held":    {Skill: 0, Held: true},
	} {
		t.Run(name, func(t *testing.T) {
			row.Min, row.Preferred, row.Max, row.MinCost, row.MaxCost = 2, 2, 2, minimum, over
			row.Except = []nrp.StaffIdx{1}
			in.Cover = []nrp.Cover{row}
			m, err := rules.Compile(in)
			if err != nil {
				t.Fatal(err)
			}
			for line, want := range map[string]nrp.Score{
				"EE..": {nrp.LevelCover: 1}, // 1 counts, 2 wanted
				"EEE.": {},                  // 2 count
				"EEEE": {nrp.LevelRest: 1},  // 3 count, 2 at most
				".EEE": {},                  // 2 count
			} {
				r := nrp.NewRoster(4, 1)
				for i, a := range lineOf(line) {
					if a.Shift != nrp.NoShift {
						a.Skill = 0
					}
					r[i][0] = a
				}
				if got := m.Evaluate(r); got != want {
					t.Errorf("%s: %v, want %v", line, got, want)
				}
			}
		})
	}
}
