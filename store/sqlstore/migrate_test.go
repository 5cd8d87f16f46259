package sqlstore

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden schemas anew")

// testClock stands still on a winter morning.
func testClock() time.Time { return time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC) }

// openEmpty opens a fresh database of the dialect without tables; it skips PostgreSQL
// where no server is given.
func openEmpty(t *testing.T, d dialect) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{DSN: emptyDSN(t, d), Now: testClock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// emptyDSN makes a database and returns its DSN.
func emptyDSN(t *testing.T, d dialect) string {
	t.Helper()
	if d == sqliteDialect {
		return "sqlite:" + filepath.Join(t.TempDir(), "fair rota?.db")
	}
	server := os.Getenv("FAIRROTA_TEST_PG_DSN")
	if server == "" {
		t.Skip("FAIRROTA_TEST_PG_DSN names no PostgreSQL server")
	}
	admin, err := Open(t.Context(), Options{DSN: server, Now: testClock})
	if err != nil {
		t.Fatal(err)
	}
	name := "t" + strings.ReplaceAll(string(newID()), "-", "")
	if _, err := admin.writePool.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := admin.writePool.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
		if err != nil {
			t.Error(err)
		}
		_ = admin.Close()
	})
	before, after, _ := strings.Cut(server, "?")
	return before[:strings.LastIndex(before, "/")+1] + name + "?" + after
}

func eachDialect(t *testing.T, f func(t *testing.T, d dialect)) {
	t.Helper()
	for _, d := range []dialect{sqliteDialect, postgresDialect} {
		t.Run(string(d), func(t *testing.T) { f(t, d) })
	}
}

func rowsOf(t *testing.T, db *DB, query string) []string {
	t.Helper()
	rows, err := db.writePool.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// schemaOf describes all that our migrations have made, in a fixed order.
func schemaOf(t *testing.T, db *DB) string {
	t.Helper()
	not := func(column string) string {
		return column + " NOT LIKE 'river%' AND " + column + " NOT LIKE 'goose%' AND " + column + " NOT LIKE 'sqlite_%'"
	}
	var lines []string
	if db.dialect == sqliteDialect {
		lines = rowsOf(t, db, "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND "+not("tbl_name")+" ORDER BY type, name")
	} else {
		lines = append(lines, rowsOf(t, db, `SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
			FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND `+not("c.relname")+` ORDER BY c.relname, a.attnum`)...)
		lines = append(lines, rowsOf(t, db, `SELECT c.relname || ': ' || o.conname || ' ' || pg_get_constraintdef(o.oid) FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
			WHERE c.relnamespace = 'public'::regnamespace AND `+not("c.relname")+` ORDER BY c.relname, o.conname`)...)
		lines = append(lines, rowsOf(t, db, `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND `+not("tablename")+` ORDER BY indexname`)...)
		lines = append(lines, rowsOf(t, db, `SELECT pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT tgisinternal AND `+not("c.relname")+` ORDER BY g.tgname`)...)
		lines = append(lines, rowsOf(t, db, `SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND `+not("proname")+` ORDER BY proname`)...)
	}
	return strings.Join(lines, "\n\n") + "\n"
}

func TestMigrateGivesTheGoldenSchema(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		db := openEmpty(t, d)
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("migrations", string(d), "schema.golden")
		got := schemaOf(t, db)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("schema differs from %s (write it anew with -update):\n%s", golden, diff)
		}
	})
}

