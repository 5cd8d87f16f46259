package inrc2

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Sizes beyond which a file is refused rather than read.
const (
	maxWeeks  = 520
	maxStaff  = 100_000
	maxCells  = 20_000_000
	maxNumber = 1_000_000
	maxRun    = 10_000
)

// Range is a least and a largest number.
type Range struct{ Min, Max int }

// Scenario is a ward: what stays the same from week to week.
type Scenario struct {
	ID     string
	Weeks  int
	Skills []string
	Shifts []ShiftType
	// Forbidden holds the successions of H3, by index into Shifts. [preceding] -> succeeding
	Forbidden [][]int
	Contracts []Contract
	Nurses    []Nurse
}

// ShiftType is a kind of duty; Run bounds the days in a row that one works it (S2).
type ShiftType struct {
	ID  string
	Run Range
}

// Contract holds the limits S2, S3, S5, S6 and S7 of those who have it.
type Contract struct {
	ID string
	// Total bounds the assignments of the whole horizon, history included (S6).
	Total Range
	// Work and Off bound the days in a row that one works (S2) or is off (S3).
	Work, Off Range
	// MaxWeekends bounds the weekends worked in the whole horizon (S7).
	MaxWeekends int
	// CompleteWeekends wants both days of a weekend worked or none (S5).
	CompleteWeekends bool
}

// Nurse is a person; Contract and Skills are indices into the scenario.
type Nurse struct {
	ID       string
	Contract int
	Skills   []int
}

