package store

import "strings"

// Strength is how much a rule between named people counts.
type Strength string

// The strengths, the strongest first.
const (
	// Must is never broken by the optimiser: a duty stays unfilled instead.
	Must Strength = "must"
	// Should comes after minimum cover and before fairness and what people ask for.
	Should Strength = "should"
	// IfPossible comes last, with contract hours and preferred cover.
	IfPossible Strength = "if_possible"
)

// Strengths lists them all.
var Strengths = []Strength{Must, Should, IfPossible}

// Price is what one day on which the rule is broken costs.
func (s Strength) Price() Price {
	switch s {
	case Must:
		return Price{Level: "hard", Weight: 1}
	case Should:
		return Price{Level: "agreed_patterns", Weight: 1}
	case IfPossible:
	}
	return Price{Level: "rest", Weight: 20}
}

// PairKind says what two people are to do.
type PairKind string

// The kinds.
const (
	// WorkTogether: neither works a shift without the other, on days on which both could work.
	WorkTogether PairKind = "together"
	// WorkApart: the two are never at work at the same time (see Shift.Beside).
	WorkApart PairKind = "apart"
)

// PairKinds lists them all.
var PairKinds = []PairKind{WorkTogether, WorkApart}

// Pair is a rule between two people of a ward. Why it is there is kept nowhere.
type Pair struct {
	ID      ID `json:"id" gorm:"column:id;primaryKey"`
	WardID  ID `json:"ward_id" gorm:"column:ward_id"`
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	// OtherID is the other person; which of the two is which has no meaning.
	OtherID  ID       `json:"other_id" gorm:"column:other_id"`
	Kind     PairKind `json:"kind" gorm:"column:kind"`
	Strength Strength `json:"strength" gorm:"column:strength"`
	FirstDay Day      `json:"first_day" gorm:"column:first_day"`
	// LastDay is empty where there is no end.
	LastDay Day `json:"last_day,omitempty" gorm:"column:last_day"`
	Version int `json:"version" gorm:"column:version"`
}

// Validate reports all faults of the pair as one Invalid error.
func (p *Pair) Validate() error {
	var f faults
	f.id("/staff_id", p.StaffID, false)
	f.id("/other_id", p.OtherID, false)
	if p.StaffID == p.OtherID {
		f.add("/other_id", "must be another person; choose two people")
	}
	oneOf(&f, "/kind", p.Kind, PairKinds)
	oneOf(&f, "/strength", p.Strength, Strengths)
	f.span(p.FirstDay, p.LastDay)
	return f.err("validate pair", "the pair cannot be kept like this")
}

// span wants a first day, and a last day that is not before it or none.
func (f *faults) span(first, last Day) {
	if first == "" {
		f.day("/first_day", first, false)
		return
	}
	f.days(first, last, true)
}

// Beside reports whether people in two shifts of one day are at work at the same time: the
// shifts are the same, or have in common half of the shorter one at least. A handover is less.
func (s *Shift) Beside(o *Shift) bool {
	if s.ID == o.ID {
		return true
	}
	common := min(s.EndMinute, o.EndMinute) - max(s.StartMinute, o.StartMinute)
	return common > 0 && 2*common >= min(s.EndMinute-s.StartMinute, o.EndMinute-o.StartMinute)
}

// SameTwo reports whether two pairs are of the same two people.
func (p *Pair) SameTwo(o *Pair) bool {
	return p.StaffID == o.StaffID && p.OtherID == o.OtherID || p.StaffID == o.OtherID && p.OtherID == o.StaffID
}

// overlap reports whether two spans of days have a day in common; an empty last day is no end.
func overlap(first, last, otherFirst, otherLast Day) bool {
	return (last == "" || otherFirst <= last) && (otherLast == "" || first <= otherLast)
}

// Overlaps reports whether two pairs hold on one day at least.
func (p *Pair) Overlaps(o *Pair) bool { return overlap(p.FirstDay, p.LastDay, o.FirstDay, o.LastDay) }

// Supervised names the breach of a learner at work without a supervisor.
const Supervised = "supervised"

// PairName names the breach of a pair by the one whom the breach is about not, as Finding.Name
// and nrp.Link.Name: "apart:" or "together:" and who the other is.
func PairName(kind PairKind, other string) string { return string(kind) + ":" + other }

// PairOf takes a name made by PairName apart; false for any other name.
func PairOf(name string) (kind PairKind, other string, ok bool) {
	k, other, found := strings.Cut(name, ":")
	kind = PairKind(k)
	return kind, other, found && (kind == WorkTogether || kind == WorkApart)
}

// PairNameByID is a name made by PairName with a person's number, with the id instead; any other
// name stays as it is. numbers and ids are the people's, in one order.
func PairNameByID(name string, numbers func(i int) string, ids []string) string {
	kind, number, ok := PairOf(name)
	if !ok {
		return name
	}
	for i, id := range ids {
		if numbers(i) == number {
			return PairName(kind, id)
		}
	}
	return name
}
