package api

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/fairrota/fairrota/store"
)

// noncePlaceholder stands in index.html where the nonce of each response goes (vite's
// html.cspNonce).
const noncePlaceholder = "__CSP_NONCE__"

// web serves the built web app: its files, and index.html for every address that is a
// page of the app.
type web struct {
	files fs.FS
	// index is index.html; nil where the app has not been built.
	index []byte
}

// hashed matches names that hold a digest of their content, which never change.
var hashed = regexp.MustCompile(`^assets/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$`)

// webTypes are media types that Go does not know on every machine.
var webTypes = map[string]string{
	".webmanifest": "application/manifest+json", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".json": "application/json", ".woff2": "font/woff2",
	".txt": "text/plain; charset=utf-8",
}

func newWeb(files fs.FS) (*web, error) {
	index, err := fs.ReadFile(files, "index.html")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the web app: %w", err)
	}
	return &web{files: files, index: index}, nil
}

func (w *web) serve(c echo.Context) error {
	name := strings.TrimPrefix(c.Request().URL.Path, "/")
	switch {
	case strings.HasPrefix(name, "api/"), strings.HasPrefix(name, "health/"):
		return echo.ErrNotFound
	case name == "" || name == "index.html" || path.Ext(name) == "":
		return w.page(c)
	}
	if !fs.ValidPath(name) || strings.HasPrefix(path.Base(name), ".") {
		return echo.ErrNotFound
	}
	content, err := fs.ReadFile(w.files, name)
	if err != nil {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Content-Type", mediaType(name))
	if hashed.MatchString(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		// sw.js and the manifest above all: a phone must see a new release at once.
		h.Set("Cache-Control", "no-cache")
	}
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(content))
	return nil
}

// page answers with index.html under a policy with a nonce of its own.
func (w *web) page(c echo.Context) error {
	if w.index == nil {
		return store.Errorf(store.NotFound, "serve page", "the web app is not built into this program")
	}
	n := nonce()
	h := c.Response().Header()
	h.Set("Content-Security-Policy", pageCSP(n))
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(bytes.ReplaceAll(w.index, []byte(noncePlaceholder), []byte(n))))
	return nil
}

func mediaType(name string) string {
	ext := path.Ext(name)
	if t, ok := webTypes[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
