package api

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"github.com/fairrota/fairrota/store"
)

const (
	// minPassword is the least length, in characters; NIST SP 800-63B-4 asks for 15 where
	// a password is the only factor.
	minPassword = 15
	// maxPassword bounds the work of hashing, in characters.
	maxPassword = 256
)

// hashParams are those of the OWASP password storage cheat sheet: 19 MiB, two passes,
// one lane; about 25 ms on one core.
var hashParams = &argon2id.Params{Memory: 19456, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// HashPassword checks a new password and returns its argon2id PHC string; Invalid where
// it is too short or too long. pointer names its field in errors.
func HashPassword(password, pointer string) (string, error) {
	n := utf8.RuneCountInString(password)
	if n < minPassword || n > maxPassword || !utf8.ValidString(password) {
		return "", &store.Error{
			Kind: store.Invalid, Op: "hash password", Detail: "the password cannot be used",
			Fields: []store.Field{{
				Pointer: pointer,
				Detail:  fmt.Sprintf("use %d to %d characters; four words in a row do well", minPassword, maxPassword),
			}},
		}
	}
	hash, err := argon2id.CreateHash(password, hashParams)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// hasher bounds the password hashing under way: two a processor, a short queue behind
// them, and beyond that a refusal, since hashing is what a flood of sign-ins would
// exhaust first.
type hasher struct {
	slots   chan struct{}
	waiting atomic.Int32
	// queue is how many may wait for a slot.
	queue int32
	// nobody is the hash that stands in for that of a login which does not exist.
	nobody string
	// checks counts the comparisons, so that a test can see that an unknown login costs one.
	checks atomic.Int64
}

func newHasher() (*hasher, error) {
	nobody, err := argon2id.CreateHash("the password of nobody at all", hashParams)
	if err != nil {
		return nil, fmt.Errorf("hash the stand-in password: %w", err)
	}
	n := 2 * runtime.GOMAXPROCS(0)
	return &hasher{slots: make(chan struct{}, n), queue: int32(32 * n), nobody: nobody}, nil //nolint:gosec // a few hundred
}

// do runs work in a slot; Unavailable where the queue is full or ctx ends first.
func (h *hasher) do(ctx context.Context, work func() error) error {
	busy := &store.Error{Kind: store.Unavailable, Op: "hash password", Detail: "too many sign-ins at once; try again in a moment", RetryAfterSeconds: 2}
	if h.waiting.Add(1) > h.queue {
		h.waiting.Add(-1)
		return busy
	}
	select {
	case h.slots <- struct{}{}:
		h.waiting.Add(-1)
	case <-ctx.Done():
		h.waiting.Add(-1)
		return busy
	}
	defer func() { <-h.slots }()
	return work()
}

// matches compares a password with a PHC string; hash "" costs the same and is false.
// It must run inside do.
func (h *hasher) matches(password, hash string) bool {
	h.checks.Add(1)
	known := hash != ""
	if !known {
		hash = h.nobody
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return ok && err == nil && known
}
