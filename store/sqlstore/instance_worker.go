package sqlstore

import (
	"fmt"
	"math"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// never is a day before all others: of somebody who was an adult all along.
const never = math.MinInt32

// lawCost is the price of what the law forbids.
var lawCost = nrp.Cost{Level: nrp.LevelHard, Weight: 1}

// worker is what working-time law says of one person, in days of a problem.
type worker struct {
	// adult is the first day on which the person is an adult, which may lie beyond the horizon; never
	// for an adult all along. late says that the restricted period is the later one.
	adult nrp.DayIdx
	late  bool
	// optOut and night are the days on which an agreement to longer weeks is in force and on which
	// the person is a night worker.
	optOut, night []dayRun
}

// dayRun is a run of days, to exclusive.
type dayRun struct{ from, to nrp.DayIdx }

func within(runs []dayRun, d nrp.DayIdx) bool {
	for _, r := range runs {
		if r.from <= d && d < r.to {
			return true
		}
	}
	return false
}

// young reports whether the person is under 18 on a day.
func (w *worker) young(d nrp.DayIdx) bool { return d < w.adult }

// nightIn reports whether the person is a night worker on any day of the horizon.
func (w *worker) nightIn(days int) bool {
	for _, r := range w.night {
		if r.from < days && r.to > 0 {
			return true
		}
	}
	return false
}

// name tells a contract's rests and patterns apart from those of the ward's contract, for its id;
// empty where they are the same.
func (w *worker) name(days int, hazards bool) string {
	out := ""
	if w.young(0) {
		out += fmt.Sprintf("; under 18 up to day %d", min(w.adult, days))
	}
	if hazards {
		out += "; " + store.HazardNight
	}
	return out
}

// workerOf reads what the law says of a person; nobody on a competition's ward is under the law.
func (b *problemBuilder) workerOf(id store.ID) worker {
	out := worker{adult: never}
	if b.known == nil {
		return out
	}
	terms := b.rows.Terms[id]
	for _, s := range terms.Spans(store.TermYoung) {
		out.adult, out.late = b.day(s.Until), s.Term.LateContract
	}
	out.optOut, out.night = b.runsOf(terms, store.TermOptOut), b.runsOf(terms, store.TermNightWorker)
	return out
}

func (b *problemBuilder) runsOf(terms store.WorkerTerms, kind store.TermKind) []dayRun {
	var out []dayRun
	for _, s := range terms.Spans(kind) {
		run := dayRun{b.day(s.From), math.MaxInt32}
		if s.Until != "" {
			run.to = b.day(s.Until)
		}
		out = append(out, run)
	}
	return out
}

// overlapMinutes is how much of a shift of a day lies between two clock times, of which the second
// one is on the next day, in time that really passes; its break is not left out.
func overlapMinutes(h *nrp.Horizon, day nrp.DayIdx, s *store.Shift, from, to int) int {
	begun, ended := shiftSpan(h, day, s)
	total := 0
	for d := day - 1; h.Instant(d, from) < ended; d++ {
		total += max(0, min(ended, h.Instant(d+1, to))-max(begun, h.Instant(d, from)))
	}
	return total
}

// shiftSpan is when a shift of a day begins and ends, in minutes since day 0 began.
func shiftSpan(h *nrp.Horizon, day nrp.DayIdx, s *store.Shift) (begun, ended int) {
	begun, ended = h.Instant(day, s.StartMinute), h.Instant(day, s.EndMinute)
	if ended <= begun { // within an hour that the clock leaps over
		ended = begun + s.EndMinute - s.StartMinute
	}
	return begun, ended
}

// workerCells forbids what the law lets a person not work on a day, whatever is worked beside it,
// and what would be too much with known work of the days around.
func (b *problemBuilder) workerCells() {
	if b.known == nil {
		return
	}
	ahead := b.ahead()
	for i := range b.staff {
		w := b.workerOf(b.staff[i].ID)
		b.youngCells(i, &w)
		b.hazardCells(i, &w, ahead)
	}
}

// forbid adds cells that a person may not work on a day; nothing where there are none.
func (b *problemBuilder) forbid(name string, staff nrp.StaffIdx, d nrp.DayIdx, cells nrp.CellSet) {
	if cells != 0 {
		b.inst.Unavailable = append(b.inst.Unavailable, nrp.Unavailable{Name: name, Staff: staff, Day: d, Cells: cells})
	}
}

// ownShifts calls f with each of the ward's own shifts and its index.
func (b *problemBuilder) ownShifts(f func(k nrp.ShiftIdx, s *store.Shift)) {
	for i := range b.rows.Shifts {
		f(b.shiftOf[b.rows.Shifts[i].ID], &b.rows.Shifts[i])
	}
}
