package sqlstore

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// absent prices work on an absence and a fixed cell that is not kept: both are hard in
// every rule set.
var absent = nrp.Cost{Level: nrp.LevelHard, Weight: 1}

// contracts makes one nrp.Contract of each contract of the ward with the rule set.
func (b *problemBuilder) contracts() error {
	b.contract = slices.Clone(b.rows.Contracts)
	slices.SortFunc(b.contract, func(x, y store.Contract) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	common, err := b.commonRules(&b.rows.Rules, b.rows.Shifts)
	if err != nil {
		return err
	}
	for i := range b.contract {
		c, err := b.buildContract(&b.contract[i], &b.rows.Rules, common)
		if err != nil {
			return err
		}
		b.inst.Contracts = append(b.inst.Contracts, c)
		b.rules = append(b.rules, b.rows.Rules)
	}
	return nil
}

// commonRules states the rules that all who go by r and by the runs of the shifts share.
func (b *problemBuilder) commonRules(r *store.Rules, shifts []store.Shift) (nrp.Contract, error) {
	out := nrp.Contract{UnavailableCost: absent, FixedCost: absent}
	var err error
	if out.SkillCost, err = b.price.cost(r.Skill); err != nil {
		return out, err
	}
	if r.Rest != nil {
		cost, err := b.price.cost(r.Rest.Price)
		if err != nil {
			return out, err
		}
		out.Rests = []nrp.Rest{{Name: "rest between shifts", Minutes: r.Rest.Minutes, Cost: cost}}
	}
	for _, s := range r.Successions {
		x, err := b.succession(s)
		if err != nil {
			return out, err
		}
		out.Successions = append(out.Successions, x)
	}
	shiftRun, err := b.price.cost(r.ShiftRun)
	if err != nil {
		return out, err
	}
	for _, s := range shifts {
		if s.MinRun > 1 || s.MaxRun > 0 {
			out.Stretches = append(out.Stretches, stretch("consecutive "+s.Code, nrp.ShiftCells(b.shiftOf[s.ID]), s.MinRun, s.MaxRun, shiftRun))
		}
	}
	slices.SortFunc(out.Stretches, func(x, y nrp.Stretch) int { return cmp.Compare(x.Name, y.Name) })
	return out, b.nightRules(r, &out)
}

// nightRules adds the limit on nights in a row and the rest after them.
func (b *problemBuilder) nightRules(r *store.Rules, out *nrp.Contract) error {
	if b.nights == 0 {
		return nil
	}
	if r.NightRun != nil {
		cost, err := b.price.cost(r.NightRun.Price)
		if err != nil {
			return err
		}
		out.Stretches = append(out.Stretches, stretch("nights in a row", b.nights, 0, r.NightRun.Limit, cost))
	}
	if r.RestAfterNights == nil {
		return nil
	}
	cost, err := b.price.cost(r.RestAfterNights.Price)
	if err != nil {
		return err
	}
	// A night, then fewer days off than the limit, then work: one pattern for each
	// number of days off. With none off, another night is no end of the nights.
	all := nrp.AllShiftCells(len(b.inst.Shifts))
	for off := range r.RestAfterNights.Limit {
		cells := []nrp.CellSet{b.nights}
		for range off {
			cells = append(cells, nrp.OffCells)
		}
		next := all
		if off == 0 {
			next = all &^ b.nights
		}
		if next != 0 {
			out.Patterns = append(out.Patterns, nrp.Pattern{Name: "rest after nights", Cells: append(cells, next), Cost: cost})
		}
	}
	return nil
}

func (b *problemBuilder) succession(s store.SuccessionRule) (nrp.Succession, error) {
	find := func(code string) (nrp.CellSet, error) {
		for i, have := range b.inst.Shifts {
			if have.ID == code && !have.FixedOnly {
				return nrp.ShiftCells(i), nil
			}
		}
		return 0, problemFault("the rule set forbids what follows shift %q, which the ward does not have", code)
	}
	out := nrp.Succession{Name: "after " + s.From}
	var err error
	if out.From, err = find(s.From); err != nil {
		return out, err
	}
	for _, code := range s.To {
		to, err := find(code)
		if err != nil {
			return out, err
		}
		out.To |= to
	}
	out.Cost, err = b.price.cost(s.Price)
	return out, err
}

// stretch states a run with bounds in days; 0 stands for none.
func stretch(name string, of nrp.CellSet, least, most int, cost nrp.Cost) nrp.Stretch {
	if most == 0 {
		most = nrp.NoLimit
	}
	return nrp.Stretch{Name: name, Of: of, Min: least, MinCost: cost, Max: most, MaxCost: cost}
}

// buildContract adds to the shared rules what the contract itself says.
func (b *problemBuilder) buildContract(c *store.Contract, r *store.Rules, common nrp.Contract) (nrp.Contract, error) {
	out := common
	out.ID = c.Name
	out.Stretches = slices.Clone(common.Stretches)
	workRun, err1 := b.price.cost(r.WorkRun)
	offRun, err2 := b.price.cost(r.OffRun)
	weekend, err3 := b.price.cost(r.CompleteWeekend)
	if err := errors.Join(err1, err2, err3); err != nil {
		return out, err
	}
	if c.MinWorkRun > 1 || c.MaxWorkRun > 0 {
		all := nrp.AllShiftCells(len(b.inst.Shifts))
		out.Stretches = append(out.Stretches, stretch("consecutive working days", all, c.MinWorkRun, c.MaxWorkRun, workRun))
	}
	if c.MinOffRun > 1 || c.MaxOffRun > 0 {
		out.Stretches = append(out.Stretches, stretch("consecutive days off", nrp.OffCells, c.MinOffRun, c.MaxOffRun, offRun))
	}
	if c.CompleteWeekends {
		out.Weekend = &weekend
	}
	var err error
	if out.Respites, err = b.respites(r, nil, nil); err != nil {
		return out, err
	}
	out.Counters, err = b.counters(c, r)
	return out, err
}

// counters are, in this order and each only where it limits anything: the total, the
// weekends worked, the minutes of each calendar week.
func (b *problemBuilder) counters(c *store.Contract, r *store.Rules) ([]nrp.Counter, error) {
	var out []nrp.Counter
	if c.MinTotal > 0 || c.MaxTotal > 0 {
		cost, err := b.price.total()
		if err != nil {
			return nil, err
		}
		x := nrp.Counter{Name: totalName(r.Measure), Kind: nrp.CountAmounts}
		if r.Measure == store.Minutes {
			x.Amount = b.minutes()
		}
		if c.MinTotal > 0 {
			x.Under = []nrp.Knee{{At: int64(c.MinTotal), Cost: cost}}
		}
		if c.MaxTotal > 0 {
			x.Over = []nrp.Knee{{At: int64(c.MaxTotal), Cost: cost}}
		}
		out = append(out, x)
	}
	if c.MaxWeekends >= 0 {
		cost, err := b.price.cost(r.Weekends)
		if err != nil {
			return nil, err
		}
		out = append(out, nrp.Counter{
			Name: "working weekends", Kind: nrp.CountWeekends, Over: []nrp.Knee{{At: int64(c.MaxWeekends), Cost: cost}},
		})
	}
	if r.WeeklyMax != nil {
		cost, err := b.price.cost(r.WeeklyMax.Price)
		if err != nil {
			return nil, err
		}
		for _, w := range b.weeks() {
			out = append(out, nrp.Counter{
				Name: fmt.Sprintf("minutes in the week of %s", b.rows.Period.FirstDay.Add(w.monday)), Kind: nrp.CountAmounts,
				Amount: b.minutes(), From: w.from, To: w.to, Over: []nrp.Knee{{At: int64(r.WeeklyMax.Limit), Cost: cost}},
			})
		}
	}
	return out, nil
}

func totalName(m store.Measure) string {
	if m == store.Minutes {
		return "contract minutes"
	}
	return "assignments"
}

// minutes returns the paid minutes of each shift. [shift]
func (b *problemBuilder) minutes() []int64 {
	out := make([]int64, len(b.inst.Shifts))
	for i, s := range b.inst.Shifts {
		out[i] = int64(s.Minutes)
	}
	return out
}

// week is the part of a calendar week that lies in the horizon; to is exclusive.
// monday is the day on which the week begins, negative where it lies before day 0.
type week struct{ monday, from, to nrp.DayIdx }

func (b *problemBuilder) weeks() []week {
	h := b.inst.Horizon
	var out []week
	for monday := -h.FirstWeekday; monday < h.Days; monday += 7 {
		out = append(out, week{monday: monday, from: max(monday, 0), to: min(monday+7, h.Days)})
	}
	return out
}
