package api

import (
	"context"
	"net/http"
	"time"

	"github.com/fairrota/fairrota/store"
)

type stintStore interface {
	Stints(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.Stint, error)
	CreateStint(ctx context.Context, actor store.Actor, s store.Stint, once store.Once) (*store.NewStint, error)
	DeleteStint(ctx context.Context, actor store.Actor, id store.ID, version int) error
	MyStints(ctx context.Context, actor store.Actor, from, to store.Day) ([]store.Stint, error)
	CreateMyStint(ctx context.Context, actor store.Actor, s store.Stint, once store.Once) (*store.NewStint, error)
	DeleteMyStint(ctx context.Context, actor store.Actor, id store.ID, version int) error
}

// stintRoutes are work beside the rota.
func (s *Server) stintRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "my-stints", Method: get, Path: "/me/stints", Summary: "The own work beside the rota: bank shifts and other jobs"}, store.OwnRota, s.myStints),
		route(op{ID: "create-my-stint", Method: post, Path: "/me/stints", Summary: "Enter an own bank shift or other job", Status: http.StatusCreated}, store.OwnRota, s.createMyStint),
		route(op{ID: "delete-my-stint", Method: remove, Path: "/me/stints/{id}", Summary: "Take out what one has entered", Match: true}, store.OwnRota, s.deleteMyStint),
		route(op{ID: "stints", Method: get, Path: "/wards/{ward_id}/stints", Summary: "Work of a ward's people beside the rota"}, store.ReadStaff, s.stints),
		route(op{ID: "create-stint", Method: post, Path: "/wards/{ward_id}/stints", Summary: "Enter work of a person beside the rota", Status: http.StatusCreated}, store.WriteWard, s.createStint),
		route(op{ID: "delete-stint", Method: remove, Path: "/stints/{id}", Summary: "Take out work of a person beside the rota", Match: true}, store.WriteWard, s.deleteStint),
	}
}

// StintView is work beside the rota.
type StintView struct {
	ID          store.ID          `json:"id"`
	StaffID     store.ID          `json:"staff_id"`
	WardID      store.ID          `json:"ward_id,omitempty" doc:"The ward it was worked on; left out for any other place."`
	Source      store.StintSource `json:"source" enum:"own,bank,agency,other_job"`
	BeginsAt    time.Time         `json:"begins_at"`
	EndsAt      time.Time         `json:"ends_at"`
	PaidMinutes int               `json:"paid_minutes"`
	MayRemove   bool              `json:"may_remove"`
	Version     int               `json:"version"`
	Warnings    []string          `json:"warnings" doc:"What it breaks of working-time law, in words; told when it is entered, empty later. It stands in no way."`
}

type myStintBody struct {
	Source      string    `json:"source" enum:"bank,other_job"`
	WardID      store.ID  `json:"ward_id,omitempty"`
	BeginsAt    time.Time `json:"begins_at"`
	EndsAt      time.Time `json:"ends_at" doc:"At most 24 hours later."`
	PaidMinutes int       `json:"paid_minutes" minimum:"1" maximum:"1440" doc:"The time worked, breaks left out."`
}

type stintBody struct {
	StaffID     store.ID  `json:"staff_id"`
	Source      string    `json:"source" enum:"own,bank,agency,other_job"`
	WardID      store.ID  `json:"ward_id,omitempty"`
	BeginsAt    time.Time `json:"begins_at"`
	EndsAt      time.Time `json:"ends_at" doc:"At most 24 hours later."`
	PaidMinutes int       `json:"paid_minutes" minimum:"1" maximum:"1440" doc:"The time worked, breaks left out."`
}

func stintView(s *store.Stint, mayRemove bool, warnings []string) StintView {
	return StintView{
		ID: s.ID, StaffID: s.StaffID, WardID: s.WardID, Source: s.Source, BeginsAt: s.BeginsAt.UTC(), EndsAt: s.EndsAt.UTC(),
		PaidMinutes: s.PaidMinutes, MayRemove: mayRemove, Version: s.Version, Warnings: notNil(warnings),
	}
}

func stintViews(rows []store.Stint, err error, mayRemove func(*store.Stint) bool) (*plain[list[StintView]], error) {
	out := make([]StintView, 0, len(rows))
	for i := range rows {
		out = append(out, stintView(&rows[i], mayRemove(&rows[i]), nil))
	}
	return all(out, err)
}

func newStint(s *store.NewStint, err error) (*tagged[StintView], error) {
	if err != nil {
		return nil, err
	}
	warnings := make([]string, 0, len(s.Warnings))
	for _, w := range s.Warnings {
		warnings = append(warnings, capital(w)+".")
	}
	return &tagged[StintView]{ETag: etag(s.Version), Body: stintView(&s.Stint, true, warnings)}, nil
}

func (s *Server) myStints(ctx context.Context, c call, in *SpanQuery) (*plain[list[StintView]], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	rows, err := s.db.MyStints(ctx, c.Actor, in.From, in.To)
	return stintViews(rows, err, func(x *store.Stint) bool { return x.EnteredBy == c.Actor.UserID })
}

func (s *Server) createMyStint(ctx context.Context, c call, in *struct{ Body myStintBody }) (*tagged[StintView], error) {
	b := &in.Body
	return newStint(s.db.CreateMyStint(ctx, c.Actor, store.Stint{
		Source: store.StintSource(b.Source), WardID: b.WardID, BeginsAt: b.BeginsAt, EndsAt: b.EndsAt, PaidMinutes: b.PaidMinutes,
	}, c.Once))
}

func (s *Server) deleteMyStint(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeleteMyStint(ctx, c.Actor, in.ID, c.Version))
}

func (s *Server) stints(ctx context.Context, c call, in *wardSpan) (*plain[list[StintView]], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	rows, err := s.db.Stints(ctx, c.Actor, in.WardID, in.From, in.To)
	return stintViews(rows, err, func(*store.Stint) bool { return c.Actor.Can(store.WriteWard, in.WardID) })
}

func (s *Server) createStint(ctx context.Context, c call, in *struct {
	WardPath
	Body stintBody
},
) (*tagged[StintView], error) {
	b := &in.Body
	if err := s.onWard(ctx, c.Actor, in.WardID, b.StaffID); err != nil {
		return nil, err
	}
	return newStint(s.db.CreateStint(ctx, c.Actor, store.Stint{
		StaffID: b.StaffID, Source: store.StintSource(b.Source), WardID: b.WardID, BeginsAt: b.BeginsAt, EndsAt: b.EndsAt, PaidMinutes: b.PaidMinutes,
	}, c.Once))
}

func (s *Server) deleteStint(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeleteStint(ctx, c.Actor, in.ID, c.Version))
}
