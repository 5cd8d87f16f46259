package repair

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

var (
	hard  = nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	cover = nrp.Cost{Level: nrp.LevelCover, Weight: 1}
)

// twoShifts is an instance of people and days with an early, 07:00 to 15:00, and a night, 21:00 to 07:00,
// eleven hours of rest, and so many people wanted on each.
func twoShifts(people, days, wanted int) *nrp.Instance {
	in := &nrp.Instance{
		Name: "two shifts", Horizon: nrp.Horizon{Days: days},
		Shifts: []nrp.Shift{{ID: "E", Start: 420, End: 900, Minutes: 450}, {ID: "N", Start: 1260, End: 1860, Minutes: 570}},
		Contracts: []nrp.Contract{{
			ID: "all", SkillCost: hard, UnavailableCost: hard, FixedCost: hard, Rests: []nrp.Rest{{Minutes: 660, Cost: hard}},
		}},
	}
	for i := range people {
		in.Staff = append(in.Staff, nrp.Staff{ID: string(rune('A' + i))})
	}
	for d := range days {
		for s := range 2 {
			in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: s, Skill: nrp.NoSkill, Min: wanted, MinCost: cover, Preferred: wanted, Max: nrp.NoLimit})
		}
	}
	return in
}

// rosterOf reads lines such as "EE-N".
func rosterOf(lines ...string) nrp.Roster {
	r := nrp.NewRoster(len(lines), len(lines[0]))
	for i, line := range lines {
		for d, c := range line {
			if c != '-' {
				r[i][d].Shift = map[rune]int{'E': 0, 'N': 1}[c]
			}
		}
	}
	return r
}

func linesOf(r nrp.Roster) []string {
	var out []string
	for _, line := range r {
		text := ""
		for _, a := range line {
			text += map[nrp.ShiftIdx]string{nrp.NoShift: "-", 0: "E", 1: "N"}[a.Shift]
		}
		out = append(out, text)
	}
	return out
}

// steps ends a solve by steps, so that a test gives the same everywhere.
func steps(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
	o.TimeLimit, o.Clock, o.StepLimit = 0, nil, 20_000
	return scheduler.Solve(ctx, in, o)
}

