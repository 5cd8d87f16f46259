package curtois

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

func willow(tb testing.TB) []byte {
	tb.Helper()
	b, err := os.ReadFile("testdata/willow.txt")
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestRead(t *testing.T) {
	inst, err := Read(bytes.NewReader(willow(t)), "willow")
	if err != nil {
		t.Fatal(err)
	}
	if err := inst.Validate(); err != nil {
		t.Error(err)
	}
	if got := [...]int{inst.Horizon.Days, len(inst.Shifts), len(inst.Staff), len(inst.Contracts), len(inst.Cover), len(inst.Unavailable), len(inst.Requests)}; got != [...]int{14, 2, 6, 5, 28, 3, 3} {
		t.Errorf("days, shifts, staff, contracts, cover, unavailable, requests = %v", got)
	}
	// fay is the sixth, and only ada and bea have equal limits: contract 4 of 0..4.
	if c := inst.Staff[5].Contract; c != 4 {
		t.Errorf("fay has contract %d, want 4", c)
	}
	one := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	both := nrp.ShiftCells(0, 1)
	want := nrp.Contract{
		ID: "3", SkillCost: one, UnavailableCost: one, FixedCost: one,
		Successions: []nrp.Succession{{Name: "after N", From: nrp.ShiftCells(1), To: nrp.ShiftCells(0), Cost: one}},
		Stretches: []nrp.Stretch{
			{Name: "shifts in a row", Of: both, Min: 2, MinCost: one, Max: 4, MaxCost: one},
			{Name: "days off in a row", Of: nrp.OffCells, Min: 3, MinCost: one, Max: nrp.NoLimit, MaxCost: one},
		},
		// N=14 in 14 days is no limit, so dot's contract counts E only.
		Counters: []nrp.Counter{
			{
				Name: "minutes", Kind: nrp.CountAmounts, Amount: []int64{450, 600},
				Under: []nrp.Knee{{At: 3600, Cost: one}}, Over: []nrp.Knee{{At: 5400, Cost: one}},
			},
			{Name: "shifts E", Kind: nrp.CountAmounts, Amount: []int64{1, 0}, Over: []nrp.Knee{{At: 3, Cost: one}}},
			{Name: "weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: 1, Cost: one}}},
		},
	}
	if diff := cmp.Diff(want, inst.Contracts[2]); diff != "" {
		t.Errorf("dot's contract (-want +got):\n%s", diff)
	}
	wantRequests := []nrp.Request{
		{Staff: 1, Day: 3, Unwanted: nrp.OffCells | nrp.ShiftCells(1), Cost: soft(2)},
		{Staff: 2, Day: 5, Unwanted: nrp.OffCells | nrp.ShiftCells(1), Cost: soft(1)},
		{Staff: 4, Day: 11, Unwanted: nrp.ShiftCells(1), Cost: soft(3)},
	}
	if diff := cmp.Diff(wantRequests, inst.Requests); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	wantCover := nrp.Cover{Day: 0, Shift: 0, Skill: nrp.NoSkill, Preferred: 2, PreferredCost: soft(100), Max: 2, MaxCost: soft(1)}
	if diff := cmp.Diff(wantCover, inst.Cover[0]); diff != "" {
		t.Errorf("cover of day 0, E (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(nrp.Unavailable{Staff: 3, Day: 7, Cells: both}, inst.Unavailable[2]); diff != "" {
		t.Errorf("dot's day off (-want +got):\n%s", diff)
	}
	if inst.Staff[0].History.Known {
		t.Error("history is known; the format has none")
	}
}

func TestReadIsTheSameWithOtherLineEnds(t *testing.T) {
	plain, err := Read(bytes.NewReader(willow(t)), "w")
	if err != nil {
		t.Fatal(err)
	}
	dos := "\ufeff" + strings.ReplaceAll(string(willow(t)), "\n", " \r\n")
	got, err := Read(strings.NewReader(dos), "w")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plain, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadRefuses(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"no_section":         {"SECTION_HORIZON\n", "", "line 2: data before the first section: begin with SECTION_HORIZON"},
		"unknown_section":    {"SECTION_DAYS_OFF", "SECTION_HOLIDAYS", `line 19: unknown section "SECTION_HOLIDAYS"`},
		"section_twice":      {"SECTION_COVER", "SECTION_STAFF", "line 33: section SECTION_STAFF stands here for the second time"},
		"section_missing":    {"SECTION_SHIFTS\n", "", "section SECTION_SHIFTS is missing or empty: add it"},
		"days_not_a_number":  {"\n14\n", "\ntwo weeks\n", `line 3 (SECTION_HORIZON): field 1, days, is "two weeks": write a whole number`},
		"days_zero":          {"\n14\n", "\n0\n", "line 3 (SECTION_HORIZON): field 1, days, is 0: it must be from 1 to 3660"},
		"days_twice":         {"\n14\n", "\n14\n15\n", "line 4 (SECTION_HORIZON): a second line"},
		"shift_fields":       {"E,450,", "E", "line 7 (SECTION_SHIFTS): 1 fields, want 3"},
		"shift_twice":        {"N,600,E", "E,600,", `line 8 (SECTION_SHIFTS): shift "E" stands here for the second time`},
		"shift_like_off":     {"N,600,E", "-,600,E", `shift ID "-"`},
		"shift_minutes":      {"E,450,", "E,-450,", "field 2, length in minutes, is -450: it must be from 0 to 10080"},
		"follower_unknown":   {"N,600,E", "N,600,X", `line 8 (SECTION_SHIFTS): shift "X", which may not follow`},
		"staff_fields":       {"ada,E=14|N=4,4800,3000,5,2,2,1", "ada,E=14|N=4,4800,3000,5,2,2", "line 12 (SECTION_STAFF): 7 fields, want 8"},
		"staff_twice":        {"bea,E", "ada,E", `line 13 (SECTION_STAFF): employee "ada" stands here for the second time`},
		"staff_unnamed":      {"ada,E", ",E", "line 12 (SECTION_STAFF): field 1, ID, is empty"},
		"limit_form":         {"E=14|N=4,4800", "E14|N=4,4800", `line 12 (SECTION_STAFF): field 2, MaxShifts, has "E14"`},
		"limit_unknown":      {"E=14|N=4,4800", "X=14|N=4,4800", `names shift "X"`},
		"limit_twice":        {"E=14|N=4,4800", "E=14|E=4,4800", `names shift "E" twice`},
		"minutes_exchanged":  {"4800,3000", "3000,4800", "MinTotalMinutes 4800 is above MaxTotalMinutes 3000"},
		"runs_exchanged":     {"4800,3000,5,2", "4800,3000,2,5", "MinConsecutiveShifts 5 is above MaxConsecutiveShifts 2"},
		"consecutive_below":  {"4800,3000,5", "4800,3000,-5", "field 5, MaxConsecutiveShifts, is -5"},
		"day_off_beyond":     {"ada,0,13", "ada,0,14", "line 21 (SECTION_DAYS_OFF): field 3, day, is 14: it must be from 0 to 13"},
		"day_off_unknown":    {"ada,0,13", "zoe,0,13", `line 21 (SECTION_DAYS_OFF): field 1, EmployeeID, is "zoe": it is not in SECTION_STAFF`},
		"request_fields":     {"bea,3,E,2", "bea,3,E", "line 26 (SECTION_SHIFT_ON_REQUESTS): 3 fields, want 4"},
		"request_shift":      {"bea,3,E,2", "bea,3,X,2", `field 3, ShiftID, is "X": it is not in SECTION_SHIFTS`},
		"request_weight":     {"eve,11,N,3", "eve,11,N,many", `line 31 (SECTION_SHIFT_OFF_REQUESTS): field 4, weight, is "many"`},
		"request_too_dear":   {"eve,11,N,3", "eve,11,N,9223372036854775807", "it must be from 0 to 1000000000"},
		"cover_fields":       {"0,E,2,100,1", "0,E,2,100", "line 35 (SECTION_COVER): 4 fields, want 5"},
		"cover_twice":        {"0,N,1,100,1", "0,E,1,100,1", "line 36 (SECTION_COVER): day 0, shift E has its cover in line 35 already"},
		"cover_negative":     {"0,E,2,100,1", "0,E,-2,100,1", "field 3, requirement, is -2"},
		"too_many_shifts":    {"N,600,E", "N,600,E\n" + manyShifts(61), "more than 62 shifts"},
		"too_large_together": {"\n14\n", "\n3661\n", "it must be from 1 to 3660"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(string(willow(t)), tt.old) {
				t.Fatalf("the instance has no %q to replace", tt.old)
			}
			inst, err := Read(strings.NewReader(strings.Replace(string(willow(t)), tt.old, tt.new, 1)), "w")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v\nwant one with %q", err, tt.want)
			}
			if inst != nil {
				t.Error("an instance came with the error")
			}
		})
	}
}

func manyShifts(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("s" + strings.Repeat("x", i) + ",480,\n")
	}
	return b.String()
}

