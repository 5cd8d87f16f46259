package nhs_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// longHead names the columns of results/wards-long.csv: one row a ward and build. A vector of
// shortfalls has how many people each row of minimum cover lacks, worst first, such as 2x1 1x14
// for one row that lacks two and fourteen that lack one.
var longHead = []string{"build", "seed", "people", "weeks", "short_s", "long_s", "short_vector", "long_vector", "long_is_smaller", "bound_of_sum"}

// TestLongSolvesFindNoSmallerShortfall solves wards of 12 to 60 people, as many as
// FAIRROTA_LONG_WARDS asks for from seed FAIRROTA_LONG_FROM on (default none), for 10 s and, anew, for 300
// s with one thread each, and compares the vectors of their shortfalls. The times are
// FAIRROTA_LONG_SHORT_S and FAIRROTA_LONG_LONG_S. A row is written as each ward is done; wards of
// FAIRROTA_WARDS_BUILD that have one are left out. The test fails where a rule is broken.
func TestLongSolvesFindNoSmallerShortfall(t *testing.T) {
	wards := nrptest.Setting(t, "FAIRROTA_LONG_WARDS", 0, 0)
	if wards == 0 {
		t.Skip("it takes more than five minutes a ward: make wards-long WARDS=200")
	}
	build, path := os.Getenv("FAIRROTA_WARDS_BUILD"), results+"wards-long.csv"
	if build == "" {
		t.Fatal("FAIRROTA_WARDS_BUILD is empty: name the build")
	}
	from := nrptest.Setting(t, "FAIRROTA_LONG_FROM", 0, 0)
	for seed := from; seed < from+wards; seed++ {
		key := []string{build, strconv.Itoa(seed)}
		if slices.ContainsFunc(readTable(t, path), func(x []string) bool { return slices.Equal(x[:2], key) }) {
			continue
		}
		w := nhs.New(uint64(seed), nhs.Any, london(t))
		if err := w.SolvePast(t.Context(), 250_000); err != nil {
			t.Fatal(err)
		}
		short, long := nrptest.Setting(t, "FAIRROTA_LONG_SHORT_S", 10, 0), nrptest.Setting(t, "FAIRROTA_LONG_LONG_S", 300, 0)
		a, _ := shortfallIn(t, w, short)
		b, bound := shortfallIn(t, w, long)
		line := []string{
			key[0], key[1], strconv.Itoa(len(w.People)), strconv.Itoa(w.Weeks), strconv.Itoa(short), strconv.Itoa(long),
			vector(a), vector(b), strconv.FormatBool(slices.Compare(b, a) < 0), bound,
		}
		t.Log(line)
		replace(t, path, longHead, [][]string{line}, 2)
	}
}

// shortfallIn solves a ward for some seconds and returns the vector of its shortfalls with the
// bound of their sum, "-" for none.
func shortfallIn(t *testing.T, w *nhs.Ward, seconds int) ([]int64, string) {
	t.Helper()
	p, err := w.Problem()
	if err != nil {
		t.Fatal(err)
	}
	res, err := scheduler.Solve(t.Context(), p.Instance, scheduler.Options{Seed: w.Seed, Clock: time.Now, TimeLimit: time.Duration(seconds) * time.Second})
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
		return short, "-"
	}
	return short, strconv.FormatInt(res.Bound[nrp.LevelCover], 10)
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
