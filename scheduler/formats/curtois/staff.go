package curtois

import (
	"math"
	"strconv"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// hard is the price of one unit of every hard rule of the format.
var hard = nrp.Cost{Level: nrp.LevelHard, Weight: 1}

// limits are one employee's line of the staff section.
type limits struct {
	// shifts[s] is the largest number of shifts of kind s; noShiftLimit for none. [shift]
	shifts                 []int
	maxMinutes, minMinutes int
	maxWork, minWork       int
	minOff, maxWeekends    int
}

const noShiftLimit = math.MaxInt

func (f *file) staffLine(r row) error {
	const form = "ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutiveShifts, " +
		"MinConsecutiveShifts, MinConsecutiveDaysOff, MaxWeekends"
	if err := r.want(8, form); err != nil {
		return err
	}
	id := r.fields[0]
	if id == "" {
		return r.fail("field 1, ID, is empty: give the employee one")
	}
	if _, twice := f.staff[id]; twice {
		return r.fail("employee %q stands here for the second time: give them another ID", id)
	}
	if (len(f.inst.Staff)+1)*f.inst.Horizon.Days > maxCells {
		return r.fail("employees times days are more than %d: give a smaller instance", maxCells)
	}
	var l limits
	var err error
	if l.shifts, err = f.shiftLimits(r); err != nil {
		return err
	}
	for i, b := range []struct {
		to   *int
		what string
		hi   int
	}{
		{&l.maxMinutes, "MaxTotalMinutes", maxTotal},
		{&l.minMinutes, "MinTotalMinutes", maxTotal},
		{&l.maxWork, "MaxConsecutiveShifts", maxDays},
		{&l.minWork, "MinConsecutiveShifts", maxDays},
		{&l.minOff, "MinConsecutiveDaysOff", maxDays},
		{&l.maxWeekends, "MaxWeekends", maxDays},
	} {
		if *b.to, err = r.number(i+2, b.what, 0, b.hi); err != nil {
			return err
		}
	}
	if l.minMinutes > l.maxMinutes {
		return r.fail("MinTotalMinutes %d is above MaxTotalMinutes %d: mind that the maximum comes first", l.minMinutes, l.maxMinutes)
	}
	if l.minWork > l.maxWork {
		return r.fail("MinConsecutiveShifts %d is above MaxConsecutiveShifts %d: mind that the maximum comes first", l.minWork, l.maxWork)
	}
	f.staff[id] = len(f.inst.Staff)
	f.inst.Staff = append(f.inst.Staff, nrp.Staff{ID: id, Contract: f.contractOf(r, l)})
	return nil
}

// shiftLimits reads "E=14|D=28". A shift that is not listed has no limit.
func (f *file) shiftLimits(r row) ([]int, error) {
	limit := make([]int, len(f.inst.Shifts))
	for s := range limit {
		limit[s] = noShiftLimit
	}
	if r.fields[1] == "" {
		return limit, nil
	}
	for part := range strings.SplitSeq(r.fields[1], "|") {
		id, number, ok := strings.Cut(part, "=")
		s, known := f.shifts[strings.TrimSpace(id)]
		n, err := strconv.Atoi(strings.TrimSpace(number))
		switch {
		case !ok || err != nil || n < 0 || n > maxDays:
			return nil, r.fail("field 2, MaxShifts, has %q: write ShiftID=number, separated by |", part)
		case !known:
			return nil, r.fail("field 2, MaxShifts, names shift %q: it is not in %s", id, secShifts)
		case limit[s] != noShiftLimit:
			return nil, r.fail("field 2, MaxShifts, names shift %q twice: keep one", id)
		}
		limit[s] = n
	}
	return limit, nil
}

// contractOf returns the contract with these limits, a new one if there is none yet.
func (f *file) contractOf(r row, l limits) nrp.ContractIdx {
	key := strings.Join(r.fields[1:], ",")
	if c, ok := f.contracts[key]; ok {
		return c
	}
	c := len(f.inst.Contracts)
	f.contracts[key] = c
	f.inst.Contracts = append(f.inst.Contracts, f.build(strconv.Itoa(c+1), l))
	return c
}

func (f *file) build(id string, l limits) nrp.Contract {
	n, days := len(f.inst.Shifts), f.inst.Horizon.Days
	c := nrp.Contract{ID: id, SkillCost: hard, UnavailableCost: hard, FixedCost: hard}
	for s, next := range f.forbidden {
		if next != 0 {
			c.Successions = append(c.Successions, nrp.Succession{
				Name: "after " + f.inst.Shifts[s].ID, From: nrp.ShiftCells(s), To: next, Cost: hard,
			})
		}
	}
	work := nrp.Stretch{
		Name: "shifts in a row", Of: nrp.AllShiftCells(n),
		Min: l.minWork, MinCost: hard, Max: l.maxWork, MaxCost: hard,
	}
	if work.Max >= days {
		work.Max = nrp.NoLimit
	}
	off := nrp.Stretch{
		Name: "days off in a row", Of: nrp.OffCells,
		Min: l.minOff, MinCost: hard, Max: nrp.NoLimit, MaxCost: hard,
	}
	for _, s := range []nrp.Stretch{work, off} {
		if s.Min > 1 || s.Max != nrp.NoLimit {
			c.Stretches = append(c.Stretches, s)
		}
	}
	c.Counters = f.counters(l)
	return c
}

func (f *file) counters(l limits) []nrp.Counter {
	n, days := len(f.inst.Shifts), f.inst.Horizon.Days
	minutes := make([]int64, n)
	for s := range minutes {
		minutes[s] = int64(f.inst.Shifts[s].Minutes)
	}
	all := []nrp.Counter{{
		Name: "minutes", Kind: nrp.CountAmounts, Amount: minutes,
		Under: []nrp.Knee{{At: int64(l.minMinutes), Cost: hard}},
		Over:  []nrp.Knee{{At: int64(l.maxMinutes), Cost: hard}},
	}}
	for s, limit := range l.shifts {
		if limit >= days {
			continue
		}
		one := make([]int64, n)
		one[s] = 1
		all = append(all, nrp.Counter{
			Name: "shifts " + f.inst.Shifts[s].ID, Kind: nrp.CountAmounts, Amount: one,
			Over: []nrp.Knee{{At: int64(limit), Cost: hard}},
		})
	}
	if l.maxWeekends < f.weekends() {
		all = append(all, nrp.Counter{
			Name: "weekends", Kind: nrp.CountWeekends,
			Over: []nrp.Knee{{At: int64(l.maxWeekends), Cost: hard}},
		})
	}
	return all
}

// weekends counts the weekends of which at least the Saturday is inside the horizon.
func (f *file) weekends() int {
	n := 0
	for d := range f.inst.Horizon.Days {
		if f.inst.Horizon.Weekday(d) == 5 {
			n++
		}
	}
	return n
}
