// Package nhs makes wards as hospitals in Britain have them, out of a seed: bands and
// competencies, part-timers, agreed days, leave, bank shifts, people who come and go, weeks
// in which the clocks change, wards with too few people and wards where all want the same
// weekend off. It is what the engine, the referees and the product are tried on.
//
// Words. A Ward is plain data with dates; it knows no index of a horizon. New draws one and
// decides nothing that a roster would decide. SolvePast then has the engine make the rota
// before the one that is asked for, so that history is one that people really worked under the
// ward's rules. Problem turns the ward into what a nightly run solves: the instance, and for
// the second referee the same people's work on instants.
//
// The product makes its problems of database rows, in store/sqlstore, which nothing in
// scheduler may import. So the rules are put into words of nrp here a second time; a
// test of cmd/fairrota takes wards through the real database and holds the two
// problems against each other, field by field.
//
//	w := nhs.New(7, nhs.Small, london)
//	if err := w.SolvePast(ctx, 250_000); err != nil {
//		return err
//	}
//	problem, err := w.Problem()
//
// Invariants. Equal seeds and sizes give equal wards. A ward can always be rostered without a
// breach of a hard rule, with duties left unfilled at worst: what is fixed before the
// solve keeps every rule by itself. Features reads what a ward has off the ward, not off the
// draw.
package nhs
