package colgen

import (
	"cmp"
	"slices"
)

// reachAhead finds, for each counter with a prohibited lower bend, the most that can
// still be added from every state without a prohibited effect: a run of work that
// must end, rest that must last.
func (p *Pricer) reachAhead(s *Shape, q *Query) {
	p.scarce, p.reach = p.scarce[:0], p.reach[:0]
	if q.Hard == 0 || q.Width == 0 {
		return
	}
	n, days := s.Machine.States, q.To-q.From
	for k, c := range p.active {
		if p.held[k] || !prohibits(s.Counters[c].Under) {
			continue
		}
		p.scarce = append(p.scarce, int32(k))
		at := len(p.reach)
		p.reach = slices.Grow(p.reach, (days+1)*n)[:at+(days+1)*n]
		clear(p.reach[at+days*n:])
		p.Work += int64(days * n * s.Cells / aheadWork)
		for d := days - 1; d >= 0; d-- {
			p.reachDay(s, q, d, c, p.reach[at+d*n:at+(d+1)*n], p.reach[at+(d+1)*n:at+(d+2)*n])
		}
	}
}

func prohibits(bends []Knee) bool {
	for i := range bends {
		if bends[i].Unit != 1 && bends[i].Energy > 0 {
			return true
		}
	}
	return false
}

// reachDay fills one day of reachAhead from the next.
func (p *Pricer) reachDay(s *Shape, q *Query, d int, counter int32, here, next []int64) {
	day := q.From + d
	steps := s.Machine.Steps[s.Machine.Class[day]]
	amount := slices.Grow(p.floors[:0], s.Cells)[:s.Cells]
	p.floors = amount
	for x := range amount {
		amount[x] = -1
		if p.cost[d*s.Cells+x] < q.Hard {
			amount[x] = 0
			for _, t := range s.Touches[int(s.Class[day])*s.Cells+x] {
				if t.Counter == counter {
					amount[x] = t.Amount
				}
			}
		}
	}
	for st := range here {
		best := int64(0)
		for x, t := range steps[st*s.Cells : (st+1)*s.Cells] {
			if amount[x] >= 0 && s.Energy[t.Effect] < q.Hard {
				best = max(best, amount[x]+next[t.Next])
			}
		}
		here[st] = best
	}
}

// expand makes the labels that follow one label on day d and drops those that
// cannot come to a line within the limit.
func (p *Pricer) expand(s *Shape, q *Query, d, l int) {
	a, j := len(p.active), d-q.From
	from := p.labels[l]
	steps := s.Machine.Steps[s.Machine.Class[d]][int(from.state)*s.Cells : (int(from.state)+1)*s.Cells]
	touches := s.Touches[int(s.Class[d])*s.Cells : (int(s.Class[d])+1)*s.Cells]
	for x, t := range steps {
		c := p.cost[j*s.Cells+x]
		if c >= Inf || c+s.Energy[t.Effect] >= p.cut {
			continue
		}
		n := label{cost: from.cost + c + s.Energy[t.Effect], state: t.Next, prev: int32(l), cell: uint8(x)}
		totals := p.scratch
		copy(totals, p.totals[l*a:(l+1)*a])
		for _, u := range touches[x] {
			if k := p.slot[u.Counter]; k >= 0 {
				totals[k] += u.Amount
			}
		}
		for _, u := range s.Machine.Effects[t.Effect].Adds {
			if k := p.slot[u.Counter]; k >= 0 {
				totals[k] += u.Units
			}
		}
		at, beyond := p.table.at(totals)
		n.floor = n.cost + beyond + p.table.of((j+1)*s.Machine.States + int(t.Next))[at]
		for k, c := range p.active {
			if !p.held[k] {
				n.floor += p.rest(s, k, q.Totals[c]+totals[k], p.more[(j+1)*a+k])
			}
		}
		if n.floor > p.limit {
			continue
		}
		n.rank = n.floor
		for i, k := range p.scarce {
			c := &s.Counters[p.active[k]]
			have := q.Totals[p.active[k]] + totals[k] + p.loose[p.active[k]]
			far := p.reach[(i*(q.To-q.From+1)+j+1)*s.Machine.States+int(t.Next)]
			for u := range c.Under {
				n.rank += c.Under[u].Price(c.Under[u].At - have - far)
			}
		}
		if d == q.To-1 {
			p.settle(s, q, &n, totals)
		}
		p.push(n, totals)
		id := int32(len(p.labels) - 1)
		if len(p.buckets[n.state]) == 0 {
			p.reached = append(p.reached, n.state)
		}
		p.buckets[n.state] = append(p.buckets[n.state], id)
	}
}

