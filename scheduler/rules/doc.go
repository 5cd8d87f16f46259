// Package rules is the one statement of each rule of the nurse rostering problem.
// Evaluation, the delta of an edited cell, the search's moves, the pricing of one
// person's line and the list of breaches all follow from it.
//
// # Two shapes
//
// A rule on one person's line is either
//
//   - an automaton: a small deterministic weighted automaton over the days, read
//     one cell a day. Its start state is the history, what it emits on a step is a
//     number of units of a Cost, or of a counter (weekends worked). Successions,
//     rest, patterns, stretches and complete weekends have this shape; or
//   - a counter: a total over the days with a convex piecewise-linear cost.
//
// Prices of single cells (preferences, absence, fixed cells, skills) are a table.
// Rules between people are rows: a Row counts people in one shift of one day and
// prices the count.
//
// This is the cost-regular and multicost-regular modelling of Demassey, Pesant &
// Rousseau (2006), doi:10.1007/s10601-006-9003-7.
//
// # Files
//
// One rule a file: succession, rest, respite, pattern, stretch, weekend, choice, counter, cell,
// cover. Compile builds a Model; a Machine is the product of a contract's automata,
// for those who read lines quickly.
package rules
