package rulebook

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

// Kind says where a rule has its force from.
type Kind string

// The kinds.
const (
	// Law is a statute: it may be made stricter here, never looser.
	Law Kind = "law"
	// Contract is a collective or personal agreement.
	Contract Kind = "contract"
	// Policy is what the organisation or the ward has decided for itself.
	Policy Kind = "policy"
)

// Scope is for whom a figure is set.
type Scope string

// The scopes, from the widest.
const (
	Organisation Scope = "org"
	Ward         Scope = "ward"
	Person       Scope = "person"
)

// Scopes lists them all, from the widest.
var Scopes = []Scope{Organisation, Ward, Person}

// Direction says which way a figure becomes stricter.
type Direction string

// The directions.
const (
	// Neither: no value is stricter than another.
	Neither Direction = ""
	Higher  Direction = "higher"
	Lower   Direction = "lower"
)

// Holder is what of the program holds to a rule today.
type Holder string

// The holders.
const (
	// Engine: the optimiser and the referee both go by it, for every rota that is solved,
	// edited or published.
	Engine Holder = "engine"
	// Referee: only the referee checks it.
	Referee Holder = "referee"
	// Program: the program goes by it outside the making of rotas, such as where leave is asked for.
	Program Holder = "program"
	// Listed: the rule is shown and nothing more; people hold to it by hand.
	Listed Holder = "listed"
)

// Rule is one rule with its figure, if it has one.
type Rule struct {
	// Key names the rule for programs: lower case and underscores.
	Key string `json:"key"`
	// Group is one of Groups.
	Group string `json:"group"`
	Title string `json:"title"`
	// Words say the rule to the person whom it protects; {value} stands for the figure that
	// holds and {key} for that of another rule.
	Words string `json:"words"`
	// Managers says what a ward manager should know besides, with the same placeholders.
	Managers string `json:"managers"`
	Kind     Kind   `json:"kind"`
	// Level is the name of nrp.Level at which a breach counts where the rulebook's own rule
	// set is used, or would count if the rule were more than listed; empty where the rule is no
	// part of making a rota.
	Level      string `json:"level"`
	EnforcedBy Holder `json:"enforced_by"`
	// Value is the figure, in whole Units; nil for a rule without one.
	Value *int `json:"value,omitempty"`
	Unit  Unit `json:"unit,omitempty"`
	// Least and Most bound every figure that is set for this rule. For law the bound on the
	// looser side is what the law allows.
	Least    int       `json:"least,omitempty"`
	Most     int       `json:"most,omitempty"`
	Stricter Direction `json:"stricter,omitempty"`
	// Scopes are those at which the figure may be changed; none for the same everywhere.
	Scopes []Scope `json:"scopes,omitempty"`
	// SetIn names where the numbers of a rule stand that has no figure: contract, shift,
	// demand, rule_set, absence, roster, staff, agreement or leave.
	SetIn string `json:"set_in,omitempty"`
	// Waive says how far a person may do without the rule; nil where nobody may.
	Waive *Waive `json:"waive,omitempty"`
	// Source is the regulation, the section of the handbook, or who decided.
	Source string `json:"source"`
	// URL is the address of the source; may be empty for policy.
	URL string `json:"url,omitempty"`
	// Read is the date on which the source was looked up for this rulebook, YYYY-MM-DD.
	Read string `json:"read"`
	// Sure is how sure the figure is: A read in the body's own page or the law as quoted,
	// B a secondary source, C from memory or a default.
	Sure string `json:"sure"`
}

// Book is a rulebook. It is not changed after it was read, so that it may be used
// concurrently.
type Book struct {
	// Name is short, e.g. "uk".
	Name  string `json:"name"`
	Title string `json:"title"`
	// Version counts the editions of the rulebook from 1.
	Version int `json:"version"`
	// Read is the date of this edition, YYYY-MM-DD.
	Read  string `json:"read"`
	Rules []Rule `json:"rules"`

	byKey map[string]int
}

// Groups are the groups of rules in the order in which they are shown, with their titles.
var Groups = []struct{ Key, Title string }{
	{"rest", "Rest"},
	{"nights", "Nights"},
	{"hours", "Hours"},
	{"breaks", "Breaks"},
	{"young", "Under 18"},
	{"runs", "Runs of days, and weekends"},
	{"cover", "Who is on a shift"},
	{"asks", "What you ask for"},
	{"fairness", "Fair shares"},
	{"leave", "Leave and flexible work"},
	{"pay", "Pay (listed here, not worked out)"},
	{"publishing", "When you see the rota"},
}

//go:embed uk.json
var ukJSON []byte

// UK returns the rulebook of the United Kingdom that ships with the program. It panics
// where the embedded file has a fault, which a test would have found.
var UK = sync.OnceValue(func() *Book {
	book, err := Parse(ukJSON)
	if err != nil {
		panic("rulebook: " + err.Error())
	}
	return book
})

// Parse reads a rulebook and reports its first fault. Fields that are not known are faults.
func Parse(text []byte) (*Book, error) {
	var b Book
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		return nil, fmt.Errorf("decode the rulebook: %w", err)
	}
	b.byKey = map[string]int{}
	for i := range b.Rules {
		key := b.Rules[i].Key
		if _, twice := b.byKey[key]; twice {
			return nil, fmt.Errorf("rule %q stands twice; give one of them another key", key)
		}
		b.byKey[key] = i
	}
	for i := range b.Rules {
		if err := b.check(&b.Rules[i]); err != nil {
			return nil, fmt.Errorf("rule %q: %w", b.Rules[i].Key, err)
		}
	}
	return &b, nil
}

// Rule returns the rule of a key, false where there is none.
func (b *Book) Rule(key string) (*Rule, bool) {
	i, ok := b.byKey[key]
	if !ok {
		return nil, false
	}
	return &b.Rules[i], true
}

// Looser reports whether figure a is looser than figure b. Where no value is stricter than
// another it is false.
func (r *Rule) Looser(a, b int) bool {
	switch r.Stricter {
	case Higher:
		return a < b
	case Lower:
		return a > b
	case Neither:
	}
	return false
}

// MayChange reports whether the figure may be set at the scope.
func (r *Rule) MayChange(s Scope) bool {
	for _, have := range r.Scopes {
		if have == s {
			return true
		}
	}
	return false
}
