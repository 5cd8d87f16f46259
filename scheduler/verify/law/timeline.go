package law

import (
	"cmp"
	"slices"
)

// span is a run of time; end is not in it.
type span struct{ start, end Instant }

func (s span) minutes() int { return int(s.end - s.start) }

// overlap is the number of minutes that two spans share.
func (s span) overlap(o span) int { return int(max(0, min(s.end, o.end)-max(s.start, o.start))) }

// timeline is one person's time laid out in order.
type timeline struct {
	figures *Figures
	cal     *calendar
	person  *Person
	// work is in the order of its start.
	work []Work
	// busy is the time at work, breaks included; duties that overlap are one, duties that
	// touch are two.
	busy []span
	// days are the minutes of work of each day, normal those that are not occasional. [day]
	days, normal []int
	found        []Breach
}

func newTimeline(f *Figures, cal *calendar, p *Person) *timeline {
	t := &timeline{figures: f, cal: cal, person: p, work: slices.Clone(p.Work)}
	slices.SortFunc(t.work, func(a, b Work) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Break, b.Break))
	})
	t.days, t.normal = make([]int, cal.days()), make([]int, cal.days())
	for _, w := range t.work {
		if n := len(t.busy); n > 0 && w.Start < t.busy[n-1].end {
			t.busy[n-1].end = max(t.busy[n-1].end, w.End)
		} else {
			t.busy = append(t.busy, span{w.Start, w.End})
		}
		for _, p := range w.pieces() {
			t.addDays(p, w.Occasional)
		}
	}
	return t
}

// pieces returns the working time of a duty: before its break and after it.
func (w *Work) pieces() []span {
	if w.Break == 0 {
		return []span{{w.Start, w.End}}
	}
	before := (w.End - w.Start - Instant(w.Break)) / 2
	return []span{{w.Start, w.Start + before}, {w.Start + before + Instant(w.Break), w.End}}
}

// minutes is the working time of a duty.
func (w *Work) minutes() int { return int(w.End-w.Start) - w.Break }

// addDays adds a piece of work to the days that it lies on.
func (t *timeline) addDays(p span, occasional bool) {
	for d := t.cal.day(p.start); p.start < p.end; d++ {
		n := min(p.end, t.cal.mids[d+1]) - p.start
		t.days[d] += int(n)
		if !occasional {
			t.normal[d] += int(n)
		}
		p.start += n
	}
}

// isYoung reports whether what begins at an instant is judged by the limits of those under 18.
func (t *timeline) isYoung(at Instant) bool { return at < t.person.Adult }

// most notes a breach of a most amount, if it is one.
func (t *timeline) most(rule Rule, s span, measured, limit int, source string) {
	if measured > limit {
		t.found = append(t.found, Breach{rule, t.person.ID, s.start, s.end, measured, limit, 0, source})
	}
}

// least notes a breach of a least amount, if it is one.
func (t *timeline) least(rule Rule, s span, measured, limit int, source string) {
	if measured < limit {
		t.found = append(t.found, Breach{rule, t.person.ID, s.start, s.end, measured, limit, 0, source})
	}
}
