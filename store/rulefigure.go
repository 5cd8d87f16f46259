package store

import (
	"slices"
	"time"

	"github.com/fairrota/fairrota/store/rulebook"
)

// RuleFigure is a figure of the rulebook as the organisation, a ward or a person has it from
// a day on. A row is written once and never changed; a newer one takes its place.
type RuleFigure struct {
	ID    ID             `json:"id" gorm:"column:id;primaryKey"`
	Scope rulebook.Scope `json:"scope" gorm:"column:scope"`
	// WardID is empty for the organisation; StaffID is set for a person.
	WardID  ID `json:"ward_id,omitempty" gorm:"column:ward_id"`
	StaffID ID `json:"staff_id,omitempty" gorm:"column:staff_id"`
	// Key is that of the rule in the rulebook.
	Key string `json:"key" gorm:"column:key"`
	// Value is in the rule's unit; nil says that from FromDay on this scope has no figure of
	// its own again.
	Value *int `json:"value" gorm:"column:value"`
	// FromDay is the first day on which the figure counts.
	FromDay Day `json:"from_day" gorm:"column:from_day"`
	// Source and Reason say where the figure comes from and why it was set. For a person
	// neither is kept: the limit alone stands here.
	Source string    `json:"source,omitempty" gorm:"column:source"`
	Reason string    `json:"reason,omitempty" gorm:"column:reason"`
	UserID ID        `json:"user_id,omitempty" gorm:"column:user_id"`
	At     time.Time `json:"at" gorm:"column:at;autoCreateTime:false"`
}

// FigureStanding is what holds of a rule, and where that comes from.
type FigureStanding struct {
	// Value is in the rule's unit; nil for a rule without a figure, and for one that is off.
	Value *int
	From  FigureOrigin
	// Figure is the row that gave the value; nil unless From is a scope of rows.
	Figure *RuleFigure
}

// FigureOrigin is where a figure comes from.
type FigureOrigin string

// The origins, from the weakest. Organisation, ward and person are the scopes of rows.
const (
	FromRulebook     FigureOrigin = "rulebook"
	FromOrganisation FigureOrigin = "org"
	// FromRuleSet is the ward's own rule set, where it says other than the rulebook.
	FromRuleSet FigureOrigin = "rule_set"
	FromWard    FigureOrigin = "ward"
	FromPerson  FigureOrigin = "person"
)

// FigureSet is what the figures of a ward are resolved from. It is not changed by being read.
type FigureSet struct {
	Book *rulebook.Book
	// Rules is the ward's own rule set; nil where there is no ward.
	Rules *Rules
	// Rows are the figures of the organisation and of the ward with its people, in any order.
	Rows []RuleFigure
}

// Resolve returns what holds of a rule on a day, for a person or (staffID empty) for the
// ward: the rulebook, above it the organisation, the ward's own rule set, the ward and the
// person, each with its newest figure that has begun. A figure of law is never looser than
// the law or than a figure that was set below it: a ward's figure that was stricter than the organisation's when it was
// set does not loosen a stricter one that came later.
func (s *FigureSet) Resolve(r *rulebook.Rule, staffID ID, day Day) FigureStanding {
	return s.resolve(r, staffID, day, rulebook.Person)
}

// Under returns what would hold on a day if the scope said nothing.
func (s *FigureSet) Under(r *rulebook.Rule, scope rulebook.Scope, day Day) FigureStanding {
	switch scope {
	case rulebook.Organisation:
		return FigureStanding{Value: r.Value, From: FromRulebook}
	case rulebook.Ward:
		return s.resolve(r, "", day, rulebook.Organisation)
	case rulebook.Person:
	}
	return s.resolve(r, "", day, rulebook.Ward)
}

// resolve is Resolve with the scopes up to most.
func (s *FigureSet) resolve(r *rulebook.Rule, staffID ID, day Day, most rulebook.Scope) FigureStanding {
	now := FigureStanding{Value: r.Value, From: FromRulebook}
	if r.Value == nil {
		return now
	}
	put := func(next FigureStanding) {
		if r.Kind == rulebook.Law && looserThan(r, *next.Value, now) {
			return
		}
		now = next
	}
	if row := s.newest(r.Key, rulebook.Organisation, "", day); row != nil {
		put(FigureStanding{Value: row.Value, From: FromOrganisation, Figure: row})
	}
	own, off := s.ownValue(r)
	switch {
	case off:
		now = FigureStanding{From: FromRuleSet}
	case own != nil && *own != *r.Value:
		put(FigureStanding{Value: own, From: FromRuleSet})
	}
	if most == rulebook.Organisation {
		return now
	}
	if row := s.newest(r.Key, rulebook.Ward, "", day); row != nil {
		put(FigureStanding{Value: row.Value, From: FromWard, Figure: row})
	}
	if most == rulebook.Ward || staffID == "" || now.Value == nil {
		return now
	}
	if row := s.newest(r.Key, rulebook.Person, staffID, day); row != nil {
		put(FigureStanding{Value: row.Value, From: FromPerson, Figure: row})
	}
	return now
}

// looserThan reports whether a figure of law is looser than what it would stand above: than
// the law itself, or than another figure that was set. The rulebook's own figure may be
// stricter than the law and is no bound.
func looserThan(r *rulebook.Rule, value int, under FigureStanding) bool {
	switch {
	case r.Looser(value, r.Least) && r.Looser(value, r.Most):
		return true
	case under.Value == nil || under.From == FromRulebook:
		return false
	}
	return r.Looser(value, *under.Value)
}

// ownValue returns what the ward's own rule set says of a rule; off where it leaves out a
// rule that it could have.
func (s *FigureSet) ownValue(r *rulebook.Rule) (value *int, off bool) {
	slot, known := ruleSlots[r.Key]
	if s.Rules == nil || !known || slot.get == nil {
		return nil, false
	}
	value = slot.get(s.Rules)
	return value, value == nil
}

// newest returns the figure of a scope that holds on a day: of those that have begun the one
// with the latest first day, of these the one that was written last. nil where there is none,
// and where that one says that the scope has no figure of its own.
func (s *FigureSet) newest(key string, scope rulebook.Scope, staffID ID, day Day) *RuleFigure {
	var found *RuleFigure
	for i := range s.Rows {
		row := &s.Rows[i]
		if row.Key == key && row.Scope == scope && row.StaffID == staffID && row.FromDay <= day && (found == nil || found.before(row)) {
			found = row
		}
	}
	if found == nil || found.Value == nil {
		return nil
	}
	return found
}

// before reports whether g takes the place of f where both have begun.
func (f *RuleFigure) before(g *RuleFigure) bool {
	if f.FromDay != g.FromDay {
		return f.FromDay < g.FromDay
	}
	if !f.At.Equal(g.At) {
		return f.At.Before(g.At)
	}
	return f.ID < g.ID
}

// History returns the rows of a rule, newest first: those that count later before those that
// count earlier.
func (s *FigureSet) History(key string) []RuleFigure {
	out := []RuleFigure{}
	for i := range s.Rows {
		if s.Rows[i].Key == key {
			out = append(out, s.Rows[i])
		}
	}
	slices.SortFunc(out, func(f, g RuleFigure) int {
		if f.before(&g) {
			return 1
		}
		return -1
	})
	return out
}
