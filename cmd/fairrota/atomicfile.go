package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output is a file to be written and how.
type output struct {
	path  string
	write func(io.Writer) error
}

// writeFiles writes files whole or not at all: each goes to a temporary file beside its
// place, and only when all are on the disk are they moved there. A process killed in
// between leaves old files as they were.
func writeFiles(files ...output) (err error) {
	temps := make([]string, 0, len(files))
	defer func() {
		for _, t := range temps {
			if rm := os.Remove(t); rm != nil && !errors.Is(rm, os.ErrNotExist) {
				err = errors.Join(err, rm)
			}
		}
	}()
	for _, f := range files {
		t, err := writeTemp(f)
		if err != nil {
			return fmt.Errorf("write %s: %w", f.path, err)
		}
		temps = append(temps, t)
	}
	for i, f := range files {
		if err := os.Rename(temps[i], f.path); err != nil {
			return fmt.Errorf("write %s: %w", f.path, err)
		}
	}
	return nil
}

// writeTemp writes a temporary file beside the output's place and returns its path. On an
// error there is no file.
func writeTemp(f output) (path string, err error) {
	file, err := os.CreateTemp(filepath.Dir(f.path), "."+filepath.Base(f.path)+"-")
	if err != nil {
		return "", err
	}
	w := bufio.NewWriter(file)
	err = f.write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = file.Chmod(0o644) // results are for all to read, unlike other temporary files
	}
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return "", errors.Join(err, os.Remove(file.Name()))
	}
	return file.Name(), nil
}
