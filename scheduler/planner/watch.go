package planner

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// lookEvery is how often the sink is asked at least whether the work is to end: a person who
// stops a run waits for it.
const lookEvery = 500 * time.Millisecond

// watched does work that takes long, hands what it tells of its progress on to the sink, and ends it
// when the sink asks, whether it has anything to tell or not; first is what is known when it begins, nil for nothing. Errors wrap
// ErrLost where the run is lost, the cause where ctx ended, else they are those of the work. A sink that cannot write progress
// ends nothing: progress is for the eye, and the next call may succeed. Where the work panics, so does this.
func watched(ctx context.Context, sink Sink, runID string, first *Progress, work func(ctx context.Context, tell func(Progress)) error) error {
	working, end := context.WithCancelCause(ctx)
	defer end(nil)
	var lost error
	now := first
	look := func() {
		if now == nil || working.Err() != nil {
			return
		}
		stop, err := sink.Progress(ctx, runID, *now)
		switch {
		case errors.Is(err, ErrLost):
			lost = err
			end(err)
		case stop:
			end(nil)
		}
	}
	look()

	// The sink is called from here only: it need not be ready for two at once.
	told, heard, done, broke := make(chan Progress), make(chan struct{}), make(chan error, 1), make(chan string, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				broke <- fmt.Sprintf("%v\n%s", p, debug.Stack())
			}
		}()
		done <- work(working, func(p Progress) {
			told <- p
			<-heard
		})
	}()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case p := <-told:
			now = &p
			look()
			heard <- struct{}{}
		case <-tick.C:
			look()
		case p := <-broke:
			panic(p)
		case err := <-done:
			switch {
			case lost != nil:
				return lost
			case ctx.Err() != nil:
				return context.Cause(ctx)
			}
			return err
		}
	}
}
