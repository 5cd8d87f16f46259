package stages

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// costs has see change each cost of an instance whose own lists of contracts it may overwrite;
// what the contracts, cover and requests hold is copied first. counter is the name of the counter
// that the cost is of, empty for others.
func costs(in *nrp.Instance, see func(c *nrp.Cost, counter string)) {
	in.Cover, in.Requests = slices.Clone(in.Cover), slices.Clone(in.Requests)
	for k := range in.Cover {
		c := &in.Cover[k]
		see(&c.MinCost, "")
		see(&c.PreferredCost, "")
		see(&c.MaxCost, "")
	}
	in.Links = slices.Clone(in.Links)
	for k := range in.Links {
		see(&in.Links[k].Cost, "")
	}
	for k := range in.Requests {
		see(&in.Requests[k].Cost, "")
	}
	for k := range in.Contracts {
		lineCosts(&in.Contracts[k], see)
	}
}

func lineCosts(c *nrp.Contract, see func(*nrp.Cost, string)) {
	see(&c.SkillCost, "")
	see(&c.UnavailableCost, "")
	see(&c.FixedCost, "")
	c.Successions = slices.Clone(c.Successions)
	for k := range c.Successions {
		see(&c.Successions[k].Cost, "")
	}
	c.Rests = slices.Clone(c.Rests)
	for k := range c.Rests {
		see(&c.Rests[k].Cost, "")
	}
	c.Respites = slices.Clone(c.Respites)
	for k := range c.Respites {
		see(&c.Respites[k].Cost, "")
	}
	c.Patterns = slices.Clone(c.Patterns)
	for k := range c.Patterns {
		see(&c.Patterns[k].Cost, "")
	}
	c.Stretches = slices.Clone(c.Stretches)
	for k := range c.Stretches {
		see(&c.Stretches[k].MinCost, "")
		see(&c.Stretches[k].MaxCost, "")
	}
	if c.Weekend != nil {
		w := *c.Weekend
		see(&w, "")
		c.Weekend = &w
	}
	c.Choices = slices.Clone(c.Choices)
	for k := range c.Choices {
		c.Choices[k].Else = slices.Clone(c.Choices[k].Else)
		for j := range c.Choices[k].Else {
			see(&c.Choices[k].Else[j], "")
		}
	}
	c.Counters = slices.Clone(c.Counters)
	for k := range c.Counters {
		n := &c.Counters[k]
		n.Under, n.Over = slices.Clone(n.Under), slices.Clone(n.Over)
		for j := range n.Under {
			see(&n.Under[j].Cost, n.Name)
		}
		for j := range n.Over {
			see(&n.Over[j].Cost, n.Name)
		}
	}
}
