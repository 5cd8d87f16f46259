package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// trialWorker is the queue's side of a trial.
type trialWorker struct {
	river.WorkerDefaults[trialArgs]
	jobs *Jobs
}

// Work answers the job's trial.
func (w *trialWorker) Work(ctx context.Context, job *river.Job[trialArgs]) error {
	return w.jobs.RunTrial(ctx, job.Args.TrialID)
}

// RunTrial takes up a queued trial and answers it here; one that is somebody else's or has ended is left
// alone. What goes wrong with the trial itself is in its row, and logged.
func (j *Jobs) RunTrial(ctx context.Context, id store.ID) error {
	t, err := j.db.takeTrial(ctx, id, j.o.Clock())
	if err != nil || t == nil {
		return err
	}
	result, err := j.answer(ctx, t)
	failure := ""
	if err != nil {
		failure = trialFailure(ctx, err)
		j.log.WarnContext(ctx, "trial not answered", "trial_id", id, "ward_id", t.WardID, "error", err)
	}
	return j.db.endTrial(context.WithoutCancel(ctx), id, result, failure)
}

// trialFailure says in words why there is no answer.
func trialFailure(ctx context.Context, err error) string {
	switch {
	case ctx.Err() != nil:
		return "The server was stopped while it worked on this. Ask again."
	case errors.Is(err, planner.ErrNoChange):
		return "This would change nothing: the minimum cannot fall below 0."
	}
	if words := planner.Words(inWords(err)); store.KindOf(err) != store.Internal {
		return words
	}
	return "It could not be worked out. The log has the details."
}

