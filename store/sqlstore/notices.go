package sqlstore

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/store"
)

// noticesShown is how many notices a user is shown at once.
const noticesShown = 100

// notify writes the notice to each user; it goes out with the transaction or not at
// all. ID, UserID and At of n are set here.
func (tx *Tx) notify(userIDs []store.ID, n store.Notice) error {
	rows := make([]store.Notice, 0, len(userIDs))
	for _, id := range userIDs {
		n.ID, n.UserID, n.At, n.ReadAt = newID(), id, tx.Now, nil
		rows = append(rows, n)
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(rows, 100).Error; err != nil {
		return fmt.Errorf("write notices: %w", err)
	}
	return nil
}

// Notices returns the actor's newest notices, newest first, at most 100.
func (db *DB) Notices(ctx context.Context, actor store.Actor) ([]store.Notice, error) {
	const op = "list notices"
	if err := actor.Must(op, store.SignedIn, ""); err != nil {
		return nil, err
	}
	notices := []store.Notice{}
	err := db.read(ctx).Where("user_id = ?", actor.UserID).Order("at DESC, id DESC").Limit(noticesShown).Find(&notices).Error
	return notices, db.fault(op, err)
}

// ReadNotice marks a notice of the actor as read; one that is read already stays as it is.
func (db *DB) ReadNotice(ctx context.Context, actor store.Actor, id store.ID, o store.Once) error {
	const op = "read notice"
	return db.inTx(ctx, op, func(tx *Tx) error {
		return onceDone(tx, actor, o, func() error {
			var notice store.Notice
			if err := tx.db.Where("id = ? AND user_id = ?", id, actor.UserID).Take(&notice).Error; err != nil {
				return err
			}
			if notice.ReadAt != nil {
				return nil
			}
			return changed(op, tx.db.Exec("UPDATE notices SET read_at = ? WHERE id = ? AND user_id = ?", tx.Now, id, actor.UserID))
		})
	})
}
