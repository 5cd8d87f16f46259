// Package planner is the use case of the nightly run: load a period's problem, solve
// it, have the referee check the answer, save the draft or say why there is none. It
// knows neither database nor process; Source, Sink and Solver are its ports, and the
// clock is an argument.
//
// Invariants: a roster is saved only if the referee finds no breach of a hard rule
// beyond those that fixed cells, history and absence force, and the second referee, of the
// law, none of a rule that the problem states as hard; one failing ward never
// stops the others; a panic ends one ward's run and nothing else.
package planner
