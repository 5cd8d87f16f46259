package apitest

import (
	"slices"
	"testing"

	"github.com/fairrota/fairrota/store"
)

type repairView struct {
	ID          store.ID `json:"id"`
	State       string   `json:"state"`
	Text        []string `json:"text"`
	AmendmentID store.ID `json:"amendment_id"`
	Ways        []struct {
		Aim     string `json:"aim"`
		Moved   int    `json:"moved"`
		Missing int    `json:"missing"`
		Notice  string `json:"notice"`
		Changes []struct {
			StaffID  store.ID `json:"staff_id"`
			TakenOut bool     `json:"taken_out"`
			Text     string   `json:"text"`
		} `json:"changes"`
	} `json:"ways"`
}

// TestARepairByTheAPI: a nurse with a duty on the first Tuesday rings in sick after publication. The manager asks
// for ways, looks at them, and applies the one that moves nobody; the nurse's day is free, and the change is listed.
// Ada, who asked to work on a day on which she is away, reads the reason as before.
func TestARepairByTheAPI(t *testing.T) {
	w := newWorld(t)
	if _, err := w.db.CreateAvailability(t.Context(), store.SystemActor, store.Availability{
		ID: newID(), StaffID: w.staffA[0].ID, FirstDay: "2026-03-10", LastDay: "2026-03-10",
	}, store.Once{}); err != nil {
		t.Fatal(err)
	}
	w.nurseA.must(t, 201, putPreference(w.period.ID, "2026-03-10", store.DayOn, ""), nil)
	path := "/rosters/" + string(w.draft(t, w.period.ID))
	etag := w.managerA.get(t, path, nil)
	var roster store.Roster
	etag = w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/approve", match: etag}, &roster)
	etag = w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/publish", match: etag}, &roster)
	var view struct {
		Duties []store.Duty `json:"duties"`
	}
	w.managerA.get(t, path, &view)
	i := slices.IndexFunc(view.Duties, func(d store.Duty) bool {
		return d.Day == "2026-03-03" && d.StaffID != "" && d.StaffID != w.staffA[0].ID
	})
	sick := view.Duties[i]

	body := map[string]any{"kind": "sickness", "reason": "rang in", "facts": map[string]any{
		"absent": []any{map[string]any{"staff_id": sick.StaffID, "first_day": "2026-03-03", "last_day": "2026-03-03"}},
	}}
	var asked, ready repairView
	w.managerA.must(t, 201, request{method: "POST", path: "/api/v1" + path + "/repairs", body: body, match: etag}, &asked)
	if asked.State != "queued" || len(asked.Text) != 1 || len(asked.Ways) != 0 {
		t.Errorf("asked: %+v", asked)
	}
	if err := w.jobs.Repair(t.Context(), asked.ID); err != nil {
		t.Fatal(err)
	}
	w.managerA.get(t, "/repairs/"+string(asked.ID), &ready)
	if ready.State != "ready" || len(ready.Ways) < 1 || ready.Ways[0].Aim != "take_out" || ready.Ways[0].Moved != 0 {
		t.Fatalf("ready: %+v", ready)
	}
	best := ready.Ways[len(ready.Ways)-1]
	if best.Missing > ready.Ways[0].Missing {
		t.Errorf("the last way has more missing than the first: %+v", ready.Ways)
	}
	if list := items[repairView](t, w.managerA, path+"/repairs"); len(list) != 1 || list[0].ID != asked.ID {
		t.Errorf("listed: %+v", list)
	}
	apply := request{method: "POST", path: "/api/v1/repairs/" + string(asked.ID) + "/apply", body: map[string]any{"aim": "take_out", "agreed": []any{}}}
	w.nurseA.must(t, 403, apply, nil)
	var second store.Roster
	w.managerA.must(t, 201, apply, &second)
	if second.State != store.RosterPublished || second.AmendsID != roster.ID || second.Number != roster.Number+1 {
		t.Errorf("applied: %+v", second)
	}
	w.managerA.get(t, "/rosters/"+string(second.ID), &view)
	if slices.ContainsFunc(view.Duties, func(d store.Duty) bool { return d.Day == sick.Day && d.StaffID == sick.StaffID }) {
		t.Error("who is sick still has the duty")
	}
	type listed struct {
		StaffID store.ID `json:"staff_id"`
		Kind    string   `json:"kind"`
		Text    string   `json:"text"`
		Notice  string   `json:"notice"`
	}
	changes := items[listed](t, w.managerA, "/periods/"+string(w.period.ID)+"/changes")
	if len(changes) != len(ready.Ways[0].Changes) || changes[0].Kind != "sickness" || changes[0].Text == "" || changes[0].Notice == "" {
		t.Errorf("changes: %+v", changes)
	}
	var mine struct {
		Outcomes []struct {
			Reason *reason `json:"reason"`
		} `json:"outcomes"`
	}
	w.nurseA.get(t, "/me/rota?from=2026-03-01&to=2026-03-31", &mine)
	if len(mine.Outcomes) != 1 || mine.Outcomes[0].Reason == nil || mine.Outcomes[0].Reason.Code != "own_absence" {
		t.Errorf("Ada's outcomes: %+v", mine.Outcomes)
	}
}
