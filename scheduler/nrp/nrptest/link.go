package nrptest

import "github.com/fairrota/fairrota/scheduler/nrp"

// link draws a rule between some people, the one whom it is about any of them.
func (g *gen) link() nrp.Link {
	l := nrp.Link{Name: []string{"", "named"}[g.draw("link name", 0, 1)], Day: g.draw("link day", 0, g.days()-1), Cost: g.cost()}
	people := g.people()
	first := g.draw("link about", 0, len(people)-1)
	people[0], people[first] = people[first], people[0]
	for _, i := range people {
		l.Members = append(l.Members, nrp.Member{Staff: i, Cells: g.set()})
	}
	l.Least = g.draw("link least", 1, len(people))
	return l
}

// people draws some people, one at least, ascending.
func (g *gen) people() []nrp.StaffIdx {
	of := g.draw("people", 1, 1<<len(g.in.Staff)-1)
	var out []nrp.StaffIdx
	for i := range g.in.Staff {
		if of>>i&1 == 1 {
			out = append(out, i)
		}
	}
	return out
}
