package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

func TestTranslate(t *testing.T) {
	pg := func(code string) error { return fmt.Errorf("insert: %w", &pgconn.PgError{Code: code}) }
	lite := func(extended sqlite3.ErrNoExtended) error {
		return sqlite3.Error{Code: sqlite3.ErrNo(extended & 0xff), ExtendedCode: extended}
	}
	for _, c := range []struct {
		err       error
		want      store.Kind
		repeat    bool
		wantWords bool
	}{
		{gorm.ErrRecordNotFound, store.NotFound, false, true},
		{fmt.Errorf("load: %w", gorm.ErrRecordNotFound), store.NotFound, false, true},
		{gorm.ErrDuplicatedKey, store.Conflict, false, true},
		{gorm.ErrForeignKeyViolated, store.Conflict, false, true},
		{gorm.ErrCheckConstraintViolated, store.Invalid, false, true},
		{context.DeadlineExceeded, store.Unavailable, false, true},
		{context.Canceled, store.Unavailable, false, true},
		{sql.ErrTxDone, store.Unavailable, false, true},
		{driver.ErrBadConn, store.Unavailable, false, true},
		{pg("40001"), store.Unavailable, true, true},
		{pg("40P01"), store.Unavailable, true, true},
		{pg("23001"), store.Conflict, false, true},
		{pg("23514"), store.Invalid, false, true},
		{pg("22008"), store.Invalid, false, true},
		{pg("08006"), store.Unavailable, false, true},
		{pg("57P01"), store.Unavailable, false, true},
		{pg("42P01"), store.Internal, false, false},
		{lite(sqlite3.ErrNoExtended(sqlite3.ErrBusy)), store.Unavailable, true, true},
		{lite(sqlite3.ErrBusySnapshot), store.Unavailable, true, true},
		{lite(sqlite3.ErrConstraintTrigger), store.Conflict, false, true},
		{lite(sqlite3.ErrConstraintCheck), store.Invalid, false, true},
		{lite(sqlite3.ErrNoExtended(sqlite3.ErrFull)), store.Unavailable, false, true},
		{lite(sqlite3.ErrIoErrRead), store.Internal, false, false},
		{errors.New("anything"), store.Internal, false, false},
	} {
		err := translate("do", c.err)
		var e *store.Error
		if !errors.As(err, &e) || e.Kind != c.want || (e.Detail != "") != c.wantWords || e.Op != "do" || !errors.Is(err, c.err) && !errors.Is(e.Err, c.err) {
			t.Errorf("%v: got %v, want %s", c.err, err, c.want)
		}
		if e != nil && (e.RetryAfterSeconds > 0) != (c.want == store.Unavailable) {
			t.Errorf("%v: retry after %d s", c.err, e.RetryAfterSeconds)
		}
		if retryable(c.err) != c.repeat {
			t.Errorf("%v: repeated %t, want %t", c.err, !c.repeat, c.repeat)
		}
	}
	own := store.Errorf(store.Closed, "", "closed")
	if err := translate("do", fmt.Errorf("in a step: %w", own)); err != own { //nolint:errorlint // the very error is wanted
		t.Errorf("a domain error became %v", err)
	}
	if own.Op != "do" {
		t.Errorf("its op is %q", own.Op)
	}
	if err := translate("do", nil); err != nil {
		t.Error(err)
	}
}

// TestFsyncFaultIsFatal: a commit that the disk may have lost ends the process.
func TestFsyncFaultIsFatal(t *testing.T) {
	var told error
	db := &DB{fatal: func(err error) { told = err }}
	fault := sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrFsync}
	if err := db.fault("do", fmt.Errorf("commit: %w", fault)); err == nil || !errors.Is(told, fault) {
		t.Errorf("got %v, told %v", err, told)
	}
	told = nil
	_ = db.fault("do", sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrRead})
	if told != nil {
		t.Errorf("told %v of a fault of reading", told)
	}
}
