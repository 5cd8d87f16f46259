package sqlstore

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// counted is one kind of thing of one person.
type counted struct {
	staff store.ID
	kind  fairness.Kind
}

// ledgerCount counts what a published rota has asked of people, from its rows.
type ledgerCount struct {
	rows    *problemRows
	shifts  map[store.ID]*store.Shift
	counts  map[counted]int
	figures fairness.Figures
}

func newLedgerCount(rows *problemRows) *ledgerCount {
	c := &ledgerCount{rows: rows, shifts: map[store.ID]*store.Shift{}, counts: map[counted]int{}, figures: fairness.Standard()}
	for i := range rows.Shifts {
		c.shifts[rows.Shifts[i].ID] = &rows.Shifts[i]
	}
	return c
}

// duties counts nights, and weekends with a duty on either day; a night belongs to the day on
// which it begins.
func (c *ledgerCount) duties(duties []store.Duty) {
	type weekend struct {
		staff    store.ID
		saturday store.Day
	}
	seen := map[weekend]bool{}
	for _, d := range duties {
		if d.Unfilled() {
			continue
		}
		if c.shifts[d.ShiftID].Kind == store.Night {
			c.counts[counted{d.StaffID, fairness.NightDuty}]++
		}
		if weekday := d.Day.Weekday(); weekday >= 5 {
			w := weekend{d.StaffID, d.Day.Add(5 - weekday)}
			if !seen[w] {
				seen[w] = true
				c.counts[counted{d.StaffID, fairness.WeekendWorked}]++
			}
		}
	}
}

// refusals counts the preferences that the rota does not meet.
func (c *ledgerCount) refusals(outcomes []outcomeOf) error {
	for _, o := range outcomes {
		if o.Met {
			continue
		}
		kind, ok := fairness.RefusedKind(o.Strength)
		if !ok {
			return fmt.Errorf("a preference has strength %d", o.Strength)
		}
		if o.Token {
			kind = fairness.RefusedToken
		}
		c.counts[counted{o.StaffID, kind}]++
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
			c.counts[counted{x.staff, kind}]++
		}
	}
	met := map[store.ID]bool{}
	for _, o := range metBefore {
		met[o.PreferenceID] = o.Met
	}
	for _, o := range outcomes {
		if met[o.PreferenceID] && !o.Met && !own.preferences[o.PreferenceID] {
			c.counts[counted{o.StaffID, fairness.MovedFromWish}]++
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
	keys := slices.SortedFunc(maps.Keys(c.counts), func(a, b counted) int {
		return cmp.Or(cmp.Compare(a.staff, b.staff), cmp.Compare(a.kind, b.kind))
	})
	lines := make([]store.LedgerLine, 0, len(keys))
	people := map[store.ID]*eligibility{}
	for _, k := range keys {
		if people[k.staff] == nil {
			e, err := c.eligible(k.staff)
			if err != nil {
				return nil, err
			}
			people[k.staff] = e
		}
		e := people[k.staff]
		line := store.LedgerLine{
			StaffID: k.staff, WardID: c.rows.Period.WardID, PeriodID: c.rows.Period.ID, Day: c.rows.Period.LastDay,
			Kind: string(k.kind), Count: c.counts[k], Points: int(fairness.Points(k.kind)), Share: e.share, ShareOf: e.shareOf,
			Eligible: e.days, EligibleOf: c.rows.Period.Days(),
		}
		if k.kind == fairness.NightDuty {
			line.Eligible = e.nights
		}
		if k.kind == fairness.WeekendWorked {
			line.Eligible, line.EligibleOf = e.weekends, e.weekendsOf
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// eligibility is what could have fallen on a person in the period: on how many of its days any
// shift, on how many a night, on how many of its weekends anything.
type eligibility struct {
	share, shareOf       int
	days, nights         int
	weekends, weekendsOf int
}

// shareOf is the contract's part of full time. A contract that agrees no hours counts as full
// time: nothing says that its people ought to carry less.
func shareOf(contract *store.Contract, figures fairness.Figures) (share, of int) {
	if contract.WeeklyMinutes == 0 {
		return 1, 1
	}
	return contract.WeeklyMinutes, int(figures.FullTimeMinutes)
}

// eligible looks at each day of the period: whether the person is employed, not on leave, and not
// marked as unable to work at all, or by night.
func (c *ledgerCount) eligible(staffID store.ID) (*eligibility, error) {
	i := slices.IndexFunc(c.rows.Staff, func(s store.Staff) bool { return s.ID == staffID })
	if i < 0 {
		return nil, fmt.Errorf("person %s of the rota is not of its ward", staffID)
	}
	person := &c.rows.Staff[i]
	k := slices.IndexFunc(c.rows.Contracts, func(x store.Contract) bool { return x.ID == person.ContractID })
	if k < 0 {
		return nil, fmt.Errorf("person %s has a contract of another ward", staffID)
	}
	e := &eligibility{}
	e.share, e.shareOf = shareOf(&c.rows.Contracts[k], c.figures)
	p := &c.rows.Period
	weekends, free := map[store.Day]bool{}, map[store.Day]bool{}
	for day := p.FirstDay; day <= p.LastDay; day = day.Add(1) {
		shift, night := c.free(person, day)
		if shift {
			e.days++
		}
		if night {
			e.nights++
		}
		if weekday := day.Weekday(); weekday >= 5 {
			saturday := day.Add(5 - weekday)
			weekends[saturday] = true
			free[saturday] = free[saturday] || shift
		}
	}
	e.weekendsOf = len(weekends)
	for _, is := range free {
		if is {
			e.weekends++
		}
	}
	return e, nil
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
