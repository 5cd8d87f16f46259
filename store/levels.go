package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// NumLevels is the length of Levels; it equals nrp.NumLevels, which a test holds.
const NumLevels = 6

// Levels is a price by level, compared in order; see Roster.Score. [level]
type Levels [NumLevels]int64

// Value writes the levels as a JSON array.
func (l Levels) Value() (driver.Value, error) { return jsonValue(l) }

// Scan reads a JSON array.
func (l *Levels) Scan(v any) error { return jsonScan(v, l) }

// Findings is a list of findings kept in one column.
type Findings []Finding

// Value writes the findings as a JSON array; nil as an empty one.
func (f Findings) Value() (driver.Value, error) {
	if f == nil {
		return "[]", nil
	}
	return jsonValue(f)
}

// Scan reads a JSON array.
func (f *Findings) Scan(v any) error { return jsonScan(v, f) }

func jsonValue(v any) (driver.Value, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return string(b), nil
}

func jsonScan(v, into any) error {
	var b []byte
	switch x := v.(type) {
	case nil:
		return nil
	case string:
		b = []byte(x)
	case []byte:
		b = x
	default:
		return fmt.Errorf("scan %T: unexpected %T", into, v)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("scan %T: %w", into, err)
	}
	return nil
}
