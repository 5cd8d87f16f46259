package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fairrota/fairrota/scheduler/formats/curtois"
	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// problemFiles name the files of one published problem.
type problemFiles struct {
	Format  string   `enum:"curtois,inrc2" required:"" help:"Format of the files: curtois (schedulingbenchmarks.org) or inrc2 (Second International Nurse Rostering Competition, JSON)."`
	History string   `placeholder:"FILE" help:"inrc2: the history before the first week."`
	Weeks   []string `placeholder:"FILE,..." help:"inrc2: one file for each week, in order."`
	File    string   `arg:"" help:"The instance (curtois) or the scenario (inrc2)."`
}

// Validate says which files the format wants; kong calls it when it has read the flags.
func (f *problemFiles) Validate() error {
	switch {
	case f.Format == "inrc2" && (f.History == "" || len(f.Weeks) == 0):
		return errors.New("format inrc2 needs --history and --weeks: give the history and one file for each week")
	case f.Format == "curtois" && (f.History != "" || len(f.Weeks) > 0):
		return errors.New("format curtois has neither --history nor --weeks: leave them out")
	}
	return nil
}

// problem is a problem as read, and what its format knows of rosters.
type problem struct {
	inst *nrp.Instance
	// cost is the format's own cost of a legal roster.
	cost func(nrp.Score) int64
	// write writes a roster to a path: a file (curtois) or a folder of weeks (inrc2).
	write func(path string, r nrp.Roster) error
	// read reads what write writes.
	read func(path string) (nrp.Roster, error)
}

// load reads the files and checks the instance they make.
func (f *problemFiles) load() (*problem, error) {
	p, err := f.open()
	if err != nil {
		return nil, err
	}
	if err := p.inst.Validate(); err != nil {
		return nil, fmt.Errorf("%s: %w", f.File, err)
	}
	return p, nil
}

func (f *problemFiles) open() (*problem, error) {
	if f.Format == "inrc2" {
		return f.openINRC2()
	}
	file, err := os.Open(f.File)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // read only
	inst, err := curtois.Read(file, strings.TrimSuffix(filepath.Base(f.File), ".txt"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.File, err)
	}
	return &problem{
		inst: inst, cost: curtois.Cost,
		write: func(path string, r nrp.Roster) error {
			return writeFiles(output{path, func(w io.Writer) error { return curtois.WriteRoster(w, inst, r) }})
		},
		read: func(path string) (nrp.Roster, error) {
			file, err := os.Open(path) //nolint:gosec // the operator names the file
			if err != nil {
				return nil, err
			}
			defer file.Close() //nolint:errcheck // read only
			r, err := curtois.ReadRoster(file, inst)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			return r, nil
		},
	}, nil
}

func (f *problemFiles) openINRC2() (*problem, error) {
	sources, closeAll, err := openSources(append([]string{f.File, f.History}, f.Weeks...))
	if err != nil {
		return nil, err
	}
	defer closeAll()
	p, err := inrc2.Read(sources[0], sources[1], sources[2:])
	if err != nil {
		return nil, err
	}
	return &problem{
		inst: p.Instance, cost: inrc2.Cost,
		write: func(path string, r nrp.Roster) error {
			if err := os.MkdirAll(path, 0o750); err != nil {
				return err
			}
			var files []output
			for k := range p.Weeks {
				files = append(files, output{filepath.Join(path, inrc2.SolutionName(k)), func(w io.Writer) error {
					return inrc2.WriteWeek(w, p.Scenario.ID, p.Instance, r, k)
				}})
			}
			return writeFiles(files...)
		},
		read: func(path string) (nrp.Roster, error) {
			var names []string
			for k := range p.Weeks {
				names = append(names, filepath.Join(path, inrc2.SolutionName(k)))
			}
			sources, closeAll, err := openSources(names)
			if err != nil {
				return nil, err
			}
			defer closeAll()
			return inrc2.ReadSolutions(p, sources)
		},
	}, nil
}

// openSources opens files for the reader of the competition's format.
func openSources(paths []string) (sources []inrc2.Source, closeAll func(), err error) {
	var files []*os.File
	closeAll = func() {
		for _, f := range files {
			f.Close() //nolint:errcheck // read only
		}
	}
	for _, path := range paths {
		file, err := os.Open(path) //nolint:gosec // the operator names the file
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		files = append(files, file)
		sources = append(sources, inrc2.Source{Name: path, Reader: file})
	}
	return sources, closeAll, nil
}
