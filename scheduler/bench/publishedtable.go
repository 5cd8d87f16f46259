package bench

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// publishedHeader names the columns of results/published.csv.
var publishedHeader = []string{
	"commit", "date", "instance", "seed", "threads", "seconds_asked", "seconds_used", "cost", "bound",
	"best_known", "gap_percent", "bound_gap_percent", "peak_mb", "status", "faults",
}

// line returns the row's cells in the order of publishedHeader.
func (p Published) line() []string {
	optional := func(v *int64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatInt(*v, 10)
	}
	return []string{
		p.Commit, p.Date.UTC().Format(time.RFC3339), p.Instance, strconv.FormatUint(p.Seed, 10),
		strconv.FormatInt(p.Threads, 10), strconv.FormatInt(p.Asked, 10), strconv.FormatFloat(p.Used, 'f', 1, 64),
		optional(p.Cost), optional(p.Bound), strconv.FormatInt(p.Best, 10), p.Gap(), p.BoundGap(),
		strconv.FormatInt(p.PeakMB, 10), p.Status, p.Faults,
	}
}

// WritePublished writes rows as CSV.
func WritePublished(w io.Writer, rows []Published) error {
	lines := [][]string{publishedHeader}
	for _, p := range rows {
		lines = append(lines, p.line())
	}
	if err := csv.NewWriter(w).WriteAll(lines); err != nil {
		return fmt.Errorf("write published table: %w", err)
	}
	return nil
}

// ReadPublished reads what WritePublished wrote; an empty file is an empty table. Gaps
// are worked out anew.
func ReadPublished(r io.Reader) ([]Published, error) {
	lines, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read published table: %w", err)
	}
	if len(lines) > 0 && !slices.Equal(lines[0], publishedHeader) {
		return nil, fmt.Errorf("read published table: its columns are %q, not %q", lines[0], publishedHeader)
	}
	var rows []Published
	for n, line := range lines {
		if n == 0 {
			continue
		}
		c := cells{line: line}
		p := Published{
			Commit: line[0], Date: parse(&c, 1, parseInstant), Instance: line[2], Seed: parse(&c, 3, parseSeed),
			Threads: parse(&c, 4, parseInt), Asked: parse(&c, 5, parseInt), Used: parse(&c, 6, parseFloat),
			Cost: parse(&c, 7, parseOptional), Bound: parse(&c, 8, parseOptional), Best: parse(&c, 9, parseInt),
			PeakMB: parse(&c, 12, parseInt), Status: line[13], Faults: line[14],
		}
		if c.err != nil {
			return nil, fmt.Errorf("read published table: line %d: %w", n+1, c.err)
		}
		rows = append(rows, p)
	}
	return rows, nil
}

// cells is a line being read, with its first fault.
type cells struct {
	line []string
	err  error
}

func parse[T any](c *cells, column int, as func(string) (T, error)) T {
	v, err := as(c.line[column])
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("%s: %w", publishedHeader[column], err)
	}
	return v
}

func parseInt(s string) (int64, error)         { return strconv.ParseInt(s, 10, 64) }
func parseSeed(s string) (uint64, error)       { return strconv.ParseUint(s, 10, 64) }
func parseFloat(s string) (float64, error)     { return strconv.ParseFloat(s, 64) }
func parseInstant(s string) (time.Time, error) { return time.Parse(time.RFC3339, s) }

func parseOptional(s string) (*int64, error) {
	if s == "" {
		return nil, nil // the figure is not known, which is no fault
	}
	v, err := parseInt(s)
	return &v, err
}

// PrintPublished writes the rows of one build as a table to read.
func PrintPublished(w io.Writer, rows []Published, commit string) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "build %s\n%s\n", commit, strings.Join(publishedHeader[2:], "\t"))
	for _, p := range rows {
		if p.Commit == commit {
			fmt.Fprintln(out, strings.Join(p.line()[2:], "\t"))
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print published table: %w", err)
	}
	return nil
}
