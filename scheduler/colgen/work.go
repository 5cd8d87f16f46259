package colgen

// Work returns about how much work it is to price a line of so many days, in the
// pricer's steps: filling a table that holds one counter of a step every other day
// and one of a step every other week.
func (s *Shape) Work(days int) float64 {
	return reachWork * s.reach * float64(days*s.Cells) * float64(days) / 2 * max(1, float64(days)/14) / aheadWork
}

// reachWork is how many times the states that a machine is in while no hard rule is broken
// are filled: what is paid for is dear enough to be left out only in late rounds.
const reachWork = 3

// Long reports whether a line of so many days is too long for a table that holds even
// one counter of a step every other day: then lines can only be priced in windows.
func (s *Shape) Long(days int) bool {
	return days*s.Machine.States*s.Cells*days/2 > longTable*tableWork
}

// longTable is how many times tableWork such a table may be: states and totals that
// cannot be reached are not filled.
const longTable = 4
