package colgen

// strand is one of the paths that a line's mix is of.
type strand struct {
	// picks are its options, at the states of the machine that its days begin in; [day].
	picks, at []int32
}

// turn is what comparing a path with a strand needs.
type turn struct {
	// units are what each of the line's counters would have more.
	units []int64
	// own is what the line would cost more by itself.
	own int64
}

// weight is what a strand counts for.
const weight = 1.0 / strands

// take gives the strands of a line those pieces of the path found that make the mix better,
// and those that mend what breaks a day that is fixed. O(strands x days).
func (g *Lagrangian) take(i int) {
	p := &g.lines[i]
	if p.strands == nil {
		p.strands = make([]strand, strands)
		for c := range p.strands {
			p.strands[c].picks = append([]int32(nil), p.picks...)
			p.strands[c].at = append([]int32(nil), p.at...)
		}
		g.add(i, &p.strands[0], 0, g.part.Days, 1)
		return
	}
	for c := range p.strands {
		// Whose turn comes first changes: the first gain most.
		t := &p.strands[(c+g.rounds)%strands]
		for a := 0; a < g.part.Days; {
			if t.picks[a] == p.picks[a] {
				a++
				continue
			}
			b := a + 1
			for b < g.part.Days && t.at[b] != p.at[b] {
				b++
			}
			if g.breaks(i, t, a, b) || g.gains(i, t, a, b) {
				g.add(i, t, a, b, -weight)
				copy(t.picks[a:b], p.picks[a:b])
				copy(t.at[a:b], p.at[a:b])
				g.add(i, t, a, b, weight)
			}
			a = b
		}
	}
	g.spent += strands * int64(g.part.Days) * takeWork
}

// takeWork is how many steps of one cell from one state take as long as a day of a strand.
const takeWork = 2

// breaks reports whether a strand has another option than the fixed one on one of days
// a..b-1.
func (g *Lagrangian) breaks(i int, t *strand, a, b int) bool {
	p := &g.lines[i]
	for j := a; j < b; j++ {
		if f := p.fixed[j]; f >= 0 && f != t.picks[j] {
			return true
		}
	}
	return false
}

// gains reports whether the mix gets better where a strand takes days a..b-1 of the path
// found. While it does prices move; those half-way are what it pays on average, except
// where a price comes to an end of what may be charged.
func (g *Lagrangian) gains(i int, t *strand, a, b int) bool {
	p, l := &g.lines[i], &g.part.Lines[i]
	g.turn.units, g.turn.own = grow(g.turn.units, len(p.unit)), 0
	clear(g.turn.units)
	e := 0.0
	for j := a; j < b; j++ {
		for _, k := range l.Options[p.picks[j]].Rows {
			e -= g.price(int(k), g.terms[k].mean+weight/2)
		}
		for _, k := range l.Options[t.picks[j]].Rows {
			e += g.price(int(k), g.terms[k].mean-weight/2)
		}
		g.count(i, j, p.at[j], p.picks[j], 1)
		g.count(i, j, t.at[j], t.picks[j], -1)
	}
	for c, n := range g.turn.units {
		if n != 0 {
			k := p.first + c
			e += g.price(k, g.terms[k].mean+weight/2*float64(n)) * float64(n)
		}
	}
	return e+float64(g.turn.own) < 0
}

// count adds an option of a day, taken in a state, to the turn, by times.
func (g *Lagrangian) count(i, j int, state, option int32, by int64) {
	p, l := &g.lines[i], &g.part.Lines[i]
	s, d, opt := l.Shape, g.part.From+j, &l.Options[option]
	u := s.Machine.Steps[s.Machine.Class[d]][int(state)*s.Cells+int(opt.Cell)]
	g.turn.own += by * (opt.Energy + s.Energy[u.Effect])
	for _, t := range s.Touches[int(s.Class[d])*s.Cells+int(opt.Cell)] {
		g.turn.units[t.Counter] += by * (t.Amount / p.unit[t.Counter])
	}
	for _, a := range s.Machine.Effects[u.Effect].Adds {
		g.turn.units[a.Counter] += by * (a.Units / p.unit[a.Counter])
	}
}

// add adds days a..b-1 of a strand to the mix, times by.
func (g *Lagrangian) add(i int, t *strand, a, b int, by float64) {
	p, l := &g.lines[i], &g.part.Lines[i]
	g.turn.units, g.turn.own = grow(g.turn.units, len(p.unit)), 0
	clear(g.turn.units)
	for j := a; j < b; j++ {
		for _, k := range l.Options[t.picks[j]].Rows {
			g.terms[k].mean += by
		}
		g.count(i, j, t.at[j], t.picks[j], 1)
	}
	for c, n := range g.turn.units {
		g.terms[p.first+c].mean += by * float64(n)
	}
	g.own += by * float64(g.turn.own)
}
