package store

import "database/sql/driver"

// Proof says how sure a reason is.
type Proof string

// The grades of proof.
const (
	// NoReason: none was looked for: an outcome from before reasons were, one of a draft
	// that was changed by hand, or of a preference that is met.
	NoReason Proof = ""
	// Proved: no lawful rota meets the preference and is as good as this one up to the
	// decisive level.
	Proved Proof = "proved"
	// BestFound: no rota that was found does.
	BestFound Proof = "best_found"
	// NotExamined: time ended before the preference's turn.
	NotExamined Proof = "not_examined"
)

// ReasonCode is why a preference was not met; the codes are those of explain.Code, "" for
// none.
type ReasonCode string

// Reason is why a preference was not met in any rota as good as this one. It stands as
// long as neither the rota nor the ward's data are changed.
type Reason struct {
	Code  ReasonCode `json:"reason_code" gorm:"column:reason_code"`
	Proof Proof      `json:"proof" gorm:"column:proof"`
	// Decisive is the name of the first level at which the best rota with the preference
	// met is worse; empty where that is just as good, or there is no reason.
	Decisive string `json:"decisive_level" gorm:"column:decisive_level"`
	// Cost is what the best rota found with the preference met would add at each level, or
	// at least, where the person's own shifts cannot hold it; nil where there is no reason.
	Cost *Levels `json:"cost,omitempty" gorm:"column:cost"`
	// Because are the breaches that it would add at the decisive level, the gravest first; asks
	// of the same weight that would be refused instead come before.
	Because Findings `json:"because" gorm:"column:because"`
	// Clash are the person's own shifts that cannot stand together, by day; empty if none.
	Clash Clashes `json:"clash" gorm:"column:clash"`
	// Nearest is the nearest ask that could be met at no cost; nil where none was found.
	Nearest *NearAsk `json:"nearest,omitempty" gorm:"column:nearest"`
}

// Clash is a shift on a day.
type Clash struct {
	Day     Day `json:"day"`
	ShiftID ID  `json:"shift_id"`
}

// Clashes is a list kept in one column.
type Clashes []Clash

// Value writes the list as a JSON array; nil as an empty one.
func (c Clashes) Value() (driver.Value, error) {
	if c == nil {
		return "[]", nil
	}
	return jsonValue(c)
}

// Scan reads a JSON array.
func (c *Clashes) Scan(v any) error { return jsonScan(v, c) }

// NearAsk is an ask that could be met.
type NearAsk struct {
	Day Day `json:"day"`
	Ask
	// MovedDays is by how many days the ask and all of the plan that it is a part of are later, negative if earlier; 0 where
	// it is an ask by itself.
	MovedDays int `json:"moved_days,omitempty"`
}

// Value writes the ask as a JSON object.
func (n NearAsk) Value() (driver.Value, error) { return jsonValue(n) }

// Scan reads a JSON object.
func (n *NearAsk) Scan(v any) error { return jsonScan(v, n) }
