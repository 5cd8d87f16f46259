package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// auditPage is the most records that Audit returns at once.
const auditPage = 200

// Audit returns records of a chain in order: those with a number above after, at most
// limit (200 where it is outside 1..200). chain is a ward's id; "" or "organisation"
// stands for what belongs to no ward. Whose preferences changed and how stays sealed
// for all but the owner: such records have no actor, object and content.
func (db *DB) Audit(ctx context.Context, actor store.Actor, chain string, after int64, limit int) ([]store.AuditRecord, error) {
	const op = "list audit"
	wardID := store.ID(chain)
	if chain == organisationChain {
		wardID = ""
	}
	if err := actor.Must(op, store.ReadAudit, wardID); err != nil {
		return nil, err
	}
	if limit < 1 || limit > auditPage {
		limit = auditPage
	}
	var rows []struct {
		store.AuditEntry
		Content *string
	}
	err := db.read(ctx).Raw(`SELECT e.*, c.content FROM audit_entries e LEFT JOIN audit_contents c ON c.chain = e.chain AND c.seq = e.seq
		WHERE e.chain = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`, chainOf(wardID), after, limit).Scan(&rows).Error
	if err != nil {
		return nil, db.fault(op, err)
	}
	records := make([]store.AuditRecord, len(rows))
	for i, r := range rows {
		records[i].Entry = r.AuditEntry
		if r.Content != nil {
			records[i].Content = *r.Content
		}
		if isSealed(r.Action) && r.ActorID != actor.UserID {
			records[i].Entry.ActorID, records[i].Entry.ObjectID, records[i].Content = "", "", ""
		}
	}
	return records, nil
}

// isSealed tells the actions on preferences.
func isSealed(action string) bool {
	return strings.HasPrefix(action, "preference.") || strings.HasPrefix(action, "standing_preference.")
}

// VerifyAudit checks every chain from its first entry: numbers without gaps, each entry
// linked to the one before, each hash right, and what is kept of the contents unchanged.
// It returns an error that names the first entry that is not as it was written, nil
// where all are. Entries cut off at the end of a chain leave no trace in it. It reads
// all entries: O(n), in constant memory.
func (db *DB) VerifyAudit(ctx context.Context) error {
	return db.snapshot(ctx, "verify audit", func(read *gorm.DB) (err error) {
		rows, err := read.Raw(`SELECT e.chain, e.seq, e.at, e.actor_id, e.action, e.object_id, e.content_hash, e.prev_hash, e.hash, c.salt, c.content
			FROM audit_entries e LEFT JOIN audit_contents c ON c.chain = e.chain AND c.seq = e.seq ORDER BY e.chain, e.seq`).Rows()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rows.Close()) }()
		return verifyRows(rows)
	})
}

func verifyRows(rows *sql.Rows) error {
	var before store.AuditEntry
	for rows.Next() {
		var e store.AuditEntry
		var salt, content sql.NullString
		if err := rows.Scan(&e.Chain, &e.Seq, &e.At, &e.ActorID, &e.Action, &e.ObjectID, &e.ContentHash, &e.PrevHash, &e.Hash, &salt, &content); err != nil {
			return fmt.Errorf("read audit entry: %w", err)
		}
		if e.Chain != before.Chain {
			before = store.AuditEntry{}
		}
		fault := ""
		switch {
		case e.Seq != before.Seq+1:
			fault = "entries before it are missing"
		case e.PrevHash != before.Hash:
			fault = "it is not linked to the entry before"
		case e.Hash != entryHash(e):
			fault = "it was changed"
		case content.Valid && contentHash(store.AuditContent{Salt: salt.String, Content: content.String}) != e.ContentHash:
			fault = "its content was changed"
		}
		if fault != "" {
			return fmt.Errorf("audit chain %s, entry %d: %s", e.Chain, e.Seq, fault)
		}
		before = e
	}
	return rows.Err()
}
