package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
	"github.com/fairrota/fairrota/store"
)

// importZone is the time zone of imported wards, whose files name none.
const importZone = "Europe/London"

type importCmd struct {
	INRC2  importINRC2Cmd  `cmd:"" name:"inrc2" help:"Make a ward of a scenario of the Second International Nurse Rostering Competition."`
	Ledger importLedgerCmd `cmd:"" help:"Add to a ward's ledger what its people have carried before."`
}

type importINRC2Cmd struct {
	Config
	Ward          string   `required:"" placeholder:"NAME" help:"Name of the new ward."`
	Division      string   `default:"Imported wards" placeholder:"NAME" help:"Division of the ward, made if it is not there (${default})."`
	Monday        string   `placeholder:"YYYY-MM-DD" help:"First day of the roster period (default: the next Monday)."`
	History       string   `required:"" type:"path" placeholder:"FILE" help:"History file."`
	Weeks         []string `required:"" type:"path" sep:"," placeholder:"FILE,..." help:"Week files in their order, one for each week of the scenario."`
	Open          bool     `help:"Leave the period open for bidding (default: closed, so that the nightly run solves it)."`
	BiddingCloses string   `placeholder:"INSTANT" help:"When bidding closes, such as 2026-03-01T12:00:00Z; with --open (default: halfway to the first day)."`
	SolveSeconds  int      `default:"30" placeholder:"N" help:"Seconds given to the optimiser for one draft (${default})."`
	Manager       string   `placeholder:"LOGIN" help:"Make a ward manager who signs in by this name with a generated password."`
	PasswordFile  string   `type:"path" placeholder:"FILE" help:"File that the manager's password is written to, readable by its owner only (default: LOGIN.sign-in.txt)."`
	Scenario      string   `arg:"" type:"path" placeholder:"SCENARIO" help:"Scenario file."`
}

// Run imports the ward: all of it, or nothing.
func (c *importINRC2Cmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) (err error) {
	problem, err := readINRC2(c.Scenario, c.History, c.Weeks)
	if err != nil {
		return err
	}
	plan, err := c.plan(problem, clock())
	if err != nil {
		return err
	}
	var password string
	if c.Manager != "" {
		password = newPassword()
		manager, err := newManager(c.Manager, c.Ward, password)
		if err != nil {
			return err
		}
		plan.managers = []store.User{manager}
	}
	ward, err := wardOfINRC2(problem, *plan)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(c.Scenario), err)
	}
	app, err := NewApp(ctx, &c.Config, log, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := app.DB.CheckSchema(ctx); err != nil {
		return err
	}
	// The password must be kept before the user exists, or nobody could ever sign in.
	file := c.passwordFile()
	if c.Manager != "" {
		if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("keep the sign-in: %s is there already: remove it, or name another file by --password-file", file)
		}
		if err := writeSignIns(file, []signIn{{what: "ward manager of " + c.Ward, login: c.Manager, password: password}}); err != nil {
			return err
		}
	}
	made, err := app.DB.ImportWard(ctx, store.SystemActor, *ward)
	if err != nil {
		if c.Manager != "" {
			err = errors.Join(err, os.Remove(file))
		}
		return plainFault(err)
	}
	return c.report(out, made, ward, file)
}

