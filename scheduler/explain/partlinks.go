package explain

import "github.com/fairrota/fairrota/scheduler/nrp"

// within returns those of some people who are in the part, by their indices there. Both lists
// ascend.
func within(people []nrp.StaffIdx, index map[nrp.StaffIdx]int) []nrp.StaffIdx {
	var out []nrp.StaffIdx
	for _, i := range people {
		if n, ok := index[i]; ok {
			out = append(out, n)
		}
	}
	return out
}

// linksOf returns what the links of the whole ask of the part's people beside what everybody
// else does. Links that nobody of the part can change are left out.
func linksOf(in *nrp.Instance, r nrp.Roster, index map[nrp.StaffIdx]int) []nrp.Link {
	var out []nrp.Link
	for _, l := range in.Links {
		members := l.Members
		l.Members = nil
		for _, m := range members {
			if n, ok := index[m.Staff]; ok {
				l.Members = append(l.Members, nrp.Member{Staff: n, Cells: m.Cells})
			} else if m.Cells.Has(r[m.Staff][l.Day].Shift) {
				l.Least--
			}
		}
		// What exceeds the members of the part is missing whatever they do.
		if l.Least = min(l.Least, len(l.Members)); l.Least > 0 {
			out = append(out, l)
		}
	}
	return out
}
