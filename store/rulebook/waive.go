package rulebook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Waive says how far the person whom a rule of the ward's policy protects may do without it. Law,
// Agenda for Change, cover, who works with whom and limits set for one person can not be waived
// (decision 0029).
type Waive struct {
	// Guard says to a person what the rule does for them; {value} stands for their figure.
	Guard string `json:"guard"`
	// Words say the choice in the first person; {value} stands for the figure chosen.
	Words string `json:"words"`
	// Unit is that of the figures; empty for a rule that only holds (1) or does not (0).
	Unit Unit `json:"unit,omitempty"`
	// Loosest is the last figure that may be chosen.
	Loosest int `json:"loosest"`
	// Looser says on which side of the ward's figure the choices lie.
	Looser Direction `json:"looser"`
	// Why says where Loosest comes from.
	Why string `json:"why"`
}

// Allows reports whether a figure may be chosen in place of the ward's: looser than that, and no looser
// than Loosest.
func (w *Waive) Allows(value, ward int) bool {
	return w.IsLooser(value, ward) && !w.IsLooser(value, w.Loosest)
}

// IsLooser reports whether figure a protects less than figure b.
func (w *Waive) IsLooser(a, b int) bool {
	if w.Looser == Lower {
		return a < b
	}
	return a > b
}

// Choices returns the figures that may be chosen in place of the ward's, from the one nearest to it;
// none where the ward is as loose already.
func (w *Waive) Choices(ward int) []int {
	step := 1
	if w.Looser == Lower {
		step = -1
	}
	out := []int{}
	for v := ward + step; w.Allows(v, ward); v += step {
		out = append(out, v)
	}
	return out
}

// Say puts a figure into the words of the choice.
func (w *Waive) Say(value int) string { return w.say(w.Words, value) }

// SayGuard puts a person's figure into what the rule does for them.
func (w *Waive) SayGuard(value int) string { return w.say(w.Guard, value) }

func (w *Waive) say(text string, value int) string {
	if w.Unit == "" {
		return text
	}
	return strings.ReplaceAll(text, "{value}", Text(w.Unit, value))
}

// checkWaive wants a waiver only where the ward's policy protects the one person who gives it up.
func (r *Rule) checkWaive() error {
	w := r.Waive
	if w == nil {
		return nil
	}
	switch {
	case r.Kind != Policy || r.EnforcedBy != Engine:
		return errors.New("only ward policy that the engine goes by can be waived")
	case !slices.Contains([]string{"nights", "runs"}, r.Group):
		return fmt.Errorf("a rule of the group %q does not protect one person alone", r.Group)
	case w.Words == "" || w.Guard == "" || w.Why == "":
		return errors.New("a waiver has words, and says where its bound comes from")
	case w.Looser != Higher && w.Looser != Lower:
		return fmt.Errorf("looser is higher or lower, not %q", w.Looser)
	case w.Unit != "" && !slices.Contains(Units, w.Unit):
		return fmt.Errorf("there is no unit %q", w.Unit)
	case (w.Unit != "") != strings.Contains(w.Words, "{value}") || (w.Unit != "") != strings.Contains(w.Guard, "{value}"):
		return errors.New("the words of a waiver have {value} where it has a unit")
	case r.Value != nil && (r.Unit != w.Unit || r.Stricter == w.Looser || w.Loosest < r.Least || w.Loosest > r.Most):
		return errors.New("a waiver keeps to the unit, the bounds and the directions of its figure")
	}
	return nil
}

// waiver says in the page whether the rule can be waived, and how far.
func (r *Rule) waiver() string {
	if r.Waive == nil {
		return ""
	}
	if r.Waive.Unit == "" {
		return "- Each person can do without it. " + r.Waive.Why + "\n"
	}
	return fmt.Sprintf("- Each person can do without it, up to %s. %s\n", Text(r.Waive.Unit, r.Waive.Loosest), r.Waive.Why)
}
