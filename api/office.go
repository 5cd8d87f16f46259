package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

type officeStore interface {
	Audit(ctx context.Context, actor store.Actor, chain string, after int64, limit int) ([]store.AuditRecord, error)
	Ping(ctx context.Context) error
}

type auditQuery struct {
	WardPath
	After int64 `query:"after" minimum:"0" doc:"Entries after this number."`
	Limit int   `query:"limit" minimum:"1" maximum:"200" default:"100"`
}

// audit reads a ward's chain, oldest first.
func (s *Server) audit(ctx context.Context, c call, in *auditQuery) (*plain[list[store.AuditRecord]], error) {
	return all(s.db.Audit(ctx, c.Actor, string(in.WardID), in.After, in.Limit))
}

type clock struct {
	Now time.Time `json:"now"`
}

func (s *Server) readClock(context.Context, call, *none) (*plain[clock], error) {
	if s.config.MoveClock == nil {
		return nil, noClock()
	}
	return &plain[clock]{Body: clock{Now: s.config.Now().UTC()}}, nil
}

// moveClock sets the demonstration's clock forward.
func (s *Server) moveClock(_ context.Context, _ call, in *struct{ Body clock }) (*plain[clock], error) {
	if s.config.MoveClock == nil {
		return nil, noClock()
	}
	if err := s.config.MoveClock(in.Body.Now); err != nil {
		return nil, &store.Error{
			Kind: store.Invalid, Op: "move clock", Detail: "some of what was sent cannot be used; errors says what and why",
			Fields: []store.Field{{Pointer: "/now", Detail: err.Error()}},
		}
	}
	return &plain[clock]{Body: clock{Now: s.config.Now().UTC()}}, nil
}

func noClock() error {
	return store.Errorf(store.NotFound, "find clock", "only a demonstration has a clock that can be moved")
}

type health struct {
	Status string `json:"status" enum:"ok"`
}

func (s *Server) live(context.Context, call, *none) (*plain[health], error) {
	return &plain[health]{Body: health{Status: "ok"}}, nil
}

// ready reports whether the database answers.
func (s *Server) ready(ctx context.Context, _ call, _ *none) (*plain[health], error) {
	if err := s.db.Ping(ctx); err != nil {
		return nil, &store.Error{Kind: store.Unavailable, Op: "ping database", Err: err, RetryAfterSeconds: 5}
	}
	return &plain[health]{Body: health{Status: "ok"}}, nil
}
