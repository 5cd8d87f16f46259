package blackbox

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
)

// The demo as a visitor plays it: a fresh database, the sign-ins that serve prints, a
// nurse's preference, the clock moved past the window, the run, approval, publication,
// and the nurse's rota with what became of the preference.
func TestDemoEndToEnd(t *testing.T) {
	dsn := "sqlite:" + t.TempDir() + "/demo.db"
	server := serve(t, dsn, "--demo")
	passwords := printedSignIns(t, server.log.String())
	if len(passwords) != 4 {
		t.Fatalf("%d sign-ins were printed, want 4: %s", len(passwords), tail(server.log.String(), 2000))
	}
	nurse := signIn(t, server.url, "demo.nurse", passwords["demo.nurse"])
	manager := signIn(t, server.url, "demo.manager", passwords["demo.manager"])
	admin := signIn(t, server.url, "demo.admin", passwords["demo.admin"])
	hr := signIn(t, server.url, "demo.hr", passwords["demo.hr"])

	var open store.RosterPeriod
	for _, p := range items[store.RosterPeriod](t, nurse, "/me/periods") {
		if p.State == store.Open {
			open = p
		}
	}
	if open.ID == "" {
		t.Fatal("no period is open")
	}
	// The manager gives the optimiser little time, so that the test need not wait.
	var w store.Ward
	seen := manager.get(t, "/wards/"+string(open.WardID), &w)
	manager.do(t, http.MethodPut, "/wards/"+string(w.ID), map[string]any{
		"division_id": w.DivisionID, "name": w.Name, "time_zone": w.TimeZone, "preference_cap": w.PreferenceCap, "solve_seconds": 3,
	}, nil, "If-Match", seen)
	wish := store.ID(newUUID())
	nurse.do(t, http.MethodPut, "/me/preferences/"+string(wish), map[string]any{
		"period_id": open.ID, "day": open.FirstDay.Add(9), "kind": "day_off", "strength": 3, "note": "my sister's wedding",
	}, nil, "If-None-Match", "*")

	admin.do(t, http.MethodPut, "/demo/clock", map[string]any{"now": open.BiddingClosesAt.Add(time.Minute)}, nil)
	waitFor(t, 2*time.Minute, "the period has a draft", func() (bool, string) {
		manager.get(t, "/periods/"+string(open.ID), &open)
		return open.State == store.Drafted, string(open.State)
	})
	for _, p := range items[store.Preference](t, manager, "/periods/"+string(open.ID)+"/preferences") {
		if p.Note != "" {
			t.Errorf("the manager reads a private note: %q", p.Note)
		}
	}
	publish(t, manager, approve(t, manager, drafted(t, manager, open.ID)))

	var mine struct {
		Duties   []struct{ Day store.Day }
		Outcomes []struct {
			Preference store.Preference
			Met        bool
		}
	}
	nurse.get(t, fmt.Sprintf("/me/rota?from=%s&to=%s", open.FirstDay, open.LastDay), &mine)
	if len(mine.Duties) < 8 {
		t.Errorf("the nurse has %d duties in four weeks", len(mine.Duties))
	}
	if len(mine.Outcomes) != 1 || mine.Outcomes[0].Preference.ID != wish {
		t.Errorf("the nurse sees %+v, want what became of preference %s", mine.Outcomes, wish)
	}
	for _, d := range mine.Duties {
		if len(mine.Outcomes) == 1 && mine.Outcomes[0].Met && d.Day == open.FirstDay.Add(9) {
			t.Error("the preference counts as met, but there is a duty on its day")
		}
	}
	var figures store.Figures
	hr.get(t, fmt.Sprintf("/figures?from=%s&to=%s", open.FirstDay.Add(-120), open.LastDay), &figures)
	if figures.Organisation.Staff.Value == nil || figures.Organisation.Rotas < 9 {
		t.Errorf("HR sees nothing: %+v", figures.Organisation)
	}
	server.stop(t)

	// The next start finds the demo and prints the same sign-ins.
	again := serve(t, dsn, "--demo")
	if got := printedSignIns(t, again.log.String()); got["demo.nurse"] != passwords["demo.nurse"] {
		t.Error("the second start prints other sign-ins")
	}
	again.stop(t)
	checkFile(t, dsn)
}

var signInLine = regexp.MustCompile(`(?m)^\s+(demo\.[a-z]+)\s+([0-9a-z-]{23})\s`)

// printedSignIns returns the passwords that serve printed, by login.
func printedSignIns(t *testing.T, output string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, m := range signInLine.FindAllStringSubmatch(output, -1) {
		found[m[1]] = m[2]
	}
	if len(found) == 0 && !strings.Contains(output, "Fairrota is at") {
		t.Fatal("the address is not printed")
	}
	return found
}
