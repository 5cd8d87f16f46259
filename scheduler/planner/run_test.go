package planner

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Shifts and skills of the little ward below.
const (
	early = iota
	night
)

// littleWard has two people, three days, an early and a night, one skill that only the
// first person holds, and wants one early a day. An early after a night is forbidden.
func littleWard() *Problem {
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	in := &nrp.Instance{
		Name: "little", Horizon: nrp.Horizon{Days: 3},
		Skills: []nrp.Skill{{ID: "RN"}},
		Shifts: []nrp.Shift{
			{ID: "E", Kind: "early", Start: 420, End: 900, Minutes: 450},
			{ID: "N", Kind: "night", Start: 1170, End: 1890, Minutes: 690},
		},
		Contracts: []nrp.Contract{{
			ID: "full", SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Successions: []nrp.Succession{{Name: "after N", From: nrp.ShiftCells(night), To: nrp.ShiftCells(early), Cost: hard}},
		}},
		Staff: []nrp.Staff{{ID: "1", Skills: []nrp.SkillIdx{0}}, {ID: "2"}},
	}
	for d := range 3 {
		in.Cover = append(in.Cover, nrp.Cover{
			Day: d, Shift: early, Skill: 0, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit,
		})
	}
	return &Problem{Instance: in, StaffIDs: []string{"a", "b"}, ShiftIDs: []string{"e", "n"}, SkillIDs: []string{"rn"}, FirstDay: "2026-03-02"}
}

// port is a Source and a Sink that remembers.
type port struct {
	mu       sync.Mutex
	problems map[string]*Problem
	loadErr  error
	stopAt   int
	sinkErr  error
	progress int
	saved    map[string]*Draft
	failed   map[string]string
}

func newPort(problems map[string]*Problem) *port {
	return &port{problems: problems, saved: map[string]*Draft{}, failed: map[string]string{}}
}

func (p *port) Load(_ context.Context, id string) (*Problem, error) {
	if p.loadErr != nil {
		return nil, p.loadErr
	}
	return p.problems[id], nil
}

func (p *port) Progress(context.Context, string, Progress) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.progress++
	return p.stopAt > 0 && p.progress >= p.stopAt, p.sinkErr
}

func (p *port) Save(_ context.Context, id string, d *Draft) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.saved[id] = d
	return nil
}

func (p *port) Fail(_ context.Context, id, why string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failed[id] = why
	return nil
}

// answer is a solver that returns the same roster always.
func answer(r nrp.Roster) Solver {
	return func(_ context.Context, _ *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
		return &scheduler.Result{Roster: r, Seed: o.Seed, Status: scheduler.StatusTimeLimit}, nil
	}
}

// roster reads one line a person, E, N or dot a day; person 1 works in the skill.
func roster(lines ...string) nrp.Roster {
	r := nrp.NewRoster(len(lines), len(lines[0]))
	for i, line := range lines {
		for d, c := range line {
			if s := strings.IndexRune("EN", c); s >= 0 {
				r[i][d] = nrp.Assignment{Shift: s, Skill: 0}
			}
		}
	}
	return r
}

func frozen() time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) }

func TestRunPeriodSavesWhatTheRefereePasses(t *testing.T) {
	p := newPort(map[string]*Problem{"r": littleWard()})
	if err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(roster("E.E", "..."))}, frozen, Job{RunID: "r", Seed: 7}); err != nil {
		t.Fatal(err)
	}
	d := p.saved["r"]
	if d == nil || len(p.failed) > 0 {
		t.Fatalf("saved %v, failed %v", p.saved, p.failed)
	}
	// One early of three has nobody: one person at minimum cover.
	want := nrp.Score{nrp.LevelCover: 1}
	if diff := cmp.Diff(want, d.Assessment.Score); diff != "" {
		t.Error(diff)
	}
	if len(d.Assessment.Unfilled) != 1 || d.Assessment.Unfilled[0].Day != 1 {
		t.Errorf("unfilled: %+v", d.Assessment.Unfilled)
	}
	if d.Result.Seed != 7 {
		t.Errorf("the seed did not reach the solver: %d", d.Result.Seed)
	}
}

