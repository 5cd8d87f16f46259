package blackbox

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// dump is a picture of every table but those of the job queue and of sessions: the hash
// of its rows.
func dump(t *testing.T, dsn string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+strings.TrimPrefix(dsn, "sqlite:")+"?_query_only=1&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	names := strings.Split(ask[string](t, dsn, `SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'
		AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'river_%' AND name NOT IN ('sessions', 'sign_in_failures')`), ",")
	out := map[string]string{}
	for _, name := range names {
		rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+name+" ORDER BY rowid")
		if err != nil {
			t.Fatal(err)
		}
		out[name] = hashRows(t, rows)
	}
	return out
}

func hashRows(t *testing.T, rows *sql.Rows) string {
	t.Helper()
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	hash, n := sha256.New(), 0
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		n++
		fmt.Fprintf(hash, "%#v\n", values)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d rows %x", n, hash.Sum(nil)[:8])
}

// office is a server with an open ward and a drafted one, each with its manager.
type office struct {
	dsn    string
	server *process
	// here is open for bidding, there has a draft; nurse belongs to here.
	here, there  ward
	other        *client
	nurse        *bidder
	staffOfOther store.Staff
	draft        store.Roster
}

func openOffice(t *testing.T) *office {
	t.Helper()
	o := &office{dsn: newDatabase(t)}
	o.there = importWard(t, o.dsn, "There", alder(), "--solve-seconds", "1")
	must(t, "nightly", "--db-dsn", o.dsn)
	o.server = serve(t, o.dsn)
	o.nurse = openRush(t, o.dsn, o.server, signInAdmin(t, o.dsn, o.server), 1)[0]
	o.here = ward{id: o.nurse.period.WardID, period: o.nurse.period.ID, login: "manager.open.ward.1"}
	o.other = signIn(t, o.server.url, o.there.login, o.there.password)
	o.draft = drafted(t, o.other, o.there.period)
	o.staffOfOther = items[store.Staff](t, o.other, "/wards/"+string(o.there.id)+"/staff")[0]
	return o
}

// Each bad request is answered with its own problem, which says what to do, and changes
// nothing in the database.
func TestBadRequestsChangeNothing(t *testing.T) {
	o := openOffice(t)
	if err := o.nurse.step(t.Context()); err != nil {
		t.Fatal(err)
	}
	var mine store.ID
	for mine = range o.nurse.have {
	}
	ask := func(period store.ID, day store.Day) map[string]any {
		return map[string]any{"period_id": period, "day": day, "kind": "day_off", "strength": 1}
	}
	with := func(m map[string]any, key string, value any) map[string]any {
		m[key] = value
		return m
	}
	person := func(name string) map[string]any {
		return map[string]any{"contract_id": o.staffOfOther.ContractID, "number": "new", "name": name, "skills": []any{}}
	}
	first, inside := o.nurse.period.FirstDay, o.nurse.freeDay()
	fresh := "/me/preferences/" + newUUID()
	staffOther := "/wards/" + string(o.there.id) + "/staff"
	roster := "/rosters/" + string(o.draft.ID)
	before := dump(t, o.dsn)
	for name, c := range map[string]struct {
		who          *client
		status       int
		code         string
		method, path string
		body         any
		headers      []string
		says         string
	}{
		"cut short":           {o.nurse.client, 400, "bad_request", "PUT", fresh, []byte(`{"period_id": "`), []string{"If-None-Match", "*"}, "JSON"},
		"key twice":           {o.nurse.client, 400, "bad_request", "PUT", fresh, []byte(`{"strength": 1, "Strength": 3}`), []string{"If-None-Match", "*"}, "twice"},
		"oversized":           {o.nurse.client, 413, "too_large", "PUT", fresh, with(ask(o.here.period, inside), "note", strings.Repeat("x", 70_000)), []string{"If-None-Match", "*"}, "65536"},
		"a form":              {o.nurse.client, 415, "unsupported_media_type", "PUT", fresh, []byte("day=1"), []string{"If-None-Match", "*", "Content-Type", "application/x-www-form-urlencoded"}, ""},
		"unknown field":       {o.nurse.client, 422, "invalid", "PUT", fresh, with(ask(o.here.period, inside), "staff_id", o.staffOfOther.ID), []string{"If-None-Match", "*"}, "/staff_id"},
		"strength 4":          {o.nurse.client, 422, "invalid", "PUT", fresh, with(ask(o.here.period, inside), "strength", 4), []string{"If-None-Match", "*"}, "/strength"},
		"no such day":         {o.nurse.client, 422, "invalid", "PUT", fresh, ask(o.here.period, "2026-02-30"), []string{"If-None-Match", "*"}, "/day"},
		"day outside":         {o.nurse.client, 422, "invalid", "PUT", fresh, ask(o.here.period, first.Add(-1)), []string{"If-None-Match", "*"}, "/day"},
		"other ward's period": {o.nurse.client, 404, "not_found", "PUT", fresh, ask(o.there.period, inside), []string{"If-None-Match", "*"}, ""},
		"id that is no id":    {o.nurse.client, 422, "invalid", "PUT", "/me/preferences/1%20or%201=1", ask(o.here.period, inside), []string{"If-None-Match", "*"}, ""},
		"no version":          {o.nurse.client, 428, "precondition_required", "DELETE", "/me/preferences/" + string(mine), nil, nil, "If-Match"},
		"stale version":       {o.nurse.client, 412, "stale", "DELETE", "/me/preferences/" + string(mine), nil, []string{"If-Match", `"7"`}, ""},
		"it is there already": {o.nurse.client, 412, "stale", "PUT", "/me/preferences/" + string(mine), ask(o.here.period, inside), []string{"If-None-Match", "*"}, ""},
		"nurse adds a person": {o.nurse.client, 403, "forbidden", "POST", "/wards/" + string(o.here.id) + "/staff", person("X"), nil, ""},
		"nobody":              {newClient(o.server.url), 401, "unauthenticated", "PUT", fresh, ask(o.here.period, inside), []string{"If-None-Match", "*"}, ""},
		"a ward not theirs":   {o.other, 404, "not_found", "POST", "/wards/" + string(o.here.id) + "/staff", person("X"), nil, ""},
		"no name":             {o.other, 422, "invalid", "POST", staffOther, person(""), nil, "/name"},
		"no key":              {o.other, 400, "idempotency_key_required", "POST", staffOther, person("X"), []string{"Idempotency-Key", ""}, "Idempotency-Key"},
		"stale person":        {o.other, 412, "stale", "PUT", "/staff/" + string(o.staffOfOther.ID), person("X"), []string{"If-Match", `"9"`}, ""},
		"stale approval":      {o.other, 412, "stale", "POST", roster + "/approve", nil, []string{"If-Match", `"9"`}, ""},
		"publish a draft":     {o.other, 409, "conflict", "POST", roster + "/publish", nil, []string{"If-Match", quoted(o.draft.Version)}, ""},
		"open it again":       {o.other, 409, "conflict", "POST", "/periods/" + string(o.there.period) + "/open", nil, []string{"If-Match", `"1"`}, ""},
		"sealed preferences":  {o.other, 404, "not_found", "GET", "/periods/" + string(o.here.period) + "/preferences", nil, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := c.who.refused(t, c.status, c.code, c.method, c.path, c.body, c.headers...)
			if text := fmt.Sprint(p); !strings.Contains(text, c.says) {
				t.Errorf("the problem %s should name %q", text, c.says)
			}
			if diff := cmp.Diff(before, dump(t, o.dsn)); diff != "" {
				t.Errorf("the database was changed (-before +after):\n%s", diff)
			}
		})
	}
	o.server.stop(t)
}

