package api

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

// What a person reads of an agreed day that is not kept: what it was, and why where that is known.
func TestBrokenAgreementWordsAreExact(t *testing.T) {
	reasons := reasonCases()
	for _, c := range []struct {
		name string
		off  bool
		why  string
		own  store.ID
		want string
	}{
		{"no reason", true, "", ada, "Sat 14 Mar is your agreed day off. It is not kept."},
		{"a shift", false, "", ada, "On Sat 14 Mar your agreed work pattern is not kept."},
		{"staffing", true, "minimum_staffing", ada, "Sat 14 Mar is your agreed day off. It is not kept. If it was kept, too few people would work the night on Sat 14 Mar."},
		{"own", true, "agreed_pattern", ada, "Sat 14 Mar is your agreed day off. It is not kept. If it was kept, another day of your pattern would not be."},
		{"another's", true, "pattern of another", ada, "Sat 14 Mar is your agreed day off. It is not kept. If it was kept, a work pattern agreed with somebody else would not be."},
		{"a manager's", false, "fixed_shift", "", "On Sat 14 Mar Ada's agreed work pattern is not kept. Ada's shift on Sat 14 Mar is fixed."},
	} {
		o := store.AgreedOutcome{StaffID: ada, Day: sat, Off: c.off}
		if c.why != "" {
			o.Reason = reasons[c.why]
		}
		if got := wardWordsOf(c.own).brokenWords(&o); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestBrokenAgreementsReadAtTenYears holds the sentences to the reading age of those of asks.
func TestBrokenAgreementsReadAtTenYears(t *testing.T) {
	w := wardWordsOf(ada)
	var texts []string
	for _, r := range reasonCases() {
		for _, off := range []bool{true, false} {
			texts = append(texts, w.brokenWords(&store.AgreedOutcome{StaffID: ada, Day: sat, Off: off, Reason: r}))
		}
	}
	for _, text := range texts {
		if g := grade(text); g > 6 {
			t.Errorf("grade %.1f: %s", g, text)
		}
	}
}
