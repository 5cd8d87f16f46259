package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store/sqlstore"
)

// importDatabase makes a migrated SQLite database and returns its DSN.
func importDatabase(t *testing.T) string {
	t.Helper()
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "rota.db")
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{DSN: dsn, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dsn
}

// alderFiles copies the small ward's files, changed by edit, and returns the arguments
// of an import of them.
func alderFiles(t *testing.T, edit func(name, text string) string) []string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"Sc-alder.json", "H0-alder-0.json", "WD-alder-0.json", "WD-alder-1.json"} {
		text, err := os.ReadFile(filepath.Join("blackbox", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(edit(name, string(text))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	return []string{"--history", at("H0-alder-0.json"), "--weeks", at("WD-alder-0.json") + "," + at("WD-alder-1.json"), at("Sc-alder.json")}
}

// countOf asks the database for one number.
func countOf(t *testing.T, dsn, query string) int {
	t.Helper()
	db, err := sql.Open("sqlite3", strings.TrimPrefix(dsn, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestImportINRC2(t *testing.T) {
	dsn := importDatabase(t)
	password := filepath.Join(t.TempDir(), "manager.txt")
	args := append([]string{"import", "inrc2", "--db-dsn", dsn, "--ward", "Alder Ward", "--manager", "alder.manager", "--password-file", password}, alderFiles(t, unchanged)...)
	code, stdout, stderr := execute(t, &commands{}, args...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	// The clock stands on Tuesday 2026-11-24: the next Monday is the 30th, two weeks go to 13 December.
	for _, want := range []string{"ward name: Alder Ward\n", "days: 2026-11-30 to 2026-12-13\n", "state: closed\n", "source: alder history 0 weeks 0-1\n", "staff: 10\n"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("stdout %q should hold %q", stdout, want)
		}
	}
	for query, want := range map[string]int{
		"SELECT count(*) FROM wards WHERE source = 'inrc2'":     1,
		"SELECT count(*) FROM staff":                            10,
		"SELECT count(*) FROM preferences":                      16,
		"SELECT count(*) FROM histories":                        10,
		"SELECT count(*) FROM grants WHERE ward_id IS NOT NULL": 1,
	} {
		if got := countOf(t, dsn, query); got != want {
			t.Errorf("%s is %d, want %d", query, got, want)
		}
	}
	secret, err := os.ReadFile(password)
	if err != nil || !strings.HasPrefix(string(secret), "alder.manager\t") {
		t.Fatalf("password file holds %q (%v)", secret, err)
	}
	if strings.Contains(stdout+stderr, strings.Split(string(secret), "\t")[1]) {
		t.Error("the password was printed")
	}
	// A second time the name is taken, and the file of the first stays.
	code, _, stderr = execute(t, &commands{}, args...)
	if after, _ := os.ReadFile(password); code != exitFailure || string(after) != string(secret) {
		t.Errorf("exit code %d, %s; the file was changed: %v", code, stderr, string(after) != string(secret))
	}
}

func TestImportINRC2Open(t *testing.T) {
	dsn := importDatabase(t)
	// From Tuesday 05:40 UTC to Monday 00:00 are 5 days 18 h 20 min; half of that is 2 days 21 h 10 min.
	code, stdout, stderr := execute(t, &commands{}, append([]string{"import", "inrc2", "--db-dsn", dsn, "--ward", "A", "--open"}, alderFiles(t, unchanged)...)...)
	if code != exitOK || !strings.Contains(stdout, "bidding closes: 2026-11-27T02:50:00Z") || !strings.Contains(stdout, "state: open") {
		t.Errorf("exit code %d, %s %s", code, stdout, stderr)
	}
}

// Each fault is named with its place, and nothing is written.
func TestImportINRC2Refuses(t *testing.T) {
	dsn := importDatabase(t)
	swap := func(file, old, replace string) func(name, text string) string {
		return func(name, text string) string {
			if name != file {
				return text
			}
			if !strings.Contains(text, old) {
				t.Fatalf("%s does not hold %q", name, old)
			}
			return strings.Replace(text, old, replace, 1)
		}
	}
	for name, c := range map[string]struct {
		edit func(name, text string) string
		more []string
		want []string
	}{
		"cut short":      {func(name, text string) string { return text[:len(text)-40] }, nil, []string{"Sc-alder.json", "line", "not JSON"}},
		"unknown field":  {swap("WD-alder-1.json", `"scenario"`, `"colour": "red", "scenario"`), nil, []string{"WD-alder-1.json", "/colour", "unknown field"}},
		"unknown nurse":  {swap("H0-alder-0.json", `"Ash"`, `"Aspen"`), nil, []string{"H0-alder-0.json", "Aspen"}},
		"other scenario": {swap("WD-alder-0.json", `"alder"`, `"elder"`), nil, []string{"WD-alder-0.json", "elder"}},
		"bad number":     {swap("Sc-alder.json", `"numberOfWeeks": 2`, `"numberOfWeeks": "two"`), nil, []string{"Sc-alder.json", "/numberOfWeeks", "whole number"}},
		"weeks missing":  {swap("Sc-alder.json", `"numberOfWeeks": 2`, `"numberOfWeeks": 3`), nil, []string{"3 weeks", "2 week files"}},
		"cannot be said": {swap("Sc-alder.json", `"minimumNumberOfConsecutiveDaysOff": 2, "maximumNumberOfConsecutiveDaysOff": 4`, `"minimumNumberOfConsecutiveDaysOff": 0, "maximumNumberOfConsecutiveDaysOff": 0`), nil, []string{"contract Full"}},
		"not a Monday":   {unchanged, []string{"--monday", "2026-12-01"}, []string{"--monday", "2026-11-30"}},
		"no date":        {unchanged, []string{"--monday", "next"}, []string{"--monday"}},
		"window is over": {unchanged, []string{"--open", "--bidding-closes", "2026-11-24T05:40:00Z"}, []string{"--bidding-closes"}},
		"closed already": {unchanged, []string{"--bidding-closes", "2026-11-25T05:40:00Z"}, []string{"--open"}},
		"login":          {unchanged, []string{"--manager", "X", "--password-file", filepath.Join(t.TempDir(), "x")}, []string{"/users/0/login"}},
		"no time":        {unchanged, []string{"--solve-seconds", "0"}, []string{"--solve-seconds"}},
		"no name":        {unchanged, []string{"--ward", " "}, []string{"/ward/name"}},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"import", "inrc2", "--db-dsn", dsn, "--ward", "Alder Ward"}, c.more...)
			code, stdout, stderr := execute(t, &commands{}, append(args, alderFiles(t, c.edit)...)...)
			if code != exitFailure || stdout != "" {
				t.Errorf("exit code %d, stdout %q", code, stdout)
			}
			for _, want := range c.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("stderr %q should hold %q", stderr, want)
				}
			}
			if n := countOf(t, dsn, "SELECT (SELECT count(*) FROM wards) + (SELECT count(*) FROM skills) + (SELECT count(*) FROM audit_entries)"); n != 0 {
				t.Errorf("%d rows were written", n)
			}
		})
	}
}

// A file beyond the reader's limit is refused without being held in memory whole.
func TestImportINRC2RefusesOversized(t *testing.T) {
	args := alderFiles(t, unchanged)
	big := args[len(args)-1]
	if err := os.Truncate(big, 65<<20); err != nil { // a sparse file: zeros after the text
		t.Fatal(err)
	}
	code, _, stderr := execute(t, &commands{}, append([]string{"import", "inrc2", "--db-dsn", importDatabase(t), "--ward", "A"}, args...)...)
	if code != exitFailure || !strings.Contains(stderr, "larger than 64 MiB") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}

func TestImportINRC2WantsMigratedDatabase(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "empty.db")
	code, _, stderr := execute(t, &commands{}, append([]string{"import", "inrc2", "--db-dsn", dsn, "--ward", "A"}, alderFiles(t, unchanged)...)...)
	if code != exitFailure || !strings.Contains(stderr, "migrate") {
		t.Errorf("exit code %d, stderr %q should name fairrota migrate", code, stderr)
	}
}
