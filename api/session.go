package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/fairrota/fairrota/store"
)

// cookieName has the prefix by which browsers refuse it unless it is Secure, for the
// whole site, and set by this very host.
const cookieName = "__Host-fairrota"

type signInStore interface {
	UserByLogin(ctx context.Context, login string) (*store.User, error)
	Actor(ctx context.Context, userID store.ID) (store.Actor, error)
	SignInAllowed(ctx context.Context, account, network string) error
	SignInFailed(ctx context.Context, account, network string) error
	SignInSucceeded(ctx context.Context, account string) error
}

// newSessions makes the session manager. Its own cookie handling is not used: a session
// is written once, at sign-in, so that a failure to write it is an answer of its own.
func newSessions(c *Config) *scs.SessionManager {
	m := scs.New()
	m.Store = &sessionStore{CtxStore: c.Sessions, now: c.Now, lifetime: c.SessionLifetime}
	m.Lifetime = c.SessionLifetime
	m.Codec = sessionCodec{}
	return m
}

// sessionStore takes the expiry from the clock that all processes read; scs would take
// it from the machine's.
type sessionStore struct {
	scs.CtxStore
	now      func() time.Time
	lifetime time.Duration
}

// CommitCtx writes a session; it is called once in a session's life.
func (s *sessionStore) CommitCtx(ctx context.Context, token string, b []byte, _ time.Time) error {
	return s.CtxStore.CommitCtx(ctx, token, b, s.now().Add(s.lifetime)) //nolint:wrapcheck // scs only passes it on
}

// sessionCodec keeps a session as {"user_id": ...}, which the store can read: it ends
// all sessions of a user by it.
type sessionCodec struct{}

type sessionData struct {
	UserID   string    `json:"user_id"`
	Deadline time.Time `json:"deadline"`
}

// Encode writes the session's one value.
func (sessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	id, _ := values["user_id"].(string)
	b, err := json.Marshal(sessionData{UserID: id, Deadline: deadline})
	if err != nil {
		return nil, fmt.Errorf("encode session: %w", err)
	}
	return b, nil
}

// Decode reads it back.
func (sessionCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var d sessionData
	if err := json.Unmarshal(b, &d); err != nil {
		return time.Time{}, nil, fmt.Errorf("decode session: %w", err)
	}
	return d.Deadline, map[string]any{"user_id": d.UserID}, nil
}

// actorOf returns who asks: the zero Actor where there is no session, and
// Unauthenticated where the session is over or its user may not sign in any more.
func (s *Server) actorOf(ctx context.Context, r *http.Request) (store.Actor, string, error) {
	token := ""
	if cookies := r.CookiesNamed(cookieName); len(cookies) == 1 {
		token = cookies[0].Value
	}
	if token == "" || len(token) > 128 {
		return store.Actor{}, "", nil
	}
	loaded, err := s.sessions.Load(ctx, token)
	if err != nil {
		return store.Actor{}, "", fmt.Errorf("load session: %w", err)
	}
	id := s.sessions.GetString(loaded, "user_id")
	if id == "" { // a token that is not known
		return store.Actor{}, "", nil
	}
	actor, err := s.db.Actor(ctx, store.ID(id))
	if err != nil {
		return store.Actor{}, "", err
	}
	return actor, token, nil
}

type credentials struct {
	Body struct {
		Login    string `json:"login" minLength:"1" maxLength:"120"`
		Password string `json:"password" minLength:"1" maxLength:"1000"`
	}
}

type signedIn struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      me
}

type signedOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	ClearData string      `header:"Clear-Site-Data"`
}

// signIn answers every failure alike, after the same work.
func (s *Server) signIn(ctx context.Context, c call, in *credentials) (*signedIn, error) {
	account := strings.ToLower(strings.TrimSpace(in.Body.Login))
	var user *store.User
	err := s.hasher.do(ctx, func() error {
		var err error
		user, err = s.checkCredentials(ctx, account, in.Body.Password, c.Network)
		return err
	})
	if err != nil {
		return nil, err
	}
	actor, err := s.db.Actor(ctx, user.ID)
	if err != nil {
		return nil, err
	}
	cookie, err := s.startSession(ctx, c.Token, user.ID)
	if err != nil {
		return nil, err
	}
	body, err := s.meOf(ctx, actor)
	if err != nil {
		return nil, err
	}
	return &signedIn{SetCookie: cookie, Body: *body}, nil
}

