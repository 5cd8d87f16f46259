package planner

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// lawfulWard is the little ward from Monday 2 March 2026 in UTC, under the law. The second
// person works elsewhere from 22:00 on the first evening to 06:30.
func lawfulWard() *Problem {
	p := littleWard()
	p.Instance.Staff[1].Skills = []nrp.SkillIdx{0}
	monday := law.At(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	p.Law = &Law{Around: law.Input{
		Zone: time.UTC, Figures: law.UK(), From: monday, To: monday + 4*1440,
		People: []law.Person{{ID: "1"}, {ID: "2", Work: []law.Work{{Start: monday + 1320, End: monday + 1440 + 390, Break: 30}}}},
	}}
	for d := range 3 {
		var cells []law.Work
		for _, s := range p.Instance.Shifts {
			at := monday + law.Instant(d*1440)
			cells = append(cells, law.Work{Start: at + law.Instant(s.Start), End: at + law.Instant(s.End), Break: 30})
		}
		p.Law.Cells = append(p.Law.Cells, cells)
	}
	return p
}

// withHardRest has the instance keep eleven hours, as most wards' rule sets do.
func withHardRest(p *Problem) *Problem {
	p.Instance.Contracts[0].Rests = []nrp.Rest{{Name: "rest", Minutes: 660, Cost: nrp.Cost{Level: nrp.LevelHard, Weight: 1}}}
	return p
}

func TestTheSecondRefereeSaysWhatTheRotaMakes(t *testing.T) {
	p := lawfulWard()
	// A duty elsewhere before and after makes a rest of 6 h 30 that is given: to 13:00 on day 1.
	elsewhere := &p.Law.Around.People[1]
	elsewhere.Work = append(elsewhere.Work, law.Work{Start: elsewhere.Work[0].End + 390, End: elsewhere.Work[0].End + 870, Break: 30})
	// Person 1's early ends at 15:00 and the night begins at 19:30 on the day after: no breach. The
	// early of day 2 begins at 07:00, the duty elsewhere has ended at 21:00 the evening before: 10 h.
	a, err := Assess(p, roster("EN.", "..E"))
	if err != nil {
		t.Fatal(err)
	}
	rests := func(list []law.Breach) (out []int) {
		for _, b := range list {
			if b.Rule == law.DailyRest {
				out = append(out, b.Measured)
			}
		}
		return out
	}
	if made := rests(a.Law.Made); len(made) != 1 || made[0] != 600 {
		t.Errorf("made: %+v", a.Law.Made)
	}
	if given := rests(a.Law.Given); len(given) != 1 || given[0] != 390 {
		t.Errorf("given: %+v", a.Law.Given)
	}
	p.Law = nil
	if a, err := Assess(p, roster("EN.", "..E")); err != nil || a.Law.Made != nil || a.Law.Given != nil {
		t.Errorf("not under the law: %+v, %v", a.Law, err)
	}
}

// The instance of these wards does not know of the duty elsewhere: as if its making had lost it.
func TestADraftThatBreaksTheLawIsNotSaved(t *testing.T) {
	p := newPort(map[string]*Problem{"r": withHardRest(lawfulWard())})
	// Person 2's early of day 1 begins at 07:00, half an hour after the duty elsewhere.
	err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(roster("E..", ".E."))}, frozen, Job{RunID: "r"})
	if err == nil || p.saved["r"] != nil {
		t.Fatalf("saved %v, error %v", p.saved["r"], err)
	}
	want := "staff 2: 30 min of rest from Tue 3 Mar 06:30 to Tue 3 Mar 07:00, the law wants 11 h (Working Time Regulations 1998 reg. 10(1))."
	if why := p.failed["r"]; !strings.HasSuffix(why, want) {
		t.Errorf("why: %s", why)
	}
}

