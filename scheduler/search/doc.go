// Package search improves a roster by moves on blocks of days. It holds the
// problem as flat arrays (Problem), a roster with everything needed to price a
// move without looking at the rest of it (State), the moves, one operator a file,
// and the annealing that chains them (Chain).
//
// # Energy
//
// A Score is compared level by level. A move is accepted by its energy: the
// levels' values, each times a factor that makes one unit of a level dearer than
// what a move usually gains at the levels below. The factors only steer: the best
// roster is kept by comparing scores.
//
// Simulated annealing over blocks of days follows Ceschia, Guido & Schaerf (2020),
// doi:10.1007/s10479-020-03527-6.
package search
