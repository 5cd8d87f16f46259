package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// walAlarm is the size of the write-ahead log, in bytes, from which on it is an alarm: a
// reader then holds an old state of the database for too long.
const walAlarm = 64 << 20

// Upkeep keeps a SQLite file in order: it has the planner's statistics brought up to date
// where they are old, and empties the write-ahead log unless a reader needs it just now. It
// waits for nobody, so that no write waits for it longer than the copying takes. On
// PostgreSQL, which has its own, it does nothing. It is meant to be called every few
// minutes.
func (db *DB) Upkeep(ctx context.Context) error {
	if db.dialect != sqliteDialect {
		return nil
	}
	return db.fault("keep in order", db.upkeep(ctx, walAlarm))
}

// upkeep is Upkeep with the size of the alarm, in bytes.
func (db *DB) upkeep(ctx context.Context, alarm int64) (err error) {
	ctx, cancel := context.WithTimeout(ctx, queueDeadline)
	defer cancel()
	conn, err := db.writePool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	emptied, err := checkpoint(ctx, conn)
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "PRAGMA optimize"); err != nil {
		return fmt.Errorf("bring statistics up to date: %w", err)
	}
	if emptied {
		return nil
	}
	file, err := os.Stat(db.path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at the write-ahead log: %w", err)
	}
	if file.Size() > alarm {
		db.log.WarnContext(ctx, "the write-ahead log is large: a reader holds an old state", "bytes", file.Size())
	}
	return nil
}

// checkpoint empties the write-ahead log and reports whether it could. The connection's
// wait for locks is off meanwhile.
func checkpoint(ctx context.Context, conn *sql.Conn) (emptied bool, err error) {
	if _, err := conn.ExecContext(ctx, "PRAGMA busy_timeout=0"); err != nil {
		return false, fmt.Errorf("turn off waiting: %w", err)
	}
	defer func() {
		// Also where ctx has ended: the pool gives this connection to the next write.
		after, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_, onAgain := conn.ExecContext(after, "PRAGMA busy_timeout=5000")
		err = errors.Join(err, onAgain)
	}()
	var busy, pages, moved int
	if err := conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return false, fmt.Errorf("empty the write-ahead log: %w", err)
	}
	return busy == 0, nil
}
