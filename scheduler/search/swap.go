package search

// swap proposes to exchange a block of days between two people of the share. Each
// works what the other worked in the same skill if the person holds it, else in one
// that is held; the latter changes cover and needs a day of the share.
func (c *Chain) swap() bool {
	p, staff := c.p, c.share.Staff
	if len(staff) < 2 {
		return false
	}
	i, j := c.rng.below(len(staff)), c.rng.below(len(staff)-1)
	if j >= i {
		j++
	}
	for try := 0; try < partnerTries && !p.alike[staff[i]*p.Staff+staff[j]]; try++ {
		if j = c.rng.below(len(staff) - 1); j >= i {
			j++
		}
	}
	i, j = staff[i], staff[j]
	n := min(c.length(), p.Days)
	d := c.rng.below(p.Days - n + 1)
	a, b, changed := c.bufA[:n], c.bufB[:n], false
	c.neutral = true
	for t := range n {
		x, y := c.s.duty[i*p.Days+d+t], c.s.duty[j*p.Days+d+t]
		a[t], b[t] = x, y
		if x == y || p.cellOf[x] == p.cellOf[y] && c.rng.below(2) == 0 {
			continue
		}
		var ok bool
		if a[t], ok = c.fit(i, d+t, y); !ok {
			return false
		}
		if b[t], ok = c.fit(j, d+t, x); !ok {
			return false
		}
		if a[t] != y || b[t] != x || p.tells(i, j, d+t) {
			if !c.share.Days[d+t] {
				return false
			}
			c.neutral = false
		}
		changed = true
	}
	if !changed {
		return false
	}
	c.segs = append(c.segs[:0], Segment{i, d, a}, Segment{j, d, b})
	return true
}

// partnerTries is how often another partner is drawn when two people have no duty in
// common; an exchange between such people hardly ever fits, but must stay possible.
const partnerTries = 3

// fit returns a duty in x's shift that person i may work on day d.
func (c *Chain) fit(i, d int, x Duty) (Duty, bool) {
	p := c.p
	if p.may(i, d, x) && p.able[i*p.Duties+int(x)] {
		return x, true
	}
	list := p.dutiesOf[i*p.Cells+int(p.cellOf[x])]
	if len(list) == 0 {
		return 0, false
	}
	y := list[c.rng.below(len(list))]
	return y, p.may(i, d, y)
}

// tells reports whether some row may count two people who do the same on a day differently.
func (p *Problem) tells(i, j, d int) bool {
	return p.heldOn[d] || p.apart != nil && (p.apart[i*p.Days+d] || p.apart[j*p.Days+d])
}
