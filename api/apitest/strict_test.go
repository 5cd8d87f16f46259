package apitest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/store"
)

// may returns a client who has the right on ward A.
func (w *world) may(right store.Right) *client {
	for _, c := range []struct {
		role   store.Role
		client *client
	}{
		{store.WardManager, w.managerA}, {store.Administrator, w.admin}, {store.Nurse, w.nurseA}, {store.HR, w.hr},
	} {
		if strings.Contains(" "+granted[c.role]+" ", " "+string(right)+" ") {
			return c.client
		}
	}
	return w.managerA // signed_in, anyone
}

// writes calls f with every route that takes a body, its sample and somebody who may.
func (w *world) writes(t *testing.T, f func(api.Route, sample, *client)) {
	t.Helper()
	second := w.newPeriod(t, w.wardA.ID, "2026-03-30", at(1, 8), at(20, 18))
	draft := w.draft(t, second.ID)
	w.demandID = items[store.Demand](t, w.managerA, "/periods/"+string(w.period.ID)+"/demand")[0].ID
	samples := w.samples(draft, newID())
	n := 0
	for _, r := range w.api.Routes() {
		if r.Body {
			n++
			s := samples[r.ID]
			s.path = "/api/v1" + s.path
			f(r, s, w.may(r.Right))
		}
	}
	if n < 25 {
		t.Fatalf("only %d routes take a body", n)
	}
}

func (s *sample) call(method string, body any) request {
	r := request{method: method, path: s.path, body: body}
	if s.stale {
		r.match = stale
	}
	return r
}

// TestBodiesAreReadStrictly sends to every route that takes a body what it must refuse
// before anything else is looked at.
func TestBodiesAreReadStrictly(t *testing.T) {
	w := newWorld(t)
	w.writes(t, func(r api.Route, s sample, c *client) {
		good, err := json.Marshal(s.body)
		if err != nil {
			t.Fatal(err)
		}
		for _, media := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data; boundary=x", "application/json; charset=latin1"} {
			call := s.call(r.Method, good)
			call.header = http.Header{"Content-Type": {media}}
			if media == "" {
				call.header = http.Header{"Content-Type": nil}
			}
			c.refused(t, http.StatusUnsupportedMediaType, "unsupported_media_type", call)
		}
		for name, body := range map[string]string{
			"not JSON":       `{"a":`,
			"form":           `a=b`,
			"a key twice":    `{"zz":1,"zz":2}`,
			"two values":     string(good) + `{}`,
			"deeply nested":  strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40),
			"a key in cases": `{"zz":1,"ZZ":2}`,
			"empty":          ``,
		} {
			if a := c.send(t, s.call(r.Method, []byte(body))); a.StatusCode != http.StatusBadRequest {
				t.Errorf("%s, %s: %d %.200s", r.ID, name, a.StatusCode, a.body)
			}
		}
		big := `{"name":"` + strings.Repeat("x", 64<<10) + `"}`
		c.refused(t, http.StatusRequestEntityTooLarge, "too_large", s.call(r.Method, []byte(big)))
		for name, body := range map[string]string{"a list": `[]`, "text": `"x"`, "null": `null`} {
			if a := c.send(t, s.call(r.Method, []byte(body))); a.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s, %s: %d %.200s", r.ID, name, a.StatusCode, a.body)
			}
		}
	})
}

// TestUnknownFieldsAreRefused adds to a good body of every route each field that any
// object of the API has and this one does not take: ids, versions, owners, hashes. All
// must be refused, and the answer must not repeat the value.
func TestUnknownFieldsAreRefused(t *testing.T) {
	w := newWorld(t)
	doc, err := spec()
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string]bool{"password_hash": true, "token_hash": true, "fence": true, "__proto__": true, "is_admin": true}
	for _, schema := range doc.Components.Schemas {
		for name := range schema.Value.Properties {
			columns[name] = true
		}
	}
	tried := 0
	w.writes(t, func(r api.Route, s sample, c *client) {
		_, item := match(doc, s.path)
		taken := item.GetOperation(r.Method).RequestBody.Value.Content["application/json"].Schema.Value.Properties
		if taken == nil {
			t.Fatalf("%s: the document has no fields", r.ID)
		}
		b, err := json.Marshal(s.body)
		if err != nil {
			t.Fatal(err)
		}
		body, added := map[string]any{}, map[string]bool{}
		if err := json.Unmarshal(b, &body); err != nil {
			t.Fatal(err)
		}
		for column := range columns {
			if _, ok := taken[column]; !ok {
				body[column], added["/"+column] = "canary-4711", true
			}
		}
		a := c.send(t, s.call(r.Method, body))
		var p api.Problem
		if err := json.Unmarshal(a.body, &p); err != nil || a.StatusCode != http.StatusUnprocessableEntity || strings.Contains(string(a.body), "canary-4711") {
			t.Errorf("%s: %d %.300s", r.ID, a.StatusCode, a.body)
		}
		tried += len(added)
		for _, f := range p.Errors {
			if strings.Contains(f.Detail, "not known here") {
				delete(added, f.Pointer)
			}
		}
		for pointer := range added {
			t.Errorf("%s takes %s", r.ID, pointer)
		}
	})
	t.Logf("%d fields tried", tried)
	if tried < 1000 {
		t.Errorf("only %d fields tried", tried)
	}
}

