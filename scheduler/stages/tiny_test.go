package stages_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/stages"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// tinyDays and tinyPeople are the size of a ward of which every roster can be tried: with an
// early and a night each line is one of 3^4 = 81, and there are 81^3 = 531,441 rosters.
const (
	tinyDays   = 4
	tinyPeople = 3
)

// tinyWard draws a ward of three people, four days and two shifts. exact keeps to shares and
// eligible parts by which all points can be divided without rest.
func tinyWard(seed uint64, exact bool) (*nrp.Instance, *stages.Fair) {
	rng := rand.New(rand.NewPCG(seed, 7))
	hard := nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	contract := nrp.Contract{
		ID: "c", SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
		Successions: []nrp.Succession{{Name: "rest", From: nrp.ShiftCells(1), To: nrp.ShiftCells(0), Cost: hard}},
		Stretches:   []nrp.Stretch{{Of: nrp.ShiftCells(0, 1), Max: 3, MaxCost: hard}},
		Counters: []nrp.Counter{{
			Name: "duties", Kind: nrp.CountAmounts, Over: []nrp.Knee{{At: 2, Cost: nrp.Cost{Level: nrp.LevelRest, Weight: 5}}},
		}},
	}
	in := &nrp.Instance{
		Horizon:   nrp.Horizon{Days: tinyDays, FirstWeekday: rng.IntN(7)},
		Shifts:    []nrp.Shift{{ID: "E", Kind: "early", Start: 420, End: 900}, {ID: "N", Kind: "night", Start: 1200, End: 1860}},
		Contracts: []nrp.Contract{contract},
	}
	f := &stages.Fair{}
	part := func(parts ...int64) fairness.Ratio { return fairness.Ratio{Num: parts[rng.IntN(len(parts))], Den: 20} }
	for i := range tinyPeople {
		in.Staff = append(in.Staff, nrp.Staff{ID: strconv.Itoa(i)})
		p := stages.Person{Base: fairness.Milli(500 * rng.IntN(25))}
		if exact {
			p.Share, p.Days, p.Nights, p.Weekends = part(20, 20, 16, 10), part(20, 20, 10), part(20, 20, 10), part(20, 20, 10, 5)
		} else {
			p.Base = fairness.Milli(rng.IntN(12_000))
			p.Share, p.Days, p.Nights, p.Weekends = part(20, 16, 13, 12), part(20, 15, 7), part(20, 15, 7), part(20, 10)
		}
		f.People = append(f.People, p)
		for range rng.IntN(3) {
			unwanted := []nrp.CellSet{nrp.ShiftCells(0, 1), nrp.ShiftCells(1), nrp.OffCells, nrp.OffCells | nrp.ShiftCells(1)}[rng.IntN(4)]
			kind := []fairness.Kind{fairness.Refused1, fairness.Refused2, fairness.Refused3, fairness.RefusedToken}[rng.IntN(4)]
			in.Requests = append(in.Requests, nrp.Request{
				Staff: i, Day: rng.IntN(tinyDays), Unwanted: unwanted, Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: fairness.Points(kind)},
			})
			f.Refusals = append(f.Refusals, kind)
		}
		tinyPlans(in, f, i, seed)
		if rng.IntN(4) == 0 {
			in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: i, Day: rng.IntN(tinyDays), Cells: nrp.ShiftCells(0, 1)})
		}
	}
	for d := range tinyDays {
		for s, most := range []int{3, 2} {
			least := rng.IntN(most + 1)
			in.Cover = append(in.Cover, nrp.Cover{
				Day: d, Shift: s, Skill: nrp.NoSkill, Min: least, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1},
				Preferred: least, Max: 2, MaxCost: nrp.Cost{Level: nrp.LevelRest, Weight: 3},
			})
			in.Cover[len(in.Cover)-1].Max = max(2, least)
		}
	}
	for i := range tinyPeople {
		if rng.IntN(3) == 0 {
			not := []nrp.CellSet{nrp.ShiftCells(0, 1), nrp.ShiftCells(0), nrp.ShiftCells(1)}[rng.IntN(3)]
			in.Agreed = append(in.Agreed, nrp.Agreed{Staff: i, Day: rng.IntN(tinyDays), Unwanted: not, Cost: nrp.Cost{Level: nrp.LevelPattern, Weight: 1}})
		}
	}
	return in, f
}

