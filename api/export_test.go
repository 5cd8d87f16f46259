package api

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

func TestCSVCellsCannotRun(t *testing.T) {
	rows := [][]string{{"=1+1", "+1", "-1", "@a", "\tx", "\rx", "plain", "", "a=b", `quote " and , comma`}}
	f, err := csvFile("x.csv", rows)
	if err != nil {
		t.Fatal(err)
	}
	back, err := csv.NewReader(strings.NewReader(string(f.Body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"'=1+1", "'+1", "'-1", "'@a", "'\tx", "'x" /* the writer drops a lone CR */, "plain", "", "a=b", `quote " and , comma`}}
	if diff := cmp.Diff(want, back); diff != "" {
		t.Error(diff)
	}
}

func TestRosterRows(t *testing.T) {
	period := &store.RosterPeriod{FirstDay: "2026-03-02", LastDay: "2026-03-04"}
	shifts := []store.Shift{{ID: night, Code: "N"}, {ID: longDay, Code: "LD"}}
	people := []store.Staff{{ID: ben, Number: "2", Name: "Ben"}, {ID: ada, Number: "1", Name: "Ada"}}
	v := &store.RosterView{Duties: []store.Duty{
		{Day: "2026-03-02", ShiftID: night, StaffID: ada},
		{Day: "2026-03-04", ShiftID: longDay, StaffID: ada},
		{Day: "2026-03-03", ShiftID: longDay},
		{Day: "2026-03-03", ShiftID: longDay},
	}}
	want := [][]string{
		{"number", "name", "2026-03-02", "2026-03-03", "2026-03-04"},
		{"1", "Ada", "N", "", "LD"},
		{"2", "Ben", "", "", ""},
		{"", "unfilled LD", "0", "2", "0"},
	}
	if diff := cmp.Diff(want, rosterRows(v, period, people, shifts)); diff != "" {
		t.Error(diff)
	}
}
