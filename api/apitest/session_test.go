package apitest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
)

func attempt(login, password string, header http.Header) request {
	return request{method: "POST", path: "/api/v1/session", body: map[string]string{"login": login, "password": password}, header: header}
}

func TestSessionCookie(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	a := w.anonymous.send(t, attempt("  ADA ", password, nil))
	if a.StatusCode != 200 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	lines := a.Header.Values("Set-Cookie")
	if len(lines) != 1 {
		t.Fatalf("%d cookies: %v", len(lines), lines)
	}
	c := a.Cookies()[0]
	if c.Name != "__Host-fairrota" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("the cookie is %s", lines[0])
	}
	if len(c.Value) < 43 { // 256 bits in base 64
		t.Errorf("the token has %d characters", len(c.Value))
	}
	if strings.Contains(w.log.String(), c.Value) || strings.Contains(w.log.String(), password) {
		t.Error("the log holds the token or the password")
	}
	if _, found, err := w.db.Sessions().FindCtx(t.Context(), c.Value); err != nil || !found {
		t.Errorf("the session is not found by its token: %v", err)
	}
}

func TestSignOut(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	c := w.signIn(t, "ada")
	c.get(t, "/me", nil)
	a := c.send(t, request{method: "DELETE", path: "/api/v1/session"})
	if a.StatusCode != 204 || !strings.Contains(a.Header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("%d %v", a.StatusCode, a.Header)
	}
	// The server has forgotten it, whatever the browser does.
	c.refused(t, 401, "unauthenticated", request{method: "GET", path: "/api/v1/me"})
}

func TestSignInRenewsTheToken(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	first := w.signIn(t, "ada")
	planted := &client{w: w, cookie: first.cookie}
	a := planted.send(t, attempt("ada", password, nil))
	second := &client{w: w, cookie: cookieOf(a.Response)}
	if second.cookie == "" || second.cookie == first.cookie {
		t.Fatal("signing in kept the token that the browser came with")
	}
	second.get(t, "/me", nil)
	first.refused(t, 401, "unauthenticated", request{method: "GET", path: "/api/v1/me"})
	// A token of the attacker's own making is not taken over either.
	made := &client{w: w, cookie: strings.Repeat("a", 43)}
	b := made.send(t, attempt("ada", password, nil))
	if cookieOf(b.Response) == made.cookie {
		t.Error("a token that came from outside became a session")
	}
}

