package nrp

import "fmt"

// Choice is what one person asks for together: plans in the order of wish ("A, else B, else C"),
// each of them both or neither, so that it is kept only when all its cells are. One plan of several
// cells is a couple. A contract that has one is one person's. A choice costs nothing where its first
// plan is kept, else one unit of an entry of Else; other entries of the same choice cost nothing
// then. Requests that name a plan are its cells one by one: they cost what they say beside it, which
// is nothing where the choice alone is to count.
type Choice struct {
	Name string `json:"name,omitempty"`
	// Plans are 1 to MaxPlans; [plan][cell].
	Plans [][]PlanCell `json:"plans"`
	// Else[k] is paid where plan k+1 is the first that is kept, the last of them where none is; as
	// many as plans.
	Else []Cost `json:"else"`
}

// PlanCell is one day of a plan. It is kept where the day's cell is not in Unwanted, as a Request is met.
type PlanCell struct {
	Day      DayIdx  `json:"day"`
	Unwanted CellSet `json:"unwanted"`
}

// The largest sizes of choices: what a line has to remember doubles with each plan.
const (
	// MaxPlans is the number of plans of a choice: A, B and C.
	MaxPlans = 3
	// MaxChoices is the number of choices of a contract.
	MaxChoices = 3
)

// First returns the index of the first plan that a line keeps, len(Plans) where it keeps none. The
// line has all days of the horizon. O(cells).
func (c *Choice) First(line Line) int {
	for p, cells := range c.Plans {
		kept := true
		for _, x := range cells {
			kept = kept && !x.Unwanted.Has(line[x.Day].Shift)
		}
		if kept {
			return p
		}
	}
	return len(c.Plans)
}

// ChoiceOf returns the choice and the plan (from 0) that a request is a part of; nil where it stands
// by itself.
func (in *Instance) ChoiceOf(request int) (c *Choice, plan int) {
	q := &in.Requests[request]
	if q.Choice == 0 {
		return nil, 0
	}
	return &in.Contracts[in.Staff[q.Staff].Contract].Choices[q.Choice-1], q.Plan - 1
}

// SamePlan reports whether two requests are parts of one plan of one person, or one and the same request.
func (in *Instance) SamePlan(a, b int) bool {
	p, q := &in.Requests[a], &in.Requests[b]
	return a == b || p.Choice > 0 && p.Staff == q.Staff && p.Choice == q.Choice && p.Plan == q.Plan
}

// choices checks the choices of a contract.
func (c *check) choices(path string, list []Choice) {
	if len(list) > MaxChoices {
		c.fail(path+".choices", "%d of them: there may be %d", len(list), MaxChoices)
	}
	for i := range list {
		x, at := &list[i], fmt.Sprintf("%s.choices[%d]", path, i)
		if len(x.Plans) < 1 || len(x.Plans) > MaxPlans {
			c.fail(at+".plans", "%d of them: give from 1 to %d", len(x.Plans), MaxPlans)
		}
		if len(x.Else) != len(x.Plans) {
			c.fail(at+".else", "%d entries: give one for each of the %d plans", len(x.Else), len(x.Plans))
		}
		for k, cost := range x.Else {
			c.cost(fmt.Sprintf("%s.else[%d]", at, k), cost)
		}
		for p, cells := range x.Plans {
			if len(cells) == 0 {
				c.fail(fmt.Sprintf("%s.plans[%d]", at, p), "it has no cells: give some, or leave the plan out")
			}
			for k, y := range cells {
				cell := fmt.Sprintf("%s.plans[%d][%d]", at, p, k)
				c.index(cell+".day", y.Day, c.in.Horizon.Days, "the days of the horizon")
				c.set(cell+".unwanted", y.Unwanted)
			}
		}
	}
}

// planned checks that a request that names a plan is one of its cells.
func (c *check) planned(path string, r *Request) {
	if r.Choice == 0 && r.Plan == 0 {
		return
	}
	if r.Staff < 0 || r.Staff >= len(c.in.Staff) {
		return // said already
	}
	k := c.in.Staff[r.Staff].Contract
	if k < 0 || k >= len(c.in.Contracts) {
		return // said already
	}
	choices := c.in.Contracts[k].Choices
	if r.Choice < 1 || r.Choice > len(choices) {
		c.fail(path+".choice", "%d: the person's contract has %d choices, counted from 1; leave choice and plan out for a request by itself", r.Choice, len(choices))
		return
	}
	plans := choices[r.Choice-1].Plans
	if r.Plan < 1 || r.Plan > len(plans) {
		c.fail(path+".plan", "%d: the choice has %d plans, counted from 1", r.Plan, len(plans))
		return
	}
	for _, x := range plans[r.Plan-1] {
		if x.Day == r.Day && x.Unwanted == r.Unwanted {
			return
		}
	}
	c.fail(path+".plan", "the plan has no cell on day %d with these unwanted cells: make them alike", r.Day)
}

// Unmet returns the requests that a line of a person does not meet, as they are counted: those by
// themselves one by one, and for each choice of which no plan is kept the first of its requests. The
// line has all days of the horizon. O(requests).
func (in *Instance) Unmet(i StaffIdx, line Line) []int {
	var out []int
	var had [MaxChoices + 1]bool
	for k := range in.Requests {
		q := &in.Requests[k]
		if q.Staff != i {
			continue
		}
		if c, _ := in.ChoiceOf(k); c != nil {
			if !had[q.Choice] && c.First(line) == len(c.Plans) {
				out = append(out, k)
			}
			had[q.Choice] = true
			continue
		}
		if q.Unwanted.Has(line[q.Day].Shift) {
			out = append(out, k)
		}
	}
	return out
}
