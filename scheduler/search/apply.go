package search

// Apply carries a segment out.
func (s *State) Apply(g Segment) {
	p := s.p
	i, end := g.Staff, g.Day+len(g.To)
	con := &p.contracts[p.contractOf[i]]
	line := s.duty[i*p.Days : (i+1)*p.Days]
	for j, x := range g.To {
		s.set(i, g.Day+j, x)
	}
	for m := range con.machines {
		mach := &con.machines[m]
		at := (m*p.Staff + i) * p.Days
		q := s.mach[at+g.Day]
		for d := g.Day; d < p.Days; d++ {
			if d >= end && s.mach[at+d] == q {
				break
			}
			s.mach[at+d] = q
			t := mach.Steps[mach.Class[d]][int(q)*p.Cells+int(p.cellOf[line[d]])]
			q = t.Next
			old := s.eff[at+d]
			if t.Effect == old {
				continue
			}
			s.eff[at+d] = t.Effect
			s.score = s.score.Plus(mach.Effects[t.Effect].Score).Minus(mach.Effects[old].Score)
			for _, a := range mach.Effects[old].Adds {
				s.add(int32(a.Counter), -a.Units)
			}
			for _, a := range mach.Effects[t.Effect].Adds {
				s.add(int32(a.Counter), a.Units)
			}
		}
	}
	for _, k := range s.dirty {
		if v := s.delta[k]; v != 0 {
			s.total(i, int(k), v)
			s.delta[k] = 0
		}
	}
	s.dirty = s.dirty[:0]
	s.lineE[i] = s.lineEnergy(i)
}

// total adds v to a counter of a person.
func (s *State) total(i, k int, v int64) {
	p := s.p
	c := &p.contracts[p.contractOf[i]].counters[k]
	n := i*p.counters + k
	was := s.score
	s.score = [len(was)]int64{}
	c.rule.Price(s.totals[n], &s.score)
	s.score = was.Minus(s.score)
	s.totals[n] += v
	c.rule.Price(s.totals[n], &s.score)
	s.totalE[n] = c.cost.Price(s.totals[n])
}

// set changes one cell: its own price, the counters it touches, the rows.
func (s *State) set(i, d int, x Duty) {
	p := s.p
	con := &p.contracts[p.contractOf[i]]
	old := s.duty[i*p.Days+d]
	if old == x {
		return
	}
	s.score = s.score.Plus(p.dutyScore(i, d, x)).Minus(p.dutyScore(i, d, old))
	at := int(con.dayClass[d]) * p.Cells
	for _, t := range con.touches[at+int(p.cellOf[old])] {
		s.add(t.Counter, -t.Amount)
	}
	for _, t := range con.touches[at+int(p.cellOf[x])] {
		s.add(t.Counter, t.Amount)
	}
	s.rows = s.rows[:0]
	s.note(i, d, old, x)
	for _, c := range s.rows {
		if c.by == 0 {
			continue
		}
		r := &p.Model.Rows[c.row]
		was := s.score
		s.score = [len(was)]int64{}
		r.Price(int(s.counts[c.row]), &s.score)
		s.score = was.Minus(s.score)
		s.counts[c.row] += c.by
		r.Price(int(s.counts[c.row]), &s.score)
	}
	s.duty[i*p.Days+d] = x
}
