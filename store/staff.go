package store

// Staff is a person who can be rostered.
type Staff struct {
	ID ID `json:"id" gorm:"column:id;primaryKey"`
	// WardID is the home ward.
	WardID     ID `json:"ward_id" gorm:"column:ward_id"`
	ContractID ID `json:"contract_id" gorm:"column:contract_id"`
	// Number is the employer's number for the person, unique in the organisation.
	Number string `json:"number" gorm:"column:number"`
	Name   string `json:"name" gorm:"column:name"`
	// FirstDay and LastDay bound the employment; either may be empty for open.
	FirstDay Day          `json:"first_day,omitempty" gorm:"column:first_day"`
	LastDay  Day          `json:"last_day,omitempty" gorm:"column:last_day"`
	Version  int          `json:"version" gorm:"column:version"`
	Skills   []StaffSkill `json:"skills" gorm:"-"`
}

// StaffSkill is one skill of one person.
type StaffSkill struct {
	StaffID ID `json:"-" gorm:"column:staff_id;primaryKey"`
	SkillID ID `json:"skill_id" gorm:"column:skill_id;primaryKey"`
	// LastDay is the last day on which the skill is held; empty means no expiry.
	LastDay Day `json:"last_day,omitempty" gorm:"column:last_day"`
}

// Contract is the hours and limits agreed with a group of people on one ward.
// Totals are per roster period, in the measure of the ward's rule set (minutes, or
// assignments for a competition ward). Zero means no limit, except in MaxWeekends.
type Contract struct {
	ID     ID     `json:"id" gorm:"column:id;primaryKey"`
	WardID ID     `json:"ward_id" gorm:"column:ward_id"`
	Name   string `json:"name" gorm:"column:name"`
	// WeeklyMinutes is the agreed time a week, paid; 2250 is full time under Agenda for Change.
	WeeklyMinutes int `json:"weekly_minutes" gorm:"column:weekly_minutes"`
	MinTotal      int `json:"min_total" gorm:"column:min_total"`
	MaxTotal      int `json:"max_total" gorm:"column:max_total"`
	// The runs are in days.
	MinWorkRun int `json:"min_work_run" gorm:"column:min_work_run"`
	MaxWorkRun int `json:"max_work_run" gorm:"column:max_work_run"`
	MinOffRun  int `json:"min_off_run" gorm:"column:min_off_run"`
	MaxOffRun  int `json:"max_off_run" gorm:"column:max_off_run"`
	// MaxWeekends is the number of worked weekends in a period; -1 means no limit.
	MaxWeekends int `json:"max_weekends" gorm:"column:max_weekends"`
	// CompleteWeekends wants both days of a weekend worked or none.
	CompleteWeekends bool `json:"complete_weekends" gorm:"column:complete_weekends"`
	Version          int  `json:"version" gorm:"column:version"`
}

// History is a person's imported state at the start of a period; it stands in for
// the published roster of the period before where there is none.
type History struct {
	PeriodID ID `json:"period_id" gorm:"column:period_id;primaryKey"`
	StaffID  ID `json:"staff_id" gorm:"column:staff_id;primaryKey"`
	// LastShiftID is the shift worked on the day before; empty for a day off.
	LastShiftID ID `json:"last_shift_id,omitempty" gorm:"column:last_shift_id"`
	// The runs end on the day before the period, in days.
	ShiftRun int `json:"shift_run" gorm:"column:shift_run"`
	WorkRun  int `json:"work_run" gorm:"column:work_run"`
	OffRun   int `json:"off_run" gorm:"column:off_run"`
	// Total is what counts into the contract's totals already, in their measure.
	Total int `json:"total" gorm:"column:total"`
	// Weekends is the number of weekends worked already.
	Weekends int `json:"weekends" gorm:"column:weekends"`
}

