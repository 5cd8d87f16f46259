package store

import (
	"errors"
	"fmt"
	"strings"
)

// Kind classes an Error for callers. The list is append-only.
type Kind int

// The kinds of error.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	Stale
	Closed
	TooLarge
	RateLimited
	Unavailable
)

var kindNames = []string{"internal", "invalid", "unauthenticated", "forbidden", "not_found", "conflict", "stale", "closed", "too_large", "rate_limited", "unavailable"}

// String returns the kind's name, which is also the problem code of the API.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "internal"
	}
	return kindNames[k]
}

// Field is one fault of one input field.
type Field struct {
	// Pointer is a JSON pointer into the input, e.g. "/day"; "" for the whole.
	Pointer string `json:"pointer"`
	// Detail says what is wrong and what would be right, in words for a person.
	Detail string `json:"detail"`
}

// Error is the one error type of the domain.
type Error struct {
	Kind Kind
	// Op is what was being done, e.g. "put preference".
	Op string
	// Detail is safe to show to a person.
	Detail string
	// Fields names the faulty fields of an Invalid error.
	Fields []Field
	// RetryAfterSeconds is set for RateLimited and Unavailable; 0 means unknown.
	RetryAfterSeconds int
	// Err is the cause, for the log only.
	Err error
}

// Error returns the text for the log.
func (e *Error) Error() string {
	var s strings.Builder
	s.WriteString(e.Op + ": " + e.Kind.String())
	if e.Detail != "" {
		s.WriteString(": " + e.Detail)
	}
	for _, f := range e.Fields {
		s.WriteString(" [" + f.Pointer + " " + f.Detail + "]")
	}
	if e.Err != nil {
		s.WriteString(": " + e.Err.Error())
	}
	return s.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first *Error in err's chain, Internal for any other
// error.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Errorf builds an Error without a cause.
func Errorf(kind Kind, op, format string, args ...any) *Error {
	return &Error{Kind: kind, Op: op, Detail: fmt.Sprintf(format, args...)}
}
