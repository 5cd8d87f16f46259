package verify

import "github.com/fairrota/fairrota/scheduler/nrp"

// choices: of several plans the first that is kept counts, and a plan is kept only where every one of
// its days is as asked for. The first plan is free; another costs what stands for it, none what stands
// last, on the last day that any of the plans names.
func (p *person) choices(f *findings) {
	for k := range p.contract.Choices {
		c := &p.contract.Choices[k]
		kept, last := -1, nrp.DayIdx(0)
		for n := len(c.Plans) - 1; n >= 0; n-- {
			if p.keeps(c.Plans[n]) {
				kept = n
			}
			for _, cell := range c.Plans[n] {
				last = max(last, cell.Day)
			}
		}
		switch kept {
		case 0:
		case -1:
			f.add(p.breach(nrp.RuleChoice, c.Name, last), 1, c.Else[len(c.Else)-1])
		default:
			f.add(p.breach(nrp.RuleChoice, c.Name, last), 1, c.Else[kept-1])
		}
	}
}

// keeps reports whether no day of a plan holds what the plan does not want there.
func (p *person) keeps(plan []nrp.PlanCell) bool {
	for _, cell := range plan {
		if in(cell.Unwanted, p.shift(cell.Day)) {
			return false
		}
	}
	return true
}

// keepsAny reports whether any plan of a choice is kept.
func (p *person) keepsAny(c *nrp.Choice) bool {
	for _, plan := range c.Plans {
		if p.keeps(plan) {
			return true
		}
	}
	return false
}
