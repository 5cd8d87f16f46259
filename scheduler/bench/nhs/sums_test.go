package nhs_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
)

// sumsHead names the columns of results/wards.csv: one row a build, number of steps and feature.
var sumsHead = []string{"build", "steps", "feature", "wards", "with_shortfall", "broken_rules"}

// sums adds the wards up, all of them and by feature, and writes the sums if the build has a name.
func (r *series) sums(t *testing.T) {
	t.Helper()
	lines := [][]string{r.sum("all", func(row) bool { return true })}
	for _, f := range nhs.AllFeatures() {
		of := func(x row) bool { return slices.Contains(x.features, string(f)) }
		lines = append(lines, r.sum(string(f), of))
		if n := len(slices.DeleteFunc(slices.Clone(r.rows), func(x row) bool { return !of(x) })); len(r.rows) >= 10_000 && n < 100 {
			t.Errorf("only %d wards of %d have %s", n, len(r.rows), f)
		}
	}
	t.Logf("%v: %v", sumsHead, lines[0])
	if r.build != "" {
		replace(t, results+"wards.csv", sumsHead, lines, 2)
	}
}

func (r *series) sum(name string, of func(row) bool) []string {
	n, short, broken := 0, 0, 0
	for _, x := range r.rows {
		if !of(x) {
			continue
		}
		n++
		broken += x.broken
		if levels := strings.Fields(x.score); levels[1] != "0" {
			short++
		}
	}
	out := []string{r.build, strconv.FormatInt(r.steps, 10), name}
	for _, v := range []int{n, short, broken} {
		out = append(out, strconv.Itoa(v))
	}
	return out
}

// replace writes lines to a table in the place of those that have the same first columns, so
// many of them as keys says; others stay.
func replace(t *testing.T, path string, head []string, lines [][]string, keys int) {
	t.Helper()
	table := [][]string{head}
	for _, have := range readTable(t, path) {
		if !slices.ContainsFunc(lines, func(x []string) bool { return slices.Equal(x[:keys], have[:keys]) }) {
			table = append(table, have)
		}
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := csv.NewWriter(file).WriteAll(append(table, lines...)); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
