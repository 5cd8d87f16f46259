package store

// LeaveView is a request for leave with how it stands now.
type LeaveView struct {
	LeaveRequest
	// Name is that of the person.
	Name string
	// Standing is nil unless the request waits for an answer.
	Standing *LeaveStanding
	// Nearest are spans of the same length that would be agreed to now, where something stands in the
	// way or stood in it, and the days have not begun yet.
	Nearest []LeaveStanding
	// MayWithdraw is set where the person can still take it back.
	MayWithdraw bool
	// Uses are the quotas of each day that count the person; only for who decides.
	Uses []LeaveUse
}

// LeaveDayRoom is what room a day has for one person.
type LeaveDayRoom struct {
	Day  Day       `json:"day"`
	Room LeaveRoom `json:"room"`
	// Mine is set where the person is on leave already or has asked to be.
	Mine bool `json:"mine"`
}

// MyLeave is what one person may see of leave.
type MyLeave struct {
	Today     Day
	Automatic bool
	// Years are the balances of the leave year of today and of the next.
	Years []LeaveBalance
	// Days are those that were asked for, in order.
	Days []LeaveDayRoom
	// Requests are the newest first.
	Requests []LeaveView
}

// LeaveCheck is what would become of days if they were asked for now.
type LeaveCheck struct {
	Standing LeaveStanding
	// Busy is a day on which the person is away already or has asked to be; empty for none.
	Busy    Day
	Nearest []LeaveStanding
	// Automatic is set where the program would agree at once.
	Automatic bool
}

// LeavePersonBalance is a person's entitlement as the manager sees it.
type LeavePersonBalance struct {
	StaffID ID     `json:"staff_id"`
	Name    string `json:"name"`
	LeaveBalance
	// Account is what was said of the year by hand; nil for nothing.
	Account *LeaveAccount `json:"account,omitempty"`
}

// LeaveShare is a ward's weeks with the band that leave should lie in, in percent of contracted time.
type LeaveShare struct {
	Weeks     []LeaveWeek
	Low, High int
}
