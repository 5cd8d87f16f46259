package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"
)

// webServer serves a small built app without the API.
func webServer(t *testing.T) *httptest.Server {
	t.Helper()
	files := fstest.MapFS{
		"index.html":               {Data: []byte(`<html><style nonce="__CSP_NONCE__"></style></html>`)},
		"assets/index-BvT2x_9a.js": {Data: []byte("let a")},
		"assets/plain.js":          {Data: []byte("let b")},
		"sw.js":                    {Data: []byte("let c")},
		"manifest.webmanifest":     {Data: []byte("{}")},
		".gitkeep":                 {Data: []byte("")},
	}
	w, err := newWeb(files)
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	s := &Server{log: quietLog()}
	e.HTTPErrorHandler = s.HandleError
	e.Pre(s.harden)
	e.GET("/*", w.serve)
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	return server
}

func fetch(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(b)
}

func TestWebFiles(t *testing.T) {
	server := webServer(t)
	for _, c := range []struct {
		path         string
		status       int
		media, cache string
	}{
		{"/", 200, "text/html; charset=utf-8", "no-cache"},
		{"/rota", 200, "text/html; charset=utf-8", "no-cache"},
		{"/wards/0190a5b2/rosters", 200, "text/html; charset=utf-8", "no-cache"},
		{"/index.html", 200, "text/html; charset=utf-8", "no-cache"},
		{"/assets/index-BvT2x_9a.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"/assets/plain.js", 200, "text/javascript; charset=utf-8", "no-cache"},
		{"/sw.js", 200, "text/javascript; charset=utf-8", "no-cache"},
		{"/manifest.webmanifest", 200, "application/manifest+json", "no-cache"},
		{"/missing.js", 404, "application/problem+json", "no-store"},
		{"/.gitkeep", 404, "application/problem+json", "no-store"},
		{"/api/v1/nothing", 404, "application/problem+json", "no-store"},
		{"/..%2f..%2fetc%2fpasswd.txt", 404, "application/problem+json", "no-store"},
		{"/assets%5cplain.js", 404, "application/problem+json", "no-store"},
	} {
		r, _ := fetch(t, server.URL+c.path)
		if got := r.Header; r.StatusCode != c.status || got.Get("Content-Type") != c.media || got.Get("Cache-Control") != c.cache {
			t.Errorf("%s: %d %q %q", c.path, r.StatusCode, got.Get("Content-Type"), got.Get("Cache-Control"))
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(r.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s: headers %v", c.path, r.Header)
		}
	}
}

func TestWebPageHasANonceOfItsOwn(t *testing.T) {
	server := webServer(t)
	policy := regexp.MustCompile(`style-src 'self' 'nonce-([A-Z0-9]+)'`)
	seen := map[string]bool{}
	for range 3 {
		r, body := fetch(t, server.URL+"/")
		m := policy.FindStringSubmatch(r.Header.Get("Content-Security-Policy"))
		if m == nil || !strings.Contains(body, `nonce="`+m[1]+`"`) || seen[m[1]] {
			t.Fatalf("policy %q, page %q", r.Header.Get("Content-Security-Policy"), body)
		}
		seen[m[1]] = true
	}
}

func TestWebWithoutABuild(t *testing.T) {
	w, err := newWeb(fstest.MapFS{".gitkeep": {}})
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	s := &Server{log: quietLog()}
	e.HTTPErrorHandler = s.HandleError
	e.GET("/*", w.serve)
	server := httptest.NewServer(e)
	defer server.Close()
	if r, body := fetch(t, server.URL+"/"); r.StatusCode != 404 || !strings.Contains(body, "not built") {
		t.Errorf("%d %s", r.StatusCode, body)
	}
}
