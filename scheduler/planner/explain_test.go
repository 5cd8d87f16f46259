package planner

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// askingWard is the little ward in which person 1, the only one with the skill, wants day 0
// off and person 2 wants to work on day 2.
func askingWard() *Problem {
	p := littleWard()
	pref := nrp.Cost{Level: nrp.LevelPreference, Weight: 3}
	p.Instance.Requests = []nrp.Request{
		{Staff: 0, Day: 0, Unwanted: nrp.ShiftCells(early, night), Cost: pref},
		{Staff: 1, Day: 2, Unwanted: nrp.OffCells, Cost: pref},
	}
	p.RequestIDs = []string{"x", "y"}
	return p
}

func explainJob() Job { return Job{RunID: "r", Seed: 7, ExplainSteps: 100_000} }

// The roster refuses person 2 for nothing:
// the reasons come with a better one, in which only the day off is refused, since nobody else
// holds the skill.
func TestADraftIsExplainedAndBetteredBeforeItIsSaved(t *testing.T) {
	p := newPort(map[string]*Problem{"r": askingWard()})
	engine := Engine{Solve: answer(roster("EEE", "...")), Explain: explain.Explain}
	if err := RunPeriod(t.Context(), p, p, engine, frozen, explainJob()); err != nil {
		t.Fatal(err)
	}
	d := p.saved["r"]
	if diff := cmp.Diff(nrp.Score{nrp.LevelPreference: 3}, d.Assessment.Score); diff != "" || d.Improved == 0 || d.Unexplained != nil || d.Result.Score != d.Assessment.Score {
		t.Errorf("score %s, improved %d, unexplained %v", diff, d.Improved, d.Unexplained)
	}
	if why := d.Reasons[0]; len(d.Reasons) != 1 || why.Proof != explain.Proved || why.Code != explain.CodeStaffing || why.Level != nrp.LevelCover {
		t.Errorf("reasons %+v", d.Reasons)
	}
}

func TestADraftWithoutReasonsIsSaved(t *testing.T) {
	fails := func(context.Context, *nrp.Instance, nrp.Roster, *nrp.Score, explain.Options) (*explain.Report, error) {
		return nil, errors.New("out of memory")
	}
	// A report whose roster breaks the law is not believed.
	unlawful := func(context.Context, *nrp.Instance, nrp.Roster, *nrp.Score, explain.Options) (*explain.Report, error) {
		return &explain.Report{Roster: roster("NEE", "..."), Improved: 1}, nil
	}
	for name, tt := range map[string]struct {
		explain Explainer
		stopAt  int
		want    bool
	}{
		"it fails":             {fails, 0, true},
		"its roster is broken": {unlawful, 0, true},
		"nobody explains":      {nil, 0, false},
		"somebody waits":       {fails, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPort(map[string]*Problem{"r": askingWard()})
			p.stopAt = tt.stopAt
			err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(roster("E.E", "...")), Explain: tt.explain}, frozen, explainJob())
			if err != nil {
				t.Fatal(err)
			}
			d := p.saved["r"]
			if d == nil || len(d.Reasons) > 0 || (d.Unexplained != nil) != tt.want {
				t.Errorf("draft %+v", d)
			}
			if diff := cmp.Diff(roster("E.E", "..."), d.Roster); diff != "" {
				t.Errorf("the roster is another: %s", diff)
			}
		})
	}
}

func TestALostRunIsNotExplained(t *testing.T) {
	p := newPort(map[string]*Problem{"r": askingWard()})
	p.sinkErr = ErrLost
	err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(roster("E.E", "...")), Explain: explain.Explain}, frozen, explainJob())
	if !errors.Is(err, ErrLost) || p.saved["r"] != nil || p.failed["r"] != "" {
		t.Errorf("error %v, saved %v, failed %q", err, p.saved["r"], p.failed["r"])
	}
}
