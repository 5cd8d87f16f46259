package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx", to make and drop databases

	"github.com/fairrota/fairrota/store/sqlstore"
)

// Opener opens a fresh, migrated database that ends with the test.
type Opener func(t testing.TB, clock *Clock) *sqlstore.DB

// Openers are all kinds of database by name.
var Openers = map[string]Opener{"sqlite": SQLite, "postgres": Postgres}

// Each runs f on every kind of database, as subtests.
func Each(t *testing.T, f func(t *testing.T, open Opener)) {
	t.Helper()
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) { f(t, Openers[name]) })
	}
}

// SQLite opens a fresh SQLite database in a folder of the test.
func SQLite(t testing.TB, clock *Clock) *sqlstore.DB {
	t.Helper()
	db := Open(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"), clock)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

// Postgres opens a fresh database on the PostgreSQL server that FAIRROTA_TEST_PG_DSN
// names, and skips the test where it names none.
func Postgres(t testing.TB, clock *Clock) *sqlstore.DB {
	t.Helper()
	return Open(t, PostgresDSN(t), clock)
}

// Open opens a database that is there and closes it with the test.
func Open(t testing.TB, dsn string, clock *Clock) *sqlstore.DB {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{DSN: dsn, Now: clock.Now, Build: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return db
}

// template is the migrated database of which those of the tests are copies; it is made
// once in a process and goes with the server, which is meant to be thrown away.
var template struct {
	once sync.Once
	name string
	err  error
}

// PostgresDSN makes a fresh, migrated database, which is dropped after the test, and
// returns its DSN, so that several processes can open it.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	server := os.Getenv("FAIRROTA_TEST_PG_DSN")
	if server == "" {
		t.Skip("FAIRROTA_TEST_PG_DSN names no PostgreSQL server; .ci/with-postgres starts one")
	}
	template.once.Do(func() {
		template.name = newName()
		template.err = makeTemplate(t.Context(), server, template.name)
	})
	if template.err != nil {
		t.Fatal(template.err)
	}
	name := newName()
	if err := administer(t.Context(), server, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template.name)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := administer(context.Background(), server, fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", name)); err != nil {
			t.Error(err)
		}
	})
	return withDatabase(server, name)
}

func newName() string { return fmt.Sprintf("fairrota_test_%x", [16]byte(uuid.New())) }

func makeTemplate(ctx context.Context, server, name string) error {
	if err := administer(ctx, server, "CREATE DATABASE "+name); err != nil {
		return err
	}
	db, err := sqlstore.Open(ctx, sqlstore.Options{DSN: withDatabase(server, name), Now: NewClock(Monday).Now})
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	return db.Close()
}

// administer runs one statement on the server's own database.
func administer(ctx context.Context, server, statement string) error {
	admin, err := sql.Open("pgx", server)
	if err != nil {
		return err
	}
	defer admin.Close() //nolint:errcheck // the statement has run or not
	if _, err := admin.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// withDatabase replaces the database that a DSN names.
func withDatabase(dsn, name string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return dsn
	}
	u.Path = "/" + name
	return u.String()
}
