package inrc2

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

func TestSolutionRoundTrip(t *testing.T) {
	p, err := read(rowan(t))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		want := nrp.NewRoster(6, 14)
		for i := range want {
			for d := range want[i] {
				if s := rng.IntN(4) - 1; s != nrp.NoShift {
					want[i][d] = nrp.Assignment{Shift: s, Skill: rng.IntN(2)}
				}
			}
		}
		var weeks []Source
		for k := range 2 {
			var out bytes.Buffer
			if err := WriteWeek(&out, "rowan", p.Instance, want, k); err != nil {
				t.Fatal(err)
			}
			weeks = append(weeks, Source{SolutionName(k), &out})
		}
		got, err := ReadSolutions(p, weeks)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWriteWeek(t *testing.T) {
	p, err := read(rowan(t))
	if err != nil {
		t.Fatal(err)
	}
	r := nrp.NewRoster(6, 14)
	r[1][13] = nrp.Assignment{Shift: 2, Skill: 1}
	r[1][0] = nrp.Assignment{Shift: 0, Skill: 0} // the other week
	var out bytes.Buffer
	if err := WriteWeek(&out, "rowan", p.Instance, r, 1); err != nil {
		t.Fatal(err)
	}
	want := `{
 "scenario": "rowan",
 "week": 1,
 "assignments": [
  {
   "nurse": "Bea",
   "day": "Sun",
   "shiftType": "Night",
   "skill": "Nurse"
  }
 ]
}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWriteWeekRefuses(t *testing.T) {
	p, err := read(rowan(t))
	if err != nil {
		t.Fatal(err)
	}
	unskilled := nrp.NewRoster(6, 14)
	unskilled[0][0] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
	tests := map[string]struct {
		r    nrp.Roster
		week int
	}{
		"too_few_staff":  {nrp.NewRoster(5, 14), 0},
		"no_such_week":   {nrp.NewRoster(6, 14), 2},
		"week_below":     {nrp.NewRoster(6, 14), -1},
		"duty_unskilled": {unskilled, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := WriteWeek(&out, "rowan", p.Instance, tt.r, tt.week); err == nil || out.Len() > 0 {
				t.Errorf("error %v, wrote %q", err, out.String())
			}
		})
	}
}

func TestReadSolutionsRefuses(t *testing.T) {
	p, err := read(rowan(t))
	if err != nil {
		t.Fatal(err)
	}
	one := `{"nurse": "Bea", "day": "Sun", "shiftType": "Night", "skill": "Nurse"}`
	tests := map[string]struct{ text, want string }{
		"two_on_a_day":  {`{"scenario":"rowan","week":0,"assignments":[` + one + "," + one + `]}`, "/assignments/1: Bea has another assignment on Sunday"},
		"unknown_skill": {`{"scenario":"rowan","week":0,"assignments":[` + strings.Replace(one, `"Nurse"`, `"Cook"`, 1) + `]}`, `/assignments/0/skill: there is no skill "Cook"`},
		"unknown_field": {`{"scenario":"rowan","week":0,"assignments":[],"cost":0}`, "/cost: unknown field"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ReadSolutions(p, []Source{{"sol-week0.json", strings.NewReader(tt.text)}, {"sol-week1.json", strings.NewReader(tt.text)}})
			if err == nil || !strings.Contains(err.Error(), "sol-week0.json: line 1: "+tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
	if _, err := ReadSolutions(p, nil); err == nil || !strings.Contains(err.Error(), "has 2 weeks, but 0 solution files") {
		t.Errorf("error %v", err)
	}
}

func TestCost(t *testing.T) {
	var s nrp.Score
	s.Add(optimal, 2)
	s.Add(sameShift, 1)
	s.Add(missing, 7)
	if Cost(s) != 75 {
		t.Errorf("cost %d, want 2 x 30 + 15", Cost(s))
	}
}
