package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// solveChildCmd is the far end of childSolver: it reads one solveRequest from standard
// input, solves or explains it and writes solveReply lines to standard output, the last one
// with the result. When standard input ends, because the parent wants the best roster now or has
// died, it ends the solve.
type solveChildCmd struct{}

// solveRequest is what the child is to solve.
type solveRequest struct {
	Instance  *nrp.Instance `json:"instance"`
	Threads   int           `json:"threads"`
	Seed      uint64        `json:"seed"`
	StepLimit int64         `json:"step_limit"`
	// TimeLimit is in nanoseconds.
	TimeLimit time.Duration `json:"time_limit"`
	Start     nrp.Roster    `json:"start,omitempty"`
	// Explain asks for the reasons of Start, and not for a roster; Bound is what is proven of
	// it, nil if nothing is.
	Explain bool       `json:"explain,omitempty"`
	Bound   *nrp.Score `json:"bound,omitempty"`
	// Fair is what people carry; nil where rosters are compared by their score alone.
	Fair *stages.Fair `json:"fair,omitempty"`
	// MemoryMiB limits the child's memory; 0 means no limit.
	MemoryMiB int `json:"memory_mib"`
}

// solveReply is one line of the child's answer; exactly one field is set.
type solveReply struct {
	Progress *scheduler.Progress `json:"progress,omitempty"`
	Result   *scheduler.Result   `json:"result,omitempty"`
	Staged   *stages.Result      `json:"staged,omitempty"`
	Report   *explain.Report     `json:"report,omitempty"`
	Error    string              `json:"error,omitempty"`
}

// Run solves what standard input asks for.
func (solveChildCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) error {
	if err := beNice(); err != nil {
		log.WarnContext(ctx, "the solver runs at normal priority", "err", err)
	}
	return solveFromPipe(ctx, os.Stdin, out, clock, func(mib int) {
		debug.SetMemoryLimit(int64(mib) << 20 / 10 * 9)
		if err := limitMemory(mib); err != nil {
			log.WarnContext(ctx, "the solver's memory is not limited by the system", "err", err)
		}
	})
}

// solveFromPipe is Run with its ends given. limit is called with the memory limit, if
// there is one, before anything is solved.
func solveFromPipe(ctx context.Context, in io.Reader, out io.Writer, clock Clock, limit func(mib int)) error {
	decoder := json.NewDecoder(in)
	var q solveRequest
	if err := decoder.Decode(&q); err != nil {
		return fmt.Errorf("read what is to be solved: %w", err)
	}
	if q.MemoryMiB > 0 {
		limit(q.MemoryMiB)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		// Nothing more comes, so this returns when the parent closes its end.
		_, _ = io.Copy(io.Discard, io.MultiReader(decoder.Buffered(), in))
		cancel()
	}()
	encoder := json.NewEncoder(out)
	tell := func(r solveReply) {
		if encoder.Encode(r) != nil {
			cancel() // nobody reads any more
		}
	}
	reply, err := q.work(ctx, clock, tell)
	if err != nil {
		reply = solveReply{Error: err.Error()}
	}
	if err := encoder.Encode(reply); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// work does what is asked for, telling how far it is.
func (q *solveRequest) work(ctx context.Context, clock Clock, tell func(solveReply)) (solveReply, error) {
	if q.Fair != nil {
		return q.workStaged(ctx, clock, tell)
	}
	if q.Explain {
		rep, err := explain.Explain(ctx, q.Instance, q.Start, q.Bound, explain.Options{
			Threads: q.Threads, Seed: q.Seed, StepLimit: q.StepLimit, TimeLimit: q.TimeLimit, Clock: clock,
		})
		return solveReply{Report: rep}, err
	}
	res, err := scheduler.Solve(ctx, q.Instance, scheduler.Options{
		Threads: q.Threads, Seed: q.Seed, StepLimit: q.StepLimit, TimeLimit: q.TimeLimit, Clock: clock, Start: q.Start,
		Progress: func(p scheduler.Progress) { tell(solveReply{Progress: &p}) },
	})
	return solveReply{Result: res}, err
}

// childSolver solves in a child process of this program, so that the threads and the
// memory of a solve never slow a request, and a crash costs one run. Its solve method is
// a planner.Solver, its explain method a planner.Explainer.
type childSolver struct {
	// path and args start the child, env is all of its environment.
	path string
	args []string
	env  []string
	// memoryMiB limits one child's memory; 0 means no limit.
	memoryMiB int
	// grace is how long a child that was told to end may take for its answer.
	grace time.Duration
	log   *slog.Logger
}

// newChildSolver returns a solver that starts this program's own file.
func newChildSolver(memoryMiB int, log *slog.Logger) (*childSolver, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program's file for the solver: %w", err)
	}
	return &childSolver{path: path, args: []string{"solve-child"}, memoryMiB: memoryMiB, grace: 5 * time.Second, log: log}, nil
}

// solve runs one solve in a child. When ctx ends the child is told to end and its best
// roster is returned; one that does not answer in time is killed.
func (c *childSolver) solve(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
	last, err := c.ask(ctx, solveRequest{
		Instance: in, Threads: o.Threads, Seed: o.Seed, StepLimit: o.StepLimit, TimeLimit: o.TimeLimit, Start: o.Start,
	}, func(r solveReply) {
		if r.Progress != nil && o.Progress != nil {
			o.Progress(*r.Progress)
		}
	})
	return last.Result, err
}

// explain looks for the reasons of a roster in a child, as solve does for a roster; it is a
// planner.Explainer.
func (c *childSolver) explain(ctx context.Context, in *nrp.Instance, r nrp.Roster, bound *nrp.Score, o explain.Options) (*explain.Report, error) {
	last, err := c.ask(ctx, solveRequest{
		Instance: in, Threads: o.Threads, Seed: o.Seed, StepLimit: o.StepLimit, TimeLimit: o.TimeLimit, Start: r, Explain: true, Bound: bound,
	}, func(solveReply) {})
	return last.Report, err
}

// ask has a child do what is asked for and returns its last reply; tell gets those before.
func (c *childSolver) ask(ctx context.Context, q solveRequest, tell func(solveReply)) (solveReply, error) {
	child, err := c.start()
	if err != nil {
		return solveReply{}, err
	}
	q.MemoryMiB = c.memoryMiB
	go child.send(q)
	var kill *time.Timer
	told := make(chan struct{})
	unwatch := context.AfterFunc(ctx, func() {
		defer close(told)
		child.closeInput()
		kill = time.AfterFunc(c.grace, child.kill)
	})
	last, err := child.read(tell)
	if !unwatch() {
		<-told
		kill.Stop()
	}
	child.closeInput()
	if err != nil {
		child.kill()
	}
	waitErr := child.wait()
	switch {
	case err == nil:
		return last, nil
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("it ended without an answer")
	}
	if tail := child.complaint(); tail != "" {
		c.log.ErrorContext(ctx, "the solver complained", "stderr", tail)
	}
	return solveReply{}, fmt.Errorf("solver process: %w", errors.Join(err, waitErr))
}

// readReplies hands on replies until the last one, which holds a result or a report, an
// error or the end.
func readReplies(in io.Reader, tell func(solveReply)) (solveReply, error) {
	decoder := json.NewDecoder(bufio.NewReader(in))
	for {
		var reply solveReply
		if err := decoder.Decode(&reply); err != nil {
			return reply, err
		}
		switch {
		case reply.Result != nil || reply.Staged != nil || reply.Report != nil:
			return reply, nil
		case reply.Error != "":
			return reply, errors.New(reply.Error)
		case tell != nil:
			tell(reply)
		}
	}
}
