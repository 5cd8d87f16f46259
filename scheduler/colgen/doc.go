// Package colgen prices one person's line: given what each cell costs by itself,
// it finds the cheapest sequence of cells under the rules of the person's contract
// by dynamic programming over days. The graph is the product machine of the
// contract's automata, the counters are resources.
//
// # Labels
//
// A label is a way to reach a machine state on a day: its cost so far and what the
// counters have come to. It is dropped when
//
//   - another label in the same state is no dearer whatever follows (dominance; a
//     counter's convex cost makes the worst difference lie at an end of what can
//     still be added); or
//   - its cost plus a bound on what must still come exceeds a known line's cost; the
//     bound is the machine's cheapest way on, counters left out, plus the least that
//     each counter can still cost; or
//   - the state holds more labels than the limit asked for. Then, and only then, the
//     line found may not be the cheapest.
//
// Label setting with resources: Irnich & Desaulniers (2005), doi:10.1007/0-387-25486-2_2;
// dominance by worst-case cost differences as in Legrain, Omer & Rosat (2020),
// doi:10.1007/s12532-019-00172-4.
package colgen
