package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// writeDeadline bounds one attempt of a writing transaction; longDeadline is for the few
// that check a whole roster. queueDeadline bounds the wait for those before it.
const (
	writeDeadline = 2 * time.Second
	longDeadline  = 20 * time.Second
	queueDeadline = 10 * time.Second
)

// retries is how often a writing transaction is tried again after another got in its way.
const retries = 3

// Tx is a writing transaction. Inside it nothing but it may use the database.
type Tx struct {
	// Now is the instant of the transaction: UTC, whole microseconds.
	Now time.Time
	// db runs statements inside the transaction and carries its context.
	db *gorm.DB
	// raw is the transaction under db.
	raw *sql.Tx
	// owner is the database.
	owner *DB
}

// sqlTx returns the transaction for what takes database/sql, such as the job queue.
func (tx *Tx) sqlTx() *sql.Tx { return tx.raw }

// newID returns a new UUIDv7.
func newID() store.ID { return store.ID(uuid.Must(uuid.NewV7()).String()) }

// inTx runs f in a writing transaction, commits when f returns nil and rolls back
// otherwise. An attempt that another transaction got in the way of is repeated, so f
// must have no effect outside tx. Errors become *store.Error with op.
func (db *DB) inTx(ctx context.Context, op string, f func(tx *Tx) error) error {
	return db.inTxWithin(ctx, op, writeDeadline, "", f)
}

// inTxWithin is inTx with its own deadline for each attempt. contended names what many
// transactions are known to queue for, such as a ward's audit chain while bidding is
// open: on PostgreSQL those with the same name run one after the other instead of
// failing one another. It is a hint: "" and a wrong one are right, but slower.
func (db *DB) inTxWithin(ctx context.Context, op string, deadline time.Duration, contended string, f func(tx *Tx) error) error {
	var err error
	for attempt := range retries + 1 {
		if attempt > 0 {
			if !pause(ctx, attempt) {
				break
			}
		}
		err = db.attempt(ctx, deadline, contended, attempt > 0, f)
		if err == nil || !retryable(err) {
			break
		}
	}
	return db.fault(op, err)
}

// attempt runs f once: it waits for its turn, then the deadline counts.
func (db *DB) attempt(ctx context.Context, deadline time.Duration, contended string, alone bool, f func(tx *Tx) error) (err error) {
	queue, leave := context.WithTimeout(ctx, queueDeadline)
	defer leave()
	conn, err := db.writePool.Conn(queue)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ignoreDone(conn.Close())) }()
	options := &sql.TxOptions{}
	if db.dialect == postgresDialect {
		options.Isolation = sql.LevelSerializable
		// The connection goes back to the pool, so the locks must not stay with it.
		defer unlockWriters(context.WithoutCancel(ctx), conn)
		if err := lockWriters(queue, conn, contended, alone); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	return db.transact(ctx, conn, options, f)
}

// transact runs f in a transaction of the connection.
func (db *DB) transact(ctx context.Context, conn *sql.Conn, options *sql.TxOptions, f func(tx *Tx) error) error {
	raw, err := conn.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = raw.Rollback() // the panic is what counts
			panic(p)
		}
	}()
	session := db.writer.Session(&gorm.Session{NewDB: true, Context: ctx})
	session.Statement.ConnPool = raw
	if err := f(&Tx{Now: db.now(), db: session, raw: raw, owner: db}); err != nil {
		return errors.Join(err, ignoreDone(raw.Rollback()))
	}
	return raw.Commit()
}

// ignoreDone drops the error of ending what a cancelled context has ended already.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, driver.ErrBadConn) {
		return nil
	}
	return err
}

// writersLock is the key of the advisory lock that all writing transactions share.
const writersLock = 0x666169726f7461

// lockWriters takes the session's advisory locks before the transaction begins, because
// a SERIALIZABLE transaction that waited inside would see what was before its wait. A
// first attempt shares the lock of all writers and has the lock of its contended name; a
// repeated one is alone, so nothing can get in its way again.
func lockWriters(ctx context.Context, conn *sql.Conn, contended string, alone bool) error {
	var err error
	switch {
	case alone:
		_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", writersLock)
	case contended != "":
		_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock_shared($1), pg_advisory_lock($2, hashtext($3))", writersLock, 1, contended)
	default:
		_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock_shared($1)", writersLock)
	}
	return err
}

// unlockWriters gives back all advisory locks of the session; where that fails the
// connection is thrown away and the server frees them.
func unlockWriters(ctx context.Context, conn *sql.Conn) {
	ctx, cancel := context.WithTimeout(ctx, writeDeadline)
	defer cancel()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_unlock_all()"); err != nil {
		_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // marks the connection as not to be used again
	}
}

// pause waits before another attempt, longer each time and never the same for two
// callers; it reports whether there is a reason to go on.
func pause(ctx context.Context, attempt int) bool {
	timer := time.NewTimer(time.Duration(attempt)*5*time.Millisecond + rand.N(10*time.Millisecond)) //nolint:gosec // it keeps callers apart, no secret
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// snapshot runs f on one unchanging state of the database, for reads of several
// statements that must agree with each other. f must not write.
func (db *DB) snapshot(ctx context.Context, op string, f func(read *gorm.DB) error) error {
	options := &sql.TxOptions{ReadOnly: db.dialect == postgresDialect}
	if db.dialect == postgresDialect {
		options.Isolation = sql.LevelRepeatableRead
	}
	raw, err := db.readPool.BeginTx(ctx, options)
	if err != nil {
		return db.fault(op, err)
	}
	session := db.reader.Session(&gorm.Session{NewDB: true, Context: ctx})
	session.Statement.ConnPool = raw
	err = f(session)
	return db.fault(op, errors.Join(err, ignoreDone(raw.Rollback())))
}

// changed checks that a statement changed exactly one row; none means that the version
// has moved on since the caller saw it.
func changed(op string, result *gorm.DB) error {
	if result.Error != nil {
		return result.Error
	}
	switch result.RowsAffected {
	case 1:
		return nil
	case 0:
		return store.Errorf(store.Stale, op, "someone else has changed this since you loaded it; load it again")
	default:
		return fmt.Errorf("%s: %d rows changed, not one", op, result.RowsAffected)
	}
}
