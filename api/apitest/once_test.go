package apitest

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/fairrota/fairrota/store"
)

func TestRepeatedPOST(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "admin", "", store.Grant{Role: store.Administrator})
	w.user(t, "second", "", store.Grant{Role: store.Administrator})
	admin, second := w.signIn(t, "admin"), w.signIn(t, "second")
	key := uuid.NewString()
	post := func(name string) request {
		return request{method: "POST", path: "/api/v1/divisions", body: map[string]string{"name": name}, key: key}
	}
	var first, again, other store.Division
	etag := admin.must(t, 201, post("Medicine"), &first)
	if got := admin.must(t, 201, post("Medicine"), &again); got != etag || again != first {
		t.Errorf("the second answer is %+v, the first was %+v", again, first)
	}
	// Another body under the key is refused, and nothing comes of it.
	admin.refused(t, 409, "conflict", post("Surgery"))
	if n := len(items[store.Division](t, admin, "/divisions")); n != 1 {
		t.Errorf("%d divisions", n)
	}
	// The key is the actor's own, and the route's own.
	second.must(t, 201, request{method: "POST", path: "/api/v1/divisions", body: map[string]string{"name": "Surgery"}, key: key}, &other)
	if other.ID == first.ID {
		t.Error("one actor was given another's answer")
	}
	admin.must(t, 201, request{method: "POST", path: "/api/v1/skills", body: map[string]string{"code": "RN", "name": "Nurse"}, key: key}, nil)
	// After 24 hours it is free again.
	if err := w.clock.set(w.clock.Now().Add(24 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	admin.must(t, 201, post("Paediatrics"), &again)
	if again.ID == first.ID {
		t.Error("the old answer came back after its time")
	}
}

// TestRepeatedRun: the retry of a lost answer starts no second run.
func TestRepeatedRun(t *testing.T) {
	w := newWorld(t)
	path := "/api/v1/periods/" + string(w.period.ID)
	etag := w.managerA.get(t, "/periods/"+string(w.period.ID), nil)
	w.managerA.must(t, 200, request{method: "POST", path: path + "/close", match: etag}, nil)
	r := request{method: "POST", path: path + "/runs", body: map[string]any{"seconds": 5}, key: uuid.NewString()}
	var first, again store.Run
	w.managerA.must(t, 201, r, &first)
	w.managerA.must(t, 201, r, &again)
	if first.ID != again.ID || len(items[store.Run](t, w.managerA, "/periods/"+string(w.period.ID)+"/runs")) != 1 {
		t.Errorf("runs %s and %s", first.ID, again.ID)
	}
}

// TestRepeatedClose: the retry of a close says what the first one said.
func TestRepeatedClose(t *testing.T) {
	w := newWorld(t)
	path := "/api/v1/periods/" + string(w.period.ID) + "/close"
	etag := w.managerA.get(t, "/periods/"+string(w.period.ID), nil)
	r := request{method: "POST", path: path, match: etag, key: uuid.NewString()}
	var first, again store.RosterPeriod
	w.managerA.must(t, 200, r, &first)
	w.managerA.must(t, 200, r, &again)
	if first.State != store.PeriodClosed || again.Version != first.Version {
		t.Errorf("first %+v, again %+v", first, again)
	}
	// If-Match is part of the request: another version under the same key is another request.
	r.match = stale
	w.managerA.refused(t, 409, "conflict", r)
}

func TestStaleVersions(t *testing.T) {
	w := newWorld(t)
	path := "/api/v1/staff/" + string(w.staffA[0].ID)
	put := func(name, match string) request {
		return request{method: "PUT", path: path, match: match, body: map[string]any{
			"contract_id": w.contract.ID, "number": "A1", "name": name, "skills": []any{},
		}}
	}
	var p store.Staff
	first := `"1"`
	second := w.managerA.must(t, 200, put("Ada B", first), &p)
	if second != `"2"` || p.Version != 2 {
		t.Errorf("after one edit: %s, version %d", second, p.Version)
	}
	// Somebody who saw the first version does not overwrite the second.
	w.admin.refused(t, 412, "stale", put("Ada C", first))
	for _, x := range items[store.Staff](t, w.managerA, "/wards/"+string(w.wardA.ID)+"/staff") {
		if x.ID == p.ID && x.Name != "Ada B" {
			t.Errorf("the name is %s", x.Name)
		}
	}
	w.admin.must(t, 200, put("Ada C", second), nil)
}

func TestPreferenceVersions(t *testing.T) {
	w := newWorld(t)
	r := putPreference(w.period.ID, "2026-03-04", store.DayOff, "")
	etag := w.nurseA.must(t, 201, r, nil)
	// The same new one again: an answer that was lost on a phone.
	if a := w.nurseA.send(t, r); a.StatusCode != 201 || a.Header.Get("ETag") != etag {
		t.Errorf("the repeated creation: %d %s %s", a.StatusCode, a.Header.Get("ETag"), a.body)
	}
	// Nobody else can take the id over, nor learn whose it is.
	w.nurseA2.refused(t, 404, "not_found", request{method: "DELETE", path: r.path, match: etag})
	change := r
	change.fresh, change.match = false, etag
	change.body = map[string]any{"period_id": w.period.ID, "day": "2026-03-05", "kind": "day_off", "strength": 1}
	second := w.nurseA.must(t, 200, change, nil)
	w.nurseA.refused(t, 412, "stale", request{method: "DELETE", path: r.path, match: etag})
	if a := w.nurseA.send(t, request{method: "DELETE", path: r.path, match: second}); a.StatusCode != http.StatusNoContent {
		t.Errorf("withdrawing: %d %s", a.StatusCode, a.body)
	}
	if n := len(items[store.Preference](t, w.nurseA, "/me/periods/"+string(w.period.ID)+"/preferences")); n != 0 {
		t.Errorf("%d preferences left", n)
	}
}

// Setting a password can be sent again, and another one under the same key is refused.
func TestRepeatedPassword(t *testing.T) {
	w := newServer(t, nil)
	w.user(t, "admin", "", store.Grant{Role: store.Administrator})
	nurse := w.user(t, "nurse", "")
	admin := w.signIn(t, "admin")
	r := request{
		method: "POST", path: "/api/v1/users/" + string(nurse.ID) + "/password", key: uuid.NewString(),
		body: map[string]string{"password": "four words in a row"},
	}
	admin.must(t, 204, r, nil)
	admin.must(t, 204, r, nil)
	r.body = map[string]string{"password": "four other words in a row"}
	admin.refused(t, 409, "conflict", r)
}
