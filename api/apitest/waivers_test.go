package apitest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

type readWaivers struct {
	FirstDay  store.Day `json:"first_day"`
	AdultFrom store.Day `json:"adult_from"`
	Rules     []struct {
		Key     string `json:"key"`
		Words   string `json:"words"`
		Choices []struct {
			Value int    `json:"value"`
			Text  string `json:"text"`
		} `json:"choices"`
	} `json:"rules"`
	Rotas []struct {
		FirstDay store.Day `json:"first_day"`
	} `json:"rotas"`
	Items []readWaiver `json:"items"`
}

type readWaiver struct {
	ID      store.ID `json:"id"`
	StaffID store.ID `json:"staff_id"`
	Key     string   `json:"key"`
	Title   string   `json:"title"`
	Text    string   `json:"text"`
	When    string   `json:"when"`
	Live    bool     `json:"live"`
}

// TestWaiversFromChoiceToTakingItBack: Ada reads what she can do without, chooses, and her manager reads it
// and cannot change it; a draft made with it says that it was taken back.
func TestWaiversFromChoiceToTakingItBack(t *testing.T) {
	w := newWorld(t)
	var mine readWaivers
	w.nurseA.get(t, "/me/waivers", &mine)
	keys := []string{}
	for _, r := range mine.Rules {
		keys = append(keys, r.Key)
	}
	// The contract has six days in a row at most and says nothing of days off or weekends.
	if strings.Join(keys, " ") != "nights_in_a_row days_off_after_nights days_in_a_row" || mine.Rules[0].Words != "You work at most 4 nights in a row." ||
		len(mine.Rules[0].Choices) != 1 || mine.Rules[0].Choices[0].Text != "I can work up to 5 nights in a row." || mine.FirstDay != "2026-02-01" || len(mine.Rotas) != 1 {
		t.Errorf("Ada may choose: %+v", mine)
	}
	law := w.nurseA.refused(t, http.StatusUnprocessableEntity, "invalid", request{
		method: http.MethodPost, path: "/api/v1/me/waivers", body: map[string]any{"key": "average_week", "value": 60, "first_day": "2026-03-02"},
	})
	if len(law.Errors) != 1 || law.Errors[0].Pointer != "/key" || !strings.Contains(law.Errors[0].Detail, "choose one of the list") {
		t.Errorf("law: %+v", law.Errors)
	}
	far := w.nurseA.refused(t, http.StatusUnprocessableEntity, "invalid", request{
		method: http.MethodPost, path: "/api/v1/me/waivers", body: map[string]any{"key": "days_in_a_row", "value": 8, "first_day": "2026-03-02"},
	})
	if len(far.Errors) != 1 || far.Errors[0].Pointer != "/value" || far.Errors[0].Detail != "must be 7" {
		t.Errorf("eight days: %+v", far.Errors)
	}
	var made readWaiver
	w.nurseA.post(t, http.StatusCreated, "/me/waivers", map[string]any{"key": "days_in_a_row", "value": 7, "first_day": "2026-03-02"}, &made)
	if made.Text != "I can work up to 7 days in a row." || made.When != "For rotas from 2 March 2026 on." || !made.Live {
		t.Errorf("made %+v", made)
	}
	read := items[readWaiver](t, w.managerA, "/wards/"+string(w.wardA.ID)+"/waivers")
	if len(read) != 1 || read[0].StaffID != w.staffA[0].ID || read[0].Title != "Days at work in a row" {
		t.Errorf("the manager reads %+v", read)
	}
	w.managerA.refused(t, http.StatusForbidden, "forbidden", request{method: http.MethodPost, path: "/api/v1/me/waivers/" + string(made.ID) + "/withdraw"})

	draft := w.draft(t, w.period.ID)
	late := w.nurseA2.refused(t, http.StatusUnprocessableEntity, "invalid", request{
		method: http.MethodPost, path: "/api/v1/me/waivers", body: map[string]any{"key": "nights_in_a_row", "value": 5, "first_day": "2026-03-02"},
	})
	if len(late.Errors) != 1 || late.Errors[0].Pointer != "/first_day" || !strings.Contains(late.Errors[0].Detail, "2026-03-16 or later") {
		t.Errorf("too late: %+v", late.Errors)
	}
	var view struct {
		Roster    store.Roster `json:"roster"`
		TakenBack []string     `json:"taken_back"`
	}
	w.managerA.get(t, "/rosters/"+string(draft), &view)
	if view.Roster.Stale || len(view.TakenBack) != 0 {
		t.Errorf("from the start: %+v", view)
	}
	if err := w.clock.set(at(17, 9)); err != nil {
		t.Fatal(err)
	}
	w.nurseA.post(t, http.StatusOK, "/me/waivers/"+string(made.ID)+"/withdraw", nil, &made)
	if made.Live {
		t.Errorf("taken back: %+v", made)
	}
	w.managerA.get(t, "/rosters/"+string(draft), &view)
	if !view.Roster.Stale || len(view.TakenBack) != 1 || view.TakenBack[0] != "This was made before Ada took back a choice (Days at work in a row)." {
		t.Errorf("taken back: %+v", view)
	}
	if read := items[readWaiver](t, w.managerA, "/wards/"+string(w.wardA.ID)+"/waivers"); len(read) != 0 {
		t.Errorf("the manager still reads %+v", read)
	}
	var book struct {
		Groups []struct {
			Rules []struct {
				Key   string `json:"key"`
				Kind  string `json:"kind"`
				Waive *struct {
					Loosest string `json:"loosest"`
				} `json:"waive"`
			} `json:"rules"`
		} `json:"groups"`
	}
	w.nurseA.get(t, "/wards/"+string(w.wardA.ID)+"/rules", &book)
	can := 0
	for _, g := range book.Groups {
		for _, r := range g.Rules {
			if r.Waive != nil {
				can++
				if r.Kind != "policy" || r.Key == "nights_in_a_row" && r.Waive.Loosest != "5 nights" {
					t.Errorf("%+v", r)
				}
			}
		}
	}
	if can != 8 {
		t.Errorf("%d rules can be done without, want 8", can)
	}
}
