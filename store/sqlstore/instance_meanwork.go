package sqlstore

import (
	"cmp"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// knownWork is what is known of everybody's working time round a horizon and, on other wards, in it.
type knownWork struct {
	b *problemBuilder
	// clock has the true midnights of all days that a reference period can reach.
	clock nrp.Horizon
	// outside is the working time of each day from -lawDays on that comes from duties which
	// begin outside the horizon. [staff][day]
	outside [][]int64
	// busy is the time at work of duties in other rosters, whenever they begin, breaks included, in
	// the order of its start, minutes since day 0 began. [staff]
	busy [][]nrp.Busy
	// cells are the duties on other wards that begin within it. [staff][day], nil for none
	cells [][]*store.Shift
}

// knowWork reads what is known; it is nil for a competition's ward, whose people are not under the law.
func (b *problemBuilder) knowWork() *knownWork {
	if b.rows.Ward.Source != "" {
		return nil
	}
	days := b.inst.Horizon.Days
	k := &knownWork{b: b, clock: b.farClock()}
	for range b.staff {
		k.busy = append(k.busy, nil)
		k.outside, k.cells = append(k.outside, make([]int64, lawDays+days+lawDays)), append(k.cells, make([]*store.Shift, days))
	}
	for i := range b.elsewhere {
		e := &b.elsewhere[i]
		if at, ok := b.staffOf[e.staff]; ok && b.day(e.day) >= 0 && b.day(e.day) < days {
			k.cells[at][b.day(e.day)] = &e.shift
		}
	}
	for _, d := range b.rows.Around {
		at, ok := b.staffOf[d.StaffID]
		if !ok {
			continue
		}
		day := b.day(d.Day)
		begun, ended := shiftSpan(&k.clock, day, &store.Shift{StartMinute: d.StartMinute, EndMinute: d.EndMinute})
		k.busy[at] = append(k.busy[at], nrp.Busy{Start: begun, End: ended})
		if day < 0 || day >= days {
			k.add(at, day, d.StartMinute, d.EndMinute, d.PaidMinutes)
		}
	}
	k.knowStints()
	if b.rows.Past == nil {
		for _, h := range b.rows.History {
			at, ok := b.staffOf[h.StaffID]
			for i := range b.rows.Shifts {
				if s := &b.rows.Shifts[i]; ok && s.ID == h.LastShiftID {
					k.add(at, -1, s.StartMinute, s.EndMinute, s.PaidMinutes)
					begun, ended := shiftSpan(&k.clock, -1, s)
					k.busy[at] = append(k.busy[at], nrp.Busy{Start: begun, End: ended})
				}
			}
		}
	}
	for i := range k.busy {
		slices.SortFunc(k.busy[i], func(x, y nrp.Busy) int { return cmp.Compare(x.Start, y.Start) })
	}
	return k
}

// farClock is the horizon's clock with the changes that lie up to a reference period around it.
func (b *problemBuilder) farClock() nrp.Horizon {
	zone, p := b.rows.Ward.Zone(), &b.rows.Period
	first := p.FirstDay.Midnight(zone)
	out := nrp.Horizon{Days: p.Days() + lawDays + 3, FirstWeekday: p.FirstDay.Weekday()}
	at := func(d int) int { return int(p.FirstDay.Add(d).Midnight(zone).Sub(first) / time.Minute) }
	for d := range out.Days + 1 {
		out.Midnights = append(out.Midnights, at(d))
	}
	for d := 1; d <= lawDays+1; d++ {
		out.Past = append(out.Past, at(-d))
	}
	return out
}

// add notes a duty that begins outside the horizon on the days that it lies on.
func (k *knownWork) add(staff nrp.StaffIdx, day nrp.DayIdx, start, end, paid int) {
	for d := day; d <= day+end/1440+1; d++ {
		if at := d + lawDays; at >= 0 && at < len(k.outside[staff]) {
			k.outside[staff][at] += k.minutes(day, start, end, paid, d, d+1)
		}
	}
}

// minutes is the working time of a duty as the clock has it, as far as it lies on the days from one to
// the day before another. What is not paid of a duty is a break in its middle; it keeps its length in the
// nights that are longer or shorter by an hour, and leaves a minute of work at least.
func (k *knownWork) minutes(day nrp.DayIdx, start, end, paid int, from, to nrp.DayIdx) int64 {
	began, ended := k.clock.Instant(day, start), k.clock.Instant(day, end)
	if ended <= began { // within an hour that the clock leaps over
		ended = began + end - start
	}
	pause := min(end-start-paid, ended-began-1)
	middle := began + (ended-began-pause)/2
	first, last := k.clock.Midnight(from), k.clock.Midnight(to)
	shared := func(from, to int) int { return max(0, min(to, last)-max(from, first)) }
	return int64(shared(began, middle) + shared(middle+pause, ended))
}

// knownLine is what is known of one person.
type knownLine struct {
	*knownWork
	outside []int64        // [day from -lawDays on]
	cells   []*store.Shift // [day]
	// week is the most paid time in a calendar week, minutes; -1 for no such rule.
	week int64
}

func (k *knownWork) lineOf(staff nrp.StaffIdx, week int64) *knownLine {
	return &knownLine{k, k.outside[staff], k.cells[staff], week}
}

// around is the known work from a day to the day before another that comes from duties outside the
// horizon, minutes.
func (l *knownLine) around(first, end nrp.DayIdx) int64 {
	var out int64
	for d := max(first+lawDays, 0); d < min(end+lawDays, len(l.outside)); d++ {
		out += l.outside[d]
	}
	return out
}

// elsewhere is the paid time of duties on other wards on some days of the horizon, minutes.
func (l *knownLine) elsewhere(from, to nrp.DayIdx) int64 {
	var out int64
	for _, s := range l.cells[from:to] {
		if s != nil {
			out += int64(s.PaidMinutes)
		}
	}
	return out
}

// most is the most paid time that some days of the horizon can hold: the longest shift each day, and
// what a calendar week may have.
func (l *knownLine) most(from, to nrp.DayIdx) int64 {
	longest := 0
	for i := range l.b.rows.Shifts {
		longest = max(longest, l.b.rows.Shifts[i].PaidMinutes)
	}
	var out int64
	for _, w := range l.b.weeks() {
		var week int64
		a, z := max(w.from, from), min(w.to, to)
		if a >= z {
			continue
		}
		for _, s := range l.cells[a:z] {
			day := longest
			if s != nil {
				day = max(day, s.PaidMinutes)
			}
			week += int64(day)
		}
		if l.week >= 0 {
			week = min(week, max(l.week, l.elsewhere(a, z)))
		}
		out += week
	}
	return out
}

// longer is by how much the work of some days of the horizon can be longer than what is paid of it,
// because of the hour that October adds, as far as it lies before a day; minutes.
func (l *knownLine) longer(from, to, end nrp.DayIdx) int64 {
	var out int64
	for d := from; d < to; d++ {
		if l.clock.Midnight(d+3)-l.clock.Midnight(d) <= 3*1440 {
			continue
		}
		var more int64
		add := func(s *store.Shift) {
			more = max(more, l.minutes(d, s.StartMinute, s.EndMinute, s.PaidMinutes, d, end)-int64(s.PaidMinutes))
		}
		for i := range l.b.rows.Shifts {
			add(&l.b.rows.Shifts[i])
		}
		if s := l.cells[d]; s != nil {
			add(s)
		}
		out += more
	}
	return out
}
