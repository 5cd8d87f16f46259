package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

func quietLog() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestNetworkOf(t *testing.T) {
	for ip, want := range map[string]string{
		"192.0.2.7":            "192.0.2.7",
		"::ffff:192.0.2.7":     "192.0.2.7",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::1": "2001:db8:1:2::/64",
		"fe80::1%eth0":         "fe80::/64",
		"not an address":       "unknown",
	} {
		if got := networkOf(ip); got != want {
			t.Errorf("%s: got %s, want %s", ip, got, want)
		}
	}
}

func TestMountingPanicsWithoutARight(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a route without a right was mounted")
		}
	}()
	s := &Server{}
	s.mount([]routeDef{route(op{ID: "x", Method: get, Path: "/x"}, "", func(context.Context, call, *none) (*empty, error) {
		return &empty{}, nil
	})})
}

func TestMountingPanicsOnAnIDTwice(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("one id was mounted twice")
		}
	}()
	s := &Server{}
	def := routeDef{op: op{ID: "x"}, right: store.Anyone, mount: func(*Server) {}}
	s.mount([]routeDef{def, def})
}

func TestHashPassword(t *testing.T) {
	for _, c := range []struct {
		name, password string
		ok             bool
	}{
		{"one short", strings.Repeat("a", minPassword-1), false},
		{"just long enough", strings.Repeat("a", minPassword), true},
		{"letters count, not bytes", strings.Repeat("é", minPassword-1), false},
		{"longest", strings.Repeat("a", maxPassword), true},
		{"one too long", strings.Repeat("a", maxPassword+1), false},
		{"not text", strings.Repeat("\xff", 20), false},
	} {
		hash, err := HashPassword(c.password, "/password")
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if err != nil {
			var e *store.Error
			if !errors.As(err, &e) || e.Kind != store.Invalid || e.Fields[0].Pointer != "/password" {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("%s: the parameters are not those of the standard: %s", c.name, hash)
		}
	}
}

func TestHasherMatches(t *testing.T) {
	h, err := newHasher()
	if err != nil {
		t.Fatal(err)
	}
	const password = "four words in a row"
	hash, err := HashPassword(password, "")
	if err != nil {
		t.Fatal(err)
	}
	// Cut at no length: the last of 64 characters counts.
	long := strings.Repeat("a", 63)
	longHash, err := HashPassword(long+"b", "")
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case !h.matches(password, hash):
		t.Error("the password does not match its hash")
	case h.matches(password+"!", hash):
		t.Error("another password matches")
	case h.matches(long+"c", longHash):
		t.Error("the end of a long password does not count")
	case h.matches("the password of nobody at all", ""):
		t.Error("the stand-in's own password signs somebody in who is not there")
	case h.checks.Load() != 4:
		t.Errorf("%d comparisons for 4 tries: one was answered without the work", h.checks.Load())
	}
}

func TestHasherRefusesWhenItsQueueIsFull(t *testing.T) {
	h := &hasher{slots: make(chan struct{}, 1), queue: 1}
	h.slots <- struct{}{} // somebody is hashing
	ctx, cancel := context.WithCancel(t.Context())
	first := make(chan error)
	go func() { first <- h.do(ctx, func() error { return nil }) }()
	for h.waiting.Load() != 1 { // the first waits in the queue
		runtime.Gosched()
	}
	err := h.do(t.Context(), func() error { t.Error("ran beyond the queue"); return nil })
	if store.KindOf(err) != store.Unavailable || problemOf(ctx, err).GetHeaders().Get("Retry-After") == "" {
		t.Errorf("the second got %v", err)
	}
	cancel()
	if err := <-first; store.KindOf(err) != store.Unavailable {
		t.Errorf("the first, given up, got %v", err)
	}
	<-h.slots
	ran := false
	if err := h.do(t.Context(), func() error { ran = true; return nil }); err != nil || !ran {
		t.Errorf("after all that: %v, ran %v", err, ran)
	}
}

func TestSpanCheck(t *testing.T) {
	for _, c := range []struct {
		from, to store.Day
		ok       bool
	}{
		{"2026-03-01", "2026-03-01", true},
		{"2026-03-02", "2026-03-01", false},
		{"2026-01-01", store.Day("2026-01-01").Add(maxSpan - 1), true},
		{"2026-01-01", store.Day("2026-01-01").Add(maxSpan), false},
	} {
		if err := (SpanQuery{From: c.from, To: c.to}).check(); (err == nil) != c.ok {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
		}
	}
}

// What names a request in the database tells requests apart and gives away neither the
// key nor, by a hash that could be tried out, a password in the body.
func TestOnceGivesNothingAway(t *testing.T) {
	const key, body = "0190a5b2-7c1e-7def-8abc-0123456789ab", `{"password":"four words in a row"}`
	post := func(path, match string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, path, nil)
		r.Header.Set("If-Match", match)
		return r
	}
	first := onceOf("set-password", key, post("/a", `"1"`), []byte(body))
	if again := onceOf("set-password", key, post("/a", `"1"`), []byte(body)); again != first {
		t.Errorf("the same request is %v, then %v", first, again)
	}
	for what, other := range map[string]store.Once{
		"path":     onceOf("set-password", key, post("/b", `"1"`), []byte(body)),
		"If-Match": onceOf("set-password", key, post("/a", `"2"`), []byte(body)),
		"body":     onceOf("set-password", key, post("/a", `"1"`), []byte(body+" ")),
	} {
		if other.Key != first.Key || other.BodyHash == first.BodyHash {
			t.Errorf("another %s: %v, the first was %v", what, other, first)
		}
	}
	if other := onceOf("set-password", key+"x", post("/a", `"1"`), []byte(body)); other.Key == first.Key || other.BodyHash == first.BodyHash {
		t.Error("another key gives the same names: the hash of the body does not hang on the key")
	}
	plain := sha256.Sum256([]byte("/a\n\"1\"\n" + body))
	if strings.Contains(first.Key, key) || first.BodyHash == hex.EncodeToString(plain[:]) || len(first.Key) != 64 || len(first.BodyHash) != 64 {
		t.Errorf("kept: %v", first)
	}
}