// ReadScenario reads a scenario file. An error names the file, the line and the JSON
// pointer of the fault.
func ReadScenario(src Source) (*Scenario, error) {
	root, err := parse(src)
	if err != nil {
		return nil, err
	}
	o := root.object(&err, "id", "numberOfWeeks", "skills", "shiftTypes", "forbiddenShiftTypeSuccessions", "contracts", "nurses")
	s := &Scenario{ID: o.text("id"), Weeks: o.number("numberOfWeeks", 1, maxWeeks), Skills: o.texts("skills")}
	o.list("shiftTypes", func(n *node) { s.readShift(n, &err) })
	s.Forbidden = make([][]int, len(s.Shifts))
	o.list("forbiddenShiftTypeSuccessions", func(n *node) { s.readForbidden(n, &err) })
	o.list("contracts", func(n *node) { s.readContract(n, &err) })
	seen := map[string]bool{}
	o.list("nurses", func(n *node) { s.readNurse(n, seen, &err) })
	if err == nil && (len(s.Skills) == 0 || len(s.Shifts) == 0 || len(s.Nurses) == 0) {
		err = root.fail("skills, shiftTypes and nurses need at least one entry each")
	}
	if err == nil && len(s.Nurses)*s.Weeks*7 > maxCells {
		err = root.fail("nurses times days are more than %d: give a smaller scenario", maxCells)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Scenario) readShift(n *node, err *error) {
	o := n.object(err, "id", "minimumNumberOfConsecutiveAssignments", "maximumNumberOfConsecutiveAssignments")
	st := ShiftType{ID: o.text("id"), Run: o.bounds("minimumNumberOfConsecutiveAssignments", "maximumNumberOfConsecutiveAssignments", maxRun)}
	switch {
	case s.shift(st.ID) >= 0:
		keep(err, n.fail("shift type %q stands here for the second time: give it another id", st.ID))
	case st.ID == none || st.ID == anyShift:
		keep(err, n.fail("a shift type may not be called %q: the word means something else in the format", st.ID))
	case len(s.Shifts) == nrp.MaxShifts:
		keep(err, n.fail("more than %d shift types: merge some", nrp.MaxShifts))
	}
	s.Shifts = append(s.Shifts, st)
}

func (s *Scenario) readForbidden(n *node, err *error) {
	o := n.object(err, "precedingShiftType", "succeedingShiftTypes")
	from := o.index("precedingShiftType", "shift type", s.shift)
	next := o.indices("succeedingShiftTypes", "shift type", s.shift)
	if *err != nil {
		return
	}
	if s.Forbidden[from] != nil {
		keep(err, n.fail("%q precedes in another entry already: merge the two", s.Shifts[from].ID))
	}
	s.Forbidden[from] = next
}

func (s *Scenario) readContract(n *node, err *error) {
	o := n.object(err, "id", "minimumNumberOfAssignments", "maximumNumberOfAssignments",
		"minimumNumberOfConsecutiveWorkingDays", "maximumNumberOfConsecutiveWorkingDays",
		"minimumNumberOfConsecutiveDaysOff", "maximumNumberOfConsecutiveDaysOff",
		"maximumNumberOfWorkingWeekends", "completeWeekends")
	c := Contract{
		ID:               o.text("id"),
		Total:            o.bounds("minimumNumberOfAssignments", "maximumNumberOfAssignments", maxNumber),
		Work:             o.bounds("minimumNumberOfConsecutiveWorkingDays", "maximumNumberOfConsecutiveWorkingDays", maxRun),
		Off:              o.bounds("minimumNumberOfConsecutiveDaysOff", "maximumNumberOfConsecutiveDaysOff", maxRun),
		MaxWeekends:      o.number("maximumNumberOfWorkingWeekends", 0, maxNumber),
		CompleteWeekends: o.flag("completeWeekends"),
	}
	if s.contract(c.ID) >= 0 {
		keep(err, n.fail("contract %q stands here for the second time: give it another id", c.ID))
	}
	s.Contracts = append(s.Contracts, c)
}

func (s *Scenario) readNurse(n *node, seen map[string]bool, err *error) {
	o := n.object(err, "id", "contract", "skills")
	nurse := Nurse{
		ID:       o.text("id"),
		Contract: o.index("contract", "contract", s.contract),
		Skills:   o.indices("skills", "skill", s.skill),
	}
	slices.Sort(nurse.Skills)
	switch {
	case seen[nurse.ID]:
		keep(err, n.fail("nurse %q stands here for the second time: give another id", nurse.ID))
	case len(s.Nurses) == maxStaff:
		keep(err, n.fail("more than %d nurses: give a smaller scenario", maxStaff))
	}
	seen[nurse.ID] = true
	s.Nurses = append(s.Nurses, nurse)
}

// bounds reads a minimum and a maximum that is not below it, both at most top.
func (o object) bounds(lo, hi string, top int64) Range {
	r := Range{o.number(lo, 0, top), o.number(hi, 0, top)}
	if r.Min > r.Max {
		keep(o.err, o.fail("%s %d is above %s %d: exchange them", lo, r.Min, hi, r.Max))
	}
	return r
}

// index reads the name of something and returns its index.
func (o object) index(field, what string, find func(string) int) int {
	n := o.get(field)
	if n == nil {
		return 0
	}
	return n.index(o.err, what, find)
}

// indices reads an array of names of different things and returns their indices.
func (o object) indices(field, what string, find func(string) int) []int {
	out := []int{}
	o.list(field, func(item *node) {
		i := item.index(o.err, what, find)
		if slices.Contains(out, i) {
			keep(o.err, item.fail("%s %q stands here for the second time: keep one", what, item.value))
		}
		out = append(out, i)
	})
	return out
}

func (n *node) index(err *error, what string, find func(string) int) int {
	id := n.text(err)
	i := find(id)
	if i < 0 {
		keep(err, n.fail("there is no %s %q in the scenario: correct the name", what, id))
		return 0
	}
	return i
}

func (s *Scenario) shift(id string) int {
	return slices.IndexFunc(s.Shifts, func(x ShiftType) bool { return x.ID == id })
}

func (s *Scenario) skill(id string) int { return slices.Index(s.Skills, id) }

func (s *Scenario) contract(id string) int {
	return slices.IndexFunc(s.Contracts, func(x Contract) bool { return x.ID == id })
}

// nurses returns a look-up of nurses by id, for files that name many.
func (s *Scenario) nurses() func(string) int {
	at := make(map[string]int, len(s.Nurses))
	for i := range s.Nurses {
		at[s.Nurses[i].ID] = i
	}
	return func(id string) int {
		if i, ok := at[id]; ok {
			return i
		}
		return -1
	}
}
