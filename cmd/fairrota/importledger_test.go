package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ledgerFile writes a ledger for people of the small ward, whose numbers begin with ALDER.
func ledgerFile(t *testing.T, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.csv")
	text := "staff_number,date,kind,count\n" + strings.Join(rows, "\n") + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// aNumber is the number of one person of a database.
func aNumber(t *testing.T, dsn string) (number string) {
	t.Helper()
	db, err := sql.Open("sqlite3", strings.TrimPrefix(dsn, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), "SELECT max(number) FROM staff").Scan(&number); err != nil {
		t.Fatal(err)
	}
	return number
}

func TestImportLedger(t *testing.T) {
	dsn := importDatabase(t)
	code, stdout, stderr := execute(t, &commands{}, append([]string{"import", "inrc2", "--db-dsn", dsn, "--ward", "Alder"}, alderFiles(t, unchanged)...)...)
	if code != exitOK {
		t.Fatal(stderr)
	}
	ward := regexp.MustCompile(`ward: (\S+)`).FindStringSubmatch(stdout)[1]
	number := aNumber(t, dsn)
	load := func(rows ...string) (int, string, string) {
		return execute(t, &commands{}, "import", "ledger", "--db-dsn", dsn, "--ward", ward, ledgerFile(t, rows...))
	}
	// The clock stands on 24 November 2026.
	code, _, stderr = load(number+",2026-09-27,night,4", "nobody,2026-09-27,night,1", number+",2026-12-01,night,1")
	for _, want := range []string{"nothing was written", "/rows/3/staff_number: nobody on Alder", "/rows/4/date: 2026-12-01 is still to come"} {
		if code != exitFailure || !strings.Contains(stderr, want) {
			t.Errorf("exit code %d, %q should hold %q", code, stderr, want)
		}
	}
	code, _, stderr = load(number + ",27.9.2026,night,4")
	if code != exitFailure || !strings.Contains(stderr, "/rows/2/date") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if n := countOf(t, dsn, "SELECT count(*) FROM ledger"); n != 0 {
		t.Fatalf("%d lines of refused files", n)
	}
	for _, c := range []struct{ row, want string }{
		{number + ",2026-09-27,night,4", "rows: 1\nadded: 1\ntaken back: 0\nunchanged: 0\n"},
		{number + ",2026-09-27,night,4", "rows: 1\nadded: 0\ntaken back: 0\nunchanged: 1\n"},
		{number + ",2026-09-27,night,5", "rows: 1\nadded: 1\ntaken back: 1\nunchanged: 0\n"},
		{number + ",2026-09-27,night,0", "rows: 1\nadded: 0\ntaken back: 1\nunchanged: 0\n"},
	} {
		if code, stdout, stderr = load(c.row); code != exitOK || !strings.Contains(stdout, c.want) {
			t.Errorf("%s: exit code %d, %q %s, want %q", c.row, code, stdout, stderr, c.want)
		}
	}
	if n := countOf(t, dsn, "SELECT count(*) FROM ledger"); n != 4 {
		t.Errorf("%d lines", n)
	}
	if code, _, stderr = execute(t, &commands{}, "import", "ledger", "--db-dsn", dsn, "--ward", "Alder", "none.csv"); code != exitUsage || !strings.Contains(stderr, "--ward") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}
