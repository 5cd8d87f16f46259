package sqlstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// Failed sign-ins are counted within a window from the first of them, by account and,
// because a whole hospital may be one address, more generously by network.
const (
	signInWindow    = 15 * time.Minute
	accountFailures = 10
	networkFailures = 300
)

// failureScope is a count of failed sign-ins.
type failureScope struct {
	scope string
	key   string
	most  int
}

func accountScope(account string) failureScope {
	return failureScope{"account", failureKey(account), accountFailures}
}

func networkScope(network string) failureScope {
	return failureScope{"network", failureKey(network), networkFailures}
}

// failureKey keeps what was typed as a name out of the database.
func failureKey(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// SignInAllowed reports whether the account may be tried once more from the network:
// RateLimited, with the time to wait, after 10 failures of the account or 300 of the
// network in 15 minutes. Nothing is counted here.
func (db *DB) SignInAllowed(ctx context.Context, account, network string) error {
	const op = "sign in"
	for _, f := range []failureScope{accountScope(account), networkScope(network)} {
		row, err := failuresOf(db.read(ctx), f)
		if err != nil {
			return db.fault(op, err)
		}
		end := row.Since.Add(signInWindow)
		if row.Failures < f.most || !db.now().Before(end) {
			continue
		}
		e := store.Errorf(store.RateLimited, op, "too many failed sign-ins; wait before you try again")
		e.RetryAfterSeconds = int(math.Ceil(end.Sub(db.now()).Seconds()))
		return e
	}
	return nil
}

// failuresOf loads a count; the zero count where there is none.
func failuresOf(read *gorm.DB, f failureScope) (store.SignInFailure, error) {
	var row store.SignInFailure
	err := read.Where("scope = ? AND key = ?", f.scope, f.key).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return store.SignInFailure{}, nil
	}
	return row, err
}

// SignInFailed counts a failure of the account and of the network.
func (db *DB) SignInFailed(ctx context.Context, account, network string) error {
	const op = "count failed sign-in"
	return db.inTx(ctx, op, func(tx *Tx) error {
		for _, f := range []failureScope{accountScope(account), networkScope(network)} {
			row, err := failuresOf(tx.db, f)
			if err != nil {
				return err
			}
			failures, since := row.Failures+1, row.Since
			if row.Failures == 0 || !tx.Now.Before(row.Since.Add(signInWindow)) {
				failures, since = 1, tx.Now
			}
			err = tx.db.Exec(`INSERT INTO sign_in_failures (scope, key, failures, since) VALUES (?, ?, ?, ?)
				ON CONFLICT (scope, key) DO UPDATE SET failures = excluded.failures, since = excluded.since`, f.scope, f.key, failures, since).Error
			if err != nil {
				return fmt.Errorf("count by %s: %w", f.scope, err)
			}
		}
		return nil
	})
}

// SignInSucceeded forgets the failures of the account; those of the network stay.
func (db *DB) SignInSucceeded(ctx context.Context, account string) error {
	row, err := failuresOf(db.read(ctx), accountScope(account))
	if err != nil || row.Failures == 0 {
		return db.fault("forget failed sign-ins", err)
	}
	return db.inTx(ctx, "forget failed sign-ins", func(tx *Tx) error {
		return tx.db.Exec("DELETE FROM sign_in_failures WHERE scope = ? AND key = ?", "account", failureKey(account)).Error
	})
}

// Purge forgets what has run out: sessions, counts of failed sign-ins and idempotency
// keys. It is meant to be called every few minutes.
func (db *DB) Purge(ctx context.Context) error {
	return db.inTx(ctx, "purge", func(tx *Tx) error {
		for _, p := range []struct {
			statement string
			before    time.Time
		}{
			{"DELETE FROM sessions WHERE expires_at <= ?", tx.Now},
			{"DELETE FROM sign_in_failures WHERE since <= ?", tx.Now.Add(-signInWindow)},
			{"DELETE FROM trials WHERE created_at <= ?", tx.Now.Add(-store.TrialKept)},
			{"DELETE FROM idempotency_keys WHERE created_at <= ?", tx.Now.Add(-onceKept)},
		} {
			if err := tx.db.Exec(p.statement, p.before).Error; err != nil {
				return err
			}
		}
		return nil
	})
}
