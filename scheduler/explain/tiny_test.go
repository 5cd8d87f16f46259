package explain

import (
	"math/rand/v2"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// fewRosters is how many rosters a tiny instance may have, so that all can be tried.
const fewRosters = 20_000

// tinyInstance draws an instance with few enough rosters to try them all: in the odd seeds
// any rules that there are, in the even ones a ward in which many ask for the same days.
func tinyInstance(t *testing.T, seed uint64) *rules.Model {
	t.Helper()
	for try := uint64(0); ; try++ {
		random := rand.New(rand.NewPCG(seed, try))
		draw := func(what string, lo, hi int) int {
			if what == "days" {
				lo, hi = 2, 4
			}
			return lo + random.IntN(hi-lo+1)
		}
		in := tinyWard(random)
		if seed%2 == 1 {
			in = nrptest.Instance(draw)
			allowDaysOff(in)
		}
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		if len(in.Requests) > 0 && rostersOf(m) <= fewRosters {
			return m
		}
	}
}

// tinyWard draws two to four people, two or three days and two shifts, with eleven hours of
// rest, at most two days in a row, hours, cover with a skill, leave, and an ask in half the cells.
func tinyWard(random *rand.Rand) *nrp.Instance {
	one := func(n int) bool { return random.IntN(n) == 0 }
	rest := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: w} }
	people, days := 2+random.IntN(3), 2+random.IntN(2)
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: days, FirstWeekday: random.IntN(7)},
		Skills:  []nrp.Skill{{ID: "nurse"}, {ID: "charge"}},
		Shifts: []nrp.Shift{
			{ID: "E", Kind: "early", Start: 420, End: 900, Minutes: 450},
			{ID: "N", Kind: "night", Start: 1200, End: 1920, Minutes: 660},
			{ID: "X", Kind: "other", Start: 480, End: 960, Minutes: 450, FixedOnly: true},
		},
		Contracts: []nrp.Contract{{
			SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Rests:     []nrp.Rest{{Name: "rest between shifts", Minutes: 660, Cost: hard}},
			Stretches: []nrp.Stretch{{Name: "days in a row", Of: nrp.ShiftCells(0, 1, 2), Min: 1, Max: 2, MaxCost: hard}},
			Counters: []nrp.Counter{{
				Name: "contract minutes", Kind: nrp.CountAmounts, Amount: []int64{450, 660, 450},
				Under: []nrp.Knee{{At: 900, Cost: rest(1)}}, Over: []nrp.Knee{{At: 1200, Cost: rest(1)}},
			}},
		}},
	}
	work := nrp.AllShiftCells(3)
	for i := range people {
		s := nrp.Staff{ID: "p" + string(rune('a'+i)), Skills: []int{0}}
		if i%2 == 0 {
			s.Skills = []int{0, 1}
		}
		if one(2) {
			s.History = nrp.History{Known: true, Line: []int{random.IntN(3) - 1}}
		}
		in.Staff = append(in.Staff, s)
		for d := range days {
			switch random.IntN(9) {
			case 0:
				in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: i, Day: d, Cells: work})
			case 1:
				in.Fixed = append(in.Fixed, nrp.Fixed{Staff: i, Day: d, To: nrp.Assignment{Shift: 2, Skill: nrp.NoSkill}})
			}
			if one(6) {
				in.Agreed = append(in.Agreed, nrp.Agreed{
					Staff: i, Day: d, Unwanted: []nrp.CellSet{work, nrp.ShiftCells(random.IntN(2))}[random.IntN(2)],
					Cost: nrp.Cost{Level: nrp.LevelPattern, Weight: 1},
				})
			}
			if one(2) {
				asks := []nrp.CellSet{work, work, nrp.OffCells, nrp.ShiftCells(random.IntN(2)), (work | nrp.OffCells) &^ nrp.ShiftCells(random.IntN(2))}
				in.Requests = append(in.Requests, nrp.Request{
					Staff: i, Day: d, Unwanted: asks[random.IntN(len(asks))],
					Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: []int64{1, 3, 9}[random.IntN(3)]},
				})
			}
		}
	}
	least := nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	for d := range days {
		for s := range 2 {
			want := random.IntN(2)
			in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: s, Skill: 0, Min: want, MinCost: least, Preferred: want + 1, PreferredCost: rest(20), Max: want + 1, MaxCost: rest(10)})
			if one(3) {
				in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: s, Skill: 1, Held: true, Min: 1, MinCost: least, Preferred: 1, Max: nrp.NoLimit})
			}
		}
	}
	return in
}

