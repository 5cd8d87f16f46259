package repair

import (
	"errors"
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// Order is what is to be repaired. It is not changed.
type Order struct {
	// Instance is the problem with what has happened: absent people are unavailable, raised cover
	// is raised.
	Instance *nrp.Instance
	// Published is the roster as it stands. [staff][day]
	Published nrp.Roster
	// Now is the clock, in minutes since day 0 began; it may lie before or beyond the horizon.
	Now int
	// Burden is what each person carries, in any one unit; nil where it is not known. [staff]
	Burden []int64
}

// ErrBadOrder says that an order contradicts itself; the error that wraps it says how.
var ErrBadOrder = errors.New("bad order")

func (o *Order) validate() error {
	if err := o.Instance.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrBadOrder, err)
	}
	if len(o.Published) != len(o.Instance.Staff) {
		return fmt.Errorf("%w: %d lines for %d staff", ErrBadOrder, len(o.Published), len(o.Instance.Staff))
	}
	for i, line := range o.Published {
		if len(line) != o.Instance.Horizon.Days {
			return fmt.Errorf("%w: line %d has %d days of %d", ErrBadOrder, i, len(line), o.Instance.Horizon.Days)
		}
	}
	if o.Burden != nil && len(o.Burden) != len(o.Instance.Staff) {
		return fmt.Errorf("%w: %d burdens for %d staff", ErrBadOrder, len(o.Burden), len(o.Instance.Staff))
	}
	return nil
}

// begins returns when a shift of a day begins, in minutes since day 0 began.
func (o *Order) begins(d nrp.DayIdx, s nrp.ShiftIdx) int {
	return o.Instance.Horizon.Instant(d, o.Instance.Shifts[s].Start)
}

// begun reports whether a shift of a day has begun.
func (o *Order) begun(d nrp.DayIdx, s nrp.ShiftIdx) bool { return o.begins(d, s) <= o.Now }

// past returns the cells of the shifts of a day that have begun.
func (o *Order) past(d nrp.DayIdx) nrp.CellSet {
	var set nrp.CellSet
	for s := range o.Instance.Shifts {
		if o.begun(d, s) {
			set |= nrp.ShiftCells(s)
		}
	}
	return set
}

// notice returns the minutes of notice of a change of a cell: to the earlier of the two beginnings.
// One of the two must be a shift.
func (o *Order) notice(d nrp.DayIdx, from, to nrp.ShiftIdx) int {
	if from == nrp.NoShift {
		from, to = to, from
	}
	at := o.begins(d, from)
	if to != nrp.NoShift {
		at = min(at, o.begins(d, to))
	}
	return at - o.Now
}

// Baseline returns the published roster without the duties that their people can no longer work and
// that have not begun: nobody else is moved. O(staff x days).
func (o *Order) Baseline() nrp.Roster {
	r := o.Published.Clone()
	for x, set := range o.unavailable() {
		a := r[x.staff][x.day]
		if a.Shift != nrp.NoShift && set.Has(a.Shift) && !o.begun(x.day, a.Shift) && !o.Instance.Shifts[a.Shift].FixedOnly {
			r[x.staff][x.day] = nrp.Off
		}
	}
	return r
}

// cell is one person's day.
type cell struct {
	staff nrp.StaffIdx
	day   nrp.DayIdx
}

// unavailable returns what each person cannot work, by cell.
func (o *Order) unavailable() map[cell]nrp.CellSet {
	out := map[cell]nrp.CellSet{}
	for _, u := range o.Instance.Unavailable {
		out[cell{u.Staff, u.Day}] |= u.Cells
	}
	return out
}

// kept returns the people whose line stays as it is because it breaks a hard rule already, although
// nothing of it was taken out. [staff]
func (o *Order) kept(baseline nrp.Roster) ([]bool, error) {
	kept := make([]bool, len(baseline))
	_, violations, err := verify.Check(o.Instance, baseline)
	if err != nil {
		return nil, fmt.Errorf("%w: the published roster: %w", ErrBadOrder, err)
	}
	for _, v := range violations {
		if v.Staff >= 0 && v.Cost.Level == nrp.LevelHard && v.Cost.Weight > 0 && v.Amount > 0 {
			kept[v.Staff] = true
		}
	}
	return kept, nil
}
