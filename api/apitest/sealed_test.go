package apitest

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// TestSealedBidding: before bidding closes only the owner sees a preference and the
// manager only numbers; afterwards the manager sees it without its note, and nobody else
// anything.
func TestSealedBidding(t *testing.T) {
	w := newWorld(t)
	period := "/periods/" + string(w.period.ID)
	get := func(path string) request { return request{method: "GET", path: "/api/v1" + path} }
	const canary = "canary-note-0815"
	w.nurseA.must(t, 201, putPreference(w.period.ID, "2026-03-04", store.DayOff, canary), nil)
	w.nurseA.must(t, 201, putPreference(w.period.ID, "2026-03-05", store.DayOff, ""), nil)
	w.nurseA2.must(t, 201, putPreference(w.period.ID, "2026-03-04", store.DayOn, ""), nil)

	if mine := items[store.Preference](t, w.nurseA, "/me"+period+"/preferences"); len(mine) != 2 || mine[0].Note != canary {
		t.Errorf("one's own: %+v", mine)
	}
	if others := items[store.Preference](t, w.nurseA2, "/me"+period+"/preferences"); len(others) != 1 || others[0].Note != "" {
		t.Errorf("a colleague sees %+v", others)
	}
	w.managerA.refused(t, 409, "closed", get(period+"/preferences"))
	for name, c := range map[string]*client{"nurse": w.nurseA, "HR": w.hr, "administrator": w.admin} {
		c.refused(t, 403, "forbidden", get(period+"/preferences"))
		if a := c.send(t, get(period+"/preference-counts")); a.StatusCode != 403 {
			t.Errorf("%s counts: %d", name, a.StatusCode)
		}
	}
	w.managerB.refused(t, 404, "not_found", get(period+"/preferences"))
	w.managerB.refused(t, 404, "not_found", get(period+"/preference-counts"))
	// Two people: either could take their own from the sum.
	if early := items[store.PreferenceCount](t, w.managerA, period+"/preference-counts"); len(early) != 0 {
		t.Errorf("counts of two people: %+v", early)
	}
	w.user(t, "dee", w.staffA[3].ID, store.Grant{Role: store.Nurse, WardID: w.wardA.ID})
	third := w.signIn(t, "dee")
	third.must(t, 201, putPreference(w.period.ID, "2026-03-06", store.DayOff, ""), nil)
	counts := map[store.Day]store.PreferenceCount{}
	for _, c := range items[store.PreferenceCount](t, w.managerA, period+"/preference-counts") {
		counts[c.Day] = c
	}
	if c := counts["2026-03-04"]; c.Asks != 2 || c.People != 2 {
		t.Errorf("4 March: %+v", c)
	}
	if c := counts["2026-03-05"]; c.Asks != 1 || c.People != 1 {
		t.Errorf("5 March: %+v", c)
	}

	// At the closing instant itself nothing can be put in any more, though no job has run yet.
	if err := w.clock.set(at(16, 18)); err != nil {
		t.Fatal(err)
	}
	w.nurseA.refused(t, 409, "closed", putPreference(w.period.ID, "2026-03-06", store.DayOff, ""))
	if err := w.db.Tick(t.Context(), w.clock.Now()); err != nil {
		t.Fatal(err)
	}
	prefs := items[store.Preference](t, w.managerA, period+"/preferences")
	if len(prefs) != 4 {
		t.Errorf("after closing the manager sees %d of 4", len(prefs))
	}
	for _, p := range prefs {
		if p.Note != "" {
			t.Error("the manager sees a private note")
		}
	}
	w.nurseA.refused(t, 403, "forbidden", get(period+"/preferences"))
	w.managerB.refused(t, 404, "not_found", get(period+"/preferences"))
	audit := w.managerA.send(t, get("/wards/"+string(w.wardA.ID)+"/audit?limit=200"))
	if strings.Contains(string(audit.body), canary) || strings.Contains(w.log.String(), canary) {
		t.Error("the note is in the audit chain or in the log")
	}
	if !strings.Contains(string(audit.body), "preference.") {
		t.Errorf("the audit chain has no preference: %.400s", audit.body)
	}
}

