package blackbox

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // reads the program's database from outside

	"github.com/fairrota/fairrota/store/sqlstore"
)

// newPostgres makes a database on the test server and returns its DSN with a connection
// to it. Without a server the test is skipped.
func newPostgres(t *testing.T) (string, *sql.DB) {
	t.Helper()
	server := os.Getenv("FAIRROTA_TEST_PG_DSN")
	if server == "" {
		t.Skip("FAIRROTA_TEST_PG_DSN names no PostgreSQL server; .ci/with-postgres starts one")
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := "b" + strings.ReplaceAll(newUUID(), "-", "")
	if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	db, err := sql.Open("pgx", u.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	must(t, "migrate", "--db-dsn", u.String())
	return u.String(), db
}

// number asks for one number.
func number(t *testing.T, db *sql.DB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := db.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// Two servers and two workers start at once on one database with 20 wards that are due:
// each ward is solved once, whoever sees first that it is due and whoever solves it.
func TestClusterSolvesEachWardOnce(t *testing.T) {
	const wards = 20
	dsn, db := newPostgres(t)
	for k := range wards {
		importWard(t, dsn, fmt.Sprintf("Ward %02d", k), alder(), "--solve-seconds", "1")
	}
	var servers, workers []*process
	for range 2 {
		servers = append(servers, startServe(t, dsn, "--solve-threads", "1"))
		workers = append(workers, launch(t, "worker", "worker", "--db-dsn", dsn, "--solve-threads", "1"))
	}
	began := time.Now()
	waitFor(t, 3*time.Minute, "every ward has a draft", func() (bool, string) {
		n := number(t, db, "SELECT count(*) FROM periods WHERE state = 'drafted'")
		return n == wards, fmt.Sprintf("%d of %d", n, wards)
	})
	took := time.Since(began)
	for query, want := range map[string]int{
		"SELECT count(*) FROM runs":                                        wards,
		"SELECT count(*) FROM runs WHERE state = 'saved' AND fence = 1":    wards,
		"SELECT count(*) FROM rosters":                                     wards,
		"SELECT count(DISTINCT period_id) FROM rosters WHERE number = 1":   wards,
		"SELECT count(*) FROM due_steps WHERE step = 'solve'":              wards,
		"SELECT count(*) FROM audit_entries WHERE action = 'roster.draft'": wards,
		"SELECT count(*) FROM notices WHERE kind = 'draft_ready'":          wards,
	} {
		if got := number(t, db, query); got != want {
			t.Errorf("%s is %d, want %d", query, got, want)
		}
	}
	t.Logf("%d wards of 1 s each by 2 servers and 2 workers in %v, solved by %d processes",
		wards, took.Round(100*time.Millisecond), number(t, db, "SELECT count(DISTINCT holder) FROM runs"))
	for _, p := range append(servers, workers...) {
		p.stop(t)
	}
	checkAudit(t, dsn)
}

// takeUpWithin is how long after the end of a dead worker's lease its ward may wait.
const takeUpWithin = 10 * time.Second

// A worker is killed with -9 in the middle of a solve: another one takes the ward up
// soon after the lease has ended, and the draft is saved once.
func TestKillWorkerDuringSolve(t *testing.T) {
	dsn, db := newPostgres(t)
	n := kills(t, 1)
	// These servers only look after the clock and the queue.
	for range 2 {
		serve(t, dsn, "--workers", "0", "--run-lease", "4s")
	}
	workers := map[string]*process{}
	hire := func() {
		p := launch(t, "worker", "worker", "--db-dsn", dsn, "--run-lease", "4s", "--solve-threads", "1")
		workers[fmt.Sprint(p.cmd.Process.Pid)] = p
	}
	hire()
	hire()
	var slowest time.Duration
	for k := range n {
		w := importWard(t, dsn, fmt.Sprintf("Ward %d", k), alder(), "--solve-seconds", "3")
		// The minute's tick would find the period too; the test does not wait for it.
		openStore(t, dsn, func(ctx context.Context, db *sqlstore.DB) error { return db.Tick(ctx, time.Now()) })
		var holder string
		waitFor(t, 20*time.Second, "a worker solves the ward", func() (bool, string) {
			err := db.QueryRowContext(t.Context(), "SELECT holder FROM runs WHERE period_id = $1 AND state = 'solving' AND progress IS NOT NULL", w.period).Scan(&holder)
			return err == nil, fmt.Sprint(err)
		})
		dead := workers[holder[strings.LastIndex(holder, ":")+1:]]
		if dead == nil {
			t.Fatalf("%q is none of the workers", holder)
		}
		dead.kill()
		hire()
		var lease time.Time
		if err := db.QueryRowContext(t.Context(), "SELECT lease_until FROM runs WHERE period_id = $1", w.period).Scan(&lease); err != nil {
			t.Fatal(err)
		}
		waitFor(t, time.Until(lease)+takeUpWithin, "another worker takes the ward up", func() (bool, string) {
			return number(t, db, "SELECT fence FROM runs WHERE period_id = $1", w.period) == 2, "fence 1"
		})
		slowest = max(slowest, time.Since(lease))
		waitFor(t, 20*time.Second, "the draft is saved", func() (bool, string) {
			n := number(t, db, "SELECT count(*) FROM runs WHERE period_id = $1 AND state = 'saved'", w.period)
			return n == 1, fmt.Sprint(n)
		})
		if got := number(t, db, "SELECT count(*) FROM rosters WHERE period_id = $1", w.period); got != 1 {
			t.Errorf("%d drafts were saved, want 1", got)
		}
		if left := dead.orphans(); len(left) > 0 {
			t.Errorf("processes %v of the dead worker stayed behind", left)
		}
	}
	t.Logf("%d workers killed in mid-solve: taken up at most %v after the end of the lease, each saved once", n, slowest.Round(10*time.Millisecond))
	checkAudit(t, dsn)
}
