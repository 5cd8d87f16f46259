package rulebook

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// holders say in the page what of the program holds to a rule.
var holders = map[Holder]string{
	Engine:  "The engine makes rotas by it, and the referee checks it.",
	Referee: "The referee checks it; the engine does not know it.",
	Program: "The program goes by it outside the making of rotas.",
	Listed:  "Listed only: the program does not check it.",
}

// where says in the page where the numbers of a rule stand that has no figure.
var where = map[string]string{
	"contract": "each contract", "shift": "each shift", "demand": "the demand", "rule_set": "the ward's rule set",
	"absence": "the agreed absence", "roster": "the rota", "staff": "the skills of each person",
	"agreement": "the agreed pattern of each person",
	"leave":     "the ward's page of leave",
}

var scopeNames = map[Scope]string{Organisation: "the organisation", Ward: "a ward", Person: "one person"}

// Markdown writes the rulebook as a page for docs/, every rule with its words, figure,
// source and what holds to it.
func (b *Book) Markdown(to io.Writer) error {
	w := bufio.NewWriter(to)
	fmt.Fprintf(w, `<!-- Generated from store/rulebook by "make generate"; do not edit. -->

# Rules and their sources

%s. Edition %d of %s. This is an engineers' reading, not legal advice.

The figures below are those that ship. An organisation, a ward or a person may have figures of
its own above them, each with its source, its reason and the day from which it counts; the page
"Rules" of the app shows what holds there today. A figure of law can be made stricter, never
looser.

Some rules of the ward's policy protect one person alone. That person can do without them, as far as
is said there ([waivers](waivers.md)); nobody else can enter that.

How sure a figure is: **A** read in the body's own page, or the law as quoted; **B** a secondary
source; **C** from memory, or a default of this rulebook. The date is the day on which it was
looked up for this edition.
`, b.Title, b.Version, b.Read)
	counts := map[Holder]int{}
	waivable := 0
	for i := range b.Rules {
		counts[b.Rules[i].EnforcedBy]++
		if b.Rules[i].Waive != nil {
			waivable++
		}
	}
	fmt.Fprintf(w, "\nOf %d rules the engine makes rotas by %d, the referee alone checks %d, the program goes by %d otherwise, and %d are listed only. A person can do without %d.\n",
		len(b.Rules), counts[Engine], counts[Referee], counts[Program], counts[Listed], waivable)
	for _, g := range Groups {
		fmt.Fprintf(w, "\n## %s\n", g.Title)
		for i := range b.Rules {
			if b.Rules[i].Group == g.Key {
				b.section(w, &b.Rules[i])
			}
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the rules: %w", err)
	}
	return nil
}

func (b *Book) section(w io.Writer, r *Rule) {
	fmt.Fprintf(w, "\n### %s\n\n%s\n\n%s\n\n", r.Title, Say(b, r, r.Words, Own), Say(b, r, r.Managers, Own))
	switch {
	case r.Value != nil:
		fmt.Fprintf(w, "- Figure: %s (`%s`)%s.\n", Text(r.Unit, *r.Value), r.Key, r.changes())
	case r.SetIn != "":
		fmt.Fprintf(w, "- No figure of its own (`%s`): set in %s.\n", r.Key, where[r.SetIn])
	default:
		fmt.Fprintf(w, "- No figure (`%s`).\n", r.Key)
	}
	fmt.Fprint(w, r.waiver())
	fmt.Fprintf(w, "- %s", holders[r.EnforcedBy])
	if r.Level != "" && r.EnforcedBy != Listed {
		fmt.Fprintf(w, " Level: %s.", strings.ReplaceAll(r.Level, "_", " "))
	}
	fmt.Fprintf(w, "\n- Kind: %s. Source: %s", r.Kind, r.Source)
	if r.URL != "" {
		fmt.Fprintf(w, ", <%s>", r.URL)
	}
	fmt.Fprintf(w, "; %s, %s.\n", r.Read, r.Sure)
}

// changes says who may change the figure, and between what.
func (r *Rule) changes() string {
	if len(r.Scopes) == 0 {
		return ", the same everywhere"
	}
	names := make([]string, len(r.Scopes))
	for i, s := range r.Scopes {
		names[i] = scopeNames[s]
	}
	return fmt.Sprintf(", from %s to %s for %s", Text(r.Unit, r.Least), Text(r.Unit, r.Most), strings.Join(names, ", "))
}
