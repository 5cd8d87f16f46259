package apitest

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
)

// TestRunEvents reads the stream of a run: its state now, a change, the end. The server
// gives a request less time than the run takes: a stream must outlast that.
func TestRunEvents(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewUnstartedServer(nil)
	server.Config = w.api.HTTPServer()
	server.Config.ReadTimeout, server.Config.WriteTimeout = 300*time.Millisecond, 300*time.Millisecond
	server.Start()
	defer server.Close()
	etag := w.managerA.get(t, "/periods/"+string(w.period.ID), nil)
	w.managerA.must(t, 200, request{method: "POST", path: "/api/v1/periods/" + string(w.period.ID) + "/close", match: etag}, nil)
	var run store.Run
	w.managerA.post(t, 201, "/periods/"+string(w.period.ID)+"/runs", map[string]any{"seconds": 1}, &run)
	// One run at a time.
	w.managerA.refused(t, 409, "conflict", request{method: "POST", path: "/api/v1/periods/" + string(w.period.ID) + "/runs", body: map[string]any{}})

	stream := func(last string) *http.Response {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v1/runs/"+string(run.ID)+"/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Cookie", "__Host-fairrota="+w.managerA.cookie)
		if last != "" {
			req.Header.Set("Last-Event-ID", last)
		}
		res, err := w.server.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d %v", res.StatusCode, res.Header)
		}
		return res
	}
	live := bufio.NewReader(stream("").Body)
	id, first := nextEvent(t, live)
	if first == nil || first.State != store.Queued {
		t.Fatalf("first event %+v", first)
	}
	if taken, err := w.jobs.Run(t.Context(), run.ID); err != nil || !taken {
		t.Fatalf("taken %v, %v", taken, err)
	}
	var last *store.Run
	var lastID string
	for {
		next, r := nextEvent(t, live)
		if r == nil {
			break
		}
		if next == id {
			t.Error("an event came twice")
		}
		id, last, lastID = next, r, next
	}
	if last == nil || last.State != store.Saved || last.RosterID == "" {
		t.Fatalf("the stream ended with %+v", last)
	}
	// Who comes back with the last id is told nothing again.
	if _, again := nextEvent(t, bufio.NewReader(stream(lastID).Body)); again != nil {
		t.Errorf("told again: %+v", again)
	}
	if _, err := strconv.ParseInt(lastID, 10, 64); err != nil {
		t.Errorf("event id %q", lastID)
	}
}

// nextEvent reads one event; nil at the end.
func nextEvent(t *testing.T, r *bufio.Reader) (id string, run *store.Run) {
	t.Helper()
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return "", nil
		}
		line = strings.TrimSuffix(line, "\n")
		switch key, value, _ := strings.Cut(line, ": "); {
		case line == "" && run != nil:
			return id, run
		case key == "id":
			id = value
		case key == "event" && value != "run":
			t.Errorf("event %q", value)
		case key == "data":
			run = &store.Run{}
			if err := json.Unmarshal([]byte(value), run); err != nil {
				t.Fatalf("%v in %s", err, value)
			}
		}
	}
}
