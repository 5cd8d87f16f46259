package sqlstore

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// trialWorld is a ward with a draft by hand that leaves one early unfilled.
type trialWorld struct {
	*night
	w    *nightWard
	jobs *Jobs
	view *store.RosterView
}

func newTrialWorld(t *testing.T, d dialect) *trialWorld {
	t.Helper()
	n := newNight(t, d, 2)
	n.clock.set(opens)
	if err := n.Tick(t.Context(), n.clock.now()); err != nil {
		t.Fatal(err)
	}
	n.askOff(t, 0, 3)
	n.clock.set(closes.Add(time.Hour))
	if err := n.Tick(t.Context(), n.clock.now()); err != nil {
		t.Fatal(err)
	}
	w := n.wards[0]
	view := n.draftOf(t, w)
	for _, duty := range view.Duties {
		if duty.Day == nightFirstDay && duty.ShiftID == w.shifts["E"] {
			view = n.put(t, w, view.Roster.ID, view.Roster.Version, slices.Index(w.StaffIDs, duty.StaffID), nightFirstDay, "")
		}
	}
	return &trialWorld{night: n, w: w, jobs: n.jobs(t, n.DB, JobOptions{}), view: view}
}

// ask asks and answers a trial.
func (n *trialWorld) ask(t *testing.T, kind store.TrialKind, change store.TrialChange) *store.Trial {
	t.Helper()
	asked, err := n.RequestTrial(t.Context(), n.w.manager, n.view.Roster.ID, kind, change, 3, store.Once{})
	if err != nil {
		t.Fatal(err)
	}
	if asked.State != store.TrialQueued {
		t.Fatalf("a trial that was just asked for is %s", asked.State)
	}
	if err := n.jobs.RunTrial(t.Context(), asked.ID); err != nil {
		t.Fatal(err)
	}
	return must(n.Trial(t.Context(), n.w.manager, asked.ID))(t)
}

func TestTrialsAnswer(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newTrialWorld(t, d)
		more := n.ask(t, store.TrialAddPerson, store.TrialChange{StaffID: n.w.StaffIDs[0]})
		if more.State != store.TrialDone || more.Result.Draft[1] != 1 || more.Result.With[1] != 0 || len(more.Result.People) == 0 && more.Result.NewDuties == 0 {
			t.Errorf("one more person: %s %q %+v", more.State, more.Failure, more.Result)
		}
		demand := must(n.Demand(t.Context(), n.w.manager, n.w.PeriodID))(t)
		moved := n.ask(t, store.TrialMoveMinimum, store.TrialChange{ShiftID: n.w.shifts["E"], SkillID: demand[0].SkillID, By: 5})
		if moved.State != store.TrialDone || moved.Result.With[1] <= moved.Result.Without[1] || len(moved.Result.Shortfalls) == 0 {
			t.Errorf("five more each day: %s %q %+v", moved.State, moved.Failure, moved.Result)
		}
		mine := must(n.PeriodPreferences(t.Context(), n.w.manager, n.w.PeriodID))(t)
		grant := n.ask(t, store.TrialGrant, store.TrialChange{PreferenceID: mine[0].ID})
		if grant.State != store.TrialDone || grant.Result.MetWith != 1 || grant.Result.Asked != 1 || len(grant.Result.Breaks) > 0 {
			t.Errorf("the day off: %s %q %+v", grant.State, grant.Failure, grant.Result)
		}
		give := n.ask(t, store.TrialGive, store.TrialChange{})
		if give.State != store.TrialDone || len(give.Result.Give) != 0 || give.Result.With[1] != 0 || give.Result.Proof != store.Proved {
			t.Errorf("the ward can be staffed: %s %q %+v", give.State, give.Failure, give.Result)
		}
		// The draft is as it was.
		now := must(n.RosterView(t.Context(), n.w.manager, n.view.Roster.ID))(t)
		if now.Roster.Version != n.view.Roster.Version || now.Roster.Score != n.view.Roster.Score {
			t.Error("a trial has changed the draft")
		}
		list := must(n.Trials(t.Context(), n.w.manager, n.view.Roster.ID))(t)
		if len(list) != 4 || list[0].ID != give.ID {
			t.Errorf("%d trials are listed, want 4, the newest first", len(list))
		}
	})
}

