package api

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"github.com/fairrota/fairrota/store"
)

const (
	keyPattern  = "^[A-Za-z0-9_-]{16,64}$"
	etagPattern = `^"[1-9][0-9]{0,8}"$`
	// handlerTimeout bounds a request that does not stream.
	handlerTimeout = 15 * time.Second
)

var (
	validKey  = regexp.MustCompile(keyPattern)
	validETag = regexp.MustCompile(etagPattern)
)

type callKey struct{}

// callOf returns what guard found out about the request.
func callOf(ctx context.Context) call {
	c, _ := ctx.Value(callKey{}).(call)
	return c
}

// guard runs before huma reads anything: who is it, may they, is the request of the
// kind that the route takes. It denies by default.
func (s *Server) guard(def *routeDef) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		ec := humaecho.Unwrap(hc)
		ctx := ec.Request().Context()
		if !def.Stream {
			limited, cancel := context.WithTimeout(ctx, handlerTimeout)
			defer cancel()
			ctx = limited
		}
		c := call{Network: networkOf(ec.RealIP())}
		err := s.admit(ctx, def, ec, &c)
		if err != nil {
			s.HandleError(err, ec)
			return
		}
		next(huma.WithValue(huma.WithContext(hc, ctx), callKey{}, c))
	}
}

func (s *Server) admit(ctx context.Context, def *routeDef, ec echo.Context, c *call) error {
	var err error
	if c.Actor, c.Token, err = s.actorOf(ctx, ec.Request()); err != nil && def.right != store.Anyone {
		return err
	}
	if def.right != store.Anyone && c.Actor.UserID == "" {
		return newProblem(ctx, http.StatusUnauthorized, "", "sign in first")
	}
	if !c.Actor.CanSomewhere(def.right) {
		return newProblem(ctx, http.StatusForbidden, "", "your role does not allow this")
	}
	body, err := readRequest(ctx, def, ec.Request())
	if err != nil {
		return err
	}
	return matchHeaders(ctx, def, ec.Request(), body, c)
}

// readRequest reads the whole body, at most maxBody of it, checks its media type, and
// puts it back for huma.
func readRequest(ctx context.Context, def *routeDef, r *http.Request) ([]byte, error) {
	if r.Body == nil || def.Method == http.MethodGet {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, os.ErrDeadlineExceeded):
		return nil, newProblem(ctx, http.StatusRequestTimeout, "", "the request took too long to arrive")
	case err != nil:
		return nil, newProblem(ctx, http.StatusBadRequest, "", "the request ended early")
	case len(body) > maxBody:
		return nil, newProblem(ctx, http.StatusRequestEntityTooLarge, "", "at most "+strconv.Itoa(maxBody)+" bytes can be sent here")
	}
	if !def.hasBody {
		if len(body) > 0 {
			return nil, newProblem(ctx, http.StatusBadRequest, "", "this takes no body")
		}
		return body, nil
	}
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || media != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, newProblem(ctx, http.StatusUnsupportedMediaType, "", "send JSON, with Content-Type: application/json")
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// matchHeaders reads Idempotency-Key, If-Match and If-None-Match where the route asks
// for them.
func matchHeaders(ctx context.Context, def *routeDef, r *http.Request, body []byte, c *call) error {
	if def.needsKey() {
		key := r.Header.Get("Idempotency-Key")
		if !validKey.MatchString(key) {
			return newProblem(ctx, http.StatusBadRequest, codeNoKey, "send an Idempotency-Key of 16 to 64 letters, digits, - or _, such as a UUID")
		}
		c.Once = onceOf(def.ID, key, r, body)
	}
	if !def.Match && !def.MatchOrNew {
		return nil
	}
	match, fresh := r.Header.Get("If-Match"), r.Header.Get("If-None-Match")
	switch {
	case match == "" && fresh == "*" && def.MatchOrNew:
		c.New = true
		return nil
	case match == "" || fresh != "":
		return newProblem(ctx, http.StatusPreconditionRequired, "", "say which version you saw: send its ETag as If-Match")
	case !validETag.MatchString(match):
		return newProblem(ctx, http.StatusBadRequest, "", `If-Match must be one ETag, such as "3"`)
	}
	c.Version, _ = strconv.Atoi(strings.Trim(match, `"`)) // the pattern leaves digits only
	return nil
}

// onceOf names the request for the database, which sees neither the key nor the body. The
// body may hold a password, which could be guessed from a plain hash of it; the key, which
// the client draws at random, keeps that from whoever reads the database.
func onceOf(route, key string, r *http.Request, body []byte) store.Once {
	name := sha256.Sum256([]byte(key))
	sum := hmac.New(sha256.New, []byte(key))
	sum.Write([]byte(r.URL.Path + "\n" + r.Header.Get("If-Match") + "\n"))
	sum.Write(body)
	return store.Once{Route: route, Key: hex.EncodeToString(name[:]), BodyHash: hex.EncodeToString(sum.Sum(nil))}
}

// networkOf is what failures are counted by: an IPv4 address, the /64 of an IPv6 one.
func networkOf(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return "unknown"
	}
	addr = addr.Unmap()
	if addr.Is6() {
		prefix, _ := addr.WithZone("").Prefix(64) // 64 bits always fit
		return prefix.String()
	}
	return addr.String()
}

// hasBody reports whether an input type has a field Body.
func hasBody[I any]() bool {
	_, ok := reflect.TypeFor[I]().FieldByName("Body")
	return ok
}
