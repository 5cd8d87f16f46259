package nrp

import (
	"errors"
	"fmt"
)

// Bounds of what Validate accepts. They keep every score of a valid instance far
// from the end of int64.
const (
	// MaxDays is the longest horizon, in days: ten years.
	MaxDays = 3660
	// MaxWeight is the largest weight of a Cost.
	MaxWeight = 1_000_000_000_000
	// MaxAmount bounds amounts, bases and bends of counters.
	MaxAmount = 1_000_000_000
	// MaxPattern is the longest Pattern, in cells.
	MaxPattern = 14
	// MaxHistory is the longest History.Line, in days.
	MaxHistory = 10_000
	// maxPeople bounds what a Cover may ask for, NoLimit apart.
	maxPeople = 1_000_000
)

// Validate reports every fault of the instance at once, nil if there is none. Each
// fault names its place by the names of the instance's JSON, such as
// staff[3].skills[1], and what would mend it. What Validate accepts, the rules, the
// referee and the solver take without looking again. O(size of the instance).
func (in *Instance) Validate() error {
	c := &check{in: in, cells: AllShiftCells(min(len(in.Shifts), MaxShifts)) | OffCells}
	c.horizon()
	c.skills()
	c.shifts()
	for i := range in.Contracts {
		c.contract(fmt.Sprintf("contracts[%d]", i), &in.Contracts[i])
	}
	c.unique("contracts", len(in.Contracts), func(i int) string { return in.Contracts[i].ID })
	for i := range in.Staff {
		c.staff(fmt.Sprintf("staff[%d]", i), &in.Staff[i])
	}
	c.unique("staff", len(in.Staff), func(i int) string { return in.Staff[i].ID })
	for i := range in.Cover {
		c.cover(fmt.Sprintf("cover[%d]", i), &in.Cover[i])
	}
	for i := range in.Links {
		c.link(fmt.Sprintf("links[%d]", i), &in.Links[i])
	}
	c.requests()
	c.fixed()
	return errors.Join(c.faults...)
}

// check gathers the faults of one instance.
type check struct {
	in *Instance
	// cells holds every cell that the instance knows.
	cells  CellSet
	faults []error
}

func (c *check) fail(path, format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("%s: %w", path, fmt.Errorf(format, args...)))
}

// within checks that lo <= n <= hi.
func (c *check) within(path string, n, lo, hi int64) {
	if n < lo || n > hi {
		c.fail(path, "%d is out of range: it must be from %d to %d", n, lo, hi)
	}
}

// index checks an index into a list of n.
func (c *check) index(path string, i, n int, list string) {
	switch {
	case n == 0:
		c.fail(path, "%d is an index into %s, which is empty: fill it", i, list)
	case i < 0 || i >= n:
		c.fail(path, "%d is not an index into %s: it must be from 0 to %d", i, list, n-1)
	}
}

func (c *check) set(path string, s CellSet) {
	switch {
	case s == 0:
		c.fail(path, "no cell is in the set: name a shift or the day off, or drop the entry")
	case s&^c.cells != 0:
		c.fail(path, "the set holds cells of shifts that there are not: there are %d shifts", len(c.in.Shifts))
	}
}

func (c *check) cost(path string, k Cost) {
	c.within(path+".level", int64(k.Level), 0, NumLevels-1)
	c.within(path+".weight", k.Weight, 0, MaxWeight)
}

// weekdays checks a bit set of weekdays.
func (c *check) weekdays(path string, set uint8) {
	if set > 127 {
		c.fail(path, "bit 7 is set: bits 0 Monday to 6 Sunday are the weekdays")
	}
}

// unique checks that identifiers, where there are any, differ.
func (c *check) unique(list string, n int, id func(int) string) {
	first := make(map[string]int, n)
	for i := range n {
		if id(i) == "" {
			continue
		}
		if j, twice := first[id(i)]; twice {
			c.fail(fmt.Sprintf("%s[%d].id", list, i), "%q is the id of %s[%d] too: give it another", id(i), list, j)
			continue
		}
		first[id(i)] = i
	}
}

