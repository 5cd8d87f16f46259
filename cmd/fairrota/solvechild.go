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
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// solveChildCmd is the far end of childSolver: it reads one solveRequest from standard
// input, solves it and writes solveReply lines to standard output, the last one with the
// result. When standard input ends, because the parent wants the best roster now or has
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
	// MemoryMiB limits the child's memory; 0 means no limit.
	MemoryMiB int `json:"memory_mib"`
}

// solveReply is one line of the child's answer; exactly one field is set.
type solveReply struct {
	Progress *scheduler.Progress `json:"progress,omitempty"`
	Result   *scheduler.Result   `json:"result,omitempty"`
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
	res, err := scheduler.Solve(ctx, q.Instance, scheduler.Options{
		Threads: q.Threads, Seed: q.Seed, StepLimit: q.StepLimit, TimeLimit: q.TimeLimit, Clock: clock, Start: q.Start,
		Progress: func(p scheduler.Progress) {
			if encoder.Encode(solveReply{Progress: &p}) != nil {
				cancel() // nobody reads any more
			}
		},
	})
	reply := solveReply{Result: res}
	if err != nil {
		reply = solveReply{Error: err.Error()}
	}
	if err := encoder.Encode(reply); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// childSolver solves in a child process of this program, so that the threads and the
// memory of a solve never slow a request, and a crash costs one run. Its solve method is
// a planner.Solver.
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
	child, err := c.start()
	if err != nil {
		return nil, err
	}
	go child.send(solveRequest{
		Instance: in, Threads: o.Threads, Seed: o.Seed, StepLimit: o.StepLimit, TimeLimit: o.TimeLimit, Start: o.Start, MemoryMiB: c.memoryMiB,
	})
	var kill *time.Timer
	told := make(chan struct{})
	unwatch := context.AfterFunc(ctx, func() {
		defer close(told)
		child.closeInput()
		kill = time.AfterFunc(c.grace, child.kill)
	})
	res, err := child.read(o.Progress)
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
	case res != nil:
		return res, nil
	case err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("it ended without an answer")
	}
	if tail := child.complaint(); tail != "" {
		c.log.ErrorContext(ctx, "the solver complained", "stderr", tail)
	}
	return nil, fmt.Errorf("solver process: %w", errors.Join(err, waitErr))
}

// readReplies hands on progress until the result, an error or the end.
func readReplies(in io.Reader, progress func(scheduler.Progress)) (*scheduler.Result, error) {
	decoder := json.NewDecoder(bufio.NewReader(in))
	for {
		var reply solveReply
		if err := decoder.Decode(&reply); err != nil {
			return nil, err
		}
		switch {
		case reply.Result != nil:
			return reply.Result, nil
		case reply.Error != "":
			return nil, errors.New(reply.Error)
		case reply.Progress != nil && progress != nil:
			progress(*reply.Progress)
		}
	}
}
