package nhs

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// The prices of the product's standard rules: law hard, minimum cover before anything
// that is wished for. Contract hours are priced by the minute, 2 an hour, so that all
// prices at the level of the rest are multiplied by 30.
const (
	restScale  = 30
	offRun     = 10 * restScale
	shiftRun   = 10 * restScale
	weekend    = 10 * restScale
	weekends   = 30 * restScale
	afterNight = 20 * restScale
	preferred  = 20 * restScale
	tooMany    = 10 * restScale
	minute     = 1
)

// strengths are the prices of refusing a preference; with a token it is three times the last.
var strengths = [3]int64{1, 3, 9}

const tokenFactor = 3

var hard = nrp.Cost{Level: nrp.LevelHard, Weight: 1}

func rest(weight int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelRest, Weight: weight} }

// contracts makes the ward's contracts; those of single people follow as they are met.
func (h *horizon) contracts() {
	for i := range h.w.Contracts {
		c := &h.w.Contracts[i]
		h.in.Contracts = append(h.in.Contracts, h.contract(c.Name, c, h.w.Rules))
	}
}

// contractOf returns the ward's contract of a person, or one with the person's own limits,
// fortnights and mean week; equal ones are shared.
func (h *horizon) contractOf(person int) nrp.ContractIdx {
	p := &h.w.People[person]
	own, id := h.w.Rules, h.w.Contracts[p.Contract].Name
	if p.NightsInARow != 0 {
		own.NightsInARow = p.NightsInARow
		id += fmt.Sprintf("; nights_in_a_row %d", p.NightsInARow)
	}
	if p.WeekMost != 0 {
		own.WeekMost = p.WeekMost
		id += fmt.Sprintf("; week_most %d", p.WeekMost)
	}
	respites, mean := h.youngRespites(person, h.respites(p.From, h.ahead(person))), h.meanWeek(person, own.WeekMost)
	young, hazards := h.adult(person) > 0, h.hazardPatterns(person)
	h.mean = append(h.mean, mean.base)
	switch name := respitesName(respites); {
	case name != respitesName(h.in.Contracts[p.Contract].Respites):
		id += name
	case p.WeekMost == 0 && p.NightsInARow == 0 && mean.id == "" && !young && hazards == nil:
		return p.Contract
	}
	if young {
		id += fmt.Sprintf("; under 18 up to day %d", min(h.adult(person), h.days))
	}
	if hazards != nil {
		id += "; special hazard at night"
	}
	id += mean.id
	if have, ok := h.personal[id]; ok {
		return have
	}
	h.personal[id] = len(h.in.Contracts)
	made := h.contract(id, &h.w.Contracts[p.Contract], own)
	made.Rests, made.Patterns = h.youngRests(person, made.Rests), append(made.Patterns, hazards...)
	made.Respites, made.Counters = respites, append(made.Counters, mean.counters...)
	h.in.Contracts = append(h.in.Contracts, made)
	return h.personal[id]
}

// contract states the rules on one person's line.
func (h *horizon) contract(id string, c *Contract, r Rules) nrp.Contract {
	out := nrp.Contract{
		ID: id, SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
		Rests: []nrp.Rest{{Name: "rest between shifts", Minutes: r.Rest, Cost: hard}},
	}
	for _, s := range r.Successions {
		out.Successions = append(out.Successions, nrp.Succession{Name: "after " + s.From, From: h.codes(s.From), To: h.codes(s.To...), Cost: hard})
	}
	for i, s := range h.w.Shifts {
		if s.MaxRun > 0 {
			out.Stretches = append(out.Stretches, run("consecutive "+s.Code, nrp.ShiftCells(i), 0, s.MaxRun, rest(shiftRun)))
		}
	}
	slices.SortFunc(out.Stretches, func(x, y nrp.Stretch) int { return cmp.Compare(x.Name, y.Name) })
	all := nrp.AllShiftCells(len(h.in.Shifts))
	out.Patterns = h.afterNights(r)
	out.Stretches = append(out.Stretches,
		run("nights in a row", h.nights(), 0, r.NightsInARow, hard),
		run("consecutive working days", all, 1, c.MaxWorkRun, hard))
	if c.MinOffRun > 1 {
		out.Stretches = append(out.Stretches, run("consecutive days off", nrp.OffCells, c.MinOffRun, nrp.NoLimit, rest(offRun)))
	}
	if c.WholeWeekends {
		cost := rest(weekend)
		out.Weekend = &cost
	}
	out.Respites = h.respites(0, nil)
	out.Counters = h.counters(c, r)
	return out
}

func run(name string, of nrp.CellSet, least, most int, cost nrp.Cost) nrp.Stretch {
	return nrp.Stretch{Name: name, Of: of, Min: least, MinCost: cost, Max: most, MaxCost: cost}
}

// codes returns the cells of the ward's shifts with these codes.
func (h *horizon) codes(codes ...string) nrp.CellSet {
	var out nrp.CellSet
	for i, s := range h.w.Shifts {
		if slices.Contains(codes, s.Code) {
			out |= nrp.ShiftCells(i)
		}
	}
	return out
}

func (h *horizon) nights() nrp.CellSet {
	var out nrp.CellSet
	for i, s := range h.in.Shifts {
		if s.Kind == "night" {
			out |= nrp.ShiftCells(i)
		}
	}
	return out
}

// afterNights: a night, then fewer days off than wanted, then work; another night right
// after a night is no end of the nights.
func (h *horizon) afterNights(r Rules) []nrp.Pattern {
	cost := rest(afterNight)
	if r.HardAfterNights {
		cost = hard
	}
	var out []nrp.Pattern
	for off := range r.DaysOffAfterNights {
		next := nrp.AllShiftCells(len(h.in.Shifts))
		if off == 0 {
			next &^= h.nights()
		}
		cells := []nrp.CellSet{h.nights()}
		for range off {
			cells = append(cells, nrp.OffCells)
		}
		out = append(out, nrp.Pattern{Name: "rest after nights", Cells: append(cells, next), Cost: cost})
	}
	return out
}

// counters are the hours of the period, the weekends, and the hours of each calendar week
// as far as it lies in the horizon.
func (h *horizon) counters(c *Contract, r Rules) []nrp.Counter {
	paid := make([]int64, len(h.in.Shifts))
	for i, s := range h.in.Shifts {
		paid[i] = int64(s.Minutes)
	}
	least, upTo := h.w.Total(c)
	out := []nrp.Counter{{
		Name: "contract minutes", Kind: nrp.CountAmounts, Amount: paid,
		Under: []nrp.Knee{{At: int64(least), Cost: rest(minute)}}, Over: []nrp.Knee{{At: int64(upTo), Cost: rest(minute)}},
	}}
	if c.MaxWeekends >= 0 {
		out = append(out, nrp.Counter{
			Name: "working weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: int64(c.MaxWeekends), Cost: rest(weekends)}},
		})
	}
	for monday := h.first.Monday(); h.day(monday) < h.days; monday += 7 {
		out = append(out, nrp.Counter{
			Name: "minutes in the week of " + monday.String(), Kind: nrp.CountAmounts, Amount: paid,
			From: max(h.day(monday), 0), To: min(h.day(monday)+7, h.days), Over: []nrp.Knee{{At: int64(r.WeekMost), Cost: hard}},
		})
	}
	return out
}
