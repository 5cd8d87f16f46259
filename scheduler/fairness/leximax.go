package fairness

import (
	"cmp"
	"slices"
)

// Vector is the burdens of a group, worst first.
type Vector []Milli

// NewVector sorts burdens worst first; whose they are plays no part. The argument stays as it is.
func NewVector(burdens []Milli) Vector {
	v := slices.Clone(burdens)
	slices.SortFunc(v, func(a, b Milli) int { return cmp.Compare(b, a) })
	return v
}

// CompareLeximax returns -1 where a is fairer than b, 1 where b is, and 0 where both are alike: the
// largest burdens are compared, then the next largest, and so on. Where one group is smaller, its
// missing members count as having no burden. O(n).
func CompareLeximax(a, b Vector) int {
	at := func(v Vector, i int) Milli {
		if i < len(v) {
			return v[i]
		}
		return 0
	}
	for i := range max(len(a), len(b)) {
		if c := cmp.Compare(at(a, i), at(b, i)); c != 0 {
			return c
		}
	}
	return 0
}

// Excess returns how far the burdens above a rung lie above it, all together: the sum of
// max(0, burden - rung).
//
// It is what makes leximax a chain of ordinary sums: of two groups of equal size, that one is
// fairer whose Excess is smaller at the highest rung at which they differ. For burdens that are
// multiples of a unit u, Excess(v) = u x the sum over all rungs t above v of the number of
// burdens of t or more, so the highest rung at which two excesses differ lies just below the
// largest burden in which the sorted vectors differ.
func (v Vector) Excess(rung Milli) Milli {
	var sum Milli
	for _, b := range v {
		if b <= rung {
			break
		}
		sum += b - rung
	}
	return sum
}

// CompareLadder compares two groups by their Excess at rungs, which are given from the highest to
// the lowest; -1 where a is smaller at the first that tells them apart. With every value that a
// burden can have below the highest as a rung it agrees with CompareLeximax.
func CompareLadder(a, b Vector, rungs []Milli) int {
	for _, r := range rungs {
		if c := cmp.Compare(a.Excess(r), b.Excess(r)); c != 0 {
			return c
		}
	}
	return 0
}