// A ward that has weekly rest as a hard rule is held to it: 14 days of early shifts leave 16 h
// between two of them. As in the test before, the instance does not know of the days: its
// respite begins a year later.
func TestADraftThatBreaksWeeklyRestIsNotSaved(t *testing.T) {
	for _, minutes := range []int{1439, 1440} {
		ward := lawfulWard()
		ward.Instance.Contracts[0].Respites = []nrp.Respite{{
			Name: "weekly rest in two weeks", From: 364, Span: 14, Repeats: true, Times: 2, Minutes: minutes, Cost: nrp.Cost{Weight: 1},
		}}
		start := ward.Law.Cells[0][early].Start
		for d := -14; d < 14; d++ { // no day of the fortnight is off but days 0 to 2, which the roster has
			if d < 0 || d > 2 {
				at := start + law.Instant(1440*d)
				ward.Law.Around.People[0].Work = append(ward.Law.Around.People[0].Work, law.Work{Start: at, End: at + 480})
			}
		}
		p := newPort(map[string]*Problem{"r": ward})
		err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(roster("EEE", "..."))}, frozen, Job{RunID: "r"})
		// What asks for less than the law is no promise to keep it.
		if held := minutes == 1440; (err != nil) != held || (p.saved["r"] == nil) != held {
			t.Errorf("%d minutes: saved %v, error %v", minutes, p.saved["r"], err)
		}
	}
}

// A better roster that comes up with the reasons is judged by the law like the solver's own.
func TestABetterRosterThatBreaksTheLawIsNotTaken(t *testing.T) {
	p := newPort(map[string]*Problem{"r": withHardRest(lawfulWard())})
	unlawful := func(context.Context, *nrp.Instance, nrp.Roster, *nrp.Score, explain.Options) (*explain.Report, error) {
		return &explain.Report{Roster: roster("E..", ".E."), Improved: 1}, nil
	}
	if err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(roster("E..", "...")), Explain: unlawful}, frozen, explainJob()); err != nil {
		t.Fatal(err)
	}
	d := p.saved["r"]
	if d == nil || d.Unexplained == nil || !strings.Contains(d.Unexplained.Error(), "second referee: 1 breaches") {
		t.Fatalf("saved %+v", d)
	}
	if diff := cmp.Diff(roster("E..", "..."), d.Roster); diff != "" || d.Improved != 0 || len(d.Assessment.Law.Made) != 0 {
		t.Errorf("the roster is another: %s", diff)
	}
}

func TestWhatTheSolverCannotKeepIsSavedAndTold(t *testing.T) {
	for name, problem := range map[string]func() *Problem{
		"a rule set without rest": lawfulWard,
		"a fixed duty": func() *Problem {
			p := withHardRest(lawfulWard())
			p.Instance.Fixed = []nrp.Fixed{{Staff: 1, Day: 1, To: nrp.Assignment{Shift: early, Skill: 0}}}
			return p
		},
		"shifts without clock times": func() *Problem {
			p := withHardRest(lawfulWard())
			p.Instance.Shifts[night].Start, p.Instance.Shifts[night].End = 0, 0
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPort(map[string]*Problem{"r": problem()})
			if err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(roster("E..", ".E."))}, frozen, Job{RunID: "r"}); err != nil {
				t.Fatal(err)
			}
			if d := p.saved["r"]; d == nil || len(d.Assessment.Law.Made) != 1 || d.Assessment.Law.Made[0].Measured != 30 {
				t.Errorf("saved %+v", d)
			}
		})
	}
}

func TestALawThatDoesNotFitTheProblemIsNamed(t *testing.T) {
	for want, spoil := range map[string]func(*Problem){
		"1 people and 3 days for 2 and 3": func(p *Problem) { p.Law.Around.People = p.Law.Around.People[:1] },
		"2 people and 2 days for 2 and 3": func(p *Problem) { p.Law.Cells = p.Law.Cells[:2] },
		"1 cells on day 2 for 2 shifts":   func(p *Problem) { p.Law.Cells[2] = p.Law.Cells[2][:1] },
	} {
		p := lawfulWard()
		spoil(p)
		p.RequestIDs, p.SkillIDs = nil, []string{"rn"}
		if err := p.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
