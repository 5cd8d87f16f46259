package sqlstore

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// fortnightsFrom is a Monday from which fortnights are counted where the employment began
// before it or at a time that is not known (Working Time Regulations 1998 reg. 11(5)(a)).
const fortnightsFrom store.Day = "1998-10-05"

// respites states weekly rest for a person, nil for nobody in particular, beside work that
// is known to come after the horizon; and the rest that is owed to the person.
func (b *problemBuilder) respites(r *store.Rules, s *store.Staff, ahead []nrp.Busy) ([]nrp.Respite, error) {
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
	var began store.Day
	if s != nil {
		began = s.FirstDay
	}
	if err := add("weekly rest in two weeks", r.FortnightlyRest, b.fortnight(began), 14, 2); err != nil {
		return nil, err
	}
	if s != nil {
		out = append(out, b.owed(r, s.ID, ahead)...)
	}
	return out, nil
}

// lateDays is how many days a rota has to give rest that was due before it began.
const lateDays = 7

// owed states the compensatory rest of a person (Working Time Regulations 1998 reg. 24): in the
// days after the short rest up to the one by which it is due, one rest as long as daily rest
// with what is owed, and with all that is due before, so that one rest never pays twice.
func (b *problemBuilder) owed(r *store.Rules, staffID store.ID, ahead []nrp.Busy) []nrp.Respite {
	var out []nrp.Respite
	minutes := dailyRest(r)
	for _, d := range b.rows.Debts {
		if d.StaffID != staffID {
			continue
		}
		minutes += d.Minutes
		from, to := b.day(d.Day)+1, b.day(d.DueDay)+1
		if to <= 0 { // it is late: now, as soon as can be
			from, to = 0, lateDays
		}
		to = max(to, from+minutes/(23*60)+1)
		if from >= b.inst.Horizon.Days || to <= 0 {
			continue
		}
		x := nrp.Respite{
			Name: store.CompensatoryRest, From: from, Span: min(to-from, nrp.MaxSpan), Minutes: min(minutes, nrp.MaxRespite),
			Times: 1, Cost: nrp.Cost{Level: nrp.LevelHard, Weight: 1},
		}
		x.Ahead = b.aheadOf(&x, ahead)
		out = append(out, x)
	}
	return out
}

// dailyRest is the rest between two shifts that a rule set wants, the law's where it has none.
func dailyRest(r *store.Rules) int {
	if r.Rest != nil && r.Rest.Price.Weight > 0 {
		return r.Rest.Minutes
	}
	return law.UK().DailyRest.Value
}

// aheadOf returns the work after the horizon that matters to a respite: it lies in the
// period that goes on beyond the horizon, and leaves fewer rests in what is left of
// that than are wanted, however late the last shift ends.
func (b *problemBuilder) aheadOf(x *nrp.Respite, ahead []nrp.Busy) []nrp.Busy {
	days := b.inst.Horizon.Days
	last := max(x.From+x.Span, days)
	if x.Repeats {
		last = days + ((x.From-days)%x.Span+x.Span)%x.Span
	}
	end := b.beyond.Midnight(last)
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