func (c *check) horizon() {
	h := &c.in.Horizon
	c.within("horizon.days", int64(h.Days), 1, MaxDays)
	c.within("horizon.first_weekday", int64(h.FirstWeekday), 0, 6)
	if len(h.Midnights) == 0 {
		if h.Midnights != nil {
			c.fail("horizon.midnights", "it is empty: leave it out, or give days + 1 entries")
		}
		c.past()
		return
	}
	if len(h.Midnights) != h.Days+1 {
		c.fail("horizon.midnights", "%d entries: give days + 1 = %d", len(h.Midnights), h.Days+1)
	}
	if h.Midnights[0] != 0 {
		c.fail("horizon.midnights[0]", "%d: minutes are counted from day 0, so it must be 0", h.Midnights[0])
	}
	for d := 1; d < len(h.Midnights); d++ {
		// A clock change is of one hour, or of two at most.
		if n := h.Midnights[d] - h.Midnights[d-1]; n < 1320 || n > 1560 {
			c.fail(fmt.Sprintf("horizon.midnights[%d]", d), "day %d has %d minutes: a day has 1440, up to 120 more or less where the clock changes", d-1, n)
		}
	}
	c.past()
}

// past checks the midnights before day 0 as those of the horizon are checked.
func (c *check) past() {
	h := &c.in.Horizon
	if len(h.Past) > MaxHistory {
		c.fail("horizon.past", "%d days: keep the last %d", len(h.Past), MaxHistory)
	}
	next := 0
	for k, m := range h.Past {
		if n := next - m; n < 1320 || n > 1560 {
			c.fail(fmt.Sprintf("horizon.past[%d]", k), "day %d has %d minutes: a day has 1440, up to 120 more or less where the clock changes", -1-k, n)
		}
		next = m
	}
}

func (c *check) skills() {
	c.unique("skills", len(c.in.Skills), func(i int) string { return c.in.Skills[i].ID })
}

func (c *check) shifts() {
	shifts := c.in.Shifts
	if len(shifts) > MaxShifts {
		c.fail("shifts", "%d of them: there may be %d, merge some", len(shifts), MaxShifts)
	}
	for i := range shifts {
		s, path := &shifts[i], fmt.Sprintf("shifts[%d]", i)
		switch s.Kind {
		case "early", "late", "long_day", "night", "other", "":
		default:
			c.fail(path+".kind", "%q: it must be early, late, long_day, night or other", s.Kind)
		}
		if s.Start != 0 || s.End != 0 {
			c.within(path+".start", int64(s.Start), 0, 1439)
			c.within(path+".end", int64(s.End), int64(s.Start)+1, int64(s.Start)+2880)
		}
		c.within(path+".minutes", int64(s.Minutes), 0, 7*1440)
	}
	c.unique("shifts", len(shifts), func(i int) string { return shifts[i].ID })
}

func (c *check) staff(path string, s *Staff) {
	in := c.in
	c.index(path+".contract", s.Contract, len(in.Contracts), "contracts")
	for k, skill := range s.Skills {
		at := fmt.Sprintf("%s.skills[%d]", path, k)
		c.index(at, skill, len(in.Skills), "skills")
		if k > 0 && skill <= s.Skills[k-1] {
			c.fail(at, "%d comes after %d: list each skill once, ascending", skill, s.Skills[k-1])
		}
	}
	if s.SkillUntil != nil && len(s.SkillUntil) != len(s.Skills) {
		c.fail(path+".skill_until", "%d entries: give one for each of the %d skills, or leave it out", len(s.SkillUntil), len(s.Skills))
	}
	if !s.History.Known && len(s.History.Line) > 0 {
		c.fail(path+".history.known", "it is false, yet history.line has %d days: set it, or drop the line", len(s.History.Line))
	}
	if len(s.History.Line) > MaxHistory {
		c.fail(path+".history.line", "%d days: keep the last %d", len(s.History.Line), MaxHistory)
	}
	for k, shift := range s.History.Line {
		if shift != NoShift {
			c.index(fmt.Sprintf("%s.history.line[%d]", path, k), shift, len(in.Shifts), "shifts")
		}
	}
	if s.CounterBase == nil || s.Contract < 0 || s.Contract >= len(in.Contracts) {
		return
	}
	if n := len(in.Contracts[s.Contract].Counters); len(s.CounterBase) != n {
		c.fail(path+".counter_base", "%d entries: give one for each of the %d counters of contracts[%d], or leave it out", len(s.CounterBase), n, s.Contract)
	}
	for k, base := range s.CounterBase {
		c.within(fmt.Sprintf("%s.counter_base[%d]", path, k), base, -MaxAmount, MaxAmount)
	}
}

