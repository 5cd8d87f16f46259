package nhs

// The patterns of shifts.
const (
	patternShort = iota
	patternLong
	patternMixed
	patternTwilight
	// patterns is how many are drawn; patternEights is an extra.
	patterns
	patternEights
)

// nightMost is the longest night of a rota with the change of October in or before it,
// minutes. That night is an hour longer than the clock says, and of more than 13 hours no 11
// hours of rest are left in 24 (Working Time Regulations 1998 reg. 10(1)): a ward which asks for
// it asks for a breach, whoever works it.
const nightMost = 12 * 60

// shifts lays down the ward's kinds of working time, breaks unpaid.
func (d *drawing) shifts() {
	early := Shift{Code: "E", Kind: "early", Start: 7 * 60, End: 15 * 60, Paid: 450}
	late := Shift{Code: "L", Kind: "late", Start: 13 * 60, End: 21 * 60, Paid: 450}
	long := Shift{Code: "LD", Kind: "long_day", Start: 7*60 + 30, End: 20 * 60, Paid: 690}
	night := Shift{Code: "N", Kind: "night", Start: 19*60 + 30, End: 32 * 60, Paid: 690}
	switch {
	case d.k.pattern == patternShort:
		night.Start, night.End, night.Paid = 20*60+45, 31*60+15, 600
	case d.meetsOctober():
		night.Start, night.Paid = 19*60+45, 660
		night.End = night.Start + nightMost
	}
	if d.rng.IntN(3) == 0 {
		night.MaxRun = 3
	}
	switch d.k.pattern {
	case patternShort:
		d.Shifts = []Shift{early, late, night}
	case patternLong:
		d.Shifts = []Shift{long, night}
	case patternMixed:
		d.Shifts = []Shift{early, long, late, night}
	case patternTwilight:
		d.Shifts = []Shift{early, long, {Code: "T", Kind: "other", Start: 14 * 60, End: 24 * 60, Paid: 570}, night}
	case patternEights:
		// Short enough for hazards; the night with the evening after it is not.
		d.Shifts = []Shift{
			{Code: "E", Kind: "early", Start: 6 * 60, End: 14 * 60, Paid: 450},
			{Code: "L", Kind: "late", Start: 13*60 + 45, End: 21*60 + 45, Paid: 450},
			{Code: "V", Kind: "other", Start: 17*60 + 30, End: 23*60 + 30, Paid: 330},
			{Code: "N", Kind: "night", Start: 21*60 + 30, End: 30*60 + 15, Paid: 465, MaxRun: night.MaxRun},
		}
	}
	d.BankShift = Shift{Code: "BK", Kind: "long_day", Start: 8 * 60, End: 20*60 + 30, Paid: 690}
}

// meetsOctober reports whether a day of either period, or the one after, is longer than 24 hours.
func (d *drawing) meetsOctober() bool {
	for day := d.PastFirst(); day <= d.Last()+1; day++ {
		if day.minutes(d.Zone) > 1440 {
			return true
		}
	}
	return false
}

// rules draws the ward's figures; those of law are as the law has them.
func (d *drawing) rules() {
	d.Rules = Rules{
		Rest: 660, WeekMost: []int{2880, 3000, 3600}[d.rng.IntN(3)], NightsInARow: 3 + d.rng.IntN(2),
		DaysOffAfterNights: 1 + d.rng.IntN(2), HardAfterNights: d.k.hardAfterNights,
	}
	if d.k.successions {
		day := d.Shifts[0].Code
		d.Rules.Successions = []Succession{{From: "N", To: []string{day}}}
		if last := d.Shifts[len(d.Shifts)-2]; last.Code != day {
			d.Rules.Successions = append(d.Rules.Successions, Succession{From: last.Code, To: []string{day}})
		}
	}
}

// contracts are full time under Agenda for Change, 37.5 hours a week, and shares of it.
func (d *drawing) contracts() {
	weekends := []int{-1, (d.Weeks + 1) / 2}[d.rng.IntN(2)]
	whole := d.rng.IntN(2) == 0
	longest := 5 + d.rng.IntN(2)
	for _, c := range []struct {
		name   string
		weekly int
	}{{"Full time", 2250}, {"Part time 15", 900}, {"Part time 22.5", 1350}, {"Part time 30", 1800}} {
		d.Contracts = append(d.Contracts, Contract{
			Name: c.name, Weekly: c.weekly, MaxWorkRun: longest, MinOffRun: 1 + d.rng.IntN(2), MaxWeekends: weekends, WholeWeekends: whole,
		})
	}
}
