package search

// LineDelta returns the energy that a segment adds on its person's line, cover left
// out. The machines run from the segment's first day until, behind it, their state
// is the old one again: O(length + longest run) steps.
func (s *State) LineDelta(g Segment) int64 {
	p := s.p
	i, end := g.Staff, g.Day+len(g.To)
	con := &p.contracts[p.contractOf[i]]
	line := s.duty[i*p.Days : (i+1)*p.Days]
	var e int64
	for j, x := range g.To {
		d := g.Day + j
		old := line[d]
		if old == x {
			continue
		}
		e += p.dutyEnergy(i, d, x) - p.dutyEnergy(i, d, old)
		if p.cellOf[x] == p.cellOf[old] {
			continue
		}
		at := int(con.dayClass[d]) * p.Cells
		for _, t := range con.touches[at+int(p.cellOf[old])] {
			s.add(t.Counter, -t.Amount)
		}
		for _, t := range con.touches[at+int(p.cellOf[x])] {
			s.add(t.Counter, t.Amount)
		}
	}
	for m := range con.machines {
		mach := &con.machines[m]
		at := (m*p.Staff + i) * p.Days
		q := s.mach[at+g.Day]
		for d := g.Day; d < p.Days; d++ {
			x := line[d]
			if d < end {
				x = g.To[d-g.Day]
			} else if s.mach[at+d] == q {
				break
			}
			t := mach.Steps[mach.Class[d]][int(q)*p.Cells+int(p.cellOf[x])]
			q = t.Next
			old := s.eff[at+d]
			if t.Effect == old {
				continue
			}
			e += mach.energy[t.Effect] - mach.energy[old]
			if mach.adds[old] {
				for _, a := range mach.Effects[old].Adds {
					s.add(int32(a.Counter), -a.Units)
				}
			}
			if mach.adds[t.Effect] {
				for _, a := range mach.Effects[t.Effect].Adds {
					s.add(int32(a.Counter), a.Units)
				}
			}
		}
	}
	for _, k := range s.dirty {
		if v := s.delta[k]; v != 0 {
			n := i*p.counters + int(k)
			e += con.counters[k].cost.Price(s.totals[n]+v) - s.totalE[n]
			s.delta[k] = 0
		}
	}
	s.dirty = s.dirty[:0]
	return e
}

// add notes a change of a counter's total. A counter may be noted twice; its delta
// is cleared when first priced.
func (s *State) add(k int32, v int64) {
	if s.delta[k] == 0 {
		s.dirty = append(s.dirty, k)
	}
	s.delta[k] += v
}

// CoverDelta returns the energy that segments of distinct people over the same days
// add to the rows.
func (s *State) CoverDelta(segs ...Segment) int64 {
	p := s.p
	var e int64
	g := segs[0]
	for j := range g.To {
		d := g.Day + j
		s.rows = s.rows[:0]
		for _, h := range segs {
			s.note(h.Staff, d, s.duty[h.Staff*p.Days+d], h.To[j])
		}
		for _, c := range s.rows {
			if c.by != 0 {
				r, n := &p.rows[c.row], s.counts[c.row]
				e += r.energy(n+c.by) - r.energy(n)
			}
		}
	}
	return e
}

// note adds what one changed cell does to the counts.
func (s *State) note(i, d int, old, to Duty) {
	if old == to {
		return
	}
	for _, k := range s.p.rowsFor(d, old) {
		if s.p.rows[k].counts(i, s.p.cellOf[old]) {
			s.count(k, -1)
		}
	}
	for _, k := range s.p.rowsFor(d, to) {
		if s.p.rows[k].counts(i, s.p.cellOf[to]) {
			s.count(k, 1)
		}
	}
}

func (s *State) count(k, by int32) {
	for j := range s.rows {
		if s.rows[j].row == k {
			s.rows[j].by += by
			return
		}
	}
	s.rows = append(s.rows, rowChange{k, by})
}
