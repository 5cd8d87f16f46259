package nrp

import "fmt"

// Respite wants long rests in a period of days, measured on instants: the weekly rest
// of Working Time Regulations 1998 reg. 11 (one of 24 h in each 7 days; two of 24 h or one of
// 48 h in each 14), or the compensatory rest of reg. 24.
//
// A period begins with the midnight of its first day and ends with that of the day after
// its last. A rest is time without work; it counts as far as it lies in the period, and one
// that is n times as long as Minutes counts n times. Each rest missing costs one unit, on the
// last day of the period, or on the last of the horizon where the period goes on beyond it.
// What is not known counts as rest: days before history, and what comes after the horizon
// but for Ahead. Periods that end before day 0 or begin after the horizon cost nothing.
// Shifts whose Start and End are both zero have no clock times and count as rest.
type Respite struct {
	Name string `json:"name,omitempty"`
	// From is the first day of the first period; it may lie before day 0 or after the horizon.
	From DayIdx `json:"from"`
	// Span is the length of a period, days; 1 to MaxSpan.
	Span int `json:"span"`
	// Repeats says that one period follows the other without end; otherwise there is one.
	Repeats bool `json:"repeats,omitempty"`
	// Minutes is the least length of one rest.
	Minutes int `json:"minutes"`
	// Times is how many rests are wanted in each period; 1 to MaxTimes.
	Times int `json:"times"`
	// Ahead is work known to come after the horizon, in the order of its start. It is that of
	// one person, so a contract with it is of one person too.
	Ahead []Busy `json:"ahead,omitempty"`
	Cost  Cost   `json:"cost"`
}

// Busy is time at work, in minutes since day 0 began.
type Busy struct {
	// Start is not before the end of the horizon; End is later than Start.
	Start int `json:"start"`
	End   int `json:"end"`
}

// Bounds of a Respite.
const (
	// MaxSpan is the longest period of a Respite, days.
	MaxSpan = 28
	// MaxTimes is the largest number of rests in a period.
	MaxTimes = 8
	// MaxRespite is the longest that all rests of a period may be together, minutes: a week.
	MaxRespite = 7 * 1440
)

// respite checks one respite.
func (c *check) respite(path string, r *Respite) {
	c.within(path+".from", int64(r.From), -MaxHistory, MaxDays)
	c.within(path+".span", int64(r.Span), 1, MaxSpan)
	c.within(path+".minutes", int64(r.Minutes), 1, MaxRespite)
	c.within(path+".times", int64(r.Times), 1, MaxTimes)
	// The shortest day that a horizon may have has 1320 minutes.
	if most := min(r.Span*1320, MaxRespite); r.Span > 0 && r.Minutes > 0 && r.Times > 0 && r.Minutes*r.Times > most {
		c.fail(path+".minutes", "%d times %d do not fit into %d days: ask for at most %d minutes in all, or give a longer span", r.Times, r.Minutes, r.Span, most)
	}
	end := c.in.Horizon.Midnight(c.in.Horizon.Days)
	for k, b := range r.Ahead {
		at := fmt.Sprintf("%s.ahead[%d]", path, k)
		switch {
		case b.Start < end:
			c.fail(at+".start", "%d lies in the horizon, which ends at %d: work there is a cell, fixed or not", b.Start, end)
		case b.End <= b.Start:
			c.fail(at+".end", "%d is not after the start, %d", b.End, b.Start)
		case k > 0 && b.Start < r.Ahead[k-1].Start:
			c.fail(at+".start", "%d comes after %d: list work in the order of its start", b.Start, r.Ahead[k-1].Start)
		}
	}
	c.cost(path+".cost", r.Cost)
}
