package nhs_test

import (
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// rangesHead names the columns of results/wards-STEPS.csv: one row for each range of seeds.
var rangesHead = []string{"from", "to", "wards", "with_shortfall", "broken_rules", "build"}

// rangeOfSeeds is how many wards a row stands for.
const rangeOfSeeds = 100

// TestWardsInRanges tries wards as TestWardsBreakNoRule does, from seed FAIRROTA_WARDS_FROM to
// FAIRROTA_WARDS_TO (default none), in ranges that begin with whole hundreds. Each range gets its row as it is
// done, whatever came of it; a range whose row has all its wards is left out, so that a long run can be stopped and gone
// on with, by another build too. To try a range again, take its row out.
func TestWardsInRanges(t *testing.T) {
	to := nrptest.Setting(t, "FAIRROTA_WARDS_TO", 0, 0)
	if to == 0 {
		t.Skip("it takes hours: make wards-ranges TO=9999")
	}
	steps := nrptest.Setting(t, "FAIRROTA_WARDS_STEPS", ciSteps, 0)
	path := results + "wards-" + strconv.Itoa(steps) + ".csv"
	from := nrptest.Setting(t, "FAIRROTA_WARDS_FROM", 0, 0)
	for from -= from % rangeOfSeeds; from <= to && t.Context().Err() == nil; from += rangeOfSeeds {
		first, last := strconv.Itoa(from), strconv.Itoa(from+rangeOfSeeds-1)
		done := func(x []string) bool { return x[0] == first && x[1] == last && x[2] == strconv.Itoa(rangeOfSeeds) }
		if slices.ContainsFunc(readTable(t, path), done) {
			continue
		}
		r := &series{steps: int64(steps), size: nhs.Small}
		r.run(t, from, rangeOfSeeds)
		sum := r.sum("all", func(row) bool { return true })
		line := append([]string{first, last}, append(sum[3:], os.Getenv("FAIRROTA_RANGES_BUILD"))...)
		t.Log(line)
		replace(t, path, rangesHead, [][]string{line}, 2)
	}
}
