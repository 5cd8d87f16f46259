package apitest

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// agreedPattern is an agreement of Wednesdays off from 2 March 2026 on.
func agreedPattern(staff string) map[string]any {
	days := make([]any, 7)
	for k := range days {
		days[k] = map[string]any{"rule": "none"}
	}
	days[2] = map[string]any{"rule": "off"}
	return map[string]any{
		"staff_id": staff, "first_day": "2026-03-02", "anchor": "2026-03-02", "days": days, "agreed_on": "2026-01-05", "review_on": "2027-01-05",
	}
}

type refusedFinding struct {
	finding
	Key     string `json:"key"`
	Refused bool   `json:"refused"`
	Text    string `json:"text"`
}

// TestAnAgreedPatternFromEntryToOwnRota: the manager enters what was agreed; a draft that breaks it says so
// before and after the edit, is published with a reason only, and the nurse reads which day is not kept.
func TestAnAgreedPatternFromEntryToOwnRota(t *testing.T) {
	w := newWorld(t)
	ada := w.staffA[0].ID
	list := "/api/v1/wards/" + string(w.wardA.ID) + "/agreed-patterns"
	bad := agreedPattern(string(ada))
	bad["anchor"] = "2026-03-03"
	if a := w.managerA.send(t, request{method: "POST", path: list, body: bad, key: string(newID())}); a.StatusCode != 422 || !strings.Contains(string(a.body), "/anchor") {
		t.Errorf("a cycle that begins on a Tuesday: %d %s", a.StatusCode, a.body)
	}
	var made store.AgreedPattern
	etag := w.managerA.must(t, 201, request{method: "POST", path: list, body: agreedPattern(string(ada)), key: string(newID())}, &made)
	change := request{method: "PUT", path: "/api/v1/agreed-patterns/" + string(made.ID), match: etag, body: map[string]any{"review_on": "2026-12-01"}}
	w.managerA.must(t, 200, change, nil)
	if a := w.managerA.send(t, change); a.StatusCode != 412 {
		t.Errorf("the same version twice: %d %s", a.StatusCode, a.body)
	}
	var own struct {
		Items []store.AgreedPattern `json:"items"`
	}
	w.nurseA.get(t, "/me/agreed-patterns", &own)
	if len(own.Items) != 1 || own.Items[0].ReviewOn != "2026-12-01" || own.Items[0].Days[2].Rule != store.AgreedOff {
		t.Fatalf("own agreements %+v", own.Items)
	}

	path := "/rosters/" + string(w.draft(t, w.period.ID))
	var view struct {
		Findings []refusedFinding `json:"findings"`
		Agreed   []struct {
			StaffID store.ID  `json:"staff_id"`
			Day     store.Day `json:"day"`
			Text    string    `json:"text"`
		} `json:"agreed"`
	}
	etag = w.managerA.get(t, path, &view)
	if len(view.Agreed) > 0 {
		t.Fatalf("the draft breaks the agreement without need: %+v", view.Agreed)
	}
	var tried struct {
		Added []refusedFinding `json:"added"`
	}
	cell := map[string]any{"staff_id": ada, "day": "2026-03-04", "shift_id": w.early.ID}
	w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/try", body: cell}, &tried)
	told := false
	for _, f := range tried.Added {
		told = told || f.Rule == "agreed_pattern" && strings.Contains(f.Text, "agreed")
	}
	if !told {
		t.Errorf("the live check adds %+v", tried.Added)
	}
	delete(cell, "staff_id")
	delete(cell, "day")
	cell["fixed"] = false
	etag = w.managerA.must(t, 200, request{method: "PUT", path: "/api/v1" + path + "/cells/" + string(ada) + "/2026-03-04", match: etag, body: cell}, &view)
	want := "Wed 4 Mar is Ada's agreed day off. It is not kept."
	if len(view.Agreed) != 1 || view.Agreed[0].Day != "2026-03-04" || view.Agreed[0].Text != want {
		t.Fatalf("broken days %+v, want %q", view.Agreed, want)
	}
	etag = w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/approve", match: etag, key: string(newID())}, nil)
	publish := request{method: "POST", path: "/api/v1" + path + "/publish", match: etag, key: string(newID())}
	if a := w.managerA.send(t, publish); a.StatusCode != 409 || !strings.Contains(string(a.body), "agreed_pattern") {
		t.Errorf("published without a reason: %d %s", a.StatusCode, a.body)
	}
	agreed := 0
	for _, f := range view.Findings {
		if !f.Refused {
			continue
		}
		if f.Rule == "agreed_pattern" {
			agreed++
		}
		etag = w.managerA.must(t, 200, request{
			method: "PUT", path: "/api/v1" + path + "/overrides/" + base64.RawURLEncoding.EncodeToString([]byte(f.Key)), match: etag,
			body: map[string]any{"reason": "talked over with Ada"},
		}, nil)
	}
	if agreed != 1 {
		t.Errorf("%d findings of agreed days in %+v", agreed, view.Findings)
	}
	publish.match, publish.key = etag, string(newID())
	w.managerA.must(t, 200, publish, nil)
	var mine struct {
		Agreed []struct {
			Day  store.Day `json:"day"`
			Text string    `json:"text"`
		} `json:"agreed"`
	}
	w.nurseA.get(t, "/me/rota?from=2026-03-01&to=2026-03-31", &mine)
	if len(mine.Agreed) != 1 || mine.Agreed[0].Text != "Wed 4 Mar is your agreed day off. It is not kept." {
		t.Errorf("the nurse reads %+v", mine.Agreed)
	}
	mine.Agreed = nil
	w.nurseA2.get(t, "/me/rota?from=2026-03-01&to=2026-03-31", &mine)
	if len(mine.Agreed) > 0 {
		t.Errorf("a colleague reads %+v", mine.Agreed)
	}
}
