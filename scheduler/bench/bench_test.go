package bench_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

var update = flag.Bool("update", false, "write results/baseline.csv and, with the published instances at hand, results/baseline-published.csv anew")

// marginPercent is how much worse than the baseline a level may become: two builds
// that search in another order differ by this much on one seed.
const marginPercent = 5

func cases() []bench.Case {
	return []bench.Case{
		{Name: "ward of 12, 4 weeks", Inst: bench.Ward(12, 4, 1), Steps: 4_000_000, Seed: 1},
		{Name: "ward of 24, 4 weeks", Inst: bench.Ward(24, 4, 2), Steps: 4_000_000, Seed: 1},
		{Name: "ward of 40, 6 weeks", Inst: bench.Ward(40, 6, 3), Steps: 4_000_000, Seed: 1},
		{Name: "20 people, a year", Inst: bench.Long(20, 52), Steps: 16_000_000, Seed: 1},
	}
}

// raceDetector reports whether the test was built with it.
func raceDetector() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// TestNoWorseThanTheBaseline solves wards of our own making with fixed steps.
func TestNoWorseThanTheBaseline(t *testing.T) {
	if raceDetector() {
		t.Skip("too slow with the race detector: make test-bench runs it without")
	}
	noWorse(t, cases(), filepath.Join("results", "baseline.csv"))
}

// TestNoWorseOnPublishedInstances does the same with published instances.
func TestNoWorseOnPublishedInstances(t *testing.T) {
	noWorse(t, published(t), filepath.Join("results", "baseline-published.csv"))
}

// noWorse solves the cases and compares each with its row of the table at path, which it
// writes first where -update is given.
func noWorse(t *testing.T, list []bench.Case, path string) {
	t.Helper()
	rows, err := bench.Run(t.Context(), list, 2, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%-22s %v %.1f s", r.Name, r.Score, r.Seconds)
	}
	if *update {
		var b bytes.Buffer
		if err := bench.Write(&b, rows); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	base, err := bench.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(base) != len(rows) {
		t.Fatalf("%d rows in the baseline, %d cases: run with -update", len(base), len(rows))
	}
	for k, r := range rows {
		if b := base[k]; b.Name != r.Name || b.Steps != r.Steps || b.Seed != r.Seed {
			t.Errorf("%s, %d steps, seed %d: the baseline has %s, %d steps, seed %d: run with -update",
				r.Name, r.Steps, r.Seed, b.Name, b.Steps, b.Seed)
			continue
		}
		allowed := base[k].Score
		for l := range allowed {
			if nrp.Level(l) > nrp.LevelCover {
				allowed[l] += allowed[l] * marginPercent / 100
			}
		}
		if r.Score.Compare(allowed) > 0 {
			t.Errorf("%s: %v, the baseline is %v", r.Name, r.Score, base[k].Score)
		}
	}
}

func TestWardIsValidAndTheSameEachTime(t *testing.T) {
	a, b := bench.Ward(24, 4, 2), bench.Ward(24, 4, 2)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("two wards of one seed:\n%s", diff)
	}
	if _, err := rules.Compile(a); err != nil {
		t.Error(err)
	}
}

func TestTableRoundTrip(t *testing.T) {
	want := []bench.Row{{Name: "a", Steps: 5, Seed: 7, Score: nrp.Score{0, 1, 2, 3, 4, 5}}}
	var b bytes.Buffer
	if err := bench.Write(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := bench.Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}
