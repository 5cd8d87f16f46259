package law

import "sort"

// reference is one reference period: the days from first to the day before end.
type reference struct {
	first, end, weeks int
}

// references returns the reference periods that work may fill: successive ones where
// there is an agreement (reg. 4(3)(a)), otherwise one that begins with each day (reg. 4(3)(b));
// and for somebody who has not worked so long, those that began with the employment, at the
// end of each whole week (reg. 4(4)).
func (t *timeline) references() []reference {
	weeks := t.figures.ReferenceWeeks.Value
	if len(t.work) == 0 || weeks == 0 {
		return nil
	}
	first, last := t.cal.day(t.busy[0].start), t.cal.day(t.busy[len(t.busy)-1].end-1)
	var out []reference
	if began := t.person.Began; began >= t.cal.mids[0] && began <= t.busy[len(t.busy)-1].end {
		first = max(first, t.cal.day(began))
		for w := 1; w < weeks; w++ {
			out = append(out, reference{t.cal.day(began), t.cal.day(began) + 7*w, w})
		}
	}
	step := 1
	if s := t.figures.Successive; s != 0 {
		anchor := t.cal.since(s.In(t.cal.zone).Date())
		step = 7 * weeks
		first -= ((first-anchor)%step + step) % step
	}
	for d := first; d <= last; d += step {
		out = append(out, reference{d, d + 7*weeks, weeks})
	}
	return out
}

// averageWeek: not more than 48 hours a week on average (reg. 4(1)), unless the person has
// agreed in writing (reg. 5): a period is left out where the agreement is in force on its last
// day. One that ends later has all its time counted, that under the agreement too.
//
// The average is (A + B) / C (reg. 4(6)): A is the time in the period, C its weeks, and B the
// time on the first days worked after it, as many as the period has excluded days.
func (t *timeline) averageWeek() {
	limit := t.figures.AverageWeek
	if limit.Value == 0 {
		return
	}
	sum, excluded := sums(t.days), sums(t.excluded())
	// worked are the days with work, in order; upTo the time on those before. [nth day worked]
	var worked []int
	upTo := []int{0}
	for d, n := range t.days {
		if n > 0 {
			worked = append(worked, d)
			upTo = append(upTo, upTo[len(upTo)-1]+n)
		}
	}
	for _, r := range t.references() {
		if holds(t.person.OptOut, t.lastDay(r)) {
			continue
		}
		a := between(sum, r.first, r.end)
		after := sort.SearchInts(worked, r.end)
		b := upTo[min(after+between(excluded, r.first, r.end), len(worked))] - upTo[after]
		t.overPeriod(AverageWeek, r, a+b, limit.Value*r.weeks, limit.Source)
	}
}

// excluded is 1 for each day that lies wholly on an absence of excluded days. [day]
func (t *timeline) excluded() []int {
	out := make([]int, t.cal.days())
	for _, a := range t.person.Absences {
		if !a.Excluded {
			continue
		}
		for d := max(0, t.cal.day(a.Start)); d < len(out) && t.cal.mids[d+1] <= a.End; d++ {
			if t.cal.mids[d] >= a.Start {
				out[d] = 1
			}
		}
	}
	return out
}

// nightAverage: a night worker's normal time is not more than 8 hours for each 24 on
// average (reg. 6(1)), over the days of the reference period less those of weekly rest
// (reg. 6(5)): 17 weeks are 119 days, 102 without 17 days of rest, so 816 hours. A period counts
// for who is a night worker on its last day.
func (t *timeline) nightAverage() {
	limit := t.figures.NightAverage
	if len(t.person.NightWorker) == 0 || limit.Value == 0 {
		return
	}
	sum := sums(t.normal)
	for _, r := range t.references() {
		if !holds(t.person.NightWorker, t.lastDay(r)) {
			continue
		}
		days := r.end - r.first - r.weeks*t.figures.NightRestDays.Value
		t.overPeriod(NightAverage, r, between(sum, r.first, r.end), limit.Value*days, limit.Source)
	}
}

// lastDay is the midnight with which the last day of a reference period begins.
func (t *timeline) lastDay(r reference) Instant { return t.cal.clock(r.end-1, 0) }

// overPeriod notes what is too much for a reference period.
func (t *timeline) overPeriod(rule Rule, r reference, measured, limit int, source string) {
	before := len(t.found)
	t.most(rule, t.period(r.first, r.end-r.first), measured, limit, source)
	for i := before; i < len(t.found); i++ {
		t.found[i].Weeks = r.weeks
	}
}

// sums returns what stands before each day. [day]
func sums(of []int) []int {
	out := make([]int, len(of)+1)
	for i, n := range of {
		out[i+1] = out[i] + n
	}
	return out
}

// between is the sum of the days from first to the day before end, which may lie outside.
func between(sum []int, first, end int) int {
	last := len(sum) - 1
	return sum[min(max(end, 0), last)] - sum[min(max(first, 0), last)]
}
