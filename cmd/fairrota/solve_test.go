package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

func readReport(t *testing.T, path string) solveReport {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r solveReport
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		t.Fatal(err)
	}
	return r
}

// filesIn lists a folder and all below it.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	names := []string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestSolveCurtois(t *testing.T) {
	dir := t.TempDir()
	out, report := filepath.Join(dir, "roster.tsv"), filepath.Join(dir, "r.json")
	var rosters [2]string
	for i, threads := range []string{"1", "2"} {
		code, stdout, stderr := execute(t, &commands{}, "solve", "--format=curtois", "--steps=400000", "--seed=3",
			"--threads="+threads, "--out="+out, "--report="+report, willow)
		if code != exitOK || stderr != "" || !strings.HasPrefix(stdout, "cost ") {
			t.Fatalf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
		}
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		rosters[i] = string(text)
	}
	if rosters[0] != rosters[1] {
		t.Error("one thread and two give different rosters of one seed and step limit")
	}
	if diff := cmp.Diff([]string{"r.json", "roster.tsv"}, filesIn(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	r := readReport(t, report)
	if !r.Legal || r.Seed != 3 || r.Score["rest"] != r.Cost || r.Score["hard"] != 0 || len(r.Instance) != 64 {
		t.Errorf("report %+v", r)
	}
	if r.Status == scheduler.StatusStepLimit && r.Steps < 400000 {
		t.Errorf("ended by the step limit after %d steps", r.Steps)
	}
	_, checked, _ := execute(t, &commands{}, "check", "--format=curtois", "--brief", willow, out)
	if want := fmt.Sprintf("cost %d\n", r.Cost); !strings.HasPrefix(checked, want) {
		t.Errorf("check prints %q, the report says %q", checked, want)
	}
}

func TestSolveINRC2(t *testing.T) {
	dir := t.TempDir()
	code, _, stderr := execute(t, &commands{}, inrc2Args("solve", "--steps=400000", "--out="+filepath.Join(dir, "new", "folder"), "--report="+filepath.Join(dir, "r.json"))...)
	if code != exitOK {
		t.Fatalf("exit code %d, stderr %q", code, stderr)
	}
	if diff := cmp.Diff([]string{"new/folder/sol-week0.json", "new/folder/sol-week1.json", "r.json"}, filesIn(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	r := readReport(t, filepath.Join(dir, "r.json"))
	_, checked, _ := execute(t, &commands{}, append(inrc2Args("check", "--brief"), filepath.Join(dir, "new", "folder"))...)
	if want := fmt.Sprintf("cost %d\n", r.Cost); !strings.HasPrefix(checked, want) {
		t.Errorf("check prints %q, the report says %q", checked, want)
	}
}

// TestSolveOfAnInfeasibleWard: ada's days off leave her 11 of 14 days away and yet she must
// work 3000 minutes in at most five days in a row.
func TestSolveOfAnInfeasibleWard(t *testing.T) {
	dir := t.TempDir()
	path, out, report := filepath.Join(dir, "ward.txt"), filepath.Join(dir, "roster.tsv"), filepath.Join(dir, "r.json")
	text, err := os.ReadFile(willow)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("ada,0,13\n"), []byte("ada,0,1,2,3,4,5,6,7,8,9,10,13\n"), 1)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := execute(t, &commands{}, "solve", "--format=curtois", "--steps=200000", "--out="+out, "--report="+report, path)
	if code != exitFailure || !strings.Contains(stderr, "breaks hard rules") || !strings.Contains(stderr, ", ada") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if r := readReport(t, report); r.Legal || r.Score["hard"] == 0 {
		t.Errorf("report %+v", r)
	}
	if _, err := os.Stat(out); err != nil {
		t.Errorf("the roster is not there to look at: %v", err)
	}
}

// TestSolveStopsWithTheBestSoFar: a signal cancels the context.
func TestSolveStopsWithTheBestSoFar(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, &commands{}, []string{
		"solve", "--format=curtois", "--out=" + filepath.Join(dir, "roster.tsv"), "--report=" + filepath.Join(dir, "r.json"), willow,
	}, &stdout, &stderr, time.Now)
	r := readReport(t, filepath.Join(dir, "r.json"))
	if r.Status != scheduler.StatusStopped {
		t.Errorf("status %q, want %q", r.Status, scheduler.StatusStopped)
	}
	if want := map[bool]int{true: exitOK, false: exitFailure}[r.Legal]; code != want {
		t.Errorf("exit code %d of a roster whose legality is %v: %s", code, r.Legal, &stderr)
	}
}

func TestSolveKeepsToItsTime(t *testing.T) {
	dir := t.TempDir()
	began := time.Now()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), &commands{}, inrc2Args("solve", "--time=400ms", "--out="+dir), &stdout, &stderr, time.Now)
	if code != exitOK && !strings.Contains(stderr.String(), "breaks hard rules") {
		t.Fatalf("exit code %d, stderr %q", code, &stderr)
	}
	// A loaded machine may take longer than the time, and who proves the best sooner is done; a solver
	// that ignores it takes for ever.
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v of 400 ms", took)
	}
}

