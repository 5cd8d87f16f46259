package rulebook

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChoicesOfAWaiver(t *testing.T) {
	up := &Waive{Words: "I can work up to {value} in a row.", Unit: Nights, Loosest: 5, Looser: Higher}
	down := &Waive{Words: "{value} off is enough.", Unit: Days, Loosest: 1, Looser: Lower}
	flag := &Waive{Words: "I do not need it.", Loosest: 0, Looser: Lower}
	for _, c := range []struct {
		w    *Waive
		ward int
		want []int
		say  string
	}{
		{up, 3, []int{4, 5}, "I can work up to 4 nights in a row."},
		{up, 5, []int{}, ""},
		{up, 7, []int{}, ""},
		{down, 3, []int{2, 1}, "2 days off is enough."},
		{down, 2, []int{1}, "1 day off is enough."},
		{down, 0, []int{}, ""},
		{flag, 1, []int{0}, "I do not need it."},
	} {
		got := c.w.Choices(c.ward)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("ward %d: %s", c.ward, diff)
		}
		if len(got) > 0 && c.w.Say(got[0]) != c.say {
			t.Errorf("ward %d: %q", c.ward, c.w.Say(got[0]))
		}
	}
}

// TestWhatMayNotBeWaived: the reader refuses a waiver of anything but ward policy that protects one
// person, and one that does not keep to its figure.
func TestWhatMayNotBeWaived(t *testing.T) {
	nights := func(change func(*Rule)) *Rule {
		r, _ := UK().Rule("nights_in_a_row")
		out := *r
		w := *r.Waive
		out.Waive = &w
		change(&out)
		return &out
	}
	if err := nights(func(*Rule) {}).checkWaive(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Rule){
		"law":                      func(r *Rule) { r.Kind = Law },
		"Agenda for Change":        func(r *Rule) { r.Kind = Contract },
		"cover":                    func(r *Rule) { r.Group = "cover" },
		"hours":                    func(r *Rule) { r.Group = "hours" },
		"under 18":                 func(r *Rule) { r.Group = "young" },
		"nothing goes by it":       func(r *Rule) { r.EnforcedBy = Listed },
		"beyond its bounds":        func(r *Rule) { r.Waive.Loosest = 8 },
		"the stricter side":        func(r *Rule) { r.Waive.Looser = Lower },
		"another unit":             func(r *Rule) { r.Waive.Unit = Days },
		"words without a figure":   func(r *Rule) { r.Waive.Words = "I can work more nights." },
		"a guard without a figure": func(r *Rule) { r.Waive.Guard = "You work few nights." },
		"no word of where it ends": func(r *Rule) { r.Waive.Why = "" },
	} {
		if nights(change).checkWaive() == nil {
			t.Errorf("%s can be waived", name)
		}
	}
}
