package fill

import "github.com/fairrota/fairrota/scheduler/nrp"

// growth is by how much each breach grows, in the order in which they were first seen.
type growth struct {
	by    map[nrp.Violation]int64
	order []nrp.Violation
}

func newGrowth() *growth { return &growth{by: map[nrp.Violation]int64{}} }

// add counts breaches times sign; those that cost nothing are watched only and left out.
func (g *growth) add(list []nrp.Violation, sign int64) {
	for _, v := range list {
		if v.Cost.Weight == 0 {
			continue
		}
		amount := v.Amount
		v.Amount = 0
		if _, seen := g.by[v]; !seen {
			g.order = append(g.order, v)
		}
		g.by[v] += sign * amount
	}
}

// join adds another growth to this one.
func (g *growth) join(o *growth) {
	for _, v := range o.order {
		with := v
		with.Amount = o.by[v]
		g.add([]nrp.Violation{with}, 1)
	}
}

// delta is what the growth does to the score.
func (g *growth) delta() nrp.Score {
	var s nrp.Score
	for v, n := range g.by {
		s.Add(v.Cost, n)
	}
	return s
}

// grown returns what has grown, with by how much as amount.
func (g *growth) grown() []nrp.Violation {
	var out []nrp.Violation
	for _, v := range g.order {
		if n := g.by[v]; n > 0 {
			v.Amount = n
			out = append(out, v)
		}
	}
	return out
}
