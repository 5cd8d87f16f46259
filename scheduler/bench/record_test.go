package bench_test

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/bench"
)

// The flags of .ci/bench, which has a judge look at runs of a build.
var (
	record  = flag.String("record", "", "add the runs in this file, the judge's JSON, to results/published.csv")
	commit  = flag.String("commit", "", "with -record: the build")
	asked   = flag.Int64("seconds", 0, "with -record: the seconds asked for")
	threads = flag.Int64("threads", 0, "with -record: the threads")
	table   = flag.String("table", "", "with -record: write the build's rows to this file, as a table to read")
)

// TestRecord is no test but the way from the judge's runs to results/published.csv: the
// scheduler's own code does no I/O.
func TestRecord(t *testing.T) {
	if *record == "" {
		t.Skip("no runs to record: make bench BENCH=../shared/bench")
	}
	if *commit == "" || *asked <= 0 || *threads <= 0 || *table == "" {
		t.Fatal("-record needs -commit, -seconds, -threads and -table")
	}
	series := bench.Published{Commit: *commit, Date: time.Now().UTC().Truncate(time.Second), Asked: *asked, Threads: *threads}
	runs, err := os.ReadFile(*record)
	if err != nil {
		t.Fatal(err)
	}
	added, err := bench.ReadRuns(bytes.NewReader(runs), series)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("results", "published.csv")
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	rows, err := bench.ReadPublished(bytes.NewReader(old))
	if err != nil {
		t.Fatal(err)
	}
	rows = bench.Merge(rows, added)
	var file, shown bytes.Buffer
	if err := errors.Join(bench.WritePublished(&file, rows), bench.PrintPublished(&shown, rows, *commit)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(path, file.Bytes(), 0o600), os.WriteFile(*table, shown.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
}
