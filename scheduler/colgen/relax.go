package colgen

import "slices"

// prepare fills the table and returns what no line is cheaper than. The table begins
// with the counters that earlier queries of the line needed; while the line that it
// thinks cheapest breaks bends that it does not know, these are taken in as long as
// there is room: decremental state space relaxation (Righini & Salani 2008,
// doi:10.1002/net.20212). For those that find no room a price is put on each unit,
// moved by subgradients until the bound is beyond the limit or rises no more.
func (p *Pricer) prepare(s *Shape, q *Query) int64 {
	k := q.Known
	if k == nil {
		k = &p.known
		k.held = k.held[:0]
		k.price = k.price[:0]
	}
	for len(k.price) < len(s.Counters) {
		k.price = append(k.price, 0)
	}
	best := -Inf
	p.reachable(s, q)
	p.bestPrice = append(p.bestPrice[:0], k.price...)
	for try := 0; ; {
		low := p.lay(s, q, k)
		if low > best {
			best = low
			copy(p.bestPrice, k.price)
		}
		if low > q.Limit {
			return low
		}
		c, miss := p.missed(s, q)
		if miss && p.fits(s, q, c) {
			k.held = append(k.held, c)
			k.price[c] = 0
			best = -Inf
			continue
		}
		if try++; try > priceTries || !p.reprice(s, q, k, low) {
			if low < best {
				copy(k.price, p.bestPrice)
				low = p.lay(s, q, k)
			}
			return low
		}
	}
}

// priceTries is how often the prices of counters outside the table are moved for one
// query; the next query of the line goes on from there.
const priceTries = 1

// lay fills the table at the present prices and returns its bound for the whole line.
func (p *Pricer) lay(s *Shape, q *Query, k *Known) int64 {
	p.fit(s, q, k.held)
	p.charge(s, q, k)
	p.fill(s, q)
	low := p.table.of(int(q.State))[0]
	for j, c := range p.active {
		if !p.held[j] {
			low += p.rest(s, j, q.Totals[c], p.more[j])
		}
	}
	return low
}

// rest returns the least that an active counter outside the table still adds to the
// table's bound when it stands at total and up to more may be added.
func (p *Pricer) rest(s *Shape, j int, total, more int64) int64 {
	c, loose := p.active[j], p.loose[p.active[j]]
	if p.unit[j] == 0 {
		return s.Counters[c].least(total-loose, more+2*loose)
	}
	e, _ := s.Counters[c].leastAt(total-loose, more+2*loose, p.unit[j], total)
	return e + min(0, p.unit[j]*2*loose) // what the end adds is not charged
}

// charge sets what cells and effects cost in the table: with the prices of the active
// counters that it does not hold.
func (p *Pricer) charge(s *Shape, q *Query, k *Known) {
	p.unit = slices.Grow(p.unit[:0], len(p.active))[:len(p.active)]
	priced := false
	for j, c := range p.active {
		p.unit[j] = 0
		if !p.held[j] {
			p.unit[j] = k.price[c]
			priced = priced || k.price[c] != 0
		}
	}
	p.charged = append(p.charged[:0], p.cost...)
	p.energy = append(p.energy[:0], s.Energy...)
	if !priced {
		return
	}
	for d := range q.To - q.From {
		for x := range s.Cells {
			for _, t := range s.Touches[int(s.Class[q.From+d])*s.Cells+x] {
				if j := p.slot[t.Counter]; j >= 0 {
					p.charged[d*s.Cells+x] += p.unit[j] * t.Amount
				}
			}
		}
	}
	for e := range p.energy {
		for _, a := range s.Machine.Effects[e].Adds {
			if j := p.slot[a.Counter]; j >= 0 {
				p.energy[e] += p.unit[j] * a.Units
			}
		}
	}
}

