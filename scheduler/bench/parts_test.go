package bench_test

import (
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// partsHead names the columns of results/parts.csv: one row a build, instance, time and part left out.
var partsHead = []string{
	"build", "instance", "seconds", "without", "hard", "minimum_cover", "preferences", "rest", "preferences_bound", "rest_bound",
}

// TestWhatPartsGain solves some instances with two threads for FAIRROTA_PARTS_S seconds each (default none), with every part of
// the search and with one after the other left out: generated wards, a year, and published instances where they are at hand. Rows
// of FAIRROTA_PARTS_BUILD that there are already are left out. It fails where a roster breaks the law, which all of these can keep.
func TestWhatPartsGain(t *testing.T) {
	limit := nrptest.Setting(t, "FAIRROTA_PARTS_S", 0, 0)
	if limit == 0 {
		t.Skip("it solves each instance eight times: make parts TIME=30")
	}
	path, build := "results/parts.csv", os.Getenv("FAIRROTA_PARTS_BUILD")
	if build == "" {
		t.Fatal("FAIRROTA_PARTS_BUILD is empty: name the build")
	}
	rows := readRows(t, path)
	for _, c := range partsCases(t) {
		for _, p := range append([]scheduler.Parts{0}, scheduler.AllParts()...) {
			key := []string{build, c.Name, strconv.Itoa(limit), p.String()}
			if slices.ContainsFunc(rows, func(r []string) bool { return slices.Equal(r[:len(key)], key) }) {
				continue
			}
			res, err := scheduler.Solve(t.Context(), c.Inst, scheduler.Options{
				Seed: c.Seed, Threads: 2, Clock: time.Now, TimeLimit: time.Duration(limit) * time.Second, Without: p,
			})
			if err != nil {
				t.Fatal(err)
			}
			if res.Score[nrp.LevelHard] > 0 {
				t.Errorf("%s without %v: %v", c.Name, p, res.Score)
			}
			row := key
			for _, v := range []int64{
				res.Score[nrp.LevelHard], res.Score[nrp.LevelCover], res.Score[nrp.LevelPreference], res.Score[nrp.LevelRest],
				res.Bound[nrp.LevelPreference], res.Bound[nrp.LevelRest],
			} {
				row = append(row, strconv.FormatInt(v, 10))
			}
			t.Log(row)
			rows = append(rows, row)
			writeRows(t, path, append([][]string{partsHead}, rows...))
		}
	}
}

// partsCases are the instances that parts are left out on.
func partsCases(t *testing.T) []bench.Case {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	list := []bench.Case{{Name: "20 people, a year", Inst: bench.Long(20, 52), Seed: 1}}
	for seed := range uint64(2) {
		w := nhs.Forty(seed+1, zone)
		if err := w.SolvePast(t.Context(), 500_000); err != nil {
			t.Fatal(err)
		}
		p, err := w.Problem()
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, bench.Case{Name: p.Instance.Name, Inst: p.Instance, Seed: 1})
	}
	t.Run("published", func(t *testing.T) { list = append(list, harder(t)...) })
	return list
}

// harder are the published instances that parts are left out on.
func harder(t *testing.T) []bench.Case {
	t.Helper()
	return []bench.Case{
		curtoisCase(t, "Instance7"), curtoisCase(t, "Instance8"), curtoisCase(t, "Instance18"),
		inrcCase(t, "n050w4", 0, 0, 4, 8, 7),
	}
}
