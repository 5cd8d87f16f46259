package store

// LeaveRules is how a ward deals with leave that is asked for.
type LeaveRules struct {
	WardID ID `json:"ward_id"`
	// Automatic agrees to a request at once where each of its days has a quota with room and enough of
	// the entitlement is left; all else waits for the manager.
	Automatic bool `json:"automatic"`
	// YearMonth is the month with whose first day a leave year begins, 1..12; 4 for April where
	// nobody has said otherwise.
	YearMonth int `json:"year_month"`
	// Quotas are in the order of their first day; several may hold on one day, and all of them count.
	Quotas []LeaveQuota `json:"quotas"`
	// Version is that of the ward.
	Version int `json:"version"`
}

// LeaveUnit says what a quota counts.
type LeaveUnit string

// The units of quotas.
const (
	LeavePeople LeaveUnit = "people"
	// LeaveMinutes are minutes of leave on one day, as they are credited.
	LeaveMinutes LeaveUnit = "minutes"
)

// LeaveQuota is how much leave a ward can bear on one day.
type LeaveQuota struct {
	ID     ID `json:"id" gorm:"column:id;primaryKey"`
	WardID ID `json:"-" gorm:"column:ward_id"`
	// SkillID is that of the group of people whom the quota counts; empty for all of the ward.
	SkillID ID `json:"skill_id,omitempty" gorm:"column:skill_id"`
	// LastDay is empty for no end.
	FirstDay Day       `json:"first_day" gorm:"column:first_day"`
	LastDay  Day       `json:"last_day,omitempty" gorm:"column:last_day"`
	Unit     LeaveUnit `json:"unit" gorm:"column:unit"`
	// Most is how many people, or minutes of leave, may be away on one day; 0 lets nobody.
	Most int `json:"most" gorm:"column:most"`
}

// Holds reports whether the quota counts on a day.
func (q *LeaveQuota) Holds(d Day) bool { return q.FirstDay <= d && (q.LastDay == "" || d <= q.LastDay) }

// TakesIn reports whether the quota counts a person on a day.
func (q *LeaveQuota) TakesIn(s *Staff, d Day) bool { return q.SkillID == "" || s.Has(q.SkillID, d) }

// Has reports whether the person holds a skill on a day.
func (s *Staff) Has(skill ID, d Day) bool {
	for _, k := range s.Skills {
		if k.SkillID == skill && (k.LastDay == "" || d <= k.LastDay) {
			return true
		}
	}
	return false
}

const (
	maxQuotas = 200
	// StandardYearMonth is April, the usual beginning of a leave year in the NHS.
	StandardYearMonth = 4
)

// Validate reports all faults of the rules as one Invalid error.
func (r *LeaveRules) Validate() error {
	var f faults
	f.between("/year_month", r.YearMonth, 1, 12)
	if len(r.Quotas) > maxQuotas {
		f.add("/quotas", "must have at most %d rows", maxQuotas)
	}
	for i := range r.Quotas {
		q := &r.Quotas[i]
		f.id(at("/quotas", i, "skill_id"), q.SkillID, true)
		f.day(at("/quotas", i, "first_day"), q.FirstDay, false)
		f.day(at("/quotas", i, "last_day"), q.LastDay, true)
		if q.LastDay != "" && q.LastDay < q.FirstDay {
			f.add(at("/quotas", i, "last_day"), "must not be before the first day; leave it out for no end")
		}
		oneOf(&f, at("/quotas", i, "unit"), q.Unit, []LeaveUnit{LeavePeople, LeaveMinutes})
		f.between(at("/quotas", i, "most"), q.Most, 0, 1_000_000)
	}
	return f.err("validate leave rules", "the ward's leave cannot be set like this")
}

// LeaveAccount is what of a person's entitlement in one leave year is not worked out by itself.
type LeaveAccount struct {
	StaffID ID `json:"staff_id" gorm:"column:staff_id;primaryKey"`
	// YearDay is the first day of the leave year.
	YearDay Day `json:"year_day" gorm:"column:year_day;primaryKey"`
	// ServiceFrom is the day from which service counts, such as that of an employment before this one; it
	// holds for later years too. Empty for the first day of the employment.
	ServiceFrom Day `json:"service_from,omitempty" gorm:"column:service_from"`
	// CarriedMinutes comes on top of the entitlement: brought over from the year before, or negative
	// for what was taken before the program knew of it.
	CarriedMinutes int `json:"carried_minutes" gorm:"column:carried_minutes"`
	Version        int `json:"version" gorm:"column:version"`
}

// maxCarried bounds what can be carried over, minutes: more than a year's entitlement is a slip.
const maxCarried = 600 * 60

// Validate reports all faults of the account as one Invalid error.
func (a *LeaveAccount) Validate() error {
	var f faults
	f.id("/staff_id", a.StaffID, false)
	f.day("/year_day", a.YearDay, false)
	f.day("/service_from", a.ServiceFrom, true)
	f.between("/carried_minutes", a.CarriedMinutes, -maxCarried, maxCarried)
	return f.err("validate leave account", "the entitlement cannot be set like this")
}
