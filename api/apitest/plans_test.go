package apitest

import (
	"maps"
	"strconv"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// TestPlans: an ask is put into a plan and taken out of it by saying so, and whoever says nothing of
// plans, as older clients do, leaves it where it is.
func TestPlans(t *testing.T) {
	w := newWorld(t)
	body := func(more map[string]any) map[string]any {
		b := map[string]any{"period_id": w.period.ID, "day": "2026-03-04", "kind": "day_off", "strength": 2}
		maps.Copy(b, more)
		return b
	}
	path := "/api/v1/me/preferences/" + string(newID())
	for _, bad := range []map[string]any{{"choice": 1}, {"plan": "A"}, {"choice": 4, "plan": "A"}, {"choice": 1, "plan": "D"}} {
		w.nurseA.refused(t, 422, "invalid", request{method: "PUT", path: path, body: body(bad), fresh: true})
	}
	var p store.Preference
	for i, step := range []struct {
		body map[string]any
		want store.Together
	}{
		{map[string]any{"choice": 2, "plan": "B"}, store.Together{Choice: 2, Plan: store.PlanB}},
		{map[string]any{"token": true}, store.Together{Choice: 2, Plan: store.PlanB}},
		{map[string]any{"choice": 1, "plan": "C"}, store.Together{Choice: 1, Plan: store.PlanC}},
		{map[string]any{"choice": 0, "plan": ""}, store.Together{}},
		{nil, store.Together{}},
	} {
		r := request{method: "PUT", path: path, body: body(step.body), fresh: i == 0}
		status := 201
		if i > 0 {
			r.match, status = strconv.Itoa(p.Version), 200
		}
		p = store.Preference{}
		w.nurseA.must(t, status, r, &p)
		if p.Together != step.want || p.Token != (i > 0) {
			t.Errorf("step %d: %+v, token %t, want %+v", i, p.Together, p.Token, step.want)
		}
	}
	// A, else B: two asks that count as one, of which the manager sees how many ask for each day only.
	for day, plan := range map[store.Day]string{"2026-03-05": "A", "2026-03-06": "B"} {
		r := putPreference(w.period.ID, day, store.DayOff, "")
		r.body.(map[string]any)["choice"], r.body.(map[string]any)["plan"] = 1, plan
		w.nurseA.must(t, 201, r, nil)
	}
	var periods struct {
		Items []struct {
			PreferencesUsed int `json:"preferences_used"`
		} `json:"items"`
	}
	w.nurseA.get(t, "/me/periods", &periods)
	if len(periods.Items) != 1 || periods.Items[0].PreferencesUsed != 2 {
		t.Errorf("%+v, want 1 by itself and 1 for the choice", periods)
	}
	w.managerA.refused(t, 409, "closed", request{method: "GET", path: "/api/v1/periods/" + string(w.period.ID) + "/preferences"})
}
