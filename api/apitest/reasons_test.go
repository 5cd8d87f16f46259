package apitest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

type reason struct {
	Code     string         `json:"code"`
	Proof    string         `json:"proof"`
	Text     string         `json:"text"`
	Sure     string         `json:"sure"`
	Decisive string         `json:"decisive_level"`
	Cost     *store.Levels  `json:"cost"`
	Because  []finding      `json:"because"`
	Nearest  map[string]any `json:"nearest"`
}

// TestAReasonIsTold: Ada asks for a shift on a day on which she is away. No rota can give
// it, and both she and her manager are told so, he with figures.
func TestAReasonIsTold(t *testing.T) {
	w := newWorld(t)
	ada := w.staffA[0].ID
	if _, err := w.db.CreateAvailability(t.Context(), store.SystemActor, store.Availability{
		ID: newID(), StaffID: ada, FirstDay: "2026-03-10", LastDay: "2026-03-10",
	}, store.Once{}); err != nil {
		t.Fatal(err)
	}
	ask := putPreference(w.period.ID, "2026-03-10", store.DayOn, "")
	w.nurseA.must(t, 201, ask, nil)
	path := "/rosters/" + string(w.draft(t, w.period.ID))

	var view struct {
		Outcomes []struct {
			Met    bool    `json:"met"`
			Text   string  `json:"text"`
			Reason *reason `json:"reason"`
		} `json:"outcomes"`
	}
	etag := w.managerA.get(t, path, &view)
	want := reason{
		Code: "own_absence", Proof: "proved", Sure: "We are sure of this.", Text: "Ada cannot work on Tue 10 Mar.",
		Decisive: "hard", Cost: &store.Levels{1},
	}
	if len(view.Outcomes) != 1 || view.Outcomes[0].Met || view.Outcomes[0].Reason == nil {
		t.Fatalf("outcomes %+v", view.Outcomes)
	}
	got := *view.Outcomes[0].Reason
	if len(got.Because) != 1 || got.Because[0].Rule != "unavailable" {
		t.Errorf("because %+v", got.Because)
	}
	got.Because, got.Nearest = nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the manager's (-want +got):\n%s", diff)
	}
	if said := "Ada asked to work on Tue 10 Mar. It could not be given. Ada cannot work on Tue 10 Mar."; view.Outcomes[0].Text != said {
		t.Errorf("%q", view.Outcomes[0].Text)
	}

	var roster store.Roster
	etag = w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/approve", match: etag}, &roster)
	w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/publish", match: etag}, &roster)
	var mine struct {
		Outcomes []struct {
			Text   string  `json:"text"`
			Scope  string  `json:"scope"`
			Reason *reason `json:"reason"`
		} `json:"outcomes"`
	}
	w.nurseA.get(t, "/me/rota?from=2026-03-01&to=2026-03-31", &mine)
	if len(mine.Outcomes) != 1 || mine.Outcomes[0].Reason == nil {
		t.Fatalf("my outcomes %+v", mine.Outcomes)
	}
	// A nurse reads the words and how sure they are, and none of the figures.
	want = reason{Code: want.Code, Proof: want.Proof, Sure: want.Sure, Text: "You cannot work on Tue 10 Mar."}
	got = *mine.Outcomes[0].Reason
	got.Nearest = nil
	if diff := cmp.Diff(want, got); diff != "" || mine.Outcomes[0].Scope != "any_rota" {
		t.Errorf("the nurse's, %s (-want +got):\n%s", mine.Outcomes[0].Scope, diff)
	}
}
