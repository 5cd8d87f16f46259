package sqlstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/fairrota/fairrota/store"
)

//go:embed migrations
var embedded embed.FS

// migration is one step of the schema.
type migration struct {
	version int64
	name    string
	sql     string
	// sum is the SHA-256 of sql, hex.
	sum string
}

// migrationsOf reads the steps of a dialect, oldest first. Numbers rise; one may be left out, since branches
// of work take theirs beforehand.
func migrationsOf(files fs.FS, d dialect) ([]migration, error) {
	names, err := fs.Glob(files, path.Join("migrations", string(d), "*.sql"))
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	steps := make([]migration, 0, len(names))
	for _, name := range names { // Glob sorts
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read migration: %w", err)
		}
		base := path.Base(name)
		number, _, _ := strings.Cut(base, "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if last := lastVersion(steps); err != nil || version <= last {
			return nil, fmt.Errorf("migration %s: must be named NNNN_what.sql, with a number above %04d", base, last)
		}
		sum := sha256.Sum256(text)
		steps = append(steps, migration{version: version, name: base, sql: string(text), sum: hex.EncodeToString(sum[:])})
	}
	return steps, nil
}

// lastVersion returns the number of the newest of some steps; 0 for none.
func lastVersion(steps []migration) int64 {
	if len(steps) == 0 {
		return 0
	}
	return steps[len(steps)-1].version
}

// checksumTable is ours, because goose keeps no checksums.
const checksumTable = `CREATE TABLE IF NOT EXISTS migration_checksums (
    version bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL
)`

// Migrate brings the schema to this program's, ours and the job queue's; where it is
// already there it changes nothing. Several processes may call it at once. It refuses a
// database whose migrations were edited or are newer than this program, and copies an
// existing SQLite file aside, as PATH.before-NNNN, before it changes it.
func (db *DB) Migrate(ctx context.Context) error {
	steps, err := migrationsOf(embedded, db.dialect)
	if err != nil {
		return err
	}
	return db.migrate(ctx, steps)
}

func (db *DB) migrate(ctx context.Context, steps []migration) error {
	unlock, err := db.lockSchema(ctx)
	if err != nil {
		return fmt.Errorf("migrate: wait for other migrations: %w", err)
	}
	err = db.migrateLocked(ctx, steps)
	if err = errors.Join(err, unlock()); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func (db *DB) migrateLocked(ctx context.Context, steps []migration) error {
	if _, err := db.writePool.ExecContext(ctx, checksumTable); err != nil {
		return fmt.Errorf("create table of checksums: %w", err)
	}
	done, err := db.checksums(ctx)
	if err != nil {
		return err
	}
	if err := compareSums(steps, done); err != nil {
		return err
	}
	if len(done) < len(steps) {
		if err := db.copyAside(ctx, lastVersion(done)); err != nil {
			return err
		}
		if err := db.applySteps(ctx, steps); err != nil {
			return err
		}
	}
	return db.migrateQueue(ctx)
}

// applySteps runs the steps that are missing by goose, each in one transaction together
// with its checksum.
func (db *DB) applySteps(ctx context.Context, steps []migration) error {
	named := map[dialect]goose.Dialect{sqliteDialect: goose.DialectSQLite3, postgresDialect: goose.DialectPostgres}
	list := make([]*goose.Migration, 0, len(steps))
	for _, s := range steps {
		list = append(list, goose.NewGoMigration(s.version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, s.sql); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO migration_checksums (version, name, sha256) VALUES ($1, $2, $3)", s.version, s.name, s.sum)
			return err
		}}, nil))
	}
	provider, err := goose.NewProvider(named[db.dialect], db.writePool, nil,
		goose.WithGoMigrations(list...), goose.WithDisableGlobalRegistry(true), goose.WithSlog(db.log))
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return err
	}
	for _, r := range results {
		db.log.InfoContext(ctx, "schema migrated", "version", r.Source.Version, "took_ms", r.Duration.Milliseconds())
	}
	return nil
}

