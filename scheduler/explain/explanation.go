package explain

import "github.com/fairrota/fairrota/scheduler/nrp"

// NoLevel is the decisive level of a draw.
const NoLevel nrp.Level = -1

// Explanation is why one preference was not met in any roster as good as the one at hand:
// what the best roster with the preference met would cost.
type Explanation struct {
	// Request is the index into Instance.Requests; in Report.Agreed into Instance.Agreed.
	Request int `json:"request"`
	// Code is empty where Proof is NotExamined.
	Code  Code  `json:"code"`
	Proof Proof `json:"proof"`
	// Level is the decisive one: the first at which the best roster with the preference met
	// is worse. NoLevel where it is just as good (a draw) or nothing was examined.
	Level nrp.Level `json:"level"`
	// Cost is the score of the best roster found with the preference met, less this one's.
	// Where the person's own line cannot hold the preference there is no such roster: then it
	// is what must be broken at least.
	Cost nrp.Score `json:"cost"`
	// Because are the breaches that roster adds at the decisive level, the gravest first;
	// Amount is by how much more. Where that level comes after the request's own, or in a
	// draw, what it adds at the request's own level comes before: asks that weigh the same.
	Because []nrp.Violation `json:"because"`
	// Clash are the person's own shifts that cannot stand together, by day; day -1 and before
	// are history. Empty where the reason is another.
	Clash []Duty `json:"clash"`
	// Nearest is the nearest preference that could be met now; nil where none was found.
	Nearest *Nearest `json:"nearest"`
}

// Duty is a shift on a day.
type Duty struct {
	Day   nrp.DayIdx   `json:"day"`
	Shift nrp.ShiftIdx `json:"shift"`
}

// NearestKind says how a preference that could be met differs from the one that was not.
type NearestKind string

// The kinds.
const (
	// OtherDay is the same ask on another day.
	OtherDay NearestKind = "other_day"
	// SameKind is any shift of the kind asked for, on the same day.
	SameKind NearestKind = "same_kind"
	// AnyShift is any shift at all, on the same day.
	AnyShift NearestKind = "any_shift"
	// OtherShift is another shift than the one in the roster, on the same day.
	OtherShift NearestKind = "other_shift"
	// OtherDays is the whole plan that the ask is a part of, so many days later or earlier.
	OtherDays NearestKind = "other_days"
)

// NearestKinds lists all kinds.
var NearestKinds = [...]NearestKind{OtherDay, SameKind, AnyShift, OtherShift, OtherDays}

// Nearest is a preference that could be met at no cost at any level down to that of the one refused, with everything met
// that is met now.
type Nearest struct {
	Kind NearestKind `json:"kind"`
	Day  nrp.DayIdx  `json:"day"`
	// Moved is by how many days Day and all of the plan are later, negative if earlier, for OtherDays; 0 elsewhere.
	Moved int `json:"moved,omitempty"`
	// Shift is the one not wanted for OtherShift, NoShift elsewhere.
	Shift nrp.ShiftIdx `json:"shift"`
	// Unwanted are the cells that would not meet it.
	Unwanted nrp.CellSet `json:"unwanted"`
	// Roster is one that meets it, as the referee has passed it.
	Roster nrp.Roster `json:"-"`
}
