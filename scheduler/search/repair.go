package search

import "github.com/fairrota/fairrota/scheduler/nrp"

// Repair prices the lines of those of the share whose own rules are broken at the
// hard level and takes what costs no more: some days around each breach that has a
// day, then, if a total is still broken, the line window by window; a line that
// is still broken is annealed by itself.
func (c *Chain) Repair(from *State, t Task) {
	c.s.CopyFrom(from)
	c.rng.seed(t.Seed, t.Number)
	for _, i := range t.Share.Staff {
		for pass := 0; pass < len(repairReach) && c.s.brokenLine(i); pass++ {
			total, reach := false, repairReach[pass]
			for _, d := range c.s.breachDays(i) {
				if d < 0 {
					total = true
				} else if !t.Stop() {
					c.reprice(i, d-reach, d+reach+1)
				}
			}
			for at := 0; total && at < c.p.Days && !t.Stop() && c.s.brokenLine(i); at += reach {
				c.reprice(i, at, at+2*reach)
			}
		}
		if !t.Stop() && c.s.brokenLine(i) {
			c.renew(i, t)
		}
	}
}

// renew anneals one line by itself, from so hot that hard rules are broken freely to
// cold, and keeps what comes of it if that breaks less: some knots, such as rest
// that is short in one place while the totals leave no room near it, take the whole
// line apart.
func (c *Chain) renew(i int, t Task) {
	p := c.p
	saved := append([]Duty(nil), c.s.duty[i*p.Days:(i+1)*p.Days]...)
	was := c.s.score[nrp.LevelHard]
	alone := Share{Staff: []int{i}, Days: make([]bool, p.Days)}
	for d := range p.Days {
		alone.Days[d] = true
		alone.owned = append(alone.owned, d)
	}
	shared := c.share
	c.share = &alone
	unit := float64(p.factors[nrp.LevelHard])
	how := Task{Steps: renewSteps * p.Days, Hot: renewHot * unit, Cold: renewCold * unit, Stop: t.Stop}
	if t.Careful {
		how.Steps *= carefulSteps
		for _, f := range p.factors {
			if f > 0 {
				how.Cold = min(how.Cold, float64(f))
			}
		}
	}
	c.anneal(how)
	c.share = shared
	if c.s.score[nrp.LevelHard] >= was {
		c.carry(Segment{i, 0, saved})
	}
}

const (
	// renewSteps is how many moves a day of the line a renewal tries.
	renewSteps = 600
	// renewHot and renewCold are its temperatures, in breaches of weight one.
	renewHot  = 1.0
	renewCold = 0.05
	// carefulSteps is how many times as long it takes down to a unit of the last level.
	carefulSteps = 4
)

// repairReach is how many days before and after a breach are priced anew, each time
// that a line is gone over.
var repairReach = [...]int{12, 25}

// reprice puts a person's days from..to-1 back at the least energy.
func (c *Chain) reprice(i, from, to int) {
	if g, ok := c.line.best(i, max(0, from), min(c.p.Days, to), 0, 1); ok {
		c.carry(g)
	}
}

// breachDays lists the days on which a person's line breaks a hard rule, -1 for totals.
func (s *State) breachDays(i int) []int {
	var days []int
	last := -2
	for _, v := range s.p.Model.LineViolations(i, s.line(i), nil) {
		if v.Cost.Level == nrp.LevelHard && v.Cost.Weight > 0 && v.Day != last {
			days = append(days, v.Day)
			last = v.Day
		}
	}
	return days
}

// Breaches returns how often lines break hard rules.
func (s *State) Breaches() int {
	n := 0
	for i := range s.p.Staff {
		if s.brokenLine(i) {
			n += len(s.breachDays(i))
		}
	}
	return n
}

// brokenLine reports whether a person's line costs anything at the hard level.
func (s *State) brokenLine(i int) bool {
	return s.p.Model.LineScore(i, s.line(i))[nrp.LevelHard] > 0
}

// line returns one person's line.
func (s *State) line(i int) nrp.Line {
	out := make(nrp.Line, s.p.Days)
	for d := range out {
		out[d] = s.p.assignment(s.duty[i*s.p.Days+d])
	}
	return out
}

// Broken lists those whose lines break hard rules by themselves.
func (s *State) Broken() []int {
	var out []int
	for i := range s.p.Staff {
		if s.brokenLine(i) {
			out = append(out, i)
		}
	}
	return out
}

// Around returns the region of so many days of one person's line from a day on and, if about
// is not 0, so many days on either side of each of her breaches that has a day; false if
// none has.
func (s *State) Around(i, from, days, about int) (Region, bool) {
	p := s.p
	g := p.Whole()
	g.People = []int{i}
	g.To = min(from+days, p.Days)
	g.From = max(0, g.To-days)
	if about == 0 {
		return g, true
	}
	g.Free = make([]bool, p.Days)
	first, last, dated := g.From, g.To, false
	for d := g.From; d < g.To; d++ {
		g.Free[d] = true
	}
	for _, at := range s.breachDays(i) {
		for d := max(0, at-about); at >= 0 && d < min(p.Days, at+about+1); d++ {
			g.Free[d], dated = true, true
			first, last = min(first, d), max(last, d+1)
		}
	}
	g.From, g.To = first, last
	return g, dated
}
