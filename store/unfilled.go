package store

// UnfilledDuty is a duty, or several alike, that nobody works in a draft, with those who were nearest to
// filling it.
type UnfilledDuty struct {
	Day     Day
	ShiftID ID
	SkillID ID
	// Missing is the number of people below the minimum.
	Missing int64
	// Nearest are the nearest first, at most three.
	Nearest []NearFiller
}

// NearFiller is one person who could fill a duty, with every other cell of the rota as it is.
type NearFiller struct {
	StaffID ID
	// FromShiftID is the shift that the person works on that day now; empty for none.
	FromShiftID ID
	// Never is set where nobody can allow it: agreed absence, a skill that is not held, a fixed duty.
	Never bool
	// Delta is what it would change in the score.
	Delta Levels
	// Findings are what it would break, the gravest first; empty where nothing stands in the way.
	Findings Findings
}
