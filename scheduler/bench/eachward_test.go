package bench_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// eachWard takes wards from a seed on through of, and writes the rows of each to a table of results as it is done. Wards that have
// rows, whose first column is the seed, are left out, so that a run can be gone on with another day.
func eachWard(t *testing.T, table string, head []string, from, wards int, of func(t *testing.T, seed uint64) [][]string) {
	t.Helper()
	path := filepath.Join("results", table)
	rows := readRows(t, path)
	done := map[string]bool{}
	for _, r := range rows {
		done[r[0]] = true
	}
	for seed := from; seed < from+wards; seed++ {
		if done[strconv.Itoa(seed)] {
			continue
		}
		more := of(t, uint64(seed))
		for _, row := range more {
			t.Log(row)
		}
		rows = append(rows, more...)
		writeRows(t, path, append([][]string{head}, rows...))
	}
}

// readRows reads the rows of a table, without its head; none where there is no table.
func readRows(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return rows[min(1, len(rows)):]
}

func writeRows(t *testing.T, path string, rows [][]string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := csv.NewWriter(file).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
