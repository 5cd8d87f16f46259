package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/labstack/echo/v4"

	"github.com/fairrota/fairrota/store"
)

// Problem is the body of every error answer (RFC 9457).
type Problem struct {
	// Type is "about:blank": Code says which problem it is.
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	// Detail is words for a person; empty in a 5xx.
	Detail string `json:"detail,omitempty"`
	// Instance is urn:request: with the id under which the log has the request.
	Instance string `json:"instance"`
	// Code is what a program goes by: a store.Kind's name or one of this package's.
	Code string `json:"code"`
	// Errors names the faulty fields; it never repeats what was sent.
	Errors []store.Field `json:"errors,omitempty"`

	retryAfter int
}

// Codes of problems that do not come from the store.
const (
	codeBadRequest   = "bad_request"
	codeMediaType    = "unsupported_media_type"
	codeMethod       = "method_not_allowed"
	codePrecondition = "precondition_required"
	codeNoKey        = "idempotency_key_required"
	codeCrossOrigin  = "cross_origin"
	codeTimeout      = "timeout"
)

var statusCodes = map[int]string{
	http.StatusBadRequest: codeBadRequest, http.StatusUnauthorized: store.Unauthenticated.String(),
	http.StatusForbidden: store.Forbidden.String(), http.StatusNotFound: store.NotFound.String(),
	http.StatusMethodNotAllowed: codeMethod, http.StatusRequestTimeout: codeTimeout, http.StatusConflict: store.Conflict.String(),
	http.StatusPreconditionFailed: store.Stale.String(), http.StatusRequestEntityTooLarge: store.TooLarge.String(),
	http.StatusUnsupportedMediaType: codeMediaType, http.StatusUnprocessableEntity: store.Invalid.String(),
	http.StatusPreconditionRequired: codePrecondition, http.StatusTooManyRequests: store.RateLimited.String(),
	http.StatusServiceUnavailable: store.Unavailable.String(),
}

var kindStatus = map[store.Kind]int{
	store.Internal: http.StatusInternalServerError, store.Invalid: http.StatusUnprocessableEntity,
	store.Unauthenticated: http.StatusUnauthorized, store.Forbidden: http.StatusForbidden, store.NotFound: http.StatusNotFound,
	store.Conflict: http.StatusConflict, store.Stale: http.StatusPreconditionFailed, store.Closed: http.StatusConflict,
	store.TooLarge: http.StatusRequestEntityTooLarge, store.RateLimited: http.StatusTooManyRequests,
	store.Unavailable: http.StatusServiceUnavailable,
}

// newProblem makes a problem; code "" takes the one of the status.
func newProblem(ctx context.Context, status int, code, detail string, fields ...store.Field) *Problem {
	if code == "" {
		if code = statusCodes[status]; code == "" {
			code = store.Internal.String()
		}
	}
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Instance: "urn:request:" + requestID(ctx)}
	if status < http.StatusInternalServerError {
		p.Detail, p.Errors = detail, fields
	}
	return p
}

// problemOf maps any error to its problem: the one function that does.
func problemOf(ctx context.Context, err error) *Problem {
	var p *Problem
	var domain *store.Error
	var web *echo.HTTPError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &domain):
		status, ok := kindStatus[domain.Kind]
		if !ok {
			status = http.StatusInternalServerError
		}
		p = newProblem(ctx, status, domain.Kind.String(), domain.Detail, domain.Fields...)
		p.retryAfter = domain.RetryAfterSeconds
		return p
	case errors.As(err, &web):
		return newProblem(ctx, web.Code, "", webDetail(web.Code))
	case errors.Is(err, context.DeadlineExceeded):
		p = newProblem(ctx, http.StatusServiceUnavailable, "", "")
		p.retryAfter = 2
		return p
	default:
		return newProblem(ctx, http.StatusInternalServerError, "", "")
	}
}

func webDetail(status int) string {
	switch status {
	case http.StatusNotFound:
		return "there is nothing at this address"
	case http.StatusMethodNotAllowed:
		return "this address does not know that method"
	default:
		return ""
	}
}

// Error returns the text for the log.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.Detail) }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes the media type that of a problem.
func (p *Problem) ContentType(ct string) string {
	if ct == "application/json" {
		return "application/problem+json"
	}
	return ct
}

// GetHeaders returns Retry-After where it is known, and for a 503 in any case.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	after := p.retryAfter
	if after == 0 && p.Status == http.StatusServiceUnavailable {
		after = 5
	}
	if after > 0 {
		h.Set("Retry-After", strconv.Itoa(after))
	}
	return h
}