// answer works a trial out.
func (j *Jobs) answer(ctx context.Context, t *store.Trial) (result *store.TrialResult, err error) {
	defer func() {
		if p := recover(); p != nil {
			result, err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	var p *planner.Problem
	var draft nrp.Roster
	var asked planner.Trial
	err = j.db.snapshot(ctx, "load trial", func(read *gorm.DB) error {
		roster, err := byID[store.Roster](read, t.RosterID)
		if err != nil {
			return err
		}
		if roster.Version != t.RosterVersion || roster.State != store.Draft {
			return store.Errorf(store.Stale, "load trial", "the draft has been changed since this was asked; ask again")
		}
		if p, draft, err = loadRoster(read, roster); err != nil {
			return err
		}
		asked, err = trialOf(read, p, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	asked.Budget, asked.Threads = time.Duration(t.BudgetSeconds)*time.Second, j.o.Threads
	asked.Seed = uint64(t.Seed) //nolint:gosec // seeds are drawn without a sign
	tried, err := planner.Try(ctx, p, draft, asked, j.o.Solve, j.o.Clock)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return trialResult(p, draft, tried), nil
}

// trialOf turns a trial's ids into indices.
func trialOf(g *gorm.DB, p *planner.Problem, t *store.Trial) (planner.Trial, error) {
	const op = "load trial"
	out := planner.Trial{Day: explain.EveryDay, Skill: nrp.NoSkill, By: t.Change.By}
	gone := func(what string) (planner.Trial, error) {
		return out, store.Errorf(store.Conflict, op, "this rota no longer has that %s; ask again", what)
	}
	switch t.Kind {
	case store.TrialAddPerson:
		out.Kind = planner.AddPerson
		if out.Like = slices.Index(p.StaffIDs, string(t.Change.StaffID)); out.Like < 0 {
			return gone("person")
		}
	case store.TrialMoveMinimum:
		out.Kind = planner.MoveMinimum
		if out.Shift = slices.Index(p.ShiftIDs, string(t.Change.ShiftID)); out.Shift < 0 {
			return gone("shift")
		}
		if t.Change.SkillID != "" {
			if out.Skill = slices.Index(p.SkillIDs, string(t.Change.SkillID)); out.Skill < 0 {
				return gone("skill")
			}
		}
		if t.Change.Day != "" {
			out.Day = dayIndex(p, t.Change.Day)
		}
	case store.TrialGrant:
		out.Kind = planner.GrantRequest
		if out.Request = slices.Index(p.RequestIDs, string(t.Change.PreferenceID)); out.Request < 0 {
			return gone("preference")
		}
	case store.TrialGive:
		out.Kind = planner.SmallestGive
		unbent, err := unemployed(g, p)
		out.Unbent = unbent
		return out, err
	}
	return out, nil
}

// unemployed marks the days on which people of a problem are not employed.
func unemployed(g *gorm.DB, p *planner.Problem) (explain.Unbent, error) {
	staff, err := all[store.Staff](g.Where("id IN ?", p.StaffIDs))
	if err != nil {
		return nil, err
	}
	index := indexOf(p.StaffIDs)
	out := make(explain.Unbent, len(p.StaffIDs))
	for i := range out {
		out[i] = make([]bool, p.Instance.Horizon.Days)
	}
	for i := range staff {
		for d := range p.Instance.Horizon.Days {
			out[index[staff[i].ID]][d] = !staff[i].Employed(store.Day(p.FirstDay).Add(d))
		}
	}
	return out, nil
}

// trialResult turns what was tried into ids.
func trialResult(p *planner.Problem, draft nrp.Roster, tried *planner.Tried) *store.TrialResult {
	out := &store.TrialResult{
		Draft: store.Levels(tried.Draft), Without: store.Levels(tried.ScoreWithout), With: store.Levels(tried.ScoreWith), Asked: len(p.Instance.Requests),
		Shortfalls: []store.TrialShortfall{}, Gained: []store.ID{}, Lost: []store.ID{}, People: []store.TrialPerson{}, Give: []store.TrialGiven{},
	}
	if tried.Impossible != nil {
		out.Breaks = findingsOf(p, tried.Impossible.Because)
		out.Proof = store.Proved
		return out
	}
	out.Shortfalls = shortfalls(p, tried)
	out.Breaks = findingsOf(tried.Problem, tried.Breaks)
	for _, b := range tried.LawBreaks {
		level := nrp.LevelRest
		if lawBlocks(b.Rule) {
			level = nrp.LevelHard
		}
		f := lawFinding(tried.Problem, b, level)
		if !slices.ContainsFunc(out.Breaks, func(x store.Finding) bool { return foundBoth(&f, &x) }) {
			out.Breaks = append(out.Breaks, f)
		}
	}
	if g := tried.Giving; g != nil {
		for _, x := range g.Give {
			out.Give = append(out.Give, store.TrialGiven{Finding: findingOf(p, x.Breach), Units: x.Units})
		}
		out.Proof = store.BestFound
		if g.Proved {
			out.Proof = store.Proved
		}
		return out
	}
	metBy(out, p, tried)
	out.People = changedPeople(p, draft, tried.With)
	if n := len(p.Instance.Staff); len(tried.With) > n {
		for _, a := range tried.With[n] {
			if a.Shift != nrp.NoShift {
				out.NewDuties++
			}
		}
	}
	return out
}

// metBy counts the preferences met without the change and with it.
func metBy(out *store.TrialResult, p *planner.Problem, tried *planner.Tried) {
	for i := range p.Instance.Requests {
		q, id := &p.Instance.Requests[i], store.ID(p.RequestIDs[i])
		without, with := explain.Meets(q, tried.Without), explain.Meets(q, tried.With)
		if without {
			out.MetWithout++
		}
		if with {
			out.MetWith++
		}
		switch {
		case with && !without:
			out.Gained = append(out.Gained, id)
		case without && !with:
			out.Lost = append(out.Lost, id)
		}
	}
}

// shortfalls lists the minimums that are short without the change or with it, by day and shift.
func shortfalls(p *planner.Problem, tried *planner.Tried) []store.TrialShortfall {
	type row struct {
		day          nrp.DayIdx
		shift, skill int
	}
	sum := map[row]*store.TrialShortfall{}
	at := func(v nrp.Violation) *store.TrialShortfall {
		k := row{v.Day, v.Shift, v.Skill}
		if sum[k] == nil {
			f := findingOf(p, v)
			sum[k] = &store.TrialShortfall{Day: f.Day, ShiftID: f.ShiftID, SkillID: f.SkillID}
		}
		return sum[k]
	}
	for _, v := range tried.ShortWithout {
		at(v).Without += v.Amount
	}
	for _, v := range tried.ShortWith {
		at(v).With += v.Amount
	}
	out := []store.TrialShortfall{}
	for _, s := range sum {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b store.TrialShortfall) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ShiftID, b.ShiftID), cmp.Compare(a.SkillID, b.SkillID))
	})
	return out
}

// changedPeople counts the days of each person that differ from the draft, the most first.
func changedPeople(p *planner.Problem, draft, with nrp.Roster) []store.TrialPerson {
	out := []store.TrialPerson{}
	for i := range draft {
		n := 0
		for d := range draft[i] {
			if draft[i][d].Shift != with[i][d].Shift {
				n++
			}
		}
		if n > 0 {
			out = append(out, store.TrialPerson{StaffID: store.ID(p.StaffIDs[i]), Days: n})
		}
	}
	slices.SortStableFunc(out, func(a, b store.TrialPerson) int { return cmp.Compare(b.Days, a.Days) })
	return out
}
