package apitest

import (
	"slices"
	"testing"

	"github.com/fairrota/fairrota/store"
)

type (
	leaveSpan struct {
		FirstDay store.Day `json:"first_day"`
		LastDay  store.Day `json:"last_day"`
	}
	leaveCard struct {
		ID          store.ID    `json:"id"`
		State       string      `json:"state"`
		Code        string      `json:"code"`
		Title       string      `json:"title"`
		Status      string      `json:"status"`
		Why         string      `json:"why"`
		Nearest     []leaveSpan `json:"nearest"`
		MayWithdraw bool        `json:"may_withdraw"`
		MayAgree    bool        `json:"may_agree"`
		Version     int         `json:"version"`
	}
	myLeave struct {
		Years []struct {
			Entitled int `json:"entitled_minutes"`
			Agreed   int `json:"agreed_minutes"`
		} `json:"years"`
		Days []struct {
			Room string `json:"room"`
			Mine bool   `json:"mine"`
		} `json:"days"`
		Requests []leaveCard `json:"requests"`
	}
)

// TestLeaveFromAskToAnswer: two nurses ask for the one place of a day; the manager gives it to the first,
// and the second reads why not and what could be had. Every answer is held against the document.
func TestLeaveFromAskToAnswer(t *testing.T) {
	w := newWorld(t)
	ward := "/wards/" + string(w.wardA.ID)
	quota := map[string]any{"first_day": "2026-06-01", "last_day": "2026-06-30", "unit": "people", "most": 1}
	etag := w.managerA.get(t, ward+"/leave-rules", nil)
	w.managerA.must(t, 200, request{
		method: "PUT", path: "/api/v1" + ward + "/leave-rules", match: etag,
		body: map[string]any{"automatic": false, "year_month": 4, "quotas": []any{quota}},
	}, nil)
	days := map[string]any{"first_day": "2026-06-08", "last_day": "2026-06-09"} // a Monday and a Tuesday
	var first, second leaveCard
	w.nurseA.post(t, 201, "/me/leave", days, &first)
	w.nurseA2.post(t, 201, "/me/leave", days, &second)
	if first.State != "asked" || first.Title != "Mon 8 Jun to Tue 9 Jun" || first.Status != "The ward manager will decide." || !first.MayWithdraw {
		t.Errorf("asked: %+v", first)
	}
	decide := func(r leaveCard, status int, body map[string]any) (out leaveCard) {
		w.managerA.must(t, status, request{
			method: "POST", path: "/api/v1/leave-requests/" + string(r.ID) + "/decide", match: etagOf(r.Version), body: body,
		}, &out)
		return out
	}
	decide(first, 200, map[string]any{"agree": true})
	w.managerA.refused(t, 409, "conflict", request{
		method: "POST", path: "/api/v1/leave-requests/" + string(second.ID) + "/decide", match: etagOf(1), body: map[string]any{"agree": true},
	})
	waiting := items[leaveCard](t, w.managerA, ward+"/leave-requests")
	at := slices.IndexFunc(waiting, func(r leaveCard) bool { return r.ID == second.ID })
	if at < 0 || waiting[at].MayAgree || waiting[at].Code != "leave_full" {
		t.Fatalf("what waits: %+v", waiting)
	}
	decide(second, 200, map[string]any{"agree": false, "code": "leave_full"})
	var mine myLeave
	w.nurseA2.get(t, "/me/leave?from=2026-06-08&to=2026-06-10", &mine)
	got := mine.Requests[0]
	if got.State != "refused" || got.Why != "Too many people are away on Mon 8 Jun." || len(got.Nearest) != 3 || got.MayWithdraw {
		t.Errorf("refused: %+v", got)
	}
	if mine.Days[0].Room != "full" || mine.Days[0].Mine || mine.Days[2].Room != "little" {
		t.Errorf("days: %+v", mine.Days)
	}
	var hers myLeave
	w.nurseA.get(t, "/me/leave?from=2026-06-08&to=2026-06-08", &hers)
	if !hers.Days[0].Mine || hers.Requests[0].State != "agreed" {
		t.Errorf("agreed: %+v", hers)
	}
	w.nurseA.must(t, 200, request{
		method: "POST", path: "/api/v1/me/leave/" + string(first.ID) + "/withdraw", match: etagOf(hers.Requests[0].Version),
	}, &first)
	if first.State != "withdrawn" {
		t.Errorf("withdrawn: %+v", first)
	}
	w.managerA.get(t, ward+"/leave-weeks?weeks=3", nil)
	w.managerA.get(t, ward+"/leave-balances", nil)
}

// etagOf is a version as an entity tag.
func etagOf(version int) string { return `"` + string(rune('0'+version)) + `"` }
