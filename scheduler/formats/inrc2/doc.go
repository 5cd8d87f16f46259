// Package inrc2 reads and writes the JSON files of the Second International Nurse
// Rostering Competition: a scenario, a history, one file of demand and requests a
// week, and one solution file a week. Ceschia, Dang, De Causmaecker, Haspeslagh and
// Schaerf, "The second international nurse rostering competition", Annals of
// Operations Research 274 (2019), doi:10.1007/s10479-018-2816-0.
//
// # What the format says, in the words of package nrp
//
// The weeks given are one horizon that begins on a Monday. H1 is the shape of a
// roster. H3 (successions) and H4 (skills) are at nrp.LevelHard, H2 (minimum cover) at
// nrp.LevelCover, S1 to S7 all at nrp.LevelRest with the competition's weights, so
// that the score at that level is the competition's cost wherever H2 holds: see Cost.
//
// Totals of the history go into CounterBase. The history gives lengths of runs, not
// days; it is read into an equivalent History.Line, which ends in the same shift and
// has runs of the same lengths.
//
// The format knows no clock times and no paid hours; each duty counts as one.
//
// The package does no I/O of its own: it takes readers and writers.
package inrc2