// Bids go on until the window closes: those before that second are kept, the first after
// it is refused, although nobody has closed the period yet.
func TestWindowClosesByTheClock(t *testing.T) {
	dsn := newDatabase(t)
	server := serve(t, dsn)
	closes := time.Now().Add(8 * time.Second).Truncate(time.Second)
	b := openRush(t, dsn, server, signInAdmin(t, dsn, server), 1, "--bidding-closes", closes.UTC().Format(time.RFC3339))[0]
	var began time.Time
	var err error
	for err == nil {
		began = time.Now()
		err = b.step(t.Context())
		if err == nil && !began.Before(closes) {
			t.Fatalf("a preference was taken %v after the window had closed", began.Sub(closes))
		}
	}
	if answered := time.Now(); answered.Before(closes) || !strings.Contains(err.Error(), `"code":"closed"`) {
		t.Errorf("%v before the window closed: %v", closes.Sub(answered), err)
	}
	if b.acknowledged == 0 {
		t.Error("nothing was taken before the window closed")
	}
	b.verify(t)
	server.stop(t)
}

// When the nightly run has closed the period, no preference is taken.
func TestClosedWindowTakesNothing(t *testing.T) {
	o := openOffice(t)
	o.server.stop(t)
	// The same database under a clock that is past the window: the nightly run closes it.
	at := o.nurse.period.BiddingClosesAt
	must(t, "nightly", "--db-dsn", o.dsn, "--at", at.Format("2006-01-02T15:04:05Z"))
	server := serve(t, o.dsn)
	o.nurse.url = server.url
	before := dump(t, o.dsn)
	p := o.nurse.refused(t, http.StatusConflict, "closed", http.MethodPut, "/me/preferences/"+newUUID(),
		map[string]any{"period_id": o.here.period, "day": o.nurse.period.FirstDay, "kind": "day_off", "strength": 1}, "If-None-Match", "*")
	if !strings.Contains(p.Detail, "closed") {
		t.Errorf("the problem says %q", p.Detail)
	}
	if diff := cmp.Diff(before, dump(t, o.dsn)); diff != "" {
		t.Errorf("the database was changed (-before +after):\n%s", diff)
	}
	server.stop(t)
}

