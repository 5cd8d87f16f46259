package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// exportCmd writes one roster to files of other programs.
type exportCmd struct {
	Config
	Format string `enum:"csv,inrc2" default:"csv" help:"csv, or inrc2 for a ward imported from the competition (${default})."`
	Out    string `type:"path" placeholder:"DIR" help:"Folder for the files, made if it is not there (default for csv: standard output)."`
	Roster string `arg:"" placeholder:"ROSTER" help:"Id of the roster."`
}

// Validate checks the id and that the competition's several files have a folder.
func (c *exportCmd) Validate() error {
	var faults []error
	if _, err := store.ParseID(c.Roster); err != nil {
		faults = append(faults, fmt.Errorf("roster %q: an id is a UUID in lower case", c.Roster))
	}
	if c.Format == "inrc2" && c.Out == "" {
		faults = append(faults, errors.New("the inrc2 format has a file for each week: name a folder by --out"))
	}
	return errors.Join(append(faults, c.Config.Validate())...)
}

// Run writes the roster.
func (c *exportCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) (err error) {
	app, err := NewApp(ctx, &c.Config, log, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := app.DB.CheckSchema(ctx); err != nil {
		return err
	}
	id := store.ID(c.Roster)
	var files []output
	if c.Format == "inrc2" {
		files, err = exportINRC2(ctx, app.DB, id, c.Out)
	} else {
		files, err = exportCSV(ctx, app.DB, id, c.Out, out)
	}
	if err != nil || len(files) == 0 {
		return plainFault(err)
	}
	if err := os.MkdirAll(c.Out, 0o750); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	if err := writeFiles(files...); err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintln(out, f.path)
	}
	return nil
}

// exportCSV prints the roster where there is no folder, and then returns no file.
func exportCSV(ctx context.Context, db *sqlstore.DB, id store.ID, dir string, out io.Writer) ([]output, error) {
	text, err := db.ExportRoster(ctx, store.SystemActor, id)
	if err != nil {
		return nil, err
	}
	if dir == "" {
		_, err := out.Write(text)
		return nil, err
	}
	return []output{{filepath.Join(dir, "roster-"+string(id)+".csv"), func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(text))
		return err
	}}}, nil
}

// exportINRC2 makes the competition's solution files of a roster of an imported ward:
// one a week, with the names that the competition's files use.
func exportINRC2(ctx context.Context, db *sqlstore.DB, id store.ID, dir string) ([]output, error) {
	view, err := db.RosterView(ctx, store.SystemActor, id)
	if err != nil {
		return nil, err
	}
	ward, err := db.Ward(ctx, store.SystemActor, view.Roster.WardID)
	if err != nil {
		return nil, err
	}
	if ward.Source != "inrc2" {
		return nil, fmt.Errorf("ward %s was not imported from the competition: export its roster as csv", ward.Name)
	}
	p, roster, err := db.RosterProblem(ctx, store.SystemActor, id)
	if err != nil {
		return nil, err
	}
	staff, err := db.StaffList(ctx, store.SystemActor, ward.ID)
	if err != nil {
		return nil, err
	}
	names := map[store.ID]string{}
	for _, s := range staff {
		names[s.ID] = s.Name
	}
	inst := *p.Instance
	inst.Staff = append([]nrp.Staff(nil), inst.Staff...)
	for i, staffID := range p.StaffIDs {
		inst.Staff[i].ID = names[store.ID(staffID)]
	}
	if inst.Horizon.Days%7 != 0 {
		return nil, fmt.Errorf("the roster has %d days, which is no number of weeks", inst.Horizon.Days)
	}
	scenario, _, _ := strings.Cut(ward.SourceRef, " ")
	var files []output
	for week := range inst.Horizon.Days / 7 {
		files = append(files, output{filepath.Join(dir, inrc2.SolutionName(week)), func(w io.Writer) error {
			return inrc2.WriteWeek(w, scenario, &inst, roster, week)
		}})
	}
	return files, nil
}
