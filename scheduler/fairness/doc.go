// Package fairness measures how much a rota and the rotas before it have asked of each person,
// and says which of two rotas is fairer to a group. It is pure: no I/O, no clock.
//
// The burden of a person is a sum of lines. A line counts one kind of thing in one period
// (nights, weekends, preferences refused, published duties moved); it is worth
//
//	count x points / eligible / share x decay^(age / 28 days)
//
// where share is the contract's part of full time, eligible the part of the period in which the
// thing could have fallen on the person, and decay 0.94. A line of twelve months and more is worth
// nothing. Each line is rounded once, to a thousandth of a point, and from then on everything is
// whole numbers: sums and comparisons are exact, and the lines that a person sees add up to the
// burden that counts.
//
// A group is compared worst-off first (leximax): the largest burden ought to be as small as can
// be, then the next, and so on. Jain's index and the Gini coefficient are for display as a trend
// and decide nothing: both call 5,5,2,2,1 and 6,3,3,2,1 equal, which differ for the worst-off.
package fairness
