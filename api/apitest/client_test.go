package apitest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/store"
)

// client is one person's browser. It keeps the session cookie by hand, since Go's jar
// does not send Secure cookies over HTTP.
type client struct {
	w      *world
	cookie string
}

// answer is what came back, its body read.
type answer struct {
	*http.Response
	body []byte
}

// request is one call; the zero value of each field leaves it out.
type request struct {
	method, path string
	// body is encoded as JSON; a []byte goes as it is.
	body any
	// match is sent as If-Match, in quotes.
	match string
	// fresh sends If-None-Match: *.
	fresh bool
	// key is the Idempotency-Key; a POST without one gets a new one.
	key string
	// header is set last.
	header http.Header
}

// send makes the call and checks the answer against the document.
func (c *client) send(t *testing.T, r request) *answer {
	t.Helper()
	var body io.Reader
	switch b := r.body.(type) {
	case nil:
	case []byte:
		body = bytes.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		body = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(t.Context(), r.method, c.w.server.URL+r.path, body)
	if err != nil {
		t.Fatal(err)
	}
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.cookie != "" {
		req.Header.Set("Cookie", "__Host-fairrota="+c.cookie)
	}
	if r.match != "" {
		req.Header.Set("If-Match", `"`+strings.Trim(r.match, `"`)+`"`)
	}
	if r.fresh {
		req.Header.Set("If-None-Match", "*")
	}
	if r.method == http.MethodPost {
		if r.key == "" {
			r.key = uuid.NewString()
		}
		req.Header.Set("Idempotency-Key", r.key)
	}
	for k, v := range r.header {
		req.Header[k] = v
	}
	return c.w.do(t, req)
}

// do sends a request as it is.
func (w *world) do(t *testing.T, req *http.Request) *answer {
	t.Helper()
	res, err := w.server.Client().Do(req)
	if err != nil {
		t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	a := &answer{Response: res, body: b}
	w.checkAnswer(t, req, a)
	return a
}

// must makes a call that has to end with the status, decodes the body into v (nil for
// none) and returns the ETag.
func (c *client) must(t *testing.T, status int, r request, v any) string {
	t.Helper()
	a := c.send(t, r)
	if a.StatusCode != status {
		t.Fatalf("%s %s: %d, want %d: %s", r.method, r.path, a.StatusCode, status, a.body)
	}
	if v != nil {
		// What the answer leaves out must not keep the value of an answer before.
		reflect.ValueOf(v).Elem().SetZero()
		if err := json.Unmarshal(a.body, v); err != nil {
			t.Fatalf("%s %s: %v in %s", r.method, r.path, err, a.body)
		}
	}
	return a.Header.Get("ETag")
}

// get reads an object and returns its ETag.
func (c *client) get(t *testing.T, path string, v any) string {
	t.Helper()
	return c.must(t, http.StatusOK, request{method: http.MethodGet, path: "/api/v1" + path}, v)
}

// post creates or does something.
func (c *client) post(t *testing.T, status int, path string, body, v any) string {
	t.Helper()
	return c.must(t, status, request{method: http.MethodPost, path: "/api/v1" + path, body: body}, v)
}

// refused makes a call that has to fail with the status and code.
func (c *client) refused(t *testing.T, status int, code string, r request) api.Problem {
	t.Helper()
	a := c.send(t, r)
	var p api.Problem
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("%s %s: %d is no problem: %s", r.method, r.path, a.StatusCode, a.body)
	}
	if a.StatusCode != status || p.Code != code {
		t.Errorf("%s %s: %d %s, want %d %s: %s", r.method, r.path, a.StatusCode, p.Code, status, code, a.body)
	}
	return p
}

// items reads a list.
func items[T any](t *testing.T, c *client, path string) []T {
	t.Helper()
	var list struct {
		Items []T `json:"items"`
	}
	c.get(t, path, &list)
	return list.Items
}

// signIn returns the client of a user.
func (w *world) signIn(t *testing.T, login string) *client {
	t.Helper()
	c := &client{w: w}
	a := c.send(t, request{method: http.MethodPost, path: "/api/v1/session", body: map[string]string{"login": login, "password": password}})
	if a.StatusCode != http.StatusOK {
		t.Fatalf("sign in as %s: %d %s", login, a.StatusCode, a.body)
	}
	c.cookie = cookieOf(a.Response)
	if c.cookie == "" {
		t.Fatalf("sign in as %s: no cookie", login)
	}
	return c
}

func cookieOf(r *http.Response) string {
	for _, c := range r.Cookies() {
		if c.Name == "__Host-fairrota" {
			return c.Value
		}
	}
	return ""
}

// newID makes an id as a client does.
func newID() store.ID { return store.ID(uuid.Must(uuid.NewV7()).String()) }
