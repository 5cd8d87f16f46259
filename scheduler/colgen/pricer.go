package colgen

import (
	"cmp"
	"slices"
)

// Pricer answers queries. It keeps its memory between them; one goroutine may use
// one Pricer.
type Pricer struct {
	labels []label
	// totals holds the labels' active counters; [label*active+k].
	totals []int64
	// first[d] is the first label of day d.
	first []int
	// active lists the counters that can cost anything in the query; more is what can
	// still be added to each from a day on; [day*active+k].
	active []int32
	more   []int64
	slot   []int32
	// table bounds what must come; held tells which active counters it holds. limit is
	// the most that a line may cost in the pass at hand; cut is the cost from which a
	// single step is never part of a line within the query's limit.
	table table
	held  []bool
	limit int64
	cut   int64
	// cost is the query's, without what is banned; charged and energy are what cells and
	// effects cost in the table, unit the prices in them of the active counters that the
	// table does not hold. known serves queries without Known.
	cost, charged, energy []int64
	unit, off, bestPrice  []int64
	known                 Known
	// buckets are the labels that reach each state on the next day.
	buckets [][]int32
	reached []int32
	// endE and endAdds are the query's End of every state; loose is the most that it
	// adds to or takes from a counter, [counter].
	endE    []int64
	endAdds [][]Touch
	loose   []int64
	scratch []int64
	kept    []bool
	// scarce lists the active counters with a prohibited lower bend, reach the most that
	// the machine can add to each without a prohibited effect; [(s*(days+1)+day)*States+state].
	scarce []int32
	reach  []int64
	floors []int64
	// Work counts what was done in all queries: the steps of labels from day to day, and
	// for every aheadWork steps in the table one.
	Work int64
	// exact tells that the last query dropped no label for want of room; dropped is the
	// lowest floor of those it did.
	exact   bool
	dropped int64
	// last are the labels of the last day that are within the limit; cells is a line.
	last  []int32
	cells []uint8
}

// aheadWork is how many steps in the table take as long as one of a label.
const aheadWork = 64

// label is one way to reach a state.
type label struct {
	cost  int64
	floor int64 // cost plus the bound on what must come
	rank  int64 // floor plus what a lower bend out of reach will cost; for giving up
	state int32
	prev  int32
	cell  uint8
}

// Price returns the cost of the cheapest line found, false if there is none within
// the query's limit, and writes its cells to out; [day-From]. O(days x states x
// cells + labels x cells), with at most Width labels a day.
func (p *Pricer) Price(s *Shape, q *Query, out []uint8) (int64, bool) {
	p.run(s, q)
	best, at := Inf, -1
	for l := p.first[q.To-q.From]; l < len(p.labels); l++ {
		if p.labels[l].cost < best {
			best, at = p.labels[l].cost, l
		}
	}
	if at < 0 || best > q.Limit {
		return 0, false
	}
	p.trace(at, out)
	return best, true
}

// Several finds up to n lines within the limit, the cheapest first, no two of which
// come to the same state and totals, and gives each to found with its cost. It
// returns what no line is cheaper than. The slice that found is given is used again.
func (p *Pricer) Several(s *Shape, q *Query, n int, found func(cost int64, cells []uint8)) int64 {
	p.run(s, q)
	ends := p.last[:0]
	for l := p.first[q.To-q.From]; l < len(p.labels); l++ {
		if p.labels[l].cost <= q.Limit {
			ends = append(ends, int32(l))
		}
	}
	p.last = ends
	slices.SortStableFunc(ends, func(a, b int32) int { return cmp.Compare(p.labels[a].cost, p.labels[b].cost) })
	bound := min(q.Limit+1, p.dropped)
	if len(ends) > 0 {
		bound = min(bound, p.labels[ends[0]].cost)
	}
	p.cells = slices.Grow(p.cells[:0], q.To-q.From)[:q.To-q.From]
	for _, l := range ends[:min(n, len(ends))] {
		p.trace(int(l), p.cells)
		found(p.labels[l].cost, p.cells)
	}
	return bound
}