func TestHardFindings(t *testing.T) {
	with := func(change func(*nrp.Instance)) *Problem {
		p := littleWard()
		change(p.Instance)
		return p
	}
	fixed := func(s nrp.StaffIdx, d nrp.DayIdx, shift nrp.ShiftIdx) nrp.Fixed {
		return nrp.Fixed{Staff: s, Day: d, To: nrp.Assignment{Shift: shift, Skill: 0}}
	}
	tests := map[string]struct {
		problem *Problem
		roster  nrp.Roster
		refused bool
	}{
		"a_skill_not_held_is_refused":           {littleWard(), roster("E.E", ".E."), true},
		"an_early_after_a_night_is_refused":     {littleWard(), roster("NE.", "..."), true},
		"a_fixed_cell_that_is_not_kept":         {with(func(in *nrp.Instance) { in.Fixed = []nrp.Fixed{fixed(0, 2, night)} }), roster("E.E", "..."), true},
		"fixed_cells_that_clash_are_forced":     {with(func(in *nrp.Instance) { in.Fixed = []nrp.Fixed{fixed(0, 0, night), fixed(0, 1, early)} }), roster("NE.", "..."), false},
		"a_second_clash_beyond_the_forced_one":  {with(func(in *nrp.Instance) { in.Fixed = []nrp.Fixed{fixed(0, 1, early)}; in.Staff[0].History = past(night) }), roster("EE.", "..."), true},
		"history_and_a_fixed_cell_are_forced":   {with(func(in *nrp.Instance) { in.Fixed = []nrp.Fixed{fixed(0, 0, early)}; in.Staff[0].History = past(night) }), roster("EEE", "..."), false},
		"history_alone_forces_nothing":          {with(func(in *nrp.Instance) { in.Staff[0].History = past(night) }), roster("E..", "..."), true},
		"work_on_leave_is_refused":              {with(func(in *nrp.Instance) { in.Unavailable = away(0, 1) }), roster(".E.", "..."), true},
		"work_fixed_on_leave_is_forced":         {with(func(in *nrp.Instance) { in.Unavailable = away(0, 1); in.Fixed = []nrp.Fixed{fixed(0, 1, early)} }), roster(".E.", "..."), false},
		"a_ward_with_too_few_people_gets_a_row": {with(func(in *nrp.Instance) { in.Cover[0].MinCost.Level = nrp.LevelHard }), roster("...", "..."), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPort(map[string]*Problem{"r": tt.problem})
			err := RunPeriod(t.Context(), p, p, Engine{Solve: answer(tt.roster)}, frozen, Job{RunID: "r"})
			if refused := err != nil; refused != tt.refused || len(p.saved) == 1 == tt.refused {
				t.Fatalf("refused %v, want %v: saved %d, error %v", refused, tt.refused, len(p.saved), err)
			}
			if why := p.failed["r"]; tt.refused && !strings.Contains(why, "referee found hard rules broken") {
				t.Errorf("the words for a person are %q", why)
			}
		})
	}
}

func past(shifts ...nrp.ShiftIdx) nrp.History { return nrp.History{Known: true, Line: shifts} }

func away(s nrp.StaffIdx, d nrp.DayIdx) []nrp.Unavailable {
	return []nrp.Unavailable{{Staff: s, Day: d, Cells: nrp.AllShiftCells(2)}}
}

// climbing calls Progress until its ctx ends and returns what it has then.
func climbing(best nrp.Roster) Solver {
	return func(ctx context.Context, _ *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
		for ctx.Err() == nil {
			o.Progress(Progress{})
		}
		return &scheduler.Result{Roster: best, Status: scheduler.StatusStopped}, nil
	}
}

func TestStopKeepsTheBestSoFar(t *testing.T) {
	p := newPort(map[string]*Problem{"r": littleWard()})
	p.stopAt = 3
	if err := RunPeriod(t.Context(), p, p, Engine{Solve: climbing(roster("E..", "..."))}, frozen, Job{RunID: "r"}); err != nil {
		t.Fatal(err)
	}
	if p.saved["r"] == nil || p.progress != 3 {
		t.Errorf("saved %v after %d calls, want a draft after 3", p.saved, p.progress)
	}
}

// TestStopIsHeardWhileNothingIsTold: whoever stops a run does not wait for a solver or an explainer that has nothing to tell.
func TestStopIsHeardWhileNothingIsTold(t *testing.T) {
	best := roster("E..", "...")
	silent := func(ctx context.Context, _ *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
		o.Progress(Progress{})
		<-ctx.Done()
		return &scheduler.Result{Roster: best, Status: scheduler.StatusStopped}, nil
	}
	thinking := func(ctx context.Context, _ *nrp.Instance, r nrp.Roster, _ *nrp.Score, _ explain.Options) (*explain.Report, error) {
		<-ctx.Done()
		return &explain.Report{Roster: r}, nil
	}
	for name, engine := range map[string]Engine{"solver": {Solve: silent}, "explainer": {Solve: answer(best), Explain: thinking}} {
		t.Run(name, func(t *testing.T) {
			p := newPort(map[string]*Problem{"r": littleWard()})
			p.stopAt = 2
			if err := RunPeriod(t.Context(), p, p, engine, frozen, explainJob()); err != nil || p.saved["r"] == nil || p.progress != 2 {
				t.Errorf("saved %v after %d calls (%v), want a draft after 2", p.saved, p.progress, err)
			}
		})
	}
}

