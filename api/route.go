package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/fairrota/fairrota/store"
)

// base is where the API lives.
const base = "/api/v1"

// op describes one operation.
type op struct {
	ID, Method, Path, Summary string
	// Status of success; 0 means 200, or 204 where there is no body.
	Status int
	// Match asks for If-Match; MatchOrNew also takes If-None-Match: * for a new object.
	Match, MatchOrNew bool
	// NoKey frees a POST from the Idempotency-Key.
	NoKey bool
	// Stream marks an answer that lasts: it has no time limit.
	Stream bool
	// Media is the media type of an answer that is not JSON.
	Media string
	// Root routes lie outside base.
	Root bool
}

// call is what a handler gets besides its input.
type call struct {
	// Actor is the zero Actor for somebody who is not signed in.
	Actor store.Actor
	// Once makes a POST safe to repeat.
	Once store.Once
	// Version is that of If-Match; 0 where New or where none is asked.
	Version int
	// New is set by If-None-Match: *.
	New bool
	// Network is the client's address, for limits; IPv6 by its /64.
	Network string
	// Token is the session's token, empty without one.
	Token string
}

// routeDef is one row of the route table.
type routeDef struct {
	op
	right   store.Right
	hasBody bool
	mount   func(*Server)
}

// Route is what a test may know of a row of the table.
type Route struct {
	ID, Method, Path string
	Right            store.Right
	// Match and Key say that If-Match and Idempotency-Key are asked for.
	Match, Key, Body, Stream bool
}

type handler[I, O any] func(context.Context, call, *I) (*O, error)

// route makes a row of the table: the operation, the right that it needs, and the
// handler. The right is checked before anything of the request is read.
func route[I, O any](o op, right store.Right, h handler[I, O]) routeDef {
	def := routeDef{op: o, right: right, hasBody: hasBody[I]()}
	def.mount = func(s *Server) {
		operation := def.operation()
		operation.Middlewares = huma.Middlewares{s.guard(&def)}
		huma.Register(s.huma, operation, func(ctx context.Context, in *I) (*O, error) {
			out, err := h(ctx, callOf(ctx), in)
			if err != nil {
				p := problemOf(ctx, err)
				s.logFault(ctx, p, err)
				return nil, p
			}
			return out, nil
		})
		if o.MatchOrNew {
			created := *operation.Responses["200"]
			created.Description = http.StatusText(http.StatusCreated)
			operation.Responses["201"] = &created
		}
	}
	return def
}

// mount mounts rows of the table; one without a right or an id of its own is a broken
// invariant.
func (s *Server) mount(rows []routeDef) {
	seen := map[string]bool{}
	for _, def := range rows {
		if def.right == "" || def.ID == "" || seen[def.ID] {
			panic("api: route " + def.Method + " " + def.Path + " has no right or no id of its own")
		}
		seen[def.ID] = true
		def.mount(s)
	}
}

// Routes returns the mounted rows, for tests that go through all of them.
func (s *Server) Routes() []Route {
	var out []Route
	for _, def := range s.routes() {
		out = append(out, Route{
			ID: def.ID, Method: def.Method, Path: def.path(), Right: def.right, Match: def.Match || def.MatchOrNew,
			Key: def.needsKey(), Body: def.hasBody, Stream: def.Stream,
		})
	}
	return out
}

func (d *routeDef) path() string {
	if d.Root {
		return d.Path
	}
	return base + d.Path
}

func (d *routeDef) needsKey() bool { return d.Method == http.MethodPost && !d.NoKey }

// operation returns the documented operation.
func (d *routeDef) operation() huma.Operation {
	o := huma.Operation{
		OperationID: d.ID, Method: d.Method, Path: d.path(), Summary: d.Summary, DefaultStatus: d.Status, MaxBodyBytes: maxBody + 1,
		RejectUnknownQueryParameters: true, Responses: map[string]*huma.Response{}, Extensions: map[string]any{"x-right": string(d.right)},
	}
	header := func(name, description, pattern string, required bool) {
		o.Parameters = append(o.Parameters, &huma.Param{
			Name: name, In: "header", Required: required, Description: description,
			Schema: &huma.Schema{Type: huma.TypeString, Pattern: pattern},
		})
	}
	if d.needsKey() {
		header("Idempotency-Key", "A UUID, or 16 to 64 letters, digits and -_; the same key with the same request gives the first answer again for 24 hours.", keyPattern, true)
	}
	if d.Match || d.MatchOrNew {
		header("If-Match", "The ETag of the version that was seen.", etagPattern, !d.MatchOrNew)
	}
	if d.MatchOrNew {
		header("If-None-Match", "* to put in something new.", `^\*$`, false)
	}
	if d.Stream {
		header("Last-Event-ID", "The id of the last event that was seen.", "^[0-9]{1,10}$", false)
	}
	if d.Media != "" {
		schema := &huma.Schema{Type: huma.TypeString}
		if d.Media == "application/json" {
			schema = &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
		}
		o.Responses[strconv.Itoa(http.StatusOK)] = &huma.Response{
			Description: http.StatusText(http.StatusOK), Content: map[string]*huma.MediaType{d.Media: {Schema: schema}},
		}
	}
	if d.right != store.Anyone {
		o.Security = []map[string][]string{{"session": {}}}
	}
	return o
}

// The shapes of answers.
type (
	// plain is an answer without a version.
	plain[T any] struct{ Body T }
	// tagged is a versioned object with its ETag.
	tagged[T any] struct {
		ETag string `header:"ETag"`
		Body T
	}
	// empty is an answer without a body.
	empty struct{}
	// none is a request without input.
	none struct{}
	// list is one page of many; Next is null on the last.
	list[T any] struct {
		Items []T     `json:"items"`
		Next  *string `json:"next"`
	}
	// file is a download.
	file struct {
		Type        string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		Body        []byte
	}
)

// etag writes a version as an entity tag.
func etag(version int) string { return `"` + strconv.Itoa(version) + `"` }

func all[T any](items []T, err error) (*plain[list[T]], error) {
	if err != nil {
		return nil, err
	}
	if items == nil {
		items = []T{}
	}
	return &plain[list[T]]{Body: list[T]{Items: items}}, nil
}

func only[T any](v *T, err error) (*plain[T], error) {
	if err != nil {
		return nil, err
	}
	return &plain[T]{Body: *v}, nil
}

func done(err error) (*empty, error) {
	if err != nil {
		return nil, err
	}
	return &empty{}, nil
}