// trace writes the cells that led to a label of the last day.
func (p *Pricer) trace(at int, out []uint8) {
	for d := len(out) - 1; d >= 0; d-- {
		out[d] = p.labels[at].cell
		at = int(p.labels[at].prev)
	}
}

// run sets labels from day to day. It looks for lines near the table's bound first,
// which takes few labels, and goes further up to the query's limit until there is one.
func (p *Pricer) run(s *Shape, q *Query) {
	low := p.begin(s, q)
	if low > q.Limit {
		p.first = append(p.first[:0], make([]int, q.To-q.From+1)...)
		return
	}
	p.reachAhead(s, q)
	for reach := (q.Limit - low) / firstReach; ; reach *= nextReach {
		p.limit = q.Limit
		if reach < q.Limit-low {
			p.limit = low + reach
		}
		if p.pass(s, q); p.limit >= q.Limit || p.within() {
			return
		}
		reach = max(reach, 1)
	}
}

// begin lays a query out, fills the table and returns what no line is cheaper than.
func (p *Pricer) begin(s *Shape, q *Query) int64 {
	p.reset(s)
	p.ends(s, q)
	p.cost = append(p.cost[:0], q.Cost...)
	p.cutOff(s, q)
	p.ban(s, q)
	p.activate(s, q)
	return p.prepare(s, q)
}

// ban takes out cells that by themselves take a counter so far beyond a bend that no
// line within the limit can hold them.
func (p *Pricer) ban(s *Shape, q *Query) {
	for d := range q.To - q.From {
		for x := range s.Cells {
			for _, t := range s.Touches[int(s.Class[q.From+d])*s.Cells+x] {
				c := &s.Counters[t.Counter]
				base := q.Totals[t.Counter] - p.loose[t.Counter]
				if c.least(base+t.Amount, Inf/2) >= p.cut {
					p.cost[d*s.Cells+x] = Inf
				}
			}
		}
	}
}

// The first pass looks for lines up to one part in firstReach of the way from the
// bound to the limit, each further one nextReach times as far.
const (
	firstReach = 32
	nextReach  = 4
)

// within reports whether a line of the last pass costs no more than its limit.
func (p *Pricer) within() bool {
	for _, l := range p.labels[p.first[len(p.first)-1]:] {
		if l.cost <= p.limit {
			return true
		}
	}
	return false
}

// pass sets the labels that can come to a line within the limit.
func (p *Pricer) pass(s *Shape, q *Query) {
	p.labels, p.totals, p.first = p.labels[:0], p.totals[:0], p.first[:0]
	p.exact, p.dropped = true, Inf
	p.push(label{state: q.State, prev: -1}, nil)
	p.first = append(p.first, 0)
	for d := q.From; d < q.To; d++ {
		if q.Stop != nil && q.Stop() {
			p.stopped(q)
			return
		}
		end := len(p.labels)
		start := p.first[d-q.From]
		for l := start; l < end; l++ {
			p.expand(s, q, d, l)
		}
		p.Work += int64((end - start) * s.Cells)
		p.first = append(p.first, end)
		if d+1 < q.To {
			p.prune(s, q, d+1-q.From)
		} else {
			p.forget()
		}
	}
}

// stopped leaves no labels, and no bound.
func (p *Pricer) stopped(q *Query) {
	p.forget()
	p.labels, p.totals = p.labels[:0], p.totals[:0]
	p.first = append(p.first[:0], make([]int, q.To-q.From+1)...)
	p.exact, p.dropped, p.limit = false, -Inf, q.Limit
}

