package store

import "database/sql/driver"

// RunFairness is how the draft of a run shares burden. Amounts are in thousandths of a point, with
// what people carry from rotas before.
type RunFairness struct {
	// Before is the largest burden that a plain solve left, Largest that of the draft.
	Before  int64 `json:"before"`
	Largest int64 `json:"largest"`
	// Least is proven: no rota as good up to agreed patterns has a smaller largest burden.
	Least int64 `json:"least"`
	// JainBefore and Jain are 1 where all carry the same; they decide nothing.
	JainBefore float64 `json:"jain_before"`
	Jain       float64 `json:"jain"`
}

// Value writes the progress as JSON.
func (p RunProgress) Value() (driver.Value, error) { return jsonValue(p) }

// Scan reads JSON.
func (p *RunProgress) Scan(v any) error { return jsonScan(v, p) }
