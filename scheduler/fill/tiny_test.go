package fill_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// tiny draws a week of three to five people with leave, asks, rest, a run of days and cover, and any rota.
func tiny(random *rand.Rand) *fill.Ward {
	w := ward()
	in := w.Inst
	in.Fixed, w.Law = nil, nil
	in.Contracts[0].Stretches = []nrp.Stretch{{Name: "days in a row", Of: nrp.ShiftCells(early, night, elsewhere), Max: 3, MaxCost: hard}}
	in.Contracts[0].Counters = []nrp.Counter{{
		Name: "contract minutes", Kind: nrp.CountAmounts, Amount: []int64{450, 660, 450},
		Under: []nrp.Knee{{At: 1000, Cost: nrp.Cost{Level: nrp.LevelRest, Weight: 1}}}, Over: []nrp.Knee{{At: 1600, Cost: nrp.Cost{Level: nrp.LevelRest, Weight: 1}}},
	}}
	in.Staff, w.Carriers, w.Agreed, w.Roster = nil, nil, nil, nil
	for i := range 3 + random.IntN(3) {
		s := nrp.Staff{ID: string(rune('a' + i)), Skills: []int{nurse}}
		if random.IntN(2) == 0 {
			s.Skills = []int{nurse, charge}
		}
		in.Staff = append(in.Staff, s)
		w.Carriers = append(w.Carriers, fill.Carrier{Burden: fairness.Milli(1000 * random.IntN(4)), Share: fairness.Ratio{Num: int64(1 + random.IntN(2)), Den: 2}})
		line := make(nrp.Line, 7)
		for d := range line {
			line[d] = off
			if random.IntN(2) == 0 {
				line[d] = nrp.Assignment{Shift: random.IntN(2), Skill: s.Skills[random.IntN(len(s.Skills))]}
			}
			if random.IntN(8) == 0 {
				in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: i, Day: d, Cells: nrp.AllShiftCells(3)})
			}
			if random.IntN(3) == 0 {
				in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: nrp.CellSet(1 + random.IntN(7)), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 3}})
				w.Refused = append(w.Refused, fairness.Refused2)
			}
		}
		w.Roster = append(w.Roster, line)
	}
	in.Cover = nil
	for d := range 7 {
		for s := range 2 {
			in.Cover = append(in.Cover, nrp.Cover{
				Day: d, Shift: s, Skill: random.IntN(3) - 1, Min: random.IntN(2), MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1},
				Preferred: 2, PreferredCost: nrp.Cost{Level: nrp.LevelRest, Weight: 20}, Max: nrp.NoLimit,
			})
		}
	}
	return w
}

// TestCandidatesAgainstBruteForce has each duty of tiny wards, and each shift that has none, taken by
// everybody in every skill.
func TestCandidatesAgainstBruteForce(t *testing.T) {
	found := 0
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 1))
		w := tiny(random)
		j := judge(t, w)
		d := fill.Duty{Day: random.IntN(7), Shift: random.IntN(2), Skill: random.IntN(2), From: fill.Nobody}
		if i := random.IntN(len(w.Roster)); seed%2 == 0 && w.Roster[i][d.Day].Shift != nrp.NoShift {
			d.From, d.Shift, d.Skill = i, w.Roster[i][d.Day].Shift, w.Roster[i][d.Day].Skill
		}
		list, err := j.Candidates(d)
		if err != nil {
			t.Fatal(err)
		}
		m, err := rules.Compile(w.Inst)
		if err != nil {
			t.Fatal(err)
		}
		legal := map[int]bool{}
		for _, c := range list {
			legal[c.Staff] = c.Legal
			if c.Legal {
				found++
			}
		}
		for i := range w.Roster {
			if want := i != d.From && mayTake(t, w, m, d, i); legal[i] != want {
				t.Errorf("seed %d, %+v: person %d may take it: %v, tried: %v", seed, d, i, legal[i], want)
			}
		}
		for k := 1; k < len(list); k++ {
			if list[k].Legal && worse(w, &list[k-1], &list[k]) {
				t.Errorf("seed %d: person %d comes before %d", seed, list[k-1].Staff, list[k].Staff)
			}
			if list[k].Legal && list[k].Place != k+1 {
				t.Errorf("seed %d: place %d at %d", seed, list[k].Place, k)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d candidates: this has shown little", found)
	}
}

// mayTake tries every skill by whole rotas.
func mayTake(t *testing.T, w *fill.Ward, m *rules.Model, d fill.Duty, i int) bool {
	t.Helper()
	is := w.Roster[i][d.Day]
	if is.Shift != nrp.NoShift && (d.From != fill.Nobody || is.Shift == d.Shift) {
		return false
	}
	for k := range w.Inst.Skills {
		if d.From == fill.Nobody && k != d.Skill {
			continue
		}
		if k != d.Skill && w.Inst.Staff[i].Holds(d.Skill, d.Day) {
			continue
		}
		after := w.Roster.Clone()
		after[i][d.Day] = nrp.Assignment{Shift: d.Shift, Skill: k}
		if d.From != fill.Nobody {
			after[d.From][d.Day] = off
		}
		if !grows(t, w.Inst, w.Roster, after) && m.Evaluate(after)[nrp.LevelHard] <= m.Evaluate(w.Roster)[nrp.LevelHard] {
			return true
		}
	}
	return false
}