// report prints what was made, one "name: value" a line.
func (c *importINRC2Cmd) report(out io.Writer, made *store.ImportedWard, w *store.WardImport, file string) error {
	p := w.Period
	_, err := fmt.Fprintf(out, "ward: %s\nward name: %s\nsource: %s\nperiod: %s\ndays: %s to %s\nstate: %s\nbidding closes: %s\nstaff: %d\n",
		made.Ward.ID, made.Ward.Name, made.Ward.SourceRef, made.PeriodID, p.FirstDay, p.LastDay, p.State, p.BiddingClosesAt.Format(time.RFC3339), len(made.StaffIDs))
	if err == nil && c.Manager != "" {
		_, err = fmt.Fprintf(out, "sign-in of %s: in %s\n", c.Manager, file)
	}
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func (c *importINRC2Cmd) passwordFile() string {
	if c.PasswordFile != "" {
		return c.PasswordFile
	}
	return c.Manager + ".sign-in.txt"
}

// plan settles what the files do not say. The period is closed, with bidding over since
// this instant, or open until halfway to its first day.
func (c *importINRC2Cmd) plan(p *inrc2.Problem, now time.Time) (*inrc2Plan, error) {
	if c.SolveSeconds < 1 || c.SolveSeconds > 3600 {
		return nil, fmt.Errorf("--solve-seconds %d: must be between 1 and 3600", c.SolveSeconds)
	}
	zone, err := time.LoadLocation(importZone)
	if err != nil {
		return nil, fmt.Errorf("time zone %s: %w", importZone, err)
	}
	today := store.DayOf(now, zone)
	monday := today.Add(7 - today.Weekday())
	if c.Monday != "" {
		if monday, err = store.ParseDay(c.Monday); err != nil || monday.Weekday() != 0 {
			return nil, fmt.Errorf("--monday %s: must be the date of a Monday, such as %s", c.Monday, today.Add(7-today.Weekday()))
		}
	}
	now = now.UTC().Truncate(time.Second)
	begins := monday.Midnight(zone)
	plan := &inrc2Plan{
		ward: c.Ward, division: c.Division, monday: monday, numberPrefix: numberPrefix(c.Ward), sourceRef: sourceRef(p.Scenario.ID, c.History, c.Weeks),
		solveSeconds: c.SolveSeconds, state: store.PeriodClosed, opens: now.Add(-24 * time.Hour), closes: now,
	}
	switch {
	case c.Open:
		plan.state, plan.opens, plan.closes = store.Open, now, between(now, begins, 2)
		if c.BiddingCloses != "" {
			if plan.closes, err = time.Parse(time.RFC3339, c.BiddingCloses); err != nil {
				return nil, fmt.Errorf("--bidding-closes %s: must be an instant such as %s", c.BiddingCloses, now.Format(time.RFC3339))
			}
		}
		if !plan.closes.After(now) {
			return nil, fmt.Errorf("--open: bidding would close at %s, which is over: give a later --monday or --bidding-closes", plan.closes.Format(time.RFC3339))
		}
	case c.BiddingCloses != "":
		return nil, errors.New("--bidding-closes is for --open only: without it the period is closed already")
	}
	plan.closes = plan.closes.UTC()
	plan.approval = between(plan.closes, begins, 3)
	plan.publication = between(plan.approval, begins, 2)
	return plan, nil
}

// between returns the instant a share of the way from one to the other, to the second;
// from itself where to is not after it.
func between(from, to time.Time, share int) time.Time {
	if !to.After(from) {
		return from
	}
	return from.Add(to.Sub(from) / time.Duration(share)).UTC().Truncate(time.Second)
}

// readINRC2 reads the files of one problem. A fault names the file and the place in it.
func readINRC2(scenario, history string, weeks []string) (_ *inrc2.Problem, err error) {
	var files []*os.File
	defer func() {
		for _, f := range files {
			err = errors.Join(err, f.Close())
		}
	}()
	open := func(path string) (inrc2.Source, error) {
		f, err := os.Open(path) //nolint:gosec // the operator names the file
		if err != nil {
			return inrc2.Source{}, fmt.Errorf("read the ward: %w", err)
		}
		files = append(files, f)
		return inrc2.Source{Name: filepath.Base(path), Reader: f}, nil
	}
	var sources []inrc2.Source
	for _, path := range append([]string{scenario, history}, weeks...) {
		source, err := open(path)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source)
	}
	return inrc2.Read(sources[0], sources[1], sources[2:])
}

// plainFault puts the faulty rows of an import on lines of their own.
func plainFault(err error) error {
	var e *store.Error
	if !errors.As(err, &e) || e.Detail == "" {
		return err
	}
	lines := []string{e.Op + ": " + e.Detail}
	for _, f := range e.Fields {
		lines = append(lines, "  "+f.Pointer+": "+f.Detail)
	}
	return errors.New(strings.Join(lines, "\n"))
}

// newManager makes a user who manages the ward that an import makes.
func newManager(login, ward, password string) (store.User, error) {
	hash, err := api.HashPassword(password, "/password")
	if err != nil {
		return store.User{}, err
	}
	return store.User{
		Login: login, Name: "Manager of " + ward, PasswordHash: hash,
		Grants: []store.Grant{{Role: store.WardManager, WardID: "ward"}},
	}, nil
}
