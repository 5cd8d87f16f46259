package sqlstore

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// ledgerCount counts what a published rota has asked of people, from its rows.
type ledgerCount struct {
	rows    *problemRows
	shifts  map[store.ID]*store.Shift
	people  map[store.ID]*fairness.Tally
	figures fairness.Figures
}

func newLedgerCount(rows *problemRows) *ledgerCount {
	c := &ledgerCount{rows: rows, shifts: map[store.ID]*store.Shift{}, people: map[store.ID]*fairness.Tally{}, figures: fairness.Standard()}
	for i := range rows.Shifts {
		c.shifts[rows.Shifts[i].ID] = &rows.Shifts[i]
	}
	return c
}

// of returns what is counted of a person.
func (c *ledgerCount) of(staff store.ID) *fairness.Tally {
	if c.people[staff] == nil {
		c.people[staff] = &fairness.Tally{}
	}
	return c.people[staff]
}

// duties counts nights and weekends.
func (c *ledgerCount) duties(duties []store.Duty) {
	for _, d := range duties {
		if !d.Unfilled() {
			c.of(d.StaffID).Duty(c.rows.Period.FirstDay.Until(d.Day), d.Day.Weekday(), c.shifts[d.ShiftID].Kind == store.Night)
		}
	}
}

// refusals counts the preferences that the rota does not meet; a choice of which no plan is met counts
// once, at its strength.
func (c *ledgerCount) refusals(outcomes []outcomeOf) error {
	for _, o := range asWholes(outcomes) {
		if o.Met {
			continue
		}
		kind, err := fairness.Refusal(o.Strength, o.Token)
		if err != nil {
			return err
		}
		c.of(o.StaffID).Add(kind, 1)
	}
	return nil
}

// moves counts the cells that differ from the version that staff have seen until now, by notice,
// and the preferences that it had met.
// What own takes in is not counted.
func (c *ledgerCount) moves(before, after []store.Duty, metBefore, outcomes []outcomeOf, now time.Time, own ownRequests) {
	was, is, all := map[dutyCell]store.ID{}, map[dutyCell]store.ID{}, map[dutyCell]bool{}
	for into, duties := range map[*map[dutyCell]store.ID][]store.Duty{&was: before, &is: after} {
		for _, d := range duties {
			if !d.Unfilled() {
				(*into)[dutyCell{d.StaffID, d.Day}] = d.ShiftID
				all[dutyCell{d.StaffID, d.Day}] = true
			}
		}
	}
	zone := c.rows.Ward.Zone()
	for x := range all {
		if was[x] == is[x] || own.cells[x] {
			continue
		}
		if kind, short := fairness.MoveKind(noticeMinutes(c.shifts, zone, x.day, was[x], is[x], now)); short {
			c.of(x.staff).Add(kind, 1)
		}
	}
	met := map[store.ID]bool{}
	for _, o := range asWholes(metBefore) {
		met[o.PreferenceID] = o.Met
	}
	for _, o := range asWholes(outcomes) {
		if met[o.PreferenceID] && !o.Met && !own.preferences[o.PreferenceID] {
			c.of(o.StaffID).Add(fairness.MovedFromWish, 1)
		}
	}
}

// noticeMinutes is the notice of a change of a person's day from one shift to another, either empty
// for a day off: the minutes to the earlier of the two beginnings, since that is when plans have to
// have changed.
func noticeMinutes(shifts map[store.ID]*store.Shift, zone *time.Location, day store.Day, from, to store.ID, now time.Time) int64 {
	var begins time.Time
	for _, id := range []store.ID{from, to} {
		if s := shifts[id]; s != nil {
			if start, _ := s.Clock(day, zone); begins.IsZero() || start.Before(begins) {
				begins = start
			}
		}
	}
	return int64(begins.Sub(now) / time.Minute)
}

