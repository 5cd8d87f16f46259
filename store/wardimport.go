package store

import "strings"

// WardImport is a whole ward as it came from outside: its people, rules and demand, and
// perhaps one roster period with what belongs to it. It is taken over wholly or not at
// all.
//
// The ids in it are local: any text that ties its rows together, unique among the rows
// of one kind. Each row gets an id of its own when it is stored. WardID fields are not
// read, for there is one ward; nor are PeriodID and RuleSetID.
type WardImport struct {
	// Division is the name of the ward's division, which is made where there is none of
	// that name.
	Division string
	Ward     Ward
	// Skills belong to the organisation: one whose code is there already is used as it is.
	Skills    []Skill
	Shifts    []Shift
	Contracts []Contract
	Staff     []Staff
	Rules     Rules
	Templates []DemandTemplate
	// Together is who works with whom.
	Together WorkingTogether
	Standing []StandingPreference
	// Users get the grants that their Grants name; in these a WardID that is not empty
	// stands for the ward.
	Users []User
	// Period is nil for a ward without one; then the four lists below are empty.
	Period      *RosterPeriod
	Demand      []Demand
	Preferences []Preference
	History     []History
	Leave       []Leave
}

// ImportedWard names what an import made.
type ImportedWard struct {
	Ward Ward
	// PeriodID is empty for a ward without a period.
	PeriodID ID
	// StaffIDs and UserIDs are in the order of the import.
	StaffIDs []ID
	UserIDs  []ID
}

// Validate reports every row that refers to one that is not there, every local id and
// code that stands twice, and every day outside the period, as one Invalid error whose
// pointers index the lists: "/staff/3/contract_id".
func (w *WardImport) Validate() error {
	c := &importCheck{known: map[string]map[ID]bool{}}
	c.words("/division", w.Division)
	c.words("/ward/name", w.Ward.Name)
	c.take("", w.Rules.Validate())
	w.checkParts(c)
	w.checkStaff(c)
	w.checkDemand(c)
	w.checkTogether(c)
	if w.Period == nil {
		if len(w.Demand)+len(w.Preferences)+len(w.History) > 0 {
			c.fault("/period", "demand, preferences and history need a period")
		}
	} else {
		w.checkPeriod(c)
	}
	if len(c.fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Op: "import ward", Detail: "the ward cannot be imported", Fields: c.fields}
}

// checkParts takes up the local ids of what the other rows refer to.
func (w *WardImport) checkParts(c *importCheck) {
	codes := map[string]bool{}
	for i := range w.Skills {
		c.add("skill", at("/skills", i, "id"), w.Skills[i].ID)
		c.once(codes, at("/skills", i, "code"), w.Skills[i].Code)
	}
	codes = map[string]bool{}
	for i := range w.Shifts {
		s := &w.Shifts[i]
		c.add("shift", at("/shifts", i, "id"), s.ID)
		c.once(codes, at("/shifts", i, "code"), s.Code)
		if s.StartMinute < 0 || s.StartMinute >= 1440 || s.EndMinute <= s.StartMinute || s.EndMinute > s.StartMinute+1440 {
			c.fault(at("/shifts", i, "end_minute"), "a shift begins within its day and ends within 24 hours")
		}
	}
	names := map[string]bool{}
	for i := range w.Contracts {
		c.add("contract", at("/contracts", i, "id"), w.Contracts[i].ID)
		c.once(names, at("/contracts", i, "name"), w.Contracts[i].Name)
		c.take(strings.TrimSuffix(at("/contracts", i, ""), "/"), w.Contracts[i].Validate())
	}
}

func (w *WardImport) checkStaff(c *importCheck) {
	numbers, logins := map[string]bool{}, map[string]bool{}
	for i := range w.Staff {
		s := &w.Staff[i]
		c.add("staff", at("/staff", i, "id"), s.ID)
		c.once(numbers, at("/staff", i, "number"), s.Number)
		c.words(at("/staff", i, "name"), s.Name)
		c.ref("contract", at("/staff", i, "contract_id"), s.ContractID, false)
		for _, k := range s.Skills {
			c.ref("skill", at("/staff", i, "skills"), k.SkillID, false)
		}
	}
	for i := range w.Users {
		login := w.Users[i].Login
		c.once(logins, at("/users", i, "login"), login)
		if n := len([]rune(login)); n < 3 || n > 120 || login != strings.ToLower(login) {
			c.fault(at("/users", i, "login"), "a sign-in name has 3 to 120 characters and no capitals")
		}
		c.ref("staff", at("/users", i, "staff_id"), w.Users[i].StaffID, true)
	}
	for i := range w.Standing {
		s := &w.Standing[i]
		c.ref("staff", at("/standing", i, "staff_id"), s.StaffID, false)
		c.ref("shift", at("/standing", i, "shift_id"), s.ShiftID, true)
	}
	for i := range w.Leave {
		l := &w.Leave[i]
		c.ref("staff", at("/leave", i, "staff_id"), l.StaffID, false)
		if !l.FirstDay.Valid() || !l.LastDay.Valid() || l.LastDay < l.FirstDay {
			c.fault(at("/leave", i, "last_day"), "leave has a first day and a last day that is not before it")
		}
	}
}

func (w *WardImport) checkDemand(c *importCheck) {
	for i := range w.Templates {
		t := &w.Templates[i]
		c.ref("shift", at("/templates", i, "shift_id"), t.ShiftID, false)
		c.ref("skill", at("/templates", i, "skill_id"), t.SkillID, true)
		c.held(at("/templates", i, "held"), t.Held, t.SkillID)
		c.people(at("/templates", i, "min"), t.People)
		if t.Weekday < 0 || t.Weekday > 6 {
			c.fault(at("/templates", i, "weekday"), "a weekday is 0 for Monday to 6 for Sunday")
		}
	}
	for i := range w.Demand {
		d := &w.Demand[i]
		c.ref("shift", at("/demand", i, "shift_id"), d.ShiftID, false)
		c.ref("skill", at("/demand", i, "skill_id"), d.SkillID, true)
		c.held(at("/demand", i, "held"), d.Held, d.SkillID)
		c.people(at("/demand", i, "min"), d.People)
	}
}

func (w *WardImport) checkPeriod(c *importCheck) {
	p := w.Period
	before := len(c.fields)
	c.take("/period", p.Validate())
	if len(c.fields) > before {
		return
	}
	switch p.State {
	case Planned, Open, PeriodClosed:
	case Drafted, Approved, PeriodPublished, Archived:
		fallthrough
	default:
		c.fault("/period/state", "an imported period is planned, open or closed")
	}
	for i := range w.Demand {
		c.within(p, at("/demand", i, "day"), w.Demand[i].Day)
	}
	for i := range w.Preferences {
		f := &w.Preferences[i]
		c.within(p, at("/preferences", i, "day"), f.Day)
		c.ref("staff", at("/preferences", i, "staff_id"), f.StaffID, false)
		c.ref("shift", at("/preferences", i, "shift_id"), f.ShiftID, true)
	}
	seen := map[ID]bool{}
	for i := range w.History {
		h := &w.History[i]
		c.ref("staff", at("/history", i, "staff_id"), h.StaffID, false)
		c.ref("shift", at("/history", i, "last_shift_id"), h.LastShiftID, true)
		if seen[h.StaffID] {
			c.fault(at("/history", i, "staff_id"), "the person has another entry already")
		}
		seen[h.StaffID] = true
	}
}
