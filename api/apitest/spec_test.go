package apitest

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/store"
)

// spec is the OpenAPI document, loaded once.
var spec = sync.OnceValues(func() (*openapi3.T, error) {
	b, err := api.Spec()
	if err != nil {
		return nil, err
	}
	return openapi3.NewLoader().LoadFromData(b)
})

// checkAnswer fails the test where an answer is not what the document says of the
// operation.
func (w *world) checkAnswer(t *testing.T, req *http.Request, a *answer) {
	t.Helper()
	doc, err := spec()
	if err != nil {
		t.Fatal(err)
	}
	path, item := match(doc, req.URL.Path)
	if item == nil || item.GetOperation(req.Method) == nil {
		return // not an operation: the web app, or an address that is not there
	}
	route := &routers.Route{Spec: doc, Path: path, PathItem: item, Method: req.Method, Operation: item.GetOperation(req.Method)}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, Route: route},
		Status:                 a.StatusCode, Header: a.Header, Body: io.NopCloser(bytes.NewReader(a.body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: isStream(a.Header)},
	}
	if err := openapi3filter.ValidateResponse(t.Context(), input); err != nil {
		t.Errorf("%s %s: the answer is not what the document says: %v\n%d %s", req.Method, req.URL.Path, err, a.StatusCode, a.body)
	}
}

// isStream reports an answer whose body is no JSON.
func isStream(h http.Header) bool { return !strings.Contains(h.Get("Content-Type"), "json") }

// match finds the path of the document that an address belongs to.
func match(doc *openapi3.T, address string) (string, *openapi3.PathItem) {
	have := strings.Split(address, "/")
	best, found := "", (*openapi3.PathItem)(nil)
	for path, item := range doc.Paths.Map() {
		want := strings.Split(path, "/")
		if len(want) == len(have) && slices.EqualFunc(want, have, func(a, b string) bool { return a == b || strings.HasPrefix(a, "{") }) {
			if found == nil || strings.Count(path, "{") < strings.Count(best, "{") {
				best, found = path, item
			}
		}
	}
	return best, found
}

func TestDocumentIsValid(t *testing.T) {
	doc, err := spec()
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("version %s", doc.OpenAPI)
	}
}

func TestDocumentAndTableAreTheSame(t *testing.T) {
	doc, err := spec()
	if err != nil {
		t.Fatal(err)
	}
	w := newServer(t, nil)
	var table, documented []string
	for _, r := range w.api.Routes() {
		table = append(table, r.Method+" "+r.Path+" "+r.ID+" "+string(r.Right))
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			right, _ := op.Extensions["x-right"].(string)
			documented = append(documented, method+" "+path+" "+op.OperationID+" "+right)
		}
	}
	sort.Strings(table)
	sort.Strings(documented)
	if diff := cmp.Diff(table, documented); diff != "" {
		t.Error(diff)
	}
}

// TestServedDocument compares what is served with what "make generate" writes.
func TestServedDocument(t *testing.T) {
	w := newServer(t, nil)
	a := w.anonymous.send(t, request{method: "GET", path: "/api/v1/openapi.json"})
	want, err := api.Spec()
	if err != nil {
		t.Fatal(err)
	}
	if a.StatusCode != 200 || a.Header.Get("Content-Type") != "application/json" || !bytes.Equal(a.body, want) {
		t.Errorf("%d %s, %d bytes, want %d", a.StatusCode, a.Header.Get("Content-Type"), len(a.body), len(want))
	}
}

// TestOpenRoutes is the list of what needs no sign-in; a change needs a line here.
func TestOpenRoutes(t *testing.T) {
	w := newServer(t, nil)
	var open []string
	for _, r := range w.api.Routes() {
		if r.Right == store.Anyone {
			open = append(open, r.ID)
		}
	}
	want := []string{"sign-in", "health-live", "health-ready", "openapi"}
	if diff := cmp.Diff(want, open); diff != "" {
		t.Error(diff)
	}
}

// TestNoOtherAddresses asks for what huma would serve by itself.
func TestNoOtherAddresses(t *testing.T) {
	w := newServer(t, nil)
	for _, path := range []string{"/api/v1/docs", "/api/v1/openapi.yaml", "/api/v1/openapi-3.0.json", "/api/v1/schemas/Me.json", "/api/v1/schemas", "/api/v2/me", "/health"} {
		if a := w.anonymous.send(t, request{method: "GET", path: path}); a.StatusCode != 404 && path != "/health" {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
	for _, method := range []string{"TRACE", "OPTIONS", "PATCH", "HEAD"} {
		a := w.anonymous.send(t, request{method: method, path: "/api/v1/me"})
		want := 405
		if method == "OPTIONS" { // says what is allowed, and allows no other site anything
			want = 204
		}
		if a.StatusCode != want || a.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %d", method, a.StatusCode)
		}
	}
}
