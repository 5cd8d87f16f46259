package planner

import (
	"errors"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// tryingWard is littleWard with the only nurse away on the second day, who asks for the first day off.
func tryingWard() *Problem {
	p := littleWard()
	p.Instance.Unavailable = []nrp.Unavailable{{Staff: 0, Day: 1, Cells: nrp.AllShiftCells(2)}}
	p.Instance.Requests = []nrp.Request{
		{Staff: 0, Day: 0, Unwanted: nrp.AllShiftCells(2), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 3}},
		{Staff: 0, Day: 1, Unwanted: nrp.OffCells, Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 1}},
	}
	p.RequestIDs = []string{"off", "on"}
	return p
}

func try(t *testing.T, p *Problem, draft nrp.Roster, trial Trial) *Tried {
	t.Helper()
	trial.Steps = 40_000
	out, err := Try(t.Context(), p, draft, trial, scheduler.Solve, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTrials(t *testing.T) {
	draft := roster("E.E", "...")
	if got := try(t, tryingWard(), draft, Trial{Kind: AddPerson, Like: 0}); got.Draft[nrp.LevelCover] != 1 || got.ScoreWithout[nrp.LevelCover] != 1 ||
		got.ScoreWith[nrp.LevelCover] != 0 || got.ScoreWith[nrp.LevelPreference] != 1 || len(got.With) != 3 || got.With[2][1].Shift != early || len(got.Breaks) > 0 {
		t.Errorf("one more nurse would fill the second day and free the first: %+v", got)
	}
	if got := try(t, tryingWard(), draft, Trial{Kind: AddPerson, Like: 1}); got.ScoreWith != got.ScoreWithout {
		t.Errorf("one more person without the skill changes nothing: %v, %v", got.ScoreWith, got.ScoreWithout)
	}
	if got := try(t, tryingWard(), draft, Trial{Kind: MoveMinimum, Day: explain.EveryDay, Shift: early, Skill: 0, By: 1}); got.ScoreWith[nrp.LevelCover] != 4 || len(got.ShortWith) != 3 {
		t.Errorf("one more every day: 1 + 2 + 1 are missing, and not %v", got.ScoreWith)
	}
	if got := try(t, tryingWard(), draft, Trial{Kind: MoveMinimum, Day: 1, Shift: early, Skill: 0, By: -1}); got.ScoreWith[nrp.LevelCover] != 0 {
		t.Errorf("nobody is needed on the second day: %v", got.ScoreWith)
	}
	if got := try(t, tryingWard(), draft, Trial{Kind: GrantRequest, Request: 0}); got.ScoreWith[nrp.LevelCover] != 2 || got.ScoreWith[nrp.LevelPreference] != 1 || got.With[0][0] != nrp.Off {
		t.Errorf("the day off costs one nurse more: %+v", got)
	}
	got := try(t, tryingWard(), draft, Trial{Kind: GrantRequest, Request: 1})
	if got.Impossible == nil || got.Impossible.Code != explain.CodeAbsence || got.With != nil {
		t.Errorf("work on an absence cannot be granted: %+v", got)
	}
	give := try(t, tryingWard(), draft, Trial{Kind: SmallestGive})
	if give.Giving.Units != 1 || !give.Giving.Proved || give.Giving.Give[0].Breach.Rule != nrp.RuleUnavailable {
		t.Errorf("the absence would have to give: %+v", give.Giving)
	}
}

func TestTrialThatChangesNothing(t *testing.T) {
	for name, trial := range map[string]Trial{
		"a minimum of nobody falls": {Kind: MoveMinimum, Day: 1, Shift: night, Skill: nrp.NoSkill, By: -1},
	} {
		trial.Steps = 100
		if _, err := Try(t.Context(), littleWard(), roster("...", "..."), trial, scheduler.Solve, nil); !errors.Is(err, ErrNoChange) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGapsNameTheNearest(t *testing.T) {
	p := tryingWard()
	r := roster("NE.", "...")
	r[0][1] = nrp.Off
	a, err := Judge(p, r)
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := Gaps(p, r, a)
	if err != nil {
		t.Fatal(err)
	}
	if len(gaps) != 3 {
		t.Fatalf("%d gaps, want one each day: %+v", len(gaps), gaps)
	}
	// The first day: the nurse is on the night and could change; the other lacks the skill.
	if g := gaps[0]; len(g.Nearest) != 2 || g.Nearest[0].Staff != 0 || g.Nearest[0].Never || !g.Nearest[1].Never || g.Nearest[1].Findings[0].Rule != nrp.RuleSkill {
		t.Errorf("the first day: %+v", g)
	}
	// The second day: away, and an early may not follow a night.
	if g := gaps[1]; !g.Nearest[0].Never || !g.Nearest[1].Never {
		t.Errorf("the second day: %+v", g)
	}
	if g := gaps[2]; g.Nearest[0].Staff != 0 || len(g.Nearest[0].Findings) != 0 {
		t.Errorf("the third day is free for the nurse: %+v", g)
	}
}
