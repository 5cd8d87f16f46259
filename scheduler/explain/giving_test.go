package explain

import (
	"math/rand/v2"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// shortWard draws a tiny ward that can hardly be staffed: more is wanted than in tinyWard, much is
// hard, duties of the ward are fixed, and some are away.
func shortWard(seed uint64) *nrp.Instance {
	random := rand.New(rand.NewPCG(seed, 7))
	in := tinyWard(random)
	in.Requests = nil
	c := &in.Contracts[0]
	c.Counters[0].Over[0] = nrp.Knee{At: 1100, Cost: hard}
	c.Successions = []nrp.Succession{{From: nrp.ShiftCells(1), To: nrp.ShiftCells(0), Cost: hard}}
	var kept []nrp.Fixed
	for _, f := range in.Fixed {
		if random.IntN(2) == 0 {
			f.To = nrp.Assignment{Shift: 0, Skill: 0}
		}
		kept = append(kept, f)
	}
	in.Fixed = kept
	for i := range in.Cover {
		if random.IntN(2) == 0 {
			in.Cover[i].Min++
			in.Cover[i].Preferred = max(in.Cover[i].Preferred, in.Cover[i].Min)
			in.Cover[i].Max = max(in.Cover[i].Max, in.Cover[i].Min)
		}
	}
	return in
}

// counted is what a roster breaks, from the referee's findings, by the definition of a thing and
// nothing of the package's own.
type counted struct{ law, cover, things int64 }

func countThings(t *testing.T, in *nrp.Instance, r nrp.Roster, unbent Unbent) counted {
	t.Helper()
	_, found, err := verify.Check(in, r)
	if err != nil {
		t.Fatal(err)
	}
	var out counted
	for _, v := range found {
		switch {
		case v.Cost.Weight == 0:
		case v.Rule == nrp.RuleCoverMin:
			out.cover += v.Amount * v.Cost.Weight
		case v.Cost.Level != nrp.LevelHard:
		case v.Rule == nrp.RuleRest, v.Rule == nrp.RuleRespite, v.Rule == nrp.RuleSkill, v.Rule == nrp.RuleFixed && elsewhere(in, v),
			v.Rule == nrp.RuleUnavailable && unbent[v.Staff][v.Day]:
			out.law += v.Amount * v.Cost.Weight
		case v.Rule == nrp.RuleCounter:
			out.things += (v.Amount + 659) / 660 // the longest shift has 660 minutes
		default:
			out.things += v.Amount
		}
	}
	return out
}

func elsewhere(in *nrp.Instance, v nrp.Violation) bool {
	for _, f := range in.Fixed {
		if f.Staff == v.Staff && f.Day == v.Day {
			return in.Shifts[f.To.Shift].FixedOnly
		}
	}
	return false
}

func (c counted) less(o counted) bool {
	switch {
	case c.law != o.law:
		return c.law < o.law
	case c.cover != o.cover:
		return c.cover < o.cover
	}
	return c.things < o.things
}

// TestSmallestGivingOfTinyWards compares what must give, on tiny wards that cannot be staffed, with all
// rosters: no roster leaves less short, what is said to be proved has no smaller set, and no bound
// lies above the true least.
func TestSmallestGivingOfTinyWards(t *testing.T) {
	asked := nrptest.Setting(t, "FAIRROTA_TEST_GIVING", 12, 1)
	proved, giving, best, seen, left := 0, 0, 0, 0, 0
	for seed := range uint64(asked) {
		in := shortWard(seed)
		unbent := make(Unbent, len(in.Staff))
		for i := range unbent {
			unbent[i] = make([]bool, in.Horizon.Days)
		}
		unbent[0][0] = true // the first person is not employed on the first day
		derived, err := rules.Compile((&giver{in: in, unbent: unbent, unit: 660}).derive())
		if err != nil {
			t.Fatal(err)
		}
		if rostersOf(derived) > fewRosters {
			continue
		}
		seen++
		start := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
		got, err := SmallestGiving(t.Context(), in, start, unbent, scheduler.Solve, scheduler.Options{Seed: seed, StepLimit: 60_000})
		if err != nil {
			t.Fatal(err)
		}
		have := countThings(t, in, got.Roster, unbent)
		if have.things != got.Units {
			t.Errorf("ward %d: %d things are named, the referee finds %d: %+v", seed, got.Units, have.things, got.Give)
		}
		least := have
		eachRoster(derived, func(r nrp.Roster) {
			if c := countThings(t, in, r, unbent); c.less(least) {
				least = c
			}
		})
		if least != have {
			t.Logf("ward %d: %+v, and there is %+v: %+v", seed, have, least, got.Give)
		}
		switch {
		case least == have:
			best++
		case got.Proved:
			t.Errorf("ward %d: %+v is said to be proved, and there is %+v", seed, have, least)
		}
		if least.law == have.law && least.cover == have.cover && got.Least > least.things {
			t.Errorf("ward %d: at least %d things are said to be needed, %d will do", seed, got.Least, least.things)
		}
		if got.Proved {
			proved++
		}
		if got.Units > 0 {
			giving++
		}
		if len(got.Left) > 0 {
			left++
		}
	}
	t.Logf("%d wards: %d best, %d proved, in %d something must give, in %d something stays short", seen, best, proved, giving, left)
	if seen < asked/3 || best*100 < seen*85 || proved*3 < seen*2 || giving == 0 || left == 0 {
		t.Error("the wards do not show what they should")
	}
}

// A ward of two on one night: one is on leave, the other has worked the evening before and must
// rest. The law does not give, so the leave is what stands in the way.
func TestLeaveIsNamedAndRestIsNot(t *testing.T) {
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 1},
		Shifts:  []nrp.Shift{{ID: "E", Start: 420, End: 900, Minutes: 450}, {ID: "N", Start: 1200, End: 1920, Minutes: 660}},
		Contracts: []nrp.Contract{{
			SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Rests: []nrp.Rest{{Minutes: 660, Cost: hard}},
		}},
		Staff: []nrp.Staff{
			{ID: "away"}, {ID: "tired", History: nrp.History{Known: true, Line: []int{1}}},
		},
		Unavailable: []nrp.Unavailable{{Staff: 0, Day: 0, Cells: nrp.AllShiftCells(2)}},
		Cover: []nrp.Cover{{
			Day: 0, Shift: 0, Skill: nrp.NoSkill, Min: 2, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 2, Max: nrp.NoLimit,
		}},
	}
	got, err := SmallestGiving(t.Context(), in, nrp.NewRoster(2, 1), nil, scheduler.Solve, scheduler.Options{StepLimit: tinySteps})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Give) != 1 || got.Give[0].Breach.Rule != nrp.RuleUnavailable || got.Give[0].Breach.Staff != 0 || got.Give[0].Breach.Shift != 0 {
		t.Errorf("what gives is %+v, want the leave of the first person", got.Give)
	}
	if len(got.Left) != 1 || got.Left[0].Amount != 1 || !got.Proved {
		t.Errorf("left %+v, proved %t: the second person may not be asked", got.Left, got.Proved)
	}
}