func TestSessionEndsByTheClock(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	c := w.signIn(t, "ada")
	begun := w.clock.Now()
	if err := w.clock.set(begun.Add(90*24*time.Hour - time.Second)); err != nil {
		t.Fatal(err)
	}
	c.get(t, "/me", nil)
	if err := w.clock.set(begun.Add(90 * 24 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	c.refused(t, 401, "unauthenticated", request{method: "GET", path: "/api/v1/me"})
}

// TestSuspensionIsImmediate: the next request of a suspended user is refused, and the
// session does not come back with the state.
func TestSuspensionIsImmediate(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "admin", "", store.Grant{Role: store.Administrator})
	u := w.user(t, "ada", "")
	admin, c := w.signIn(t, "admin"), w.signIn(t, "ada")
	c.get(t, "/me", nil)
	set := func(state store.UserState, match string) string {
		return admin.must(t, 200, request{
			method: "PUT", path: "/api/v1/users/" + string(u.ID), match: match,
			body: map[string]any{"name": u.Name, "state": state, "grants": []any{}},
		}, nil)
	}
	etag := set(store.Suspended, "1")
	c.refused(t, 401, "unauthenticated", request{method: "GET", path: "/api/v1/me"})
	w.anonymous.refused(t, 401, "unauthenticated", attempt("ada", password, nil))
	set(store.Active, etag)
	c.refused(t, 401, "unauthenticated", request{method: "GET", path: "/api/v1/me"})
	w.signIn(t, "ada").get(t, "/me", nil)
}

// TestSignInSaysNothingOfWhoIsThere: an unknown name, a wrong password and a suspended
// user get the same answer after the same work.
func TestSignInSaysNothingOfWhoIsThere(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	gone := w.user(t, "gone", "")
	gone.State = store.Suspended
	if _, err := w.db.UpdateUser(t.Context(), store.SystemActor, *gone); err != nil {
		t.Fatal(err)
	}
	before := w.api.PasswordChecks()
	var bodies []string
	for _, r := range []request{attempt("ada", "wrong", nil), attempt("nobody.there", "wrong", nil), attempt("gone", password, nil)} {
		a := w.anonymous.send(t, r)
		var p map[string]any
		if err := json.Unmarshal(a.body, &p); err != nil || a.StatusCode != 401 {
			t.Fatalf("%d %s", a.StatusCode, a.body)
		}
		delete(p, "instance")
		bodies = append(bodies, fmt.Sprint(p))
	}
	if bodies[0] != bodies[1] || bodies[0] != bodies[2] {
		t.Errorf("the answers differ: %q", bodies)
	}
	if n := w.api.PasswordChecks() - before; n != 3 {
		t.Errorf("3 tries cost %d comparisons", n)
	}
}

// TestGuessingIsLimited: 10 failures of an account in 15 minutes, from however many
// claimed addresses; successes are not counted.
func TestGuessingIsLimited(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	for range 30 {
		w.signIn(t, "ada")
	}
	before, limited := w.api.PasswordChecks(), 0
	for i := range 40 {
		a := w.anonymous.send(t, attempt("ada", "wrong", http.Header{"X-Forwarded-For": {fmt.Sprintf("192.0.2.%d", i)}, "X-Real-Ip": {fmt.Sprintf("198.51.100.%d", i)}}))
		if a.StatusCode == 429 {
			limited++
			if a.Header.Get("Retry-After") == "" {
				t.Fatal("no Retry-After")
			}
		}
	}
	if n := w.api.PasswordChecks() - before; n != 10 || limited != 30 {
		t.Errorf("%d guesses reached the password, %d were limited; want 10 and 30", n, limited)
	}
	// Nor does the right password get through now, from anywhere.
	w.anonymous.refused(t, 429, "rate_limited", attempt("ada", password, nil))
	w.user(t, "ben", "")
	w.signIn(t, "ben") // others on the same network do
	if err := w.clock.set(w.clock.Now().Add(16 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	w.signIn(t, "ada")
}

// TestGuessingAtOnce: guesses sent at the same time do not all pass before the first is
// counted.
func TestGuessingAtOnce(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	before := w.api.PasswordChecks()
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() { w.anonymous.send(t, attempt("ada", "wrong", nil)) })
	}
	all.Wait()
	// As many as may hash at once can be under way when the tenth is counted.
	if n := w.api.PasswordChecks() - before; n > 10+int64(w.api.HashSlots()) {
		t.Errorf("%d of 40 guesses reached the password", n)
	}
}

// TestForwardedAddresses: the header counts only from a proxy that is trusted, and then
// its last untrusted address does.
func TestForwardedAddresses(t *testing.T) {
	for _, c := range []struct {
		name    string
		trusted []string
		// networks is how many networks 300 failures of 300 accounts come from.
		limited bool
	}{
		{"nobody is trusted", nil, true},
		{"another network is trusted", []string{"203.0.113.0/24"}, true},
		{"the proxy is trusted", []string{"127.0.0.0/8"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newServer(t, trusting(c.trusted...))
			// 300 failures of the network that the connection comes from.
			for i := range 300 {
				if err := w.db.SignInFailed(t.Context(), fmt.Sprintf("user%d", i), "127.0.0.1"); err != nil {
					t.Fatal(err)
				}
			}
			a := w.anonymous.send(t, attempt("somebody", "wrong", http.Header{"X-Forwarded-For": {"192.0.2.9"}}))
			if limited := a.StatusCode == 429; limited != c.limited {
				t.Errorf("%d", a.StatusCode)
			}
		})
	}
}

// TestCrossOrigin: another site's page cannot write with the browser's cookie, nor sign
// somebody in.
func TestCrossOrigin(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	c := w.signIn(t, "ada")
	own := w.server.URL
	for _, x := range []struct {
		name   string
		header http.Header
		ok     bool
	}{
		{"no browser", nil, true},
		{"own page", http.Header{"Sec-Fetch-Site": {"same-origin"}, "Origin": {own}}, true},
		{"typed", http.Header{"Sec-Fetch-Site": {"none"}}, true},
		{"another site", http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}}, false},
		{"a sister host", http.Header{"Sec-Fetch-Site": {"same-site"}, "Origin": {"https://www.example.org"}}, false},
		{"an old browser on another site", http.Header{"Origin": {"https://evil.example"}}, false},
		{"a page without origin", http.Header{"Origin": {"null"}}, false},
	} {
		for _, r := range []request{
			{method: "DELETE", path: "/api/v1/me/preferences/" + string(newID()), match: "1", header: x.header},
			{method: "POST", path: "/api/v1/session", body: map[string]string{"login": "x", "password": "x"}, header: x.header},
		} {
			a := c.send(t, r)
			if refused := strings.Contains(string(a.body), "cross_origin"); refused == x.ok || refused != (a.StatusCode == 403 && !strings.Contains(string(a.body), "role")) {
				t.Errorf("%s, %s: %d %s", x.name, r.method, a.StatusCode, a.body)
			}
		}
		if a := c.send(t, request{method: "GET", path: "/api/v1/me", header: x.header}); a.StatusCode != 200 {
			t.Errorf("%s: reading is %d", x.name, a.StatusCode)
		}
	}
}

func TestChangePassword(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "ada", "")
	c, other := w.signIn(t, "ada"), w.signIn(t, "ada")
	const fresh = "another four words here"
	change := func(current, next string) request {
		return request{method: "POST", path: "/api/v1/me/password", body: map[string]string{"current": current, "password": next}}
	}
	if p := c.refused(t, 422, "invalid", change("wrong", fresh)); p.Errors[0].Pointer != "/current" {
		t.Errorf("%v", p.Errors)
	}
	if p := c.refused(t, 422, "invalid", change(password, "short")); p.Errors[0].Pointer != "/password" {
		t.Errorf("%v", p.Errors)
	}
	a := c.send(t, change(password, fresh))
	if a.StatusCode != 204 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	for name, old := range map[string]*client{"the session that changed it": c, "another session": other} {
		if got := old.send(t, request{method: "GET", path: "/api/v1/me"}); got.StatusCode != 401 {
			t.Errorf("%s goes on: %d", name, got.StatusCode)
		}
	}
	c.cookie = cookieOf(a.Response)
	c.get(t, "/me", nil)
	w.anonymous.refused(t, 401, "unauthenticated", attempt("ada", password, nil))
	if a := w.anonymous.send(t, attempt("ada", fresh, nil)); a.StatusCode != 200 {
		t.Errorf("the new password: %d", a.StatusCode)
	}
}