func TestALostRunWritesNothing(t *testing.T) {
	p := newPort(map[string]*Problem{"r": littleWard()})
	p.sinkErr = fmt.Errorf("fence: %w", ErrLost)
	err := RunPeriod(t.Context(), p, p, Engine{Solve: climbing(roster("E..", "..."))}, frozen, Job{RunID: "r"})
	if !errors.Is(err, ErrLost) || len(p.saved)+len(p.failed) > 0 {
		t.Errorf("error %v, saved %v, failed %v", err, p.saved, p.failed)
	}
}

func TestProgressThatCannotBeWrittenEndsNothing(t *testing.T) {
	p := newPort(map[string]*Problem{"r": littleWard()})
	p.sinkErr, p.stopAt = errors.New("disk full"), 4
	if err := RunPeriod(t.Context(), p, p, Engine{Solve: climbing(roster("E..", "..."))}, frozen, Job{RunID: "r"}); err != nil || p.saved["r"] == nil {
		t.Errorf("error %v, saved %v", err, p.saved)
	}
}

func TestAnEndedContextRecordsNothing(t *testing.T) {
	p := newPort(map[string]*Problem{"r": littleWard()})
	ctx, cancel := context.WithCancelCause(t.Context())
	going := errors.New("the process ends")
	cancel(going)
	err := RunPeriod(ctx, p, p, Engine{Solve: climbing(roster("E..", "..."))}, frozen, Job{RunID: "r"})
	if !errors.Is(err, going) || len(p.saved)+len(p.failed) > 0 {
		t.Errorf("error %v, saved %v, failed %v", err, p.saved, p.failed)
	}
}

// inWords is an error that a person may read.
type inWords struct{ text string }

func (e inWords) Error() string { return "cause: " + e.text }
func (e inWords) Words() string { return e.text }

func TestFailuresAreToldInWords(t *testing.T) {
	broken := littleWard()
	broken.Instance.Staff[1].Contract = 9
	short := littleWard()
	short.StaffIDs = nil
	tests := map[string]struct {
		load    error
		problem *Problem
		solve   Solver
		want    string
	}{
		"data_that_make_no_problem": {load: inWords{"shift X is unknown"}, want: "shift X is unknown"},
		"an_internal_error":         {load: errors.New("secret detail"), want: "see the log"},
		"an_instance_not_valid":     {problem: broken, want: "staff[1].contract"},
		"ids_that_do_not_match":     {problem: short, want: "0 staff ids for 2"},
		"a_solver_that_fails":       {problem: littleWard(), solve: failing, want: "optimiser could not make a roster"},
		"a_solver_that_panics":      {problem: littleWard(), solve: panicking, want: "The program failed"},
		"a_roster_of_another_shape": {problem: littleWard(), solve: answer(roster("E.")), want: "cannot be read"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPort(map[string]*Problem{"r": tt.problem})
			p.loadErr = tt.load
			err := RunPeriod(t.Context(), p, p, Engine{Solve: tt.solve}, frozen, Job{RunID: "r"})
			if why := p.failed["r"]; err == nil || !strings.Contains(why, tt.want) || strings.Contains(why, "secret") || len(p.saved) > 0 {
				t.Errorf("error %v; the words %q do not say %q", err, why, tt.want)
			}
		})
	}
}

func failing(context.Context, *nrp.Instance, scheduler.Options) (*scheduler.Result, error) {
	return nil, errors.New("out of memory")
}

func panicking(context.Context, *nrp.Instance, scheduler.Options) (*scheduler.Result, error) {
	panic("index out of range")
}

func TestOneFailingWardDoesNotStopTheOthers(t *testing.T) {
	p := newPort(map[string]*Problem{"a": littleWard(), "b": littleWard(), "c": littleWard(), "d": littleWard()})
	jobs := []Job{{RunID: "a"}, {RunID: "b"}, {RunID: "c"}, {RunID: "d"}}
	errs := RunNight(t.Context(), jobs, 2, func(ctx context.Context, job Job) error {
		solve := answer(roster("E.E", "..."))
		switch job.RunID {
		case "b":
			solve = panicking
		case "c":
			panic("outside the ward's own run")
		}
		return RunPeriod(ctx, p, p, Engine{Solve: solve}, frozen, job)
	})
	for i, wantErr := range []bool{false, true, true, false} {
		if (errs[i] != nil) != wantErr {
			t.Errorf("%s: %v", jobs[i].RunID, errs[i])
		}
	}
	if p.saved["a"] == nil || p.saved["d"] == nil || len(p.saved) != 2 || p.failed["b"] == "" {
		t.Errorf("saved %v, failed %v", p.saved, p.failed)
	}
}

func TestNightBeginsNothingAfterItsContextEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ran := 0
	errs := RunNight(ctx, []Job{{RunID: "a"}, {RunID: "b"}}, 1, func(ctx context.Context, _ Job) error {
		ran++
		cancel()
		<-ctx.Done()
		return nil
	})
	if ran > 2 || errs[0] != nil || ran == 1 && !errors.Is(errs[1], context.Canceled) {
		t.Errorf("ran %d, errors %v", ran, errs)
	}
}
