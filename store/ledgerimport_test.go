package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var someKinds = []string{"night", "weekend"}

func TestParseLedger(t *testing.T) {
	got, err := ParseLedger(strings.NewReader("\ufeffstaff_number,Date,kind,count,share_percent,eligible_percent\r\n"+
		"HEA-001,2026-09-27,night,4,60,75\r\nHEA-002, 2026-09-27,weekend,0,,\r\n"), someKinds)
	want := []LedgerRow{
		{Row: 2, Number: "HEA-001", Day: "2026-09-27", Kind: "night", Count: 4, SharePercent: 60, EligiblePercent: 75},
		{Row: 3, Number: "HEA-002", Day: "2026-09-27", Kind: "weekend", Count: 0, SharePercent: -1, EligiblePercent: 100},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v: %s", err, diff)
	}
	// The last two columns may be left out, and the order is free.
	got, err = ParseLedger(strings.NewReader("kind,count,date,staff_number\nnight,1,2026-09-27,7\n"), someKinds)
	want = []LedgerRow{{Row: 2, Number: "7", Day: "2026-09-27", Kind: "night", Count: 1, SharePercent: -1, EligiblePercent: 100}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v: %s", err, diff)
	}
}

func TestParseLedgerNamesEveryFault(t *testing.T) {
	const head = "staff_number,date,kind,count,share_percent,eligible_percent\n"
	for _, c := range []struct {
		name, text string
		pointers   []string
	}{
		{"nothing", "", nil},
		{"no heads", "HEA-001,2026-09-27,night,4\n", []string{"/rows/1", "/rows/1", "/rows/1", "/rows/1", "/rows/1", "/rows/1", "/rows/1", "/rows/1"}},
		{"a column twice", "staff_number,date,kind,count,date\n", []string{"/rows/1"}},
		{"a column missing", "staff_number,date,kind\n", []string{"/rows/1"}},
		{"too few fields", head + "HEA-001,2026-09-27\n", []string{"/rows/2"}},
		{
			"every field", head + ",27/09/2026,nights,-1,0,101\nHEA-001,2026-09-27,night,4,,\n",
			[]string{"/rows/2/staff_number", "/rows/2/date", "/rows/2/kind", "/rows/2/count", "/rows/2/share_percent", "/rows/2/eligible_percent"},
		},
		{"a row twice", head + "HEA-001,2026-09-27,night,4,,\nHEA-001,2026-09-27,night,1,,\n", []string{"/rows/3"}},
		{"a line of quotes counts as it stands", head + "\"HEA\n001\",2026-09-27,night,4,,\nHEA-001,2026-09-27,day,4,,\n", []string{"/rows/2/staff_number", "/rows/4/kind"}},
		{"no CSV", head + "\"HEA-001,2026-09-27\n", nil},
	} {
		rows, err := ParseLedger(strings.NewReader(c.text), someKinds)
		var e *Error
		if !errors.As(err, &e) || e.Kind != Invalid || e.Detail == "" {
			t.Errorf("%s: %v, %v", c.name, rows, err)
			continue
		}
		var pointers []string
		for _, f := range e.Fields {
			pointers = append(pointers, f.Pointer)
			if f.Detail == "" {
				t.Errorf("%s: nothing is said of %s", c.name, f.Pointer)
			}
		}
		if diff := cmp.Diff(c.pointers, pointers); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestParseLedgerTellsFiftyFaultsAndHowManyMore(t *testing.T) {
	text := "staff_number,date,kind,count\n"
	for i := range 60 {
		text += fmt.Sprintf("n%d,2026-09-27,day,1\n", i)
	}
	_, err := ParseLedger(strings.NewReader(text), someKinds)
	var e *Error
	if !errors.As(err, &e) || len(e.Fields) != 51 || e.Fields[50].Detail != "and 10 more" {
		t.Errorf("%v", err)
	}
}
