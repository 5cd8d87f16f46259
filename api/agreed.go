package api

import (
	"context"
	"net/http"

	"github.com/fairrota/fairrota/store"
)

type agreedStore interface {
	AgreedPatterns(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.AgreedPattern, error)
	MyAgreedPatterns(ctx context.Context, actor store.Actor) ([]store.AgreedPattern, error)
	CreateAgreedPattern(ctx context.Context, actor store.Actor, p store.AgreedPattern, once store.Once) (*store.AgreedPattern, error)
	ChangeAgreedPattern(ctx context.Context, actor store.Actor, id store.ID, version int, c store.AgreedChange) (*store.AgreedPattern, error)
}

// agreedRoutes are agreed patterns of work.
func (s *Server) agreedRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "my-agreed-patterns", Method: get, Path: "/me/agreed-patterns", Summary: "The own agreed patterns of work"}, store.OwnRota, s.myAgreedPatterns),
		route(op{ID: "agreed-patterns", Method: get, Path: "/wards/{ward_id}/agreed-patterns", Summary: "The agreed patterns of work of a ward's people"}, store.ReadStaff, s.agreedPatterns),
		route(op{ID: "create-agreed-pattern", Method: post, Path: "/wards/{ward_id}/agreed-patterns", Summary: "Enter what was agreed with a person", Status: http.StatusCreated}, store.WriteWard, s.createAgreedPattern),
		route(op{ID: "change-agreed-pattern", Method: put, Path: "/agreed-patterns/{id}", Summary: "End an agreed pattern, or set its review date", Match: true}, store.WriteWard, s.changeAgreedPattern),
	}
}

type agreedBody struct {
	StaffID  store.ID         `json:"staff_id"`
	FirstDay store.Day        `json:"first_day"`
	LastDay  store.Day        `json:"last_day,omitempty" doc:"Left out for an open end."`
	Anchor   store.Day        `json:"anchor" doc:"A Monday on which the cycle begins."`
	Days     store.AgreedDays `json:"days" minItems:"7" maxItems:"56" doc:"The days of the cycle from Monday, 7 for each of its weeks."`
	AgreedOn store.Day        `json:"agreed_on"`
	ReviewOn store.Day        `json:"review_on"`
}

type agreedChangeBody struct {
	LastDay  store.Day `json:"last_day,omitempty" doc:"Left out for an open end. An end that is there moves to an earlier day only; the day before the first takes the agreement back."`
	ReviewOn store.Day `json:"review_on"`
}

func (s *Server) myAgreedPatterns(ctx context.Context, c call, _ *none) (*plain[list[store.AgreedPattern]], error) {
	return all(s.db.MyAgreedPatterns(ctx, c.Actor))
}

func (s *Server) agreedPatterns(ctx context.Context, c call, in *WardPath) (*plain[list[store.AgreedPattern]], error) {
	return all(s.db.AgreedPatterns(ctx, c.Actor, in.WardID))
}

func (s *Server) createAgreedPattern(ctx context.Context, c call, in *struct {
	WardPath
	Body agreedBody
},
) (*tagged[store.AgreedPattern], error) {
	if err := s.onWard(ctx, c.Actor, in.WardID, in.Body.StaffID); err != nil {
		return nil, err
	}
	b := in.Body
	p := store.AgreedPattern{
		StaffID: b.StaffID, FirstDay: b.FirstDay, LastDay: b.LastDay, Anchor: b.Anchor, Days: b.Days, AgreedOn: b.AgreedOn, ReviewOn: b.ReviewOn,
	}
	return versioned(s.db.CreateAgreedPattern(ctx, c.Actor, p, c.Once))
}

func (s *Server) changeAgreedPattern(ctx context.Context, c call, in *struct {
	AnID
	Body agreedChangeBody
},
) (*tagged[store.AgreedPattern], error) {
	return versioned(s.db.ChangeAgreedPattern(ctx, c.Actor, in.ID, c.Version, store.AgreedChange(in.Body)))
}

// brokenDay is an agreed day that a rota does not keep, with its words.
type brokenDay struct {
	Day  store.Day `json:"day"`
	Text string    `json:"text"`
	// Reason is absent where none was worked out.
	Reason *ReasonWords `json:"reason,omitempty"`
}

// listedBroken is the same for a manager.
type listedBroken struct {
	StaffID store.ID       `json:"staff_id"`
	Day     store.Day      `json:"day"`
	Text    string         `json:"text"`
	Reason  *ReasonFigures `json:"reason,omitempty"`
}

// broken lists the agreed days that are not kept, for a manager.
func (w *words) broken(outcomes []store.AgreedOutcome) []listedBroken {
	out := []listedBroken{}
	for i := range outcomes {
		if o := &outcomes[i]; !o.Kept {
			out = append(out, listedBroken{StaffID: o.StaffID, Day: o.Day, Text: w.brokenWords(o), Reason: w.brokenFigures(o)})
		}
	}
	return out
}

// ownBroken lists the own agreed days that are not kept.
func (w *words) ownBroken(outcomes []store.AgreedOutcome) []brokenDay {
	out := []brokenDay{}
	for i := range outcomes {
		o := &outcomes[i]
		out = append(out, brokenDay{Day: o.Day, Text: w.brokenWords(o), Reason: w.brokenReason(o)})
	}
	return out
}
