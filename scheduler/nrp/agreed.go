package nrp

import "fmt"

// Agreed is one day of a person's agreed pattern of work: it costs one unit when the day's cell
// is in Unwanted. Of a day off agreed, Unwanted has every shift; of a day with certain shifts only, the
// others; the day off itself keeps every agreement, for none of them promises work. There is at most
// one for each staff member and day.
type Agreed struct {
	Staff    StaffIdx `json:"staff"`
	Day      DayIdx   `json:"day"`
	Unwanted CellSet  `json:"unwanted"`
	Cost     Cost     `json:"cost"`
}

// agreed checks the days of agreed patterns.
func (c *check) agreed() {
	type cell struct {
		staff StaffIdx
		day   DayIdx
	}
	first := make(map[cell]int, len(c.in.Agreed))
	for i := range c.in.Agreed {
		a, path := &c.in.Agreed[i], fmt.Sprintf("agreed[%d]", i)
		c.cell(path, a.Staff, a.Day)
		c.set(path+".unwanted", a.Unwanted)
		if a.Unwanted.Has(NoShift) {
			c.fail(path+".unwanted", "the day off is in the set: an agreed pattern promises no work, leave it out")
		}
		c.cost(path+".cost", a.Cost)
		if j, twice := first[cell{a.Staff, a.Day}]; twice {
			c.fail(path, "agreed[%d] is for staff %d on day %d too: join the two", j, a.Staff, a.Day)
			continue
		}
		first[cell{a.Staff, a.Day}] = i
	}
}
