package bench

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Published is what one solve of a published instance came to, as the judge saw it.
type Published struct {
	// Commit names the build, as git describe does.
	Commit string
	// Date is when the row was recorded: UTC, whole seconds.
	Date     time.Time
	Instance string
	Seed     uint64
	Threads  int64
	// Asked is the time the solver was given, Used what the judge's clock says the whole
	// command took; seconds.
	Asked int64
	Used  float64
	// Cost is the judge's, nil where the roster could not be read or there was none.
	Cost *int64
	// Bound is the solver's own proven lower bound, nil if it has none.
	Bound *int64
	// Best is the best known cost.
	Best int64
	// PeakMB is the most memory the command held, in MiB.
	PeakMB int64
	Status string
	// Faults is what the judge found wrong, "" for nothing.
	Faults string
}

// Gap is how far the cost lies above the best known, in percent of the best known with
// two decimals, "" where there is no cost or nothing to divide by.
func (p Published) Gap() string {
	if p.Cost == nil {
		return ""
	}
	return percent(*p.Cost-p.Best, p.Best)
}

// BoundGap is how far the cost lies above the solver's own bound, in percent of the cost
// with two decimals: no roster can be cheaper by more. "" where one of them is missing or
// there is nothing to divide by.
func (p Published) BoundGap() string {
	if p.Cost == nil || p.Bound == nil {
		return ""
	}
	return percent(*p.Cost-*p.Bound, *p.Cost)
}

func percent(part, of int64) string {
	switch {
	case part == 0:
		return "0.00"
	case of == 0:
		return ""
	}
	return strconv.FormatFloat(100*float64(part)/float64(of), 'f', 2, 64)
}

// absolute finds the folders of a path from the root, or from a folder above: a fault
// names files by where they lie on the machine.
var absolute = regexp.MustCompile(`(^|[\s"'=(,:])\.{0,2}/(?:[^\s"':;,]*/)?`)

// ReadRuns reads the JSON that the judge, run.py, writes of its runs. What the judge does
// not say comes from series: commit, date, threads and the time asked for. Faults keep
// the names of files, without their folders.
func ReadRuns(r io.Reader, series Published) ([]Published, error) {
	var runs []struct {
		Instance string   `json:"instance"`
		Seed     uint64   `json:"seed"`
		Best     int64    `json:"best"`
		Wall     float64  `json:"wall"`
		PeakMB   int64    `json:"peak_mb"`
		Faults   []string `json:"faults"`
		Bound    *int64   `json:"bound"`
		Status   string   `json:"status"`
		Cost     *int64   `json:"referee_cost"`
	}
	if err := json.NewDecoder(r).Decode(&runs); err != nil {
		return nil, fmt.Errorf("read the judge's runs: %w", err)
	}
	rows := make([]Published, 0, len(runs))
	for k, run := range runs {
		if run.Instance == "" {
			return nil, fmt.Errorf("read the judge's runs: run %d names no instance", k+1)
		}
		row := series
		row.Instance, row.Seed, row.Used, row.Status = run.Instance, run.Seed, run.Wall, run.Status
		row.Cost, row.Bound, row.Best, row.PeakMB = run.Cost, run.Bound, run.Best, run.PeakMB
		row.Faults = absolute.ReplaceAllString(strings.Join(run.Faults, "; "), "$1")
		rows = append(rows, row)
	}
	return rows, nil
}

// publishedKey tells runs apart: one that is done again takes the place of the first.
type publishedKey struct {
	commit, instance string
	seed             uint64
	asked, threads   int64
}

// Merge adds rows to a table and sorts it: builds in the order of their earliest rows; in
// a build instances by length of name and name (Instance2 before Instance10), then by
// time asked for, threads and seed. An added row replaces one of the same build,
// instance, seed, time and threads.
func Merge(table, added []Published) []Published {
	rows := map[publishedKey]Published{}
	for _, p := range slices.Concat(table, added) {
		rows[publishedKey{p.Commit, p.Instance, p.Seed, p.Asked, p.Threads}] = p
	}
	merged := make([]Published, 0, len(rows))
	first := map[string]time.Time{} // [commit]
	for _, p := range rows {
		merged = append(merged, p)
		if t, ok := first[p.Commit]; !ok || p.Date.Before(t) {
			first[p.Commit] = p.Date
		}
	}
	slices.SortFunc(merged, func(a, b Published) int {
		return cmp.Or(
			first[a.Commit].Compare(first[b.Commit]), cmp.Compare(a.Commit, b.Commit),
			cmp.Compare(len(a.Instance), len(b.Instance)), cmp.Compare(a.Instance, b.Instance),
			cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.Threads, b.Threads), cmp.Compare(a.Seed, b.Seed),
		)
	})
	return merged
}
