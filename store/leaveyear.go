package store

import (
	"fmt"
	"strconv"
)

// LeaveYear returns the first and last day of the leave year that has a day, where years begin with the
// first day of the month month, 1..12.
func LeaveYear(d Day, month int) (first, last Day) {
	year, _ := strconv.Atoi(string(d[:4])) // a valid day begins with its year
	if begin := Day(fmt.Sprintf("%04d-%02d-01", year, month)); begin > d {
		year--
	}
	first = Day(fmt.Sprintf("%04d-%02d-01", year, month))
	return first, Day(fmt.Sprintf("%04d-%02d-01", year+1, month)).Add(-1)
}

// LeaveFigures are the figures of entitlement, in days of a fifth of the week's hours: on joining, after
// five and after ten years of service, and public holidays. Source: NHS Terms and Conditions of Service
// Handbook, section 13; the organisation may have higher ones.
type LeaveFigures struct{ Start, After5, After10, PublicHolidays int }

// LeaveFigureKeys are their keys in the rulebook, in the order of the fields.
var LeaveFigureKeys = [4]string{"leave_start", "leave_5", "leave_10", "public_holidays"}

// LeaveFiguresOf reads them from a set of figures, as they hold for the organisation on a day.
func LeaveFiguresOf(set *FigureSet, d Day) LeaveFigures {
	var out LeaveFigures
	for i, into := range []*int{&out.Start, &out.After5, &out.After10, &out.PublicHolidays} {
		if r, ok := set.Book.Rule(LeaveFigureKeys[i]); ok {
			if now := set.Resolve(r, "", d); now.Value != nil {
				*into = *now.Value
			}
		}
	}
	return out
}

// days is the entitlement on a day, in days a year, for service from a day on; an unknown one counts as new.
func (f *LeaveFigures) days(service, d Day) int {
	switch {
	case service == "":
		return f.Start
	case yearsAfter(service, 10) <= d:
		return f.After10
	case yearsAfter(service, 5) <= d:
		return f.After5
	}
	return f.Start
}

// yearsAfter is the date n years later; it only compares, so that 29 February need not be there.
func yearsAfter(d Day, n int) Day {
	year, _ := strconv.Atoi(string(d[:4])) // a valid day begins with its year
	return Day(fmt.Sprintf("%04d", year+n)) + d[4:]
}

// LeaveEntitlement is the leave of a year from first to last with its public holidays, in minutes, for
// somebody with so many minutes a week: each day of employment earns its share of the year, with the
// figure that the length of service gives on that day, so that those who join, leave or reach five years
// in the year get their part. It is rounded up to a minute.
func LeaveEntitlement(f LeaveFigures, s *Staff, weekly int, service, first, last Day) int {
	shares := 0
	for d := first; d <= last; d = d.Add(1) {
		if s.Employed(d) {
			shares += f.days(service, d) + f.PublicHolidays
		}
	}
	year := workDays * (first.Until(last) + 1)
	return (shares*weekly + year - 1) / year
}

// LeaveBalance is what a person has of leave in one leave year, in minutes.
type LeaveBalance struct {
	FirstDay Day `json:"first_day"`
	LastDay  Day `json:"last_day"`
	// Entitled is the year's leave with public holidays; Carried comes on top.
	Entitled int `json:"entitled_minutes"`
	Carried  int `json:"carried_minutes"`
	// Agreed is what requests that were agreed take; Asked is what those would that wait.
	Agreed int `json:"agreed_minutes"`
	Asked  int `json:"asked_minutes"`
	// Left is entitled and carried without what is agreed.
	Left int `json:"left_minutes"`
	// ServiceFrom is from when service counts; empty where nobody has said, and then it counts as new.
	ServiceFrom Day `json:"service_from,omitempty"`
}