func TestMigrateTwiceChangesNothing(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		db := openEmpty(t, d)
		if err := db.CheckSchema(t.Context()); err == nil {
			t.Error("CheckSchema is content with a database without tables")
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := db.CheckSchema(t.Context()); err != nil {
			t.Error(err)
		}
		before := schemaOf(t, db)
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, schemaOf(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestMigrateByManyAtOnce(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		dsn := emptyDSN(t, d)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				db, err := Open(t.Context(), Options{DSN: dsn, Now: testClock})
				if err != nil {
					t.Error(err)
					return
				}
				if err := db.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}

// columnsOf lists table.column of our tables.
func columnsOf(t *testing.T, db *DB) []string {
	t.Helper()
	query := `SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'river%' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite_%'`
	if db.dialect == postgresDialect {
		query = `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'river%' AND table_name NOT LIKE 'goose%'`
	}
	lines := rowsOf(t, db, query)
	slices.Sort(lines)
	return lines
}

func TestDialectsHaveTheSameTables(t *testing.T) {
	lite, pg := openEmpty(t, sqliteDialect), openEmpty(t, postgresDialect)
	for _, db := range []*DB{lite, pg} {
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want := columnsOf(t, lite)
	if len(want) < 100 {
		t.Fatalf("only %d columns found", len(want))
	}
	if diff := cmp.Diff(want, columnsOf(t, pg)); diff != "" {
		t.Error(diff)
	}
}

func TestEveryTypeHasItsTable(t *testing.T) {
	db := openEmpty(t, sqliteDialect)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, table := range tables {
		if there, err := db.hasTable(t.Context(), table); err != nil || !there {
			t.Errorf("%s: table %s: there=%t, %v", name, table, there, err)
		}
	}
}

func TestMigrationsFollowOneAnother(t *testing.T) {
	for want, names := range map[string][]string{
		"":                         {"0001_init.sql", "0002_more.sql", "0004_a_number_is_left_out.sql"},
		"0001_late.sql: must be":   {"0001_init.sql", "0001_late.sql"},
		"0002_other.sql: must be":  {"0001_init.sql", "0002_more.sql", "0002_other.sql"},
		"0000_second.sql: must be": {"0000_second.sql"},
		"first.sql: must be":       {"first.sql"},
	} {
		files := fstest.MapFS{}
		for _, name := range names {
			files["migrations/sqlite/"+name] = &fstest.MapFile{Data: []byte("SELECT 1")}
		}
		steps, err := migrationsOf(files, sqliteDialect)
		switch {
		case want == "" && (err != nil || len(steps) != len(names)):
			t.Errorf("%v: %d steps, %v", names, len(steps), err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%v: got %v, want an error with %q", names, err, want)
		}
	}
}

func TestMigrateRefusesAnotherHistory(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		steps, err := migrationsOf(embedded, d)
		if err != nil {
			t.Fatal(err)
		}
		edited := slices.Clone(steps)
		edited[0].sum = strings.Repeat("0", 64)
		newer := append(slices.Clone(steps), migration{version: lastVersion(steps) + 1, name: "9999_later.sql", sql: "SELECT 1", sum: "1"})
		for name, c := range map[string]struct {
			made, runs []migration
			want       string
		}{
			"edited":    {steps, edited, "was edited"},
			"downgrade": {newer, steps, "newer than this program"},
		} {
			t.Run(name, func(t *testing.T) {
				db := openEmpty(t, d)
				if err := db.migrate(t.Context(), c.made); err != nil {
					t.Fatal(err)
				}
				before := schemaOf(t, db)
				err := db.migrate(t.Context(), c.runs)
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got %v, want an error with %q", err, c.want)
				}
				if diff := cmp.Diff(before, schemaOf(t, db)); diff != "" {
					t.Error(diff)
				}
			})
		}
	})
}

func TestFailedMigrationLeavesNothingAndCopyStands(t *testing.T) {
	db := openEmpty(t, sqliteDialect)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.writePool.ExecContext(t.Context(), "INSERT INTO divisions (id, name, version) VALUES (?, 'Surgery', 1)", newID()); err != nil {
		t.Fatal(err)
	}
	before := schemaOf(t, db)
	steps, err := migrationsOf(embedded, sqliteDialect)
	if err != nil {
		t.Fatal(err)
	}
	next := migration{version: lastVersion(steps) + 1, name: "next.sql", sql: "CREATE TABLE extra (id text); INSERT INTO nowhere VALUES (1);", sum: "1"}
	if err := db.migrate(t.Context(), append(steps, next)); err == nil {
		t.Fatal("a migration that cannot run passed")
	}
	if diff := cmp.Diff(before, schemaOf(t, db)); diff != "" {
		t.Error(diff)
	}
	copied, err := sql.Open("sqlite3", fmt.Sprintf("file:%s?mode=ro", strings.ReplaceAll(db.path, "?", "%3f")+fmt.Sprintf(".before-%04d", next.version)))
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	var name string
	if err := copied.QueryRowContext(t.Context(), "SELECT name FROM divisions").Scan(&name); err != nil || name != "Surgery" {
		t.Errorf("the copy holds %q, %v", name, err)
	}
}