// allowDaysOff lets nobody be forbidden a day off by law: absence never does.
func allowDaysOff(in *nrp.Instance) {
	var kept []nrp.Unavailable
	for _, u := range in.Unavailable {
		if forbids(in.Contracts[in.Staff[u.Staff].Contract].UnavailableCost) {
			u.Cells &^= nrp.OffCells
		}
		if u.Cells != 0 {
			kept = append(kept, u)
		}
	}
	in.Unavailable = kept
}

// choices lists what the solver may give a person on a day: what is fixed by law; else the
// day off and each shift that can be handed out and is not forbidden by law, in each
// skill that some cover asks of it and the person holds (any, where a skill not held is
// not against the law), and without a skill where some cover takes anyone or nobody asks
// for a skill that the person has from the first day to the last.
func choices(m *rules.Model, i, d int) []nrp.Assignment {
	st := &m.Inst.Staff[i]
	con := &m.Inst.Contracts[st.Contract]
	if f, ok := m.Fixed(i, d); ok && forbids(con.FixedCost) {
		return []nrp.Assignment{f}
	}
	out := []nrp.Assignment{nrp.Off}
	for s := range m.Shifts {
		if m.Inst.Shifts[s].FixedOnly || forbids(con.UnavailableCost) && m.Unavailable(i, d).Has(s) {
			continue
		}
		wanted, anyone := wantedOf(m.Inst, s)
		skilled, anySkill := false, !forbids(con.SkillCost)
		for k := range m.Inst.Skills {
			if !wanted[k] || !anySkill && !st.Holds(k, 0) {
				continue
			}
			skilled = skilled || anySkill || st.Holds(k, m.Days-1)
			if anySkill || st.Holds(k, d) {
				out = append(out, nrp.Assignment{Shift: s, Skill: k})
			}
		}
		if anyone || !skilled {
			out = append(out, nrp.Assignment{Shift: s, Skill: nrp.NoSkill})
		}
	}
	return out
}

// wantedOf returns the skills that cover asks of a shift, and whether some takes anyone.
func wantedOf(in *nrp.Instance, s nrp.ShiftIdx) (skills map[nrp.SkillIdx]bool, anyone bool) {
	skills = map[nrp.SkillIdx]bool{}
	for _, c := range in.Cover {
		if c.Shift != s {
			continue
		}
		if c.Held || c.Skill == nrp.NoSkill {
			anyone = true
		} else {
			skills[c.Skill] = true
		}
	}
	return skills, anyone
}

// rostersOf returns how many rosters the solver may make, more than fewRosters if so many.
func rostersOf(m *rules.Model) int {
	n := 1
	for i := range m.Staff {
		for d := range m.Days {
			if n *= len(choices(m, i, d)); n > fewRosters {
				return n
			}
		}
	}
	return n
}

// eachRoster calls see with every roster that the solver may make; it must not keep it.
func eachRoster(m *rules.Model, see func(nrp.Roster)) {
	r := nrp.NewRoster(m.Staff, m.Days)
	var try func(cell int)
	try = func(cell int) {
		if cell == m.Staff*m.Days {
			see(r)
			return
		}
		i, d := cell/m.Days, cell%m.Days
		for _, a := range choices(m, i, d) {
			r[i][d] = a
			try(cell + 1)
		}
	}
	try(0)
}
