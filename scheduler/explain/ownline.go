package explain

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// ownLine looks whether the person's own line can hold a request at all, whatever
// everybody else does, and keeps the explanation if not. Three things say that it cannot: no
// shift on the ward would meet it; each cell that would is forbidden; or the line alone,
// solved with the cell forced and all else free, breaks more of the law than the roster
// at hand does.
func (e *reasoner) ownLine(request int) error {
	if e.own[request] != nil {
		return nil
	}
	q := &e.in.Requests[request]
	to, ok := e.cheapest(q)
	if !ok {
		e.own[request] = e.forbidden(request)
		return nil
	}
	if at := e.stuck(request); at >= 0 {
		why := e.forbidden(at)
		why.Request = request
		e.own[request] = why
		return nil
	}
	line := append(nrp.Line(nil), e.roster[q.Staff]...)
	line[q.Day] = to
	bans := e.bansOf(request)
	if len(bans) == 1 && e.m.LineScore(q.Staff, line)[nrp.LevelHard] == 0 {
		return nil
	}
	for k := range bans {
		bans[k].staff = 0
	}
	bound, alone, err := e.alone(q.Staff, bans...)
	if err != nil {
		return err
	}
	least := bound
	if e.score[nrp.LevelHard] > 0 {
		rest, err := e.others(q.Staff)
		if err != nil {
			return err
		}
		least += rest
	}
	if least <= e.score[nrp.LevelHard] {
		return nil
	}
	why := &Explanation{Request: request, Proof: Proved, Level: nrp.LevelHard, Clash: []Duty{}, Because: e.hardOf(q.Staff, alone)}
	why.Cost[nrp.LevelHard] = least - e.score[nrp.LevelHard]
	why.Code = e.codeOf(q.Staff, why)
	why.Clash = e.clash(q.Staff, alone, why.Because)
	e.own[request] = why
	return nil
}

// forbidden explains a request of which every cell is forbidden to the person, or which
// no shift on the ward would meet.
func (e *reasoner) forbidden(request int) *Explanation {
	q := &e.in.Requests[request]
	why := &Explanation{Request: request, Code: CodeData, Proof: Proved, Level: nrp.LevelHard, Clash: []Duty{}, Because: []nrp.Violation{}}
	list := ways(e.in, q)
	if len(list) == 0 {
		return why
	}
	line := append(nrp.Line(nil), e.roster[q.Staff]...)
	line[q.Day] = list[0]
	for _, v := range e.hardOf(q.Staff, line) {
		switch v.Rule { //nolint:exhaustive // the others are not about one cell alone
		case nrp.RuleUnavailable, nrp.RuleFixed, nrp.RuleSkill:
			if v.Day == q.Day {
				why.Because = append(why.Because, v)
				why.Cost.Add(v.Cost, v.Amount)
			}
		}
	}
	why.Code = e.codeOf(q.Staff, why)
	return why
}

// hardOf returns the breaches of the law in a line.
func (e *reasoner) hardOf(i nrp.StaffIdx, line nrp.Line) []nrp.Violation {
	return worse(e.m.LineViolations(i, line, nil), nil, nrp.LevelHard)
}

// others returns a lower bound of what everybody else's lines alone cost at the hard level.
func (e *reasoner) others(but nrp.StaffIdx) (int64, error) {
	sum := int64(0)
	for i := range e.in.Staff {
		if i == but {
			continue
		}
		if _, ok := e.leastHard[i]; !ok {
			bound, _, err := e.alone(i)
			if err != nil {
				return 0, err
			}
			e.leastHard[i] = bound
		}
		sum += e.leastHard[i]
	}
	return sum, nil
}

// ownSteps bounds the solve of one line.
const ownSteps = 200_000

// alone solves one person's line without cover and links at the hard level only, with some cells
// forbidden, and returns a bound of what it costs there and the best line found.
func (e *reasoner) alone(i nrp.StaffIdx, bans ...ban) (int64, nrp.Line, error) {
	p := partOf(e.in, e.roster, []nrp.StaffIdx{i})
	in := hardOnly(forced(p.in, bans...))
	in.Cover, in.Links = nil, nil
	res, err := scheduler.Solve(e.ctx, in, scheduler.Options{Seed: e.opt.Seed, StepLimit: ownSteps})
	if err != nil {
		return 0, nil, fmt.Errorf("solve one line: %w", err)
	}
	e.budget.spend(p.in, res.Steps)
	bound := int64(0)
	if res.Bound != nil {
		bound = res.Bound[nrp.LevelHard]
	}
	return bound, res.Roster[0], nil
}

