package sqlstore

import (
	"context"
	"database/sql"
)

// WritePool is for tests that go behind the package's back.
func (db *DB) WritePool() *sql.DB { return db.writePool }

// ReadPool is the pool that only reads.
func (db *DB) ReadPool() *sql.DB { return db.readPool }

// OnSQLite reports which kind of database it is.
func (db *DB) OnSQLite() bool { return db.dialect == sqliteDialect }

// InTx is inTx for tests of the transaction itself.
func (db *DB) InTx(ctx context.Context, op string, f func(tx *Tx) error) error {
	return db.inTx(ctx, op, f)
}

// Exec runs a statement in the transaction.
func (tx *Tx) Exec(statement string, args ...any) error { return tx.db.Exec(statement, args...).Error }

// SQLTx is sqlTx.
func (tx *Tx) SQLTx() *sql.Tx { return tx.sqlTx() }
