package nrp

// Instance is one rostering problem. It is complete: two equal instances have the
// same rosters and the same scores, wherever they came from.
type Instance struct {
	// Name is for reports only.
	Name      string     `json:"name"`
	Horizon   Horizon    `json:"horizon"`
	Skills    []Skill    `json:"skills"`
	Shifts    []Shift    `json:"shifts"`
	Contracts []Contract `json:"contracts"`
	Staff     []Staff    `json:"staff"`
	Cover     []Cover    `json:"cover"`
	// Links are the rules between named people.
	Links    []Link    `json:"links,omitempty" hash:"sparse"`
	Requests []Request `json:"requests"`
	// Unavailable holds agreed absence and unavailability; it is hard.
	Unavailable []Unavailable `json:"unavailable"`
	// Fixed holds the cells the solver must keep; at most one per staff member and day.
	Fixed []Fixed `json:"fixed"`
}

// Horizon is the run of days that is solved.
type Horizon struct {
	// Days is the number of days; at least 1.
	Days int `json:"days"`
	// FirstWeekday is the weekday of day 0: 0 Monday .. 6 Sunday.
	FirstWeekday int `json:"first_weekday"`
	// Midnights[d] is the instant at which day d begins, in minutes since day 0 began;
	// it has Days+1 entries, so that both clock changes are in it. nil means 1440 minutes a day.
	Midnights []int `json:"midnights,omitempty"`
	// Past[k] is the instant at which day -1-k begins, in minutes since day 0 began: negative,
	// the nearest day first. nil means 1440 minutes a day. Days before those in it have 1440.
	Past []int `json:"past,omitempty"`
}

// Weekday returns the weekday of a day: 0 Monday .. 6 Sunday.
func (h Horizon) Weekday(d DayIdx) int { return ((h.FirstWeekday+d)%7 + 7) % 7 }

// Midnight returns the instant at which day d begins, in minutes since day 0
// began. Days outside the horizon, and before those of Past, are taken to have 1440 minutes.
func (h Horizon) Midnight(d DayIdx) int {
	switch back := -d; {
	case back > 0 && len(h.Past) > 0:
		k := min(back, len(h.Past))
		return h.Past[k-1] - (back-k)*1440
	case len(h.Midnights) == 0 || d < 0:
		return d * 1440
	case d < len(h.Midnights):
		return h.Midnights[d]
	default:
		last := len(h.Midnights) - 1
		return h.Midnights[last] + (d-last)*1440
	}
}

// clockChangeMinute is the wall-clock minute before which a day's clock change is
// taken not to have happened yet: the European changes are at 01:00 or 02:00 local
// time, the American at 02:00, so a time from 02:00 on is counted back from the
// day's end.
const clockChangeMinute = 120

// Instant returns the instant of a wall-clock minute of day d, in minutes since
// day 0 began. Minutes from 1440 on are wall-clock times of the following days. On
// a day with a clock change, times before 02:00 are counted from the midnight the
// day begins with, later ones back from the midnight it ends with.
func (h Horizon) Instant(d DayIdx, minute int) int {
	for minute >= 1440 {
		d, minute = d+1, minute-1440
	}
	if minute < clockChangeMinute {
		return h.Midnight(d) + minute
	}
	return h.Midnight(d+1) - (1440 - minute)
}

// Skill is what a duty needs and a person holds.
type Skill struct {
	ID string `json:"id"`
}

// Shift is a kind of working time.
type Shift struct {
	ID string `json:"id"`
	// Kind is early, late, long_day, night or other; for reports and explanations.
	Kind string `json:"kind"`
	// Start and End are wall-clock minutes from the local midnight of the day on which
	// the shift begins; End > Start, and End > 1440 means that it ends on the next day.
	// Both zero where the format knows no clock times.
	Start int `json:"start"`
	End   int `json:"end"`
	// Minutes is the paid time.
	Minutes int `json:"minutes"`
	// FixedOnly marks a shift that the solver may not hand out: it appears in fixed
	// cells only (work on another ward, study).
	FixedOnly bool `json:"fixed_only,omitempty"`
}

// Staff is a person who can be rostered.
type Staff struct {
	ID       string      `json:"id"`
	Contract ContractIdx `json:"contract"`
	// Skills held, ascending. A duty may only be worked in a skill held on its day.
	Skills []SkillIdx `json:"skills"`
	// SkillUntil[i] is the first day on which Skills[i] is no longer held; nil means
	// that all are held throughout.
	SkillUntil []DayIdx `json:"skill_until,omitempty"`
	History    History  `json:"history"`
	// CounterBase[i] is what Contract.Counters[i] stands at before day 0 (totals carried
	// on, minutes credited for leave); nil means zero for all.
	CounterBase []int64 `json:"counter_base,omitempty"`
}

