package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// slowQuery is the time from which on a statement is logged.
const slowQuery = 200 * time.Millisecond

// gormLog hands gorm's messages to slog. It never logs the values of a statement: they
// are personal data.
type gormLog struct{ log *slog.Logger }

// LogMode returns the logger itself; the level is slog's.
func (l gormLog) LogMode(logger.LogLevel) logger.Interface { return l }

// Info drops what gorm says of itself.
func (l gormLog) Info(context.Context, string, ...any) {}

// Warn logs a warning of gorm.
func (l gormLog) Warn(ctx context.Context, format string, args ...any) {
	l.log.WarnContext(ctx, "gorm warning", "detail", fmt.Sprintf(format, args...))
}

// Error logs a fault in the use of gorm.
func (l gormLog) Error(ctx context.Context, format string, args ...any) {
	l.log.ErrorContext(ctx, "gorm fault", "detail", fmt.Sprintf(format, args...))
}

// ParamsFilter empties the parameters of what is logged.
func (l gormLog) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// Trace logs a slow statement; a statement's error is the caller's to handle.
func (l gormLog) Trace(ctx context.Context, begin time.Time, statement func() (string, int64), err error) {
	took := time.Since(begin)
	if took < slowQuery || errors.Is(err, gorm.ErrRecordNotFound) {
		return
	}
	sql, rows := statement()
	l.log.WarnContext(ctx, "slow query", "took_ms", took.Milliseconds(), "rows", rows, "sql", sql)
}
