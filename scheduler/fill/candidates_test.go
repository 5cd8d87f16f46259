package fill_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// TestWhoCanFillAGap: a night on Wednesday that nobody works.
func TestWhoCanFillAGap(t *testing.T) {
	w := ward()
	w.Inst.Cover[2*2+night].Min, w.Inst.Cover[2*2+night].Preferred = 1, 1
	list, err := judge(t, w).Candidates(fill.Duty{Day: 2, Shift: night, Skill: nurse, From: fill.Nobody})
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Staff   int
		Place   int
		Because fill.Criterion
		Moved   bool
		Kind    fill.ObstacleKind
		Rule    nrp.RuleCode
	}
	var got []row
	for _, c := range list {
		r := row{Staff: c.Staff, Place: c.Place, Because: c.Because, Moved: c.Moved}
		if len(c.Obstacles) > 0 {
			r.Kind, r.Rule = c.Obstacles[0].Kind, c.Obstacles[0].Violation.Rule
		}
		got = append(got, r)
	}
	want := []row{
		// 2 and 3 carried 5 points each. 2 does a third night: +2, and +4 for a change with less than 7 days'
		// notice. 3 has half the hours, and only half of the nights could be hers: the night weighs
		// 2 / (1/2) / (1/2) = 8 and the change 4 / (1/2) = 8. 2 has a night on Thursday, 12 h after.
		{Staff: 2, Place: 1, Because: fill.ForFairness},
		{Staff: 3, Place: 2, Because: fill.ForFairness},
		// 0 works the early of that day, which would be one short.
		{Staff: 0, Moved: true, Kind: fill.ByCover, Rule: nrp.RuleCoverMin},
		// 1 has an early the morning after.
		{Staff: 1, Kind: fill.ByRule, Rule: nrp.RuleRest},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("candidates (-want +got):\n%s", diff)
	}
	two, three := list[0].Sides[0], list[1].Sides[0]
	// Sunday noon to Wednesday 20:00 is 3 d 8 h, at most 7 days: 4 points.
	if two.Burden.Was != 5000 || two.Burden.Is != 5000+2000+4000 {
		t.Errorf("2 goes from %d to %d", two.Burden.Was, two.Burden.Is)
	}
	if three.Burden.Is != 5000+8000+8000 {
		t.Errorf("3 goes to %d", three.Burden.Is)
	}
	// 2: Monday's night ends on Tuesday at 08:00, Thursday's begins at 20:00. Without Wednesday's the shortest
	// rest is from Friday 08:00 to Sunday 07:00.
	if diff := cmp.Diff(fill.Rest{Before: 36 * 60, After: 12 * 60, LeastWas: 47 * 60, LeastIs: 12 * 60}, two.Rest); diff != "" {
		t.Errorf("rest of 2 (-want +got):\n%s", diff)
	}
	// 3: Tuesday's night ends on Wednesday at 08:00; Wednesday's on Thursday at 08:00, the early of Friday is at 07:00.
	if diff := cmp.Diff(fill.Rest{Before: 12 * 60, After: 23 * 60, LeastWas: 40 * 60, LeastIs: 12 * 60}, three.Rest); diff != "" {
		t.Errorf("rest of 3 (-want +got):\n%s", diff)
	}
	// 660 + 450 + 450 on the other ward, and 660.
	if diff := cmp.Diff(fill.Hours{Was: 1560, Is: 2220, Agreed: 1125, MeanWas: fill.Unknown, MeanIs: fill.Unknown}, three.Hours); diff != "" {
		t.Errorf("hours of 3 (-want +got):\n%s", diff)
	}
	if three.Hours.Over() != 2220-1125 || two.Hours.Over() != 0 {
		t.Errorf("over: %d and %d", three.Hours.Over(), two.Hours.Over())
	}
}

// TestSecondRefereeSeesWhatTheRulesDoNot: a duty on another ward that ends at 03:00 on Monday is known to
// the law alone.
func TestSecondRefereeSeesWhatTheRulesDoNot(t *testing.T) {
	w := ward()
	w.Inst.Cover[2*2+night].Min, w.Inst.Cover[2*2+night].Preferred = 1, 1
	p := &w.Law.Around.People[2]
	start := w.Law.Cells[2][night].Start - 12*60
	p.Work = []law.Work{{Start: start, End: start + 5*60}} // 08:00 to 13:00 on the day of the gap: 7 h before it
	d := fill.Duty{Day: 2, Shift: night, Skill: nurse, From: fill.Nobody}
	c, err := judge(t, w).CandidateFor(d, 2)
	if err != nil {
		t.Fatal(err)
	}
	if c.Legal || len(c.Obstacles) != 1 || c.Obstacles[0].Kind != fill.ByLaw || c.Obstacles[0].Breach.Rule != law.DailyRest || c.Obstacles[0].Breach.Measured != 7*60 {
		t.Errorf("legal %v, %+v", c.Legal, c.Obstacles)
	}
	// At 11 h to the minute it is lawful.
	p.Work[0].Start, p.Work[0].End = start-240, start+60
	if c, err = judge(t, w).CandidateFor(d, 2); err != nil || !c.Legal {
		t.Errorf("at the limit: %v, %+v", err, c)
	}
	p.Work[0].End++
	if c, err = judge(t, w).CandidateFor(d, 2); err != nil || c.Legal {
		t.Errorf("a minute less: %v, %+v", err, c)
	}
}

