package storetest

import (
	"errors"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// wantKind wants an error of the kind.
func wantKind(t *testing.T, what string, err error, kind store.Kind) {
	t.Helper()
	switch {
	case err == nil:
		t.Errorf("%s: passed, want %s", what, kind)
	case store.KindOf(err) != kind:
		t.Errorf("%s: got %v, want %s", what, err, kind)
	}
}

// wantField wants an Invalid error that names the field.
func wantField(t *testing.T, what string, err error, pointer string) {
	t.Helper()
	wantKind(t, what, err, store.Invalid)
	var e *store.Error
	if !errors.As(err, &e) {
		return
	}
	for _, f := range e.Fields {
		if f.Pointer == pointer && f.Detail != "" {
			return
		}
	}
	t.Errorf("%s: %v does not name %s", what, err, pointer)
}

// ok wants no error.
func ok(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}
