package api

import (
	"context"
	"strings"

	"github.com/fairrota/fairrota/store"
)

type userStore interface {
	Users(ctx context.Context, actor store.Actor) ([]store.User, error)
	CreateUser(ctx context.Context, actor store.Actor, u store.NewUser, once store.Once) (*store.User, error)
	UpdateUser(ctx context.Context, actor store.Actor, u store.User) (*store.User, error)
	SetPassword(ctx context.Context, actor store.Actor, userID store.ID, hash string, once store.Once) error
}

type newUserBody struct {
	Login    string        `json:"login" minLength:"3" maxLength:"120"`
	Name     string        `json:"name" minLength:"1" maxLength:"120"`
	Password string        `json:"password" minLength:"1" maxLength:"1000"`
	StaffID  store.ID      `json:"staff_id,omitempty"`
	Grants   []store.Grant `json:"grants" maxItems:"200"`
}

type userBody struct {
	Name    string          `json:"name" minLength:"1" maxLength:"120"`
	State   store.UserState `json:"state"`
	StaffID store.ID        `json:"staff_id,omitempty" doc:"The person who signs in by it; left out for none."`
	Grants  []store.Grant   `json:"grants" maxItems:"200"`
}

type passwordBody struct {
	Password string `json:"password" minLength:"1" maxLength:"1000"`
}

func (s *Server) users(ctx context.Context, c call, _ *none) (*plain[list[store.User]], error) {
	users, err := s.db.Users(ctx, c.Actor)
	for i := range users {
		users[i].Grants = notNil(users[i].Grants)
	}
	return all(users, err)
}

func (s *Server) createUser(ctx context.Context, c call, in *struct{ Body newUserBody }) (*tagged[store.User], error) {
	hash, err := s.hashPassword(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	b := in.Body
	return userAnswer(s.db.CreateUser(ctx, c.Actor, store.NewUser{
		Login: strings.ToLower(strings.TrimSpace(b.Login)), Name: b.Name, PasswordHash: hash, StaffID: b.StaffID, Grants: b.Grants,
	}, c.Once))
}

func (s *Server) updateUser(ctx context.Context, c call, in *struct {
	AnID
	Body userBody
},
) (*tagged[store.User], error) {
	b := in.Body
	return userAnswer(s.db.UpdateUser(ctx, c.Actor, store.User{ID: in.ID, Name: b.Name, State: b.State, StaffID: b.StaffID, Grants: b.Grants, Version: c.Version}))
}

func (s *Server) setPassword(ctx context.Context, c call, in *struct {
	AnID
	Body passwordBody
},
) (*empty, error) {
	hash, err := s.hashPassword(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	return done(s.db.SetPassword(ctx, c.Actor, in.ID, hash, c.Once))
}

func (s *Server) hashPassword(ctx context.Context, password string) (hash string, err error) {
	err = s.hasher.do(ctx, func() error {
		hash, err = HashPassword(password, "/password")
		return err
	})
	return hash, err
}

func userAnswer(u *store.User, err error) (*tagged[store.User], error) {
	if err == nil {
		u.Grants = notNil(u.Grants)
	}
	return versioned(u, err)
}
