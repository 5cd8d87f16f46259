package search

// rebuild takes some people out of a window of days and puts each back by pricing
// the line, in random order and
// with noise on the prices: ruin and recreate. It returns the energy that this
// adds; undo reverts it.
func (c *Chain) rebuild(people, from, to int, noise int) int64 {
	p, s := c.p, c.s
	c.ruined = c.ruined[:0]
	c.saved = c.saved[:0]
	var e int64
	staff := c.share.Staff
	for len(c.ruined) < min(people, len(staff)) {
		i := c.victim(staff)
		if has(c.ruined, i) {
			continue
		}
		c.ruined = append(c.ruined, i)
		at := i*p.Days + from
		c.saved = append(c.saved, s.duty[at:at+to-from]...)
	}
	// Who is put back first takes what suits her.
	for k := len(c.ruined) - 1; k > 0; k-- {
		if j := c.rng.below(k + 1); j != k {
			c.exchange(k, j, to-from)
		}
	}
	for _, i := range c.ruined {
		to := c.days[:to-from]
		for j := range to {
			to[j] = s.duty[i*p.Days+from+j]
			if p.may(i, from+j, 0) {
				to[j] = 0
			}
		}
		e += c.carry(Segment{i, from, to})
	}
	for k, i := range c.ruined {
		// Her old days bound what the new ones may cost.
		g := Segment{i, from, c.saved[k*(to-from) : (k+1)*(to-from)]}
		old := c.s.LineDelta(g) + c.s.CoverDelta(g)
		if b, ok := c.line.best(i, from, to, old, noise); ok {
			g = b
		}
		e += c.carry(g)
	}
	return e
}

// victim draws a person to take out: the first from among those whose lines cost
// much, the others from among those who may work what the first may.
func (c *Chain) victim(staff []int) int {
	i := staff[c.rng.below(len(staff))]
	for try := 0; try < partnerTries; try++ {
		j := staff[c.rng.below(len(staff))]
		switch {
		case len(c.ruined) == 0 && c.s.lineE[j] > c.s.lineE[i]:
			i = j
		case len(c.ruined) > 0 && !c.p.alike[c.ruined[0]*c.p.Staff+i]:
			i = j
		}
	}
	return i
}

// exchange swaps two of the people taken out, with what is saved of them.
func (c *Chain) exchange(k, j, days int) {
	c.ruined[k], c.ruined[j] = c.ruined[j], c.ruined[k]
	a, b := c.saved[k*days:(k+1)*days], c.saved[j*days:(j+1)*days]
	for d := range a {
		a[d], b[d] = b[d], a[d]
	}
}

// revert puts back what rebuild changed.
func (c *Chain) revert(from, to int) {
	for k, i := range c.ruined {
		c.s.Apply(Segment{i, from, c.saved[k*(to-from) : (k+1)*(to-from)]})
	}
}

// carry applies one segment and returns the energy it adds.
func (c *Chain) carry(g Segment) int64 {
	c.segs = append(c.segs[:0], g)
	e := c.s.LineDelta(g) + c.s.CoverDelta(c.segs...)
	c.apply(e)
	return e
}

func has(list []int, i int) bool {
	for _, x := range list {
		if x == i {
			return true
		}
	}
	return false
}

// windowDays is the longest window that rebuild takes: lines of a month or six
// weeks whole, of a year in parts.
const windowDays = 42

// noiseShare is the noise on cell prices, as a share of the temperature: lines are
// drawn from among the good ones rather than the same best one each time, and ties
// are broken at random.
const noiseShare = 0.5

// stepWork is how many of the pricer's steps take as long as one block move.
const stepWork = 3

// Rebuild carries a task of ruin and recreate out: it starts from a copy of from
// and spends the task's steps in pricing, stepWork of its work counting as one.
func (c *Chain) Rebuild(from *State, t Task) {
	c.s.CopyFrom(from)
	c.rng.seed(t.Seed, t.Number)
	c.share = t.Share
	if len(c.share.Staff) == 0 {
		return
	}
	c.line.pricer.Work = 0
	noise := 1 + int(t.Hot*noiseShare)
	for c.line.pricer.Work < int64(t.Steps)*stepWork && !t.Stop() {
		from, to := 0, c.p.Days
		if to > windowDays {
			from = c.rng.below(to - windowDays + 1)
			to = from + windowDays
		}
		people := 2 + c.rng.below(3)
		before := c.line.pricer.Work
		e := c.rebuild(people, from, to, noise)
		if float64(e) > t.Hot*c.rng.exponential() {
			c.revert(from, to)
		}
		if c.line.pricer.Work == before {
			return // nothing can be priced
		}
	}
}

// Lines returns the people whose line differs between two states of a problem.
func (s *State) Lines(o *State) []int {
	var out []int
	for i := range s.p.Staff {
		at := i * s.p.Days
		for d := range s.p.Days {
			if s.duty[at+d] != o.duty[at+d] {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// Merge carries over to s the lines of a task that began from s, one roster with
// all of them changed or, if the energy that this adds is more than limit, none.
func (s *State) Merge(o *State, limit int64) {
	p := s.p
	lines := s.Lines(o)
	if len(lines) == 0 {
		return
	}
	saved := make([]Duty, 0, len(lines)*p.Days)
	var e int64
	for _, i := range lines {
		at := i * p.Days
		saved = append(saved, s.duty[at:at+p.Days]...)
		g := Segment{i, 0, o.duty[at : at+p.Days]}
		e += s.LineDelta(g) + s.CoverDelta(g)
		s.Apply(g)
	}
	if e <= limit {
		return
	}
	for k, i := range lines {
		s.Apply(Segment{i, 0, saved[k*p.Days : (k+1)*p.Days]})
	}
}