// endless is a file without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '#'
	}
	return len(p), nil
}

func TestReadRefusesOversizedFiles(t *testing.T) {
	if _, err := Read(endless{}, "w"); err == nil || !strings.Contains(err.Error(), "larger than 64 MiB") {
		t.Errorf("error %v", err)
	}
}

func TestReadReportsReadErrors(t *testing.T) {
	r, w := io.Pipe()
	w.CloseWithError(io.ErrClosedPipe)
	if _, err := Read(r, "w"); err == nil || !strings.Contains(err.Error(), "closed pipe") {
		t.Errorf("error %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(willow(f))
	f.Add([]byte("SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,480\nSECTION_STAFF\nA,,0,0,0,0,0,0\nSECTION_COVER\n0,D,1,1,1\n"))
	f.Add([]byte("SECTION_STAFF\nA,D=1,1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		inst, err := Read(bytes.NewReader(data), "fuzz")
		if err != nil {
			return
		}
		if err := inst.Validate(); err != nil {
			t.Fatal(err)
		}
		// What is read must be a whole instance, and a roster of it must survive the trip.
		empty := nrp.NewRoster(len(inst.Staff), inst.Horizon.Days)
		var out bytes.Buffer
		if err := WriteRoster(&out, inst, empty); err != nil {
			t.Fatal(err)
		}
		back, err := ReadRoster(&out, inst)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(empty, back); diff != "" {
			t.Error(diff)
		}
	})
}
