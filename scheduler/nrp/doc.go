// Package nrp is the vocabulary of the nurse rostering problem: pure data that
// readers of published formats, the ward's database, the optimiser, the referee
// and the explanations all share. It holds no algorithm and does no I/O.
//
// # Words
//
// An Instance lists staff, shifts, skills and contracts, and says which cover is
// wanted on each day of the Horizon. A Roster gives each staff member one Line:
// for each day an Assignment, which is a shift with the skill it is worked in, or
// Off. What a staff member may be asked to do is data too: limits on stretches of
// days (Stretch limits), on what may follow what (Succession, Pattern), on totals
// (Counter), and asks for single cells (Request).
//
// # Costs and levels
//
// Every soft or hard rule carries a Cost: a Level and an integer Weight per unit.
// A Score adds weights up by level; levels are compared in order, the first one
// that differs decides, and lower is better. Nothing at a lower level ever pays
// for something at a higher one. A rule at LevelHard is broken only where fixed
// cells or history force it.
//
// # Index conventions
//
// Days, staff, shifts, skills and contracts are dense indices from zero. Slices
// are indexed as their comment says, written [staff][day]. Day 0 is the first day
// of the horizon; a night belongs to the day on which it begins. Everything that
// happened before day 0 is in Staff.History.
package nrp
