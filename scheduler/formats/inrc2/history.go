package inrc2

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// none is the last shift type of someone who was off on the day before the horizon.
const none = "None"

// History is the state of every nurse before the horizon.
type History struct {
	Week   int
	Nurses []NurseHistory // [nurse]
}

// NurseHistory is one nurse's state before the horizon. Counts are of days.
type NurseHistory struct {
	Assignments, Weekends int
	// LastShift is an index into the scenario's Shifts, nrp.NoShift for a day off.
	LastShift int
	// SameShift, Work and Off are the lengths of the runs that reach the last day before
	// the horizon: of LastShift, of work, of days off.
	SameShift, Work, Off int
}

// ReadHistory reads the history of a scenario's nurses, each of whom it must name once.
func ReadHistory(src Source, s *Scenario) (*History, error) {
	root, err := parse(src)
	if err != nil {
		return nil, err
	}
	o := root.object(&err, "week", "scenario", "nurseHistory")
	o.belongsTo(s)
	h := &History{Week: o.number("week", 0, maxWeeks), Nurses: make([]NurseHistory, len(s.Nurses))}
	find, seen := s.nurses(), make([]bool, len(s.Nurses))
	o.list("nurseHistory", func(n *node) {
		f := n.object(&err, "nurse", "numberOfAssignments", "numberOfWorkingWeekends", "lastAssignedShiftType",
			"numberOfConsecutiveAssignments", "numberOfConsecutiveWorkingDays", "numberOfConsecutiveDaysOff")
		i := f.index("nurse", "nurse", find)
		nh := s.readNurseHistory(f)
		if err != nil {
			return
		}
		if seen[i] {
			err = n.fail("nurse %q stands here for the second time: keep one entry", s.Nurses[i].ID)
			return
		}
		seen[i], h.Nurses[i] = true, nh
	})
	if err == nil {
		if i := slices.Index(seen, false); i >= 0 {
			err = root.fail("nurseHistory has no entry for nurse %q: add one", s.Nurses[i].ID)
		}
	}
	if err != nil {
		return nil, err
	}
	return h, nil
}

func (s *Scenario) readNurseHistory(f object) NurseHistory {
	h := NurseHistory{
		Assignments: f.number("numberOfAssignments", 0, maxNumber),
		Weekends:    f.number("numberOfWorkingWeekends", 0, maxNumber),
		LastShift:   nrp.NoShift,
		SameShift:   f.number("numberOfConsecutiveAssignments", 0, maxRun),
		Work:        f.number("numberOfConsecutiveWorkingDays", 0, maxRun),
		Off:         f.number("numberOfConsecutiveDaysOff", 0, maxRun),
	}
	if f.text("lastAssignedShiftType") != none {
		h.LastShift = f.index("lastAssignedShiftType", "shift type", s.shift)
	}
	if *f.err != nil {
		return h
	}
	switch {
	case h.LastShift == nrp.NoShift && h.Work > 0:
		keep(f.err, f.fail("lastAssignedShiftType is %s, yet numberOfConsecutiveWorkingDays is %d: correct one of them", none, h.Work))
	case h.LastShift == nrp.NoShift:
		h.SameShift = 0 // there is no shift that the number could speak of
	case h.Off > 0:
		keep(f.err, f.fail("lastAssignedShiftType is a shift, yet numberOfConsecutiveDaysOff is %d: correct one of them", h.Off))
	case h.SameShift < 1 || h.Work < h.SameShift:
		keep(f.err, f.fail("after a shift numberOfConsecutiveAssignments (%d) must be at least 1 and at most numberOfConsecutiveWorkingDays (%d)", h.SameShift, h.Work))
	case h.Work > h.SameShift && len(s.Shifts) == 1:
		keep(f.err, f.fail("with one shift type numberOfConsecutiveAssignments (%d) must equal numberOfConsecutiveWorkingDays (%d)", h.SameShift, h.Work))
	}
	return h
}

// line returns days that end in the same shift and the same runs: first work in
// another shift to make up the run of work, then the run of the last shift. What
// the other shift is changes no cost, because its run has ended before day 0.
func (h NurseHistory) line() []nrp.ShiftIdx {
	line := []nrp.ShiftIdx{}
	if h.LastShift == nrp.NoShift {
		for range h.Off {
			line = append(line, nrp.NoShift)
		}
		return line
	}
	other := 0
	if h.LastShift == 0 {
		other = 1
	}
	for range h.Work - h.SameShift {
		line = append(line, other)
	}
	for range h.SameShift {
		line = append(line, h.LastShift)
	}
	return line
}

// belongsTo refuses a file that names another scenario.
func (o object) belongsTo(s *Scenario) {
	if id := o.text("scenario"); *o.err == nil && id != s.ID {
		keep(o.err, o.fields["scenario"].fail("the file belongs to scenario %q, not to %q: give the file of this scenario", id, s.ID))
	}
}
