package bench

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Case is one instance to solve.
type Case struct {
	Name string
	Inst *nrp.Instance
	// Steps and Seed are the run's.
	Steps int64
	Seed  uint64
}

// Row is what a case came to.
type Row struct {
	Name  string
	Steps int64
	Seed  uint64
	Score nrp.Score
	// Seconds is for reading only; zero without a clock.
	Seconds float64
}

// Run solves the cases one after another on the given number of threads.
func Run(ctx context.Context, cases []Case, threads int, clock func() time.Time) ([]Row, error) {
	rows := make([]Row, 0, len(cases))
	for _, c := range cases {
		r, err := scheduler.Solve(ctx, c.Inst, scheduler.Options{Threads: threads, Seed: c.Seed, StepLimit: c.Steps, Clock: clock})
		if err != nil {
			return nil, fmt.Errorf("solve %s: %w", c.Name, err)
		}
		rows = append(rows, Row{Name: c.Name, Steps: c.Steps, Seed: c.Seed, Score: r.Score, Seconds: r.Seconds})
	}
	return rows, nil
}

// header names the columns of a table: the case, its steps and seed, its score by level.
func header() []string {
	h := []string{"name", "steps", "seed"}
	for l := range nrp.Level(nrp.NumLevels) {
		h = append(h, l.String())
	}
	return h
}

// Write writes rows as CSV, without their seconds: equal runs give equal files.
func Write(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	if err := out.Write(header()); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	for _, r := range rows {
		line := []string{r.Name, strconv.FormatInt(r.Steps, 10), strconv.FormatUint(r.Seed, 10)}
		for _, v := range r.Score {
			line = append(line, strconv.FormatInt(v, 10))
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

// Read reads what Write wrote.
func Read(r io.Reader) ([]Row, error) {
	lines, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	var rows []Row
	for n, line := range lines {
		if n == 0 {
			continue
		}
		row := Row{Name: line[0]}
		var err error
		if row.Steps, err = strconv.ParseInt(line[1], 10, 64); err != nil {
			return nil, fmt.Errorf("read table: line %d: steps: %w", n+1, err)
		}
		if row.Seed, err = strconv.ParseUint(line[2], 10, 64); err != nil {
			return nil, fmt.Errorf("read table: line %d: seed: %w", n+1, err)
		}
		for l := range row.Score {
			if row.Score[l], err = strconv.ParseInt(line[3+l], 10, 64); err != nil {
				return nil, fmt.Errorf("read table: line %d: score: %w", n+1, err)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}
