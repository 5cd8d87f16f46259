package nhs_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// longHead names the columns of results/wards-long.csv: one row a ward and build. A vector of
// shortfalls has how many people each row of minimum cover lacks, worst first, such as 2x1 1x14
// for one row that lacks two and fourteen that lack one. Where the short solve proved that none is
// smaller, there is no long one: it has 0 seconds and the same vector.
var longHead = []string{"build", "seed", "people", "weeks", "short_s", "long_s", "short_vector", "long_vector", "long_is_smaller", "bound_of_sum"}

// TestLongSolvesFindNoSmallerShortfall solves wards of 12 to 60 people, as many as
// FAIRROTA_LONG_WARDS asks for from seed FAIRROTA_LONG_FROM on (default none), worst-off first as the nightly run does, for 10 s and,
// anew, for 300 s with one thread each, as many wards at once as the test may run in parallel, and compares the vectors of their
// shortfalls. The times are FAIRROTA_LONG_SHORT_S and FAIRROTA_LONG_LONG_S. A row is written as each ward is done; wards of
// FAIRROTA_WARDS_BUILD that have one are left out. The test fails where a rule is broken.
func TestLongSolvesFindNoSmallerShortfall(t *testing.T) {
	t.Parallel()
	wards := nrptest.Setting(t, "FAIRROTA_LONG_WARDS", 0, 0)
	if wards == 0 {
		t.Skip("it takes some ten seconds a ward, and five minutes more where these prove nothing: make wards-long WARDS=200")
	}
	build, path := os.Getenv("FAIRROTA_WARDS_BUILD"), results+"wards-long.csv"
	if build == "" {
		t.Fatal("FAIRROTA_WARDS_BUILD is empty: name the build")
	}
	from := nrptest.Setting(t, "FAIRROTA_LONG_FROM", 0, 0)
	short, long := nrptest.Setting(t, "FAIRROTA_LONG_SHORT_S", 10, 0), nrptest.Setting(t, "FAIRROTA_LONG_LONG_S", 300, 0)
	var table sync.Mutex
	for seed := from; seed < from+wards; seed++ {
		key := []string{build, strconv.Itoa(seed)}
		if slices.ContainsFunc(readTable(t, path), func(x []string) bool { return slices.Equal(x[:2], key) }) {
			continue
		}
		t.Run(key[1], func(t *testing.T) {
			t.Parallel()
			w := nhs.New(uint64(seed), nhs.Any, london(t))
			if err := w.SolvePast(t.Context(), 250_000); err != nil {
				t.Fatal(err)
			}
			a, bound, least := shortfallIn(t, w, short)
			b, took := a, 0
			if !least {
				b, bound, _ = shortfallIn(t, w, long)
				took = long
			}
			line := []string{
				key[0], key[1], strconv.Itoa(len(w.People)), strconv.Itoa(w.Weeks), strconv.Itoa(short), strconv.Itoa(took),
				vector(a), vector(b), strconv.FormatBool(slices.Compare(b, a) < 0), bound,
			}
			t.Log(line)
			table.Lock()
			defer table.Unlock()
			replace(t, path, longHead, [][]string{line}, 2)
		})
	}
}

// shortfallIn solves a ward for some seconds and returns the vector of its shortfalls, the
// bound of their sum, "-" for none, and whether it is proved that no roster has a smaller vector.
func shortfallIn(t *testing.T, w *nhs.Ward, seconds int) (short []int64, bound string, least bool) {
	t.Helper()
	p, err := w.Problem()
	if err != nil {
		t.Fatal(err)
	}
	res, err := stages.Solve(t.Context(), p.Instance, carried(t, w, p.Instance, w.Seed), scheduler.Options{Seed: w.Seed, Clock: time.Now, TimeLimit: time.Duration(seconds) * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	short, broken, err := nhs.Shortfall(p, res.Roster)
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range broken {
		t.Errorf("ward %d: %s", w.Seed, what)
	}
	if res.Bound == nil {
		return short, "-", false
	}
	// Where each row lacks one person at most and all weigh alike, a smaller vector is one with fewer people, and the bound is of all
	// rosters with no row that lacks more.
	least = res.Bound[nrp.LevelCover] == res.Score[nrp.LevelCover] && p.Instance.EvenCover() && (len(short) == 0 || short[0] == 1)
	return short, strconv.FormatInt(res.Bound[nrp.LevelCover], 10), least
}

// vector writes amounts that are in order as how much x how many.
func vector(amounts []int64) string {
	var out []string
	for i := 0; i < len(amounts); {
		n := i
		for n < len(amounts) && amounts[n] == amounts[i] {
			n++
		}
		out = append(out, fmt.Sprintf("%dx%d", amounts[i], n-i))
		i = n
	}
	if out == nil {
		return "none"
	}
	return strings.Join(out, " ")
}

// readTable reads the lines of a table, the head left out; none where there is no file.
func readTable(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return lines[min(1, len(lines)):]
}