// A ward that cannot be staffed gets a rota all the same, which names the duties that
// nobody fills. The least cover of the first night asks for six in charge; four hold that
// skill, and whoever worked late or has just ended nights may not all be spared.
func TestInfeasibleWardNamesUnfilledDuties(t *testing.T) {
	dsn, in := newDatabase(t), alder()
	var week map[string]any
	text, err := os.ReadFile(in.weeks[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &week); err != nil {
		t.Fatal(err)
	}
	for _, row := range week["requirements"].([]any) {
		if r := row.(map[string]any); r["shiftType"] == "Night" && r["skill"] == "Charge" {
			r["requirementOnMonday"] = map[string]int{"minimum": 6, "optimal": 6}
		}
	}
	if text, err = json.Marshal(week); err != nil {
		t.Fatal(err)
	}
	in.weeks[0] = filepath.Join(t.TempDir(), "WD-alder-0.json")
	if err := os.WriteFile(in.weeks[0], text, 0o600); err != nil {
		t.Fatal(err)
	}
	w := importWard(t, dsn, "Short Ward", in, "--solve-seconds", "2")
	must(t, "nightly", "--db-dsn", dsn)
	server := serve(t, dsn)
	manager := signIn(t, server.url, w.login, w.password)
	draft := drafted(t, manager, w.period)
	var view roster
	manager.get(t, "/rosters/"+string(draft.ID), &view)
	var period store.RosterPeriod
	manager.get(t, "/periods/"+string(w.period), &period)
	unfilled, filled := 0, 0
	night, charge := "", ""
	for _, s := range items[store.Shift](t, manager, "/wards/"+string(w.id)+"/shifts") {
		if s.Code == "Night" {
			night = string(s.ID)
		}
	}
	for _, s := range items[store.Skill](t, manager, "/skills") {
		if s.Code == "Charge" {
			charge = string(s.ID)
		}
	}
	for _, d := range view.Duties {
		if d.Day == period.FirstDay && string(d.ShiftID) == night && string(d.SkillID) == charge {
			if d.Unfilled() {
				unfilled++
			} else {
				filled++
			}
		}
	}
	if unfilled < 2 || unfilled+filled < 6 {
		t.Errorf("the first night has %d unfilled and %d filled duties in charge, want at least 2 and together 6", unfilled, filled)
	}
	named := false
	for _, f := range view.Findings {
		named = named || f.Rule == "cover_minimum" && f.Day == period.FirstDay && f.Amount == int64(unfilled)
	}
	if !named || view.Roster.Score[1] < int64(unfilled) {
		t.Errorf("no finding names the %d people missing; score %v, findings %+v", unfilled, view.Roster.Score, view.Findings)
	}
	server.stop(t)
}

// The command line refuses bad files with a clear message and code 1, and writes nothing.
func TestBadFilesChangeNothing(t *testing.T) {
	dsn, in := newDatabase(t), alder()
	before := dump(t, dsn)
	good, err := os.ReadFile(in.scenario)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text []byte
		want string
	}{
		"cut short":     {good[:len(good)/2], "not JSON"},
		"empty":         {nil, "not JSON"},
		"zeros":         {make([]byte, 4096), "not JSON"},
		"unknown field": {bytes.Replace(good, []byte(`"id": "alder"`), []byte(`"id": "alder", "colour": 1`), 1), "/colour"},
		"too deep":      {bytes.Repeat([]byte("["), 100_000), "nested"},
		"oversized":     {append(bytes.Repeat([]byte(" "), 65<<20), good...), "larger than 64 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "Sc.json")
			if err := os.WriteFile(file, c.text, 0o600); err != nil {
				t.Fatal(err)
			}
			_, stderr, err := command(t.Context(), nil, "import", "inrc2", "--db-dsn", dsn, "--ward", "W",
				"--history", in.history, "--weeks", strings.Join(in.weeks, ","), file)
			if code := exitCode(err); code != 1 || !strings.Contains(stderr, c.want) || !strings.Contains(stderr, "Sc.json") {
				t.Errorf("code %d, %q should name the file and hold %q", code, stderr, c.want)
			}
			if diff := cmp.Diff(before, dump(t, dsn)); diff != "" {
				t.Errorf("the database was changed (-before +after):\n%s", diff)
			}
		})
	}
}