// hardOnly returns an instance in which only the hard level costs anything.
func hardOnly(in *nrp.Instance) *nrp.Instance {
	out := *in
	drop := func(c *nrp.Cost) {
		if c.Level != nrp.LevelHard {
			c.Weight = 0
		}
	}
	out.Contracts = nil
	for _, c := range in.Contracts {
		out.Contracts = append(out.Contracts, onlyHard(c, drop))
	}
	out.Requests = nil
	for _, q := range in.Requests {
		drop(&q.Cost)
		out.Requests = append(out.Requests, q)
	}
	return &out
}

// onlyHard returns a copy of a contract whose costs have gone through drop.
func onlyHard(c nrp.Contract, drop func(*nrp.Cost)) nrp.Contract {
	drop(&c.SkillCost)
	drop(&c.UnavailableCost)
	drop(&c.FixedCost)
	c.Successions = append([]nrp.Succession(nil), c.Successions...)
	for k := range c.Successions {
		drop(&c.Successions[k].Cost)
	}
	c.Rests = append([]nrp.Rest(nil), c.Rests...)
	for k := range c.Rests {
		drop(&c.Rests[k].Cost)
	}
	c.Respites = append([]nrp.Respite(nil), c.Respites...)
	for k := range c.Respites {
		drop(&c.Respites[k].Cost)
	}
	c.Patterns = append([]nrp.Pattern(nil), c.Patterns...)
	for k := range c.Patterns {
		drop(&c.Patterns[k].Cost)
	}
	c.Stretches = append([]nrp.Stretch(nil), c.Stretches...)
	for k := range c.Stretches {
		drop(&c.Stretches[k].MinCost)
		drop(&c.Stretches[k].MaxCost)
	}
	if c.Weekend != nil {
		w := *c.Weekend
		drop(&w)
		c.Weekend = &w
	}
	c.Choices = append([]nrp.Choice(nil), c.Choices...)
	for k := range c.Choices {
		c.Choices[k].Else = append([]nrp.Cost(nil), c.Choices[k].Else...)
		for j := range c.Choices[k].Else {
			drop(&c.Choices[k].Else[j])
		}
	}
	c.Counters = append([]nrp.Counter(nil), c.Counters...)
	for k := range c.Counters {
		c.Counters[k].Under = knees(c.Counters[k].Under, drop)
		c.Counters[k].Over = knees(c.Counters[k].Over, drop)
	}
	return c
}

func knees(in []nrp.Knee, drop func(*nrp.Cost)) []nrp.Knee {
	out := append([]nrp.Knee(nil), in...)
	for k := range out {
		drop(&out[k].Cost)
	}
	return out
}

// restReach is how many days back a shift can lie after which a rest is too short.
const restReach = 6

// clash names the shifts of a line that break a rule about two days together, for the
// gravest of the breaches.
func (e *reasoner) clash(i nrp.StaffIdx, line nrp.Line, because []nrp.Violation) []Duty {
	out := []Duty{}
	if len(because) == 0 || because[0].Day < 0 {
		return out
	}
	at := func(d nrp.DayIdx) nrp.ShiftIdx {
		past := e.in.Staff[i].History.Line
		switch {
		case d >= 0:
			return line[d].Shift
		case len(past)+d >= 0:
			return past[len(past)+d]
		}
		return nrp.NoShift
	}
	last := because[0].Day
	switch because[0].Rule { //nolint:exhaustive // the others are not about two shifts
	case nrp.RuleSuccession:
		out = append(out, Duty{last - 1, at(last - 1)}, Duty{last, at(last)})
	case nrp.RuleRest:
		// Days off may lie between: the shift before them, as far back as a rest can reach.
		d := last - 1
		for d > last-restReach && at(d) == nrp.NoShift {
			d--
		}
		out = append(out, Duty{d, at(d)}, Duty{last, at(last)})
	case nrp.RulePattern:
		// What came before the days off, and what came after too few of them.
		d := last - 1
		for d > last-nrp.MaxPattern && at(d) == nrp.NoShift {
			d--
		}
		out = append(out, Duty{d, at(d)}, Duty{last, at(last)})
	}
	for _, x := range out {
		if x.Shift == nrp.NoShift {
			return []Duty{}
		}
	}
	return out
}
