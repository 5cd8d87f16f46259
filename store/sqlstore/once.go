package sqlstore

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// onceKept is how long an answer can be repeated.
const onceKept = 24 * time.Hour

// onceDone is once for what has no answer but that it is done.
func onceDone(tx *Tx, actor store.Actor, o store.Once, f func() error) error {
	_, err := once(tx, actor, o, func() (struct{}, error) { return struct{}{}, f() })
	return err
}

// onceRow is a row of idempotency_keys.
type onceRow struct {
	BodyHash  string
	Result    string
	CreatedAt time.Time
}

// once runs f unless the actor has sent the same o before: then it returns the answer
// given at that time, or a Conflict where the body was another. The answer is kept as
// JSON in the transaction of f, so fields that JSON leaves out come back empty.
func once[T any](tx *Tx, actor store.Actor, o store.Once, f func() (T, error)) (T, error) {
	var result T
	if o == (store.Once{}) {
		return f()
	}
	who := string(actor.UserID)
	if actor.System {
		who = "system"
	}
	var row onceRow
	err := tx.db.Table("idempotency_keys").Where("actor_id = ? AND route = ? AND key = ?", who, o.Route, o.Key).Take(&row).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
	case err != nil:
		return result, fmt.Errorf("look up idempotency key: %w", err)
	case !tx.Now.Before(row.CreatedAt.Add(onceKept)):
		if err := tx.db.Exec("DELETE FROM idempotency_keys WHERE actor_id = ? AND route = ? AND key = ?", who, o.Route, o.Key).Error; err != nil {
			return result, fmt.Errorf("forget idempotency key: %w", err)
		}
	case row.BodyHash != o.BodyHash:
		return result, store.Errorf(store.Conflict, "", "this Idempotency-Key was used for another request; send a new key")
	default:
		if err := json.Unmarshal([]byte(row.Result), &result); err != nil {
			return result, fmt.Errorf("decode the kept answer: %w", err)
		}
		return result, nil
	}
	if result, err = f(); err != nil {
		return result, err
	}
	kept, err := json.Marshal(result)
	if err != nil {
		return result, fmt.Errorf("encode the answer: %w", err)
	}
	err = tx.db.Exec("INSERT INTO idempotency_keys (actor_id, route, key, body_hash, result, created_at) VALUES (?, ?, ?, ?, ?, ?)",
		who, o.Route, o.Key, o.BodyHash, string(kept), tx.Now).Error
	if err != nil {
		return result, fmt.Errorf("keep the answer: %w", err)
	}
	return result, nil
}
