// Package stages solves a ward's own rota worst-off first. It derives from an instance a chain
// of instances that differ in what they ask at which level, solves one from the roster of the
// one before, and judges each roster by its Standing in the instance itself: law, minimum cover
// with the worst shortfall first, agreed patterns, the burdens of all people worst-off first
// (leximax) with what the ledger carries, what was asked for, the rest.
//
// The first stage is a plain solve. A later roster takes the place of the one at hand only if its
// Standing is better, so that nobody's lot as the worst-off is ever worse than the plain solve
// leaves it.
//
// How leximax becomes a cost (fairness.Vector.Excess has the proof): with
//
//	E_v = sum over people of max(0, burden - v)
//
// of two groups that one is fairer whose E_v is smaller at the highest v at which they differ.
// Each E_v is one bend of a counter of each person's burden (nrp.CountCharges), which annealing
// and column generation both price. Where few people have few values to choose from, the bends
// of one solve grow so fast that a step at one value outweighs all people at the values below: that
// solve is leximax exactly, as far as the numbers reach. Where they are many, bends are fewer and
// grow threefold. Either way the chain goes on from the new largest burden.
//
// By hand, three nurses of full time, two nights and a Saturday to be worked, a night 2 points,
// a weekend 3. Carried from before: Ada 4, Ben 3, Cas 0. The night of Friday may be worked by Ada or Ben,
// the night of Monday by anyone, the early of Saturday by anyone, one duty each at most:
//
//	Friday  Monday  Saturday   Ada  Ben  Cas   sorted
//	Ben     Ada     Cas         6    5    3    6 5 3
//	Ben     Cas     Ada         7    5    2    7 5 2
//	Ada     Ben     Cas         6    5    3    6 5 3
//	Ada     Cas     Ben         6    6    2    6 6 2
//
// The first and the third are fairest: 6 cannot be less, and after it 5 is. A sum of points says 14
// to each of them.
package stages
