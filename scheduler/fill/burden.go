package fill

import (
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// carries sets the person's burden before and after, as the ledger would count it were the
// change published now: nights, weekends, refusals, moves at short notice and wishes taken back.
// A line of the ledger of a rota that is not over weighs its full worth.
func (j *Judge) carries(s *Side, c Change, was, is nrp.Line) {
	if j.ward.Carriers == nil {
		return
	}
	by := &j.ward.Carriers[s.Staff]
	s.Burden.Was = by.Burden
	change := j.recount(fairness.NightDuty, by, by.Nights, j.nights(was), j.nights(is))
	change += j.recount(fairness.WeekendWorked, by, by.Weekends, j.weekends(was), j.weekends(is))
	for kind, n := range j.turned(s, c, was, is) {
		change += j.figures.Worth(fairness.Line{Count: n, Points: fairness.Points(kind), Share: by.Share, Eligible: by.Days})
	}
	s.Burden.Is = s.Burden.Was + change
}

// recount is what it adds to a burden that a line which said was says is.
func (j *Judge) recount(kind fairness.Kind, by *Carrier, eligible fairness.Ratio, was, is int64) fairness.Milli {
	line := fairness.Line{Points: fairness.Points(kind), Share: by.Share, Eligible: eligible}
	line.Count = was
	before := j.figures.Worth(line)
	line.Count = is
	return j.figures.Worth(line) - before
}

// turned counts what the change adds of each kind besides nights and weekends.
func (j *Judge) turned(s *Side, c Change, was, is nrp.Line) map[fairness.Kind]int64 {
	out := map[fairness.Kind]int64{}
	if j.ward.Refused != nil {
		for _, k := range s.Met {
			out[j.ward.Refused[k]]--
		}
		for _, k := range s.Unmet {
			if c.asked(s.Staff, j.ward.Inst.Requests[k].Day) {
				continue
			}
			out[j.ward.Refused[k]]++
			out[fairness.MovedFromWish]++
		}
	}
	if j.ward.Notice == nil {
		return out
	}
	for _, m := range c {
		if m.Staff != s.Staff || m.Asked || was[m.Day].Shift == is[m.Day].Shift {
			continue
		}
		// Notice runs to the earlier of the two: that is when plans have to have changed.
		notice := Unknown
		for _, x := range []nrp.ShiftIdx{was[m.Day].Shift, is[m.Day].Shift} {
			if x != nrp.NoShift {
				notice = lesser(notice, j.ward.Notice[m.Day][x])
			}
		}
		if kind, short := fairness.MoveKind(notice); short {
			out[kind]++
		}
	}
	return out
}

// asked reports whether the person asked for the change of that day.
func (c Change) asked(i nrp.StaffIdx, d nrp.DayIdx) bool {
	for _, m := range c {
		if m.Staff == i && m.Day == d {
			return m.Asked
		}
	}
	return false
}

// nights counts the own nights of a line.
func (j *Judge) nights(line nrp.Line) int64 {
	var n int64
	for _, a := range line {
		if a.Shift != nrp.NoShift && j.ward.Inst.Shifts[a.Shift].Kind == "night" && !j.ward.Inst.Shifts[a.Shift].FixedOnly {
			n++
		}
	}
	return n
}

// weekends counts the weekends with an own duty on either day.
func (j *Judge) weekends(line nrp.Line) int64 {
	var n int64
	last := nrp.DayIdx(-8)
	for d, a := range line {
		if a.Shift == nrp.NoShift || j.ward.Inst.Shifts[a.Shift].FixedOnly {
			continue
		}
		if weekday := j.ward.Inst.Horizon.Weekday(d); weekday >= 5 {
			if saturday := d - (weekday - 5); saturday != last {
				last = saturday
				n++
			}
		}
	}
	return n
}
