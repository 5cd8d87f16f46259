package nhs

import "time"

// Ward is a ward with one roster period to be solved and the one before it.
type Ward struct {
	// Name has the seed in it.
	Name string
	Seed uint64
	// Zone is the clock of the ward's days and shifts.
	Zone *time.Location
	// First is the first day of the period; Weeks is its length, and that of the period
	// before, which ends on the day before First.
	First Day
	Weeks int
	// Rules are the figures of law and policy.
	Rules Rules
	// Skills are codes, ascending: bands and competencies. Each is held or asked for.
	Skills []string
	// Shifts are ordered by start, then code.
	Shifts []Shift
	// Contracts are ordered by name.
	Contracts []Contract
	// People are ordered by number.
	People []Person
	// Demand is the weekly pattern of cover, the same in both periods.
	Demand []Demand
	// QuietHolidays says that bank holidays ask for fewer people.
	QuietHolidays bool
	// Pairs, Learners and Supernumerary are who works with whom.
	Pairs         []Pair
	Learners      []Learner
	Supernumerary []Supernumerary
	// Agreed are agreed patterns of work.
	Agreed []Agreed
	// Terms are whom the law says more of.
	Terms []Term
	Leave []Leave
	Away  []Away
	// Bank is work on other wards, all in the shift BankShift.
	Bank      []Bank
	BankShift Shift
	// Asks are the preferences for the period; the period before has none.
	Asks []Ask
	// HasPast says that there was a period before; a new ward has none.
	HasPast bool
	// Past is what was worked in the period before: shift by day, -1 for a day off;
	// nil until SolvePast. [person][day]
	Past [][]int
}

// Rules are the figures of a ward's rule set that differ from ward to ward; prices are those
// of the product's standard rules.
type Rules struct {
	// Rest is the least rest between two shifts, minutes; hard (Working Time Regulations 1998
	// reg. 10).
	Rest int
	// WeekMost is the most paid time in a calendar week, minutes; hard.
	WeekMost int
	// NightsInARow is the longest run of nights; hard.
	NightsInARow int
	// DaysOffAfterNights is how many days off follow a run of nights; hard or not.
	DaysOffAfterNights int
	HardAfterNights    bool
	// Successions forbid shifts on the day after another; hard.
	Successions []Succession
}

// Succession forbids the shifts To on the day after From, by code.
type Succession struct {
	From string
	To   []string
}

// Shift is a kind of working time.
type Shift struct {
	Code string
	// Kind is a kind of nrp.Shift.
	Kind string
	// Start and End are minutes from the midnight of the day on which the shift begins.
	Start, End int
	// Paid is the paid time, minutes.
	Paid int
	// Break is the longest break without interruption, minutes; -1 where nobody knows.
	Break int
	// Hazard says that it has special hazards.
	Hazard bool
	// MaxRun is the longest run of days in this shift, 0 for none; soft.
	MaxRun int
}

// Contract is the hours and limits that a group of people has.
type Contract struct {
	Name string
	// Weekly is the agreed paid time, minutes a week.
	Weekly int
	// MaxWorkRun is the longest run of days worked, hard; MinOffRun the shortest run of
	// days off, soft.
	MaxWorkRun, MinOffRun int
	// MaxWeekends is the most weekends worked in a period, -1 for no limit; soft.
	MaxWeekends int
	// WholeWeekends wants both days of a weekend worked or none; soft.
	WholeWeekends bool
}

// slack is how far the hours of a period may be from the contract's without a price, minutes.
const slack = 360

// Person is somebody on the ward.
type Person struct {
	// Number is the employer's, and unique.
	Number   string
	Contract int
	// Skills are ordered by skill.
	Skills []Held
	// From and To bound the employment, both included; 0 for open.
	From, To Day
	// WeekMost and NightsInARow are limits of one's own, stricter than the ward's; 0 for none.
	WeekMost, NightsInARow int
}

// Held is a skill that somebody holds.
type Held struct {
	Skill int
	// Until is the last day on which it is held; 0 for no end.
	Until Day
}

// employed reports whether the person is employed on a day.
func (p *Person) employed(d Day) bool {
	return (p.From == 0 || p.From <= d) && (p.To == 0 || d <= p.To)
}

// Demand is the cover of one weekday, shift and skill.
type Demand struct {
	// Weekday is 0 for Monday to 6 for Sunday.
	Weekday      int
	Shift, Skill int
	// Min <= Preferred <= Max, or a Max of -1 for none.
	Min, Preferred, Max int
	// Held makes whoever holds the skill count, whatever they work in.
	Held bool
}

// Leave is agreed absence; hard.
type Leave struct {
	Person      int
	First, Last Day
	// Credit is the paid time of each day, minutes.
	Credit int
}

// Away is when somebody cannot work: hard, unlike what is agreed.
type Away struct {
	Person      int
	First, Last Day
	// Shift is the one that cannot be worked, -1 for any.
	Shift int
}

// Bank is a duty that somebody works on another ward.
type Bank struct {
	Person int
	Day    Day
}

// Ask is a preference for one day.
type Ask struct {
	Person int
	Day    Day
	// Kind is day_on, day_off, shift_on, shift_off or kind.
	Kind string
	// Shift is set for shift_on and shift_off, -1 elsewhere; ShiftKind for kind only.
	Shift     int
	ShiftKind string
	// Strength is 1 to 3.
	Strength int
	Token    bool
	// Choice and Plan say what it is asked for together with, both counted from 1; 0 for an ask by itself.
	Choice, Plan int
}

// days is the length of the period.
func (w *Ward) days() int { return 7 * w.Weeks }

// Last is the last day of the period.
func (w *Ward) Last() Day { return w.First + Day(w.days()) - 1 }

// PastFirst is the first day of the period before.
func (w *Ward) PastFirst() Day { return w.First - Day(w.days()) }

// Total returns the bounds of a contract's paid time in a period, minutes.
func (w *Ward) Total(c *Contract) (least, most int) {
	return w.Weeks*c.Weekly - slack, w.Weeks*c.Weekly + slack
}