// worse says from the definitions whether a ought to come after b.
func worse(w *fill.Ward, a, b *fill.Candidate) bool {
	for _, l := range []nrp.Level{nrp.LevelCover, nrp.LevelPattern} {
		if a.Delta[l] != b.Delta[l] {
			return a.Delta[l] > b.Delta[l]
		}
	}
	sorted := func(c *fill.Candidate) []fairness.Milli {
		var out []fairness.Milli
		for i := range w.Carriers {
			burden := w.Carriers[i].Burden
			for _, s := range c.Sides {
				if s.Staff == i {
					burden = s.Burden.Is
				}
			}
			out = append(out, burden)
		}
		slices.Sort(out)
		slices.Reverse(out)
		return out
	}
	if c := slices.Compare(sorted(a), sorted(b)); c != 0 {
		return c > 0
	}
	for _, l := range []nrp.Level{nrp.LevelPreference, nrp.LevelRest} {
		if a.Delta[l] != b.Delta[l] {
			return a.Delta[l] > b.Delta[l]
		}
	}
	return false
}

// TestSwapsAgainstBruteForce exchanges a duty with every other duty of tiny wards.
func TestSwapsAgainstBruteForce(t *testing.T) {
	found := 0
	for seed := range uint64(120) {
		random := rand.New(rand.NewPCG(seed, 2))
		w := tiny(random)
		j := judge(t, w)
		d := fill.Duty{From: random.IntN(len(w.Roster))}
		d.Day = slices.IndexFunc(w.Roster[d.From], func(a nrp.Assignment) bool { return a.Shift != nrp.NoShift })
		if d.Day < 0 {
			continue
		}
		d.Shift, d.Skill = w.Roster[d.From][d.Day].Shift, w.Roster[d.From][d.Day].Skill
		options, err := j.Swaps(d, 0)
		if err != nil {
			t.Fatal(err)
		}
		got := map[[2]int]bool{}
		for _, o := range options {
			got[[2]int{o.With, o.Other.Day}] = true
		}
		found += len(got)
		for i := range w.Roster {
			for day, a := range w.Roster[i] {
				want := i != d.From && a.Shift != nrp.NoShift && maySwap(t, w, d, i, day)
				if got[[2]int{i, day}] != want {
					t.Errorf("seed %d: %+v for what %d does on day %d: %v, tried: %v", seed, d, i, day, got[[2]int{i, day}], want)
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d swaps: this has shown little", found)
	}
}

// maySwap tries an exchange in every pair of skills by whole rotas.
func maySwap(t *testing.T, w *fill.Ward, d fill.Duty, i, day int) bool {
	t.Helper()
	theirs := w.Roster[i][day]
	if day == d.Day && theirs.Shift == d.Shift {
		return false
	}
	if day != d.Day && (w.Roster[i][d.Day].Shift != nrp.NoShift || w.Roster[d.From][day].Shift != nrp.NoShift) {
		return false
	}
	for k := range w.Inst.Skills {
		for l := range w.Inst.Skills {
			if k != theirs.Skill && w.Inst.Staff[d.From].Holds(theirs.Skill, day) || l != d.Skill && w.Inst.Staff[i].Holds(d.Skill, d.Day) {
				continue
			}
			after := w.Roster.Clone()
			if day != d.Day {
				after[d.From][d.Day], after[i][day] = off, off
			}
			after[d.From][day] = nrp.Assignment{Shift: theirs.Shift, Skill: k}
			after[i][d.Day] = nrp.Assignment{Shift: d.Shift, Skill: l}
			if !grows(t, w.Inst, w.Roster, after) {
				return true
			}
		}
	}
	return false
}

// TestOrderSaysNothingOfOthers: whatever colleagues asked for or carry, a nurse sees the same options in
// the same order.
func TestOrderSaysNothingOfOthers(t *testing.T) {
	for seed := range uint64(60) {
		w := tiny(rand.New(rand.NewPCG(seed, 3)))
		d := fill.Duty{From: 0, Day: slices.IndexFunc(w.Roster[0], func(a nrp.Assignment) bool { return a.Shift != nrp.NoShift })}
		if d.Day < 0 {
			continue
		}
		d.Shift, d.Skill = w.Roster[0][d.Day].Shift, w.Roster[0][d.Day].Skill
		list := func() (out [][3]int) {
			options, err := judge(t, w).Swaps(d, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range options {
				out = append(out, [3]int{o.With, o.Other.Day, o.Other.Shift})
			}
			return out
		}
		before := list()
		for i := 1; i < len(w.Carriers); i++ {
			w.Carriers[i].Burden += 77_000
		}
		for k := range w.Inst.Requests {
			if w.Inst.Requests[k].Staff != 0 {
				w.Inst.Requests[k].Unwanted ^= 7
				if w.Inst.Requests[k].Unwanted == 0 {
					w.Inst.Requests[k].Unwanted = 1
				}
			}
		}
		if after := list(); !slices.Equal(before, after) {
			t.Errorf("seed %d: %v and %v", seed, before, after)
		}
	}
}
