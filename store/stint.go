package store

import (
	"fmt"
	"time"
)

// StintSource is where work that stands on no rota comes from.
type StintSource string

// The sources of stints.
const (
	// OwnWork is work for the person's own employer beyond the rota, such as extra hours. It counts
	// towards the contract's hours; work of the other sources does not.
	OwnWork StintSource = "own"
	// BankWork is a bank shift, AgencyWork one for an agency, OtherJob work for somebody else.
	BankWork   StintSource = "bank"
	AgencyWork StintSource = "agency"
	OtherJob   StintSource = "other_job"
)

// StintSources lists them all.
var StintSources = []StintSource{OwnWork, BankWork, AgencyWork, OtherJob}

// OwnStintSources are those that a nurse may enter for herself.
var OwnStintSources = []StintSource{BankWork, OtherJob}

// Stint is work of a person that stands on no rota: a bank or agency shift, another job, extra hours.
// Overtime and work for others are working time as well (Working Time Regulations 1998 reg. 2(1), 4(1)),
// so that rest and hours count it like any duty. It carries no burden and says nothing of its reason.
type Stint struct {
	ID      ID `json:"id" gorm:"column:id;primaryKey"`
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	// WardID is the ward of this organisation that it was worked on; empty for any other place.
	WardID ID `json:"ward_id,omitempty" gorm:"column:ward_id"`
	// Source says which of StintSources it is.
	Source StintSource `json:"source" gorm:"column:source"`
	// BeginsAt and EndsAt bound it, whole minutes; it belongs to the day on which it begins in the zone
	// of the person's home ward.
	BeginsAt time.Time `json:"begins_at" gorm:"column:begins_at"`
	EndsAt   time.Time `json:"ends_at" gorm:"column:ends_at"`
	// PaidMinutes is the time that counts as worked, breaks left out, 1 to its length.
	PaidMinutes int `json:"paid_minutes" gorm:"column:paid_minutes"`
	// EnteredBy is the user who entered it; empty for the program itself.
	EnteredBy ID        `json:"entered_by,omitempty" gorm:"column:entered_by"`
	EnteredAt time.Time `json:"entered_at" gorm:"column:entered_at"`
	Version   int       `json:"version" gorm:"column:version"`
}

// NewStint is a stint just entered, with what it breaks.
type NewStint struct {
	Stint
	// Warnings are the breaches of working-time law that it makes or makes worse, in words. They do not
	// stand in its way: what is worked has to be known.
	Warnings []string `json:"warnings"`
}

const (
	// maxStint is the longest stint: longer ones are entered as two.
	maxStint = 24 * time.Hour
	// stintReach is how far before and after now a stint may lie: no reference period reaches beyond
	// (Agenda for Change section 27 and reg. 23 allow up to 52 weeks).
	stintReach = 366 * 24 * time.Hour
)

// Validate reports all faults of the stint as one Invalid error.
func (s *Stint) Validate(now time.Time) error {
	var f faults
	f.id("/staff_id", s.StaffID, false)
	f.id("/ward_id", s.WardID, true)
	oneOf(&f, "/source", s.Source, StintSources)
	length := s.EndsAt.Sub(s.BeginsAt)
	switch {
	case s.BeginsAt.Before(now.Add(-stintReach)) || s.BeginsAt.After(now.Add(stintReach)):
		f.add("/begins_at", "must be at most a year ago or ahead; check the year")
	case !wholeMinutes(s.BeginsAt):
		f.add("/begins_at", "must be a whole minute, without seconds")
	}
	switch {
	case length <= 0:
		f.add("/ends_at", "must be after the start; work that ends on the next day has the next day's date")
	case length > maxStint:
		f.add("/ends_at", "must be at most 24 hours after the start; enter longer work as two")
	case !wholeMinutes(s.EndsAt):
		f.add("/ends_at", "must be a whole minute, without seconds")
	default:
		f.between("/paid_minutes", s.PaidMinutes, 1, int(length/time.Minute))
	}
	return f.err("validate stint", "this work cannot be kept like this")
}

func wholeMinutes(t time.Time) bool { return t.Second() == 0 && t.Nanosecond() == 0 }

// nightFrom and nightTo bound night time, and nightWork is how much of it makes a duty one of the night:
// 23:00 to 06:00 and three hours of it (Working Time Regulations 1998 reg. 2(1)). Minutes.
const (
	nightFrom = 23 * 60
	nightTo   = 30 * 60
	nightWork = 3 * 60
)

// Clock returns the stint as the wall clock of a zone shows it: the day on which it begins and a shift with
// its times. The shift's id is made of its times, so that equal stints have equal ids. Times are rounded
// outwards to whole steps of grain minutes, the paid time up to whole quarters of a grain; 1 leaves all as it is.
// A stint that the clock shows as going backwards, in the hour that comes twice, keeps its length.
func (s *Stint) Clock(zone *time.Location, grain int) (Day, Shift) {
	begin, end := s.BeginsAt.In(zone), s.EndsAt.In(zone)
	day := DayOf(s.BeginsAt, zone)
	start := begin.Hour()*60 + begin.Minute()
	stop := day.Until(DayOf(s.EndsAt, zone))*1440 + end.Hour()*60 + end.Minute()
	if stop <= start {
		stop = start + int(s.EndsAt.Sub(s.BeginsAt)/time.Minute)
	}
	paid := min(s.PaidMinutes, stop-start)
	up := func(v, step int) int { return (v + step - 1) / step * step }
	start, stop, paid = start/grain*grain, up(stop, grain), up(paid, max(grain/4, 1))
	stop = min(stop, start+2*1440)
	return day, Shift{
		ID: ID(fmt.Sprintf("%s%d-%d/%d", StintShift, start, stop, paid)), Code: "+", Name: "Other work", Kind: clockKind(start, stop),
		StartMinute: start, EndMinute: stop, PaidMinutes: min(paid, stop-start),
	}
}

// StintShift begins the id of a shift that stands for a stint.
const StintShift = "stint:"

// clockKind is the kind of work between two clock times: a night by what the law calls night time.
func clockKind(start, stop int) ShiftKind {
	var night int
	for day := -1440; day < stop; day += 1440 {
		night = max(night, min(stop, day+nightTo)-max(start, day+nightFrom))
	}
	if night >= nightWork {
		return Night
	}
	return OtherKind
}