// A falls sick on day 1, whose early is hers; it is 06:00 on day 1. D worked the night of day 0
// and rests, B has the night of day 1, and C the early of day 2 after a day off. C can take the early by
// herself: one move at an hour's notice. Nothing that leaves seven days fills the place.
func TestASickNurseIsReplacedByOneMove(t *testing.T) {
	in := twoShifts(4, 3, 1)
	in.Unavailable = []nrp.Unavailable{{Staff: 0, Day: 1, Cells: nrp.AllShiftCells(2)}}
	o := Order{Instance: in, Now: 1440 + 360, Published: rosterOf(
		"EE-",
		"-N-",
		"--E",
		"N-N",
	)}
	got, err := Alternatives(t.Context(), steps, o, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 {
		t.Fatalf("%d alternatives: %+v", len(got), got)
	}
	out, best := got[0], got[1]
	if out.Aim != TakeOut || !slices.Equal(out.Also, []Aim{SevenDays}) || len(out.Uncovered) != 1 || out.Uncovered[0].Day != 1 || out.Uncovered[0].Shift != 0 {
		t.Errorf("take out: %+v", out)
	}
	if diff := cmp.Diff([]string{"E--", "-N-", "-EE", "N-N"}, linesOf(best.Roster)); diff != "" {
		t.Error(diff)
	}
	if best.Aim != OneForOne || !slices.Equal(best.Also, []Aim{BestCover}) || len(best.Uncovered) != 0 || len(best.Changes) != 2 {
		t.Errorf("best: %+v", best)
	}
	if c := best.Changes[1]; c.Staff != 2 || c.Notice != 60 || !c.Moves() || c.Band() != 0 || best.Changes[0].Moves() {
		t.Errorf("changes: %+v", best.Changes)
	}
}

// Two changes fill the early of day 3 that A leaves: B, who alone is free of a night before and after, gives
// the night of day 3 to C. That is worth it for the best cover and not for one change a place.
func TestTwoMovesForOnePlaceAreAChoice(t *testing.T) {
	in := twoShifts(3, 5, 1)
	work := nrp.AllShiftCells(2)
	in.Unavailable = []nrp.Unavailable{{Staff: 0, Day: 3, Cells: work}, {Staff: 2, Day: 3, Cells: nrp.ShiftCells(0)}}
	o := Order{Instance: in, Now: 420, Published: rosterOf(
		"EE-E-",
		"---N-",
		"NN---",
	)}
	got, err := Alternatives(t.Context(), steps, o, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	missing := map[Aim]int64{}
	for _, a := range got {
		for _, v := range a.Uncovered {
			if v.Day == 3 {
				missing[a.Aim] += v.Amount
			}
		}
	}
	last := got[len(got)-1]
	if last.Aim != BestCover || missing[BestCover] != 0 || missing[OneForOne] != 1 {
		t.Fatalf("missing on day 3: %v of %+v", missing, got)
	}
	if l := linesOf(last.Roster); l[1][3] != 'E' || l[2][3] != 'N' {
		t.Errorf("best cover: %v", l)
	}
}

// tinyOrder draws a published roster of three people over four days of which the first has begun, with a
// person sick from the second.
func tinyOrder(seed uint64) Order {
	rng := rand.New(rand.NewPCG(seed, 3))
	in := twoShifts(3, 4, 1)
	pub := nrp.NewRoster(3, 4)
	for d := range 4 {
		who := rng.Perm(3)
		for s := range 2 {
			if rng.IntN(4) > 0 {
				pub[who[s]][d].Shift = s
			}
		}
	}
	sick := rng.IntN(3)
	for d := 1; d < 2+rng.IntN(2); d++ {
		in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: sick, Day: d, Cells: nrp.AllShiftCells(2)})
	}
	if rng.IntN(2) == 0 {
		in.Cover[6].Min, in.Cover[6].Preferred = 2, 2
	}
	return Order{Instance: in, Published: pub, Now: 1439}
}

// standing is what BestCover compares, reckoned here anew: hard breaches, people missing with what is deep
// dearer, then moves by band of notice, the shortest first.
func standing(t *testing.T, o *Order, r nrp.Roster) [2 + Bands]int64 {
	t.Helper()
	score, violations, err := verify.Check(o.Instance, r)
	if err != nil {
		t.Fatal(err)
	}
	out := [2 + Bands]int64{score[nrp.LevelHard]}
	for _, v := range violations {
		if v.Rule == nrp.RuleCoverMin {
			out[1] += []int64{0, 1, 6}[v.Amount] // the second missing costs four more than its share: 1, then 1 + 1 + 4
		}
	}
	unavailable := map[cell]bool{}
	for _, u := range o.Instance.Unavailable {
		unavailable[cell{u.Staff, u.Day}] = true
	}
	for i := range r {
		for d, a := range r[i] {
			was := o.Published[i][d]
			if a == was || unavailable[cell{i, d}] {
				continue
			}
			at := 1 << 30
			for _, x := range []nrp.Assignment{a, was} {
				if x.Shift != nrp.NoShift {
					at = min(at, d*1440+o.Instance.Shifts[x.Shift].Start)
				}
			}
			days := (at - o.Now + 1439) / 1440 // 1 for up to a day
			band := slices.IndexFunc([]int{1, 3, 7, 14, 42}, func(most int) bool { return days <= most })
			out[2+band]++
		}
	}
	return out
}

// allRepairs calls f with each roster that keeps day 0 and the lines of people in kept.
func allRepairs(o *Order, kept []bool, f func(nrp.Roster)) {
	r := o.Published.Clone()
	var free []cell
	for i := range r {
		for d := 1; d < len(r[i]) && !kept[i]; d++ {
			free = append(free, cell{i, d})
		}
	}
	var fill func(k int)
	fill = func(k int) {
		if k == len(free) {
			f(r)
			return
		}
		x := free[k]
		for s := nrp.NoShift; s < 2; s++ {
			r[x.staff][x.day].Shift = s
			fill(k + 1)
		}
	}
	fill(0)
}