// lines returns a line for each count, in an order of their own.
func (c *ledgerCount) lines() ([]store.LedgerLine, error) {
	var lines []store.LedgerLine
	for _, staff := range slices.Sorted(maps.Keys(c.people)) {
		part, err := c.part(staff)
		if err != nil {
			return nil, err
		}
		kinds := slices.Clone(fairness.Kinds)
		slices.Sort(kinds)
		for _, kind := range kinds {
			count, eligible := c.people[staff].Count(kind), part.Eligible(kind)
			if count == 0 {
				continue
			}
			lines = append(lines, store.LedgerLine{
				StaffID: staff, WardID: c.rows.Period.WardID, PeriodID: c.rows.Period.ID, Day: c.rows.Period.LastDay,
				Kind: string(kind), Count: int(count), Points: int(fairness.Points(kind)), Share: int(part.Share.Num), ShareOf: int(part.Share.Den),
				Eligible: int(eligible.Num), EligibleOf: int(eligible.Den),
			})
		}
	}
	return lines, nil
}

// shareOf is the contract's part of full time. A contract that agrees no hours counts as full
// time: nothing says that its people ought to carry less.
func shareOf(contract *store.Contract, figures fairness.Figures) (share, of int) {
	if contract.WeeklyMinutes == 0 {
		return 1, 1
	}
	return contract.WeeklyMinutes, int(figures.FullTimeMinutes)
}

// part returns by what a person's lines are divided. It looks at each day of the period: whether
// the person is employed, not on leave, and not marked as unable to work at all, or by night.
func (c *ledgerCount) part(staffID store.ID) (fairness.Part, error) {
	var part fairness.Part
	i := slices.IndexFunc(c.rows.Staff, func(s store.Staff) bool { return s.ID == staffID })
	if i < 0 {
		return part, fmt.Errorf("person %s of the rota is not of its ward", staffID)
	}
	person := &c.rows.Staff[i]
	k := slices.IndexFunc(c.rows.Contracts, func(x store.Contract) bool { return x.ID == person.ContractID })
	if k < 0 {
		return part, fmt.Errorf("person %s has a contract of another ward", staffID)
	}
	share, of := shareOf(&c.rows.Contracts[k], c.figures)
	part.Share = fairness.Ratio{Num: int64(share), Den: int64(of)}
	p := &c.rows.Period
	weekends, open := map[store.Day]bool{}, map[store.Day]bool{}
	for day := p.FirstDay; day <= p.LastDay; day = day.Add(1) {
		shift, night := c.free(person, day)
		if shift {
			part.Days.Num++
		}
		if night {
			part.Nights.Num++
		}
		if weekday := day.Weekday(); weekday >= 5 {
			saturday := day.Add(5 - weekday)
			weekends[saturday] = true
			open[saturday] = open[saturday] || shift
		}
	}
	part.Days.Den, part.Nights.Den, part.Weekends.Den = int64(p.Days()), int64(p.Days()), int64(len(weekends))
	for _, is := range open {
		if is {
			part.Weekends.Num++
		}
	}
	return part, nil
}

// free reports whether the person could have worked some shift on the day, and some night.
func (c *ledgerCount) free(person *store.Staff, day store.Day) (anyShift, anyNight bool) {
	if !person.Employed(day) {
		return false, false
	}
	for _, l := range c.rows.Leaves {
		if l.StaffID == person.ID && l.FirstDay <= day && day <= l.LastDay {
			return false, false
		}
	}
	away := map[store.ID]bool{}
	for _, a := range c.rows.Away {
		if a.StaffID == person.ID && a.FirstDay <= day && day <= a.LastDay {
			away[a.ShiftID] = true
		}
	}
	if away[""] {
		return false, false
	}
	for i := range c.rows.Shifts {
		if s := &c.rows.Shifts[i]; !away[s.ID] {
			anyShift = true
			anyNight = anyNight || s.Kind == store.Night
		}
	}
	return anyShift, anyNight
}
