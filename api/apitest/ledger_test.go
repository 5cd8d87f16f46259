package apitest

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// ownLedger and wardFairness are what a client reads of the answers.
type ownLedger struct {
	Burden int64 `json:"burden"`
	Lines  []struct {
		Kind  string `json:"kind"`
		Title string `json:"title"`
		Count int    `json:"count"`
		Worth int64  `json:"worth"`
		Steps []struct {
			Value int64 `json:"value"`
		} `json:"steps"`
	} `json:"lines"`
	Bands []any  `json:"bands"`
	Where string `json:"where"`
}

type wardFairness struct {
	Trend  []struct{ Jain, Gini float64 } `json:"trend"`
	People []struct {
		Name                                     string
		Burden, Refused, Nights, Weekends, Moves int64
	} `json:"people"`
}

// TestLedger: after publication a nurse sees the own lines and nothing of anybody else, the ward's
// manager sees sums by name; the two say the same.
func TestLedger(t *testing.T) {
	w := newWorld(t)
	for _, day := range []store.Day{"2026-03-04", "2026-03-05"} {
		w.nurseA.must(t, 201, putPreference(w.period.ID, day, store.DayOff, ""), nil)
	}
	draft := w.draft(t, w.period.ID)
	var roster store.Roster
	for _, step := range []string{"approve", "publish"} {
		etag := w.managerA.get(t, "/rosters/"+string(draft), nil)
		w.managerA.must(t, 200, request{method: "POST", path: "/api/v1/rosters/" + string(draft) + "/" + step, match: etag, key: string(newID())}, &roster)
	}
	var fairness wardFairness
	w.managerA.get(t, "/wards/"+string(w.wardA.ID)+"/fairness", &fairness)
	if len(fairness.People) != len(w.staffA) || len(fairness.Trend) != 1 {
		t.Fatalf("%+v", fairness)
	}
	sum := int64(0)
	for who, c := range map[string]*client{w.staffA[0].Name: w.nurseA, w.staffA[1].Name: w.nurseA2} {
		answer := c.send(t, request{method: "GET", path: "/api/v1/me/ledger"})
		for _, other := range w.staffA {
			if other.Name != who && strings.Contains(string(answer.body), other.Name) || strings.Contains(string(answer.body), string(other.ID)) {
				t.Errorf("the ledger of %s tells of %s", who, other.Name)
			}
		}
		var mine ownLedger
		c.get(t, "/me/ledger", &mine)
		var worth int64
		for _, l := range mine.Lines {
			worth += l.Worth
			if l.Title == "" || len(l.Steps) < 2 || l.Steps[len(l.Steps)-1].Value != l.Worth {
				t.Errorf("%s: the steps of %+v do not end in its worth", who, l)
			}
		}
		if worth != mine.Burden || len(mine.Bands) != 0 || mine.Where == "" {
			t.Errorf("%s: lines add up to %d: %+v", who, worth, mine)
		}
		for _, p := range fairness.People {
			if p.Name == who && p.Burden != mine.Burden {
				t.Errorf("the manager sees %d of %s, who sees %d", p.Burden, who, mine.Burden)
			}
		}
	}
	for _, p := range fairness.People {
		sum += p.Burden
		if p.Burden != p.Refused+p.Nights+p.Weekends+p.Moves {
			t.Errorf("%+v does not add up", p)
		}
	}
	if sum == 0 {
		t.Error("two weeks with nights have asked nothing of anybody")
	}
	w.managerA.refused(t, 403, "forbidden", request{method: "GET", path: "/api/v1/me/ledger"})
}
