package nhs

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// AgreedRule says what was agreed for a day; a day off keeps each of them.
type AgreedRule string

// The rules of a day.
const (
	AgreedNothing AgreedRule = "none"
	AgreedOff     AgreedRule = "off"
	AgreedOnly    AgreedRule = "only"
	AgreedNever   AgreedRule = "never"
)

// AgreedDay is what was agreed for one day of a cycle.
type AgreedDay struct {
	Rule AgreedRule
	// Shifts and Kinds are those that may, or may never, be worked.
	Shifts []int
	Kinds  []string
}

// Agreed is a person's agreed pattern of work. A person has one.
type Agreed struct {
	Person int
	// Last is 0 for no end.
	First, Last Day
	// Anchor is a Monday on which the cycle begins, before or after First.
	Anchor Day
	// Days are 7 for each week of the cycle.
	Days []AgreedDay
}

// on is what was agreed for a day.
func (a *Agreed) on(day Day) AgreedDay {
	if !spans(a.First, a.Last, day) {
		return AgreedDay{Rule: AgreedNothing}
	}
	n := Day(len(a.Days))
	return a.Days[((day-a.Anchor)%n+n)%n]
}

// agreed draws agreed patterns: one or two weeks with days off, or with certain shifts only, or with
// some never.
func (d *drawing) agreed() {
	if d.k.agreedPatterns == 0 {
		return
	}
	for n, i := range d.more.Perm(len(d.People))[:d.k.agreedPatterns] {
		a := Agreed{Person: i, Anchor: d.First.Monday() + Day(7*(d.more.IntN(9)-4)), Days: make([]AgreedDay, 7*(1+d.more.IntN(2)))}
		if a.First, a.Last = d.span(); n == 1 {
			a.First, a.Last = min(a.First, d.First), d.First+Day(d.more.IntN(d.days()-1))
		}
		rule := d.agreedRule(n)
		for k := range a.Days {
			a.Days[k] = AgreedDay{Rule: AgreedNothing}
			if rule.Rule != AgreedOff || d.more.IntN(5) == 0 {
				a.Days[k] = rule
			}
		}
		a.Days[d.more.IntN(len(a.Days))] = rule
		d.Agreed = append(d.Agreed, a)
	}
}

// agreedRule draws what a pattern agrees: a day off for the first of a ward and every other one.
func (d *drawing) agreedRule(n int) AgreedDay {
	s := d.more.IntN(len(d.Shifts))
	switch {
	case n%2 == 0:
		return AgreedDay{Rule: AgreedOff}
	case n%4 == 1 && d.more.IntN(2) == 0:
		return AgreedDay{Rule: AgreedNever, Kinds: []string{"night"}}
	case n%4 == 1:
		return AgreedDay{Rule: AgreedNever, Shifts: []int{s}}
	case d.more.IntN(2) == 0:
		return AgreedDay{Rule: AgreedOnly, Kinds: []string{d.Shifts[s].Kind}}
	}
	return AgreedDay{Rule: AgreedOnly, Shifts: []int{s}, Kinds: []string{"night"}}
}

// breaks returns the ward's shifts that break what was agreed for a day.
func (w *Ward) breaks(a AgreedDay) nrp.CellSet {
	var named, own nrp.CellSet
	for i, s := range w.Shifts {
		own |= nrp.ShiftCells(i)
		if slices.Contains(a.Shifts, i) || slices.Contains(a.Kinds, s.Kind) {
			named |= nrp.ShiftCells(i)
		}
	}
	switch a.Rule {
	case AgreedOff:
		return own
	case AgreedOnly:
		return own &^ named
	case AgreedNever:
		return named
	case AgreedNothing:
	}
	return 0
}

// agreed makes one entry of each agreed day that somebody could break.
func (h *horizon) agreed() {
	for k, i := range h.people {
		for d := range h.days {
			var could, barred nrp.CellSet
			for _, a := range h.w.Agreed {
				if a.Person == i {
					could = h.w.breaks(a.on(h.first + Day(d)))
				}
			}
			for _, u := range h.in.Unavailable {
				if could != 0 && u.Staff == k && u.Day == d {
					barred |= u.Cells
				}
			}
			if could&^barred != 0 {
				h.in.Agreed = append(h.in.Agreed, nrp.Agreed{
					Staff: k, Day: d, Unwanted: could, Cost: nrp.Cost{Level: nrp.LevelPattern, Weight: 1},
				})
			}
		}
	}
}
