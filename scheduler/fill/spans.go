package fill

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// span is one unbroken duty on instants, minutes; from when they are counted depends on whether
// the law is known, and never matters.
type span struct {
	start, end, work int64
	// day is the day of the rota whose cell it is, outside where it is none.
	day nrp.DayIdx
}

// outside is the day of a duty that no cell of the rota holds.
const outside nrp.DayIdx = -1

// spans lays out what a person works with a line, in the order of time. Where the law is known
// this has everything that was ever entered, else the history and the line.
func (j *Judge) spans(i nrp.StaffIdx, line nrp.Line) []span {
	var out []span
	l := j.ward.Law
	if l != nil {
		for _, w := range l.Around.People[i].Work {
			out = append(out, span{int64(w.Start), int64(w.End), int64(w.End-w.Start) - int64(w.Break), outside})
		}
	} else {
		past := j.ward.Inst.Staff[i].History.Line
		for k, s := range past {
			if s != nrp.NoShift {
				out = j.clocked(out, k-len(past), s, outside)
			}
		}
	}
	for d, a := range line {
		switch {
		case a.Shift == nrp.NoShift:
		case l == nil:
			out = j.clocked(out, d, a.Shift, d)
		case l.Cells[d][a.Shift].End != 0:
			w := l.Cells[d][a.Shift]
			out = append(out, span{int64(w.Start), int64(w.End), int64(w.End-w.Start) - int64(w.Break), d})
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	return out
}

// clocked appends a shift by the instance's own clock; one without clock times is no time.
func (j *Judge) clocked(out []span, d nrp.DayIdx, s nrp.ShiftIdx, day nrp.DayIdx) []span {
	x, h := &j.ward.Inst.Shifts[s], j.ward.Inst.Horizon
	if x.Start == 0 && x.End == 0 {
		return out
	}
	return append(out, span{int64(h.Instant(d, x.Start)), int64(h.Instant(d, x.End)), int64(x.Minutes), day})
}

// restAround returns the rest before and after the duty of a day.
func restAround(spans []span, d nrp.DayIdx) (before, after int64) {
	before, after = Unknown, Unknown
	for k, s := range spans {
		if s.day != d {
			continue
		}
		if k > 0 {
			before = max(0, s.start-spans[k-1].end)
		}
		if k+1 < len(spans) {
			after = max(0, spans[k+1].start-s.end)
		}
	}
	return before, after
}

// leastRest returns the shortest rest next to a duty of the rota.
func leastRest(spans []span) int64 {
	least := Unknown
	for k := 1; k < len(spans); k++ {
		if spans[k-1].day != outside || spans[k].day != outside {
			least = lesser(least, max(0, spans[k].start-spans[k-1].end))
		}
	}
	return least
}

// means returns the mean week before and after a change, in the reference period that has the
// changed duties in it and weighs most after the change. O(work^2).
func (j *Judge) means(c Change, i nrp.StaffIdx, before, after []span) (was, is int64) {
	l := j.ward.Law
	if l == nil || l.Around.Figures.ReferenceWeeks.Value == 0 || len(after) == 0 {
		return Unknown, Unknown
	}
	weeks := int64(l.Around.Figures.ReferenceWeeks.Value)
	length := weeks * 7 * 24 * 60
	first, last := j.changed(c, i)
	was, is = Unknown, Unknown
	known := after[0].start
	if len(before) > 0 {
		known = min(known, before[0].start)
	}
	for _, s := range after {
		from := s.end - length
		if s.end < last || from > first || from < known {
			continue
		}
		if mean := total(after, from, s.end) / weeks; mean > is {
			was, is = total(before, from, s.end)/weeks, mean
		}
	}
	return was, is
}

// changed returns the first start and the last end of the duties that a change gives a person or
// takes away.
func (j *Judge) changed(c Change, i nrp.StaffIdx) (first, last int64) {
	some := false
	for _, m := range c {
		if m.Staff != i {
			continue
		}
		for _, s := range []nrp.ShiftIdx{m.To.Shift, j.ward.Roster[i][m.Day].Shift} {
			if s == nrp.NoShift || j.ward.Law.Cells[m.Day][s].End == 0 {
				continue
			}
			w := j.ward.Law.Cells[m.Day][s]
			if !some || int64(w.Start) < first {
				first = int64(w.Start)
			}
			if !some || int64(w.End) > last {
				last = int64(w.End)
			}
			some = true
		}
	}
	return first, last
}

// total sums the work of the duties that begin in a run of time.
func total(spans []span, from, to int64) int64 {
	var n int64
	for _, s := range spans {
		if from <= s.start && s.start < to {
			n += s.work
		}
	}
	return n
}
