package store

// LeaveWeek is how much of a week's contracted time is leave.
type LeaveWeek struct {
	Monday Day `json:"monday"`
	// Leave is the credited time of all leave, asked here or entered, in minutes; Asked is what requests
	// that wait would add; Contracted is the time of all contracts.
	Leave      int `json:"leave_minutes"`
	Asked      int `json:"asked_minutes"`
	Contracted int `json:"contracted_minutes"`
}

// Weeks returns the weeks that begin on the Mondays from first on, n of them, as far as the book
// covers them.
func (b *LeaveBook) Weeks(monday Day, n int) []LeaveWeek {
	out := []LeaveWeek{}
	for ; n > 0 && b.Covers(monday, monday.Add(6)); n, monday = n-1, monday.Add(7) {
		w := LeaveWeek{Monday: monday}
		employed := 0
		for i := range 7 {
			d := monday.Add(i)
			for k := range b.Staff {
				s := &b.Staff[k]
				if s.Employed(d) {
					employed += b.Weekly(s)
					w.Leave += b.away[d][s.ID]
				}
			}
		}
		w.Contracted = employed / 7
		for i := range b.Requests {
			if r := &b.Requests[i]; b.people[r.StaffID] != nil && r.Touches(monday, monday.Add(6)) {
				w.Asked += inYear(b.Charge(b.people[r.StaffID], r.FirstDay, r.LastDay), monday, monday.Add(6))
			}
		}
		out = append(out, w)
	}
	return out
}
