package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

func TestCover(t *testing.T) {
	minimum := nrp.Cost{Level: nrp.LevelCover, Weight: 100}
	preferred := nrp.Cost{Level: nrp.LevelRest, Weight: 10}
	over := nrp.Cost{Level: nrp.LevelRest, Weight: 1}
	in := ward(1, nrp.Contract{})
	in.Skills = []nrp.Skill{{ID: "charge"}, {ID: "nurse"}}
	in.Staff = nil
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		in.Staff = append(in.Staff, nrp.Staff{ID: id, Skills: []nrp.SkillIdx{1}})
	}
	in.Staff[0].Skills = []nrp.SkillIdx{0, 1}
	in.Cover = []nrp.Cover{
		{Day: 0, Shift: 0, Skill: 1, Min: 2, MinCost: minimum, Preferred: 3, PreferredCost: preferred, Max: 4, MaxCost: over},
		{Day: 0, Shift: 0, Skill: 0, Held: true, Min: 1, MinCost: minimum, Preferred: 1, Max: nrp.NoLimit},
	}
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		line        string // what each of the five works, all as nurses
		cover, rest int64
	}{
		"nobody":                             {".....", 300, 10}, // (2 + 1) x 100; 3 - 2 preferred
		"one without charge":                 {".E...", 200, 10}, // 1 nurse, nobody in charge
		"the minimum":                        {"EE...", 0, 10},   // 3 - 2 preferred
		"the preferred":                      {"EEE..", 0, 0},    //
		"the maximum":                        {"EEEE.", 0, 0},    //
		"one too many":                       {"EEEEE", 0, 1},    //
		"the one in charge on another shift": {"LEEE.", 100, 0},  //
		"two nurses, the one in charge is not one of them": {".EE..", 100, 10},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			r := nrp.NewRoster(5, 1)
			for i, a := range lineOf(tc.line) {
				if a.Shift != nrp.NoShift {
					a.Skill = 1
				}
				r[i][0] = a
			}
			want := nrp.Score{nrp.LevelCover: tc.cover, nrp.LevelRest: tc.rest}
			if diff := cmp.Diff(want, m.Evaluate(r)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCells(t *testing.T) {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	in := ward(2, nrp.Contract{SkillCost: hard, UnavailableCost: hard, FixedCost: hard})
	in.Skills = []nrp.Skill{{ID: "nurse"}}
	in.Staff[0].Skills, in.Staff[0].SkillUntil = []nrp.SkillIdx{0}, []nrp.DayIdx{1}
	in.Unavailable = []nrp.Unavailable{{Day: 0, Cells: night}}
	in.Fixed = []nrp.Fixed{{Day: 1, To: nrp.Off}}
	in.Requests = []nrp.Request{{Day: 0, Unwanted: early, Cost: soft}}
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	nurse := func(s nrp.ShiftIdx) nrp.Assignment { return nrp.Assignment{Shift: s, Skill: 0} }
	tests := map[string]struct {
		line nrp.Line
		want nrp.Score
	}{
		"all kept":                              {nrp.Line{nurse(1), nrp.Off}, nrp.Score{}},
		"unwanted":                              {nrp.Line{nurse(0), nrp.Off}, nrp.Score{nrp.LevelRest: 7}},
		"unavailable":                           {nrp.Line{nurse(2), nrp.Off}, nrp.Score{nrp.LevelHard: 1}},
		"fixed cell left in a skill run out":    {nrp.Line{nrp.Off, nurse(0)}, nrp.Score{nrp.LevelHard: 2}},
		"a duty without a skill needs no skill": {nrp.Line{nrp.Off, {Shift: 0, Skill: nrp.NoSkill}}, nrp.Score{nrp.LevelHard: 1}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, m.Evaluate(nrp.Roster{tc.line})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