// reprice moves the prices of the counters outside the table towards where the line
// that it thinks cheapest would not break them; false if none moves.
func (p *Pricer) reprice(s *Shape, q *Query, k *Known, low int64) bool {
	norm := 0.0
	for j, c := range p.active {
		p.off[j] = 0
		if !p.held[j] {
			has := q.Totals[c] + p.scratch[j]
			_, at := s.Counters[c].leastAt(q.Totals[c], p.more[j], p.unit[j], has)
			p.off[j] = has - at
			norm += float64(p.off[j]) * float64(p.off[j])
		}
	}
	if norm == 0 || q.Limit >= Inf/2 {
		return false
	}
	step := (float64(q.Limit-low) + 1) / norm
	moved := false
	for j, c := range p.active {
		if p.off[j] == 0 {
			continue
		}
		was := k.price[c]
		k.price[c] = s.Counters[c].within(was + int64(step*float64(p.off[j])))
		moved = moved || k.price[c] != was
	}
	return moved
}

// missed follows the line that the table thinks cheapest, leaving its totals in
// scratch, and returns the active counter not in the table that would cost more than the
// bound has charged for it, of the highest class the one that would cost most more; false
// if there is none.
func (p *Pricer) missed(s *Shape, q *Query) (int32, bool) {
	if len(p.active) == len(p.table.dims) {
		return 0, false
	}
	totals := p.scratch
	clear(totals)
	st := q.State
	for d := range q.To - q.From {
		best, to := Inf, -1
		steps := s.Machine.Steps[s.Machine.Class[q.From+d]][int(st)*s.Cells : (int(st)+1)*s.Cells]
		for x, u := range steps {
			if p.cost[d*s.Cells+x] >= Inf || p.cost[d*s.Cells+x]+s.Energy[u.Effect] >= p.cut {
				continue
			}
			p.give(s, q.From+d, x, u.Effect, totals, 1)
			at, beyond := p.table.at(totals)
			p.give(s, q.From+d, x, u.Effect, totals, -1)
			v := p.charged[d*s.Cells+x] + p.energy[u.Effect] + beyond
			if v += p.table.of((d+1)*s.Machine.States + int(u.Next))[at]; v < best {
				best, to = v, x
			}
		}
		if to < 0 {
			return 0, false
		}
		p.give(s, q.From+d, to, steps[to].Effect, totals, 1)
		st = steps[to].Next
	}
	for _, u := range p.endAdds[st] {
		if k := p.slot[u.Counter]; k >= 0 {
			totals[k] += u.Amount
		}
	}
	worst, most, class := int32(-1), int64(0), 0
	for j, c := range p.active {
		if p.held[j] {
			continue
		}
		e := p.rest(s, j, q.Totals[c], p.more[j])
		e = s.Counters[c].Price(q.Totals[c]+totals[j]) - p.unit[j]*totals[j] - e
		if k := s.Counters[c].class(); e > 0 && (worst < 0 || k > class || k == class && e > most) {
			worst, most, class = c, e, k
		}
	}
	return worst, worst >= 0
}

// give adds what a step adds to the active counters, times by.
func (p *Pricer) give(s *Shape, day, cell int, effect int32, totals []int64, by int64) {
	for _, u := range s.Touches[int(s.Class[day])*s.Cells+cell] {
		if k := p.slot[u.Counter]; k >= 0 {
			totals[k] += by * u.Amount
		}
	}
	for _, u := range s.Machine.Effects[effect].Adds {
		if k := p.slot[u.Counter]; k >= 0 {
			totals[k] += by * u.Units
		}
	}
}

// class says which counters the table holds first: those with bends on both sides, which no
// price on a unit stands for, then others that are paid for, then mere limits, which hardly
// any line that is worth pricing breaks.
func (c *Counter) class() int {
	paid := func(k Knee) bool { return k.Unit == 1 }
	switch {
	case len(c.Under) > 0 && len(c.Over) > 0:
		return 2
	case slices.ContainsFunc(c.Under, paid) || slices.ContainsFunc(c.Over, paid):
		return 1
	}
	return 0
}