// cell checks the staff member and the day of an entry.
func (c *check) cell(path string, staff StaffIdx, day DayIdx) {
	c.index(path+".staff", staff, len(c.in.Staff), "staff")
	c.within(path+".day", int64(day), 0, int64(c.in.Horizon.Days)-1)
}

func (c *check) cover(path string, r *Cover) {
	c.within(path+".day", int64(r.Day), 0, int64(c.in.Horizon.Days)-1)
	c.index(path+".shift", r.Shift, len(c.in.Shifts), "shifts")
	if r.Skill != NoSkill {
		c.index(path+".skill", r.Skill, len(c.in.Skills), "skills")
	} else if r.Held {
		c.fail(path+".held", "it is set without a skill: name the skill that must be held")
	}
	c.people(path+".except", len(r.Except), func(k int) StaffIdx { return r.Except[k] })
	c.within(path+".min", int64(r.Min), 0, maxPeople)
	c.within(path+".preferred", int64(r.Preferred), int64(r.Min), maxPeople)
	if r.Max != NoLimit {
		c.within(path+".max", int64(r.Max), int64(r.Preferred), maxPeople)
	}
	c.cost(path+".min_cost", r.MinCost)
	c.cost(path+".preferred_cost", r.PreferredCost)
	c.cost(path+".max_cost", r.MaxCost)
}

func (c *check) requests() {
	for i := range c.in.Requests {
		r, path := &c.in.Requests[i], fmt.Sprintf("requests[%d]", i)
		c.cell(path, r.Staff, r.Day)
		c.set(path+".unwanted", r.Unwanted)
		c.cost(path+".cost", r.Cost)
		c.planned(path, r)
	}
	for i := range c.in.Unavailable {
		u, path := &c.in.Unavailable[i], fmt.Sprintf("unavailable[%d]", i)
		c.cell(path, u.Staff, u.Day)
		c.set(path+".cells", u.Cells)
	}
}

func (c *check) fixed() {
	type cell struct {
		staff StaffIdx
		day   DayIdx
	}
	first := make(map[cell]int, len(c.in.Fixed))
	for i := range c.in.Fixed {
		f, path := &c.in.Fixed[i], fmt.Sprintf("fixed[%d]", i)
		c.cell(path, f.Staff, f.Day)
		switch {
		case f.To.Shift != NoShift:
			c.index(path+".to.shift", f.To.Shift, len(c.in.Shifts), "shifts")
			if f.To.Skill != NoSkill {
				c.index(path+".to.skill", f.To.Skill, len(c.in.Skills), "skills")
			}
		case f.To.Skill != NoSkill:
			c.fail(path+".to.skill", "%d on a day off: it must be %d", f.To.Skill, NoSkill)
		}
		if j, twice := first[cell{f.Staff, f.Day}]; twice {
			c.fail(path, "fixed[%d] is for staff %d on day %d too: keep one", j, f.Staff, f.Day)
			continue
		}
		first[cell{f.Staff, f.Day}] = i
	}
}
