package store

// LeaveDay is one day of leave and what it counts, in minutes.
type LeaveDay struct {
	Day     Day `json:"day"`
	Minutes int `json:"minutes"`
}

// workDays is how many days of a week are charged at most: entitlement under Agenda for Change is in
// days of a fifth of the week's hours (handbook section 13), so that a whole week off, whatever days are
// worked, takes the week's hours.
const workDays = 5

// ChargeLeave says what each of the days first..last takes off the entitlement of somebody with so many
// minutes a week, for which the leave is credited too: a fifth of the week for each of the first five
// days of leave in a week from Monday to Sunday, nothing for the sixth and seventh. charged tells of days
// outside the span on which leave is credited already; employed of days of the span that count at all.
func ChargeLeave(first, last Day, weekly int, charged, employed func(Day) bool) []LeaveDay {
	var out []LeaveDay
	used, week := 0, Day("")
	for d := first; d <= last; d = d.Add(1) {
		if monday := d.Add(-d.Weekday()); monday != week {
			week, used = monday, chargedIn(monday, first, last, charged)
		}
		day := LeaveDay{Day: d}
		if used < workDays && employed(d) {
			used++
			// The shares of five days add up to the week exactly.
			day.Minutes = min(weekly*used/workDays-weekly*(used-1)/workDays, 24*60)
		}
		out = append(out, day)
	}
	return out
}

// chargedIn counts the days of a week outside the span on which leave is credited already.
func chargedIn(monday, first, last Day, charged func(Day) bool) int {
	n := 0
	for i := range 7 {
		if d := monday.Add(i); (d < first || d > last) && charged(d) {
			n++
		}
	}
	return n
}

// LeaveRows makes the rows of leave of a request: one for each run of days that count the same.
func LeaveRows(r *LeaveRequest, days []LeaveDay) []Leave {
	var out []Leave
	for i, d := range days {
		if i > 0 && d.Minutes == days[i-1].Minutes {
			out[len(out)-1].LastDay = d.Day
			continue
		}
		out = append(out, Leave{StaffID: r.StaffID, FirstDay: d.Day, LastDay: d.Day, CreditMinutes: d.Minutes, RequestID: r.ID, Version: 1})
	}
	return out
}

// leaveMinutes adds up days.
func leaveMinutes(days []LeaveDay) int {
	sum := 0
	for _, d := range days {
		sum += d.Minutes
	}
	return sum
}
