package store

import (
	"cmp"
	"database/sql/driver"
	"maps"
	"slices"

	"github.com/fairrota/fairrota/store/rulebook"
)

// Pinned are the figures that a version of a rule set was made with, for the periods that
// name it: what stood above the ward's own rule set on the first day of the period that it
// was made for.
type Pinned struct {
	// BaseID is the ward's own rule set that the figures were put into.
	BaseID ID `json:"base_id"`
	// Figures are those of the whole ward, in the order of their keys.
	Figures []PinnedFigure `json:"figures,omitempty"`
	// People are those who have figures of their own, in the order of their ids.
	People []PinnedPerson `json:"people,omitempty"`
}

// PinnedFigure is one figure of a pinned rule set.
type PinnedFigure struct {
	Key   string       `json:"key"`
	Value int          `json:"value"`
	From  FigureOrigin `json:"from"`
	// FigureID is the row that gave it; empty where the law stands above the ward's rule set.
	FigureID ID `json:"figure_id,omitempty"`
}

// PinnedPerson is one person with the figures that differ from the ward's, by key.
type PinnedPerson struct {
	StaffID ID             `json:"staff_id"`
	Figures map[string]int `json:"figures"`
}

// Value writes the pinned figures as JSON.
func (p Pinned) Value() (driver.Value, error) { return jsonValue(p) }

// Scan reads JSON.
func (p *Pinned) Scan(v any) error { return jsonScan(v, p) }

// FiguresOf returns the figures of a person that differ from the ward's, by key; nil for none.
func (p *Pinned) FiguresOf(staffID ID) map[string]int {
	if p == nil {
		return nil
	}
	for i := range p.People {
		if p.People[i].StaffID == staffID {
			return p.People[i].Figures
		}
	}
	return nil
}

// FigureOf returns the figure of a rule of law for which rule sets have no place: the pinned one, or
// else the rulebook's own. It panics where the rulebook has no figure for it.
func (p *Pinned) FigureOf(key string) int {
	if p != nil {
		for i := range p.Figures {
			if p.Figures[i].Key == key {
				return p.Figures[i].Value
			}
		}
	}
	r, ok := rulebook.UK().Rule(key)
	if !ok || r.Value == nil {
		panic("store: the rulebook has no figure for " + key)
	}
	return *r.Value
}

// RulesOn returns the ward's rules with the figures that hold on a day, and what was put in;
// nil where that is nothing, so that the ward's own rule set will do. s.Rules must be set, and
// base is the id of the rule set that it came from.
func (s *FigureSet) RulesOn(day Day, base ID) (Rules, *Pinned) {
	out := *s.Rules
	pinned := Pinned{BaseID: base}
	for i := range s.Book.Rules {
		r := &s.Book.Rules[i]
		slot := ruleSlots[r.Key]
		if slot.law {
			if now := s.Resolve(r, "", day); now.Figure != nil {
				pinned.Figures = append(pinned.Figures, PinnedFigure{Key: r.Key, Value: *now.Value, From: now.From, FigureID: now.Figure.ID})
			}
		}
		if slot.set == nil {
			continue
		}
		now, own := s.Resolve(r, "", day), slot.get(s.Rules)
		if now.Value == nil || own != nil && *own == *now.Value && now.Figure == nil {
			continue
		}
		figure := PinnedFigure{Key: r.Key, Value: *now.Value, From: now.From}
		source := r.Source
		if now.Figure != nil {
			figure.FigureID, source = now.Figure.ID, now.Figure.Source
		}
		slot.set(&out, *now.Value, source)
		pinned.Figures = append(pinned.Figures, figure)
	}
	slices.SortFunc(pinned.Figures, func(x, y PinnedFigure) int { return cmp.Compare(x.Key, y.Key) })
	pinned.People = s.peopleOn(day)
	if len(pinned.Figures)+len(pinned.People) == 0 {
		return out, nil
	}
	return out, &pinned
}

// peopleOn returns who has figures on a day that differ from the ward's.
func (s *FigureSet) peopleOn(day Day) []PinnedPerson {
	var out []PinnedPerson
	for _, id := range s.people() {
		p := PinnedPerson{StaffID: id, Figures: map[string]int{}}
		for i := range s.Book.Rules {
			r := &s.Book.Rules[i]
			if ruleSlots[r.Key].set == nil {
				continue
			}
			own, ward := s.Resolve(r, id, day), s.Resolve(r, "", day)
			if own.From == FromPerson && (ward.Value == nil || *own.Value != *ward.Value) {
				p.Figures[r.Key] = *own.Value
			}
		}
		if len(p.Figures) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// people returns who has a row of their own, in the order of their ids.
func (s *FigureSet) people() []ID {
	var out []ID
	for i := range s.Rows {
		if id := s.Rows[i].StaffID; s.Rows[i].Scope == rulebook.Person && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// KeepsTheLaw reports rules of a rule set that are looser than the law: figures outside the
// law, or law whose breach is not hard. It is one Invalid error with pointers into the rules.
func (r *Rules) KeepsTheLaw(book *rulebook.Book) error {
	var f faults
	rest, _ := book.Rule("rest_between_shifts")
	remedy := lawOnly(rest)
	switch {
	case r.Rest == nil:
		f.add("/rules/rest", "must be there, with %d minutes or more: %s", rest.Least, remedy)
	case r.Rest.Minutes < rest.Least:
		f.add("/rules/rest/minutes", "must be %d or more: %s", rest.Least, remedy)
	}
	if r.Rest != nil && (r.Rest.Price.Level != rest.Level || r.Rest.Price.Weight == 0) {
		f.add("/rules/rest/price", "must be at the level %s with a weight of 1 or more: %s", rest.Level, remedy)
	}
	for _, x := range []struct {
		key  string
		rest *RestRule
	}{{"weekly_rest", r.WeeklyRest}, {"fortnightly_rest", r.FortnightlyRest}} {
		rule, _ := book.Rule(x.key)
		if x.rest != nil && x.rest.Minutes < rule.Least {
			f.add("/rules/"+x.key+"/minutes", "must be %d or more, or the rule left out: %s", rule.Least, lawOnly(rule))
		}
	}
	return f.err("validate rules", "the rules cannot be kept like this")
}

// Equal reports whether both come from the same rule set with the same figures, so that the
// rules made of them are the same.
func (p *Pinned) Equal(q *Pinned) bool {
	return p.BaseID == q.BaseID && slices.Equal(p.Figures, q.Figures) &&
		slices.EqualFunc(p.People, q.People, func(x, y PinnedPerson) bool {
			return x.StaffID == y.StaffID && maps.Equal(x.Figures, y.Figures)
		})
}
