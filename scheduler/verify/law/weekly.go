package law

import "time"

// weeklyRest: uninterrupted rest in each 7 days or in each 14 (reg. 11), which begin with
// a Monday (reg. 11(4)(b), (6)). Rest counts as far as it lies in the period.
func (t *timeline) weeklyRest() {
	if len(t.busy) == 0 {
		return
	}
	first, last := t.cal.day(t.busy[0].start), t.cal.day(t.busy[len(t.busy)-1].end-1)
	if t.figures.WeeklyForm == EachWeek {
		t.weeks(t.cal.monday(first), last, 7)
	} else {
		t.weeks(t.fortnight(first), last, 14)
	}
}

// fortnight returns the day on which the 14-day period of a day begins: every other week
// from that in which the employment began; from Monday 5 October 1998 where that is not known or
// was before (reg. 11(5)).
func (t *timeline) fortnight(d int) int {
	anchor := t.cal.since(1998, time.October, 5)
	if t.person.Began != 0 {
		anchor = t.cal.monday(t.cal.since(t.person.Began.In(t.cal.zone).Date()))
	}
	return d - ((d-anchor)%14+14)%14
}

// weeks judges the periods of so many days that begin with day from, up to the one that
// day last lies in; weeks that begin under the age of 18 one by one.
func (t *timeline) weeks(from, last, length int) {
	f, next := t.figures, 0
	for d := from; d <= last; d += length {
		period := t.period(d, length)
		if t.isYoung(period.start) {
			for w := d; w < d+length && t.isYoung(t.period(w, 7).start); w += 7 {
				next = t.rest(YoungWeeklyRest, t.period(w, 7), next, f.YoungWeeklyRest, 1)
			}
			continue
		}
		next = t.rest(WeeklyRest, period, next, f.WeeklyRest, length/7)
	}
}

func (t *timeline) period(d, days int) span { return span{t.cal.clock(d, 0), t.cal.clock(d+days, 0)} }

// rest judges one period: one rest, or two of which one may be as long as both. next is the first
// span of work that may lie in it; the first that may lie in the period after is returned.
func (t *timeline) rest(rule Rule, period span, next int, want Figure, times int) int {
	for next < len(t.busy) && t.busy[next].end <= period.start {
		next++
	}
	// longest and second are the two longest rests less what must lie beside them.
	longest, second := 0, 0
	note := func(gap Instant) {
		g := max(0, int(gap)-t.figures.RestBeside.Value)
		if g > longest {
			longest, second = g, longest
		} else {
			second = max(second, g)
		}
	}
	free, i := period.start, next
	for ; i < len(t.busy) && t.busy[i].start < period.end; i++ {
		note(t.busy[i].start - free)
		free = t.busy[i].end
	}
	note(period.end - free)
	have := min(longest, want.Value)
	if times == 2 {
		have = max(min(longest, 2*want.Value), have+min(second, want.Value))
	}
	t.least(rule, period, have, times*want.Value, want.Source)
	return next
}
