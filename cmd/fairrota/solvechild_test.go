package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// childMode tells the test binary to be a child that misbehaves.
const childMode = "FAIRROTA_TEST_SOLVE_CHILD"

// TestMain lets the test binary stand for the program where that starts itself to solve.
func TestMain(m *testing.M) {
	if len(os.Args) != 2 || os.Args[1] != "solve-child" {
		os.Exit(m.Run())
	}
	switch os.Getenv(childMode) {
	case "die":
		fmt.Fprintln(os.Stderr, "fatal error: out of memory")
		os.Exit(2)
	case "deaf":
		time.Sleep(time.Minute) // until it is killed
	}
	os.Exit(run(context.Background(), &commands{}, os.Args[1:], os.Stdout, os.Stderr, time.Now))
}

func testChild(t *testing.T, mode string, log *slog.Logger) *childSolver {
	t.Helper()
	child, err := newChildSolver(512, log)
	if err != nil {
		t.Fatal(err)
	}
	child.env = []string{childMode + "=" + mode}
	return child
}

// twoByTwo wants one person in the one shift on each of 14 days, from two who may work
// three days in a row.
func twoByTwo() *nrp.Instance {
	in := &nrp.Instance{
		Name: "two", Horizon: nrp.Horizon{Days: 14}, Shifts: []nrp.Shift{{ID: "D", Kind: "early", Start: 420, End: 900, Minutes: 450}},
		Contracts: []nrp.Contract{{ID: "c", Stretches: []nrp.Stretch{{Of: nrp.ShiftCells(0), Max: 3, MaxCost: nrp.Cost{Weight: 1}}}}},
		Staff:     []nrp.Staff{{ID: "1"}, {ID: "2"}},
	}
	for d := range 14 {
		in.Cover = append(in.Cover, nrp.Cover{
			Day: d, Shift: 0, Skill: nrp.NoSkill, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: 1,
			MaxCost: nrp.Cost{Level: nrp.LevelRest, Weight: 1},
		})
	}
	return in
}

func TestChildFindsWhatTheSolverFindsHere(t *testing.T) {
	in := twoByTwo()
	var calls int
	o := scheduler.Options{Threads: 1, Seed: 5, StepLimit: 20_000}
	here, err := scheduler.Solve(t.Context(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Progress = func(scheduler.Progress) { calls++ }
	there, err := testChild(t, "solve", slog.New(slog.DiscardHandler)).solve(t.Context(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(here.Roster, there.Roster); diff != "" || here.Score != there.Score {
		t.Errorf("score %v here, %v in the child: %s", here.Score, there.Score, diff)
	}
	if calls == 0 {
		t.Error("no progress came from the child")
	}
}

func TestChildExplainsAsTheReasonerDoesHere(t *testing.T) {
	in := twoByTwo()
	for i := range 2 { // both want the first day off, and one must come
		in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: 0, Unwanted: nrp.ShiftCells(0), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 1}})
	}
	r := nrp.NewRoster(2, 14)
	for d := range 14 {
		r[d%2][d] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
	}
	o := explain.Options{Threads: 1, Seed: 5, StepLimit: 200_000}
	here, err := explain.Explain(t.Context(), in, r, nil, o)
	if err != nil {
		t.Fatal(err)
	}
	there, err := testChild(t, "solve", slog.New(slog.DiscardHandler)).explain(t.Context(), in, r, nil, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, rep := range []*explain.Report{here, there} { // the rosters of nearest asks stay in the child
		rep.Seconds = 0 // the child has a clock
		for k := range rep.Reasons {
			if n := rep.Reasons[k].Nearest; n != nil {
				n.Roster = nil
			}
		}
	}
	if diff := cmp.Diff(here, there); diff != "" || len(here.Reasons) != 1 {
		t.Errorf("%d reasons; (-here +child):\n%s", len(here.Reasons), diff)
	}
}

func TestChildIsStoppedAndKeepsTheBest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in := twoByTwo()
	// Both are wanted on every day and neither may work more than three in a row: cover by
	// itself could be met, so that no bound ends the solve before it is stopped.
	for k := range in.Cover {
		in.Cover[k].Min, in.Cover[k].Preferred, in.Cover[k].Max = 2, 2, 2
	}
	res, err := testChild(t, "solve", slog.New(slog.DiscardHandler)).solve(ctx, in, scheduler.Options{
		Threads: 1, TimeLimit: time.Minute, Progress: func(scheduler.Progress) { cancel() },
	})
	if err != nil {
		t.Fatal(err)
	}
	score, _, err := verify.Check(in, res.Roster)
	if err != nil || score != res.Score || res.Status != scheduler.StatusStopped {
		t.Errorf("status %s, score %v, the referee says %v, %v", res.Status, res.Score, score, err)
	}
}

func TestChildThatDiesIsAnErrorThatSaysSo(t *testing.T) {
	var log bytes.Buffer
	_, err := testChild(t, "die", slog.New(slog.NewJSONHandler(&log, nil))).solve(t.Context(), twoByTwo(), scheduler.Options{})
	if err == nil || !strings.Contains(err.Error(), "ended without an answer") || !strings.Contains(err.Error(), "exit status 2") {
		t.Errorf("error %v", err)
	}
	if !strings.Contains(log.String(), "out of memory") {
		t.Errorf("the log does not hold what the child wrote: %s", log.String())
	}
}

func TestChildThatDoesNotAnswerIsKilled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	child := testChild(t, "deaf", slog.New(slog.DiscardHandler))
	child.grace = 50 * time.Millisecond
	if _, err := child.solve(ctx, twoByTwo(), scheduler.Options{}); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("error %v", err)
	}
}

func TestChildEndsWhenItsParentIsGone(t *testing.T) {
	in := twoByTwo()
	in.Cover[0].Min, in.Cover[0].Preferred, in.Cover[0].Max = 5, 5, 5
	text, err := json.Marshal(solveRequest{Instance: in, Threads: 1, TimeLimit: time.Minute, MemoryMiB: 100})
	if err != nil {
		t.Fatal(err)
	}
	limit := 0
	var out bytes.Buffer
	began := time.Now()
	// The reader ends right after the request, as a pipe does whose writer has died.
	err = solveFromPipe(t.Context(), bytes.NewReader(text), &out, time.Now, func(mib int) { limit = mib })
	if err != nil || limit != 100 || time.Since(began) > 30*time.Second {
		t.Errorf("error %v, limit %d, after %v", err, limit, time.Since(began))
	}
	if _, err := readReplies(&out, nil); err != nil {
		t.Error(err)
	}
}

func TestSolveFromPipeRefusesNoise(t *testing.T) {
	if err := solveFromPipe(t.Context(), strings.NewReader("[]"), io.Discard, time.Now, nil); err == nil {
		t.Error("an array was taken for a request")
	}
	var out bytes.Buffer
	if err := solveFromPipe(t.Context(), strings.NewReader(`{"instance":{}}`), &out, time.Now, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := readReplies(&out, nil); err == nil || !strings.Contains(err.Error(), "bad instance") {
		t.Errorf("error %v", err)
	}
}