// Availability says that a person cannot work on some days. It is hard.
type Availability struct {
	ID       ID  `json:"id" gorm:"column:id;primaryKey"`
	StaffID  ID  `json:"staff_id" gorm:"column:staff_id"`
	FirstDay Day `json:"first_day" gorm:"column:first_day"`
	LastDay  Day `json:"last_day" gorm:"column:last_day"`
	// ShiftID is the one shift that cannot be worked; empty means any.
	ShiftID ID  `json:"shift_id,omitempty" gorm:"column:shift_id"`
	Version int `json:"version" gorm:"column:version"`
}

// Leave is an agreed absence. It is hard. Its kind and reason are kept nowhere.
type Leave struct {
	ID       ID  `json:"id" gorm:"column:id;primaryKey"`
	StaffID  ID  `json:"staff_id" gorm:"column:staff_id"`
	FirstDay Day `json:"first_day" gorm:"column:first_day"`
	LastDay  Day `json:"last_day" gorm:"column:last_day"`
	// CreditMinutes is the paid time that each day of the leave counts as, 0..1440.
	CreditMinutes int `json:"credit_minutes" gorm:"column:credit_minutes"`
	// RequestID is the request that it came of, and then it counts as taken from the entitlement;
	// empty for leave that the manager has entered.
	RequestID ID  `json:"request_id,omitempty" gorm:"column:request_id"`
	Version   int `json:"version" gorm:"column:version"`
}

// Validate reports all faults of the person as one Invalid error.
func (s *Staff) Validate() error {
	var f faults
	f.id("/contract_id", s.ContractID, false)
	f.text("/number", s.Number, 40)
	f.text("/name", s.Name, 120)
	f.days(s.FirstDay, s.LastDay, true)
	seen := map[ID]bool{}
	for i, k := range s.Skills {
		f.id(at("/skills", i, "skill_id"), k.SkillID, false)
		f.day(at("/skills", i, "last_day"), k.LastDay, true)
		if seen[k.SkillID] {
			f.add(at("/skills", i, "skill_id"), "stands twice")
		}
		seen[k.SkillID] = true
	}
	return f.err("validate staff", "the person cannot be kept like this")
}

// Employed reports whether the person is employed on the day.
func (s *Staff) Employed(d Day) bool {
	return (s.FirstDay == "" || s.FirstDay <= d) && (s.LastDay == "" || d <= s.LastDay)
}

// Validate reports all faults of the contract as one Invalid error.
func (c *Contract) Validate() error {
	var f faults
	f.text("/name", c.Name, 120)
	f.between("/weekly_minutes", c.WeeklyMinutes, 0, 7*24*60)
	f.between("/min_total", c.MinTotal, 0, 1<<20)
	f.between("/max_total", c.MaxTotal, 0, 1<<20)
	f.atMost("/max_total", c.MinTotal, c.MaxTotal, "total")
	f.between("/min_work_run", c.MinWorkRun, 0, 366)
	f.between("/max_work_run", c.MaxWorkRun, 0, 366)
	f.atMost("/max_work_run", c.MinWorkRun, c.MaxWorkRun, "number of days")
	f.between("/min_off_run", c.MinOffRun, 0, 366)
	f.between("/max_off_run", c.MaxOffRun, 0, 366)
	f.atMost("/max_off_run", c.MinOffRun, c.MaxOffRun, "number of days")
	f.between("/max_weekends", c.MaxWeekends, -1, 60)
	return f.err("validate contract", "the contract cannot be kept like this")
}

// Validate reports all faults of the availability as one Invalid error.
func (a *Availability) Validate() error {
	var f faults
	f.id("/staff_id", a.StaffID, false)
	f.id("/shift_id", a.ShiftID, true)
	f.days(a.FirstDay, a.LastDay, false)
	return f.err("validate availability", "the availability cannot be kept like this")
}

// Validate reports all faults of the leave as one Invalid error.
func (l *Leave) Validate() error {
	var f faults
	f.id("/staff_id", l.StaffID, false)
	f.days(l.FirstDay, l.LastDay, false)
	f.between("/credit_minutes", l.CreditMinutes, 0, 1440)
	return f.err("validate leave", "the leave cannot be kept like this")
}
