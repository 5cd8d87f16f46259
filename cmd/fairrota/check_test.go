package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

const (
	willow = "../../scheduler/formats/curtois/testdata/willow.txt"
	rowan  = "../../scheduler/formats/inrc2/testdata/"
)

// inrc2Args are the flags and the argument that name the competition ward of our own making.
func inrc2Args(command string, more ...string) []string {
	args := append([]string{command, "--format=inrc2", "--history=" + rowan + "H0-rowan.json"}, more...)
	return append(args, "--weeks="+rowan+"WD-rowan-0.json,"+rowan+"WD-rowan-1.json", rowan+"Sc-rowan.json")
}

// TestCheckCurtois: the roster was written by hand. Ada has one day off between runs, Fay
// an early after a night and a second weekend; three requests (2 + 1 + 3) are not met and
// three early shifts have one person too many: 6 + 3 = 9.
func TestCheckCurtois(t *testing.T) {
	code, stdout, stderr := execute(t, &commands{}, "check", "--format=curtois", willow, "testdata/willow-roster.tsv")
	if code != exitFailure {
		t.Errorf("exit code %d, want %d", code, exitFailure)
	}
	golden(t, "check-willow.golden", stdout)
	for _, want := range []string{"breaks hard rules (3 findings)", "hard, succession (after N), fay, day 6 (Sun of week 0): 1 x 1"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr %q has no %q", stderr, want)
		}
	}
}

func TestCheckINRC2(t *testing.T) {
	code, stdout, stderr := execute(t, &commands{}, append(inrc2Args("check"), "testdata/rowan-roster")...)
	if code != exitOK || stderr != "" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	golden(t, "check-rowan.golden", stdout)
	_, brief, _ := execute(t, &commands{}, append(inrc2Args("check", "--brief"), "testdata/rowan-roster")...)
	if !strings.HasPrefix(stdout, brief) || len(brief) >= len(stdout) {
		t.Errorf("--brief prints %q, want the first part of what is printed without it", brief)
	}
}

func TestCheckRefusesBadFiles(t *testing.T) {
	short := filepath.Join(t.TempDir(), "short.tsv")
	if err := os.WriteFile(short, []byte("E\tE\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		args []string
		code int
		want string
	}{
		"no_instance":        {[]string{"--format=curtois", "no.txt", short}, exitFailure, "open no.txt: no such file"},
		"no_roster":          {[]string{"--format=curtois", willow, "no.tsv"}, exitFailure, "open no.tsv: no such file"},
		"roster_of_another":  {[]string{"--format=curtois", willow, short}, exitFailure, "short.tsv: 1 lines, want 6: one line for each employee"},
		"no_history":         {[]string{"--format=inrc2", rowan + "Sc-rowan.json", short}, exitUsage, "format inrc2 needs --history and --weeks"},
		"history_of_curtois": {[]string{"--format=curtois", "--history=x", willow, short}, exitUsage, "format curtois has neither --history nor --weeks"},
		"unknown_format":     {[]string{"--format=xhstt", willow, short}, exitUsage, `"curtois","inrc2"`},
		"weeks_missing": {[]string{
			"--format=inrc2", "--history=" + rowan + "H0-rowan.json", "--weeks=" + rowan + "WD-rowan-0.json", rowan + "Sc-rowan.json", short,
		}, exitFailure, "has 2 weeks, but 1 week files are given"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := execute(t, &commands{}, append([]string{"check"}, tt.args...)...)
			if code != tt.code || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit code %d, stderr %q, want %d and %q", code, stderr, tt.code, tt.want)
			}
			if stdout != "" {
				t.Errorf("printed %q", stdout)
			}
		})
	}
}
