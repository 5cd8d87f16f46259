package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type wardStore interface {
	Divisions(ctx context.Context, actor store.Actor) ([]store.Division, error)
	CreateDivision(ctx context.Context, actor store.Actor, d store.Division, once store.Once) (*store.Division, error)
	Wards(ctx context.Context, actor store.Actor) ([]store.Ward, error)
	Ward(ctx context.Context, actor store.Actor, id store.ID) (*store.Ward, error)
	CreateWard(ctx context.Context, actor store.Actor, w store.Ward, once store.Once) (*store.Ward, error)
	UpdateWard(ctx context.Context, actor store.Actor, w store.Ward) (*store.Ward, error)
	Skills(ctx context.Context, actor store.Actor) ([]store.Skill, error)
	CreateSkill(ctx context.Context, actor store.Actor, k store.Skill, once store.Once) (*store.Skill, error)
}

// WardPath names a ward.
type WardPath struct {
	WardID store.ID `path:"ward_id"`
}

type divisionInput struct {
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"120"`
	}
}

type skillInput struct {
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"20"`
		Name string `json:"name" minLength:"1" maxLength:"120"`
	}
}

type wardBody struct {
	DivisionID    store.ID `json:"division_id"`
	Name          string   `json:"name" minLength:"1" maxLength:"120"`
	TimeZone      string   `json:"time_zone" minLength:"1" maxLength:"60" doc:"An IANA name such as Europe/London."`
	PreferenceCap int      `json:"preference_cap" minimum:"1" maximum:"200"`
	Tokens        *int     `json:"tokens,omitempty" minimum:"0" maximum:"20" doc:"How many preferences of a period each person may mark with a token; left out, it stays as it is, and is 3 for a new ward."`
	Automatic     *bool    `json:"swaps_automatic,omitempty" doc:"Make a swap on which colleagues have agreed at once, without the manager; left out, it stays as it is, and is false for a new ward."`
	SolveSeconds  int      `json:"solve_seconds" minimum:"1" maximum:"3600"`
}

// ward takes the number of tokens and how swaps are made for where the body says neither.
func (b *wardBody) ward(tokens int, automatic bool) store.Ward {
	if b.Automatic != nil {
		automatic = *b.Automatic
	}
	if b.Tokens != nil {
		tokens = *b.Tokens
	}
	return store.Ward{
		DivisionID: b.DivisionID, Name: b.Name, TimeZone: b.TimeZone,
		PreferenceCap: b.PreferenceCap, Tokens: tokens, SwapsAutomatic: automatic, SolveSeconds: b.SolveSeconds,
	}
}

func (s *Server) divisions(ctx context.Context, c call, _ *none) (*plain[list[store.Division]], error) {
	return all(s.db.Divisions(ctx, c.Actor))
}

func (s *Server) createDivision(ctx context.Context, c call, in *divisionInput) (*tagged[store.Division], error) {
	return versioned(s.db.CreateDivision(ctx, c.Actor, store.Division{Name: in.Body.Name}, c.Once))
}

func (s *Server) skills(ctx context.Context, c call, _ *none) (*plain[list[store.Skill]], error) {
	return all(s.db.Skills(ctx, c.Actor))
}

func (s *Server) createSkill(ctx context.Context, c call, in *skillInput) (*tagged[store.Skill], error) {
	return versioned(s.db.CreateSkill(ctx, c.Actor, store.Skill{Code: in.Body.Code, Name: in.Body.Name}, c.Once))
}

func (s *Server) wards(ctx context.Context, c call, _ *none) (*plain[list[store.Ward]], error) {
	return all(s.db.Wards(ctx, c.Actor))
}

func (s *Server) ward(ctx context.Context, c call, in *WardPath) (*tagged[store.Ward], error) {
	return versioned(s.db.Ward(ctx, c.Actor, in.WardID))
}

func (s *Server) createWard(ctx context.Context, c call, in *struct{ Body wardBody }) (*tagged[store.Ward], error) {
	return versioned(s.db.CreateWard(ctx, c.Actor, in.Body.ward(store.StandardTokens, false), c.Once))
}

func (s *Server) updateWard(ctx context.Context, c call, in *struct {
	WardPath
	Body wardBody
},
) (*tagged[store.Ward], error) {
	// Where the ward has changed since it was read here, the version that the client saw refuses this.
	old, err := s.db.Ward(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	w := in.Body.ward(old.Tokens, old.SwapsAutomatic)
	w.ID, w.Version = in.WardID, c.Version
	return versioned(s.db.UpdateWard(ctx, c.Actor, w))
}