// migrateQueue brings the tables of the job queue up to date; their migrations come
// with the queue.
func (db *DB) migrateQueue(ctx context.Context) error {
	var driver riverdriver.Driver[*sql.Tx] = riversqlite.New(db.writePool)
	if db.dialect == postgresDialect {
		driver = riverdatabasesql.New(db.writePool)
	}
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: db.log})
	if err != nil {
		return fmt.Errorf("prepare the job queue's migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job queue: %w", err)
	}
	return nil
}

// checksums returns the recorded steps, oldest first.
func (db *DB) checksums(ctx context.Context) (done []migration, err error) {
	rows, err := db.writePool.QueryContext(ctx, "SELECT version, name, sha256 FROM migration_checksums ORDER BY version")
	if err != nil {
		return nil, fmt.Errorf("read checksums: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var m migration
		if err := rows.Scan(&m.version, &m.name, &m.sum); err != nil {
			return nil, fmt.Errorf("read checksums: %w", err)
		}
		done = append(done, m)
	}
	return done, rows.Err()
}

// compareSums refuses a database that another history of migrations has made.
func compareSums(steps, done []migration) error {
	for i, d := range done {
		switch {
		case i >= len(steps):
			return fmt.Errorf("the database is at version %d, newer than this program's %d: use the newer program", lastVersion(done), lastVersion(steps))
		case d.version != steps[i].version || d.sum != steps[i].sum:
			return fmt.Errorf("migration %s was edited after this database was made with it: restore its text and add a new migration", d.name)
		}
	}
	return nil
}

// CheckSchema reports whether Migrate has nothing to do: Unavailable with what to do
// where it has, or where the database is of another program's.
func (db *DB) CheckSchema(ctx context.Context) error {
	const op = "check schema"
	steps, err := migrationsOf(embedded, db.dialect)
	if err != nil {
		return err
	}
	there, err := db.hasTable(ctx, "migration_checksums")
	if err != nil {
		return db.fault(op, err)
	}
	if !there {
		return store.Errorf(store.Unavailable, op, "the database has no tables yet: run fairrota migrate")
	}
	done, err := db.checksums(ctx)
	if err != nil {
		return db.fault(op, err)
	}
	if err := compareSums(steps, done); err != nil {
		return store.Errorf(store.Unavailable, op, "%v", err)
	}
	if len(done) < len(steps) {
		return store.Errorf(store.Unavailable, op, "the database is at version %d of %d: run fairrota migrate", lastVersion(done), lastVersion(steps))
	}
	return nil
}

func (db *DB) hasTable(ctx context.Context, name string) (bool, error) {
	query := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1"
	if db.dialect == postgresDialect {
		query = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1"
	}
	var n int
	err := db.writePool.QueryRowContext(ctx, query, name).Scan(&n)
	return n > 0, err
}

// lockSchema makes this process the only one that migrates; the function it returns
// gives the lock back.
func (db *DB) lockSchema(ctx context.Context) (func() error, error) {
	if db.dialect == sqliteDialect {
		return lockFile(ctx, db.path+".migrate-lock")
	}
	// It asks once a second, for as long as other processes may take.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600), lock.WithUnlockTimeout(1, 10))
	if err != nil {
		return nil, err
	}
	conn, err := db.writePool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if err := locker.SessionLock(ctx, conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		return errors.Join(locker.SessionUnlock(context.WithoutCancel(ctx), conn), conn.Close())
	}, nil
}

// copyAside keeps a copy of a SQLite database that holds something, under the number of
// the last migration it has seen.
func (db *DB) copyAside(ctx context.Context, version int64) error {
	if db.dialect != sqliteDialect || version == 0 {
		return nil
	}
	target := fmt.Sprintf("%s.before-%04d", db.path, version+1)
	if err := removeIfThere(target); err != nil {
		return fmt.Errorf("copy the database aside: %w", err)
	}
	if _, err := db.writePool.ExecContext(ctx, "VACUUM INTO ?", target); err != nil {
		return fmt.Errorf("copy the database aside: %w", err)
	}
	return nil
}
