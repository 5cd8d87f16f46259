package store

import "database/sql/driver"

// Value writes the progress as JSON.
func (p RunProgress) Value() (driver.Value, error) { return jsonValue(p) }

// Scan reads JSON.
func (p *RunProgress) Scan(v any) error { return jsonScan(v, p) }
