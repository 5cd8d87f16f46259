package explain

import "github.com/fairrota/fairrota/scheduler/nrp"

// part is some people's share of an instance: everybody else keeps their line, and cover
// asks for what these leave open. Scores of the part and of the whole differ by a constant.
type part struct {
	in *nrp.Instance
	// people are the indices in the whole; [staff of the part].
	people []nrp.StaffIdx
}

// partOf derives the part of the people, ascending, of an instance whose other lines are
// as in r. counts tells whether a duty of a person counts for a cover row. Rows whose shift
// cannot be handed out are left out: nobody's lawful line changes them but by fixed cells.
// O(instance + rows x staff).
func partOf(in *nrp.Instance, r nrp.Roster, people []nrp.StaffIdx) *part {
	index := make(map[nrp.StaffIdx]int, len(people))
	out := *in
	out.Staff = nil
	for n, i := range people {
		index[i] = n
		out.Staff = append(out.Staff, in.Staff[i])
	}
	out.Requests, out.Unavailable, out.Fixed = nil, nil, nil
	for _, q := range in.Requests {
		if n, ok := index[q.Staff]; ok {
			q.Staff = n
			out.Requests = append(out.Requests, q)
		}
	}
	for _, u := range in.Unavailable {
		if n, ok := index[u.Staff]; ok {
			u.Staff = n
			out.Unavailable = append(out.Unavailable, u)
		}
	}
	for _, f := range in.Fixed {
		if n, ok := index[f.Staff]; ok {
			f.Staff = n
			out.Fixed = append(out.Fixed, f)
		}
	}
	out.Cover = make([]nrp.Cover, 0, len(in.Cover))
	for _, c := range in.Cover {
		have := 0
		for i := range in.Staff {
			if _, in2 := index[i]; !in2 && countsFor(in, &c, i, r[i][c.Day]) {
				have++
			}
		}
		c.Min, c.Preferred = max(0, c.Min-have), max(0, c.Preferred-have)
		if c.Max != nrp.NoLimit {
			c.Max = max(0, c.Max-have)
		}
		c.Except = within(c.Except, index)
		out.Cover = append(out.Cover, c)
	}
	out.Links = linksOf(in, r, index)
	return &part{in: &out, people: people}
}

// countsFor reports whether what a person does on the row's day counts for the row.
func countsFor(in *nrp.Instance, c *nrp.Cover, i nrp.StaffIdx, a nrp.Assignment) bool {
	switch {
	case a.Shift != c.Shift || c.Excepts(i):
		return false
	case c.Held:
		return in.Staff[i].Holds(c.Skill, c.Day)
	}
	return c.Skill == nrp.NoSkill || c.Skill == a.Skill
}

// lines returns the part's lines of a roster of the whole.
func (p *part) lines(r nrp.Roster) nrp.Roster {
	out := make(nrp.Roster, len(p.people))
	for n, i := range p.people {
		out[n] = r[i]
	}
	return out.Clone()
}

// with returns a copy of a roster of the whole with the part's lines put in.
func (p *part) with(r, lines nrp.Roster) nrp.Roster {
	out := r.Clone()
	for n, i := range p.people {
		copy(out[i], lines[n])
	}
	return out
}
