package nhs

import (
	"maps"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// A night worker whose night work has special hazards works 8 hours at most in any 24 that have some of it in
// them (Working Time Regulations 1998 reg. 6(7)).

// duty is a shift of the problem on a day.
type duty struct {
	day   Day
	shift nrp.ShiftIdx
}

// shift returns a shift of the problem; the bank's comes after the ward's own.
func (h *horizon) shift(i nrp.ShiftIdx) *Shift {
	if i < len(h.w.Shifts) {
		return &h.w.Shifts[i]
	}
	return &h.w.BankShift
}

// hazardous reports whether the ward has night work with special hazards and somebody is a night worker on a
// day of the horizon.
func (h *horizon) hazardous(person int) bool {
	t := h.w.term(person, NightWorker)
	if t == nil || t.From >= h.first+Day(h.days) || t.Until != 0 && t.Until <= h.first {
		return false
	}
	for i := range h.w.Shifts {
		if h.w.Shifts[i].Hazard {
			return true
		}
	}
	return false
}

// day24 is 24 hours, minutes.
const day24 = 1440

// tooMuch reports whether one duty, or two, have more work than the law allows in 24 hours that hold some of
// each and a minute of hazardous night work. It goes through the 24 hours from every minute.
func (h *horizon) tooMuch(duties ...duty) bool {
	begin, end := duties[0].day-1, duties[len(duties)-1].day+3
	first := h.w.clock(begin, 0)
	n := int(h.w.clock(end, 0) - first)
	key := hazardKey{first: duties[0].shift, second: duties[len(duties)-1].shift, number: len(duties), days: end - begin}
	if n != int(key.days)*day24 { // a clock change: another answer each day
		key.day = begin
	}
	out, known := h.hazards[key]
	if !known {
		out = h.holdsTooMuch(first, n, duties)
		h.hazards[key] = out
	}
	return out
}

// hazardKey names an answer of tooMuch: the shifts, how many days lie around them, and the first of those where
// the clock changes in them.
type hazardKey struct {
	first, second nrp.ShiftIdx
	// number is that of the duties.
	number    int
	days, day Day
}

// holdsTooMuch is tooMuch, looked at in n minutes from an instant on.
func (h *horizon) holdsTooMuch(first law.Instant, n int, duties []duty) bool {
	work, nights := make([][]int, len(duties)), make([][]int, len(duties))
	for k, x := range duties {
		work[k], nights[k] = h.added(x, first, n)
	}
	for m := range n - day24 {
		total, night, each := 0, 0, true
		for k := range duties {
			part := work[k][m+day24] - work[k][m]
			total, night, each = total+part, night+nights[k][m+day24]-nights[k][m], each && part > 0
		}
		if each && night > 0 && total > law.UK().HazardDay.Value {
			return true
		}
	}
	return false
}

// added adds up the work of a duty in the minutes from an instant on, and the hazardous night work, up to each
// minute without it. [minute]
func (h *horizon) added(x duty, first law.Instant, n int) (work, night []int) {
	of, figures := h.w.work(x.day, h.shift(x.shift)), law.UK()
	middle := of.Start + (of.End-of.Start-law.Instant(of.Break))/2
	work, night = make([]int, n+1), make([]int, n+1)
	for at := of.Start; at < of.End; at++ {
		if at < middle || at >= middle+law.Instant(of.Break) {
			work[at-first+1] = 1
		}
	}
	for d := x.day - 1; of.Hazard && d <= x.day+1; d++ {
		from, to := h.w.clock(d, figures.NightFrom.Value), h.w.clock(d+1, figures.NightTo.Value)
		for at := max(from, of.Start); at < min(to, of.End); at++ {
			night[at-first+1] = work[at-first+1]
		}
	}
	for m := range n {
		work[m+1] += work[m]
		night[m+1] += night[m]
	}
	return work, night
}

// alone reports whether a shift of the ward's own is too much by itself on a day of the horizon on which somebody is
// a night worker.
func (h *horizon) alone(person int, x duty) bool {
	return x.shift < len(h.w.Shifts) && h.inside(x.day) && h.w.holds(person, NightWorker, x.day) && h.tooMuch(x)
}

// hazardCells forbids a night worker what is too much by itself, or with bank work after the horizon.
func (h *horizon) hazardCells(person int) {
	if !h.hazardous(person) {
		return
	}
	for d := h.first; d < h.first+Day(h.days); d++ {
		var set nrp.CellSet
		for i := range h.w.Shifts {
			if h.alone(person, duty{d, i}) {
				set |= nrp.ShiftCells(i)
			}
		}
		h.forbid("special hazard at night", person, d, set)
	}
	for _, b := range h.w.Bank {
		if at := h.day(b.Day); b.Person != person || at < h.days || at >= h.days+aheadDays {
			continue
		}
		for d := max(h.first, b.Day-2); d < h.first+Day(h.days); d++ {
			var set nrp.CellSet
			for i := range h.w.Shifts {
				if h.tooMuch(duty{d, i}, duty{b.Day, len(h.w.Shifts)}) {
					set |= nrp.ShiftCells(i)
				}
			}
			h.forbid("special hazard at night", person, d, set)
		}
	}
}

// hazardPatterns forbids a night worker two shifts that are too much together, the second one a day later or
// two, on the weekdays on which they are.
func (h *horizon) hazardPatterns(person int) []nrp.Pattern {
	if !h.hazardous(person) {
		return nil
	}
	var out []nrp.Pattern
	for gap := Day(1); gap <= 2; gap++ {
		for second := range h.in.Shifts {
			on := map[uint8]nrp.CellSet{} // by weekdays
			for first := range h.in.Shifts {
				if weekdays := h.hazardDays(person, first, second, gap); weekdays != 0 {
					on[weekdays] |= nrp.ShiftCells(first)
				}
			}
			for _, weekdays := range slices.Sorted(maps.Keys(on)) {
				cells := []nrp.CellSet{on[weekdays], nrp.OffCells, nrp.ShiftCells(second)}
				if gap == 1 {
					cells = []nrp.CellSet{on[weekdays], nrp.ShiftCells(second)}
				}
				out = append(out, nrp.Pattern{Name: "special hazard at night", Cells: cells, EndWeekdays: weekdays, Cost: hard})
			}
		}
	}
	return out
}

// hazardDays is the set of weekdays on which a shift so many days after another is too much with it and neither is
// so alone. Two of the bank are not the ward's to forbid.
func (h *horizon) hazardDays(person int, first, second nrp.ShiftIdx, gap Day) uint8 {
	if first >= len(h.w.Shifts) && second >= len(h.w.Shifts) {
		return 0
	}
	var out uint8
	for d := h.first; d < h.first+Day(h.days); d++ {
		x, y := duty{d - gap, first}, duty{d, second}
		if !h.alone(person, x) && !h.alone(person, y) && h.tooMuch(x, y) {
			out |= 1 << uint(d.Weekday())
		}
	}
	return out
}
