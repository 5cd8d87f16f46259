package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// importAlder makes a database with the small competition ward, its period closed or
// open until the day after the clock of execute.
func importAlder(t *testing.T, more ...string) (dsn string) {
	t.Helper()
	dsn = importDatabase(t)
	args := append([]string{"import", "inrc2", "--db-dsn", dsn, "--ward", "Alder Ward", "--solve-seconds", "1"}, more...)
	if code, _, stderr := execute(t, &commands{}, append(args, alderFiles(t, unchanged)...)...); code != exitOK {
		t.Fatalf("import: exit code %d: %s", code, stderr)
	}
	return dsn
}

func TestNightlySolvesOnceAndExports(t *testing.T) {
	dsn := importAlder(t)
	code, stdout, stderr := execute(t, &commands{}, "nightly", "--db-dsn", dsn)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[1], "Alder Ward  2026-11-30  saved") {
		t.Fatalf("report:\n%s", stdout)
	}
	fields := strings.Fields(lines[1])
	roster := fields[len(fields)-1]
	if got := countOf(t, dsn, "SELECT count(*) FROM runs WHERE state = 'saved' AND nightly AND fence = 1"); got != 1 {
		t.Errorf("%d saved runs", got)
	}
	// A second one has nothing to do.
	if code, stdout, _ = execute(t, &commands{}, "nightly", "--db-dsn", dsn); code != exitOK || stdout != "nothing to solve\n" {
		t.Errorf("the second nightly: %d %q", code, stdout)
	}
	dir := filepath.Join(t.TempDir(), "solution")
	code, stdout, stderr = execute(t, &commands{}, "export", "--db-dsn", dsn, "--format", "inrc2", "--out", dir, roster)
	if code != exitOK || strings.Count(stdout, "\n") != 2 {
		t.Fatalf("export: %d %q %s", code, stdout, stderr)
	}
	// The referee of the files finds the cost that the report shows: the last number.
	args := alderFiles(t, unchanged)
	args = append(append([]string{"check", "--format", "inrc2", "--brief"}, args...), dir)
	_, stdout, stderr = execute(t, &commands{}, args...)
	if want := "cost " + fields[len(fields)-2]; !strings.HasPrefix(stdout, want+"\n") {
		t.Errorf("check says %q %s, want %q", stdout, stderr, want)
	}
	code, stdout, _ = execute(t, &commands{}, "export", "--db-dsn", dsn, roster)
	if code != exitOK || !strings.HasPrefix(stdout, "date,shift,start,end,skill,staff_number,name,fixed,home_ward\r\n2026-11-30,") {
		t.Errorf("CSV: %d %.80q", code, stdout)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("folder: %v %v", entries, err)
	}
}

func TestNightlyAtClosesWhatIsDueThen(t *testing.T) {
	dsn := importAlder(t, "--open", "--bidding-closes", "2026-11-25T12:00:00Z")
	state := func() string {
		for _, s := range []string{"open", "closed", "drafted"} {
			if countOf(t, dsn, "SELECT count(*) FROM periods WHERE state = '"+s+"'") == 1 {
				return s
			}
		}
		return "?"
	}
	var got []string
	for _, at := range []string{"2026-11-25T11:59:59Z", "2026-11-25T12:00:00Z"} {
		if code, _, stderr := execute(t, &commands{}, "nightly", "--db-dsn", dsn, "--at", at); code != exitOK {
			t.Fatalf("%s: exit code %d: %s", at, code, stderr)
		}
		got = append(got, state())
	}
	if diff := cmp.Diff([]string{"open", "drafted"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNightlyFailsWhereAWardFails(t *testing.T) {
	dsn := importAlder(t)
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{DSN: dsn, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	wards, err := db.Wards(t.Context(), store.SystemActor)
	if err != nil {
		t.Fatal(err)
	}
	shifts, err := db.Shifts(t.Context(), store.SystemActor, wards[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	// The ward's rules speak of a shift by a code that it no longer has.
	for _, s := range shifts {
		if s.Code == "Late" {
			s.Code = "Evening"
			if _, err := db.UpdateShift(t.Context(), store.SystemActor, s); err != nil {
				t.Fatal(err)
			}
		}
	}
	code, stdout, stderr := execute(t, &commands{}, "nightly", "--db-dsn", dsn)
	if code != exitFailure || !strings.Contains(stderr, "1 of 1 wards have no draft") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if !strings.Contains(stdout, "failed") || !strings.Contains(stdout, `the rule set forbids what follows shift "Late", which the ward does not have`) {
		t.Errorf("report:\n%s", stdout)
	}
}

func TestNightlyAndWorkerRefuseBadSettings(t *testing.T) {
	for want, args := range map[string][]string{
		"2026-03-01T02:00:00Z":          {"nightly", "--at", "tomorrow"},
		"workers must be between":       {"worker", "--workers", "0"},
		"an id is a UUID in lower case": {"export", "7"},
		"name a folder by --out":        {"export", "--format", "inrc2", "0190a5b2-7c1e-7def-8abc-0123456789ab"},
	} {
		code, _, stderr := execute(t, &commands{}, args...)
		if code != exitUsage || !strings.Contains(stderr, want) {
			t.Errorf("%v: exit code %d, %q", args, code, stderr)
		}
	}
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "empty.db")
	for _, command := range []string{"nightly", "worker"} {
		code, _, stderr := execute(t, &commands{}, command, "--db-dsn", dsn)
		if code != exitFailure || !strings.Contains(stderr, "fairrota migrate") {
			t.Errorf("%s without tables: %d %q", command, code, stderr)
		}
	}
}

// The first tick comes at the start, not at the next full minute, and stop waits for it.
func TestTicksBeginAtOnce(t *testing.T) {
	dsn := importAlder(t)
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{DSN: dsn, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	stop, err := startTicks(t.Context(), db, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for end := time.Now().Add(20 * time.Second); ; {
		runs, err := db.LiveRuns(t.Context(), store.SystemActor)
		if err != nil {
			t.Fatal(err)
		}
		if len(runs) == 1 && runs[0].Nightly {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("runs after 20 s: %+v", runs)
		}
	}
}
