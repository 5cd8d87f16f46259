package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// Options say which database to open and how.
type Options struct {
	// DSN is "sqlite:PATH", or a "postgres://" URL.
	DSN string
	// Now is the clock; required. Instants of rows come from it.
	Now func() time.Time
	// Log takes slow queries and faults; nil discards them.
	Log *slog.Logger
	// Build names the version of the program, for runs.
	Build string
	// Fatal is called with the fault when the disk could not make a commit durable: what
	// is on it is then unknown and the process should end. nil means the fault is only
	// returned.
	Fatal func(error)
}

// DB is an open database; it is safe for concurrent use.
type DB struct {
	dialect dialect
	// path is the file of a SQLite database.
	path string
	// writePool and readPool are one pool on PostgreSQL.
	writePool, readPool *sql.DB
	writer, reader      *gorm.DB
	clock               func() time.Time
	log                 *slog.Logger
	build               string
	fatal               func(error)
	// homes keeps the home ward of people by id; see chainOfPerson.
	homes sync.Map

	// queueClient inserts jobs; it is made when first used.
	queueOnce   sync.Once
	queueClient *river.Client[*sql.Tx]
	queueErr    error
}

// dialect is the kind of database.
type dialect string

const (
	sqliteDialect   dialect = "sqlite"
	postgresDialect dialect = "postgres"
)

// The sizes of the pools, in connections.
const (
	sqliteReaders   = 6
	postgresClients = 16
)

// Open opens the database that o.DSN names and checks that it answers. A SQLite file
// that is not there is created, empty, readable by its owner only. Open changes no
// table: see Migrate and CheckSchema.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Now == nil {
		return nil, errors.New("open database: no clock given")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	db := &DB{clock: o.Now, log: o.Log, build: o.Build, fatal: o.Fatal}
	var err error
	switch {
	case strings.HasPrefix(o.DSN, "sqlite:"):
		err = db.openSQLite(ctx, strings.TrimPrefix(o.DSN, "sqlite:"))
	case strings.HasPrefix(o.DSN, "postgres://"), strings.HasPrefix(o.DSN, "postgresql://"):
		err = db.openPostgres(ctx, o.DSN)
	default:
		err = errors.New("the data source must be sqlite:PATH or a postgres:// URL")
	}
	if err != nil {
		if db.writePool != nil {
			err = errors.Join(err, db.Close())
		}
		return nil, fmt.Errorf("open database: %w", err)
	}
	return db, nil
}

func (db *DB) openSQLite(ctx context.Context, path string) error {
	if path == "" || strings.Contains(path, ":memory:") {
		return errors.New("SQLite needs the path of a file: two pools cannot share a database in memory")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the folder of the database: %w", err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return fmt.Errorf("create the database: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("create the database: %w", err)
	}
	db.dialect, db.path = sqliteDialect, path
	db.writePool = sql.OpenDB(newSQLiteConnector(path, sqliteWrite))
	db.writePool.SetMaxOpenConns(1)
	// The write pool comes first: it sets the journal mode, which a reader cannot.
	if err := db.writePool.PingContext(ctx); err != nil {
		return err
	}
	db.readPool = sql.OpenDB(newSQLiteConnector(path, sqliteRead))
	db.readPool.SetMaxOpenConns(sqliteReaders)
	db.readPool.SetMaxIdleConns(sqliteReaders)
	if err := db.readPool.PingContext(ctx); err != nil {
		return err
	}
	if db.writer, err = gorm.Open(sqlite.New(sqlite.Config{Conn: db.writePool}), db.gormConfig()); err != nil {
		return err
	}
	db.reader, err = gorm.Open(sqlite.New(sqlite.Config{Conn: db.readPool}), db.gormConfig())
	return err
}

func (db *DB) openPostgres(ctx context.Context, dsn string) error {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// The cause quotes the DSN, which may hold a password.
		return errors.New("the postgres:// URL cannot be read")
	}
	db.dialect = postgresDialect
	db.writePool = stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(_ context.Context, conn *pgx.Conn) error {
		conn.TypeMap().RegisterType(&pgtype.Type{
			Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		})
		return nil
	}))
	db.writePool.SetMaxOpenConns(postgresClients)
	db.writePool.SetMaxIdleConns(postgresClients)
	db.readPool = db.writePool
	if err := db.writePool.PingContext(ctx); err != nil {
		return err
	}
	db.writer, err = gorm.Open(postgres.New(postgres.Config{Conn: db.writePool}), db.gormConfig())
	db.reader = db.writer
	return err
}

// gormConfig leaves PrepareStmt off: inside a transaction it prepares anew each time,
// whereas the drivers under it keep prepared statements with their connection.
func (db *DB) gormConfig() *gorm.Config {
	return &gorm.Config{
		TranslateError:         true,
		SkipDefaultTransaction: true,
		NowFunc:                db.now,
		NamingStrategy:         tableNamer{},
		Logger:                 gormLog{log: db.log},
		DisableAutomaticPing:   true,
	}
}

// now is the clock's instant as rows hold it: UTC, whole microseconds.
func (db *DB) now() time.Time { return db.clock().UTC().Truncate(time.Microsecond) }

// read returns the pool that only reads.
func (db *DB) read(ctx context.Context) *gorm.DB { return db.reader.WithContext(ctx) }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.readPool.PingContext(ctx); err != nil {
		return fmt.Errorf("ping the database: %w", err)
	}
	return nil
}

// Close closes all connections.
func (db *DB) Close() error {
	var faults []error
	if db.readPool != nil && db.readPool != db.writePool {
		faults = append(faults, db.readPool.Close())
	}
	faults = append(faults, db.writePool.Close())
	return errors.Join(faults...)
}
