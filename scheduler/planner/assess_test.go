package planner

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

func TestAssessSaysWhatBecameOfEachRequest(t *testing.T) {
	p := littleWard()
	ask := func(s nrp.StaffIdx, d nrp.DayIdx, unwanted nrp.CellSet) nrp.Request {
		return nrp.Request{Staff: s, Day: d, Unwanted: unwanted, Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 3}}
	}
	p.Instance.Requests = []nrp.Request{
		ask(0, 0, nrp.ShiftCells(early, night)), // a day off, refused: the only early of the day
		ask(0, 1, nrp.ShiftCells(early, night)), // a day off, met
		ask(1, 2, nrp.OffCells),                 // any shift, refused although nothing stands against the night
	}
	p.Instance.Staff[1].Skills = []nrp.SkillIdx{0}
	a, err := Assess(p, roster("E.E", "..."))
	if err != nil {
		t.Fatal(err)
	}
	// One early without anybody, two requests refused.
	if diff := cmp.Diff(nrp.Score{nrp.LevelCover: 1, nrp.LevelPreference: 6}, a.Score); diff != "" {
		t.Error(diff)
	}
	type short struct {
		Met, Decided bool
		Delta        nrp.Score
		Rules        []nrp.RuleCode
	}
	var got []short
	for i, o := range a.Outcomes {
		s := short{Met: o.Met, Decided: o.Decided, Delta: o.Delta}
		for _, v := range o.Findings {
			s.Rules = append(s.Rules, v.Rule)
		}
		got = append(got, s)
		if o.Request != i {
			t.Errorf("outcome %d is of request %d", i, o.Request)
		}
	}
	want := []short{
		{Decided: true, Delta: nrp.Score{nrp.LevelCover: 1, nrp.LevelPreference: -3}, Rules: []nrp.RuleCode{nrp.RuleCoverMin}},
		{Met: true, Decided: true},
		{Delta: nrp.Score{nrp.LevelPreference: -3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
