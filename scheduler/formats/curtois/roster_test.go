package curtois

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

func TestRosterRoundTrip(t *testing.T) {
	inst, err := Read(bytes.NewReader(willow(t)), "willow")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		want := nrp.NewRoster(len(inst.Staff), inst.Horizon.Days)
		for i := range want {
			for d := range want[i] {
				want[i][d].Shift = rng.IntN(3) - 1
			}
		}
		var out bytes.Buffer
		if err := WriteRoster(&out, inst, want); err != nil {
			t.Fatal(err)
		}
		got, err := ReadRoster(&out, inst)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func small() *nrp.Instance {
	return &nrp.Instance{
		Horizon: nrp.Horizon{Days: 3},
		Shifts:  []nrp.Shift{{ID: "E"}, {ID: "N"}},
		Staff:   []nrp.Staff{{ID: "ada"}, {ID: "bea"}},
	}
}

func TestWriteRoster(t *testing.T) {
	r := nrp.NewRoster(2, 3)
	r[0][1].Shift, r[1][0].Shift, r[1][2].Shift = 1, 0, 1
	var out bytes.Buffer
	if err := WriteRoster(&out, small(), r); err != nil {
		t.Fatal(err)
	}
	if want := "\tN\t\nE\t\tN\n"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}

func TestWriteRosterRefusesTheWrongShape(t *testing.T) {
	bad := nrp.NewRoster(2, 3)
	bad[1][2].Shift = 2
	for _, r := range []nrp.Roster{nrp.NewRoster(1, 3), nrp.NewRoster(2, 2), bad} {
		if err := WriteRoster(&bytes.Buffer{}, small(), r); err == nil {
			t.Errorf("wrote %v", r)
		}
	}
}

func TestReadRoster(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"plain":          {"\tN\t\nE\t\tN\n", ""},
		"other_marks":    {"-\tN\t.\t\r\nE\t \tN\n\n\n", ""},
		"too_few_lines":  {"\tN\t", "1 lines, want 2"},
		"no_lines":       {"", "1 lines, want 2"},
		"too_many_lines": {"\t\t\n\t\t\nE\t\t\n", "3 lines, want 2"},
		"too_few_cells":  {"\t\t\nE\tN\n", "line 2 (bea): 2 cells, want 3"},
		"unknown_shift":  {"\t\t\nE\tN\tX\n", `line 2 (bea), day 2: unknown shift "X"`},
	}
	want := nrp.NewRoster(2, 3)
	want[0][1].Shift, want[1][0].Shift, want[1][2].Shift = 1, 0, 1
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := ReadRoster(strings.NewReader(tt.text), small())
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestCost(t *testing.T) {
	var s nrp.Score
	s.Add(soft(100), 3)
	s.Add(hard, 5)
	if Cost(s) != 300 {
		t.Errorf("cost %d, want 3 x 100", Cost(s))
	}
}
