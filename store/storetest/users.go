package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// exerciseUsers: making, granting, suspending; the last administrator stays.
func exerciseUsers(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 2})
	ctx := t.Context()
	n := store.NewUser{Login: "ada", Name: "Ada", PasswordHash: Password, Grants: []store.Grant{{Role: store.WardManager, WardID: w.Ward.ID}, {Role: store.HR}}}
	_, err := w.DB.CreateUser(ctx, w.Manager, n, store.Once{})
	wantKind(t, "a manager makes a user", err, store.Forbidden)
	user, err := w.DB.CreateUser(ctx, w.Admin, n, store.Once{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.DB.CreateUser(ctx, w.Admin, n, store.Once{})
	wantKind(t, "the same login", err, store.Conflict)
	bad := n
	bad.Login, bad.StaffID = "Ada!", NewID()
	_, err = w.DB.CreateUser(ctx, w.Admin, bad, store.Once{})
	wantField(t, "a login of other characters", err, "/login")
	bad.Login = "ada2"
	_, err = w.DB.CreateUser(ctx, w.Admin, bad, store.Once{})
	wantField(t, "a person who is not there", err, "/staff_id")
	bad.StaffID, bad.Grants = w.Staff[0].ID, nil
	_, err = w.DB.CreateUser(ctx, w.Admin, bad, store.Once{})
	wantKind(t, "a person with a user", err, store.Conflict)
	bad.StaffID, bad.Grants = "", []store.Grant{{Role: store.HR, WardID: w.Ward.ID}}
	_, err = w.DB.CreateUser(ctx, w.Admin, bad, store.Once{})
	wantField(t, "figures of one ward", err, "/grants/0/ward_id")

	found, err := w.DB.UserByLogin(ctx, "ada")
	ok(t, "by login", err)
	want := []store.Grant{{UserID: user.ID, Role: store.HR}, {UserID: user.ID, Role: store.WardManager, WardID: w.Ward.ID}}
	if diff := cmp.Diff(want, found.Grants); diff != "" || found.PasswordHash != Password {
		t.Errorf("hash %q, grants:\n%s", found.PasswordHash, diff)
	}
	_, err = w.DB.UserByLogin(ctx, "ADA")
	wantKind(t, "another login", err, store.NotFound)

	found.State, found.Name = store.Suspended, "Ada Lovelace"
	_, err = w.DB.UpdateUser(ctx, w.Admin, *found)
	ok(t, "suspend", err)
	_, err = w.DB.Actor(ctx, user.ID)
	wantKind(t, "a suspended user", err, store.Unauthenticated)
	_, err = w.DB.Actor(ctx, NewID())
	wantKind(t, "no user", err, store.Unauthenticated)

	_, err = w.DB.Users(ctx, w.Manager)
	wantKind(t, "a manager lists users", err, store.Forbidden)
	users, err := w.DB.Users(ctx, w.Admin)
	ok(t, "list", err)
	for _, u := range users {
		if u.ID == w.Admin.UserID {
			u.State = store.Suspended
			_, err = w.DB.UpdateUser(ctx, w.Admin, u)
			wantKind(t, "suspend the last administrator", err, store.Conflict)
			u.State, u.Grants = store.Active, nil
			_, err = w.DB.UpdateUser(ctx, w.Admin, u)
			wantKind(t, "take the last administrator's grant", err, store.Conflict)
		}
	}
	me, person, ward, err := w.DB.Me(ctx, w.Nurses[0])
	ok(t, "me", err)
	if me.ID != w.Nurses[0].UserID || person == nil || person.ID != w.Staff[0].ID || len(person.Skills) != 2 || ward == nil || ward.ID != w.Ward.ID {
		t.Errorf("me is %+v, %+v, %+v", me, person, ward)
	}
	_, person, ward, err = w.DB.Me(ctx, w.Manager)
	ok(t, "the manager", err)
	if person != nil || ward != nil {
		t.Errorf("the manager is rostered: %+v, %+v", person, ward)
	}
}

// exerciseSessions: only a token's hash is kept; a session ends by time, sign-out,
// suspension, another password or other grants.
func exerciseSessions(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 1})
	ctx, sessions, me := t.Context(), w.DB.Sessions(), w.Nurses[0]
	data := fmt.Appendf(nil, `{"user_id":%q}`, me.UserID)
	keep := func(token string) {
		t.Helper()
		if err := sessions.CommitCtx(ctx, token, data, w.Clock.Now().Add(time.Hour)); err != nil {
			t.Error(err)
		}
	}
	there := func(token string, want bool) {
		t.Helper()
		got, found, err := sessions.FindCtx(ctx, token)
		if err != nil || found != want || found && string(got) != string(data) {
			t.Errorf("session %s: %t, %q, %v; want %t", token, found, got, err, want)
		}
	}
	keep("one")
	keep("one") // a second time changes it
	there("one", true)
	there("two", false)
	w.Clock.Advance(time.Hour - time.Microsecond)
	there("one", true)
	w.Clock.Advance(time.Microsecond)
	there("one", false)
	keep("two")
	ok(t, "sign out", sessions.DeleteCtx(ctx, "two"))
	ok(t, "sign out again", sessions.DeleteCtx(ctx, "two"))
	there("two", false)

	keep("three")
	ok(t, "own password", w.DB.SetPassword(ctx, me, me.UserID, Password, store.Once{}))
	there("three", false)
	wantKind(t, "another's password", w.DB.SetPassword(ctx, me, w.Manager.UserID, Password, store.Once{}), store.Forbidden)
	user, err := w.DB.UserByLogin(ctx, loginOf(t, w, me))
	if err != nil {
		t.Fatal(err)
	}
	keep("four")
	user.Name = "Another name"
	user, err = w.DB.UpdateUser(ctx, w.Admin, *user)
	ok(t, "another name", err)
	there("four", true)
	user.Grants = nil
	user, err = w.DB.UpdateUser(ctx, w.Admin, *user)
	ok(t, "no grants", err)
	there("four", false)
	keep("five")
	user.State = store.Suspended
	_, err = w.DB.UpdateUser(ctx, w.Admin, *user)
	ok(t, "suspend", err)
	there("five", false)
	wantKind(t, "a session of a suspended user", sessions.CommitCtx(ctx, "six", data, w.Clock.Now().Add(time.Hour)), store.Unauthenticated)
	w.Clock.Advance(48 * time.Hour)
	ok(t, "purge", w.DB.Purge(ctx))
}

