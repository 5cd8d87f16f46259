package verify

import "github.com/fairrota/fairrota/scheduler/nrp"

// Weekdays as nrp.Horizon numbers them.
const (
	saturday = 5
	sunday   = 6
)

// weekends: a weekend of which both days are in the horizon and exactly one is worked.
func (p *person) weekends(f *findings) {
	if p.contract.Weekend == nil {
		return
	}
	for d := 1; d < len(p.line); d++ {
		if p.inst.Horizon.Weekday(d) != sunday {
			continue
		}
		worksSaturday, worksSunday := p.shift(d-1) != nrp.NoShift, p.shift(d) != nrp.NoShift
		if worksSaturday != worksSunday {
			f.add(p.breach(nrp.RuleWeekend, "", d), 1, *p.contract.Weekend)
		}
	}
}

// counters: what each total is short of its Under bends and beyond its Over bends.
func (p *person) counters(f *findings) {
	for k := range p.contract.Counters {
		c := &p.contract.Counters[k]
		var total int64
		if p.staff.CounterBase != nil {
			total = p.staff.CounterBase[k]
		}
		switch c.Kind {
		case nrp.CountAmounts:
			total += p.amounts(c)
		case nrp.CountWeekends:
			total += p.touched(c)
		case nrp.CountCharges:
			total += p.charged(c)
		}
		for _, knee := range c.Under {
			f.add(p.breach(nrp.RuleCounter, c.Name, -1), knee.At-total, knee.Cost)
		}
		for _, knee := range c.Over {
			f.add(p.breach(nrp.RuleCounter, c.Name, -1), total-knee.At, knee.Cost)
		}
	}
}

// counts reports whether a day is one of those that a counter looks at.
func (p *person) counts(c *nrp.Counter, d nrp.DayIdx) bool {
	if c.From != 0 || c.To != 0 {
		if d < c.From || d >= c.To {
			return false
		}
	}
	return c.Weekdays == 0 || c.Weekdays&(1<<uint(p.inst.Horizon.Weekday(d))) != 0
}

// amounts adds up what each day worked adds.
func (p *person) amounts(c *nrp.Counter) int64 {
	var sum int64
	for d := range p.line {
		s := p.shift(d)
		if s == nrp.NoShift || !p.counts(c, d) {
			continue
		}
		if c.Amount == nil {
			sum++
		} else {
			sum += c.Amount[s]
		}
	}
	return sum
}

// charged adds up what duties, weekends with work, the cells of charges and choices not kept add.
func (p *person) charged(c *nrp.Counter) int64 {
	sum := p.touched(&nrp.Counter{Of: c.Of}) * c.Charges.Weekend
	if c.Amount != nil {
		sum += p.amounts(c)
	}
	for _, x := range c.Charges.Cells {
		if in(x.Cells, p.shift(x.Day)) {
			sum += x.Amount
		}
	}
	for _, x := range c.Charges.Choices {
		if !p.keepsAny(&p.contract.Choices[x.Choice]) {
			sum += x.Amount
		}
	}
	return sum
}

// touched counts the weekends with a day worked that the counter looks at. The Sunday
// of day 0 and the Saturday of the last day are weekends of one day.
func (p *person) touched(c *nrp.Counter) int64 {
	works := func(d nrp.DayIdx) bool {
		if d < 0 || d >= len(p.line) || !p.counts(c, d) {
			return false
		}
		s := p.shift(d)
		return s != nrp.NoShift && (c.Of == 0 || in(c.Of, s))
	}
	var n int64
	for d := -1; d < len(p.line); d++ {
		if p.inst.Horizon.Weekday(d) == saturday && (works(d) || works(d+1)) {
			n++
		}
	}
	return n
}