// One of two must work; the first has the day off by agreement, the second is on leave. Either is one thing,
// and where both must come both are named.
func TestAgreedDaysAreThingsThatMayGive(t *testing.T) {
	for people, want := range map[int]int64{1: 1, 2: 2} {
		in := &nrp.Instance{
			Horizon:     nrp.Horizon{Days: 1},
			Shifts:      []nrp.Shift{{ID: "E", Start: 420, End: 900, Minutes: 450}},
			Contracts:   []nrp.Contract{{SkillCost: hard, UnavailableCost: hard, FixedCost: hard}},
			Staff:       []nrp.Staff{{ID: "agreed"}, {ID: "away"}},
			Unavailable: []nrp.Unavailable{{Staff: 1, Day: 0, Cells: nrp.AllShiftCells(1)}},
			Agreed:      []nrp.Agreed{{Staff: 0, Day: 0, Unwanted: nrp.AllShiftCells(1), Cost: nrp.Cost{Level: nrp.LevelPattern, Weight: 1}}},
			Cover: []nrp.Cover{{
				Day: 0, Shift: 0, Skill: nrp.NoSkill, Min: people, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: people, Max: nrp.NoLimit,
			}},
		}
		got, err := SmallestGiving(t.Context(), in, nrp.NewRoster(2, 1), nil, scheduler.Solve, scheduler.Options{StepLimit: tinySteps})
		if err != nil {
			t.Fatal(err)
		}
		if got.Units != want || len(got.Left) > 0 || !got.Proved {
			t.Errorf("%d people: %d things (proved %t), want %d; %+v", people, got.Units, got.Proved, want, got.Give)
		}
		named := false
		for _, x := range got.Give {
			named = named || x.Breach.Rule == nrp.RuleAgreed && x.Breach.Staff == 0 && x.Breach.Shift == 0
		}
		if people == 2 && !named {
			t.Errorf("the agreed day is not named: %+v", got.Give)
		}
	}
}
