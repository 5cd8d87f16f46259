package api

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"github.com/fairrota/fairrota/store"
)

type runStore interface {
	RequestRun(ctx context.Context, actor store.Actor, periodID store.ID, seconds int, once store.Once) (*store.Run, error)
	Runs(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Run, error)
	Run(ctx context.Context, actor store.Actor, id store.ID) (*store.Run, error)
	StopRun(ctx context.Context, actor store.Actor, id store.ID, once store.Once) (*store.Run, error)
}

const (
	// watchEvery is how often a stream looks at its run.
	watchEvery = time.Second
	// watchAtMost ends a stream; the browser connects again by itself.
	watchAtMost = 15 * time.Minute
	// heartbeat is how often a quiet stream says that it lives, so that proxies keep it.
	heartbeat = 20 * time.Second
	// writeLimit is how long one event may take to reach a slow reader.
	writeLimit = 10 * time.Second
)

type runPath struct {
	RunID store.ID `path:"run_id"`
}

type runBody struct {
	Seconds int `json:"seconds,omitempty" minimum:"1" maximum:"3600" doc:"Time for the optimiser; the ward's own where left out."`
}

func (s *Server) runs(ctx context.Context, c call, in *PeriodPath) (*plain[list[store.Run]], error) {
	return all(s.db.Runs(ctx, c.Actor, in.PeriodID))
}

func (s *Server) requestRun(ctx context.Context, c call, in *struct {
	PeriodPath
	Body runBody
},
) (*plain[store.Run], error) {
	return only(s.db.RequestRun(ctx, c.Actor, in.PeriodID, in.Body.Seconds, c.Once))
}

func (s *Server) run(ctx context.Context, c call, in *runPath) (*plain[store.Run], error) {
	return only(s.db.Run(ctx, c.Actor, in.RunID))
}

func (s *Server) stopRun(ctx context.Context, c call, in *runPath) (*plain[store.Run], error) {
	return only(s.db.StopRun(ctx, c.Actor, in.RunID, c.Once))
}

// runEvents streams a run: an event "run" with its JSON now and whenever it changes,
// until it ends. The id of an event is a digest of its data, so that a client which
// comes back with Last-Event-ID is not told again what it knows. The right is asked
// for afresh with each look, so that a suspended user's stream ends.
func (s *Server) runEvents(ctx context.Context, c call, in *runPath) (*huma.StreamResponse, error) {
	first, err := s.db.Run(ctx, c.Actor, in.RunID)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		response := humaecho.Unwrap(hc).Response()
		w := &eventWriter{w: response, control: http.NewResponseController(response.Writer)}
		w.last, _ = strconv.ParseInt(hc.Header("Last-Event-ID"), 10, 64) // 0 for none or nonsense
		response.Header().Set("Content-Type", "text/event-stream")
		response.WriteHeader(http.StatusOK)
		s.watchRun(ctx, c.Actor, w, first)
	}}, nil
}

func (s *Server) watchRun(ctx context.Context, actor store.Actor, w *eventWriter, run *store.Run) {
	ctx, cancel := context.WithTimeout(ctx, watchAtMost)
	defer cancel()
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	quiet := time.Duration(0)
	for {
		sent, err := w.send("run", run)
		if err != nil || run.State.Done() {
			return
		}
		if quiet += watchEvery; sent {
			quiet = 0
		} else if quiet >= heartbeat {
			quiet = 0
			if w.comment() != nil {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-s.stopping:
			return
		case <-tick.C:
		}
		fresh, err := s.db.Actor(ctx, actor.UserID)
		if err != nil {
			return
		}
		if run, err = s.db.Run(ctx, fresh, run.ID); err != nil {
			return
		}
	}
}

// eventWriter writes server-sent events.
type eventWriter struct {
	w       http.ResponseWriter
	control *http.ResponseController
	// last is the id of the last event that the client has.
	last int64
}

// send writes an event unless the client has it already.
func (e *eventWriter) send(name string, v any) (bool, error) {
	var data bytes.Buffer
	if err := strictJSON.Marshal(&data, v); err != nil {
		return false, fmt.Errorf("encode event: %w", err)
	}
	digest := fnv.New32a()
	_, _ = digest.Write(data.Bytes()) // never fails
	id := int64(digest.Sum32()) | 1   // never 0, which stands for none
	if id == e.last {
		return false, nil
	}
	e.last = id
	return true, e.write(fmt.Appendf(nil, "id: %d\nevent: %s\ndata: %s\n\n", id, name, bytes.TrimSpace(data.Bytes())))
}

// comment writes a line that clients pass over.
func (e *eventWriter) comment() error { return e.write([]byte(": still here\n\n")) }

func (e *eventWriter) write(b []byte) error {
	if err := e.control.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil { //nolint:forbidigo // a deadline of the network, which no demo clock moves
		return fmt.Errorf("set write deadline: %w", err)
	}
	if _, err := e.w.Write(b); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	if err := e.control.Flush(); err != nil {
		return fmt.Errorf("flush event: %w", err)
	}
	return nil
}
