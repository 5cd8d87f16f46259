package nrp

import "fmt"

// contract checks one contract; what it checks of sequences of cells is in sequences.
func (c *check) contract(path string, k *Contract) {
	c.cost(path+".skill_cost", k.SkillCost)
	c.cost(path+".unavailable_cost", k.UnavailableCost)
	c.cost(path+".fixed_cost", k.FixedCost)
	if k.Weekend != nil {
		c.cost(path+".weekend", *k.Weekend)
	}
	c.sequences(path, k)
	for i := range k.Respites {
		c.respite(fmt.Sprintf("%s.respites[%d]", path, i), &k.Respites[i])
	}
	for i := range k.Stretches {
		s, at := &k.Stretches[i], fmt.Sprintf("%s.stretches[%d]", path, i)
		c.set(at+".of", s.Of)
		c.within(at+".min", int64(s.Min), 0, MaxHistory)
		if s.Max != NoLimit {
			c.within(at+".max", int64(s.Max), int64(s.Min), MaxHistory)
		}
		c.cost(at+".min_cost", s.MinCost)
		c.cost(at+".max_cost", s.MaxCost)
	}
	for i := range k.Counters {
		at := fmt.Sprintf("%s.counters[%d]", path, i)
		c.counter(at, &k.Counters[i])
		if k.Counters[i].Charges != nil {
			for j, x := range k.Counters[i].Charges.Choices {
				c.index(fmt.Sprintf("%s.charges.choices[%d].choice", at, j), x.Choice, len(k.Choices), "the choices of the contract")
				c.within(fmt.Sprintf("%s.charges.choices[%d].amount", at, j), x.Amount, 0, MaxAmount)
			}
		}
	}
	c.choices(path, k.Choices)
}

func (c *check) sequences(path string, k *Contract) {
	for i := range k.Successions {
		s, at := &k.Successions[i], fmt.Sprintf("%s.successions[%d]", path, i)
		c.set(at+".from", s.From)
		c.set(at+".to", s.To)
		c.cost(at+".cost", s.Cost)
	}
	for i := range k.Rests {
		r, at := &k.Rests[i], fmt.Sprintf("%s.rests[%d]", path, i)
		c.within(at+".minutes", int64(r.Minutes), 1, 2880)
		c.within(at+".until", int64(r.Until), 0, int64(c.in.Horizon.Days))
		c.cost(at+".cost", r.Cost)
	}
	for i := range k.Patterns {
		p, at := &k.Patterns[i], fmt.Sprintf("%s.patterns[%d]", path, i)
		if len(p.Cells) < 1 || len(p.Cells) > MaxPattern {
			c.fail(at+".cells", "%d of them: give from 1 to %d", len(p.Cells), MaxPattern)
		}
		for j, set := range p.Cells {
			c.set(fmt.Sprintf("%s.cells[%d]", at, j), set)
		}
		c.weekdays(at+".end_weekdays", p.EndWeekdays)
		c.cost(at+".cost", p.Cost)
	}
}

func (c *check) counter(path string, k *Counter) {
	switch k.Kind {
	case CountAmounts:
		if k.Of != 0 {
			c.fail(path+".of", "it is for weekends only: give amounts instead")
		}
		if k.Amount != nil && len(k.Amount) != len(c.in.Shifts) {
			c.fail(path+".amount", "%d entries: give one for each of the %d shifts, or leave it out to count one each", len(k.Amount), len(c.in.Shifts))
		}
		for s, n := range k.Amount {
			c.within(fmt.Sprintf("%s.amount[%d]", path, s), n, 0, MaxAmount)
		}
	case CountWeekends:
		if k.Amount != nil {
			c.fail(path+".amount", "a weekend counts one: leave it out")
		}
		if k.Of != 0 {
			c.set(path+".of", k.Of)
		}
		if k.Of == OffCells {
			c.fail(path+".of", "a day off touches no weekend: name shifts, or leave it out for any shift")
		}
	case CountCharges:
		c.charges(path, k)
	default:
		c.fail(path+".kind", "%q: it must be %s, %s or %s", k.Kind, CountAmounts, CountWeekends, CountCharges)
	}
	if k.Charges != nil && k.Kind != CountCharges {
		c.fail(path+".charges", "it is for the kind %s only: leave it out", CountCharges)
	}
	if k.From != 0 || k.To != 0 {
		c.within(path+".from", int64(k.From), 0, int64(c.in.Horizon.Days)-1)
		c.within(path+".to", int64(k.To), int64(k.From)+1, int64(c.in.Horizon.Days))
	}
	c.weekdays(path+".weekdays", k.Weekdays)
	for i, knee := range k.Under {
		c.knee(fmt.Sprintf("%s.under[%d]", path, i), knee)
	}
	for i, knee := range k.Over {
		c.knee(fmt.Sprintf("%s.over[%d]", path, i), knee)
	}
}

// charges checks what is of the kind CountCharges only.
func (c *check) charges(path string, k *Counter) {
	if k.Amount != nil && len(k.Amount) != len(c.in.Shifts) {
		c.fail(path+".amount", "%d entries: give one for each of the %d shifts, or leave it out for none", len(k.Amount), len(c.in.Shifts))
	}
	for s, n := range k.Amount {
		c.within(fmt.Sprintf("%s.amount[%d]", path, s), n, 0, MaxAmount)
	}
	if k.Of != 0 {
		c.set(path+".of", k.Of)
	}
	if k.From != 0 || k.To != 0 || k.Weekdays != 0 {
		c.fail(path, "from, to and weekdays are not for the kind %s: leave them out", CountCharges)
	}
	if k.Charges == nil {
		c.fail(path+".charges", "there are none: give them, or use the kind %s", CountAmounts)
		return
	}
	c.within(path+".charges.weekend", k.Charges.Weekend, 0, MaxAmount)
	for i, x := range k.Charges.Cells {
		at := fmt.Sprintf("%s.charges.cells[%d]", path, i)
		c.index(at+".day", x.Day, c.in.Horizon.Days, "the days of the horizon")
		c.set(at+".cells", x.Cells)
		c.within(at+".amount", x.Amount, 0, MaxAmount)
	}
}

func (c *check) knee(path string, k Knee) {
	c.within(path+".at", k.At, -MaxAmount, MaxAmount)
	c.cost(path+".cost", k.Cost)
}
