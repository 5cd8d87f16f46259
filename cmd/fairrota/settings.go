package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// settings are the values of a settings file by flag name, as text.
type settings map[string]string

// settingFlags returns the flags of all subcommands that have a variable of the
// environment; those may stand in a settings file too.
func settingFlags(app *kong.Application) []*kong.Flag {
	var out []*kong.Flag
	for _, leaf := range app.Leaves(false) {
		for _, group := range leaf.AllFlags(false) {
			for _, flag := range group {
				if len(flag.Envs) > 0 {
					out = append(out, flag)
				}
			}
		}
	}
	return out
}

// readSettings reads a JSON object of settings. Every key must be the name of a known
// flag with "_" for "-", every value a string, number or truth value, or a list of them;
// a second value for a key, and anything after the object, are errors.
func readSettings(path string, known []*kong.Flag) (settings, error) {
	file, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	defer file.Close() //nolint:errcheck // read only
	values, err := decodeSettings(io.LimitReader(file, 1<<20), known)
	if err != nil {
		return nil, fmt.Errorf("read settings %s: %w", path, err)
	}
	return values, nil
}

func decodeSettings(in io.Reader, known []*kong.Flag) (settings, error) {
	names := map[string]string{}
	for _, flag := range known {
		if flag.Name != "config" {
			names[strings.ReplaceAll(flag.Name, "-", "_")] = flag.Name
		}
	}
	decoder := json.NewDecoder(in)
	decoder.UseNumber()
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return nil, errors.New("must be one JSON object")
	}
	values := settings{}
	var faults []error
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("is not JSON: %w", err)
		}
		var value any
		if err := decoder.Decode(&value); err != nil {
			return nil, fmt.Errorf("%v: is not JSON: %w", key, err)
		}
		name, ok := names[key.(string)]
		if !ok {
			faults = append(faults, fmt.Errorf("%q is not a setting", key))
			continue
		}
		if _, twice := values[name]; twice {
			faults = append(faults, fmt.Errorf("%q is given twice", key))
		}
		text, ok := settingText(value)
		if !ok {
			faults = append(faults, fmt.Errorf("%q must be a string, a number, true or false, or a list of them", key))
		}
		values[name] = text
	}
	if _, err := decoder.Token(); err != nil {
		return nil, fmt.Errorf("is not JSON: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has something after the object")
	}
	return values, errors.Join(faults...)
}

// settingText returns a JSON value as a flag would give it: the items of a list are
// separated by commas.
func settingText(value any) (text string, ok bool) {
	switch v := value.(type) {
	case string, json.Number, bool:
		return fmt.Sprint(v), true
	case []any:
		var items []string
		for _, item := range v {
			if _, nested := item.([]any); nested {
				return "", false
			}
			text, ok := settingText(item)
			if !ok {
				return "", false
			}
			items = append(items, text)
		}
		return strings.Join(items, ","), true
	}
	return "", false
}

// Validate finds nothing: readSettings has checked the keys already.
func (s settings) Validate(*kong.Application) error { return nil }

// Resolve returns the file's value of a flag, nil where the file has none or the
// environment overrides it.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, env := range flag.Envs {
		if _, ok := os.LookupEnv(env); ok {
			return nil, nil
		}
	}
	value, ok := s[flag.Name]
	if !ok {
		return nil, nil
	}
	return value, nil
}

// refuseUnknownEnvironment returns an error for each FAIRROTA_ variable that no known
// flag reads: a misspelt setting must not pass for a default.
func refuseUnknownEnvironment(environ []string, known []*kong.Flag) error {
	read := map[string]bool{}
	for _, flag := range known {
		for _, env := range flag.Envs {
			read[env] = true
		}
	}
	var faults []error
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, "FAIRROTA_") && !strings.HasPrefix(name, "FAIRROTA_TEST_") && !read[name] {
			faults = append(faults, fmt.Errorf("environment: %s is not a setting", name))
		}
	}
	return errors.Join(faults...)
}

// logSettings say how to log; the zero value logs JSON from level info.
type logSettings struct {
	level  slog.Level
	format string
}

// logger returns the logger of the process.
func (s *logSettings) logger(out io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: s.level}
	if s.format == "text" {
		return slog.New(slog.NewTextHandler(out, options))
	}
	return slog.New(slog.NewJSONHandler(out, options))
}
