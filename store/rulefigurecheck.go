package store

import (
	"fmt"

	"github.com/fairrota/fairrota/store/rulebook"
)

// The bounds of the words of a figure.
const (
	mostSource  = 300
	leastReason = 10
	mostReason  = 500
)

// Check reports every reason why a new figure cannot be added to the set, as one Invalid
// error. today is the present date where the figure is to hold.
func (s *FigureSet) Check(f *RuleFigure, today Day) error {
	const op, detail = "set figure", "the figure cannot be set like this"
	var fs faults
	f.checkWords(&fs)
	fs.day("/from_day", f.FromDay, false)
	rule, known := s.Book.Rule(f.Key)
	switch {
	case !known:
		fs.add("/key", "there is no rule %q in the rulebook; take a key from the list of rules", f.Key)
	case rule.Value == nil:
		fs.add("/key", "%s", noFigure(rule))
	case !rule.MayChange(f.Scope):
		refuseScope(&fs, rule, f.Scope)
	}
	if !f.FromDay.Valid() {
		return fs.err(op, detail)
	}
	if f.FromDay < today {
		fs.add("/from_day", "must be today, %s, or later: what held before stays as it was", today)
	}
	if known && rule.Value != nil && rule.MayChange(f.Scope) {
		s.checkValue(&fs, rule, f)
	}
	return fs.err(op, detail)
}

// checkWords wants source and reason for the organisation and a ward, and neither for a
// person.
func (f *RuleFigure) checkWords(fs *faults) {
	if f.Scope == rulebook.Person {
		if f.Source != "" {
			fs.add("/source", "no source is kept with one person's limit; leave it out")
		}
		if f.Reason != "" {
			fs.add("/reason", "no reason is kept with one person's limit, so that nothing private stands here; leave it out")
		}
		return
	}
	fs.text("/source", f.Source, mostSource)
	if n := len([]rune(f.Reason)); n < leastReason {
		fs.add("/reason", "must have %d to %d characters: say why, for whoever reads it in a year", leastReason, mostReason)
	} else {
		fs.text("/reason", f.Reason, mostReason)
	}
}

// noFigure says where the numbers of a rule stand that has no figure.
func noFigure(r *rulebook.Rule) string {
	switch r.SetIn {
	case "":
		return "this rule has no figure to set"
	case "rule_set":
		return "this rule has no figure; its pairs of shifts are set in the ward's rule set"
	default:
		return "this rule has no figure of its own; its numbers are set with each " + r.SetIn
	}
}

const (
	sameForAll    = "this figure is the same for everybody and cannot be changed"
	setForTheOrg  = "this figure is set for the whole organisation; ask an administrator to change it"
	notForAPerson = "nothing reads this figure for one person; leave staff_id out"
)

func refuseScope(fs *faults, r *rulebook.Rule, scope rulebook.Scope) {
	switch {
	case len(r.Scopes) == 0:
		fs.add("/key", sameForAll)
	case scope == rulebook.Person:
		fs.add("/staff_id", notForAPerson)
	default:
		fs.add("/key", setForTheOrg)
	}
}

// WhyNot says in words why the figure of a rule cannot be changed as the reader of a view might
// want: not at all, not here, or only to one side. It is empty where nothing stands against it
// but the bounds.
func (v *RulesView) WhyNot(r *rulebook.Rule) string {
	switch {
	case r.Value == nil:
		return noFigure(r)
	case len(r.Scopes) == 0:
		return sameForAll
	case len(v.Scopes) > 0 && len(v.MaySet(r)) == 0:
		return setForTheOrg
	case r.Kind == rulebook.Law:
		return lawOnly(r)
	}
	return ""
}

// lawOnly says which way a figure of law may be changed.
func lawOnly(r *rulebook.Rule) string {
	return "this is the law (" + r.Source + "), which can be made stricter and not looser"
}

// checkValue wants a figure within its bounds and, for law, none looser than what stands
// below it; or a figure to take back.
func (s *FigureSet) checkValue(fs *faults, r *rulebook.Rule, f *RuleFigure) {
	if f.Value == nil {
		for i := range s.Rows {
			if row := &s.Rows[i]; row.Key == f.Key && row.Scope == f.Scope && row.StaffID == f.StaffID && row.Value != nil {
				return
			}
		}
		fs.add("/value", "there is no figure of your own to take back; send a number to set one")
		return
	}
	v := *f.Value
	if v < r.Least || v > r.Most {
		text := fmt.Sprintf("must be between %s and %s", rulebook.Text(r.Unit, r.Least), rulebook.Text(r.Unit, r.Most))
		if r.Kind == rulebook.Law && looserThan(r, v, FigureStanding{}) {
			text += ": " + lawOnly(r)
		}
		fs.add("/value", "%s", text)
		return
	}
	under := s.Under(r, f.Scope, f.FromDay)
	if r.Kind == rulebook.Law && looserThan(r, v, under) {
		fs.add("/value", "%s would be looser than the %s that hold %s; a figure of law can only be made stricter, so choose %s or %s",
			rulebook.Text(r.Unit, v), rulebook.Text(r.Unit, *under.Value), under.From.where(), rulebook.Text(r.Unit, *under.Value), stricterWord(r))
	}
}

// where continues "the figure that holds".
func (o FigureOrigin) where() string {
	switch o {
	case FromOrganisation:
		return "in the whole organisation"
	case FromRuleSet, FromWard:
		return "on the ward"
	case FromRulebook, FromPerson:
	}
	return "in the rulebook"
}

func stricterWord(r *rulebook.Rule) string {
	if r.Stricter == rulebook.Higher {
		return "more"
	}
	return "less"
}

// Bounds returns between which values a scope may set a figure on a day, so that law is not
// loosened. It is for a rule with a figure.
func (s *FigureSet) Bounds(r *rulebook.Rule, scope rulebook.Scope, day Day) (least, most int) {
	least, most = r.Least, r.Most
	under := s.Under(r, scope, day)
	if r.Kind != rulebook.Law || under.Value == nil || under.From == FromRulebook {
		return least, most
	}
	switch r.Stricter {
	case rulebook.Higher:
		least = max(least, *under.Value)
	case rulebook.Lower:
		most = min(most, *under.Value)
	case rulebook.Neither:
	}
	return least, most
}
