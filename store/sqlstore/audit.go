package sqlstore

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"strconv"
	"time"

	"github.com/fairrota/fairrota/store"
)

// organisationChain is the chain of what belongs to no ward.
const organisationChain = "organisation"

// audit appends to the chain of the ward (of the organisation where wardID is empty)
// that the actor did action to the object. content is kept as JSON, apart from the
// chain; it must hold no private note and no secret.
func (tx *Tx) audit(actor store.Actor, wardID store.ID, action string, objectID store.ID, content any) error {
	encoded, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("encode audit content: %w", err)
	}
	entry := store.AuditEntry{Chain: chainOf(wardID), At: tx.Now, ActorID: actor.UserID, Action: action, ObjectID: objectID}
	if entry.Seq, entry.PrevHash, err = tx.chainHead(entry.Chain); err != nil {
		return err
	}
	entry.Seq++
	var salt [16]byte
	if _, err := rand.Read(salt[:]); err != nil {
		return fmt.Errorf("salt audit content: %w", err)
	}
	kept := store.AuditContent{Salt: hex.EncodeToString(salt[:]), Chain: entry.Chain, Seq: entry.Seq, Content: string(encoded)}
	entry.ContentHash = contentHash(kept)
	entry.Hash = entryHash(entry)
	err = tx.db.Exec(`INSERT INTO audit_entries (chain, seq, at, actor_id, action, object_id, content_hash, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		entry.Chain, entry.Seq, entry.At, entry.ActorID, entry.Action, entry.ObjectID, entry.ContentHash, entry.PrevHash, entry.Hash).Error
	if err != nil {
		return fmt.Errorf("append to audit chain: %w", err)
	}
	err = tx.db.Exec(`INSERT INTO audit_contents (chain, seq, salt, content) VALUES (?, ?, ?, ?)`, kept.Chain, kept.Seq, kept.Salt, kept.Content).Error
	if err != nil {
		return fmt.Errorf("keep audit content: %w", err)
	}
	return nil
}

// chainHead returns the number and hash of the newest entry of a chain; 0 and "" for an
// empty one.
func (tx *Tx) chainHead(chain string) (seq int64, head string, err error) {
	row := tx.db.Raw("SELECT seq, hash FROM audit_entries WHERE chain = ? ORDER BY seq DESC LIMIT 1", chain).Row()
	if err := row.Scan(&seq, &head); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, "", fmt.Errorf("read head of audit chain: %w", err)
	}
	return seq, head, nil
}

// chainOf names the chain of a ward.
func chainOf(wardID store.ID) string {
	if wardID == "" {
		return organisationChain
	}
	return string(wardID)
}

// contentHash is SHA-256 over the salt and the content, each with its length.
func contentHash(c store.AuditContent) string { return hashOf(c.Salt, c.Content) }

// entryHash is SHA-256 over all other fields of the entry, each with its length, so that
// no two entries have the same encoding.
func entryHash(e store.AuditEntry) string {
	return hashOf(e.Chain, strconv.FormatInt(e.Seq, 10), e.At.UTC().Format(time.RFC3339Nano), string(e.ActorID), e.Action, string(e.ObjectID), e.ContentHash, e.PrevHash)
}

func hashOf(fields ...string) string {
	h := sha256.New()
	for _, f := range fields {
		writeField(h, f)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func writeField(h hash.Hash, field string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(field)))
	h.Write(length[:])
	h.Write([]byte(field))
}
