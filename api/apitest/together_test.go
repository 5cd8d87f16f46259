package apitest

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// TestWhoWorksWithWhom takes a pair, a learner and supernumerary time from the page to the draft and to
// what the editor says.
func TestWhoWorksWithWhom(t *testing.T) {
	w := newWorld(t)
	a := "/wards/" + string(w.wardA.ID)
	ada, ben, cai, dee := w.staffA[0].ID, w.staffA[1].ID, w.staffA[2].ID, w.staffA[3].ID
	from := store.Day("2026-03-02")
	var pair store.Pair
	etag := w.managerA.post(t, 201, a+"/pairs", map[string]any{"staff_id": ada, "other_id": ben, "kind": "apart", "strength": "must", "first_day": from}, &pair)
	p := w.managerA.refused(t, 422, "invalid", request{method: "POST", path: "/api/v1" + a + "/pairs", body: map[string]any{
		"staff_id": ben, "other_id": ada, "kind": "together", "strength": "must", "first_day": "2026-03-20",
	}})
	if len(p.Errors) != 1 || !strings.HasSuffix(p.Errors[0].Pointer, "/other_id") {
		t.Errorf("two rules for two people: %+v", p.Errors)
	}
	w.managerA.must(t, 200, request{method: "PUT", path: "/api/v1/pairs/" + string(pair.ID), match: etag, body: map[string]any{
		"staff_id": ada, "other_id": ben, "kind": "apart", "strength": "must", "first_day": from, "last_day": "2026-04-30",
	}}, &pair)
	w.managerA.post(t, 201, a+"/learners", map[string]any{"staff_id": cai, "supervisors": []store.ID{dee}, "kinds": []string{}, "strength": "must", "first_day": from}, nil)
	w.managerA.post(t, 201, a+"/supernumerary", map[string]any{"staff_id": cai, "first_day": from, "last_day": "2026-03-15"}, nil)
	var all struct {
		Pairs         []store.Pair
		Learners      []store.Learner
		Supernumerary []store.Supernumerary
	}
	w.managerA.get(t, a+"/together", &all)
	if len(all.Pairs) != 1 || len(all.Learners) != 1 || len(all.Supernumerary) != 1 || all.Pairs[0].LastDay != "2026-04-30" {
		t.Errorf("%+v", all)
	}

	path := "/rosters/" + string(w.draft(t, w.period.ID))
	var view rosterView
	etag = w.managerA.get(t, path, &view)
	counted := int64(0)
	for i := range view.Duties {
		d := &view.Duties[i]
		if with := view.shiftOf(ben, d.Day); d.StaffID == ada && with != nil && with.ShiftID == d.ShiftID {
			t.Errorf("%s: both work the same shift", d.Day)
		}
		if with := view.shiftOf(dee, d.Day); d.StaffID == cai && (with == nil || with.ShiftID != d.ShiftID) {
			t.Errorf("%s: the learner is alone", d.Day)
		}
		if d.StaffID != "" && d.StaffID != cai {
			counted++
		}
	}
	if missing := view.Roster.Score[1]; counted+missing < 42 {
		t.Errorf("%d duties count, %d are missing; 14 days want 3 each", counted, missing)
	}

	day := store.Day("2026-03-05")
	set := func(staff store.ID, shift any) {
		etag = w.managerA.must(t, 200, request{
			method: "PUT", path: "/api/v1" + path + "/cells/" + string(staff) + "/" + string(day), match: etag, body: map[string]any{"shift_id": shift, "fixed": false},
		}, &view)
	}
	set(ben, nil)
	set(ada, w.early.ID)
	try := func(staff store.ID) string {
		var tried change
		w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/try", body: map[string]any{"staff_id": staff, "day": day, "shift_id": w.early.ID}}, &tried)
		for _, f := range tried.Added {
			if f.Rule == "link" {
				return f.Text
			}
		}
		return ""
	}
	if got := try(ben); !strings.Contains(got, "Ada is at work at the same time as Ben") {
		t.Errorf("trying the two together says %q", got)
	}
	set(dee, nil)
	set(cai, nil)
	if got := try(cai); !strings.Contains(got, "Cai is at work without anybody to learn beside") {
		t.Errorf("trying the learner alone says %q", got)
	}
	set(ben, w.early.ID)
	found := ""
	for _, f := range view.Findings {
		if f.Rule == "link" && f.Level == "hard" {
			found = f.Text
		}
	}
	if !strings.Contains(found, "Ben") {
		t.Errorf("the rota says %q of the two together", found)
	}
}

// TestSomebodyInCharge marks a row of demand as held, which stays until it is said otherwise.
func TestSomebodyInCharge(t *testing.T) {
	w := newWorld(t)
	base := "/wards/" + string(w.wardA.ID)
	etag := w.managerA.get(t, base, nil)
	row := map[string]any{"weekday": 0, "shift_id": w.early.ID, "held": true, "min": 1, "preferred": 1, "max": -1}
	put := func(rows ...any) request {
		return request{method: "PUT", path: "/api/v1" + base + "/demand-template", match: etag, body: map[string]any{"items": rows}}
	}
	w.managerA.refused(t, 422, "invalid", put(row))
	row["skill_id"] = w.rn.ID
	w.managerA.must(t, 200, put(row), nil)
	period := w.newPeriod(t, w.wardA.ID, "2026-03-30", at(1, 8), at(20, 18))
	demand := items[store.Demand](t, w.managerA, "/periods/"+string(period.ID)+"/demand")
	if len(demand) != 2 || !demand[0].Held {
		t.Fatalf("two Mondays ask for %+v", demand)
	}
	change := func(version string, body map[string]any) store.Demand {
		var d store.Demand
		w.managerA.must(t, 200, request{method: "PUT", path: "/api/v1/demand/" + string(demand[0].ID), match: version, body: body}, &d)
		return d
	}
	if d := change(`"1"`, map[string]any{"min": 2, "preferred": 2, "max": -1}); !d.Held || d.Min != 2 {
		t.Errorf("numbers alone: %+v", d)
	}
	if d := change(`"2"`, map[string]any{"min": 2, "preferred": 2, "max": -1, "held": false}); d.Held {
		t.Errorf("not held: %+v", d)
	}
}
