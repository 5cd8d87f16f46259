// Package nrptest makes small random instances and rosters for tests. They are valid
// and use every kind of rule; they are meant to break rules, not to look like a ward.
//
// It draws numbers through a function, so that a property test's own source of
// numbers can be used and a counterexample shrinks:
//
//	in := nrptest.Instance(func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) })
package nrptest

import (
	"strconv"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Draw returns a number from lo to hi, both included; what says what it is for.
type Draw func(what string, lo, hi int) int

// Instance returns a valid instance of 1 to 16 days, 1 to 4 staff, 1 to 3 shifts and
// up to 2 skills in which each kind of rule may occur.
func Instance(draw Draw) *nrp.Instance {
	g := gen{draw: draw, in: &nrp.Instance{Name: "random"}}
	g.horizon()
	for i := range draw("skills", 0, 2) {
		g.in.Skills = append(g.in.Skills, nrp.Skill{ID: "skill" + strconv.Itoa(i)})
	}
	for i := range draw("shifts", 1, 3) {
		g.in.Shifts = append(g.in.Shifts, g.shift(i))
	}
	for i := range draw("contracts", 1, 2) {
		g.in.Contracts = append(g.in.Contracts, g.contract(i))
	}
	for i := range draw("staff", 1, 4) {
		g.in.Staff = append(g.in.Staff, g.staff(i))
	}
	g.cells()
	for range draw("cover rows", 0, 6) {
		g.in.Cover = append(g.in.Cover, g.cover())
	}
	for range max(0, draw("links", -2, 3)) {
		g.in.Links = append(g.in.Links, g.link())
	}
	return g.in
}

// Roster returns any roster of the shape of an instance, skills that are not held and
// duties without a skill included.
func Roster(in *nrp.Instance, draw Draw) nrp.Roster {
	r := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	for i := range r {
		for d := range r[i] {
			r[i][d] = Cell(in, draw)
		}
	}
	return r
}

// Cell returns anything that a cell may hold.
func Cell(in *nrp.Instance, draw Draw) nrp.Assignment {
	s := draw("cell", nrp.NoShift, len(in.Shifts)-1)
	if s == nrp.NoShift {
		return nrp.Off
	}
	return nrp.Assignment{Shift: s, Skill: draw("cell's skill", nrp.NoSkill, len(in.Skills)-1)}
}

type gen struct {
	draw Draw
	in   *nrp.Instance
}

// yes returns true once in n.
func (g *gen) yes(what string, n int) bool { return g.draw(what, 1, n) == 1 }

func (g *gen) days() int { return g.in.Horizon.Days }

// cost draws small primes as weights, so that one rule's cost is seldom another's.
func (g *gen) cost() nrp.Cost {
	weights := [...]int64{0, 1, 3, 7, 19, 101}
	return nrp.Cost{Level: nrp.Level(g.draw("level", 0, nrp.NumLevels-1)), Weight: weights[g.draw("weight", 0, len(weights)-1)]}
}

// set draws a set of cells that is not empty.
func (g *gen) set() nrp.CellSet {
	return nrp.CellSet(g.draw("set", 1, 1<<(len(g.in.Shifts)+1)-1))
}

// horizon draws days with at most one clock change, and days before them with another.
func (g *gen) horizon() {
	h := &g.in.Horizon
	h.Days, h.FirstWeekday = g.draw("days", 1, 16), g.draw("first weekday", 0, 6)
	if g.yes("clock change before", 6) {
		at, shift := g.draw("clock change back", 1, 4), 60*(2*g.draw("clock back", 0, 1)-1)
		for k := 1; k <= at; k++ {
			h.Past = append(h.Past, -k*1440)
		}
		h.Past[at-1] += shift
	}
	if !g.yes("clock change", 3) {
		return
	}
	at, shift := g.draw("clock change on", 0, h.Days-1), 60*(2*g.draw("clock back", 0, 1)-1)
	h.Midnights = make([]int, h.Days+1)
	for d := 1; d <= h.Days; d++ {
		h.Midnights[d] = d * 1440
		if d > at {
			h.Midnights[d] += shift
		}
	}
}

func (g *gen) shift(i int) nrp.Shift {
	s := nrp.Shift{ID: "shift" + strconv.Itoa(i), Kind: "other", Minutes: g.draw("minutes", 0, 3) * 150}
	if !g.yes("no clock times", 4) {
		s.Start = g.draw("start", 0, 23) * 60
		s.End = s.Start + g.draw("length", 1, 14)*60
		if g.yes("long shift", 12) {
			s.End = s.Start + g.draw("long length", 15, 48)*60
		}
	}
	return s
}

func (g *gen) staff(i int) nrp.Staff {
	s := nrp.Staff{ID: "staff" + strconv.Itoa(i), Contract: g.draw("contract", 0, len(g.in.Contracts)-1)}
	for k := range g.in.Skills {
		if g.yes("holds", 2) {
			s.Skills = append(s.Skills, k)
		}
	}
	if g.yes("skills end", 4) {
		s.SkillUntil = make([]nrp.DayIdx, len(s.Skills))
		for k := range s.SkillUntil {
			s.SkillUntil[k] = g.draw("skill until", 0, g.days())
		}
	}
	if s.History.Known = g.yes("history", 2); s.History.Known {
		for range g.draw("history days", 0, 7) {
			s.History.Line = append(s.History.Line, g.draw("history cell", nrp.NoShift, len(g.in.Shifts)-1))
		}
	}
	if n := len(g.in.Contracts[s.Contract].Counters); g.yes("base", 2) {
		s.CounterBase = make([]int64, n)
		for k := range s.CounterBase {
			s.CounterBase[k] = int64(g.draw("base", -3, 6))
		}
	}
	return s
}

// cells draws preferences, absences and fixed cells.
func (g *gen) cells() {
	in, cell := g.in, func() (nrp.StaffIdx, nrp.DayIdx) {
		return g.draw("who", 0, len(g.in.Staff)-1), g.draw("when", 0, g.days()-1)
	}
	for i := range g.draw("requests", 0, 4) {
		s, d := cell()
		in.Requests = append(in.Requests, nrp.Request{ID: strconv.Itoa(i), Staff: s, Day: d, Unwanted: g.set(), Cost: g.cost()})
	}
	g.planned()
	for range g.draw("absences", 0, 3) {
		s, d := cell()
		in.Unavailable = append(in.Unavailable, nrp.Unavailable{Name: []string{"", "named"}[len(in.Unavailable)%2], Staff: s, Day: d, Cells: g.set()})
	}
	type key struct{ s, d int }
	seen := map[key]bool{}
	for range g.draw("fixed", 0, 2) {
		s, d := cell()
		if !seen[key{s, d}] {
			seen[key{s, d}] = true
			in.Fixed = append(in.Fixed, nrp.Fixed{Staff: s, Day: d, To: Cell(in, g.draw)})
		}
	}
}

func (g *gen) cover() nrp.Cover {
	c := nrp.Cover{
		Day: g.draw("cover day", 0, g.days()-1), Shift: g.draw("cover shift", 0, len(g.in.Shifts)-1),
		Skill: g.draw("cover skill", nrp.NoSkill, len(g.in.Skills)-1),
		Min:   g.draw("min", 0, 2), MinCost: g.cost(), PreferredCost: g.cost(), Max: nrp.NoLimit, MaxCost: g.cost(),
	}
	c.Held = c.Skill != nrp.NoSkill && g.yes("held", 3)
	if g.yes("exceptions", 3) {
		c.Except = g.people()
	}
	c.Preferred = c.Min + g.draw("preferred above", 0, 2)
	if g.yes("max", 2) {
		c.Max = c.Preferred + g.draw("max above", 0, 1)
	}
	return c
}
