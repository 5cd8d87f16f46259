package apitest

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// password is everybody's; its hash is one that costs little, so that the tests need not
// wait for it. What a real one costs is api's own test.
const (
	password     = "correct horse battery staple"
	passwordHash = "$argon2id$v=19$m=64,t=1,p=1$uUpJ0E6amvSLWsNDoLyZEw$ySZilMAYOxMtr8BeV6xcAZgeUdOtxPVWJ6SQqIgN0EI"
)

// world is a server with its database, a clock that the test moves, and two wards.
type world struct {
	db     *sqlstore.DB
	api    *api.Server
	server *httptest.Server
	clock  *clock
	jobs   *sqlstore.Jobs
	log    *lockedBuffer

	wardA, wardB                store.Ward
	early, late, night          store.Shift
	rn                          store.Skill
	contract                    store.Contract
	staffA                      []store.Staff // of ward A: Ada, Ben, Cai, Dee, Eve, Fay
	staffB                      store.Staff
	period                      store.RosterPeriod // of ward A: 14 days, open
	demandID, trialID           store.ID
	admin, managerA, managerB   *client
	nurseA, nurseA2, nurseB, hr *client
	suspended, anonymous        *client
}

// clock is what the server takes for the time.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// set moves the clock forward.
func (c *clock) set(to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.Before(c.now) {
		return fmt.Errorf("the clock only moves forward")
	}
	c.now = to
	return nil
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// at is an instant of the world, which begins on 1 February 2026.
func at(day, hour int) time.Time { return time.Date(2026, 2, day, hour, 0, 0, 0, time.UTC) }

// problems adapts the database to the API.
type problems struct{ db *sqlstore.DB }

// RosterProblem returns the problem of a roster as it stands.
func (p problems) RosterProblem(ctx context.Context, actor store.Actor, id store.ID) (*api.RosterProblem, error) {
	found, roster, err := p.db.RosterProblem(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return &api.RosterProblem{
		Instance: found.Instance, Roster: roster, StaffIDs: found.StaffIDs, ShiftIDs: found.ShiftIDs, SkillIDs: found.SkillIDs,
		RequestIDs: found.RequestIDs, FirstDay: store.Day(found.FirstDay),
		Law: func(r nrp.Roster) ([]store.Finding, error) { return sqlstore.LawFindings(found, r) },
	}, nil
}

// explainInSteps works reasons out with a fixed amount of work.
func explainInSteps(ctx context.Context, in *nrp.Instance, r nrp.Roster, bound *nrp.Score, o explain.Options) (*explain.Report, error) {
	o.StepLimit, o.TimeLimit = 300_000, 0
	return explain.Explain(ctx, in, r, bound, o)
}

// newServer opens a database and serves it, without anything in it.
func newServer(t *testing.T, change func(*api.Config)) *world {
	t.Helper()
	w := &world{clock: &clock{now: at(1, 9)}, log: &lockedBuffer{}, trialID: newID()}
	log := slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	w.db, err = sqlstore.Open(t.Context(), sqlstore.Options{
		DSN: "sqlite:" + filepath.Join(t.TempDir(), "test.db"), Now: w.clock.Now, Log: log, Build: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.db.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	if err := w.db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.jobs, err = sqlstore.NewJobs(w.db, sqlstore.JobOptions{Workers: 1, Solve: scheduler.Solve, Explain: explainInSteps, Threads: 1, Clock: time.Now}); err != nil {
		t.Fatal(err)
	}
	config := api.Config{
		Now: w.clock.Now, Log: log, Sessions: w.db.Sessions(), Problems: problems{w.db}, SessionLifetime: 90 * 24 * time.Hour,
		Web: fstest.MapFS{"index.html": {Data: []byte("<html></html>")}}, MoveClock: w.clock.set,
	}
	if change != nil {
		change(&config)
	}
	if w.api, err = api.New(w.db, config); err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewUnstartedServer(nil)
	w.server.Config = w.api.HTTPServer() // with the limits of the real one
	w.server.Start()
	t.Cleanup(w.server.Close)
	w.anonymous = &client{w: w}
	return w
}

// trusting lets the server believe X-Forwarded-For of these networks.
func trusting(networks ...string) func(*api.Config) {
	return func(c *api.Config) {
		for _, n := range networks {
			c.TrustedProxies = append(c.TrustedProxies, netip.MustParsePrefix(n))
		}
	}
}

// user makes a user as the program itself.
func (w *world) user(t *testing.T, login string, staffID store.ID, grants ...store.Grant) *store.User {
	t.Helper()
	u, err := w.db.CreateUser(t.Context(), store.SystemActor, store.NewUser{
		Login: login, Name: "User " + login, PasswordHash: passwordHash, StaffID: staffID, Grants: grants,
	}, store.Once{})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// newWorld builds two wards over HTTP, as an administrator would, and signs everybody in.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := newServer(t, nil)
	w.user(t, "admin", "", store.Grant{Role: store.Administrator})
	w.admin = w.signIn(t, "admin")
	var division store.Division
	w.admin.post(t, 201, "/divisions", map[string]string{"name": "Medicine"}, &division)
	w.admin.post(t, 201, "/skills", map[string]string{"code": "RN", "name": "Registered nurse"}, &w.rn)
	for name, ward := range map[string]*store.Ward{"Ward A": &w.wardA, "Ward B": &w.wardB} {
		w.admin.post(t, 201, "/wards", map[string]any{
			"division_id": division.ID, "name": name, "time_zone": "Europe/London", "preference_cap": 5, "solve_seconds": 1,
		}, ward)
	}
	w.buildWardA(t)
	w.buildWardB(t)
	w.users(t)
	return w
}

// buildWardA has six nurses and wants one of them on each shift of each day.
func (w *world) buildWardA(t *testing.T) {
	t.Helper()
	base := "/wards/" + string(w.wardA.ID)
	for _, s := range []struct {
		into       *store.Shift
		code, name string
		kind       store.ShiftKind
		start, end int
	}{
		{&w.early, "E", "Early", store.Early, 420, 900},
		{&w.late, "L", "Late", store.Late, 840, 1320},
		{&w.night, "N", "Night", store.Night, 1290, 1890},
	} {
		w.admin.post(t, 201, base+"/shifts", map[string]any{
			"code": s.code, "name": s.name, "kind": s.kind, "start_minute": s.start, "end_minute": s.end,
			"paid_minutes": s.end - s.start - 30, "min_run": 0, "max_run": 0,
		}, s.into)
	}
	w.contract = w.newContract(t, base)
	for i, name := range []string{"Ada", "Ben", "Cai", "Dee", "Eve", "Fay"} {
		var p store.Staff
		w.admin.post(t, 201, base+"/staff", map[string]any{
			"contract_id": w.contract.ID, "number": fmt.Sprintf("A%d", i+1), "name": name,
			"skills": []map[string]any{{"skill_id": w.rn.ID}},
		}, &p)
		w.staffA = append(w.staffA, p)
	}
	rows := []map[string]any{}
	for weekday := range 7 {
		for _, s := range []store.Shift{w.early, w.late, w.night} {
			rows = append(rows, map[string]any{"weekday": weekday, "shift_id": s.ID, "min": 1, "preferred": 1, "max": -1})
		}
	}
	etag := w.admin.get(t, base, &w.wardA)
	w.admin.must(t, 200, request{method: "PUT", path: "/api/v1" + base + "/demand-template", match: etag, body: map[string]any{"items": rows}}, nil)
	w.period = w.newPeriod(t, w.wardA.ID, "2026-03-02", at(1, 8), at(16, 18))
}

func (w *world) newContract(t *testing.T, base string) store.Contract {
	t.Helper()
	var c store.Contract
	w.admin.post(t, 201, base+"/contracts", map[string]any{
		"name": "Full time", "weekly_minutes": 2250, "min_total": 0, "max_total": 0, "min_work_run": 0, "max_work_run": 6,
		"min_off_run": 0, "max_off_run": 0, "max_weekends": -1, "complete_weekends": false,
	}, &c)
	return c
}

// newPeriod plans 14 days and, where its time has come, opens bidding.
func (w *world) newPeriod(t *testing.T, ward store.ID, first store.Day, opens, closes time.Time) store.RosterPeriod {
	t.Helper()
	var p store.RosterPeriod
	etag := w.admin.post(t, 201, "/wards/"+string(ward)+"/periods", map[string]any{
		"first_day": first, "last_day": first.Add(13), "bidding_opens_at": opens, "bidding_closes_at": closes,
		"approval_due_at": closes.AddDate(0, 0, 2), "publication_due_at": closes.AddDate(0, 0, 4),
	}, &p)
	if !opens.After(w.clock.Now()) {
		w.admin.must(t, 200, request{method: "POST", path: "/api/v1/periods/" + string(p.ID) + "/open", match: etag}, &p)
	}
	return p
}

func (w *world) buildWardB(t *testing.T) {
	t.Helper()
	base := "/wards/" + string(w.wardB.ID)
	c := w.newContract(t, base)
	w.admin.post(t, 201, base+"/staff", map[string]any{"contract_id": c.ID, "number": "B1", "name": "Zoe", "skills": []any{}}, &w.staffB)
}

func (w *world) users(t *testing.T) {
	t.Helper()
	on := func(r store.Role, ward store.ID) store.Grant { return store.Grant{Role: r, WardID: ward} }
	w.user(t, "ada", w.staffA[0].ID, on(store.Nurse, w.wardA.ID))
	w.user(t, "ben", w.staffA[1].ID, on(store.Nurse, w.wardA.ID))
	w.user(t, "zoe", w.staffB.ID, on(store.Nurse, w.wardB.ID))
	w.user(t, "manager.a", "", on(store.WardManager, w.wardA.ID))
	w.user(t, "manager.b", "", on(store.WardManager, w.wardB.ID))
	w.user(t, "hr.figures", "", store.Grant{Role: store.HR})
	gone := w.user(t, "gone", w.staffA[2].ID, on(store.Nurse, w.wardA.ID), on(store.WardManager, w.wardA.ID))
	w.nurseA, w.nurseA2, w.nurseB = w.signIn(t, "ada"), w.signIn(t, "ben"), w.signIn(t, "zoe")
	w.managerA, w.managerB, w.hr = w.signIn(t, "manager.a"), w.signIn(t, "manager.b"), w.signIn(t, "hr.figures")
	// Whoever is suspended keeps the cookie of a session that was good.
	w.suspended = w.signIn(t, "gone")
	gone.State = store.Suspended
	if _, err := w.db.UpdateUser(t.Context(), store.SystemActor, *gone); err != nil {
		t.Fatal(err)
	}
}

// draft closes bidding of the period and lets the optimiser make a draft; it returns the
// draft's id.
func (w *world) draft(t *testing.T, period store.ID) store.ID {
	t.Helper()
	var p store.RosterPeriod
	path := "/periods/" + string(period)
	etag := w.managerA.get(t, path, &p)
	if p.State == store.Open {
		w.managerA.must(t, 200, request{method: "POST", path: "/api/v1" + path + "/close", match: etag}, &p)
	}
	var run store.Run
	w.managerA.post(t, 201, path+"/runs", map[string]any{"seconds": 1}, &run)
	if taken, err := w.jobs.Run(t.Context(), run.ID); err != nil || !taken {
		t.Fatalf("run: taken %v, %v", taken, err)
	}
	w.managerA.get(t, "/runs/"+string(run.ID), &run)
	if run.State != store.Saved || run.RosterID == "" {
		t.Fatalf("the run ended as %s: %s", run.State, run.Failure)
	}
	return run.RosterID
}