// settle adds to a label of the last day what the end and the counters cost.
func (p *Pricer) settle(s *Shape, q *Query, n *label, totals []int64) {
	n.cost += p.endE[n.state]
	for _, u := range p.endAdds[n.state] {
		if k := p.slot[u.Counter]; k >= 0 {
			totals[k] += u.Amount
		}
	}
	for k, c := range p.active {
		n.cost += s.Counters[c].Price(q.Totals[c] + totals[k])
	}
	n.floor = n.cost
}

// prune drops the dominated labels of day From+j and those beyond the width, and
// closes the gaps.
func (p *Pricer) prune(s *Shape, q *Query, j int) {
	start := p.first[j]
	p.kept = slices.Grow(p.kept[:0], len(p.labels)-start)[:len(p.labels)-start]
	for l := range p.kept {
		p.kept[l] = true
	}
	p.narrow(roomy*q.Width, start)
	for _, st := range p.reached {
		b := slices.DeleteFunc(p.buckets[st], func(l int32) bool { return !p.kept[int(l)-start] })
		if len(b) > 1 {
			slices.SortFunc(b, func(x, y int32) int { return cmp.Compare(p.labels[x].floor, p.labels[y].floor) })
		}
		n := 0
		for _, l := range b {
			p.Work += int64(min(n, rivals) * (1 + len(p.active)) / 4)
			if p.dominated(s, q, j, l, b[:min(n, rivals)]) {
				p.kept[int(l)-start] = false
				continue
			}
			b[n] = l
			n++
		}
		p.buckets[st] = b[:0]
	}
	p.reached = p.reached[:0]
	p.narrow(q.Width, start)
	a, n := len(p.active), start
	for l := start; l < len(p.labels); l++ {
		if p.kept[l-start] {
			p.labels[n] = p.labels[l]
			copy(p.totals[n*a:(n+1)*a], p.totals[l*a:(l+1)*a])
			n++
		}
	}
	p.labels, p.totals = p.labels[:n], p.totals[:n*a]
}

// narrow gives up the kept labels from start on that have the highest ranks, if
// there are more than width.
func (p *Pricer) narrow(width, start int) {
	p.floors = p.floors[:0]
	for l, kept := range p.kept {
		if kept {
			p.floors = append(p.floors, p.labels[start+l].rank)
		}
	}
	if width <= 0 || len(p.floors) <= width {
		return
	}
	p.exact = false
	slices.Sort(p.floors)
	top, ties := p.floors[width-1], 0
	for _, f := range p.floors[:width] {
		if f == top {
			ties++
		}
	}
	for l := range p.kept {
		if f := p.labels[start+l].rank; p.kept[l] && (f > top || f == top && ties == 0) {
			p.kept[l] = false
			p.dropped = min(p.dropped, p.labels[start+l].floor)
		} else if p.kept[l] && f == top {
			ties--
		}
	}
}

// rivals is how many labels of a state, those with the lowest floors, a label is
// compared with: where totals are fine, as minutes are, few labels dominate any and
// comparing with all takes longer than carrying them on.
const rivals = 12

// roomy is how many times the width is left before labels are compared, which takes
// most of the time.
const roomy = 2

// dominated reports whether one of the labels by, which reach the same state, is no
// dearer than label l whatever follows.
func (p *Pricer) dominated(s *Shape, q *Query, j int, l int32, by []int32) bool {
	a := len(p.active)
	cost, mine := p.labels[l].cost, p.totals[int(l)*a:(int(l)+1)*a]
	for _, o := range by {
		d := p.labels[o].cost - cost
		theirs := p.totals[int(o)*a : (int(o)+1)*a]
		for k, c := range p.active {
			if d > 0 && d >= Inf/2 {
				break
			}
			if theirs[k] != mine[k] {
				base := q.Totals[c] - p.loose[c]
				d += s.Counters[c].worst(base+theirs[k], base+mine[k], p.more[j*a+k]+2*p.loose[c])
			}
		}
		if d <= 0 {
			return true
		}
	}
	return false
}

// forget empties the buckets after the last day.
func (p *Pricer) forget() {
	for _, st := range p.reached {
		p.buckets[st] = p.buckets[st][:0]
	}
	p.reached = p.reached[:0]
}
