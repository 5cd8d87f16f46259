package blackbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// client speaks to the API as one signed-in browser does. It is safe for concurrent use.
type client struct {
	http *http.Client
	// url is the address of the server; a test that starts another one sets it anew.
	url string
	// cookie is the session, kept by hand: it is marked Secure, and the tests use HTTP.
	cookie string
}

// answer is what came back.
type answer struct {
	status int
	etag   string
	header http.Header
	body   []byte
}

// problem is the error form of the API.
type problem struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Errors []struct {
		Pointer string `json:"pointer"`
		Detail  string `json:"detail"`
	} `json:"errors"`
}

// newClient returns a client that is not signed in, with connections of its own.
func newClient(url string) *client {
	return &client{url: url, http: &http.Client{
		Timeout:   60 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: 4},
	}}
}

// signIn signs in and fails the test where that is refused.
func signIn(t *testing.T, url, login, password string) *client {
	t.Helper()
	c := newClient(url)
	t.Cleanup(c.http.CloseIdleConnections)
	a, err := c.send(t.Context(), http.MethodPost, "/session", map[string]string{"login": login, "password": password})
	if err != nil || a.status >= 300 {
		t.Fatalf("sign in as %s: %v %v", login, err, a)
	}
	for _, line := range a.header.Values("Set-Cookie") {
		if pair, _, _ := strings.Cut(line, ";"); strings.HasPrefix(pair, "__Host-fairrota=") {
			c.cookie = pair
		}
	}
	if c.cookie == "" {
		t.Fatalf("sign in as %s: no session cookie in %v", login, a.header)
	}
	return c
}

// send makes one request; body nil sends none. headers are pairs of name and value. A POST
// gets an Idempotency-Key of its own unless headers hold one.
func (c *client) send(ctx context.Context, method, path string, body any, headers ...string) (*answer, error) {
	var reader io.Reader
	if body != nil {
		text, ok := body.([]byte)
		if !ok {
			var err error
			if text, err = json.Marshal(body); err != nil {
				return nil, err
			}
		}
		reader = bytes.NewReader(text)
	}
	if !strings.HasPrefix(path, "/health") {
		path = "/api/v1" + path
	}
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, reader)
	if err != nil {
		return nil, err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.cookie != "" {
		request.Header.Set("Cookie", c.cookie)
	}
	if method == http.MethodPost && path != "/api/v1/session" {
		request.Header.Set("Idempotency-Key", newUUID())
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	return &answer{status: response.StatusCode, etag: response.Header.Get("ETag"), header: response.Header, body: text}, nil
}

// do is send for requests that must be answered with a 2xx; it decodes the body into into
// where that is not nil, and returns the ETag.
func (c *client) do(t *testing.T, method, path string, body, into any, headers ...string) string {
	t.Helper()
	a, err := c.send(t.Context(), method, path, body, headers...)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	if a.status >= 300 {
		t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	if into != nil {
		if err := json.Unmarshal(a.body, into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, a.body)
		}
	}
	return a.etag
}

// get reads an object.
func (c *client) get(t *testing.T, path string, into any) string {
	t.Helper()
	return c.do(t, http.MethodGet, path, nil, into)
}

// refused makes a request that must be refused with the status and code, and returns the
// problem.
func (c *client) refused(t *testing.T, status int, code, method, path string, body any, headers ...string) problem {
	t.Helper()
	a, err := c.send(t.Context(), method, path, body, headers...)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	var p problem
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("%s %s: %d is no problem: %v in %s", method, path, a.status, err, a.body)
	}
	if a.status != status || p.Code != code {
		t.Errorf("%s %s: %d %q, want %d %q: %s", method, path, a.status, p.Code, status, code, a.body)
	}
	if len(p.Detail)+len(p.Errors) == 0 {
		t.Errorf("%s %s: the problem says nothing: %s", method, path, a.body)
	}
	return p
}

// items reads a whole list.
func items[T any](t *testing.T, c *client, path string) []T {
	t.Helper()
	var list struct {
		Items []T `json:"items"`
	}
	c.get(t, path, &list)
	return list.Items
}

// newUUID returns a random UUID (version 4).
func newUUID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
