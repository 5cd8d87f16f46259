package apitest

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

type listedRoster struct {
	Roster   store.Roster `json:"roster"`
	Findings []struct {
		Rule       string   `json:"rule"`
		StaffID    store.ID `json:"staff_id"`
		Level      string   `json:"level"`
		Key        string   `json:"key"`
		Text       string   `json:"text"`
		NoOverride string   `json:"no_override"`
	} `json:"findings"`
}

// TestWhatTheLawSaysOfPeople: a manager records it, each person reads what holds, HR lists the
// register, a rota keeps to it, and nobody can let a night under 18 through.
func TestWhatTheLawSaysOfPeople(t *testing.T) {
	w := newWorld(t)
	ada, ben := "/staff/"+string(w.staffA[0].ID)+"/worker-terms", "/staff/"+string(w.staffA[1].ID)+"/worker-terms"
	var made struct {
		Text string `json:"text"`
	}
	w.managerA.post(t, http.StatusCreated, ada, map[string]any{"kind": "young", "holds": true, "until_day": "2026-12-01"}, &made)
	if made.Text != "Under 18, an adult from 1 December 2026." {
		t.Errorf("made %q", made.Text)
	}
	w.managerA.post(t, http.StatusCreated, ben, map[string]any{
		"kind": "opt_out", "holds": true, "from_day": "2026-02-01", "signed_on": "2026-01-30", "notice_days": 7,
	}, nil)
	p := w.managerA.refused(t, http.StatusUnprocessableEntity, "invalid", request{
		method: http.MethodPost, path: "/api/v1" + ben, body: map[string]any{"kind": "opt_out", "holds": false, "from_day": "2026-02-07", "signed_on": "2026-02-01"},
	})
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "/from_day" || !strings.Contains(p.Errors[0].Detail, "7 days") {
		t.Errorf("too early: %+v", p.Errors)
	}

	var limits struct {
		About []string `json:"about"`
		Items []struct {
			Key, Words, Source string
		} `json:"items"`
	}
	w.nurseA.get(t, "/me/limits", &limits)
	if len(limits.About) != 1 || limits.About[0] != "You are under 18. These rules hold for you until 1 December 2026." ||
		len(limits.Items) != 6 || limits.Items[1].Words != "If you are under 18, you work at most 8 h a day." || !strings.Contains(limits.Items[1].Source, "5A") {
		t.Errorf("Ada reads %+v", limits)
	}
	w.nurseA2.get(t, "/me/limits", &limits)
	if len(limits.About) != 1 || !strings.Contains(limits.About[0], "30 January 2026") {
		t.Errorf("Ben reads %+v", limits.About)
	}
	register := items[struct {
		Name    string `json:"name"`
		InForce bool   `json:"in_force"`
	}](t, w.hr, "/opt-outs")
	if len(register) != 1 || register[0].Name != "Ben" || !register[0].InForce {
		t.Errorf("HR lists %+v", register)
	}
	if other := items[struct{ Name string }](t, w.managerB, "/opt-outs"); len(other) != 0 {
		t.Errorf("the manager of another ward lists %+v", other)
	}

	draft := w.draft(t, w.period.ID)
	path := "/rosters/" + string(draft)
	var v listedRoster
	w.managerA.get(t, path, &v)
	for _, f := range v.Findings {
		if f.StaffID == w.staffA[0].ID && f.Level == "hard" {
			t.Errorf("the draft breaks %s: %s", f.Rule, f.Text)
		}
	}
	etag := w.managerA.get(t, path, &v)
	etag = w.managerA.must(t, http.StatusOK, request{
		method: "PUT", path: "/api/v1" + path + "/cells/" + string(w.staffA[0].ID) + "/2026-03-04", match: etag, body: map[string]any{"shift_id": w.night.ID, "fixed": false},
	}, nil)
	w.managerA.get(t, path, &v)
	seen := false
	for _, f := range v.Findings {
		if f.Rule != "law_young_night" {
			continue
		}
		seen = true
		if f.Level != "hard" || f.NoOverride == "" || !strings.Contains(f.Text, "8 h of work at night under 18") {
			t.Errorf("the night is %+v", f)
		}
		p := w.managerA.refused(t, http.StatusUnprocessableEntity, "invalid", request{
			method: "PUT", path: "/api/v1" + path + "/overrides/" + base64.RawURLEncoding.EncodeToString([]byte(f.Key)), match: etag, body: map[string]any{"reason": "she would like to do it"},
		})
		if len(p.Errors) != 1 || !strings.Contains(p.Errors[0].Detail, "Nobody can allow work beyond the limits of somebody under 18") {
			t.Errorf("refused: %+v", p.Errors)
		}
	}
	if !seen {
		t.Errorf("nobody finds the night: %+v", v.Findings)
	}
}

// TestAShiftIsToldOfItsBreak: when it is made or changed, and in the list.
func TestAShiftIsToldOfItsBreak(t *testing.T) {
	w := newWorld(t)
	type told struct {
		Told []string `json:"told"`
	}
	shift := map[string]any{"code": "X", "name": "Extra", "kind": "other", "start_minute": 420, "end_minute": 840, "paid_minutes": 390, "min_run": 0, "max_run": 0}
	path := "/wards/" + string(w.wardA.ID) + "/shifts"
	for _, c := range []struct {
		minutes any
		paid    int
		want    string
	}{
		{nil, 361, "We do not know the break of this shift"},
		{nil, 360, "We do not know the break of this shift. For somebody under 18"},
		{nil, 270, ""},
		{0, 271, "The break is too short for somebody under 18 by 30 min"},
		{19, 361, "The break is too short by 1 min: a shift of more than 6 h needs a break of 20 min in one go."},
		{29, 361, "The break is too short for somebody under 18 by 1 min: a shift of more than 4 h 30 needs a break of 30 min in one go."},
		{30, 361, ""},
	} {
		shift["code"] = "X" + string(newID())[30:]
		shift["paid_minutes"], shift["break_minutes"] = c.paid, c.minutes
		var made told
		w.managerA.post(t, http.StatusCreated, path, shift, &made)
		if c.want == "" && len(made.Told) != 0 || c.want != "" && (len(made.Told) == 0 || !strings.HasPrefix(made.Told[0], c.want)) {
			t.Errorf("break %v of %d minutes: told %q, want %q", c.minutes, c.paid, made.Told, c.want)
		}
	}
	if all := items[told](t, w.nurseA, path); len(all) != 10 || len(all[0].Told) == 0 {
		t.Errorf("listed %+v", all)
	}
}
