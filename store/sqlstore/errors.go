package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// The codes of PostgreSQL that gorm does not translate; see appendix A of its manual.
const (
	pgSerializationFailure = "40001"
	pgDeadlock             = "40P01"
	pgRestrictViolation    = "23001" // raised by our triggers
	pgNotNull              = "23502"
	pgCheck                = "23514"
	pgClassData            = "22" // malformed values
	pgClassConnection      = "08"
	pgShutdown             = "57P01"
)

// retryable reports whether err says that another transaction got in the way and the
// same transaction may succeed when tried again.
func retryable(err error) bool {
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == pgSerializationFailure || pg.Code == pgDeadlock
	}
	return false
}

// fault turns an error of a driver into a *store.Error by its code, never by its text; a
// *store.Error stays as it is, with op where it had none.
func (db *DB) fault(op string, err error) error {
	if err == nil {
		return nil
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) && (lite.ExtendedCode == sqlite3.ErrIoErrFsync || lite.ExtendedCode == sqlite3.ErrIoErrDirFsync) && db.fatal != nil {
		db.fatal(err)
	}
	return translate(op, err)
}

// translate is fault without its effect.
func translate(op string, err error) error {
	if err == nil {
		return nil
	}
	var domain *store.Error
	if errors.As(err, &domain) {
		if domain.Op == "" {
			domain.Op = op
		}
		return domain
	}
	kind, detail := classify(err)
	e := &store.Error{Kind: kind, Op: op, Detail: detail, Err: err}
	if kind == store.Unavailable {
		e.RetryAfterSeconds = 1
	}
	return e
}

// classify returns the kind of a driver's error and words for a person.
func classify(err error) (store.Kind, string) {
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return store.NotFound, "there is nothing here under that id"
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return store.Conflict, "there is one like this already"
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return store.Conflict, "this refers to something that is not there, or something still refers to this"
	case errors.Is(err, gorm.ErrCheckConstraintViolated):
		return store.Invalid, "a value is outside what is allowed"
	case retryable(err), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), errors.Is(err, sql.ErrTxDone):
		// ErrTxDone is what a statement gets once the transaction's deadline has passed.
		return store.Unavailable, "the database is busy; nothing was changed, try again"
	}
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) {
		return store.Unavailable, "the database does not answer at present"
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return classifySQLite(lite)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return classifyPostgres(pg)
	}
	return store.Internal, ""
}

func classifySQLite(err sqlite3.Error) (store.Kind, string) {
	switch err.ExtendedCode {
	case sqlite3.ErrConstraintTrigger:
		return store.Conflict, "this may no longer be changed"
	case sqlite3.ErrConstraintCheck, sqlite3.ErrConstraintNotNull:
		return store.Invalid, "a value is outside what is allowed"
	case sqlite3.ErrConstraintForeignKey:
		return store.Conflict, "this refers to something that is not there, or something still refers to this"
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
		return store.Conflict, "there is one like this already"
	}
	switch err.Code {
	case sqlite3.ErrFull, sqlite3.ErrReadonly, sqlite3.ErrCantOpen:
		return store.Unavailable, "the database cannot be written at present"
	case sqlite3.ErrInterrupt:
		return store.Unavailable, "the database is busy; nothing was changed, try again"
	}
	return store.Internal, ""
}

func classifyPostgres(err *pgconn.PgError) (store.Kind, string) {
	switch {
	case err.Code == pgRestrictViolation:
		return store.Conflict, "this may no longer be changed"
	case err.Code == pgCheck, err.Code == pgNotNull, err.Code[:2] == pgClassData:
		return store.Invalid, "a value is outside what is allowed"
	case err.Code[:2] == pgClassConnection, err.Code == pgShutdown:
		return store.Unavailable, "the database does not answer at present"
	}
	return store.Internal, ""
}
