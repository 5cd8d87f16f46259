package verify_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

func drawFrom(t *rapid.T) nrptest.Draw {
	return func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
}

// sorted puts breaches in an order of their own, so that lists can be compared.
func sorted(v []nrp.Violation) []nrp.Violation {
	v = slices.Clone(v)
	slices.SortFunc(v, func(a, b nrp.Violation) int {
		return cmp.Or(cmp.Compare(a.Staff, b.Staff), strings.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	return v
}

// TestRulesAgreeWithTheReferee is the reason why the two share no code.
func TestRulesAgreeWithTheReferee(t *testing.T) {
	seen := map[nrp.RuleCode]int{}
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		if err := in.Validate(); err != nil {
			t.Fatalf("the generator made a bad instance: %v", err)
		}
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		r := nrptest.Roster(in, draw)
		score, breaches, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range breaches {
			seen[v.Rule]++
		}
		if diff := gocmp.Diff(score, m.Evaluate(r)); diff != "" {
			t.Errorf("score (-referee +rules):\n%s", diff)
		}
		if diff := gocmp.Diff(sorted(breaches), sorted(m.Violations(r))); diff != "" {
			t.Errorf("breaches (-referee +rules):\n%s", diff)
		}
	})
	for _, rule := range []nrp.RuleCode{
		nrp.RuleSkill, nrp.RuleSuccession, nrp.RuleRest, nrp.RuleRespite, nrp.RulePattern, nrp.RuleStretch, nrp.RuleWeekend,
		nrp.RuleCounter, nrp.RuleUnavailable, nrp.RuleFixed, nrp.RuleRequest, nrp.RuleChoice, nrp.RuleCoverMin, nrp.RuleCoverPreferred, nrp.RuleCoverMax,
	} {
		if seen[rule] == 0 {
			t.Errorf("no breach of %s in all the rosters: the generator leaves it out", rule)
		}
	}
}

// TestChangeAgreesWithTheReferee compares the delta of an edit with two full checks.
func TestChangeAgreesWithTheReferee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := drawFrom(t)
		in := nrptest.Instance(draw)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		r := nrptest.Roster(in, draw)
		s, d := draw("edit staff", 0, len(in.Staff)-1), draw("edit day", 0, in.Horizon.Days-1)
		to := nrptest.Cell(in, draw)
		delta, added, removed := m.Change(r, s, d, to)
		before, had, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		r[s][d] = to
		after, has, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(after.Minus(before), delta); diff != "" {
			t.Errorf("delta (-referee +rules):\n%s", diff)
		}
		// What was there and what was added is what is there and what was removed.
		if diff := gocmp.Diff(sorted(append(has, removed...)), sorted(append(had, added...))); diff != "" {
			t.Errorf("breaches after + removed, before + added (-referee +rules):\n%s", diff)
		}
	})
}
