// Package colgen is column generation for rosters: a column is one way to fill one
// person's line over a window of days, priced by dynamic programming; a master
// problem mixes columns so that cover and lines together are cheapest; and dives and
// branches turn the mix into a roster.
//
//	    prices of cover rows
//	  +----------------------+
//	  |                      v
//	master                pricing, one line a person
//	  ^                      |
//	  +----------------------+
//	    new columns, a bound            --> dive, branch --> roster
//
// # Pricing
//
// The graph is the product machine of the contract's automata, the counters are
// resources. A label is a way to reach a machine state on a day: its cost so far and
// what the counters have come to. It is dropped when
//
//   - another label in the same state is no dearer whatever follows (dominance; a
//     counter's convex cost makes the worst difference lie at an end of what can
//     still be added); or
//   - its cost plus a bound on what must still come exceeds a known line's cost; or
//   - the state holds more labels than the limit asked for. Then, and only then, the
//     line found may not be the cheapest; the least bound of what was given up is kept.
//
// The bound on what must come is a table over days, machine states and the totals of
// some counters, filled backwards: exact for those counters. Which they are is learnt:
// while the line that the table thinks cheapest breaks a bend of another counter, that
// one is taken in (decremental state space relaxation), and where it finds no room, its
// units are priced by subgradients (Lagrangian relaxation). Totals of a counter that only
// charges for too much may be rounded down to coarse steps. What is learnt stays with
// the line from round to round. Labels then hardly ever leave the cheapest line: tens
// where a label-setting without the table takes hundreds of thousands.
//
// Filling the table is O(days x states x cells x combinations of totals), bounded by
// tableWork.
//
// # Master problem
//
// See master: a saddle point between the weights of columns and the prices of rows,
// solved by restarted primal-dual steps. O(entries of the matrix) a step.
//
// # Looking ahead
//
// Where lines are too long for pricing, or before it: see Lagrangian, which prices counters too
// and keeps a mix of whole lines, 32 a person. O(lines x days x states x cells) a round.
//
// # What no better roster has
//
// A bound and a roster's cost leave a gap. A line that takes an option and costs, at the
// bound's prices, more above the cheapest line than the gap is part of no cheaper roster.
// Pricer.Through finds the cheapest line through every cell by filling the table forwards
// once, too; Generator.Narrow bans what is too dear.
//
// # References
//
// Label setting with resources: Irnich & Desaulniers (2005), doi:10.1007/0-387-25486-2_2.
// Dominance by worst-case cost differences: Legrain, Omer & Rosat (2020),
// doi:10.1007/s12532-019-00172-4. State space relaxation: Righini & Salani (2008),
// doi:10.1002/net.20212. Master: Chambolle & Pock (2011), doi:10.1007/s10851-010-0251-1,
// with the restarts of Applegate et al. (2021), arXiv:2106.04756. Lines through a cell:
// Irnich, Desaulniers, Desrosiers & Hadjar (2010), doi:10.1287/ijoc.1090.0341. Looking ahead:
// Rockafellar (1976), doi:10.1287/moor.1.2.97; Lacoste-Julien et al. (2013), arXiv:1207.4747.
package colgen
