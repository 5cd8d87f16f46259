package nrp

import (
	"fmt"
	"slices"
)

// Link is a rule between named people on one day: at least Least of its members hold one
// of the cells that they count in; each one missing costs Cost. What forbids something is
// stated by what is left: that two people never work s together is that one of them at least
// does not, and that a learner works s only beside a supervisor is that she does not or that
// a supervisor does.
type Link struct {
	// Name tells apart what links are for, as in Violation; may be empty.
	Name string `json:"name,omitempty"`
	Day  DayIdx `json:"day"`
	// Members are the people, each once; the first is the one whom the link is about.
	Members []Member `json:"members"`
	// Least is from 1 to the number of members.
	Least int  `json:"least"`
	Cost  Cost `json:"cost"`
}

// Member is a person with the cells in which she counts for a Link.
type Member struct {
	Staff StaffIdx `json:"staff"`
	// Cells may hold the day off; it is not empty.
	Cells CellSet `json:"cells"`
}

// Excepts reports whether a person does not count for the row whatever she works.
func (c *Cover) Excepts(i StaffIdx) bool {
	_, found := slices.BinarySearch(c.Except, i)
	return found
}

// Count returns how many members hold a cell that they count in; shift tells what a person
// works on the link's day.
func (l *Link) Count(shift func(i StaffIdx) ShiftIdx) int {
	n := 0
	for _, m := range l.Members {
		if m.Cells.Has(shift(m.Staff)) {
			n++
		}
	}
	return n
}

func (c *check) link(path string, l *Link) {
	c.within(path+".day", int64(l.Day), 0, int64(c.in.Horizon.Days)-1)
	if len(l.Members) == 0 {
		c.fail(path+".members", "nobody is in it: name one person at least, or drop the link")
	}
	first := make(map[StaffIdx]int, len(l.Members))
	for k, m := range l.Members {
		at := fmt.Sprintf("%s.members[%d]", path, k)
		c.index(at+".staff", m.Staff, len(c.in.Staff), "staff")
		c.set(at+".cells", m.Cells)
		if j, twice := first[m.Staff]; twice {
			c.fail(at+".staff", "%d is members[%d] too: name each person once", m.Staff, j)
			continue
		}
		first[m.Staff] = k
	}
	c.within(path+".least", int64(l.Least), 1, int64(max(1, len(l.Members))))
	c.cost(path+".cost", l.Cost)
}

// people checks a list of people, ascending.
func (c *check) people(path string, n int, at func(k int) StaffIdx) {
	for k := range n {
		c.index(fmt.Sprintf("%s[%d]", path, k), at(k), len(c.in.Staff), "staff")
		if k > 0 && at(k) <= at(k-1) {
			c.fail(fmt.Sprintf("%s[%d]", path, k), "%d comes after %d: list each person once, ascending", at(k), at(k-1))
		}
	}
}
