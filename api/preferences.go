package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/fairrota/fairrota/store"
)

type preferenceStore interface {
	MyPreferences(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Preference, error)
	PutPreference(ctx context.Context, actor store.Actor, p store.Preference, create bool) (*store.Preference, error)
	DeletePreference(ctx context.Context, actor store.Actor, id store.ID, version int) error
	Standing(ctx context.Context, actor store.Actor) ([]store.StandingPreference, error)
	CreateStanding(ctx context.Context, actor store.Actor, p store.StandingPreference, once store.Once) (*store.StandingPreference, error)
	DeleteStanding(ctx context.Context, actor store.Actor, id store.ID, version int) error
}

// AskBody is what is wanted, without the date.
type AskBody struct {
	Kind      store.PreferenceKind `json:"kind"`
	ShiftID   store.ID             `json:"shift_id,omitempty" doc:"For shift_on and shift_off only."`
	ShiftKind store.ShiftKind      `json:"shift_kind,omitempty" doc:"For kind only."`
	Strength  int                  `json:"strength" minimum:"1" maximum:"3"`
}

func (b AskBody) ask() store.Ask {
	return store.Ask{Kind: b.Kind, ShiftID: b.ShiftID, ShiftKind: b.ShiftKind, Strength: b.Strength}
}

type preferenceBody struct {
	PeriodID store.ID  `json:"period_id"`
	Day      store.Day `json:"day"`
	AskBody
	Choice *int            `json:"choice,omitempty" minimum:"0" maximum:"3" doc:"Preferences of a period with the same choice are asked for together; 0 for one by itself. Left out with plan, both stay as they are."`
	Plan   *store.PlanName `json:"plan,omitempty" doc:"Which plan of the choice it belongs to: A, else B, else C, each as a whole or not at all; empty for one by itself."`
	Token  *bool           `json:"token,omitempty" doc:"Marks one of the few that really matter; left out, it stays as it is, and a new preference has none."`
	Note   string          `json:"note,omitempty" maxLength:"500"`
}

type standingBody struct {
	Weekday int `json:"weekday" minimum:"0" maximum:"6" doc:"0 for Monday."`
	AskBody
}

// PreferencePath names a preference.
type PreferencePath struct {
	PreferenceID store.ID `path:"preference_id"`
}

// preferenceAnswer is a preference that was put in: 201 for a new one.
type preferenceAnswer struct {
	Status int
	ETag   string `header:"ETag"`
	Body   store.Preference
}

func (s *Server) myPreferences(ctx context.Context, c call, in *PeriodPath) (*plain[list[store.Preference]], error) {
	return all(s.db.MyPreferences(ctx, c.Actor, in.PeriodID))
}

func (s *Server) putPreference(ctx context.Context, c call, in *struct {
	PreferencePath
	Body preferenceBody
},
) (*preferenceAnswer, error) {
	b := in.Body
	was, err := s.unsaid(ctx, c, in.PreferenceID, &b)
	if err != nil {
		return nil, err
	}
	p, err := s.db.PutPreference(ctx, c.Actor, store.Preference{
		ID: in.PreferenceID, PeriodID: b.PeriodID, StaffID: c.Actor.StaffID, Day: b.Day, Ask: b.ask(), Together: was.Together, Token: was.Token, Note: b.Note, Version: c.Version,
	}, c.New)
	if err != nil {
		return nil, err
	}
	status := http.StatusOK
	if c.New {
		status = http.StatusCreated
	}
	return &preferenceAnswer{Status: status, ETag: etag(p.Version), Body: *p}, nil
}

// unsaid is what a preference that is put in has of what newer clients know: its token, and what it is
// asked for together with. Clients that know of none say nothing: then it stays as it is. Where it has
// changed since it was read here, the version that the client saw refuses the change.
func (s *Server) unsaid(ctx context.Context, c call, id store.ID, b *preferenceBody) (p store.Preference, err error) {
	if !c.New && (b.Token == nil || b.Choice == nil && b.Plan == nil) {
		mine, err := s.db.MyPreferences(ctx, c.Actor, b.PeriodID)
		if err != nil {
			return p, err
		}
		if at := slices.IndexFunc(mine, func(p store.Preference) bool { return p.ID == id }); at >= 0 {
			p = mine[at]
		}
	}
	if b.Token != nil {
		p.Token = *b.Token
	}
	if b.Choice != nil || b.Plan != nil {
		p.Together = store.Together{}
	}
	if b.Choice != nil {
		p.Choice = *b.Choice
	}
	if b.Plan != nil {
		p.Plan = *b.Plan
	}
	return p, nil
}

func (s *Server) deletePreference(ctx context.Context, c call, in *PreferencePath) (*empty, error) {
	return done(s.db.DeletePreference(ctx, c.Actor, in.PreferenceID, c.Version))
}

func (s *Server) standing(ctx context.Context, c call, _ *none) (*plain[list[store.StandingPreference]], error) {
	return all(s.db.Standing(ctx, c.Actor))
}

func (s *Server) createStanding(ctx context.Context, c call, in *struct{ Body standingBody }) (*tagged[store.StandingPreference], error) {
	p := store.StandingPreference{StaffID: c.Actor.StaffID, Weekday: in.Body.Weekday, Ask: in.Body.ask()}
	return versioned(s.db.CreateStanding(ctx, c.Actor, p, c.Once))
}

func (s *Server) deleteStanding(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeleteStanding(ctx, c.Actor, in.ID, c.Version))
}