// Holds reports whether the staff member holds the skill on day d. Every staff
// member holds NoSkill.
func (s *Staff) Holds(k SkillIdx, d DayIdx) bool {
	if k == NoSkill {
		return true
	}
	for i, have := range s.Skills {
		if have == k {
			return s.SkillUntil == nil || d < s.SkillUntil[i]
		}
	}
	return false
}

// History is a staff member's state before day 0.
type History struct {
	// Known is false where nothing is known: then stretches that touch day 0 are
	// measured inside the horizon and are exempt from their minimum, as in Curtois & Qu
	// (2014), and the days before day 0 count as days off for successions, rest and respites.
	Known bool `json:"known"`
	// Line holds the most recent cells before day 0, oldest first: the last entry is
	// day -1. It is at least as long as the longest rule needs, or as much as is known.
	// Formats that give only run lengths (INRC-II) are read into an equivalent Line.
	Line []ShiftIdx `json:"line,omitempty"`
}

// Contract is the set of rules on one person's line, shared by all who have it.
type Contract struct {
	ID string `json:"id"`
	// SkillCost is the price of a duty worked in a skill that is not held.
	SkillCost   Cost         `json:"skill_cost"`
	Successions []Succession `json:"successions,omitempty"`
	Rests       []Rest       `json:"rests,omitempty"`
	Respites    []Respite    `json:"respites,omitempty"`
	Patterns    []Pattern    `json:"patterns,omitempty"`
	Stretches   []Stretch    `json:"stretches,omitempty"`
	// Weekend is the price of a weekend (Saturday and Sunday both inside the horizon)
	// with exactly one day worked; nil for no such rule. INRC-II S5.
	Weekend  *Cost     `json:"weekend,omitempty"`
	Counters []Counter `json:"counters,omitempty"`
	// UnavailableCost and FixedCost price work on an unavailable cell and a fixed cell
	// that is not kept.
	UnavailableCost Cost `json:"unavailable_cost"`
	FixedCost       Cost `json:"fixed_cost"`
	// Choices are what one person asks for together: plans, and both or neither.
	Choices []Choice `json:"choices,omitempty" hash:"sparse"`
}

// Succession forbids a cell of To on the day after a cell of From. History's last
// cell counts as day -1.
type Succession struct {
	Name string  `json:"name,omitempty"`
	From CellSet `json:"from"`
	To   CellSet `json:"to"`
	Cost Cost    `json:"cost"`
}

// Rest wants at least Minutes between the end of all work before and the start of a
// shift, however many days off lie between, measured on instants (Horizon.Instant), so
// that a night of a clock change is as long as it is. Shifts whose Start and End are both
// zero have no clock times and are not measured. One unit for each day of the horizon whose
// shift begins too soon.
type Rest struct {
	Name    string `json:"name,omitempty"`
	Minutes int    `json:"minutes"`
	Cost    Cost   `json:"cost"`
	// Until is the first day whose shift is judged no more, as of somebody who becomes an
	// adult; 0 means that all days are judged.
	Until DayIdx `json:"until,omitempty" hash:"sparse"`
}

// Pattern is an unwanted sequence of cells on successive days, e.g. night, off,
// early. Each day on which an occurrence ends inside the horizon costs one unit;
// occurrences may begin in history (where it is known).
type Pattern struct {
	Name  string    `json:"name,omitempty"`
	Cells []CellSet `json:"cells"`
	// EndWeekdays is a bit set (bit 0 Monday) of the weekdays on which the last cell
	// may fall for the pattern to count; 0 means any.
	EndWeekdays uint8 `json:"end_weekdays,omitempty"`
	Cost        Cost  `json:"cost"`
}

// Stretch limits a run: the longest sequence of successive days whose cells are
// all in Of. One unit is one day.
//
// Above Max each day of the run beyond Max that lies inside the horizon costs
// MaxCost; days before day 0 count into the length but are not charged again
// (INRC-II S2, S3). Below Min the missing days cost MinCost when the run ends
// inside the horizon, that is, when a cell outside Of follows on a day of the
// horizon; a run that reaches the last day is never charged for being short. A run
// that history began and that ends at day 0 is charged. Where history is not
// known, a run that begins on day 0 is exempt from Min.
type Stretch struct {
	Name    string  `json:"name,omitempty"`
	Of      CellSet `json:"of"`
	Min     int     `json:"min"`
	MinCost Cost    `json:"min_cost"`
	// Max is NoLimit for none.
	Max     int  `json:"max"`
	MaxCost Cost `json:"max_cost"`
}

// NoLimit is a maximum that is never reached.
const NoLimit = 1 << 30

// CounterKind says what a Counter adds up.
type CounterKind string

// The counter kinds.
const (
	// CountAmounts adds Amount[shift] for each day worked.
	CountAmounts CounterKind = "amounts"
	// CountWeekends adds one for each weekend with work on its Saturday or its Sunday.
	CountWeekends CounterKind = "weekends"
	// CountCharges adds Amount[shift] for each day worked and what Charges says: of one
	// person's burden.
	CountCharges CounterKind = "charges"
)

