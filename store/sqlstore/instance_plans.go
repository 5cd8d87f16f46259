package sqlstore

import (
	"fmt"
	"maps"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// plannedRequests are the requests that belong to choices.
type plannedRequests map[nrp.StaffIdx]map[int]map[store.PlanName][]int // [staff][choice][plan]

func (r plannedRequests) add(i nrp.StaffIdx, p *store.Preference, request int) {
	if p.Choice == 0 {
		return
	}
	if r[i] == nil {
		r[i] = map[int]map[store.PlanName][]int{}
	}
	if r[i][p.Choice] == nil {
		r[i][p.Choice] = map[store.PlanName][]int{}
	}
	r[i][p.Choice][p.Plan] = append(r[i][p.Choice][p.Plan], request)
}

// choices gives people who have plans a contract of their own that has them. Their requests then cost
// nothing beside it. What is left of a choice as a single request stays one by itself.
func (b *problemBuilder) choices(planned plannedRequests) {
	for _, i := range slices.Sorted(maps.Keys(planned)) {
		var choices []nrp.Choice
		for _, k := range slices.Sorted(maps.Keys(planned[i])) {
			plans := planned[i][k]
			names := slices.Sorted(maps.Keys(plans))
			if len(names) == 1 && len(plans[names[0]]) == 1 {
				continue
			}
			choices = append(choices, b.choice(len(choices)+1, names, plans))
		}
		if choices == nil {
			continue
		}
		of := b.inst.Staff[i].Contract
		c := b.inst.Contracts[of]
		c.ID, c.Choices = fmt.Sprintf("%s; plans of %s", c.ID, b.inst.Staff[i].ID), choices
		b.inst.Staff[i].Contract = len(b.inst.Contracts)
		b.inst.Contracts = append(b.inst.Contracts, c)
		b.contract, b.rules = append(b.contract, b.contract[of]), append(b.rules, b.rules[of])
	}
}

// choice makes a choice of its requests. Of n plans the second costs one n-th of what keeping none
// does, the third two n-ths, rounded down: prices.divide has made all of them at least 1 where keeping
// none costs anything, and different.
func (b *problemBuilder) choice(number int, names []store.PlanName, plans map[store.PlanName][]int) nrp.Choice {
	c := nrp.Choice{Name: fmt.Sprintf("choice %d", number)}
	var price nrp.Cost
	for p, name := range names {
		var cells []nrp.PlanCell
		for _, k := range plans[name] {
			q := &b.inst.Requests[k]
			cells = append(cells, nrp.PlanCell{Day: q.Day, Unwanted: q.Unwanted})
			price = q.Cost // the same for all of a choice, see store.Weights
			q.Cost.Weight, q.Choice, q.Plan = 0, number, p+1
		}
		c.Plans = append(c.Plans, cells)
	}
	for p := range names {
		c.Else = append(c.Else, nrp.Cost{Level: price.Level, Weight: price.Weight * int64(p+1) / int64(len(names))})
	}
	return c
}
