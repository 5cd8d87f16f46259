package nrp

// DayIdx is a day of the horizon; 0 is the first.
type DayIdx = int

// StaffIdx is an index into Instance.Staff.
type StaffIdx = int

// ShiftIdx is an index into Instance.Shifts; NoShift stands for a day off.
type ShiftIdx = int

// SkillIdx is an index into Instance.Skills; NoSkill stands for none (a day off),
// in a Cover for any skill.
type SkillIdx = int

// ContractIdx is an index into Instance.Contracts.
type ContractIdx = int

// Special indices.
const (
	// NoShift marks a day off.
	NoShift ShiftIdx = -1
	// NoSkill marks the absence of a skill: the skill of a day off, or "any skill" in a Cover.
	NoSkill SkillIdx = -1
)

// MaxShifts is the largest number of shifts an instance may have, so that a
// CellSet fits one word.
const MaxShifts = 62

// CellSet is a set of what a cell can hold: bit 0 is a day off, bit s+1 is shift s.
type CellSet uint64

// OffCells is the set that holds only the day off.
const OffCells CellSet = 1

// ShiftCells returns the set of the given shifts.
func ShiftCells(shifts ...ShiftIdx) CellSet {
	var c CellSet
	for _, s := range shifts {
		c |= 1 << uint(s+1)
	}
	return c
}

// AllShiftCells returns the set of every shift of an instance with n shifts,
// without the day off.
func AllShiftCells(n int) CellSet { return (CellSet(1)<<uint(n+1) - 1) &^ OffCells }

// Has reports whether the set holds shift s; NoShift asks for the day off.
func (c CellSet) Has(s ShiftIdx) bool { return c>>uint(s+1)&1 == 1 }