func TestWhatHasBegunStays(t *testing.T) {
	w := ward()
	w.Notice[1][early] = -1
	d := fill.Duty{Day: 1, Shift: early, Skill: nurse, From: 0}
	list, err := judge(t, w).Candidates(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if c.Legal {
			t.Errorf("person %d may take a duty that has begun", c.Staff)
		}
	}
	w.Notice[1][early] = 0
	c, err := judge(t, w).CandidateFor(d, 1)
	if err != nil || !c.Legal {
		t.Errorf("in its last minute: %v, %+v", err, c)
	}
}

// TestMeanWeek: with 17 weeks known, the mean of 1 shift of 10 h 30 a week and the one taken.
func TestMeanWeek(t *testing.T) {
	w := ward()
	w.Inst.Cover[2*2+night].Min, w.Inst.Cover[2*2+night].Preferred = 1, 1
	p := &w.Law.Around.People[2]
	for week := 1; week <= 18; week++ {
		s := w.Law.Cells[2][early].Start - law.Instant(week*7*1440)
		p.Work = append(p.Work, law.Work{Start: s, End: s + 630})
	}
	c, err := judge(t, w).CandidateFor(fill.Duty{Day: 2, Shift: night, Skill: nurse, From: fill.Nobody}, 2)
	if err != nil || !c.Legal {
		t.Fatalf("%v, %+v", err, c)
	}
	// The heaviest 17 weeks end with Sunday's early: 16 Wednesdays x 630 + nights of 660 on Monday, Wednesday
	// and Thursday + 450 = 12510; / 17 = 735, and without Wednesday's night 697.
	if got := c.Sides[0].Hours; got.MeanIs != 735 || got.MeanWas != 697 {
		t.Errorf("mean week from %d to %d", got.MeanWas, got.MeanIs)
	}
}

// TestWhoAsksIsNotBurdenedByTheMove: where a night is swapped for an early, the ledger counts the night
// away and the night taken; the move, and the wish that goes with it, only for the one who was asked.
func TestWhoAsksIsNotBurdenedByTheMove(t *testing.T) {
	w := ward()
	refuse := func(i, d int) {
		w.Inst.Requests = append(w.Inst.Requests, nrp.Request{Staff: i, Day: d, Unwanted: nrp.ShiftCells(early, night), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 3}})
		w.Refused = append(w.Refused, fairness.Refused2)
	}
	refuse(0, 3) // both had asked for a day off on which they work after the swap
	refuse(1, 4)
	w.Law = nil
	o, err := judge(t, w).Swap(fill.Duty{Day: 4, Shift: night, Skill: nurse, From: 0}, fill.Duty{Day: 3, Shift: early, Skill: nurse, From: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !o.Legal || o.Sides[0].Staff != 0 || o.Sides[1].Staff != 1 {
		t.Fatalf("%+v", o.Verdict)
	}
	// 0: a night less.
	if got := o.Sides[0].Burden; got.Was != 5000 || got.Is != 5000-2000 {
		t.Errorf("who asks goes from %d to %d", got.Was, got.Is)
	}
	// 1: a night more, two days moved with less than 7 days' notice at 4 each, a wish refused (3) that was met (1).
	if got := o.Sides[1].Burden; got.Was != 9000 || got.Is != 9000+2000+2*4000+3000+1000 {
		t.Errorf("who is asked goes from %d to %d", got.Was, got.Is)
	}
}

// A change says of each person which agreed days it breaks, and those that it mends are none.
func TestBrokenAgreementsAreTold(t *testing.T) {
	w := ward()
	w.Law = nil
	cost := nrp.Cost{Level: nrp.LevelPattern, Weight: 1}
	w.Inst.Agreed = []nrp.Agreed{ // 0 gives the night of day 4 for the early of day 3, which 1 gives
		{Staff: 0, Day: 3, Unwanted: nrp.ShiftCells(early, night), Cost: cost},
		{Staff: 0, Day: 4, Unwanted: nrp.ShiftCells(night), Cost: cost},
		{Staff: 1, Day: 4, Unwanted: nrp.ShiftCells(early), Cost: cost},
	}
	o, err := judge(t, w).Swap(fill.Duty{Day: 4, Shift: night, Skill: nurse, From: 0}, fill.Duty{Day: 3, Shift: early, Skill: nurse, From: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !o.Legal || len(o.Sides) != 2 {
		t.Fatalf("%+v", o.Verdict)
	}
	if diff := cmp.Diff([][]int{{0}, nil}, [][]int{o.Sides[0].Broken, o.Sides[1].Broken}); diff != "" {
		t.Errorf("broken (-want +got):\n%s", diff)
	}
}