// tinyPlans makes the two requests of a person into a couple or into two plans, on some wards.
func tinyPlans(in *nrp.Instance, f *stages.Fair, i int, seed uint64) {
	n := len(in.Requests) - 2
	if seed%2 == 0 || n < 0 || in.Requests[n].Staff != i || (seed/2+uint64(i))%3 == 0 {
		return
	}
	a, b := &in.Requests[n], &in.Requests[n+1]
	f.Refusals[n+1] = f.Refusals[n]
	price := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelPreference, Weight: w} }
	one, two := nrp.PlanCell{Day: a.Day, Unwanted: a.Unwanted}, nrp.PlanCell{Day: b.Day, Unwanted: b.Unwanted}
	points := fairness.Points(f.Refusals[n])
	c := nrp.Choice{Plans: [][]nrp.PlanCell{{one, two}}, Else: []nrp.Cost{price(points)}}
	a.Cost, a.Choice, a.Plan, b.Cost, b.Choice, b.Plan = price(0), 1, 1, price(0), 1, 1
	if seed%4 == 1 {
		c, b.Plan = nrp.Choice{Plans: [][]nrp.PlanCell{{one}, {two}}, Else: []nrp.Cost{price(1), price(3 * points)}}, 2
	}
	contract := in.Contracts[0]
	contract.ID, contract.Choices = "plans of "+in.Staff[i].ID, []nrp.Choice{c}
	in.Staff[i].Contract = len(in.Contracts)
	in.Contracts = append(in.Contracts, contract)
}

// anyRoster draws a roster, lawful or not.
func anyRoster(in *nrp.Instance, seed uint64) nrp.Roster {
	rng := rand.New(rand.NewPCG(seed, 8))
	r := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	for i := range r {
		for d := range r[i] {
			r[i][d].Shift = rng.IntN(3) - 1
		}
	}
	return r
}

// bearings gives the referee what the people bring along.
func bearings(f *stages.Fair) (people []verify.Bearing, refused []int64) {
	pair := func(r fairness.Ratio) [2]int64 { return [2]int64{r.Num, r.Den} }
	for _, p := range f.People {
		people = append(people, verify.Bearing{Base: int64(p.Base), Share: pair(p.Share), Days: pair(p.Days), Nights: pair(p.Nights), Weekends: pair(p.Weekends)})
	}
	for _, k := range f.Refusals {
		refused = append(refused, fairness.Points(k))
	}
	return people, refused
}

// tinyLine is one of a person's lines as the referee judges it in a roster in which everybody
// else is off.
type tinyLine struct {
	line    nrp.Line
	carried int64
}

// bestOfAll tries every roster and returns one of the best standing, by the referee.
func bestOfAll(t *testing.T, in *nrp.Instance, f *stages.Fair) *verify.Standing {
	t.Helper()
	people, refused := bearings(f)
	lines := make([][]tinyLine, tinyPeople)
	for i := range lines {
		for code := range 81 {
			r := nrp.NewRoster(tinyPeople, tinyDays)
			for d, c := 0, code; d < tinyDays; d, c = d+1, c/3 {
				if c%3 > 0 {
					r[i][d] = nrp.Assignment{Shift: c%3 - 1, Skill: nrp.NoSkill}
				}
			}
			s, err := verify.Stand(in, r, people, refused)
			if err != nil {
				t.Fatal(err)
			}
			if s.Score[nrp.LevelHard] == 0 { // being off is lawful for all
				lines[i] = append(lines[i], tinyLine{r[i], s.Carried[i]})
			}
		}
	}
	var best *verify.Standing
	r := make(nrp.Roster, tinyPeople)
	for _, a := range lines[0] {
		for _, b := range lines[1] {
			for _, c := range lines[2] {
				r[0], r[1], r[2] = a.line, b.line, c.line
				s := quick(in, r, []int64{a.carried, b.carried, c.carried})
				if best == nil || s.Compare(best) < 0 {
					best = s
				}
			}
		}
	}
	return best
}

