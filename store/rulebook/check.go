package rulebook

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

var (
	validKey    = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)
	placeholder = regexp.MustCompile(`\{([a-z0-9_]+)\}`)
)

// levels are the names of nrp.Level; a test of package store holds them against that
// package's list.
var levels = []string{"", "hard", "minimum_cover", "agreed_patterns", "burden", "preferences", "rest"}

// setIn are the places other than the rulebook in which numbers stand.
var setIn = []string{"", "contract", "shift", "demand", "rule_set", "absence", "roster", "staff", "agreement", "leave"}

// check reports the first fault of a rule.
func (b *Book) check(r *Rule) error {
	switch {
	case !validKey.MatchString(r.Key):
		return errors.New("a key has 2 to 40 lower-case letters, digits and underscores")
	case !slices.ContainsFunc(Groups, func(g struct{ Key, Title string }) bool { return g.Key == r.Group }):
		return fmt.Errorf("there is no group %q", r.Group)
	case r.Title == "" || r.Words == "" || r.Managers == "":
		return errors.New("title, words and managers say something")
	case !slices.Contains([]Kind{Law, Contract, Policy}, r.Kind):
		return fmt.Errorf("kind is law, contract or policy, not %q", r.Kind)
	case !slices.Contains([]Holder{Engine, Referee, Program, Listed}, r.EnforcedBy):
		return fmt.Errorf("enforced_by is engine, referee, program or listed, not %q", r.EnforcedBy)
	case !slices.Contains(levels, r.Level):
		return fmt.Errorf("there is no level %q", r.Level)
	case !slices.Contains(setIn, r.SetIn):
		return fmt.Errorf("there is no place %q to set a number in", r.SetIn)
	case r.Source == "":
		return errors.New("every rule names its source")
	case r.Kind == Law && !strings.HasPrefix(r.URL, "https://www.legislation.gov.uk/"):
		return errors.New("a rule of law has the address of the law")
	case !slices.Contains([]string{"A", "B", "C"}, r.Sure):
		return fmt.Errorf("sure is A, B or C, not %q", r.Sure)
	}
	if _, err := time.Parse(time.DateOnly, r.Read); err != nil {
		return fmt.Errorf("read is a date: %w", err)
	}
	if err := r.checkFigure(); err != nil {
		return err
	}
	if err := r.checkWaive(); err != nil {
		return err
	}
	return b.checkWords(r)
}

func (r *Rule) checkFigure() error {
	if r.Value == nil {
		if r.Unit != "" || r.Least != 0 || r.Most != 0 || r.Stricter != Neither || len(r.Scopes) > 0 {
			return errors.New("unit, least, most, stricter and scopes go with a value")
		}
		return nil
	}
	v := *r.Value
	switch {
	case !slices.Contains(Units, r.Unit):
		return fmt.Errorf("there is no unit %q", r.Unit)
	case v < r.Least || v > r.Most:
		return fmt.Errorf("the value %d is not between %d and %d", v, r.Least, r.Most)
	case !slices.Contains([]Direction{Neither, Higher, Lower}, r.Stricter):
		return fmt.Errorf("stricter is higher or lower, not %q", r.Stricter)
	case r.SetIn != "":
		return errors.New("a figure is set here, not somewhere else")
	}
	for i, s := range r.Scopes {
		if at := slices.Index(Scopes, s); at < 0 || i > 0 && at <= slices.Index(Scopes, r.Scopes[i-1]) {
			return fmt.Errorf("scopes are org, ward, person in this order; %q is not", s)
		}
	}
	return nil
}

// checkWords wants every placeholder to stand for a figure.
func (b *Book) checkWords(r *Rule) error {
	for _, text := range []string{r.Words, r.Managers} {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			of := r
			if m[1] != "value" {
				other, ok := b.Rule(m[1])
				if !ok {
					return fmt.Errorf("%s stands for no rule", m[0])
				}
				of = other
			}
			if of.Value == nil {
				return fmt.Errorf("%s stands for a rule without a figure", m[0])
			}
		}
	}
	return nil
}