// TestSolveOfBadInputWritesNothing gives bad files, sizes and flags.
func TestSolveOfBadInputWritesNothing(t *testing.T) {
	dir := t.TempDir()
	huge := filepath.Join(dir, "huge.txt")
	file, err := os.Create(huge)
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Truncate(65 << 20); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "broken.json")
	if err := os.WriteFile(broken, []byte("{\n \"id\": \"x\",\n \"weeks\": 1\n}"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out", "roster.tsv")
	if err := os.Mkdir(filepath.Dir(out), 0o700); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		args []string
		code int
		want string
	}{
		"oversized":       {[]string{"--format=curtois", "--out=" + out, huge}, exitFailure, "huge.txt: the file is larger than 64 MiB"},
		"other_format":    {[]string{"--format=curtois", "--out=" + out, broken}, exitFailure, "broken.json: line 1: data before the first section"},
		"unknown_field":   {[]string{"--format=inrc2", "--history=" + broken, "--weeks=" + broken, "--out=" + filepath.Dir(out), broken}, exitFailure, "broken.json: line 3: /weeks: unknown field"},
		"missing":         {[]string{"--format=curtois", "--out=" + out, "no.txt"}, exitFailure, "open no.txt: no such file"},
		"no_out":          {[]string{"--format=curtois", willow}, exitUsage, "--out=PATH"},
		"no_time":         {[]string{"--format=curtois", "--time=0s", "--out=" + out, willow}, exitUsage, "--time is 0s: give a positive time such as 60s"},
		"no_threads":      {[]string{"--format=curtois", "--threads=0", "--out=" + out, willow}, exitUsage, "--threads is 0: give from 1 to 256"},
		"negative_steps":  {[]string{"--format=curtois", "--steps=-1", "--out=" + out, willow}, exitUsage, "--steps is -1"},
		"no_folder":       {[]string{"--format=curtois", "--out=" + filepath.Join(dir, "gone", "r.tsv"), willow}, exitFailure, "there is no folder"},
		"out_is_a_folder": {[]string{"--format=curtois", "--out=" + dir, willow}, exitFailure, "it is a folder: name a file"},
		"no_report_place": {[]string{"--format=curtois", "--out=" + out, "--report=" + filepath.Join(dir, "gone", "r.json"), willow}, exitFailure, "there is no folder"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := execute(t, &commands{}, append([]string{"solve"}, tt.args...)...)
			if code != tt.code || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit code %d, stderr %q, want %d and %q", code, stderr, tt.code, tt.want)
			}
			if files := filesIn(t, filepath.Dir(out)); len(files) > 0 || stdout != "" {
				t.Errorf("wrote %v and printed %q", files, stdout)
			}
		})
	}
}

func TestTimeLeft(t *testing.T) {
	const ms = time.Millisecond
	for name, tt := range map[string]struct{ whole, before, want time.Duration }{
		"quick_reading": {60_000 * ms, 5 * ms, 59_975 * ms},   // 60,000 - 5 - 20
		"slow_reading":  {60_000 * ms, 900 * ms, 57_300 * ms}, // 60,000 - 900 - 2 x 900
		"little_time":   {40 * ms, 5 * ms, 25 * ms},           // 40 - 5 - 40/4
		"none_left":     {10 * ms, 50 * ms, ms},
	} {
		if got := timeLeft(tt.whole, tt.before); got != tt.want {
			t.Errorf("%s: %v left of %v after %v, want %v", name, got, tt.whole, tt.before, tt.want)
		}
	}
}

// TestCostBound: a bound of the score is one of the cost only if nothing before differs.
func TestCostBound(t *testing.T) {
	p := &problem{cost: func(s nrp.Score) int64 { return s[nrp.LevelRest] }}
	legal, broken := nrp.Score{nrp.LevelRest: 120}, nrp.Score{nrp.LevelCover: 1, nrp.LevelRest: 90}
	bound := nrp.Score{nrp.LevelRest: 100}
	if b := costBound(p, &scheduler.Result{Score: legal}); b != nil {
		t.Errorf("bound %d without one", *b)
	}
	if b := costBound(p, &scheduler.Result{Score: legal, Bound: &bound}); b == nil || *b != 100 {
		t.Errorf("bound %v, want 100", b)
	}
	if b := costBound(p, &scheduler.Result{Score: broken, Bound: &bound}); b != nil {
		t.Errorf("bound %d of a roster that is not legal and costs 90", *b)
	}
}

func TestWriteFilesAllOrNone(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := os.WriteFile(a, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := func(s string) func(w io.Writer) error {
		return func(w io.Writer) error { _, err := w.Write([]byte(s)); return err }
	}
	fail := func(w io.Writer) error { return os.ErrInvalid }
	if err := writeFiles(output{a, text("new")}, output{b, fail}); err == nil || !strings.Contains(err.Error(), "write "+b) {
		t.Errorf("error %v", err)
	}
	if got, _ := os.ReadFile(a); string(got) != "old" || len(filesIn(t, dir)) != 1 {
		t.Errorf("%q is %q after the other failed; files %v", a, got, filesIn(t, dir))
	}
	if err := writeFiles(output{a, text("new")}, output{b, text("too")}); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(a); string(got) != "new" || len(filesIn(t, dir)) != 2 {
		t.Errorf("%q is %q; files %v", a, got, filesIn(t, dir))
	}
}