// TestHeadersOfWrites asks every write for what it must have been given.
func TestHeadersOfWrites(t *testing.T) {
	w := newWorld(t)
	second := w.newPeriod(t, w.wardA.ID, "2026-03-30", at(1, 8), at(20, 18))
	draft := w.draft(t, second.ID)
	w.demandID = items[store.Demand](t, w.managerA, "/periods/"+string(w.period.ID)+"/demand")[0].ID
	samples := w.samples(draft, newID())
	for _, r := range w.api.Routes() {
		s, c := samples[r.ID], w.may(r.Right)
		if s.path == "" || r.Method == http.MethodGet {
			continue
		}
		s.path = "/api/v1" + s.path
		if r.Match {
			call := s.call(r.Method, s.body)
			call.match = ""
			c.refused(t, http.StatusPreconditionRequired, "precondition_required", call)
			for _, bad := range []string{`3`, `"x"`, `W/"3"`, `"3", "4"`, `*`, `"-1"`, `"0"`, `"99999999999999999999"`} {
				call.header = http.Header{"If-Match": {bad}}
				c.refused(t, http.StatusBadRequest, "bad_request", call)
			}
		}
		if r.Key {
			for _, bad := range []string{"", "short", strings.Repeat("x", 65), "sixteen letters!", "ümlautümlautümlaut"} {
				call := s.call(r.Method, s.body)
				call.header = http.Header{"Idempotency-Key": {bad}}
				c.refused(t, http.StatusBadRequest, "idempotency_key_required", call)
			}
		}
		if !r.Body {
			c.refused(t, http.StatusBadRequest, "bad_request", s.call(r.Method, []byte(`{}`)))
		}
	}
	keyed := slices.DeleteFunc(w.api.Routes(), func(r api.Route) bool { return r.Method != http.MethodPost || r.Key })
	if len(keyed) != 1 || keyed[0].ID != "sign-in" {
		t.Errorf("POSTs without an Idempotency-Key: %v", keyed)
	}
}

// TestParametersAreReadStrictly: ids come from the path and are ids; what is not known
// in the query is refused.
func TestParametersAreReadStrictly(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{
		"/wards/1", "/wards/ward_id=2", "/wards/" + strings.ToUpper(string(w.wardA.ID)), "/wards/1 or 1=1", "/wards/%27", "/wards/..%2fme",
		"/wards?ward_id=1", "/wards/" + string(w.wardA.ID) + "/leave?from=2026-02-30&to=2026-03-01", "/wards/" + string(w.wardA.ID) + "/leave?from=0001-01-01&to=2026-03-01",
		"/wards/" + string(w.wardA.ID) + "/leave?from=2026-03-01", "/wards/" + string(w.wardA.ID) + "/audit?limit=201", "/wards/" + string(w.wardA.ID) + "/audit?after=-1",
		"/wards/" + string(w.wardA.ID) + "/audit?limit=x",
	} {
		path = strings.ReplaceAll(path, " ", "%20")
		if a := w.managerA.send(t, request{method: "GET", path: "/api/v1" + path}); a.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %.200s", path, a.StatusCode, a.body)
		}
	}
}

// TestFieldsOfFaults: a fault names its field by a pointer and says what would be right.
func TestFieldsOfFaults(t *testing.T) {
	w := newWorld(t)
	body := map[string]any{"period_id": "x", "day": "2026-02-30", "kind": "holiday", "strength": 4, "note": 7}
	p := w.nurseA.refused(t, 422, "invalid", request{method: "PUT", path: "/api/v1/me/preferences/" + string(newID()), body: body, fresh: true})
	found := map[string]string{}
	for _, f := range p.Errors {
		found[f.Pointer] = f.Detail
	}
	for pointer, want := range map[string]string{
		"/period_id": "UUID", "/day": "2026-03-14", "/kind": "day_off", "/strength": "3", "/note": "string",
	} {
		if !strings.Contains(found[pointer], want) {
			t.Errorf("%s: %q, want something with %q", pointer, found[pointer], want)
		}
	}
}
