package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/fairrota/fairrota/store"
)

// solveArgs is the work of one run. The run's own row says whether it still is to be
// done: a job of a run that has ended, or that somebody holds, does nothing.
type solveArgs struct {
	RunID store.ID `json:"run_id"`
}

// Kind names the work in the queue's tables.
func (solveArgs) Kind() string { return "solve" }

// solveAttempts is how often the queue tries a job whose run could not even be claimed
// or ended in the database. Runs that fail for their own reasons are not tried again.
const solveAttempts = 5

// queueDriver is the queue's driver on the writing pool.
func (db *DB) queueDriver() riverdriver.Driver[*sql.Tx] {
	if db.dialect == postgresDialect {
		return riverdatabasesql.New(db.writePool)
	}
	return riversqlite.New(db.writePool)
}

// queueLog keeps what the queue says of its everyday work out of the log.
func queueLog(log *slog.Logger) *slog.Logger { return slog.New(atLeastWarn{log.Handler()}) }

// atLeastWarn passes warnings and errors.
type atLeastWarn struct{ slog.Handler }

// Enabled reports whether the level is a warning or worse and the handler wants it.
func (h atLeastWarn) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && h.Handler.Enabled(ctx, l)
}

// WithAttrs keeps the threshold.
func (h atLeastWarn) WithAttrs(attrs []slog.Attr) slog.Handler {
	return atLeastWarn{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the threshold.
func (h atLeastWarn) WithGroup(name string) slog.Handler {
	return atLeastWarn{h.Handler.WithGroup(name)}
}

// queue returns a client that only inserts, made when first asked for.
func (db *DB) queue() (*river.Client[*sql.Tx], error) {
	db.queueOnce.Do(func() {
		db.queueClient, db.queueErr = river.NewClient(db.queueDriver(), &river.Config{Logger: queueLog(db.log)})
	})
	if db.queueErr != nil {
		return nil, fmt.Errorf("prepare the job queue: %w", db.queueErr)
	}
	return db.queueClient, nil
}

// enqueue puts a job of a run into the queue; it is there when the transaction commits
// and not before.
func (tx *Tx) enqueue(ctx context.Context, runID store.ID) error {
	client, err := tx.owner.queue()
	if err != nil {
		return err
	}
	_, err = client.InsertTx(ctx, tx.sqlTx(), solveArgs{RunID: runID}, &river.InsertOpts{MaxAttempts: solveAttempts})
	if err != nil {
		return fmt.Errorf("queue the run's job: %w", err)
	}
	return nil
}
