package blackbox

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // reads the program's database from outside

	"github.com/fairrota/fairrota/store/sqlstore"
)

// ask runs a query for one value on the program's SQLite file, with a connection that
// cannot write.
func ask[T any](t *testing.T, dsn, query string, args ...any) T {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+strings.TrimPrefix(dsn, "sqlite:")+"?_query_only=1&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var v T
	if err := db.QueryRowContext(t.Context(), query, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// checkFile checks the file's structure, its foreign keys and every audit chain.
func checkFile(t *testing.T, dsn string) {
	t.Helper()
	if got := ask[string](t, dsn, "PRAGMA integrity_check"); got != "ok" {
		t.Errorf("integrity check: %s", got)
	}
	if n := ask[int](t, dsn, "SELECT count(*) FROM pragma_foreign_key_check"); n != 0 {
		t.Errorf("%d rows refer to rows that are not there", n)
	}
	checkAudit(t, dsn)
}

// checkAudit verifies every audit chain of a database.
func checkAudit(t *testing.T, dsn string) {
	t.Helper()
	openStore(t, dsn, func(ctx context.Context, db *sqlstore.DB) error { return db.VerifyAudit(ctx) })
}

// openStore opens a database beside the processes that use it.
func openStore(t *testing.T, dsn string, use func(context.Context, *sqlstore.DB) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	db, err := sqlstore.Open(ctx, sqlstore.Options{DSN: dsn, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(use(ctx, db), db.Close()); err != nil {
		t.Error(err)
	}
}
