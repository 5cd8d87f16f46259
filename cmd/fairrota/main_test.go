package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// probe is a command line with one command that works with the settings.
type probe struct {
	Probe probeCmd `cmd:""`
	Other otherCmd `cmd:""`
	Fail  failCmd  `cmd:""`
}

// otherCmd has a setting of its own.
type otherCmd struct {
	Config
	Networks []string `name:"networks" env:"FAIRROTA_NETWORKS"`
}

// Run prints the settings in force, its own among them.
func (c *otherCmd) Run(out io.Writer) error {
	return c.Print(out, map[string]any{"networks": c.Networks})
}

type probeCmd struct {
	Config
}

// Run prints the settings in force and the clock, and logs one line at debug level.
func (c *probeCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) error {
	log.DebugContext(ctx, "probe ran", "hour", clock().Hour())
	return c.Print(out, nil)
}

type failCmd struct{}

func (failCmd) Run() error { return errors.New("the disk is full") }

// execute runs args by root and returns the exit code and both outputs.
func execute(t *testing.T, root any, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	clock := func() time.Time { return time.Date(2026, 11, 24, 5, 40, 0, 0, time.UTC) }
	code = run(t.Context(), root, args, &out, &errs, clock)
	return code, out.String(), errs.String()
}

func TestRunExitCodes(t *testing.T) {
	for _, c := range []struct {
		name           string
		root           any
		args           []string
		want           int
		stdout, stderr string
	}{
		{"version", &commands{}, []string{"version"}, exitOK, "fairrota " + version, ""},
		{"help", &commands{}, []string{"--help"}, exitOK, "version", ""},
		{"no command", &commands{}, nil, exitUsage, "", "expected"},
		{"unknown command", &commands{}, []string{"rota"}, exitUsage, "", "rota"},
		{"unknown flag", &commands{}, []string{"version", "--loud"}, exitUsage, "", "--loud"},
		{"failure", &probe{}, []string{"fail"}, exitFailure, "", "fairrota: the disk is full"},
		{"setting out of bounds", &probe{}, []string{"probe", "--solve-threads=257"}, exitUsage, "", "solve-threads must be between 0 and 256"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := execute(t, c.root, c.args...)
			if code != c.want {
				t.Errorf("exit code %d, want %d; stderr: %s", code, c.want, stderr)
			}
			if !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) {
				t.Errorf("stdout %q should hold %q, stderr %q should hold %q", stdout, c.stdout, stderr, c.stderr)
			}
		})
	}
}

func TestRunGivesCommandsLoggerAndClock(t *testing.T) {
	code, _, stderr := execute(t, &probe{}, "probe", "--log-level=debug", "--log-format=text")
	if code != exitOK || !strings.Contains(stderr, "level=DEBUG") || !strings.Contains(stderr, "hour=5") {
		t.Errorf("exit code %d, log %q", code, stderr)
	}
	if _, _, stderr = execute(t, &probe{}, "probe"); stderr != "" {
		t.Errorf("at level info the command logs nothing, got %q", stderr)
	}
}
