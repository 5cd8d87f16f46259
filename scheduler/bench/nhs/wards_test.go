package nhs_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// A ward's solve has so many steps in CI, and about a second's worth in "make wards".
const (
	ciWards = 6
	ciSteps = 2000
)

// TestWardsBreakNoRule solves small wards and has both referees look for broken rules: 6 of them,
// or FAIRROTA_WARDS from seed FAIRROTA_WARDS_FROM on, with FAIRROTA_WARDS_STEPS steps each
// and a quarter of that for the past, FAIRROTA_WARDS_AT_ONCE at a time. With FAIRROTA_WARDS_BUILD, which names
// the build, each ward gets a row in var/wards as it is done, wards that have one are left
// out, and in the end results/wards.csv gets the sums, in which each feature must stand a hundred times where
// there are 10,000 wards.
func TestWardsBreakNoRule(t *testing.T) {
	r := &series{
		steps: int64(nrptest.Setting(t, "FAIRROTA_WARDS_STEPS", ciSteps, 0)), build: os.Getenv("FAIRROTA_WARDS_BUILD"),
		size: nhs.Small,
	}
	r.resume(t)
	r.run(t, nrptest.Setting(t, "FAIRROTA_WARDS_FROM", 0, 0), nrptest.Setting(t, "FAIRROTA_WARDS", ciWards, 0))
	r.sums(t)
}

// run tries so many wards from a seed on.
func (r *series) run(t *testing.T, from, wards int) {
	t.Helper()
	seeds := make(chan uint64)
	var all sync.WaitGroup
	for range max(1, nrptest.Setting(t, "FAIRROTA_WARDS_AT_ONCE", 1, 0)) {
		all.Go(func() {
			for seed := range seeds {
				r.ward(t, seed)
			}
		})
	}
	for seed := from; seed < from+wards && t.Context().Err() == nil; seed++ {
		if !r.has(uint64(seed)) {
			seeds <- uint64(seed)
		}
	}
	close(seeds)
	all.Wait()
}

// series is a run over many wards.
type series struct {
	steps int64
	build string
	size  nhs.Size
	mu    sync.Mutex
	rows  []row
	file  *csv.Writer
}

// row is what is kept of a ward.
type row struct {
	seed     uint64
	broken   int
	score    string
	features []string
}

// path is where the rows of this build and number of steps are gathered.
func (r *series) path() string {
	return filepath.Join("..", "..", "..", "var", "wards", fmt.Sprintf("%s-%d.csv", r.build, r.steps))
}

// resume reads the rows that are there and opens the file for more.
func (r *series) resume(t *testing.T) {
	t.Helper()
	if r.build == "" {
		return
	}
	if err := os.MkdirAll(filepath.Dir(r.path()), 0o750); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(r.path(), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range lines {
		seed, err1 := strconv.ParseUint(line[0], 10, 64)
		broken, err2 := strconv.Atoi(line[1])
		if err := cmp.Or(err1, err2); err != nil {
			t.Fatalf("%s: line %d: %v; mend it or take it out", r.path(), n+1, err)
		}
		r.rows = append(r.rows, row{seed, broken, line[2], strings.Fields(line[3])})
	}
	r.file = csv.NewWriter(file)
}

func (r *series) has(seed uint64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.rows, func(x row) bool { return x.seed == seed })
}

// ward tries one ward and keeps its row.
func (r *series) ward(t *testing.T, seed uint64) {
	w := nhs.New(seed, r.size, london(t))
	if err := w.SolvePast(t.Context(), r.steps/4); err != nil {
		t.Error(err)
		return
	}
	o, err := nhs.Try(t.Context(), w, r.steps)
	if err != nil {
		t.Error(err)
		return
	}
	for _, what := range o.Broken {
		t.Errorf("ward %d: %s", seed, what)
	}
	x := row{seed: seed, broken: len(o.Broken), score: strings.Trim(fmt.Sprint(o.Score), "[]")}
	for _, f := range o.Features {
		x.features = append(x.features, string(f))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rows = append(r.rows, x)
	if r.file == nil {
		return
	}
	err = r.file.Write([]string{strconv.FormatUint(seed, 10), strconv.Itoa(x.broken), x.score, strings.Join(x.features, " ")})
	if r.file.Flush(); cmp.Or(err, r.file.Error()) != nil {
		t.Error(cmp.Or(err, r.file.Error()))
	}
}
