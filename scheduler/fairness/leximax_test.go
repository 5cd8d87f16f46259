package fairness_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/fairness"
)

// bruteForce compares two groups of equal size without sorting: the one whose largest burden is
// smaller is fairer; where they are equal, one of each is left out and the rest compared.
func bruteForce(a, b []fairness.Milli) int {
	a, b = slices.Clone(a), slices.Clone(b)
	for len(a) > 0 {
		x, y := slices.Max(a), slices.Max(b)
		if x < y {
			return -1
		}
		if x > y {
			return 1
		}
		a = slices.Delete(a, slices.Index(a, x), slices.Index(a, x)+1)
		b = slices.Delete(b, slices.Index(b, y), slices.Index(b, y)+1)
	}
	return 0
}

func group(t *rapid.T, name string, n int) []fairness.Milli {
	return rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 6), func(n int) fairness.Milli { return fairness.Milli(n) }), n, n).Draw(t, name)
}

// Over all pairs of groups of 4 people with burdens 0 to 4 (625 x 625), leximax agrees with brute
// force and with the ladder of excesses whose rungs are 3, 2, 1, 0.
func TestLeximaxAgreesWithBruteForceAndLadder(t *testing.T) {
	const people, values = 4, 5
	var all [][]fairness.Milli
	for code := range values * values * values * values {
		one := make([]fairness.Milli, people)
		for i := range one {
			one[i] = fairness.Milli(code % values)
			code /= values
		}
		all = append(all, one)
	}
	rungs := []fairness.Milli{3, 2, 1, 0}
	vectors := make([]fairness.Vector, len(all))
	for i := range all {
		vectors[i] = fairness.NewVector(all[i])
	}
	for i := range all {
		for j := range all {
			want := bruteForce(all[i], all[j])
			if got := fairness.CompareLeximax(vectors[i], vectors[j]); got != want {
				t.Fatalf("leximax of %v and %v: %d, want %d", all[i], all[j], got, want)
			}
			if got := fairness.CompareLadder(vectors[i], vectors[j], rungs); got != want {
				t.Fatalf("ladder of %v and %v: %d, want %d", all[i], all[j], got, want)
			}
		}
	}
}

// With unequal shares the rungs are all values that some burden has, and 0.
func TestLadderWithUnequalShares(t *testing.T) {
	f := fairness.Standard()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "people")
		draw := func(name string) []fairness.Milli {
			out := []fairness.Milli{}
			for range n {
				out = append(out, f.Worth(fairness.Line{
					Count: rapid.Int64Range(0, 9).Draw(t, name), Points: 2,
					Share: fairness.Ratio{Num: rapid.Int64Range(500, 2250).Draw(t, name+" share"), Den: 2250},
				}))
			}
			return out
		}
		a, b := draw("a"), draw("b")
		rungs := append(append([]fairness.Milli{0}, a...), b...)
		slices.Sort(rungs)
		slices.Reverse(rungs)
		x, y := fairness.NewVector(a), fairness.NewVector(b)
		if got, want := fairness.CompareLadder(x, y, rungs), fairness.CompareLeximax(x, y); got != want || want != bruteForce(a, b) {
			t.Fatalf("%v and %v: ladder %d, leximax %d", a, b, got, want)
		}
	})
}

// The identity behind the ladder: E_v = the sum over u > v of the number of burdens of u or more.
func TestExcessCountsRungs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		burdens := group(t, "burdens", rapid.IntRange(0, 9).Draw(t, "people"))
		v := fairness.Milli(rapid.IntRange(0, 7).Draw(t, "rung"))
		want := fairness.Milli(0)
		for u := v + 1; u <= 6; u++ {
			for _, b := range burdens {
				if b >= u {
					want++
				}
			}
		}
		if got := fairness.NewVector(burdens).Excess(v); got != want {
			t.Fatalf("excess of %v over %d: %d, want %d", burdens, v, got, want)
		}
	})
}

func TestLeximaxIsATotalPreorder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string) int { return rapid.IntRange(0, 5).Draw(t, name) }
		a, b, c := group(t, "a", n("na")), group(t, "b", n("nb")), group(t, "c", n("nc"))
		x, y, z := fairness.NewVector(a), fairness.NewVector(b), fairness.NewVector(c)
		less := func(v, w fairness.Vector) bool { return fairness.CompareLeximax(v, w) <= 0 }
		switch {
		case fairness.CompareLeximax(x, x) != 0:
			t.Fatal("not reflexive")
		case fairness.CompareLeximax(x, y) != -fairness.CompareLeximax(y, x):
			t.Fatalf("%v and %v compare differently the other way round", x, y)
		case less(x, y) && less(y, z) && !less(x, z):
			t.Fatalf("%v, %v, %v: not transitive", x, y, z)
		case fairness.CompareLeximax(fairness.NewVector(rapid.Permutation(a).Draw(t, "permuted")), y) != fairness.CompareLeximax(x, y):
			t.Fatal("who carries what plays a part")
		}
		// The order is the same in any unit.
		k := fairness.Milli(rapid.IntRange(1, 50).Draw(t, "k"))
		times := func(v fairness.Vector) fairness.Vector {
			out := slices.Clone(v)
			for i := range out {
				out[i] *= k
			}
			return out
		}
		if fairness.CompareLeximax(times(x), times(y)) != fairness.CompareLeximax(x, y) {
			t.Fatalf("%v and %v compare differently in another unit", x, y)
		}
	})
}
