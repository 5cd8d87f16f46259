package search

// change proposes to set a block of days of one person: to one duty, to the duty
// beside the block (which lengthens a stretch), or to a random duty each day.
func (c *Chain) change() bool {
	p, s := c.p, c.s
	i := c.share.Staff[c.rng.below(len(c.share.Staff))]
	d := c.share.owned[c.rng.below(len(c.share.owned))]
	n := 1
	for want := c.length(); n < want && d+n < p.Days && c.share.Days[d+n]; n++ {
	}
	line := s.duty[i*p.Days : (i+1)*p.Days]
	opts := p.options[i]
	x := opts[c.rng.below(len(opts))]
	each := false
	switch r := c.rng.below(8); {
	case r < 2:
		x = 0
	case r < 3 && d > 0:
		x = line[d-1]
	case r < 4 && d+n < p.Days:
		x = line[d+n]
	case r < 6 && n > 1:
		each = true
	}
	if !p.able[i*p.Duties+int(x)] { // a fixed neighbour may hold what is never given
		return false
	}
	to, changed := c.bufA[:n], false
	for j := range to {
		if each {
			x = opts[c.rng.below(len(opts))]
		}
		to[j] = x
		if x == line[d+j] {
			continue
		}
		if !p.may(i, d+j, x) {
			return false
		}
		changed = true
	}
	if !changed {
		return false
	}
	c.segs, c.neutral = append(c.segs[:0], Segment{i, d, to}), false
	return true
}
