package colgen

import "slices"

// Query asks for the cheapest cells of one person's line on the days From..To-1.
type Query struct {
	From, To int
	// State is the machine's state before day From.
	State int32
	// Cost is what each cell costs by itself, Inf for one that may not be used; [(day-From)*Cells+cell].
	Cost []int64
	// Totals is what the counters stand at without the days asked for.
	Totals []int64
	// End prices what the line's days from To on make of a state before day To, and
	// adds what they change in the counters; nil if there are none.
	End func(state int32) (energy int64, adds []Touch)
	// Limit bounds what is looked for: lines that cost more may be missed. Inf for none.
	Limit int64
	// Width is the largest number of labels kept on a day; 0 means no limit.
	Width int
	// Hard is the energy from which an effect is a prohibition, 0 if there is none.
	// Where Width makes labels be given up, those go first that could only reach a
	// prohibited counter's lower bend by breaking one.
	Hard int64
}

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
	// ahead is the machine's cheapest way from a state before a day to the end; [day*States+state].
	ahead []int64
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
	// for every aheadWork of them one step of the machine's cheapest way.
	Work int64
	// exact tells that the last query dropped no label for want of room.
	exact bool
}

// aheadWork is how many machine steps of lookAhead take as long as one of a label.
const aheadWork = 16

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
	p.reset(s)
	p.ends(s, q)
	p.activate(s, q)
	p.lookAhead(s, q)
	p.reachAhead(s, q)
	p.Work += int64((q.To - q.From) * s.Machine.States * s.Cells / aheadWork)
	p.push(label{state: q.State, prev: -1}, nil)
	p.first = append(p.first, 0)
	for d := q.From; d < q.To; d++ {
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
	best, at := Inf, -1
	for l := p.first[q.To-q.From]; l < len(p.labels); l++ {
		if p.labels[l].cost < best {
			best, at = p.labels[l].cost, l
		}
	}
	if at < 0 || best > q.Limit {
		return 0, false
	}
	for d := q.To - q.From - 1; d >= 0; d-- {
		out[d] = p.labels[at].cell
		at = int(p.labels[at].prev)
	}
	return best, true
}

// Exact reports whether no line cheaper than the last one found, or than the limit,
// can exist.
func (p *Pricer) Exact() bool { return p.exact }

func (p *Pricer) reset(s *Shape) {
	p.labels, p.totals, p.first, p.active = p.labels[:0], p.totals[:0], p.first[:0], p.active[:0]
	p.exact = true
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
}

// mostOf adds to most what the best cell of a day adds to each counter.
func (p *Pricer) mostOf(s *Shape, q *Query, d int, most []int64) {
	best := slices.Grow(p.scratch[:0], len(most))[:len(most)]
	clear(best)
	p.scratch = best
	day := q.From + d
	for x := range s.Cells {
		if q.Cost[d*s.Cells+x] >= Inf {
			continue
		}
		for _, t := range s.Touches[int(s.Class[day])*s.Cells+x] {
			best[t.Counter] = max(best[t.Counter], t.Amount)
		}
	}
	for _, t := range s.most[s.Machine.Class[day]] {
		best[t.Counter] = max(best[t.Counter], t.Amount)
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