// TestPreferenceRules: the window, the cap, contradictions and other people's periods.
func TestPreferenceRules(t *testing.T) {
	w := newWorld(t)
	later := w.newPeriod(t, w.wardA.ID, "2026-03-30", at(20, 8), at(25, 18)) // not open yet
	w.nurseA.refused(t, 409, "closed", putPreference(later.ID, "2026-03-31", store.DayOff, ""))
	w.nurseB.refused(t, 404, "not_found", putPreference(w.period.ID, "2026-03-04", store.DayOff, ""))
	w.nurseA.refused(t, 422, "invalid", putPreference(w.period.ID, "2026-04-04", store.DayOff, "")) // outside the period
	w.nurseA.must(t, 201, putPreference(w.period.ID, "2026-03-04", store.DayOff, ""), nil)
	w.nurseA.refused(t, 409, "conflict", putPreference(w.period.ID, "2026-03-04", store.DayOn, ""))
	for _, day := range []store.Day{"2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"} {
		w.nurseA.must(t, 201, putPreference(w.period.ID, day, store.DayOff, ""), nil)
	}
	w.nurseA.refused(t, 409, "conflict", putPreference(w.period.ID, "2026-03-09", store.DayOff, "")) // the cap is 5
	var periods struct {
		Items []struct {
			store.RosterPeriod
			BiddingOpen     bool `json:"bidding_open"`
			PreferenceCap   int  `json:"preference_cap"`
			PreferencesUsed int  `json:"preferences_used"`
		} `json:"items"`
	}
	w.nurseA.get(t, "/me/periods", &periods)
	for _, p := range periods.Items {
		open, used := p.ID == w.period.ID, 0
		if open {
			used = 5
		}
		if p.BiddingOpen != open || p.PreferenceCap != 5 || p.PreferencesUsed != used {
			t.Errorf("%+v", p)
		}
	}
}

// TestTokens: a token is put on and taken off by saying so, and whoever says nothing of it, as older
// clients do, leaves it as it is.
func TestTokens(t *testing.T) {
	w := newWorld(t)
	body := func(strength int, more map[string]any) map[string]any {
		b := map[string]any{"period_id": w.period.ID, "day": "2026-03-04", "kind": "day_off", "strength": strength}
		maps.Copy(b, more)
		return b
	}
	path := "/api/v1/me/preferences/" + string(newID())
	var p store.Preference
	for i, step := range []struct {
		body map[string]any
		want bool
	}{
		{body(1, map[string]any{"token": true}), true},
		{body(2, nil), true},
		{body(2, map[string]any{"token": false}), false},
		{body(3, nil), false},
	} {
		r := request{method: "PUT", path: path, body: step.body, fresh: i == 0}
		status := 201
		if i > 0 {
			r.match, status = strconv.Itoa(p.Version), 200
		}
		w.nurseA.must(t, status, r, &p)
		if p.Token != step.want {
			t.Errorf("step %d: token %t, want %t", i, p.Token, step.want)
		}
	}
	// Three tokens a period where nobody has said otherwise.
	for i, day := range []store.Day{"2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"} {
		r := putPreference(w.period.ID, day, store.DayOff, "")
		r.body.(map[string]any)["token"] = true
		if i < 3 {
			w.nurseA.must(t, 201, r, nil)
		} else {
			w.nurseA.refused(t, 409, "conflict", r)
		}
	}
	var periods struct {
		Items []struct {
			Tokens     int `json:"tokens"`
			TokensUsed int `json:"tokens_used"`
		} `json:"items"`
	}
	w.nurseA.get(t, "/me/periods", &periods)
	if len(periods.Items) != 1 || periods.Items[0].Tokens != 3 || periods.Items[0].TokensUsed != 3 {
		t.Errorf("%+v", periods)
	}
	// The ward's number too stays where it is not spoken of.
	ward := map[string]any{"division_id": w.wardA.DivisionID, "name": w.wardA.Name, "time_zone": w.wardA.TimeZone, "preference_cap": 5, "solve_seconds": 1}
	for _, want := range []int{1, 1} {
		etag := w.managerA.get(t, "/wards/"+string(w.wardA.ID), nil)
		var changed store.Ward
		if _, said := ward["tokens"]; !said {
			ward["tokens"] = 1
		} else {
			delete(ward, "tokens")
		}
		w.managerA.must(t, 200, request{method: "PUT", path: "/api/v1/wards/" + string(w.wardA.ID), match: etag, body: ward}, &changed)
		if changed.Tokens != want {
			t.Errorf("%d tokens, want %d", changed.Tokens, want)
		}
	}
}
