package law

import "sort"

// young: under 18 not more than 8 hours a day and 40 a week, overtime and all employers
// together (reg. 5A), and no work in the restricted period (reg. 6A). Of the week in which the
// birthday lies the days before it count.
func (t *timeline) young() {
	if len(t.work) == 0 || !t.isYoung(t.cal.mids[t.cal.day(t.work[0].Start)]) {
		return
	}
	f := t.figures
	sum := sums(t.days)
	grown := sort.Search(len(t.days), func(d int) bool { return !t.isYoung(t.cal.mids[d]) })
	for d := range grown {
		if f.YoungDay.Value > 0 {
			t.most(YoungDay, t.period(d, 1), t.days[d], f.YoungDay.Value, f.YoungDay.Source)
		}
		if f.YoungWeek.Value > 0 && t.cal.weekday(d) == 0 {
			t.most(YoungWeek, t.period(d, 7), between(sum, d, min(d+7, grown)), f.YoungWeek.Value, f.YoungWeek.Source)
		}
	}
	from, to := f.YoungFrom, f.YoungTo
	if t.person.LateContract {
		from, to = f.YoungLateFrom, f.YoungLateTo
	}
	if from.Value == 0 {
		return
	}
	for _, w := range t.work {
		if !t.isYoung(w.Start) {
			continue
		}
		n := 0
		for d := t.cal.day(w.Start) - 1; t.cal.clock(d, 0) < w.End; d++ {
			n += span{w.Start, w.End}.overlap(span{t.cal.clock(d, from.Value), t.cal.clock(d+1, to.Value)})
		}
		t.most(YoungNight, span{w.Start, w.End}, n, 0, from.Source)
	}
}
