package nrptest

import "github.com/fairrota/fairrota/scheduler/nrp"

// choice draws up to three plans of up to three cells, which may name a day twice.
func (g *gen) choice(name string) nrp.Choice {
	c := nrp.Choice{Name: name}
	for range g.draw("plans", 1, nrp.MaxPlans) {
		var plan []nrp.PlanCell
		for range g.draw("plan cells", 1, 3) {
			plan = append(plan, nrp.PlanCell{Day: g.draw("plan day", 0, g.days()-1), Unwanted: g.set()})
		}
		c.Plans = append(c.Plans, plan)
		c.Else = append(c.Else, g.cost())
	}
	return c
}

// planned gives some people a request for each cell of their plans.
func (g *gen) planned() {
	for i := range g.in.Staff {
		choices := g.in.Contracts[g.in.Staff[i].Contract].Choices
		if len(choices) == 0 || !g.yes("asks for her plans", 2) {
			continue
		}
		for k := range choices {
			for p, cells := range choices[k].Plans {
				for _, x := range cells {
					g.in.Requests = append(g.in.Requests, nrp.Request{
						Staff: i, Day: x.Day, Unwanted: x.Unwanted, Cost: nrp.Cost{Level: nrp.LevelPreference}, Choice: k + 1, Plan: p + 1,
					})
				}
			}
		}
	}
}