// checkCredentials returns the user whose password it is. The limit is asked for inside
// the hasher's slot, so that tries sent at once cannot all pass before the first is
// counted.
func (s *Server) checkCredentials(ctx context.Context, account, password, network string) (*store.User, error) {
	if err := s.db.SignInAllowed(ctx, account, network); err != nil {
		return nil, err
	}
	user, err := s.db.UserByLogin(ctx, account)
	if err != nil && store.KindOf(err) != store.NotFound {
		return nil, err
	}
	hash := ""
	if user != nil && user.State == store.Active {
		hash = user.PasswordHash
	}
	if !s.hasher.matches(password, hash) {
		if err := s.db.SignInFailed(ctx, account, network); err != nil {
			return nil, err
		}
		return nil, store.Errorf(store.Unauthenticated, "sign in", "the name and the password do not go together")
	}
	if err := s.db.SignInSucceeded(ctx, account); err != nil {
		return nil, err
	}
	return user, nil
}

// startSession makes a new session and ends the one that the browser came with, so that
// a token planted before sign-in is worth nothing after it.
func (s *Server) startSession(ctx context.Context, oldToken string, userID store.ID) (http.Cookie, error) {
	ctx, err := s.sessions.Load(ctx, oldToken)
	if err != nil {
		return http.Cookie{}, fmt.Errorf("load session: %w", err)
	}
	s.sessions.Put(ctx, "user_id", string(userID))
	if err := s.sessions.RenewToken(ctx); err != nil {
		return http.Cookie{}, fmt.Errorf("renew session: %w", err)
	}
	token, _, err := s.sessions.Commit(ctx)
	if err != nil {
		return http.Cookie{}, fmt.Errorf("write session: %w", err)
	}
	return sessionCookie(token, int(s.config.SessionLifetime/time.Second)), nil
}

func sessionCookie(token string, maxAge int) http.Cookie {
	return http.Cookie{Name: cookieName, Value: token, Path: "/", MaxAge: maxAge, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

func (s *Server) signOut(ctx context.Context, c call, _ *none) (*signedOut, error) {
	ctx, err := s.sessions.Load(ctx, c.Token)
	if err == nil {
		err = s.sessions.Destroy(ctx)
	}
	if err != nil {
		return nil, errors.Join(errors.New("end session"), err)
	}
	return &signedOut{SetCookie: sessionCookie("", -1), ClearData: `"storage"`}, nil
}

type ownPassword struct {
	Body ownPasswordBody
}

type ownPasswordBody struct {
	Current  string `json:"current" minLength:"1" maxLength:"1000"`
	Password string `json:"password" minLength:"1" maxLength:"1000"`
}

type renewed struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

// changePassword takes the current password first, as signing in would and under the
// same limit, and goes on in a session of its own: all others end.
func (s *Server) changePassword(ctx context.Context, c call, in *ownPassword) (*renewed, error) {
	user, _, _, err := s.db.Me(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	var hash string
	err = s.hasher.do(ctx, func() error {
		_, err := s.checkCredentials(ctx, user.Login, in.Body.Current, c.Network)
		if store.KindOf(err) == store.Unauthenticated {
			return &store.Error{
				Kind: store.Invalid, Op: "change password", Detail: "the password was not changed",
				Fields: []store.Field{{Pointer: "/current", Detail: "this is not your password"}},
			}
		}
		if err == nil {
			hash, err = HashPassword(in.Body.Password, "/password")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := s.db.SetPassword(ctx, c.Actor, c.Actor.UserID, hash, c.Once); err != nil {
		return nil, err
	}
	cookie, err := s.startSession(ctx, "", c.Actor.UserID)
	if err != nil {
		return nil, err
	}
	return &renewed{SetCookie: cookie}, nil
}
