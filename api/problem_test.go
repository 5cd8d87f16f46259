package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"github.com/fairrota/fairrota/store"
)

func TestProblemOfEveryKind(t *testing.T) {
	ctx := context.WithValue(t.Context(), requestKey{}, "r1")
	for kind, want := range map[store.Kind]int{
		store.Internal: 500, store.Invalid: 422, store.Unauthenticated: 401, store.Forbidden: 403, store.NotFound: 404,
		store.Conflict: 409, store.Stale: 412, store.Closed: 409, store.TooLarge: 413, store.RateLimited: 429, store.Unavailable: 503,
	} {
		p := problemOf(ctx, fmt.Errorf("load: %w", &store.Error{Kind: kind, Op: "op", Detail: "words", Err: errors.New("SELECT secret")}))
		if p.Status != want || p.Code != kind.String() || p.Instance != "urn:request:r1" {
			t.Errorf("%s: got %d %s %s", kind, p.Status, p.Code, p.Instance)
		}
		if want >= 500 != (p.Detail == "") {
			t.Errorf("%s: detail %q", kind, p.Detail)
		}
	}
}

func TestProblemOfOtherErrors(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{errors.New("pq: relation users"), 500},
		{echo.ErrNotFound, 404},
		{echo.ErrMethodNotAllowed, 405},
		{context.DeadlineExceeded, 503},
	} {
		p := problemOf(t.Context(), c.err)
		if p.Status != c.want {
			t.Errorf("%v: got %d, want %d", c.err, p.Status, c.want)
		}
		if strings.Contains(p.Detail, "users") {
			t.Errorf("the detail tells of the database: %q", p.Detail)
		}
	}
}

func TestProblemRetryAfter(t *testing.T) {
	limited := problemOf(t.Context(), &store.Error{Kind: store.RateLimited, RetryAfterSeconds: 77})
	if got := limited.GetHeaders().Get("Retry-After"); got != "77" {
		t.Errorf("rate limited: Retry-After %q", got)
	}
	if got := newProblem(t.Context(), http.StatusServiceUnavailable, "", "").GetHeaders().Get("Retry-After"); got == "" {
		t.Error("a 503 must say when to come back")
	}
	if got := newProblem(t.Context(), http.StatusNotFound, "", "").GetHeaders().Get("Retry-After"); got != "" {
		t.Errorf("a 404 says Retry-After %q", got)
	}
}

func TestHumaProblemHasPointersAndNoValues(t *testing.T) {
	const secret = "hunter2"
	err := humaProblem(t.Context(), http.StatusUnprocessableEntity, "validation failed",
		&huma.ErrorDetail{Location: "body.items[3].tags", Message: "expected string", Value: secret},
		&huma.ErrorDetail{Location: "body[2].day", Message: "expected string to be RFC 3339 date", Value: secret},
		&huma.ErrorDetail{Location: "body", Message: "expected required property day to be present", Value: map[string]any{"password": secret}},
		&huma.ErrorDetail{Location: "body.a/b~c", Message: "unexpected property", Value: secret},
		&huma.ErrorDetail{Location: "query.from", Message: "required query parameter is missing"},
		&huma.ErrorDetail{Location: "body.x", Message: "cannot parse " + secret},
	)
	b, marshalErr := json.Marshal(err)
	if marshalErr != nil {
		t.Fatal(marshalErr)
	}
	if strings.Contains(string(b), secret) {
		t.Errorf("the problem repeats what was sent: %s", b)
	}
	var p Problem
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	want := []store.Field{
		{Pointer: "/items/3/tags", Detail: "this must be: string"},
		{Pointer: "/2/day", Detail: "this must be a date such as 2026-03-14"},
		{Pointer: "/day", Detail: "this is needed and is missing"},
		{Pointer: "/a~1b~0c", Detail: "this is not known here; leave it out"},
		{Pointer: "", Detail: "from: this parameter is needed and is missing"},
		{Pointer: "/x", Detail: "this is not what is expected here"},
	}
	if diff := cmp.Diff(want, p.Errors); diff != "" {
		t.Error(diff)
	}
}
