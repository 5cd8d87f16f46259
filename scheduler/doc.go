// Package scheduler solves nurse rostering problems: Solve takes an nrp.Instance and
// returns the best nrp.Roster it finds within the given steps or time.
//
// # The problem
//
// Indices: staff i, day d, shift s, skill k. A roster gives x[i,d], a shift with the
// skill it is worked in or a day off. Each rule r has a level l(r) and a weight
// w(r); b(r, x) is by how many units the roster breaks it. The score is the vector
//
//	S[l](x) = sum of w(r) * b(r, x) over the rules r with l(r) = l,   l = hard, cover, ..., rest
//
// and Solve minimises it in lexicographic order. Units are integers, so are scores.
//
//	on one line     b is what an automaton emits over x[i,0..D-1], begun in the state
//	                that history gives: successions, rest, respites, patterns, stretches, weekends
//	                or max(0, bend - total), max(0, total - bend) of a counter's total
//	on one cell     preferences, agreed patterns, absence, fixed cells, skills not held
//	between people  with n = number of people that count for a row (d, s, k):
//	                max(0, Min - n), max(0, Preferred - max(Min, n)), max(0, n - Max)
//
// Hard rules are those of LevelHard. Because minimum cover is a level below, a duty
// stays unfilled rather than that a hard rule is broken to fill it. Cells fixed and
// absence agreed at the hard level are never traded: fixed cells are in every
// roster, and what they force shows in the score.
//
// The rules are stated once, in package rules; nrp's comments say what each means.
//
// # The engine
//
//  1. From everybody off, or Options.Start, cold rounds of block moves and a repair
//     find a roster that keeps the hard rules. Lines that still break them are priced for the
//     law alone, which says what must be broken (law.go).
//  2. Annealing (package search) changes and exchanges blocks of days; a part of the
//     work takes two to four people out and puts each back by pricing the line
//     exactly: ruin and recreate. The temperature goes down level by level in the order
//     in which scores are compared. It has a twentieth of the run where the whole
//     problem is sure to converge in what follows, an eighth where levels are told apart
//     with time to spare and nobody is missing, a quarter where that is doubtful, a fifth
//     to a half where there is only the time for windows, all where not even that.
//     Where one level beside the law decides, and 3 is not done in an instant, the whole problem
//     is looked ahead over instead (ahead.go): with a price on each unit of every counter it
//     falls into shortest paths, of which a mix is kept; that gives a bound, and is dived
//     into (colgen.Lagrangian). What law is then broken is mended line by line, before the
//     roster is compared with the one that was there (aside.go).
//  3. Column generation on the whole problem (package colgen): lines are columns, their
//     cheapest mix is a linear programme, and pricing finds the lines that would make it
//     cheaper until there are none. This gives the bound. Where there are several levels
//     it is done once for each, those below left out, at several prices of those above,
//     some of them later (levels), until the bound stalls (Aim.Stall).
//  4. Dives fix what the mix agrees on, pricing anew after each step, down to a roster. The
//     mix of a level is dived into four times, quickly; a roster that is better there but
//     worse above is gone on from as well, for a while (plunge.go). The mix of the one
//     level is dived into with care, to below cutoffs nearer and nearer to the bound
//     (dives.go).
//  5. Windows: some people over some days, the others held, by 3 and 4 again; or the
//     cells on which roster and mix disagree. One whose
//     bound is not below what it costs now is proved to hold nothing better and is left
//     at once. Windows grow while they are proved and shrink while dives find nothing.
//     They come in several forms, the whole horizon or a week or two with many people, on
//     long horizons some weeks together or apart, and the form is drawn that has lately
//     gained most for its steps. As the best roster
//     becomes better the bound is brought closer, and what no better roster has is left
//     out. When nothing is found, windows also look for rosters as good as the one at hand.
//  6. Where nothing more is found: branching, if the run has the room for it, else
//     annealing, and windows in turn; branching goes on where it was, every other time. Where levels are not
//     told apart, windows go on from another roster each time, for a while: one about as
//     good that a careful dive comes to, in an order that wavers between days that the mix
//     is of two minds about, else wherever a quick one comes to (wander.go).
//
// Moves and columns are priced by an energy, the levels' values times factors
// (search.Factors); the best roster is kept by comparing scores, so none that was seen
// is better than the one returned. Nothing in the engine asks where an instance came
// from.
//
// # Tasks and threads
//
// A round cuts the roster into shares: some people's lines and some days' cover
// each. Lines are priced by person and cover by day, so what the tasks of a round do
// to their shares adds up exactly. Each task is seeded by (seed, number of the task)
// and bounded by steps, results are put together in the order of the tasks, and
// their number does not depend on Options.Threads: one seed and StepLimit give one
// roster whatever the threads.
//
// # Bound
//
// For any price y[k] of one more person in each cover row, within what a person
// missing or too many costs,
//
//	sum over people of the cheapest line at what it costs less y of the rows it
//	counts for  +  sum over rows of the least of their price plus y times the count
//
// is no more than the energy of any roster. The prices are whole numbers in fine energy, so
// that nothing is rounded; where a line is not priced exactly, what pricing gave up
// is bounded as well. The bound is rounded up to what all costs are multiples of.
//
// Where lines are too long to be priced, the counters of each person are relaxed as well:
// with a price m[i,c] of a unit of counter c, the cheapest line is that of the machine
// alone, at what it costs plus m[i,c] for each unit, and for each counter the least of its
// price less m[i,c] times the total is added (colgen.Lagrangian).
//
// For a level l, with the levels below left out and a price p[k] on those above, the same
// sum less that of p[k] S[k] over k < l, S being the best score, bounds level l for every
// roster that is no worse above: a Lagrangian relaxation of S[k](x) <= S[k]. Any p will
// do; several are tried (levels.go). When the best roster becomes better at a level, the
// bounds of those below fall back to what cover must cost because too few people may
// work a shift (search.Problem.Floor), until they are found again.
//
// # References
//
//   - Curtois & Qu (2014), Computational results on new staff scheduling benchmark
//     instances, technical report, University of Nottingham.
//   - Rockafellar (1976), Augmented Lagrangians and applications of the proximal point
//     algorithm in convex programming, doi:10.1287/moor.1.2.97; Lacoste-Julien, Jaggi,
//     Schmidt & Pletscher (2013), Block-coordinate Frank-Wolfe optimization for structural
//     SVMs, arXiv:1207.4747.
//   - Ceschia, Dang, De Causmaecker, Haspeslagh & Schaerf (2019), The second
//     international nurse rostering competition, doi:10.1007/s10479-018-2816-0.
//   - Ceschia, Guido & Schaerf (2020), Solving the static INRC-II nurse rostering
//     problem by simulated annealing based on large neighborhoods,
//     doi:10.1007/s10479-020-03527-6.
//   - Demassey, Pesant & Rousseau (2006), A cost-regular based hybrid column
//     generation approach, doi:10.1007/s10601-006-9003-7.
//   - Chambolle & Pock (2011), A first-order primal-dual algorithm for convex problems,
//     doi:10.1007/s10851-010-0251-1; Applegate et al. (2021), Practical large-scale
//     linear programming using primal-dual hybrid gradient, arXiv:2106.04756.
//   - Righini & Salani (2008), New dynamic programming algorithms for the resource
//     constrained elementary shortest path problem, doi:10.1002/net.20212.
//   - Danna, Rothberg & Le Pape (2005), Exploring relaxation induced neighborhoods to
//     improve MIP solutions, doi:10.1007/s10107-004-0518-7.
//   - Legrain, Omer & Rosat (2020), A rotation-based branch-and-price approach for
//     the nurse scheduling problem, doi:10.1007/s12532-019-00172-4.
package scheduler
