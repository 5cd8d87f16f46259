// Package law is a second referee: it judges what people work against working-time law,
// from the texts of the Working Time Regulations 1998 (SI 1998/1833) as this project has
// noted them down, and from nothing else. It knows no roster, no shift, no day index and no
// contract; it takes intervals of work on instants and answers in words and minutes. It
// imports the standard library only, so that a fault in how the optimiser, its rules or the
// first referee see a day cannot be repeated here.
//
// Words. An Instant is a point in time in whole minutes. Work is one unbroken duty with its
// unpaid break, which is taken to lie in its middle. A local day begins at midnight on the
// clock of Input.Zone and has 23, 24 or 25 hours. A figure is a number of the law with its
// source; a figure of 0 turns its rule off.
//
// Invariants. Work that is not stated counts as rest, so that what is not known can hide a
// breach but never make one; the one exception is named at Absence. Check changes nothing
// that it is given, and gives the same breaches whatever the order of work and people.
//
//	breaches, err := law.Check(&law.Input{Zone: london, Figures: law.UK(), People: people})
//	for _, b := range breaches {
//		fmt.Println(b.Words(london))
//	}
//
// Not judged, because no figure of it is known here: what a collective agreement changes
// other than the reference period, the exceptions for young workers in hospitals (reg. 27A),
// health assessments and leave entitlement. Regulations 21 and 22 let a hospital go below
// the rests of regulations 10 and 11 against compensatory rest (reg. 24): such a rest is
// still a breach here, and what may be done about it is decided elsewhere.
package law
