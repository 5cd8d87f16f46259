package law

// Figure is a number of the law with where it comes from.
type Figure struct {
	// Value is in the unit that stands beside the field of Figures; 0 turns the rule off.
	Value int
	// Source names regulation or section, in words for a person.
	Source string
	// Sure says how the figure was read; empty where it is not said.
	Sure Sureness
}

// Sureness is how a figure was read.
type Sureness string

// The kinds of sureness.
const (
	// ReadInLaw: in the text of the law, or in its own body's page.
	ReadInLaw Sureness = "A"
	// ReadAbout: in a secondary source.
	ReadAbout Sureness = "B"
	// Remembered: a default to be checked before it is claimed.
	Remembered Sureness = "C"
)

// Form is how weekly rest is granted to adults; the employer chooses (reg. 11(2)).
type Form int

// The forms.
const (
	// EachWeek is one rest of WeeklyRest in each 7 days.
	EachWeek Form = iota
	// EachFortnight is two rests of WeeklyRest, or one of twice as long, in each 14 days.
	EachFortnight
)

// Figures are the numbers that Check judges by. Minutes unless something else is said.
type Figures struct {
	// DailyRest is the rest from one day's work to the next (reg. 10); YoungDailyRest for
	// those under 18. At most a day.
	DailyRest, YoungDailyRest Figure
	// WeeklyForm says in which form weekly rest is granted.
	WeeklyForm Form
	// WeeklyRest is one uninterrupted weekly rest (reg. 11(1), (2)); YoungWeeklyRest that of
	// those under 18 in each 7 days (reg. 11(3)).
	WeeklyRest, YoungWeeklyRest Figure
	// RestBeside is how much daily rest a weekly rest must have on top of itself (reg. 11(7));
	// its 0 is a figure too: weekly rest may have daily rest in it.
	RestBeside Figure
	// AverageWeek is the most working time in 7 days on average (reg. 4(1)).
	AverageWeek Figure
	// ReferenceWeeks is the length of the reference period of reg. 4 and 6, weeks.
	ReferenceWeeks Figure
	// Successive is an instant at which one reference period begins where an agreement
	// names successive ones (reg. 4(3)(a)); 0: any period of that length counts.
	Successive Instant
	// NightAverage is the most normal time of a night worker in 24 hours on average (reg. 6(1)),
	// over the days of the reference period less NightRestDays of each week (reg. 6(5)).
	NightAverage, NightRestDays Figure
	// HazardDay is the most work in any 24 hours that have night work in them, for those whose
	// night work has special hazards (reg. 6(7)).
	HazardDay Figure
	// NightFrom and NightTo are the clock times between which night time lies, minutes from
	// midnight; it ends on the day after it began.
	NightFrom, NightTo Figure
	// Break is wanted in a duty of more than BreakAfter of working time (reg. 12(1));
	// YoungBreak in one of more than YoungBreakAfter (reg. 12(4)).
	Break, BreakAfter           Figure
	YoungBreak, YoungBreakAfter Figure
	// YoungDay and YoungWeek are the most work of those under 18 on a day and in a week
	// from Monday (reg. 5A).
	YoungDay, YoungWeek Figure
	// YoungFrom and YoungTo bound the time in which those under 18 do not work (reg. 6A), as
	// NightFrom and NightTo do; YoungLateFrom and YoungLateTo where the contract has work
	// after 22:00.
	YoungFrom, YoungTo         Figure
	YoungLateFrom, YoungLateTo Figure
}

// UK returns the figures of the Working Time Regulations 1998 for Great Britain as noted on
// 26 November 2026. The reference period is the 17 weeks of reg. 4(3), which is stricter than
// the 26 that reg. 4(5) allows in hospitals. Weekly rest is in the form that asks for less, and may
// have daily rest in it: reg. 11(7) excepts reasons of how work is organised.
func UK() Figures {
	const wtr = "Working Time Regulations 1998 reg. "
	return Figures{
		// 11 consecutive hours in each 24; 12 under 18.
		DailyRest:      Figure{11 * 60, wtr + "10(1)", ReadAbout},
		YoungDailyRest: Figure{12 * 60, wtr + "10(2)", ReadAbout},
		// 24 hours in each 7 days, or twice 24 or once 48 in each 14; 48 in each 7 under 18.
		WeeklyForm:      EachFortnight,
		WeeklyRest:      Figure{24 * 60, wtr + "11(1), (2)", ReadInLaw},
		YoungWeeklyRest: Figure{48 * 60, wtr + "11(3)", ReadInLaw},
		RestBeside:      Figure{0, wtr + "11(7)", ReadInLaw},
		// 48 hours for each 7 days on average, overtime included, in any 17 weeks.
		AverageWeek:    Figure{48 * 60, wtr + "4(1)", ReadInLaw},
		ReferenceWeeks: Figure{17, wtr + "4(3), 6(3)", ReadInLaw},
		// 8 hours for each 24 on average; NHS Employers reckons 12 days of each 14.
		NightAverage:  Figure{8 * 60, wtr + "6(1)", ReadInLaw},
		NightRestDays: Figure{1, wtr + "6(5)", ReadInLaw},
		HazardDay:     Figure{8 * 60, wtr + "6(7)", ReadAbout},
		// Night time, unless an agreement says otherwise.
		NightFrom: Figure{23 * 60, wtr + "2(1)", Remembered},
		NightTo:   Figure{6 * 60, wtr + "2(1)", Remembered},
		// 20 minutes without interruption beyond 6 hours; 30 beyond 4 and a half under 18.
		Break:           Figure{20, wtr + "12(1), (3)", ReadAbout},
		BreakAfter:      Figure{6 * 60, wtr + "12(1)", ReadAbout},
		YoungBreak:      Figure{30, wtr + "12(4)", ReadAbout},
		YoungBreakAfter: Figure{270, wtr + "12(4)", ReadAbout},
		YoungDay:        Figure{8 * 60, wtr + "5A(1)", ReadInLaw},
		YoungWeek:       Figure{40 * 60, wtr + "5A(1)", ReadInLaw},
		// The restricted period is the later one where the contract has work after 22:00.
		YoungFrom:     Figure{22 * 60, wtr + "6A, 2(1)", Remembered},
		YoungTo:       Figure{6 * 60, wtr + "6A, 2(1)", Remembered},
		YoungLateFrom: Figure{23 * 60, wtr + "6A, 2(1)", Remembered},
		YoungLateTo:   Figure{7 * 60, wtr + "6A, 2(1)", Remembered},
	}
}
