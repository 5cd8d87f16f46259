package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// raceDetector reports whether the test was built with it.
func raceDetector() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

func TestSeedDemo(t *testing.T) {
	if raceDetector() {
		t.Skip("the solves take minutes with the race detector: make test-bench runs it without")
	}
	now := time.Date(2026, 11, 24, 22, 30, 0, 0, time.UTC) // a Tuesday
	config := &Config{DBDSN: importDatabase(t)}
	signIns, err := seedDemo(t.Context(), config, "", slog.New(slog.DiscardHandler), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{DSN: config.DBDSN, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()

	nurse := signedIn(t, db, signIns, demoNurseLogin)
	manager := signedIn(t, db, signIns, demoManagerLogin)
	hr := signedIn(t, db, signIns, demoHRLogin)
	signedIn(t, db, signIns, demoAdminLogin)

	periods, err := db.Periods(t.Context(), manager, manager.Grants[0].WardID)
	if err != nil {
		t.Fatal(err)
	}
	// The week of 24 November begins on the 23rd: rotas from 28 September, 26 October and
	// now, then the open period from 21 December.
	want := []struct {
		first store.Day
		state store.PeriodState
	}{{"2026-12-21", store.Open}, {"2026-11-23", store.PeriodPublished}, {"2026-10-26", store.PeriodPublished}, {"2026-09-28", store.PeriodPublished}}
	if len(periods) != len(want) {
		t.Fatalf("%d periods, want %d", len(periods), len(want))
	}
	for i, w := range want {
		if periods[i].FirstDay != w.first || periods[i].State != w.state {
			t.Errorf("period %d is %s from %s, want %s from %s", i, periods[i].State, periods[i].FirstDay, w.state, w.first)
		}
	}
	if !periods[0].BiddingOpen(now) || periods[0].BiddingClosesAt.Before(now.Add(72*time.Hour)) {
		t.Errorf("bidding is open from %s to %s", periods[0].BiddingOpensAt, periods[0].BiddingClosesAt)
	}
	if mine, err := db.MyPreferences(t.Context(), nurse, periods[0].ID); err != nil || len(mine) != 0 {
		t.Errorf("the demo nurse has %d preferences (%v), want none", len(mine), err)
	}
	counts, err := db.PreferenceCounts(t.Context(), manager, periods[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for _, c := range counts {
		most = max(most, c.People)
	}
	if most < 7 {
		t.Errorf("on the most wanted day %d people ask, want a contest", most)
	}
	rota, err := db.MyRota(t.Context(), nurse, "2026-11-23", "2026-12-20")
	if err != nil || len(rota.Duties) < 10 {
		t.Errorf("the demo nurse has %d duties in four weeks (%v)", len(rota.Duties), err)
	}
	unread := 0
	notices, err := db.Notices(t.Context(), nurse)
	for _, n := range notices {
		if n.ReadAt == nil {
			unread++
		}
	}
	if err != nil || unread != 1 || len(notices) < 4 {
		t.Errorf("the demo nurse has %d notices, %d unread (%v); only that bidding is open is news", len(notices), unread, err)
	}
	figures, err := db.Figures(t.Context(), hr, "2026-09-01", "2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	if f := figures.Organisation; f.Staff.Value == nil || f.FulfilmentRate.Value == nil || *f.FulfilmentRate.Value <= 0 || f.Rotas != 9 || *f.LeadTime.Value != 42 {
		t.Errorf("HR sees nothing of the organisation: %+v", f)
	}
	// Why a wish of the present rota was refused is what is asked first.
	refused := "SELECT count(*) FROM outcomes o JOIN rosters r ON r.id = o.roster_id WHERE r.period_id = '" + string(periods[1].ID) + "' AND "
	if n := countOf(t, config.DBDSN, refused+"o.proof = 'not_examined'"); n != 0 {
		t.Errorf("%d refusals of the present rota are not examined", n)
	}
	if n := countOf(t, config.DBDSN, refused+"o.nearest IS NOT NULL AND o.nearest <> 'null'"); n == 0 {
		t.Error("no refusal of the present rota says what could be had instead")
	}
	// An import and three rotas of 24 people have filled the ledger, which is enough for two groups at least.
	ledger, err := db.MyLedger(t.Context(), nurse)
	if err != nil || len(ledger.Entries) < 5 || ledger.Burden <= 0 || len(ledger.Bands) < 2 || ledger.Mine < 0 {
		t.Errorf("the demo nurse's ledger: %+v (%v)", ledger, err)
	}
	fairness, err := db.WardFairness(t.Context(), manager, manager.Grants[0].WardID)
	if err != nil || len(fairness.Trend) != 3 || len(fairness.People) != 24 || fairness.People[0].Burden <= fairness.People[23].Burden {
		t.Errorf("the demo ward's fairness: %+v (%v)", fairness, err)
	}
	if err := db.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
	seededAgain(t, config, signIns)
}

// signedIn returns the actor of one of the sign-ins.
func signedIn(t *testing.T, db *sqlstore.DB, signIns []signIn, login string) store.Actor {
	t.Helper()
	for _, s := range signIns {
		if s.login != login {
			continue
		}
		user, err := db.UserByLogin(t.Context(), login)
		if err != nil {
			t.Fatal(err)
		}
		actor, err := db.Actor(t.Context(), user.ID)
		if err != nil {
			t.Fatal(err)
		}
		return actor
	}
	t.Fatalf("no sign-in %s among %d", login, len(signIns))
	return store.Actor{}
}

// seededAgain runs the command a second time: the sign-ins are read back from a file that only its owner can read.
func seededAgain(t *testing.T, config *Config, first []signIn) {
	t.Helper()
	file := filepath.Join(filepath.Dir(strings.TrimPrefix(config.DBDSN, "sqlite:")), "demo-sign-ins.txt")
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: mode %v (%v), want 0600", file, info.Mode(), err)
	}
	code, stdout, stderr := execute(t, &commands{}, "demo", "--db-dsn", config.DBDSN)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	for _, s := range first {
		if !strings.Contains(stdout, s.login) || !strings.Contains(stdout, s.password) {
			t.Errorf("%q should hold the sign-in of %s", stdout, s.login)
		}
	}
}

// A database that holds anything else is refused.
func TestSeedDemoRefusesOtherData(t *testing.T) {
	other := importDatabase(t)
	if code, _, stderr := execute(t, &commands{}, append([]string{"import", "inrc2", "--db-dsn", other, "--ward", "A"}, alderFiles(t, unchanged)...)...); code != exitOK {
		t.Fatal(stderr)
	}
	code, _, stderr := execute(t, &commands{}, "demo", "--db-dsn", other)
	if code != exitFailure || !strings.Contains(stderr, "other data") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if n := countOf(t, other, "SELECT count(*) FROM users"); n != 0 {
		t.Errorf("%d users were made", n)
	}
}