// On tiny wards the best cover is the best of all 19,683 rosters.
func TestBestCoverIsTheBestOfAll(t *testing.T) {
	moved := 0
	for seed := range uint64(6) {
		o := tinyOrder(seed)
		got, err := Alternatives(t.Context(), steps, o, Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := o.kept(o.Baseline())
		if err != nil {
			t.Fatal(err)
		}
		var best nrp.Roster
		var least [2 + Bands]int64
		allRepairs(&o, kept, func(r nrp.Roster) {
			if s := standing(t, &o, r); best == nil || slices.Compare(s[:], least[:]) < 0 {
				best, least = r.Clone(), s
			}
		})
		last := got[len(got)-1]
		if s := standing(t, &o, last.Roster); s != least {
			t.Errorf("seed %d: %v, and the best is %v: %v of %v, not %v", seed, s, least, linesOf(last.Roster), linesOf(o.Published), linesOf(best))
		}
		if slices.ContainsFunc(last.Changes, func(c Change) bool { return c.Moves() }) {
			moved++
		}
	}
	if moved < 2 {
		t.Errorf("only %d of 6 moved anybody: the test looks at nothing", moved)
	}
}

// On a ward of a hospital's size: what is not among the changes is as it was, what has begun too, and each
// alternative keeps the law.
func TestWhatIsNotChangedIsAsItWas(t *testing.T) {
	in := bench.Ward(16, 2, 5)
	published, err := scheduler.Solve(t.Context(), in, scheduler.Options{Seed: 5, StepLimit: 200_000})
	if err != nil {
		t.Fatal(err)
	}
	now := in.Horizon.Instant(5, 600)
	for _, i := range []int{0, 3, 6, 9} {
		for d := 6; d < 10; d++ {
			in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: i, Day: d, Cells: nrp.AllShiftCells(4)})
		}
	}
	o := Order{Instance: in, Published: published.Roster, Now: now}
	before := published.Roster.Clone()
	got, err := Alternatives(t.Context(), steps, o, Options{Seed: 5, Together: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) < 2 {
		t.Errorf("%d alternatives", len(got))
	}
	for _, a := range got {
		patched := before.Clone()
		for _, c := range a.Changes {
			if patched[c.Staff][c.Day] != c.From || c.Notice <= 0 {
				t.Errorf("%s: change %+v", a.Aim, c)
			}
			patched[c.Staff][c.Day] = c.To
		}
		if diff := cmp.Diff(patched, a.Roster); diff != "" {
			t.Errorf("%s: cells that are in no change: %s", a.Aim, diff)
		}
		if a.Score[nrp.LevelHard] != 0 {
			t.Errorf("%s breaks the law: %v", a.Aim, a.Score)
		}
		if a.Aim == SevenDays && slices.ContainsFunc(a.Changes, func(c Change) bool { return c.Moves() && c.Notice <= sevenDays }) {
			t.Errorf("a move within seven days: %+v", a.Changes)
		}
	}
	if diff := cmp.Diff(before, published.Roster); diff != "" {
		t.Errorf("the published roster was changed: %s", diff)
	}
}

func TestBadOrdersAreRefused(t *testing.T) {
	for name, f := range map[string]func(o *Order){
		"lines":    func(o *Order) { o.Published = o.Published[:2] },
		"days":     func(o *Order) { o.Published[1] = o.Published[1][:2] },
		"burden":   func(o *Order) { o.Burden = []int64{1} },
		"instance": func(o *Order) { o.Instance.Horizon.Days = 0 },
	} {
		o := tinyOrder(1)
		f(&o)
		if _, err := Alternatives(t.Context(), steps, o, Options{}); err == nil {
			t.Errorf("%s: passed", name)
		}
	}
}