// Counter is a total over days with a convex piecewise-linear cost: the sum over
// Under of Cost x max(0, At - total) plus the sum over Over of Cost x max(0, total - At).
type Counter struct {
	Name string      `json:"name"`
	Kind CounterKind `json:"kind"`
	// Amount is what one day in each shift adds; [shift]. nil for CountWeekends, and
	// for CountAmounts means 1 for each shift, for CountCharges 0.
	Amount []int64 `json:"amount,omitempty"`
	// Of restricts CountWeekends, and the weekends of Charges, to weekends touched by these
	// cells; 0 means any shift.
	Of CellSet `json:"of,omitempty"`
	// From and To bound the days that count, To exclusive; both zero means all days.
	From DayIdx `json:"from,omitempty"`
	To   DayIdx `json:"to,omitempty"`
	// Weekdays is a bit set (bit 0 Monday) of the weekdays that count; 0 means all.
	Weekdays uint8  `json:"weekdays,omitempty"`
	Under    []Knee `json:"under,omitempty"`
	Over     []Knee `json:"over,omitempty"`
	// Charges is for CountCharges only, nil for others.
	Charges *Charges `json:"charges,omitempty" hash:"sparse"`
}

// Charges are what a CountCharges counter adds besides the amounts of its shifts. They are
// one person's, and so is the contract that has them.
type Charges struct {
	// Weekend is added for each weekend with work on its Saturday or its Sunday, also where
	// only one of the two lies within the horizon.
	Weekend int64 `json:"weekend"`
	// Cells are added where the day's cell is one of theirs. [charge]
	Cells []Charge `json:"cells,omitempty"`
	// Choices are added where no plan of a choice is kept. [charge]
	Choices []ChoiceCharge `json:"choices,omitempty" hash:"sparse"`
}

// ChoiceCharge is an amount added where a line keeps no plan of one of the contract's choices.
type ChoiceCharge struct {
	// Choice is an index into Contract.Choices.
	Choice int   `json:"choice"`
	Amount int64 `json:"amount"`
}

// Charge is an amount added where a day holds one of some cells.
type Charge struct {
	Day    DayIdx  `json:"day"`
	Cells  CellSet `json:"cells"`
	Amount int64   `json:"amount"`
}

// Knee is one bend of a piecewise-linear cost.
type Knee struct {
	At   int64 `json:"at"`
	Cost Cost  `json:"cost"`
}

// Cover is the number of people wanted on a day in a shift.
type Cover struct {
	Day   DayIdx   `json:"day"`
	Shift ShiftIdx `json:"shift"`
	// Skill is NoSkill where anyone counts.
	Skill SkillIdx `json:"skill"`
	// Held makes everyone in the shift count who holds Skill, whatever skill the duty is
	// worked in (a nurse in charge); otherwise a duty counts for the one skill it is worked in.
	Held bool `json:"held,omitempty"`
	// Except lists the people who do not count whatever they work (supernumerary), ascending.
	Except []StaffIdx `json:"except,omitempty" hash:"sparse"`
	// Min people: each one missing costs MinCost.
	Min     int  `json:"min"`
	MinCost Cost `json:"min_cost"`
	// Preferred people: each one missing between max(Min, actual) and Preferred costs
	// PreferredCost. Preferred >= Min.
	Preferred     int  `json:"preferred"`
	PreferredCost Cost `json:"preferred_cost"`
	// Max people: each one beyond costs MaxCost. Max >= Preferred; NoLimit for none.
	Max     int  `json:"max"`
	MaxCost Cost `json:"max_cost"`
}

// Request is one preference for one cell: it costs one unit when the cell is in
// Unwanted. A day off asked for has every shift in Unwanted; a shift asked for has
// all but that shift; a shift unwanted has only that shift.
type Request struct {
	// ID ties the request to the preference it came from; may be empty.
	ID       string   `json:"id,omitempty"`
	Staff    StaffIdx `json:"staff"`
	Day      DayIdx   `json:"day"`
	Unwanted CellSet  `json:"unwanted"`
	Cost     Cost     `json:"cost"`
	// Choice and Plan say which plan of the person's contract the request is a cell of, both counted
	// from 1; 0 for a request by itself.
	Choice int `json:"choice,omitempty" hash:"sparse"`
	Plan   int `json:"plan,omitempty" hash:"sparse"`
}

// Unavailable forbids Cells to a staff member on a day. Of several that forbid a cell the
// first names the breach; it is one breach all the same.
type Unavailable struct {
	// Name is what the cells are forbidden for; empty for absence and unavailability.
	Name  string   `json:"name,omitempty"`
	Staff StaffIdx `json:"staff"`
	Day   DayIdx   `json:"day"`
	Cells CellSet  `json:"cells"`
}

// Fixed is a cell the solver must keep.
type Fixed struct {
	Staff StaffIdx   `json:"staff"`
	Day   DayIdx     `json:"day"`
	To    Assignment `json:"to"`
}
