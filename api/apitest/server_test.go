package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/store"
)

// TestFaultsTellNothing takes the database away: every route answers with a 5xx that
// says its request id and no more, and the log has the cause.
func TestFaultsTellNothing(t *testing.T) {
	w := newWorld(t)
	w.demandID = newID()
	samples := w.samples(newID(), newID())
	if err := w.db.Close(); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range w.api.Routes() {
		s := samples[r.ID]
		if s.path == "" || r.ID == "openapi" || r.ID == "health-live" {
			continue
		}
		call := s.call(r.Method, s.body)
		if !strings.HasPrefix(s.path, "/health/") {
			call.path = "/api/v1" + s.path
		}
		a := w.may(r.Right).send(t, call)
		var p map[string]any
		if err := json.Unmarshal(a.body, &p); err != nil || a.StatusCode < 500 {
			t.Errorf("%s: %d %s", r.ID, a.StatusCode, a.body)
			continue
		}
		n++
		for key := range p {
			if !slices.Contains([]string{"type", "title", "status", "instance", "code"}, key) {
				t.Errorf("%s: a %d says %s: %v", r.ID, a.StatusCode, key, p[key])
			}
		}
		id, _ := p["instance"].(string)
		if id = strings.TrimPrefix(id, "urn:request:"); id == "" || !strings.Contains(w.log.String(), id) {
			t.Errorf("%s: the log does not have %q", r.ID, id)
		}
	}
	if n < 60 {
		t.Errorf("only %d routes failed", n)
	}
	if !strings.Contains(w.log.String(), "database is closed") {
		t.Error("the log does not have the cause")
	}
}

// panics is a store of problems that panics with a secret.
type panics struct{}

// RosterProblem panics.
func (panics) RosterProblem(context.Context, store.Actor, store.ID) (*api.RosterProblem, error) {
	panic("SELECT canary-4711 FROM users")
}

// TestPanicsTellNothing: a broken invariant costs one request, says nothing, and is
// logged.
func TestPanicsTellNothing(t *testing.T) {
	w := newServer(t, func(c *api.Config) { c.Problems = panics{} })
	w.user(t, "manager", "", store.Grant{Role: store.WardManager})
	c := w.signIn(t, "manager")
	edit := request{
		method: "PUT", path: "/api/v1/rosters/" + string(newID()) + "/cells/" + string(newID()) + "/2026-03-01", match: "1",
		body: map[string]any{"shift_id": nil, "fixed": false},
	}
	for range 2 {
		p := c.refused(t, 500, "internal", edit)
		if p.Detail != "" || p.Errors != nil || !strings.Contains(w.log.String(), strings.TrimPrefix(p.Instance, "urn:request:")) {
			t.Errorf("%+v", p)
		}
	}
	if !strings.Contains(w.log.String(), "canary-4711") || !strings.Contains(w.log.String(), "cells.go") {
		t.Error("the log has neither cause nor place")
	}
}

// TestSlowClientsAreCutOff holds connections open as a slow-header attack does; the
// server must end all of them while others are served.
func TestSlowClientsAreCutOff(t *testing.T) {
	w := newServer(t, nil)
	server := w.api.HTTPServer()
	if server.ReadHeaderTimeout <= 0 || server.ReadTimeout <= 0 || server.WriteTimeout <= 0 || server.IdleTimeout <= 0 || server.MaxHeaderBytes <= 0 {
		t.Fatalf("a limit is missing: %+v", server)
	}
	server.ReadHeaderTimeout = 300 * time.Millisecond // the test need not wait for the real one
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	defer func() {
		if err := server.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	}()
	const slow = 50
	closed := make(chan error, slow)
	for range slow {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow:")
		go func() {
			if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
				closed <- err
				return
			}
			_, err := io.Copy(io.Discard, conn)
			closed <- err
		}()
	}
	res, err := http.Get("http://" + listener.Addr().String() + "/health/live")
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("others are not served: %v", err)
	}
	res.Body.Close()
	for range slow {
		if err := <-closed; err != nil && strings.Contains(err.Error(), "timeout") {
			t.Fatal("a slow connection is still held")
		}
	}
}

// TestGreatHeaders: a request with 64 KiB of headers is refused.
func TestGreatHeaders(t *testing.T) {
	w := newServer(t, nil)
	server := w.api.HTTPServer()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String()+"/health/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Great", strings.Repeat("x", 64<<10))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return // cut off
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("%d", res.StatusCode)
	}
}

// TestReadingChangesNothing compares the database before and after every GET.
func TestReadingChangesNothing(t *testing.T) {
	w := newWorld(t)
	second := w.newPeriod(t, w.wardA.ID, "2026-03-30", at(1, 8), at(20, 18))
	draft := w.draft(t, second.ID)
	runs := items[store.Run](t, w.managerA, "/periods/"+string(second.ID)+"/runs")
	w.demandID = newID()
	samples := w.samples(draft, runs[0].ID)
	audit := func() []byte {
		var all []byte
		for _, path := range []string{"/wards/" + string(w.wardA.ID) + "/audit?limit=200", "/wards/" + string(w.wardB.ID) + "/audit?limit=200"} {
			all = append(all, w.admin.send(t, request{method: "GET", path: "/api/v1" + path}).body...)
		}
		return all
	}
	before := audit()
	for _, r := range w.api.Routes() {
		if s := samples[r.ID]; r.Method == http.MethodGet && !strings.HasPrefix(s.path, "/health") {
			w.may(r.Right).send(t, request{method: r.Method, path: "/api/v1" + s.path})
		}
	}
	if !bytes.Equal(before, audit()) {
		t.Error("reading left a trace in the audit chains")
	}
}
