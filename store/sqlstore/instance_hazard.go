package sqlstore

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// A night worker whose work has special hazards or heavy strain works at most 8 hours in any 24 in
// which there is night work of that kind (Working Time Regulations 1998 reg. 6(7)). A shift that is too
// long by itself is a forbidden cell; two that are too much together, on successive days or with a
// day between, are a pattern. More than two duties do not fit into 24 hours beside 11 hours of rest. A
// pattern knows no dates: where two shifts are too much only in the night of a clock change, they
// are forbidden on the weekday on which that falls; and somebody who becomes a night worker within
// the horizon has the patterns on all days of it.

// Night time (reg. 2(1)): from 23:00 to 06:00, minutes.
const (
	nightFrom = 23 * 60
	nightTo   = 6 * 60
)

// hazardous is a shift that may have a part in too much work of that kind: of the ward's own, or one
// of another ward.
type hazardous struct {
	cells nrp.CellSet
	shift *store.Shift
	// own is false for a shift of another ward: what is too much there alone is no fault of this rota.
	own bool
}

// hazards returns all shifts of the instance where any of them is marked, otherwise none.
func (b *problemBuilder) hazards() []hazardous {
	var out []hazardous
	marked := false
	see := func(s *store.Shift, own bool) {
		k, ok := b.shiftOf[s.ID]
		if !ok || slices.ContainsFunc(out, func(h hazardous) bool { return h.cells == nrp.ShiftCells(k) }) {
			return
		}
		out = append(out, hazardous{nrp.ShiftCells(k), s, own})
		marked = marked || s.HazardOn != ""
	}
	for i := range b.rows.Shifts {
		see(&b.rows.Shifts[i], true)
	}
	for i := range b.elsewhere {
		see(&b.elsewhere[i].shift, false)
	}
	if !marked && !slices.ContainsFunc(b.elsewhere, func(e dayElsewhere) bool { return e.shift.HazardOn != "" }) {
		return nil
	}
	return out
}

// placed is a shift on a day.
type placed struct {
	day   nrp.DayIdx
	shift *store.Shift
}

// hazardCells forbids what is too much by itself, and on the last days what is too much with a duty
// after the horizon.
func (b *problemBuilder) hazardCells(i nrp.StaffIdx, w *worker, ahead []aheadDuty) {
	days, all := b.inst.Horizon.Days, b.hazards()
	if !w.nightIn(days) || len(all) == 0 {
		return
	}
	for d := range days {
		if !within(w.night, d) {
			continue
		}
		var set nrp.CellSet
		for _, h := range all {
			if h.own && b.tooHazardous(placed{d, h.shift}) {
				set |= h.cells
			}
		}
		b.forbid(store.HazardNight, i, d, set)
	}
	for k := range ahead {
		next := &ahead[k]
		for d := max(0, next.day-2); d < days && next.staff == i; d++ {
			var set nrp.CellSet
			for _, h := range all {
				if h.own && b.tooHazardous(placed{d, h.shift}, placed{next.day, &next.shift}) {
					set |= h.cells
				}
			}
			b.forbid(store.HazardNight, i, d, set)
		}
	}
}

// hazardPatterns are the pairs of shifts that are too much together, for a night worker.
func (b *problemBuilder) hazardPatterns(w *worker) []nrp.Pattern {
	days, all := b.inst.Horizon.Days, b.hazards()
	if !w.nightIn(days) || len(all) == 0 {
		return nil
	}
	var out []nrp.Pattern
	for gap := 1; gap <= 2; gap++ {
		for _, second := range all {
			byDays := map[uint8]nrp.CellSet{}
			for _, first := range all {
				if !first.own && !second.own {
					continue
				}
				if bad := b.hazardDays(w, first, second, gap); bad != 0 {
					byDays[bad] |= first.cells
				}
			}
			for bad := range uint8(128) {
				set, ok := byDays[bad]
				if !ok {
					continue
				}
				cells := []nrp.CellSet{set, nrp.OffCells, second.cells}
				if gap == 1 {
					cells = []nrp.CellSet{set, second.cells}
				}
				out = append(out, nrp.Pattern{Name: store.HazardNight, Cells: cells, EndWeekdays: bad, Cost: lawCost})
			}
		}
	}
	return out
}

// hazardDays is the set of weekdays on which two shifts, the second one so many days after the first,
// are too much together where the second falls on a day of the horizon; those left out that are
// forbidden by themselves.
func (b *problemBuilder) hazardDays(w *worker, first, second hazardous, gap int) uint8 {
	alone := func(h hazardous, d nrp.DayIdx) bool {
		return h.own && d >= 0 && within(w.night, d) && b.tooHazardous(placed{d, h.shift})
	}
	var out uint8
	for d := range b.inst.Horizon.Days {
		if b.tooHazardous(placed{d - gap, first.shift}, placed{d, second.shift}) && !alone(first, d-gap) && !alone(second, d) {
			out |= 1 << uint(b.inst.Horizon.Weekday(d))
		}
	}
	return out
}

// tooHazardous reports whether there are 24 hours with night work of a marked kind that hold work of each of
// the duties and in all more than the law allows. The work in a moving window bends only where one of its
// ends meets an end of a piece of work, so that it is enough to look there and a minute to either side, and
// where the window comes to hold, or stops holding, a minute of such night work.
func (b *problemBuilder) tooHazardous(duties ...placed) bool {
	clock, most := &b.known.clock, b.rows.Pinned.FigureOf("night_hazard")
	work := make([][]nrp.Busy, len(duties)) // [duty]
	var nights []nrp.Busy
	var ends []int
	for i, x := range duties {
		work[i] = workPieces(clock, x)
		for _, p := range work[i] {
			ends = append(ends, p.Start, p.End)
			for d := x.day - 1; x.shift.HazardOn != "" && clock.Instant(d, nightFrom) < p.End; d++ {
				n := nrp.Busy{Start: max(p.Start, clock.Instant(d, nightFrom)), End: min(p.End, clock.Instant(d+1, nightTo))}
				if n.Start < n.End {
					nights = append(nights, n)
				}
			}
		}
	}
	for _, n := range nights {
		starts := []int{n.Start + 1 - 1440, n.End - 1}
		for _, e := range ends {
			starts = append(starts, e-1, e, e+1, e-1441, e-1440, e-1439)
		}
		for _, s := range starts {
			if s > n.Start-1440 && s < n.End && workIn(work, s) > most {
				return true
			}
		}
	}
	return false
}

// workIn is the work in the 24 hours from an instant; 0 where any of the duties has none in them. [duty]
func workIn(work [][]nrp.Busy, start int) int {
	sum := 0
	for _, pieces := range work {
		own := 0
		for _, p := range pieces {
			own += max(0, min(p.End, start+1440)-max(p.Start, start))
		}
		if own == 0 {
			return 0
		}
		sum += own
	}
	return sum
}

// workPieces is the working time of a duty: before and after what is not paid of it, which is taken to
// lie in its middle.
func workPieces(h *nrp.Horizon, x placed) []nrp.Busy {
	begun, ended := shiftSpan(h, x.day, x.shift)
	pause := min(x.shift.EndMinute-x.shift.StartMinute-x.shift.PaidMinutes, ended-begun-1)
	middle := begun + (ended-begun-pause)/2
	return []nrp.Busy{{Start: begun, End: middle}, {Start: middle + pause, End: ended}}
}