// cutOff finds the cost from which a step is never part of a line within the limit:
// what all other days together can save, and what counters can cost less than
// nothing, which is nothing, does not make up for it.
func (p *Pricer) cutOff(s *Shape, q *Query) {
	p.cut = Inf
	if q.Limit >= Inf/2 {
		return
	}
	save := int64(0)
	for d := range q.To - q.From {
		least := int64(0)
		for _, c := range p.cost[d*s.Cells : (d+1)*s.Cells] {
			least = min(least, c)
		}
		save -= least
	}
	end := int64(0)
	for _, e := range p.endE {
		end = min(end, e)
	}
	p.cut = min(Inf, q.Limit+save-end+1)
}

// Exact reports whether no line cheaper than the last one found, or than the limit,
// can exist.
func (p *Pricer) Exact() bool { return p.exact }

func (p *Pricer) reset(s *Shape) {
	p.labels, p.totals, p.first, p.active = p.labels[:0], p.totals[:0], p.first[:0], p.active[:0]
	p.exact, p.dropped = true, Inf
	if len(p.buckets) < s.Machine.States {
		p.buckets = make([][]int32, s.Machine.States)
	}
}

// ends asks once for what follows each state.
func (p *Pricer) ends(s *Shape, q *Query) {
	n, k := s.Machine.States, len(s.Counters)
	p.endE = slices.Grow(p.endE[:0], n)[:n]
	p.endAdds = slices.Grow(p.endAdds[:0], n)[:n]
	p.loose = slices.Grow(p.loose[:0], k)[:k]
	clear(p.endE)
	clear(p.endAdds)
	clear(p.loose)
	if q.End == nil {
		return
	}
	for st := range n {
		p.endE[st], p.endAdds[st] = q.End(int32(st))
		for _, u := range p.endAdds[st] {
			p.loose[u.Counter] = max(p.loose[u.Counter], u.Amount, -u.Amount)
		}
	}
}

// activate finds the counters that can cost anything and what can be added to each.
func (p *Pricer) activate(s *Shape, q *Query) {
	days, k := q.To-q.From, len(s.Counters)
	p.slot = slices.Grow(p.slot[:0], k)[:k]
	p.more = slices.Grow(p.more[:0], (days+1)*k)[:(days+1)*k]
	clear(p.more)
	for d := days - 1; d >= 0; d-- {
		copy(p.more[d*k:(d+1)*k], p.more[(d+1)*k:(d+2)*k])
		p.mostOf(s, q, d, p.more[d*k:(d+1)*k])
	}
	for c := range s.Counters {
		p.slot[c] = -1
		lo, hi := q.Totals[c]-p.loose[c], q.Totals[c]+p.more[c]+p.loose[c]
		if s.Counters[c].Price(lo) != 0 || s.Counters[c].Price(hi) != 0 {
			p.slot[c] = int32(len(p.active))
			p.active = append(p.active, int32(c))
		}
	}
	a := len(p.active)
	for d := range days + 1 {
		for j, c := range p.active {
			p.more[d*a+j] = p.more[d*k+int(c)]
		}
	}
	p.scratch = slices.Grow(p.scratch[:0], a)[:a]
	p.off = slices.Grow(p.off[:0], a)[:a]
}

// mostOf adds to most what the best cell of a day adds to each counter.
func (p *Pricer) mostOf(s *Shape, q *Query, d int, most []int64) {
	best := slices.Grow(p.scratch[:0], len(most))[:len(most)]
	clear(best)
	p.scratch = best
	day := q.From + d
	for x := range s.Cells {
		if p.cost[d*s.Cells+x] >= Inf {
			continue
		}
		for _, t := range s.Touches[int(s.Class[day])*s.Cells+x] {
			best[t.Counter] = max(best[t.Counter], t.Amount)
		}
	}
	for _, t := range s.most[s.Machine.Class[day]] {
		best[t.Counter] += t.Amount // a counter may be fed by the cell and the machine
	}
	for k := range most {
		most[k] += best[k]
	}
}

// push adds a label with the given active totals, those of the query if nil.
func (p *Pricer) push(l label, totals []int64) {
	p.labels = append(p.labels, l)
	if totals == nil {
		totals = p.scratch
		clear(totals)
	}
	p.totals = append(p.totals, totals...)
}
