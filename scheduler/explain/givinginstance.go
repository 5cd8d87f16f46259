package explain

import "github.com/fairrota/fairrota/scheduler/nrp"

// derive makes the instance in which things may give: the law stays at the hard level, minimum
// cover comes next, then one unit for each thing; at the last level nobody is put on a shift
// beyond its minimum. All else costs nothing.
func (g *giver) derive() *nrp.Instance {
	out := *g.in
	out.Contracts = make([]nrp.Contract, len(g.in.Contracts))
	for i := range g.in.Contracts {
		out.Contracts[i] = g.contract(&g.in.Contracts[i])
	}
	out.Cover = make([]nrp.Cover, len(g.in.Cover))
	for i, c := range g.in.Cover {
		if c.MinCost.Level > nrp.LevelCover {
			c.Min, c.MinCost.Weight = 0, 0
		}
		c.MinCost.Level = nrp.LevelCover
		c.Preferred, c.Max = c.Min, c.Min
		c.PreferredCost, c.MaxCost = nrp.Cost{Level: nrp.LevelRest}, nrp.Cost{Level: nrp.LevelRest, Weight: 1}
		out.Cover[i] = c
	}
	out.Links = append([]nrp.Link(nil), g.in.Links...)
	for i := range out.Links {
		g.mayGive(&out.Links[i].Cost, g.unit)
	}
	g.asks(&out)
	g.fixed(&out)
	return &out
}

// asks replaces preferences by asks for what may give: each day of absence and each fixed duty is one.
func (g *giver) asks(out *nrp.Instance) {
	out.Requests, out.Unavailable = nil, nil
	price := nrp.Cost{Level: nrp.LevelPattern, Weight: g.unit}
	type cell struct {
		staff nrp.StaffIdx
		day   nrp.DayIdx
	}
	absent := map[cell]int{}
	for _, u := range g.in.Unavailable {
		if !forbids(g.contractOf(u.Staff).UnavailableCost) {
			continue
		}
		if u.Name != "" || g.never(u.Staff, u.Day) {
			out.Unavailable = append(out.Unavailable, u)
			continue
		}
		if at, ok := absent[cell{u.Staff, u.Day}]; ok {
			out.Requests[at].Unwanted |= u.Cells // one day is one thing, whatever says so
			continue
		}
		absent[cell{u.Staff, u.Day}] = len(out.Requests)
		out.Requests = append(out.Requests, nrp.Request{Staff: u.Staff, Day: u.Day, Unwanted: u.Cells, Cost: price})
	}
}

// fixed lets the ward's own fixed duties give: those of people without duties elsewhere by a contract
// in which a fixed cell has a price; of the others, whose duties elsewhere stay law, by asks for the
// shift, whatever skill it is worked in.
func (g *giver) fixed(out *nrp.Instance) {
	elsewhere := map[nrp.StaffIdx]bool{}
	for _, f := range g.in.Fixed {
		elsewhere[f.Staff] = elsewhere[f.Staff] || g.elsewhere(f)
	}
	out.Fixed = nil
	out.Staff = append([]nrp.Staff(nil), g.in.Staff...)
	all := nrp.AllShiftCells(len(g.in.Shifts)) | nrp.OffCells
	priced := map[nrp.ContractIdx]nrp.ContractIdx{}
	for _, f := range g.in.Fixed {
		con := g.contractOf(f.Staff)
		switch {
		case !forbids(con.FixedCost):
			continue
		case !elsewhere[f.Staff]:
			was := g.in.Staff[f.Staff].Contract
			if _, ok := priced[was]; !ok {
				c := out.Contracts[was]
				c.ID += ", fixed cells may give"
				c.FixedCost = nrp.Cost{Level: nrp.LevelPattern, Weight: g.unit}
				priced[was] = len(out.Contracts)
				out.Contracts = append(out.Contracts, c)
			}
			out.Staff[f.Staff].Contract = priced[was]
		case !g.elsewhere(f):
			kept := nrp.OffCells
			if f.To.Shift != nrp.NoShift {
				kept = nrp.ShiftCells(f.To.Shift)
			}
			out.Requests = append(out.Requests, nrp.Request{
				Staff: f.Staff, Day: f.Day, Unwanted: all &^ kept, Cost: nrp.Cost{Level: nrp.LevelPattern, Weight: g.unit},
			})
			continue
		}
		out.Fixed = append(out.Fixed, f)
	}
}

// elsewhere reports whether a fixed cell is work that this ward cannot hand out.
func (g *giver) elsewhere(f nrp.Fixed) bool {
	return f.To.Shift != nrp.NoShift && g.in.Shifts[f.To.Shift].FixedOnly
}

func (g *giver) contractOf(i nrp.StaffIdx) *nrp.Contract {
	return &g.in.Contracts[g.in.Staff[i].Contract]
}

// contract returns a contract whose hard rules may give, but for the law; what is not hard costs
// nothing.
func (g *giver) contract(c *nrp.Contract) nrp.Contract {
	rests := append([]nrp.Rest(nil), c.Rests...)
	respites := append([]nrp.Respite(nil), c.Respites...)
	skill, absence, fixed := c.SkillCost, c.UnavailableCost, c.FixedCost
	out := onlyHard(*c, func(cost *nrp.Cost) { g.mayGive(cost, g.unit) })
	out.Rests = rests
	for k := range out.Rests {
		lawOrNothing(&out.Rests[k].Cost)
	}
	out.Respites = respites
	for k := range out.Respites {
		lawOrNothing(&out.Respites[k].Cost)
	}
	out.SkillCost, out.UnavailableCost, out.FixedCost = skill, absence, fixed
	for _, cost := range []*nrp.Cost{&out.SkillCost, &out.UnavailableCost, &out.FixedCost} {
		lawOrNothing(cost)
	}
	for k := range out.Counters {
		counter := &out.Counters[k]
		if counter.Kind == nrp.CountAmounts {
			each := g.unit / largest(counter)
			if g.hoursLast {
				each = g.unit
			}
			counter.Under = priced(counter.Under, each)
			counter.Over = priced(counter.Over, each)
		}
	}
	return out
}

// mayGive prices a hard rule at one thing a unit of its breach.
func (g *giver) mayGive(c *nrp.Cost, each int64) {
	if forbids(*c) {
		*c = nrp.Cost{Level: nrp.LevelPattern, Weight: each}
		return
	}
	c.Weight = 0
}

func lawOrNothing(c *nrp.Cost) {
	if c.Level != nrp.LevelHard {
		c.Weight = 0
	}
}

// priced gives the knees that cost anything the price of one unit.
func priced(list []nrp.Knee, each int64) []nrp.Knee {
	for k := range list {
		if list[k].Cost.Weight > 0 {
			list[k].Cost.Weight = each
		}
	}
	return list
}
