package store

import "time"

// AuditEntry is one link of a ward's hash chain (of the organisation's, where
// WardID is empty). It holds ids and the hash of its content; the content lies in
// AuditContent and may be erased on its day without breaking the chain.
type AuditEntry struct {
	// Chain is the ward's id, or "organisation".
	Chain string `json:"chain" gorm:"column:chain;primaryKey"`
	// Seq counts from 1 within the chain, without gaps.
	Seq int64     `json:"seq" gorm:"column:seq;primaryKey"`
	At  time.Time `json:"at" gorm:"column:at"`
	// ActorID is the user who did it; empty for the program itself.
	ActorID ID `json:"actor_id,omitempty" gorm:"column:actor_id"`
	// Action is noun.verb, e.g. preference.put.
	Action   string `json:"action" gorm:"column:action"`
	ObjectID ID     `json:"object_id,omitempty" gorm:"column:object_id"`
	// ContentHash, PrevHash and Hash are SHA-256, hex. ContentHash is over the length-
	// prefixed salt and content; Hash is over the length-prefixed
	// encoding of all other fields; PrevHash is the Hash of Seq-1, empty for the first.
	ContentHash string `json:"content_hash" gorm:"column:content_hash"`
	PrevHash    string `json:"prev_hash" gorm:"column:prev_hash"`
	Hash        string `json:"hash" gorm:"column:hash"`
}

// AuditContent is what changed, as JSON; it holds no private note.
type AuditContent struct {
	// Salt is random, hex; with it the content cannot be guessed from its hash once erased.
	Salt string `json:"-" gorm:"column:salt"`

	Chain   string `json:"chain" gorm:"column:chain;primaryKey"`
	Seq     int64  `json:"seq" gorm:"column:seq;primaryKey"`
	Content string `json:"content" gorm:"column:content"`
}

// Notice is a message to one user, written in the transaction of what it tells of
// (the outbox) and read in the app.
type Notice struct {
	ID     ID `json:"id" gorm:"column:id;primaryKey"`
	UserID ID `json:"user_id" gorm:"column:user_id"`
	// Kind is roster_published, roster_changed, run_failed, draft_ready, bidding_open, repair_ready,
	// repair_failed, swap_asked, swap_answered, gap_offered, leave_asked or leave_decided.
	Kind string `json:"kind" gorm:"column:kind"`
	// WardID, PeriodID and RunID say what it is about; each may be empty.
	WardID   ID `json:"ward_id,omitempty" gorm:"column:ward_id"`
	PeriodID ID `json:"period_id,omitempty" gorm:"column:period_id"`
	RunID    ID `json:"run_id,omitempty" gorm:"column:run_id"`
	// Detail is words for a person.
	Detail string     `json:"detail" gorm:"column:detail"`
	At     time.Time  `json:"at" gorm:"column:at"`
	ReadAt *time.Time `json:"read_at,omitempty" gorm:"column:read_at"`
}

// Once makes a POST safe to repeat: the first answer under (actor, Route, Key) is
// kept for 24 hours in the transaction of the change; the same BodyHash replays it,
// another is a Conflict. The zero value means no key (only the program's own calls).
type Once struct {
	Route string
	// Key names what the client sent as its key: 1 to 64 characters.
	Key string
	// BodyHash tells requests under one key apart: 64 characters, from which the request
	// cannot be guessed.
	BodyHash string
}
