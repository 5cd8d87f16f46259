package apitest

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

// The shapes that the tests read.
type (
	swapCard struct {
		ID          store.ID  `json:"id"`
		State       string    `json:"state"`
		Day         store.Day `json:"day"`
		Title       string    `json:"title"`
		Status      string    `json:"status"`
		Effects     []string  `json:"effects"`
		MayAnswer   bool      `json:"may_answer"`
		MayWithdraw bool      `json:"may_withdraw"`
		MayDecide   bool      `json:"may_decide"`
		Version     int       `json:"version"`
	}
	swapOption struct {
		PartnerID store.ID  `json:"partner_id"`
		Day       store.Day `json:"day"`
		Title     string    `json:"title"`
		Effects   []string  `json:"effects"`
	}
	swapOptions struct {
		RosterID store.ID     `json:"roster_id"`
		Options  []swapOption `json:"options"`
		Live     *swapCard    `json:"live"`
	}
	mySwaps struct {
		ToMe []swapCard `json:"to_me"`
		Mine []swapCard `json:"mine"`
	}
)

// published takes the period to a published rota in which Ada works one early shift and Ben
// one late, two days on, and is else as the solver made it: what that is depends on its time.
func (w *world) published(t *testing.T) *rosterView {
	t.Helper()
	path := "/rosters/" + string(w.draft(t, w.period.ID))
	etag := w.managerA.get(t, path, nil)
	put := func(staff store.ID, day store.Day, shift *store.ID) {
		etag = w.managerA.must(t, 200, request{
			method: "PUT", path: "/api/v1" + path + "/cells/" + string(staff) + "/" + string(day), match: etag, body: map[string]any{"shift_id": shift, "fixed": false},
		}, nil)
	}
	ada, ben := w.staffA[0].ID, w.staffA[1].ID
	for day := w.period.FirstDay; day <= w.period.LastDay; day = day.Add(1) {
		put(ada, day, nil)
		put(ben, day, nil)
	}
	put(ada, w.period.FirstDay.Add(2), &w.early.ID)
	put(ben, w.period.FirstDay.Add(4), &w.late.ID)
	for _, step := range []string{"approve", "publish"} {
		etag := w.managerA.get(t, path, nil)
		w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/" + step, match: etag}, nil)
	}
	var view rosterView
	w.managerA.get(t, path, &view)
	return &view
}

// optionWithBen looks for a duty of Ada's that can be swapped for one of Ben's.
func (w *world) optionWithBen(t *testing.T, view *rosterView) (store.Day, *swapOptions, swapOption) {
	t.Helper()
	for _, d := range view.Duties {
		if d.StaffID != w.staffA[0].ID {
			continue
		}
		var options swapOptions
		w.nurseA.get(t, "/me/duties/"+string(d.Day)+"/swap-options", &options)
		for _, o := range options.Options {
			if o.PartnerID == w.staffA[1].ID {
				return d.Day, &options, o
			}
		}
	}
	t.Fatal("Ada can swap nothing with Ben")
	return "", nil, swapOption{}
}

// TestASwapOverHTTP goes from the options over both answers to the next version of the rota.
func TestASwapOverHTTP(t *testing.T) {
	w := newWorld(t)
	view := w.published(t)
	day, options, option := w.optionWithBen(t, view)
	if options.RosterID != view.Roster.ID || options.Live != nil || option.Title == "" || len(option.Effects) == 0 {
		t.Fatalf("%+v", options)
	}
	ask := map[string]any{"roster_id": options.RosterID, "kind": "swap", "day": day, "partner_id": option.PartnerID, "other_day": option.Day}
	var card swapCard
	w.nurseA.post(t, 201, "/me/swaps", ask, &card)
	if card.State != "offered" || !card.MayWithdraw || card.MayAnswer || card.Status != "Waiting for Ben." {
		t.Errorf("Ada's: %+v", card)
	}
	w.nurseA.refused(t, 409, "conflict", request{method: "POST", path: "/api/v1/me/swaps", body: ask})
	// Nobody else has to do with it.
	w.nurseB.refused(t, 404, "not_found", request{method: "POST", path: "/api/v1/me/swaps/" + string(card.ID) + "/answer", body: map[string]any{"yes": true}})
	var inbox mySwaps
	w.nurseA2.get(t, "/me/swaps", &inbox)
	if len(inbox.ToMe) != 1 || !inbox.ToMe[0].MayAnswer || inbox.ToMe[0].MayWithdraw || len(inbox.ToMe[0].Effects) == 0 || len(inbox.Mine) != 0 {
		t.Fatalf("Ben's: %+v", inbox)
	}
	w.nurseA2.post(t, 200, "/me/swaps/"+string(card.ID)+"/answer", map[string]any{"yes": true}, &card)
	pending := items[swapCard](t, w.managerA, "/wards/"+string(w.wardA.ID)+"/swaps")
	if len(pending) != 1 || !pending[0].MayDecide || pending[0].State != "accepted" {
		t.Fatalf("the manager's: %+v", pending)
	}
	decide := request{method: "POST", path: "/api/v1/swaps/" + string(card.ID) + "/decide", body: map[string]any{"approve": true}, match: stale}
	w.managerA.refused(t, 412, "stale", decide)
	decide.match = `"` + string(rune('0'+pending[0].Version)) + `"`
	w.managerA.must(t, 200, decide, &card)
	if card.State != "approved" {
		t.Fatalf("%+v", card)
	}
	versions := items[store.Roster](t, w.managerA, "/periods/"+string(w.period.ID)+"/rosters")
	if len(versions) != 2 || versions[0].State != store.RosterPublished {
		t.Errorf("%+v", versions)
	}
	var mine myRota
	w.nurseA.get(t, "/me/rota?from="+string(option.Day)+"&to="+string(option.Day), &mine)
	if len(mine.Duties) != 1 {
		t.Errorf("Ada works %+v", mine.Duties)
	}
}
