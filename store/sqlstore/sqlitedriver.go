package sqlstore

import (
	"context"
	"database/sql/driver"
	"fmt"
	"net/url"
	"time"

	"github.com/mattn/go-sqlite3"
)

// sqliteWrite and sqliteRead are the settings of the two pools. A reader has no _txlock:
// an immediate transaction would ask for the lock that it may not have.
const (
	sqliteWrite = "_txlock=immediate&_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=1&_cache_size=-16000&_stmt_cache_size=200"
	sqliteRead  = "_query_only=1&_busy_timeout=5000&_foreign_keys=1&_cache_size=-16000&_stmt_cache_size=100"
)

// sqliteConnector opens connections to one file with one set of settings.
type sqliteConnector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

func newSQLiteConnector(path, settings string) *sqliteConnector {
	return &sqliteConnector{
		driver: &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
			// The DSN has no key for it. A schema that was tampered with then cannot call
			// functions with side effects.
			if _, err := conn.Exec("PRAGMA trusted_schema=OFF", nil); err != nil {
				return fmt.Errorf("distrust the schema: %w", err)
			}
			return nil
		}},
		dsn: "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + settings,
	}
}

// Connect opens a connection.
func (c *sqliteConnector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	return &sqliteConn{SQLiteConn: conn.(*sqlite3.SQLiteConn)}, nil
}

// Driver returns the driver below.
func (c *sqliteConnector) Driver() driver.Driver { return c.driver }

// sqliteConn is a connection that writes every instant in one form: the driver keeps the
// zone and the digits of the value it gets, and instants in mixed zones would not
// compare as text.
type sqliteConn struct {
	*sqlite3.SQLiteConn
}

// CheckNamedValue turns an argument into what the driver takes.
func (c *sqliteConn) CheckNamedValue(nv *driver.NamedValue) error {
	v, err := driver.DefaultParameterConverter.ConvertValue(nv.Value)
	if err != nil {
		return err
	}
	if t, ok := v.(time.Time); ok {
		v = t.UTC().Truncate(time.Microsecond)
	}
	nv.Value = v
	return nil
}
