package nrptest

import (
	"strconv"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// contract draws a contract with up to two rules of each kind, named by their number.
func (g *gen) contract(i int) nrp.Contract {
	c := nrp.Contract{ID: "contract" + strconv.Itoa(i), SkillCost: g.cost(), UnavailableCost: g.cost(), FixedCost: g.cost()}
	for range g.draw("successions", 0, 2) {
		c.Successions = append(c.Successions, nrp.Succession{
			Name: "succession" + strconv.Itoa(len(c.Successions)), From: g.set(), To: g.set(), Cost: g.cost(),
		})
	}
	for range g.draw("rests", 0, 1) {
		r := nrp.Rest{Name: "rest", Minutes: 60 * g.draw("rest hours", 1, 48), Cost: g.cost()}
		if g.yes("rest until", 4) {
			r.Until = g.draw("rest until day", 1, g.days())
		}
		c.Rests = append(c.Rests, r)
	}
	for range g.draw("respites", 0, 3) / 2 {
		c.Respites = append(c.Respites, g.respite("respite"+strconv.Itoa(len(c.Respites))))
	}
	for range g.draw("patterns", 0, 2) {
		p := nrp.Pattern{Name: "pattern" + strconv.Itoa(len(c.Patterns)), Cost: g.cost()}
		for range g.draw("pattern cells", 1, 4) {
			p.Cells = append(p.Cells, g.set())
		}
		if g.yes("pattern weekdays", 3) {
			p.EndWeekdays = uint8(g.draw("weekdays", 1, 127))
		}
		c.Patterns = append(c.Patterns, p)
	}
	for range g.draw("stretches", 0, 2) {
		s := nrp.Stretch{
			Name: "stretch" + strconv.Itoa(len(c.Stretches)), Of: g.set(),
			Min: g.draw("min run", 0, 4), MinCost: g.cost(), Max: nrp.NoLimit, MaxCost: g.cost(),
		}
		if g.yes("max run", 2) {
			s.Max = s.Min + g.draw("max run above", 0, 3)
		}
		c.Stretches = append(c.Stretches, s)
	}
	if g.yes("complete weekends", 2) {
		cost := g.cost()
		c.Weekend = &cost
	}
	for range g.draw("choices", 0, 3) / 2 {
		c.Choices = append(c.Choices, g.choice("choice"+strconv.Itoa(len(c.Choices))))
	}
	for range g.draw("counters", 0, 3) {
		c.Counters = append(c.Counters, g.counter("counter"+strconv.Itoa(len(c.Counters))))
	}
	return c
}

func (g *gen) counter(name string) nrp.Counter {
	c := nrp.Counter{Name: name, Kind: nrp.CountAmounts}
	switch {
	case g.yes("weekends", 2):
		c.Kind = nrp.CountWeekends
		if g.yes("weekends of", 2) {
			if c.Of = g.set(); c.Of == nrp.OffCells {
				c.Of = 0
			}
		}
	case g.yes("amounts", 2):
		for range g.in.Shifts {
			c.Amount = append(c.Amount, int64(g.draw("amount", 0, 3)))
		}
	}
	if g.yes("window", 3) {
		c.From = g.draw("from", 0, g.days()-1)
		c.To = g.draw("to", c.From+1, g.days())
	}
	if g.yes("counter weekdays", 3) {
		c.Weekdays = uint8(g.draw("weekdays", 1, 127))
	}
	for range g.draw("under", 0, 2) {
		c.Under = append(c.Under, nrp.Knee{At: int64(g.draw("at", -1, 8)), Cost: g.cost()})
	}
	for range g.draw("over", 0, 2) {
		c.Over = append(c.Over, nrp.Knee{At: int64(g.draw("at", -1, 8)), Cost: g.cost()})
	}
	return c
}

// respite draws one or more rests in a period, with work after the horizon now and then.
func (g *gen) respite(name string) nrp.Respite {
	r := nrp.Respite{Name: name, Cost: g.cost(), Span: g.draw("span", 1, 15), Repeats: g.yes("repeats", 2)}
	r.From = g.draw("first day of a period", -2*r.Span, g.days()+1)
	r.Times = g.draw("rests", 1, min(3, r.Span))
	r.Minutes = 60 * g.draw("hours of a rest", 1, min(22*r.Span/r.Times, 60, nrp.MaxRespite/60/r.Times))
	start := g.in.Horizon.Midnight(g.days())
	for range g.draw("work ahead", 0, 3) / 2 {
		start += 60 * g.draw("hours to work ahead", 0, 40)
		r.Ahead = append(r.Ahead, nrp.Busy{Start: start, End: start + 60*g.draw("hours ahead", 1, 14)})
	}
	return r
}
