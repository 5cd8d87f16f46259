package apitest

import (
	"encoding/base64"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// The shapes that the tests read; they are the document's, written down again.
type (
	finding struct {
		store.Finding
		Text       string `json:"text"`
		Key        string `json:"key"`
		Overridden bool   `json:"overridden"`
	}
	outcome struct {
		PreferenceID store.ID     `json:"preference_id"`
		StaffID      store.ID     `json:"staff_id"`
		Met          bool         `json:"met"`
		Decided      bool         `json:"decided"`
		Delta        store.Levels `json:"delta"`
		Text         string       `json:"text"`
	}
	rosterView struct {
		Roster    store.Roster     `json:"roster"`
		Duties    []store.Duty     `json:"duties"`
		Findings  []finding        `json:"findings"`
		Outcomes  []outcome        `json:"outcomes"`
		Overrides []store.Override `json:"overrides"`
		Change    change           `json:"change"`
	}
	change struct {
		Delta   store.Levels `json:"delta"`
		Added   []finding    `json:"added"`
		Removed []finding    `json:"removed"`
	}
	myRota struct {
		Duties []struct {
			Day      store.Day   `json:"day"`
			Shift    store.Shift `json:"shift"`
			StartsAt string      `json:"starts_at"`
			EndsAt   string      `json:"ends_at"`
			With     []string    `json:"with"`
		} `json:"duties"`
		Outcomes []struct {
			Preference store.Preference `json:"preference"`
			Met        bool             `json:"met"`
			Decided    bool             `json:"decided"`
			Scope      string           `json:"scope"`
			Text       string           `json:"text"`
			Reasons    []finding        `json:"reasons"`
		} `json:"outcomes"`
		PublishedAt *string `json:"published_at"`
	}
)

func putPreference(period store.ID, day store.Day, kind store.PreferenceKind, note string) request {
	return request{
		method: "PUT", path: "/api/v1/me/preferences/" + string(newID()), fresh: true,
		body: map[string]any{"period_id": period, "day": day, "kind": kind, "strength": 3, "note": note},
	}
}

// shiftOf returns what a person works on a day, nil for a day off.
func (v *rosterView) shiftOf(staff store.ID, day store.Day) *store.Duty {
	for i := range v.Duties {
		if d := &v.Duties[i]; d.StaffID == staff && d.Day == day {
			return d
		}
	}
	return nil
}

// TestFromBidToRota takes one preference the whole way over HTTP: put in, closed, solved,
// edited, overridden, approved, published, read by its nurse.
func TestFromBidToRota(t *testing.T) {
	w := newWorld(t)
	base := "/api/v1"
	ada, ben := w.staffA[0].ID, w.staffA[1].ID
	var pref store.Preference
	w.nurseA.must(t, 201, putPreference(w.period.ID, "2026-03-07", store.DayOff, "sister's wedding"), &pref)
	w.nurseA.must(t, 201, putPreference(w.period.ID, "2026-03-08", store.DayOff, ""), nil)
	w.nurseA2.must(t, 201, putPreference(w.period.ID, "2026-03-08", store.DayOff, ""), nil)

	draft := w.draft(t, w.period.ID)
	path := "/rosters/" + string(draft)
	var view rosterView
	etag := w.managerA.get(t, path, &view)
	// How good the draft is depends on the machine; that it is legal and whole does not: 14
	// days with three shifts of one person each, filled or said to be unfilled.
	if view.Roster.Score[0] != 0 {
		t.Fatalf("the draft breaks hard rules: %v %+v", view.Roster.Score, view.Findings)
	}
	if len(view.Duties) < 42 {
		t.Errorf("%d duties", len(view.Duties))
	}
	unfilled := int64(0)
	for i := range view.Duties {
		if view.Duties[i].Unfilled() {
			unfilled++
		}
	}
	if unfilled != view.Roster.Score[1] {
		t.Errorf("%d unfilled duties, but %d people missing", unfilled, view.Roster.Score[1])
	}
	if len(view.Outcomes) != 3 {
		t.Errorf("%d outcomes of 3 preferences", len(view.Outcomes))
	}
	for _, o := range view.Outcomes {
		if o.Text == "" || strings.Contains(o.Text, "wedding") {
			t.Errorf("outcome %+v", o)
		}
	}

	etag = w.refuseSunday(t, path, etag, ada)
	etag = w.breakARule(t, path, etag, ada)
	var roster store.Roster
	etag = w.managerA.must(t, 200, request{method: "POST", path: base + path + "/approve", match: etag}, &roster)
	if roster.State != store.RosterApproved {
		t.Fatalf("approved roster is %s", roster.State)
	}
	// Until it is published nobody on the ward sees anything of it.
	var mine myRota
	w.nurseA.get(t, "/me/rota?from=2026-03-01&to=2026-03-31", &mine)
	if len(mine.Duties)+len(mine.Outcomes) != 0 || mine.PublishedAt != nil {
		t.Errorf("the draft shows: %+v", mine)
	}
	p := w.managerA.refused(t, 409, "conflict", request{method: "POST", path: base + path + "/publish", match: etag})
	if len(p.Errors) == 0 {
		t.Error("publishing was refused without naming what is broken")
	}
	etag = w.overrideAll(t, path)
	w.managerA.must(t, 200, request{method: "POST", path: base + path + "/publish", match: etag}, &roster)
	if roster.State != store.RosterPublished || roster.PublishedBy == "" {
		t.Errorf("%+v", roster)
	}
	w.managerA.get(t, path, &view)
	w.readRota(t, &view, pref.ID)
	w.readExport(t, path, &view)
	// Ben's rota is Ben's.
	w.nurseA2.get(t, "/me/rota?from=2026-03-01&to=2026-03-31", &mine)
	for _, d := range mine.Duties {
		if view.shiftOf(ben, d.Day) == nil {
			t.Errorf("Ben is shown a duty on %s that is not his", d.Day)
		}
	}
	if len(mine.Outcomes) != 1 {
		t.Errorf("Ben has %d outcomes", len(mine.Outcomes))
	}
}

// refuseSunday puts Ada on the early shift of the Sunday that she asked to have off, and
// nobody else.
func (w *world) refuseSunday(t *testing.T, path, etag string, ada store.ID) string {
	t.Helper()
	var view rosterView
	w.managerA.get(t, path, &view)
	put := func(staff store.ID, shift *store.ID) {
		etag = w.managerA.must(t, 200, request{
			method: "PUT", path: "/api/v1" + path + "/cells/" + string(staff) + "/2026-03-08", match: etag, body: map[string]any{"shift_id": shift, "fixed": false},
		}, nil)
	}
	for _, d := range view.Duties {
		if d.Day == "2026-03-08" && d.ShiftID == w.early.ID && !d.Unfilled() {
			put(d.StaffID, nil)
		}
	}
	put(ada, &w.early.ID)
	return etag
}

// breakARule gives Ada a late shift and then an early one on the next day, which leaves
// 9 hours of rest where 11 are the law: try says so, edit does it.
func (w *world) breakARule(t *testing.T, path, etag string, ada store.ID) string {
	t.Helper()
	cell := func(day store.Day, shift store.ID) request {
		return request{
			method: "PUT", path: "/api/v1" + path + "/cells/" + string(ada) + "/" + string(day), match: etag,
			body: map[string]any{"shift_id": shift, "fixed": true},
		}
	}
	var edited rosterView
	old := etag
	for _, day := range []store.Day{"2026-03-10", "2026-03-12", "2026-03-13"} { // days off around, whatever the draft has
		etag = w.managerA.must(t, 200, request{
			method: "PUT", path: "/api/v1" + path + "/cells/" + string(ada) + "/" + string(day), match: etag, body: map[string]any{"shift_id": nil, "fixed": false},
		}, nil)
	}
	etag = w.managerA.must(t, 200, cell("2026-03-11", w.late.ID), &edited)
	before := edited.Roster.Score

	var tried change
	try := request{method: "POST", path: "/api/v1" + path + "/try", body: map[string]any{"staff_id": ada, "day": "2026-03-12", "shift_id": w.early.ID}}
	w.managerA.must(t, 200, try, &tried)
	text := ""
	for _, f := range tried.Added {
		if f.Rule == "rest" && f.StaffID == ada {
			text = f.Text
		}
		if f.Rule == "law_daily_rest" {
			t.Errorf("the same short rest is told twice: %s", f.Text)
		}
	}
	if !strings.Contains(text, "Ada") || !strings.Contains(text, "rest") || tried.Delta[0] < 1 {
		t.Errorf("trying says %+v", tried)
	}
	var same rosterView
	if got := w.managerA.get(t, path, &same); got != etag {
		t.Errorf("trying changed the version from %s to %s", etag, got)
	}
	w.managerA.refused(t, 412, "stale", request{
		method: "PUT", path: "/api/v1" + path + "/cells/" + string(ada) + "/2026-03-12", match: old, body: map[string]any{"shift_id": w.early.ID, "fixed": true},
	})
	etag = w.managerA.must(t, 200, cell("2026-03-12", w.early.ID), &edited)
	for l := range before {
		// What the rules say that the change costs is what the referee says of the roster after it.
		if edited.Roster.Score[l] != before[l]+edited.Change.Delta[l] || edited.Change.Delta[l] != tried.Delta[l] {
			t.Errorf("level %d: %d, then a change of %d (tried %d), then %d", l, before[l], edited.Change.Delta[l], tried.Delta[l], edited.Roster.Score[l])
		}
	}
	if d := edited.shiftOf(ada, "2026-03-12"); d == nil || d.ShiftID != w.early.ID || !d.Fixed {
		t.Errorf("the cell holds %+v", d)
	}
	return etag
}

// overrideAll overrides every hard finding and returns the version after.
func (w *world) overrideAll(t *testing.T, path string) string {
	t.Helper()
	var view rosterView
	etag := w.managerA.get(t, path, &view)
	n := 0
	for _, f := range view.Findings {
		if f.Level != "hard" {
			continue
		}
		n++
		key := base64.RawURLEncoding.EncodeToString([]byte(f.Key))
		etag = w.managerA.must(t, 200, request{
			method: "PUT", path: "/api/v1" + path + "/overrides/" + key, match: etag, body: map[string]any{"reason": "agreed with Ada on the phone"},
		}, &view)
	}
	if n == 0 || len(view.Overrides) != n {
		t.Fatalf("%d hard findings, %d overrides", n, len(view.Overrides))
	}
	for _, f := range view.Findings {
		if f.Overridden != (f.Level == "hard") {
			t.Errorf("%s: overridden is %v", f.Key, f.Overridden)
		}
	}
	return etag
}

// readRota is Ada reading her rota.
func (w *world) readRota(t *testing.T, view *rosterView, preference store.ID) {
	t.Helper()
	var mine myRota
	w.nurseA.get(t, "/me/rota?from=2026-03-01&to=2026-03-31", &mine)
	if mine.PublishedAt == nil || len(mine.Outcomes) != 2 {
		t.Fatalf("published %v, %d outcomes", mine.PublishedAt, len(mine.Outcomes))
	}
	for _, d := range mine.Duties {
		duty := view.shiftOf(w.staffA[0].ID, d.Day)
		if duty == nil || duty.ShiftID != d.Shift.ID {
			t.Errorf("%s: %s is not what was published", d.Day, d.Shift.Code)
		}
		// London is at UTC in early March: a late of 14:00 begins at 14:00Z.
		if d.Day == "2026-03-11" && (d.StartsAt != "2026-03-11T14:00:00Z" || d.EndsAt != "2026-03-11T22:00:00Z") {
			t.Errorf("the late is from %s to %s", d.StartsAt, d.EndsAt)
		}
		for _, name := range d.With {
			if name == "Ada" {
				t.Error("Ada works with herself")
			}
		}
	}
	for _, o := range mine.Outcomes {
		off := view.shiftOf(w.staffA[0].ID, o.Preference.Day) == nil
		if o.Met != off || o.Scope != "in_this_rota" || !strings.HasPrefix(o.Text, "You asked for S") {
			t.Errorf("%+v, off %v", o, off)
		}
		if o.Preference.Day == "2026-03-08" {
			want := "You asked for Sun 8 Mar off. We could not give it in this rota: with you off, the early would have 0 nurses and the ward needs 1."
			if o.Met || !o.Decided || o.Text != want {
				t.Errorf("met %v, decided %v, %q", o.Met, o.Decided, o.Text)
			}
		}
		if o.Preference.ID == preference && o.Preference.Note != "sister's wedding" {
			t.Errorf("one's own note is %q", o.Preference.Note)
		}
		for _, r := range o.Reasons {
			if r.StaffID != "" && r.StaffID != w.staffA[0].ID {
				t.Errorf("a reason names somebody else: %+v", r)
			}
		}
	}
	var me struct {
		Notices []store.Notice `json:"notices"`
	}
	w.nurseA.get(t, "/me", &me)
	told := false
	for _, n := range me.Notices {
		if n.Kind == "roster_published" {
			told = true
			w.nurseA.post(t, 204, "/me/notices/"+string(n.ID)+"/read", nil, nil)
			// Nobody else's notices can be read away.
			w.nurseB.refused(t, 404, "not_found", request{method: "POST", path: "/api/v1/me/notices/" + string(n.ID) + "/read"})
		}
	}
	if !told {
		t.Errorf("Ada was not told: %+v", me.Notices)
	}
	rota := items[store.RotaDuty](t, w.nurseA2, "/wards/"+string(w.wardA.ID)+"/rota?from=2026-03-01&to=2026-03-31")
	filled := 0
	for i := range view.Duties {
		if !view.Duties[i].Unfilled() {
			filled++
		}
	}
	if len(rota) != filled {
		t.Errorf("the ward's rota has %d duties, the roster %d", len(rota), filled)
	}
}

// readExport compares the CSV with the roster.
func (w *world) readExport(t *testing.T, path string, view *rosterView) {
	t.Helper()
	a := w.managerA.send(t, request{method: "GET", path: "/api/v1" + path + "/export.csv"})
	if a.StatusCode != 200 || a.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment; filename=") {
		t.Fatalf("%d %v", a.StatusCode, a.Header)
	}
	rows, err := csv.NewReader(strings.NewReader(string(a.body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	code := map[store.ID]string{w.early.ID: "E", w.late.ID: "L", w.night.ID: "N"}
	number := map[string]store.ID{}
	for _, p := range w.staffA {
		number[p.Number] = p.ID
	}
	people := 0
	for _, row := range rows[1:] {
		id, ok := number[row[0]]
		if !ok {
			continue
		}
		people++
		for i, cell := range row[2:] {
			want := ""
			if d := view.shiftOf(id, store.Day("2026-03-02").Add(i)); d != nil {
				want = code[d.ShiftID]
			}
			if cell != want {
				t.Errorf("%s on day %d: %q, want %q", row[1], i, cell, want)
			}
		}
	}
	if people != len(w.staffA) {
		t.Errorf("%d people in the file", people)
	}
}
