package sqlstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/fairrota/fairrota/store"
)

// SessionStore keeps the sessions of signed-in browsers under the hash of their token,
// as alexedwards/scs wants it (scs.CtxStore). The data of a session is JSON whose
// user_id says whose it is, so that all sessions of a user can be ended.
type SessionStore struct{ db *DB }

// Sessions returns the store of sessions.
func (db *DB) Sessions() *SessionStore { return &SessionStore{db: db} }

func tokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// FindCtx returns the data of a session; false where there is none or it has expired.
func (s *SessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var row store.Session
	err := s.db.read(ctx).Where("token_hash = ?", tokenHash(token)).Take(&row).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, false, nil
	case err != nil:
		return nil, false, s.db.fault("load session", err)
	case !s.db.now().Before(row.ExpiresAt):
		return nil, false, nil
	}
	return row.Data, true, nil
}

// CommitCtx keeps a session until the expiry. A user who was suspended meanwhile gets
// none: Unauthenticated.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	const op = "keep session"
	var owner struct {
		UserID store.ID `json:"user_id"`
	}
	if err := json.Unmarshal(data, &owner); err != nil {
		return fmt.Errorf("%s: read its user: %w", op, err)
	}
	return s.db.inTx(ctx, op, func(tx *Tx) error {
		if owner.UserID != "" {
			user, err := byID[store.User](tx.db, owner.UserID)
			if err != nil {
				return err
			}
			if user.State != store.Active {
				return store.Errorf(store.Unauthenticated, op, "sign in again")
			}
		}
		row := store.Session{TokenHash: tokenHash(token), UserID: owner.UserID, Data: data, ExpiresAt: expiry.UTC().Truncate(time.Microsecond)}
		return tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "token_hash"}}, UpdateAll: true}).Create(&row).Error
	})
}

// DeleteCtx ends a session; one that is not there is ended already.
func (s *SessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.db.inTx(ctx, "end session", func(tx *Tx) error {
		return tx.db.Exec("DELETE FROM sessions WHERE token_hash = ?", tokenHash(token)).Error
	})
}

// Find is FindCtx without a context; scs declares it and does not call it.
func (s *SessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context; scs declares it and does not call it.
func (s *SessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context; scs declares it and does not call it.
func (s *SessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
