package nhs

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// planShapes are choices by how many asks each plan has: both or neither, A or else B, and so on; the last
// one is what is left of a choice when the other asks are withdrawn.
var planShapes = [][]int{{2}, {1, 1}, {2, 1}, {1, 1, 1}, {2, 2, 1}, {3}, {1}}

// plans makes choices of what some people ask for: of a weekend for whoever has neither of its days yet, and
// of asks that they have.
func (d *drawing) plans() {
	for i := range d.People {
		if d.more.IntN(100) >= d.k.plans {
			continue
		}
		choice := 0
		if d.more.IntN(2) == 0 && d.weekend(i) {
			choice++
		}
		var free []int
		for k := range d.Asks {
			if d.Asks[k].Person == i && d.Asks[k].Choice == 0 {
				free = append(free, k)
			}
		}
		d.more.Shuffle(len(free), func(x, y int) { free[x], free[y] = free[y], free[x] })
		for choice < nrp.MaxChoices && len(free) > 0 && d.more.IntN(3) > 0 {
			choice++
			skip := d.more.IntN(8) / 7 // what is left of a choice may have no plan A
			for plan, n := range planShapes[d.more.IntN(len(planShapes))] {
				n = min(n, len(free))
				for _, k := range free[:n] {
					d.Asks[k].Choice, d.Asks[k].Plan = choice, min(plan+1+skip, nrp.MaxPlans)
				}
				free = free[n:]
			}
		}
	}
}

// weekend has somebody ask for both days of a weekend off, or neither, as a first choice.
func (d *drawing) weekend(person int) bool {
	saturday := d.First.Monday() + Day(7*d.more.IntN(d.Weeks)+5)
	for day := saturday; day <= saturday+1; day++ {
		taken := slices.ContainsFunc(d.Asks, func(a Ask) bool { return a.Person == person && a.Day == day })
		if taken || day < d.First || day > d.Last() || !d.there(person, day) {
			return false
		}
	}
	strength := 1 + d.more.IntN(3)
	for day := saturday; day <= saturday+1; day++ {
		d.Asks = append(d.Asks, Ask{Person: person, Day: day, Kind: "day_off", Shift: -1, Strength: strength, Choice: 1, Plan: 1})
	}
	return true
}

// choices gives each person who has plans a contract with them, whose requests then cost nothing by
// themselves. A choice of one ask is an ask like any other.
func (h *horizon) choices(plan map[int]Ask) {
	for k, i := range h.people {
		var choices []nrp.Choice
		for number := 1; number <= nrp.MaxChoices; number++ {
			var of []int
			for r := range h.in.Requests {
				if a := plan[r]; h.in.Requests[r].Staff == k && a.Choice == number {
					of = append(of, r)
				}
			}
			if len(of) > 1 {
				choices = append(choices, h.choice(len(choices)+1, of, plan))
			}
		}
		if choices != nil {
			own := h.in.Contracts[h.in.Staff[k].Contract]
			own.ID, own.Choices = fmt.Sprintf("%s; plans of %s", own.ID, h.w.People[i].Number), choices
			h.in.Staff[k].Contract = len(h.in.Contracts)
			h.in.Contracts = append(h.in.Contracts, own)
		}
	}
}

// choice puts requests together to plans in the order of wish. Of n plans the second costs an n-th of what
// keeping none does, and the third two.
func (h *horizon) choice(number int, requests []int, plan map[int]Ask) nrp.Choice {
	out := nrp.Choice{Name: fmt.Sprintf("choice %d", number)}
	none := h.in.Requests[requests[0]].Cost
	for p := 1; p <= nrp.MaxPlans; p++ {
		var cells []nrp.PlanCell
		for _, r := range requests {
			if q := &h.in.Requests[r]; plan[r].Plan == p {
				cells = append(cells, nrp.PlanCell{Day: q.Day, Unwanted: q.Unwanted})
				q.Cost.Weight, q.Choice, q.Plan = 0, number, len(out.Plans)+1
			}
		}
		if cells != nil {
			out.Plans = append(out.Plans, cells)
		}
	}
	for p := range out.Plans {
		out.Else = append(out.Else, nrp.Cost{Level: none.Level, Weight: none.Weight * int64(p+1) / int64(len(out.Plans))})
	}
	return out
}

// weigh returns what refusing an ask costs, of a choice as much as the strongest of its asks. Where anybody
// has a plan B all prices are three times as high, so that its part of one is a whole number.
func weigh(a Ask, asks []Ask) int64 {
	strength, token, scale := a.Strength, a.Token, int64(1)
	for _, o := range asks {
		if a.Choice > 0 && o.Person == a.Person && o.Choice == a.Choice {
			strength, token = max(strength, o.Strength), token || o.Token
		}
		if o.Plan > 1 {
			scale = nrp.MaxPlans
		}
	}
	if token {
		return tokenFactor * strengths[len(strengths)-1] * scale
	}
	return strengths[strength-1] * scale
}
