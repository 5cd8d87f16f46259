package store

import (
	"database/sql/driver"
	"fmt"
	"strings"
)

// ID is a UUID in its canonical form: 36 characters, lower case. The empty ID
// stands for none.
type ID string

// ParseID reads an id as it came from outside; anything but a canonical UUID is
// Invalid, so that no other text ever reaches the database as a key.
func ParseID(s string) (ID, error) {
	if len(s) != 36 {
		return "", badID(s)
	}
	for i, c := range s {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return "", badID(s)
			}
		default:
			if !strings.ContainsRune("0123456789abcdef", c) {
				return "", badID(s)
			}
		}
	}
	return ID(s), nil
}

func badID(string) error {
	return Errorf(Invalid, "parse id", "an id is a UUID in lower case, such as 0190a5b2-7c1e-7def-8abc-0123456789ab")
}

// Value writes the id as text; the empty ID as NULL, so that a condition on an id that
// was never set matches no row.
func (id ID) Value() (driver.Value, error) {
	if id == "" {
		return nil, nil
	}
	return string(id), nil
}

// Scan reads text; NULL as the empty ID.
func (id *ID) Scan(v any) error {
	switch x := v.(type) {
	case nil:
		*id = ""
	case string:
		*id = ID(x)
	case []byte:
		*id = ID(x)
	default:
		return fmt.Errorf("scan id: unexpected %T", v)
	}
	return nil
}