// HandleError answers with the problem of an error; echo calls it for what reaches it
// (unknown addresses, unknown methods, recovered panics). It logs what is behind a 5xx.
func (s *Server) HandleError(err error, c echo.Context) {
	ctx := c.Request().Context()
	p := problemOf(ctx, err)
	s.logFault(ctx, p, err)
	if c.Response().Committed {
		return
	}
	for k, v := range p.GetHeaders() {
		c.Response().Header()[k] = v
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(p.Status)
	if c.Request().Method != http.MethodHead {
		if err := strictJSON.Marshal(c.Response(), p); err != nil {
			s.log.DebugContext(ctx, "problem was not written", "error", err)
		}
	}
}

// logFault logs the cause of a 5xx, which the answer does not show.
func (s *Server) logFault(ctx context.Context, p *Problem, cause error) {
	if p.Status >= http.StatusInternalServerError {
		s.log.ErrorContext(ctx, "request failed", "request_id", requestID(ctx), "status", p.Status, "error", cause)
	}
}

var settleOnce sync.Once

// settleHuma sets what huma keeps in package variables: exact letter case in keys, no
// null for lists, and problems of our own shape, since huma's echo the input.
func settleHuma() {
	settleOnce.Do(func() {
		huma.ValidateStrictCasing = true
		huma.DefaultArrayNullable = false
		huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
			return humaProblem(ctx.Context(), status, msg, errs...)
		}
		huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
			return humaProblem(context.Background(), status, msg, errs...)
		}
	})
}

// humaProblem turns what huma found into a problem without the values it carries.
func humaProblem(ctx context.Context, status int, msg string, errs ...error) huma.StatusError {
	fields := make([]store.Field, 0, len(errs))
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			fields = append(fields, fieldOf(d.ErrorDetail()))
		}
	}
	detail := "some of what was sent cannot be used; errors says what and why"
	switch {
	case status == http.StatusBadRequest && len(fields) > 0:
		detail, fields = fields[0].Detail, nil
	case status == http.StatusRequestEntityTooLarge:
		detail = fmt.Sprintf("at most %d bytes can be sent here", maxBody)
	case len(fields) == 0:
		detail = msg
	}
	return newProblem(ctx, status, "", detail, fields...)
}

// fieldOf turns one of huma's findings into ours: a JSON pointer for what is in the
// body, the parameter's name in the detail for what is not.
func fieldOf(d *huma.ErrorDetail) store.Field {
	where, rest, _ := strings.Cut(d.Location, ".")
	detail := plainDetail(d.Message)
	if where, index, ok := strings.Cut(where, "["); ok && where == "body" {
		rest = "[" + index + "." + rest
		d.Location = "body." + rest
	} else if where != "body" {
		return store.Field{Detail: clip(rest) + ": " + detail}
	}
	pointer := pointerOf(rest)
	if name, ok := strings.CutPrefix(d.Message, "expected required property "); ok {
		name, _, _ = strings.Cut(name, " ")
		return store.Field{Pointer: pointer + "/" + name, Detail: "this is needed and is missing"}
	}
	return store.Field{Pointer: pointer, Detail: detail}
}

// pointerOf makes a JSON pointer of huma's path, e.g. items[3].tags -> /items/3/tags.
func pointerOf(path string) string {
	path = strings.ReplaceAll(strings.ReplaceAll(path, "]", ""), "[", ".")
	var b strings.Builder
	for _, step := range strings.Split(path, ".") {
		if step != "" {
			b.WriteString("/" + strings.ReplaceAll(strings.ReplaceAll(clip(step), "~", "~0"), "/", "~1"))
		}
	}
	return b.String()
}

// clip bounds a name that came from outside.
func clip(name string) string {
	const most = 60
	if len(name) > most {
		return strings.ToValidUTF8(name[:most], "")
	}
	return name
}

// plainDetail lets pass only messages that are known to hold nothing of the input.
func plainDetail(message string) string {
	switch {
	case strings.HasSuffix(message, idPattern):
		return "this must be an id: a UUID in lower case"
	case strings.HasSuffix(message, dayPattern), message == validation.MsgExpectedRFC3339Date:
		return "this must be a date such as 2026-03-14"
	case message == validation.MsgExpectedRFC3339DateTime:
		return "this must be a time such as 2026-03-14T07:30:00Z"
	case message == "unexpected property":
		return "this is not known here; leave it out"
	case strings.HasPrefix(message, "expected "):
		return strings.Replace(message, "expected ", "this must be: ", 1)
	case message == "unknown query parameter":
		return "this parameter is not known here; leave it out"
	case strings.HasPrefix(message, "required "):
		return "this parameter is needed and is missing"
	case strings.HasPrefix(message, "this is not JSON"), strings.HasPrefix(message, "the JSON "), strings.HasPrefix(message, "there is something after"):
		return message
	default:
		return "this is not what is expected here"
	}
}
