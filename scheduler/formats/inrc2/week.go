package inrc2

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// anyShift asks for the whole day off.
const anyShift = "Any"

var (
	dayNames = [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	// dayShort are the names in solution files.
	dayShort = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
)

// Week is one week's demand and requests.
type Week struct {
	Requirements []Requirement
	Requests     []ShiftOff
}

// Requirement is the number of nurses wanted on each day of a week in a shift with a
// skill, both indices into the scenario.
type Requirement struct {
	Shift, Skill int
	// Min is hard (H2), Optimal is soft (S1). [weekday]
	Min, Optimal [7]int
}

// ShiftOff is a nurse's wish not to work a shift on a day (S4).
type ShiftOff struct {
	Nurse int
	// Day is the weekday, 0 Monday.
	Day int
	// Shift is an index into the scenario's Shifts, nrp.NoShift for any shift.
	Shift int
}

// ReadWeek reads one week's file.
func ReadWeek(src Source, s *Scenario) (*Week, error) {
	root, err := parse(src)
	if err != nil {
		return nil, err
	}
	o := root.object(&err, "scenario", "requirements", "shiftOffRequests")
	o.belongsTo(s)
	w := &Week{}
	seen := map[[2]int]bool{}
	o.list("requirements", func(n *node) {
		r := s.readRequirement(n, &err)
		if at := [2]int{r.Shift, r.Skill}; seen[at] {
			keep(&err, n.fail("%s, %s stands here for the second time: merge the two", s.Shifts[r.Shift].ID, s.Skills[r.Skill]))
		} else {
			seen[at] = true
		}
		w.Requirements = append(w.Requirements, r)
	})
	find := s.nurses()
	o.list("shiftOffRequests", func(n *node) {
		f := n.object(&err, "nurse", "shiftType", "day")
		req := ShiftOff{Nurse: f.index("nurse", "nurse", find), Day: f.index("day", "weekday", weekday), Shift: nrp.NoShift}
		if f.text("shiftType") != anyShift {
			req.Shift = f.index("shiftType", "shift type", s.shift)
		}
		w.Requests = append(w.Requests, req)
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (s *Scenario) readRequirement(n *node, err *error) Requirement {
	known := []string{"shiftType", "skill"}
	for _, day := range dayNames {
		known = append(known, "requirementOn"+day)
	}
	o := n.object(err, known...)
	r := Requirement{Shift: o.index("shiftType", "shift type", s.shift), Skill: o.index("skill", "skill", s.skill)}
	for d, field := range known[2:] {
		day := o.get(field)
		if day == nil {
			return r
		}
		f := day.object(err, "minimum", "optimal")
		r.Min[d], r.Optimal[d] = f.number("minimum", 0, maxNumber), f.number("optimal", 0, maxNumber)
		if r.Optimal[d] < r.Min[d] {
			keep(err, day.fail("optimal %d is below minimum %d: correct one of them", r.Optimal[d], r.Min[d]))
		}
	}
	return r
}

// weekday returns the index of a day's long or short name, -1 if it is neither.
func weekday(name string) int {
	for d := range dayNames {
		if name == dayNames[d] || name == dayShort[d] {
			return d
		}
	}
	return -1
}