func TestTrialsAreRefused(t *testing.T) {
	n := newTrialWorld(t, sqliteDialect)
	other := n.wards[1]
	for what, c := range map[string]struct {
		actor  store.Actor
		kind   store.TrialKind
		change store.TrialChange
		want   store.Kind
		words  string
	}{
		"a nurse":                     {n.w.people[0], store.TrialGive, store.TrialChange{}, store.Forbidden, ""},
		"another ward's manager":      {other.manager, store.TrialGive, store.TrialChange{}, store.NotFound, ""},
		"another ward's person":       {n.w.manager, store.TrialAddPerson, store.TrialChange{StaffID: other.StaffIDs[0]}, store.Invalid, ""},
		"another ward's shift":        {n.w.manager, store.TrialMoveMinimum, store.TrialChange{ShiftID: other.shifts["E"], By: 1}, store.Invalid, ""},
		"no step":                     {n.w.manager, store.TrialMoveMinimum, store.TrialChange{ShiftID: n.w.shifts["E"]}, store.Invalid, ""},
		"a day outside":               {n.w.manager, store.TrialMoveMinimum, store.TrialChange{ShiftID: n.w.shifts["E"], By: 1, Day: "2027-04-30"}, store.Invalid, ""},
		"a preference that is not":    {n.w.manager, store.TrialGrant, store.TrialChange{PreferenceID: newID()}, store.Invalid, ""},
		"a person for another kind":   {n.w.manager, store.TrialGive, store.TrialChange{StaffID: n.w.StaffIDs[0]}, store.Invalid, ""},
		"a kind that there is not":    {n.w.manager, "sing", store.TrialChange{}, store.Invalid, ""},
		"a minimum and a preference":  {n.w.manager, store.TrialGrant, store.TrialChange{PreferenceID: newID(), By: 3}, store.Invalid, ""},
		"a person without being said": {n.w.manager, store.TrialAddPerson, store.TrialChange{}, store.Invalid, ""},
	} {
		_, err := n.RequestTrial(t.Context(), c.actor, n.view.Roster.ID, c.kind, c.change, 0, store.Once{})
		if store.KindOf(err) != c.want {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
	if got := n.count(t, "SELECT count(*) FROM trials"); got != 0 {
		t.Errorf("%d trials were written", got)
	}
}

// A run under way keeps no trial from being asked, and a trial keeps no run; a ward has at most so
// many trials waiting.
func TestTrialsAndRunsDoNotBlockEachOther(t *testing.T) {
	n := newTrialWorld(t, sqliteDialect)
	for range mostLiveTrials {
		if _, err := n.RequestTrial(t.Context(), n.w.manager, n.view.Roster.ID, store.TrialGive, store.TrialChange{}, 0, store.Once{}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := n.RequestTrial(t.Context(), n.w.manager, n.view.Roster.ID, store.TrialGive, store.TrialChange{}, 0, store.Once{})
	kindIs(t, err, store.Conflict, "under way")
	if _, err := n.RequestRun(t.Context(), n.w.manager, n.w.PeriodID, 5, store.Once{}); err != nil {
		t.Errorf("trials keep a run from being asked for: %v", err)
	}
	if got := n.count(t, "SELECT count(*) FROM river_job WHERE kind = 'trial' AND queue = 'trials'"); got != mostLiveTrials {
		t.Errorf("%d jobs of trials, want %d", got, mostLiveTrials)
	}
}

func TestTrialOfAChangedDraftFailsAndSaysSo(t *testing.T) {
	n := newTrialWorld(t, sqliteDialect)
	asked := must(n.RequestTrial(t.Context(), n.w.manager, n.view.Roster.ID, store.TrialGive, store.TrialChange{}, 0, store.Once{}))(t)
	n.put(t, n.w, n.view.Roster.ID, n.view.Roster.Version, 1, nightFirstDay, "")
	if err := n.jobs.RunTrial(t.Context(), asked.ID); err != nil {
		t.Fatal(err)
	}
	if got := must(n.Trial(t.Context(), n.w.manager, asked.ID))(t); got.State != store.TrialFailed || got.Failure != "the draft has been changed since this was asked; ask again" {
		t.Errorf("%s %q", got.State, got.Failure)
	}
}

// A trial whose process died is given up, one whose solver fails says so, and after a day none is left.
func TestTrialsEnd(t *testing.T) {
	n := newTrialWorld(t, sqliteDialect)
	ctx := t.Context()
	ask := func() store.ID {
		return must(n.RequestTrial(ctx, n.w.manager, n.view.Roster.ID, store.TrialGive, store.TrialChange{}, 0, store.Once{}))(t).ID
	}
	died := ask()
	if got, err := n.takeTrial(ctx, died, n.clock.now()); err != nil || got == nil {
		t.Fatal(got, err)
	}
	if again, err := n.takeTrial(ctx, died, n.clock.now()); err != nil || again != nil {
		t.Errorf("a trial was taken twice: %v, %v", again, err)
	}
	if err := n.giveUpTrials(ctx, n.clock.now().Add(30*time.Second)); err != nil {
		t.Fatal(err)
	}
	if got := must(n.Trial(ctx, n.w.manager, died))(t); got.State != store.TrialWorking {
		t.Errorf("given up too early: %s", got.State)
	}
	if err := n.giveUpTrials(ctx, n.clock.now().Add(2*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got := must(n.Trial(ctx, n.w.manager, died))(t); got.State != store.TrialFailed || got.Failure == "" {
		t.Errorf("not given up: %+v", got)
	}
	broken := n.jobs2(t, func(context.Context, *nrp.Instance, scheduler.Options) (*scheduler.Result, error) { panic("no memory") })
	failed := ask()
	if err := broken.RunTrial(ctx, failed); err != nil {
		t.Fatal(err)
	}
	if got := must(n.Trial(ctx, n.w.manager, failed))(t); got.State != store.TrialFailed || got.Failure != "It could not be worked out. The log has the details." {
		t.Errorf("%+v", got)
	}
	n.clock.set(n.clock.now().Add(store.TrialKept))
	if _, err := n.Trial(ctx, n.w.manager, failed); store.KindOf(err) != store.NotFound {
		t.Errorf("a day later: %v", err)
	}
	if err := n.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if got := n.count(t, "SELECT count(*) FROM trials"); got != 0 {
		t.Errorf("%d trials are left after a day", got)
	}
}

func (n *trialWorld) jobs2(t *testing.T, solve func(context.Context, *nrp.Instance, scheduler.Options) (*scheduler.Result, error)) *Jobs {
	t.Helper()
	return n.night.jobs(t, n.DB, JobOptions{Solve: solve})
}

func TestUnfilledDutiesNameTheNearest(t *testing.T) {
	n := newTrialWorld(t, sqliteDialect)
	list, roster, err := n.Unfilled(t.Context(), n.w.manager, n.view.Roster.ID)
	if err != nil {
		t.Fatal(err)
	}
	if roster.ID != n.view.Roster.ID || len(list) != 1 || list[0].Day != nightFirstDay || list[0].ShiftID != n.w.shifts["E"] || list[0].Missing != 1 {
		t.Fatalf("unfilled: %+v", list)
	}
	near := list[0].Nearest
	if len(near) != 3 || near[0].Never || near[0].Delta[0] != 0 || near[0].Delta[1] != -1 {
		t.Errorf("nearest: %+v", near)
	}
	if _, _, err := n.Unfilled(t.Context(), n.w.people[0], n.view.Roster.ID); store.KindOf(err) != store.Forbidden {
		t.Errorf("a nurse reads it: %v", err)
	}
	if _, _, err := n.Unfilled(t.Context(), n.wards[1].manager, n.view.Roster.ID); store.KindOf(err) != store.NotFound {
		t.Errorf("another ward's manager reads it: %v", err)
	}
}
