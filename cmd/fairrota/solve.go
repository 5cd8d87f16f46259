package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// solveMemory is the size, in bytes, at which the garbage collector begins to work
// harder: 3 GiB, so that a solve fits a machine of 4 GiB. GOMEMLIMIT overrides it.
const solveMemory = 3 << 30

// solveCmd solves a published problem.
type solveCmd struct {
	problemFiles
	Time    time.Duration `default:"60s" help:"Time for the whole command, reading and writing included."`
	Threads int           `default:"1" help:"Tasks that run at once; it does not change the roster of a run that ends by --steps."`
	Seed    uint64        `default:"1" help:"Seed of every random choice."`
	Steps   int64         `default:"0" help:"End after so many steps, whatever the time left; 0 for no limit."`
	Out     string        `required:"" placeholder:"PATH" help:"Where the roster goes: a file (curtois), or a folder for sol-week0.json and so on (inrc2)."`
	Report  string        `placeholder:"FILE" help:"Where a report in JSON goes."`
}

// Validate checks the numbers and says what they must be.
func (c *solveCmd) Validate() error {
	var faults []error
	if c.Time <= 0 {
		faults = append(faults, fmt.Errorf("--time is %v: give a positive time such as 60s", c.Time))
	}
	if c.Threads < 1 || c.Threads > 256 {
		faults = append(faults, fmt.Errorf("--threads is %d: give from 1 to 256", c.Threads))
	}
	if c.Steps < 0 {
		faults = append(faults, fmt.Errorf("--steps is %d: give a positive number, or 0 for no limit", c.Steps))
	}
	return errors.Join(append(faults, c.problemFiles.Validate())...)
}

// solveReport is what --report holds.
type solveReport struct {
	// Cost is the format's own cost; it is that of an illegal roster if Legal is false.
	Cost  int64 `json:"cost"`
	Legal bool  `json:"legal"`
	// Bound is a proven lower bound of Cost, null if there is none.
	Bound  *int64           `json:"bound"`
	Status scheduler.Status `json:"status"`
	// Seconds since the command began.
	Seconds float64 `json:"seconds"`
	Seed    uint64  `json:"seed"`
	Steps   int64   `json:"steps"`
	// Score is the score by the names of its levels.
	Score map[string]int64 `json:"score"`
	// Instance is the instance's hash, Build the build that solved it.
	Instance string `json:"instance"`
	Build    string `json:"build"`
	// Trace holds the improvements.
	Trace []solveTrace `json:"trace"`
}

// solveTrace is one improvement, T seconds after the command began. Broken is what its
// roster broke of law and minimum cover.
type solveTrace struct {
	T      float64 `json:"t"`
	Cost   int64   `json:"cost"`
	Broken int64   `json:"broken,omitempty"`
}

// Run solves the problem until the time or the steps are used up, the roster is proved
// optimal or a signal comes, has the referee look at the best roster found, and writes it
// and the report. It fails, having written both, if the roster breaks a hard rule.
func (c *solveCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) error {
	began := clock()
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(solveMemory)
	}
	if err := c.placesExist(); err != nil {
		return err
	}
	p, err := c.load()
	if err != nil {
		return err
	}
	// The referee needs at the end about what it needs for an empty roster now.
	if _, _, err := verify.Check(p.inst, nrp.NewRoster(len(p.inst.Staff), p.inst.Horizon.Days)); err != nil {
		return err
	}
	before := clock().Sub(began)
	log.DebugContext(ctx, "problem read", "staff", len(p.inst.Staff), "days", p.inst.Horizon.Days, "took_ms", before.Milliseconds())
	res, err := scheduler.Solve(ctx, p.inst, scheduler.Options{
		Threads: c.Threads, Seed: c.Seed, StepLimit: c.Steps, Clock: clock,
		TimeLimit: timeLeft(c.Time, before),
	})
	if err != nil {
		return fmt.Errorf("solve %s: %w", c.File, err)
	}
	score, found, err := verify.Check(p.inst, res.Roster)
	if err != nil {
		return fmt.Errorf("referee: %w", err)
	}
	if score != res.Score {
		return fmt.Errorf("the solver says %v and the referee %v of the same roster: nothing is written, please report this", res.Score, score)
	}
	bad := illegal(p.inst, found)
	if err := p.write(c.Out, res.Roster); err != nil {
		return err
	}
	report := newReport(p, res, before)
	report.Legal, report.Seconds = bad == nil, clock().Sub(began).Seconds()
	if err := c.writeReport(report); err != nil {
		return err
	}
	if err := printResult(out, report); err != nil {
		return err
	}
	return bad
}

// timeLeft returns how long the solver may take of the whole, when reading took so long:
// what is over after a reserve for the referee and for writing. At least a millisecond,
// so that there is a roster however little time there was.
func timeLeft(whole, before time.Duration) time.Duration {
	reserve := min(max(2*before, 20*time.Millisecond), whole/4)
	return max(whole-before-reserve, time.Millisecond)
}

// placesExist checks that the roster and the report have somewhere to go, before time is
// spent on them.
func (c *solveCmd) placesExist() error {
	places := map[string]string{"--report": c.Report}
	if c.Format == "curtois" {
		places["--out"] = c.Out
	}
	var faults []error
	for flag, path := range places {
		if path == "" {
			continue
		}
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			faults = append(faults, fmt.Errorf("%s %s: there is no folder %s: make it first", flag, path, filepath.Dir(path)))
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			faults = append(faults, fmt.Errorf("%s %s: it is a folder: name a file", flag, path))
		}
	}
	return errors.Join(faults...)
}

// newReport tells what a run found; before is how long it was until the run began.
func newReport(p *problem, res *scheduler.Result, before time.Duration) *solveReport {
	r := &solveReport{
		Cost: p.cost(res.Score), Bound: costBound(p, res), Status: res.Status, Seed: res.Seed, Steps: res.Steps,
		Score: levels(res.Score), Instance: p.inst.Hash(), Build: buildVersion(), Trace: []solveTrace{},
	}
	for _, t := range res.Trace {
		r.Trace = append(r.Trace, solveTrace{
			T: before.Seconds() + t.Seconds, Cost: p.cost(t.Score),
			Broken: t.Score[nrp.LevelHard] + t.Score[nrp.LevelCover],
		})
	}
	return r
}

// costBound returns the bound of the format's cost, which is one level of the score. The
// bound of the score says something of that level only where the roster is as good as
// the bound at the levels before.
func costBound(p *problem, res *scheduler.Result) *int64 {
	if res.Bound == nil {
		return nil
	}
	for l := nrp.LevelHard; l < nrp.LevelRest; l++ {
		if res.Bound[l] != res.Score[l] {
			return nil
		}
	}
	bound := p.cost(*res.Bound)
	return &bound
}

func (c *solveCmd) writeReport(r *solveReport) error {
	if c.Report == "" {
		return nil
	}
	return writeFiles(output{c.Report, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", " ")
		return enc.Encode(r)
	}})
}

// printResult prints one line.
func printResult(out io.Writer, r *solveReport) error {
	bound := "none"
	if r.Bound != nil {
		bound = strconv.FormatInt(*r.Bound, 10)
	}
	_, err := fmt.Fprintf(out, "cost %d, bound %s, %s after %.1f s and %d steps\n", r.Cost, bound, r.Status, r.Seconds, r.Steps)
	return err
}
