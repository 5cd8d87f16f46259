package sqlstore

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// fortnightsFrom is a Monday from which fortnights are counted where the employment began
// before it or at a time that is not known (Working Time Regulations 1998 reg. 11(5)(a)).
const fortnightsFrom store.Day = "1998-10-05"

// respites states weekly rest for a person whose employment began on a day ("" for not
// known), beside work that is known to come after the horizon.
func (b *problemBuilder) respites(r *store.Rules, began store.Day, ahead []nrp.Busy) ([]nrp.Respite, error) {
	var out []nrp.Respite
	add := func(name string, rule *store.RestRule, from nrp.DayIdx, span, times int) error {
		if rule == nil {
			return nil
		}
		cost, err := b.price.cost(rule.Price)
		if err != nil {
			return err
		}
		x := nrp.Respite{Name: name, From: from, Span: span, Repeats: true, Times: times, Cost: cost}
		x.Minutes = (rule.Minutes + times - 1) / times
		x.Ahead = b.aheadOf(&x, ahead)
		out = append(out, x)
		return nil
	}
	monday := -b.inst.Horizon.FirstWeekday
	if err := add("weekly rest", r.WeeklyRest, monday, 7, 1); err != nil {
		return nil, err
	}
	return out, add("weekly rest in two weeks", r.FortnightlyRest, b.fortnight(began), 14, 2)
}

// aheadOf returns the work after the horizon that matters to a respite: it lies in the
// period that goes on beyond the horizon, and leaves fewer rests in what is left of
// that than are wanted, however late the last shift ends.
func (b *problemBuilder) aheadOf(x *nrp.Respite, ahead []nrp.Busy) []nrp.Busy {
	days := b.inst.Horizon.Days
	end := b.beyond.Midnight(days + ((x.From-days)%x.Span+x.Span)%x.Span)
	free := b.beyond.Midnight(days)
	for _, s := range b.inst.Shifts {
		free = max(free, b.beyond.Instant(days-1, s.End))
	}
	var out []nrp.Busy
	rests := 0
	for _, w := range ahead {
		if w.Start >= end {
			break
		}
		out = append(out, w)
		rests += max(0, w.Start-free) / x.Minutes
		free = max(free, w.End)
	}
	if rests+max(0, end-free)/x.Minutes >= x.Times {
		return nil
	}
	return out
}

// fortnight returns the first day of the 14-day period that day 0 lies in: every other week from
// the one in which the employment began.
func (b *problemBuilder) fortnight(began store.Day) nrp.DayIdx {
	anchor := b.day(fortnightsFrom)
	if began > "1970-01-02" {
		anchor = b.day(began.Add(-began.Weekday()))
	}
	return -((-anchor%14 + 14) % 14)
}

// busyAhead returns the known work of each person after the horizon. [staff]
func (b *problemBuilder) busyAhead() [][]nrp.Busy {
	out := make([][]nrp.Busy, len(b.staff))
	for _, d := range b.ahead() {
		out[d.staff] = append(out[d.staff], nrp.Busy{
			Start: b.beyond.Instant(d.day, d.shift.StartMinute), End: b.beyond.Instant(d.day, d.shift.EndMinute),
		})
	}
	for i := range out {
		slices.SortStableFunc(out[i], func(x, y nrp.Busy) int { return cmp.Compare(x.Start, y.Start) })
	}
	return out
}

// respitesName tells a contract's respites apart from those of the ward's contract, for its id.
func respitesName(all []nrp.Respite) string {
	var out strings.Builder
	for i := range all {
		r := &all[i]
		fmt.Fprintf(&out, "; %s from day %d", r.Name, r.From)
		if !r.Repeats {
			fmt.Fprintf(&out, " for %d days, %d minutes", r.Span, r.Minutes)
		}
		if len(r.Ahead) > 0 {
			fmt.Fprintf(&out, " before %v", r.Ahead)
		}
	}
	return out.String()
}