// quick is the standing up to the burdens of lawful lines whose burdens are known.
func quick(in *nrp.Instance, r nrp.Roster, carried []int64) *verify.Standing {
	s := &verify.Standing{Carried: carried}
	var missing [4]int // rows by how many they miss
	for _, c := range in.Cover {
		have := 0
		for i := range r {
			if r[i][c.Day].Shift == c.Shift {
				have++
			}
		}
		if have < c.Min {
			missing[c.Min-have]++
			s.Score[nrp.LevelCover] += int64(c.Min - have)
		}
	}
	for _, a := range in.Agreed {
		if a.Unwanted.Has(r[a.Staff][a.Day].Shift) {
			s.Score[nrp.LevelPattern]++
		}
	}
	for n := 3; n > 0; n-- {
		for range missing[n] {
			s.Short = append(s.Short, n)
		}
	}
	return s
}

// On as many tiny wards as FAIRROTA_TEST_STAGES asks for (default 20), each solved for FAIRROTA_TEST_STAGES_STEPS steps
// (default tinySteps: enough for the first hundred, while one ward in a hundred wants more), the shortfalls and then
// the burdens are those of the best of all rosters, which the referee finds.
func TestTinyWardsAreLeximaxOptimal(t *testing.T) {
	wards := nrptest.Setting(t, "FAIRROTA_TEST_STAGES", 20, 1)
	short, moved, proved := 0, 0, 0
	from, steps := nrptest.Setting(t, "FAIRROTA_TEST_STAGES_FROM", 1, 1)-1, nrptest.Setting(t, "FAIRROTA_TEST_STAGES_STEPS", tinySteps, 1)
	for seed := uint64(from); seed < uint64(from+wards); seed++ {
		in, f := tinyWard(seed, true)
		best := bestOfAll(t, in, f)
		res, err := stages.Solve(t.Context(), in, f, scheduler.Options{Seed: seed, StepLimit: int64(steps)})
		if err != nil {
			t.Fatal(err)
		}
		people, refused := bearings(f)
		s, err := verify.Stand(in, res.Roster, people, refused)
		if err != nil {
			t.Fatal(err)
		}
		if s.Score != res.Score {
			t.Errorf("ward %d: score %v, the referee says %v", seed, res.Score, s.Score)
		}
		got := *s
		for l := range got.Score {
			if nrp.Level(l) >= nrp.LevelBurden {
				got.Score[l] = 0
			}
		}
		if diff := cmp.Diff(0, got.Compare(best)); diff != "" {
			t.Errorf("ward %d: score %v, short %v, burdens %v; the best of all: %v, %v, %v", seed, got.Score, got.Short, got.Carried, best.Score, best.Short, best.Carried)
		}
		if int64(res.Fairness.Least) > worst(best) {
			t.Errorf("ward %d: the largest burden is said to be at least %d, and is %d", seed, res.Fairness.Least, worst(best))
		}
		if len(best.Short) > 0 {
			short++
		}
		if res.Fairness.Largest < res.Fairness.Before {
			moved++
		}
		if res.Fairness.Proved() {
			proved++
		}
	}
	t.Logf("%d wards: short of people %d, largest burden less than after the plain solve %d, proved %d", wards, short, moved, proved)
	if short < wards/5 || moved < wards/10 || proved < wards/5 {
		t.Errorf("too few of %d wards show anything: short %d, moved %d, proved %d", wards, short, moved, proved)
	}
}

const tinySteps = 100_000

func worst(s *verify.Standing) int64 {
	most := s.Carried[0]
	for _, b := range s.Carried {
		most = max(most, b)
	}
	return most
}
