package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

type meStore interface {
	// Me returns the actor's own user, and the person and home ward linked to it (nil
	// where there are none).
	Me(ctx context.Context, actor store.Actor) (*store.User, *store.Staff, *store.Ward, error)
	Notices(ctx context.Context, actor store.Actor) ([]store.Notice, error)
	ReadNotice(ctx context.Context, actor store.Actor, id store.ID, once store.Once) error
}

// me is who is signed in and what they may do.
type me struct {
	User    meUser         `json:"user"`
	Staff   *store.Staff   `json:"staff,omitempty"`
	Ward    *store.Ward    `json:"ward,omitempty"`
	Roles   []store.Grant  `json:"roles"`
	Rights  []grantedRight `json:"rights"`
	Demo    bool           `json:"demo"`
	Now     time.Time      `json:"now" doc:"What the server's clock shows."`
	Notices []store.Notice `json:"notices"`
}

type meUser struct {
	ID    store.ID `json:"id"`
	Login string   `json:"login"`
	Name  string   `json:"name"`
}

// grantedRight is a right on one ward, or (without ward_id) over all.
type grantedRight struct {
	Right  store.Right `json:"right"`
	WardID store.ID    `json:"ward_id,omitempty"`
}

// grantable are the rights that a grant can give, in the order in which they are listed.
var grantable = []store.Right{
	store.OwnPreferences, store.OwnRota, store.ReadWard, store.ReadStaff, store.WriteWard, store.ReadDraft, store.WriteDraft,
	store.ApproveRoster, store.ReadAudit, store.ReadFigures, store.ReadOptOuts, store.ManageUsers, store.ManageWards, store.MoveClock,
}

func (s *Server) me(ctx context.Context, c call, _ *none) (*plain[me], error) {
	return only(s.meOf(ctx, c.Actor))
}

func (s *Server) meOf(ctx context.Context, actor store.Actor) (*me, error) {
	user, person, ward, err := s.db.Me(ctx, actor)
	if err != nil {
		return nil, err
	}
	notices, err := s.db.Notices(ctx, actor)
	if err != nil {
		return nil, err
	}
	if person != nil {
		person.Skills = notNil(person.Skills)
	}
	return &me{
		User: meUser{ID: user.ID, Login: user.Login, Name: user.Name}, Staff: person, Ward: ward,
		Roles: notNil(actor.Grants), Rights: s.rightsOf(actor), Demo: s.config.MoveClock != nil,
		Now: s.config.Now().UTC(), Notices: notNil(notices),
	}, nil
}

// rightsOf spells out what the grants mean; the policy itself is the store's.
func (s *Server) rightsOf(actor store.Actor) []grantedRight {
	out := []grantedRight{}
	for _, r := range grantable {
		if r == store.MoveClock && s.config.MoveClock == nil {
			continue
		}
		if actor.Can(r, "") {
			out = append(out, grantedRight{Right: r})
			continue
		}
		seen := map[store.ID]bool{}
		for _, g := range actor.Grants {
			if g.WardID != "" && !seen[g.WardID] && actor.Can(r, g.WardID) {
				seen[g.WardID] = true
				out = append(out, grantedRight{Right: r, WardID: g.WardID})
			}
		}
	}
	return out
}

func (s *Server) readNotice(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.ReadNotice(ctx, c.Actor, in.ID, c.Once))
}

// myPeriod is a roster period as its people see it.
type myPeriod struct {
	store.RosterPeriod
	BiddingOpen     bool `json:"bidding_open"`
	PreferenceCap   int  `json:"preference_cap"`
	PreferencesUsed int  `json:"preferences_used"`
	Tokens          int  `json:"tokens" doc:"How many preferences may be marked with a token."`
	TokensUsed      int  `json:"tokens_used"`
}

func (s *Server) myPeriods(ctx context.Context, c call, _ *none) (*plain[list[myPeriod]], error) {
	_, _, ward, err := s.db.Me(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	if ward == nil {
		return all([]myPeriod{}, nil)
	}
	periods, err := s.db.Periods(ctx, c.Actor, ward.ID)
	if err != nil {
		return nil, err
	}
	out := make([]myPeriod, len(periods))
	for i, p := range periods {
		mine, err := s.db.MyPreferences(ctx, c.Actor, p.ID)
		if err != nil {
			return nil, err
		}
		out[i] = myPeriod{
			RosterPeriod: p, BiddingOpen: p.BiddingOpen(s.config.Now()),
			PreferenceCap: ward.PreferenceCap, PreferencesUsed: store.AsksUsed(mine), Tokens: ward.Tokens, TokensUsed: store.TokensUsed(mine),
		}
	}
	return all(out, nil)
}

// myWard is what a person needs to know of the home ward.
type myWard struct {
	Ward   store.Ward    `json:"ward"`
	Shifts []store.Shift `json:"shifts"`
	Skills []store.Skill `json:"skills"`
}

func (s *Server) myWard(ctx context.Context, c call, _ *none) (*plain[myWard], error) {
	_, _, ward, err := s.db.Me(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	if ward == nil {
		return nil, store.Errorf(store.NotFound, "read my ward", "you are not linked to anybody on a ward")
	}
	shifts, err := s.db.Shifts(ctx, c.Actor, ward.ID)
	if err != nil {
		return nil, err
	}
	skills, err := s.db.Skills(ctx, c.Actor)
	return &plain[myWard]{Body: myWard{Ward: *ward, Shifts: notNil(shifts), Skills: notNil(skills)}}, err
}
