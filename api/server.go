package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
)

// Backend is all that the API calls of the database; each part is declared in the file
// that calls it.
type Backend interface {
	signInStore
	meStore
	rotaStore
	swapStore
	preferenceStore
	wardStore
	staffStore
	demandStore
	absenceStore
	stintStore
	leaveStore
	periodStore
	rosterStore
	runStore
	contentionStore
	trialStore
	userStore
	officeStore
	figuresStore
	rulesStore
	ledgerStore
	restStore
	agreedStore
	workerStore
	waiverStore
	afterStore
	togetherStore
}

// Config says how the server behaves.
type Config struct {
	// Now is the clock that all processes read.
	Now func() time.Time
	Log *slog.Logger
	// Sessions keeps sessions by the hash of their token.
	Sessions scs.CtxStore
	// Problems gives the problem of a roster, for the findings of a changed cell.
	Problems problemStore
	// SessionLifetime is how long a sign-in lasts.
	SessionLifetime time.Duration
	// Origin is what browsers use, e.g. https://rota.example.org; empty where it is the
	// address of the request.
	Origin string
	// TrustedProxies are the networks whose X-Forwarded-For is believed; empty for none.
	TrustedProxies []netip.Prefix
	// Web is the built web app; nil serves none.
	Web fs.FS
	// MoveClock moves the clock of a demonstration forward; nil elsewhere.
	MoveClock func(to time.Time) error
}

// Server answers HTTP. It is safe for concurrent use.
type Server struct {
	config   Config
	db       Backend
	problems problemStore
	log      *slog.Logger
	echo     *echo.Echo
	huma     huma.API
	sessions *scs.SessionManager
	hasher   *hasher
	csrf     *http.CrossOriginProtection
	// stopping is closed when the server is to end, so that streams do.
	stopping chan struct{}
}

// New mounts every route of the table.
func New(db Backend, c Config) (*Server, error) {
	settleHuma()
	h, err := newHasher()
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, db: db, problems: c.Problems, log: c.Log, hasher: h, stopping: make(chan struct{})}
	s.sessions = newSessions(&s.config)
	s.csrf = http.NewCrossOriginProtection()
	if c.Origin != "" {
		if err := s.csrf.AddTrustedOrigin(c.Origin); err != nil {
			return nil, fmt.Errorf("origin %s: %w", c.Origin, err)
		}
	}
	s.echo = echo.New()
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = s.HandleError
	s.echo.IPExtractor = ipExtractor(c.TrustedProxies)
	s.echo.Pre(s.observe, s.harden, s.refuseCrossOrigin)
	s.huma = humaecho.New(s.echo, humaConfig())
	s.mount(s.routes())
	if c.Web != nil {
		web, err := newWeb(c.Web)
		if err != nil {
			return nil, err
		}
		s.echo.GET("/*", web.serve)
	}
	return s, nil
}

// humaConfig turns off all of huma that serves or adds anything by itself.
func humaConfig() huma.Config {
	c := huma.DefaultConfig("Fairrota", "1")
	c.Info.Description = "Staff rostering and shift preferences for hospital wards. Errors are problems as of RFC 9457; a program goes by their code."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks, c.Transformers = nil, nil
	c.Formats = map[string]huma.Format{"application/json": strictJSON, "json": strictJSON}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"session": {Type: "apiKey", In: "cookie", Name: cookieName}}
	registerSchemas(c.Components.Schemas)
	return c
}

// ipExtractor says whose address a request counts for: that of the connection, or what
// the trusted proxies say.
func ipExtractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		options = append(options, echo.TrustIPRange(ipNet(p)))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// Handler returns the whole web server.
func (s *Server) Handler() http.Handler { return s.echo }

// HTTPServer returns a server with limits on all that a slow or greedy client could
// hold: echo's own sets none.
func (s *Server) HTTPServer() *http.Server {
	return &http.Server{
		Handler:           s.echo,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       20 * time.Second,
		WriteTimeout:      40 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// Stop ends the streams, so that a graceful shutdown does not wait for them. It is
// called once.
func (s *Server) Stop() { close(s.stopping) }

// Spec returns the OpenAPI document of the table, indented.
func Spec() ([]byte, error) {
	settleHuma()
	s := &Server{echo: echo.New()}
	s.huma = humaecho.New(s.echo, humaConfig())
	s.mount(s.routes())
	return s.spec()
}

func (s *Server) spec() ([]byte, error) {
	b, err := json.MarshalIndent(s.huma.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode the OpenAPI document: %w", err)
	}
	return append(b, '\n'), nil
}

func (s *Server) openapi(context.Context, call, *none) (*file, error) {
	b, err := s.spec()
	if err != nil {
		return nil, err
	}
	return &file{Type: "application/json", Body: b}, nil
}

type requestKey struct{}

// requestID returns the id under which the log has the request.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// observe gives the request an id, recovers a panic (once, here) and logs one line,
// which names no person, body or token.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begun := s.config.Now()
		id := newRequestID()
		ctx := context.WithValue(c.Request().Context(), requestKey{}, id)
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Header().Set("X-Request-Id", id)
		s.serve(next, c)
		s.log.InfoContext(ctx, "request", "request_id", id, "method", c.Request().Method, "route", c.Path(),
			"status", c.Response().Status, "bytes", c.Response().Size, "took_ms", s.config.Now().Sub(begun).Milliseconds())
		return nil
	}
}

func (s *Server) serve(next echo.HandlerFunc, c echo.Context) {
	defer func() {
		if r := recover(); r != nil {
			if err, ok := r.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(r)
			}
			s.HandleError(fmt.Errorf("panic: %v\n%s", r, debug.Stack()), c)
		}
	}()
	if err := next(c); err != nil {
		s.HandleError(err, c)
	}
}

func newRequestID() string {
	id, err := uuid.NewV7()
	if err != nil { // no randomness: still give every request a name of its own kind
		return "00000000-0000-7000-8000-000000000000"
	}
	return id.String()
}

// refuseCrossOrigin keeps other sites from sending writes with the browser's cookie.
func (s *Server) refuseCrossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := s.csrf.Check(c.Request()); err != nil {
			return newProblem(c.Request().Context(), http.StatusForbidden, codeCrossOrigin, "this was sent from another site")
		}
		return next(c)
	}
}

// nonce returns randomness for one response.
func nonce() string { return rand.Text() }
