package api

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/store"
)

// TestLinkWords: a manager reads who works with whom, a nurse only of herself and of nobody else.
func TestLinkWords(t *testing.T) {
	apart := store.Finding{Rule: "link", Name: store.PairName(store.WorkApart, string(ben)), Level: "hard", StaffID: ada, Day: sat, Amount: 1}
	together, alone := apart, apart
	together.Name, alone.Name = store.PairName(store.WorkTogether, string(ben)), store.Supervised
	manager, nurse := wardWordsOf(""), wardWordsOf(ada)
	for _, c := range []struct {
		f                   store.Finding
		found, would, nurse string
	}{
		{apart, "Ada, Sat 14 Mar: Ada is at work at the same time as Ben", "Ada would be at work at the same time as Ben (Sat 14 Mar).", "A rule on who works with whom would be broken."},
		{together, "Ada, Sat 14 Mar: Ada is at work without Ben", "Ada would be at work without Ben (Sat 14 Mar).", "A rule on who works with whom would be broken."},
		{alone, "Ada, Sat 14 Mar: Ada is at work without anybody to learn beside", "Ada would be at work without anybody to learn beside (Sat 14 Mar).", "You would be at work without anybody to learn beside."},
	} {
		if got := manager.found(c.f); got != c.found {
			t.Errorf("found: %q, want %q", got, c.found)
		}
		if got := manager.inTheWay(c.f); got != c.would {
			t.Errorf("in the way: %q, want %q", got, c.would)
		}
		own := nurse.ownFinding(c.f)
		if own.Text != c.nurse || own.Name != "" {
			t.Errorf("to the nurse: %q, name %q; want %q and no name", own.Text, own.Name, c.nurse)
		}
	}
	other := apart
	other.StaffID, other.Name = ben, store.PairName(store.WorkApart, string(ada))
	if own := nurse.ownFinding(other); own.StaffID != "" || own.Name != "" || own.Text != "A rule for somebody else on the ward would be broken." {
		t.Errorf("of a colleague: %+v", own)
	}
}

// TestLinkReasons are the sentences of an ask refused for who works with whom.
func TestLinkReasons(t *testing.T) {
	ask := store.Preference{StaffID: ada, Day: sat, Ask: store.Ask{Kind: store.ShiftOn, ShiftID: night}}
	reason := func(code explain.Code, staff store.ID, name string) *store.Reason {
		return &store.Reason{Code: store.ReasonCode(code), Because: store.Findings{{Rule: "link", Name: name, StaffID: staff, Day: sat, Amount: 1}}}
	}
	nurse := wardWordsOf(ada)
	for want, r := range map[string]*store.Reason{
		"If you had it, you would be at work without anybody to learn beside. The rules do not allow that.": reason(explain.CodeLaw, ada, store.Supervised),
		"If you had it, a rule on who works with whom would be broken. The rules do not allow that.":        reason(explain.CodeLaw, ada, store.PairName(store.WorkApart, string(ben))),
		"It would break a work rule for somebody else.":                                                     reason(explain.CodeLaw, ben, store.Supervised),
		"If you had it, a rule on who works with whom would be broken.":                                     reason(explain.CodeGoals, ada, store.PairName(store.WorkTogether, string(ben))),
		"It would break a rule for somebody else on who works with whom.":                                   reason(explain.CodeGoals, ben, store.Supervised),
	} {
		if got := nurse.because(r, you, ask); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