func loginOf(t *testing.T, w *World, actor store.Actor) string {
	t.Helper()
	users, err := w.DB.Users(t.Context(), w.Admin)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range users {
		if u.ID == actor.UserID {
			return u.Login
		}
	}
	t.Fatal("the user is gone")
	return ""
}

// exerciseSignIn: failures alone are counted, by account and by network, and forgotten
// after 15 minutes.
func exerciseSignIn(t *testing.T, open Opener) {
	clock := NewClock(BiddingOpens)
	db, ctx := open(t, clock), t.Context()
	for range 400 { // successes count for nothing
		ok(t, "allowed", db.SignInAllowed(ctx, "ada", "10.0.0.1"))
	}
	ok(t, "succeed", db.SignInSucceeded(ctx, "ada"))
	for i := range 10 {
		ok(t, fmt.Sprintf("try %d", i+1), db.SignInAllowed(ctx, "ada", "10.0.0.1"))
		ok(t, "count", db.SignInFailed(ctx, "ada", fmt.Sprintf("10.0.0.%d", i)))
		clock.Advance(time.Minute)
	}
	err := db.SignInAllowed(ctx, "ada", "192.0.2.7")
	wantKind(t, "an eleventh try, from elsewhere", err, store.RateLimited)
	// The first failure was at minute 0, it is minute 10: 5 minutes are left.
	if e, is := err.(*store.Error); !is || e.RetryAfterSeconds != 300 { //nolint:errorlint // the very type is wanted
		t.Errorf("got %v, want 300 s to wait", err)
	}
	ok(t, "another account", db.SignInAllowed(ctx, "bob", "10.0.0.1"))
	clock.Advance(5*time.Minute - time.Microsecond)
	wantKind(t, "just before the window ends", db.SignInAllowed(ctx, "ada", "10.0.0.1"), store.RateLimited)
	clock.Advance(time.Microsecond)
	ok(t, "after the window", db.SignInAllowed(ctx, "ada", "10.0.0.1"))
	ok(t, "a new window", db.SignInFailed(ctx, "ada", "10.0.0.1"))
	ok(t, "one failure in it", db.SignInAllowed(ctx, "ada", "10.0.0.1"))
	ok(t, "success forgets", db.SignInSucceeded(ctx, "ada"))
	for i := range 299 { // with the one above, 300 of the network
		ok(t, "count", db.SignInFailed(ctx, fmt.Sprintf("user%d", i), "10.0.0.1"))
	}
	wantKind(t, "a network after 300 failures", db.SignInAllowed(ctx, "zoe", "10.0.0.1"), store.RateLimited)
	ok(t, "another network", db.SignInAllowed(ctx, "zoe", "10.0.0.2"))
}

// exerciseNotices: opening tells each active user of the ward, who alone reads it.
func exerciseNotices(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 2, State: store.Open})
	other := NewWorld(t, w.DB, w.Clock, Options{Name: "Ward 2", Staff: 1})
	ctx := t.Context()
	notices, err := w.DB.Notices(ctx, w.Nurses[0])
	if err != nil || len(notices) != 1 || notices[0].Kind != "bidding_open" || notices[0].PeriodID != w.Period.ID || notices[0].ReadAt != nil {
		t.Fatalf("%+v, %v", notices, err)
	}
	wantKind(t, "another's notice", w.DB.ReadNotice(ctx, w.Nurses[1], notices[0].ID, store.Once{}), store.NotFound)
	ok(t, "read", w.DB.ReadNotice(ctx, w.Nurses[0], notices[0].ID, store.Once{}))
	w.Clock.Advance(time.Hour)
	ok(t, "read again", w.DB.ReadNotice(ctx, w.Nurses[0], notices[0].ID, store.Once{}))
	notices, err = w.DB.Notices(ctx, w.Nurses[0])
	if err != nil || notices[0].ReadAt == nil || !notices[0].ReadAt.Equal(BiddingOpens) {
		t.Errorf("%+v, %v", notices, err)
	}
	for _, actor := range []store.Actor{w.Manager, other.Nurses[0]} {
		if got, err := w.DB.Notices(ctx, actor); err != nil || len(got) != 0 {
			t.Errorf("%s was told %v, %v", actor.Name, got, err)
		}
	}
}
