package fairness_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/fairness"
)

// Seven ways to give 15 tasks to 5 people, best first. Jain and Gini by hand: of 4,4,3,2,2 the sum
// of squares is 49, Jain 225 / (5 x 49) = 0.918; Gini (4x4 + 2x4 + 0x3 - 2x2 - 4x2) / (5 x 15) =
// 12 / 75 = 0.16. Neither tells 5,5,2,2,1 from 6,3,3,2,1; leximax does.
func TestMeasuresOfSevenSchedules(t *testing.T) {
	cases := []struct {
		burdens    []fairness.Milli
		jain, gini float64
	}{
		{[]fairness.Milli{3, 3, 3, 3, 3}, 1, 0},
		{[]fairness.Milli{4, 4, 3, 2, 2}, 0.918, 0.160},
		{[]fairness.Milli{5, 3, 3, 2, 2}, 0.882, 0.187},
		{[]fairness.Milli{5, 5, 2, 2, 1}, 0.763, 0.293},
		{[]fairness.Milli{6, 3, 3, 2, 1}, 0.763, 0.293},
		{[]fairness.Milli{6, 5, 2, 1, 1}, 0.672, 0.373},
		{[]fairness.Milli{11, 1, 1, 1, 1}, 0.360, 0.533},
	}
	near := func(got, want float64) bool { return math.Abs(got-want) < 0.0005 }
	for i, c := range cases {
		v := fairness.NewVector(c.burdens)
		if j, g := fairness.Jain(v), fairness.Gini(v); !near(j, c.jain) || !near(g, c.gini) {
			t.Errorf("%v: Jain %.4f, Gini %.4f, want %.3f and %.3f", c.burdens, j, g, c.jain, c.gini)
		}
		if i > 0 && fairness.CompareLeximax(fairness.NewVector(cases[i-1].burdens), v) != -1 {
			t.Errorf("%v is not fairer than %v", cases[i-1].burdens, c.burdens)
		}
	}
}

func TestSpreadOfNothing(t *testing.T) {
	for _, v := range []fairness.Vector{nil, {0, 0, 0}} {
		if j, g := fairness.Jain(v), fairness.Gini(v); j != 1 || g != 0 {
			t.Errorf("%v: Jain %v, Gini %v", v, j, g)
		}
	}
}

func TestSpreadIsScaleInvariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := fairness.NewVector(group(t, "burdens", rapid.IntRange(1, 9).Draw(t, "people")))
		var double fairness.Vector
		for _, b := range v {
			double = append(double, 2*b)
		}
		j, g := fairness.Jain(v), fairness.Gini(v)
		if math.Abs(j-fairness.Jain(double)) > 1e-9 || math.Abs(g-fairness.Gini(double)) > 1e-9 {
			t.Fatalf("%v: another unit changes Jain or Gini", v)
		}
		if n := float64(len(v)); j < 1/n-1e-9 || j > 1+1e-9 || g < -1e-9 || g >= 1 {
			t.Fatalf("%v: Jain %v, Gini %v", v, j, g)
		}
	})
}

func TestBands(t *testing.T) {
	for _, c := range []struct {
		name    string
		burdens []fairness.Milli
		want    []fairness.Band
	}{
		{"too few people", []fairness.Milli{1, 2}, nil},
		{"one band", []fairness.Milli{1, 2, 90, 3}, []fairness.Band{{0, -1, 4}}},
		// Cells of 10: 3 in 0..9, 1 in 10..19, 2 in 20..29, 1 in 40..49. The first holds 3; the
		// next three together 3, but then 1 would be left alone: it joins them.
		{"the last joins", []fairness.Milli{1, 2, 3, 15, 22, 23, 45}, []fairness.Band{{0, 10, 3}, {10, -1, 4}}},
		{"an edge belongs to the band above", []fairness.Milli{9, 9, 9, 10, 10, 10}, []fairness.Band{{0, 10, 3}, {10, -1, 3}}},
		{"below nothing", []fairness.Milli{-5, 0, 3, 12, 13, 14}, []fairness.Band{{0, 10, 3}, {10, -1, 3}}},
	} {
		got := fairness.Bands(c.burdens, 10, 3)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
}

// Nobody can be picked out: every band holds enough people, its edges are on the grid, and
// everybody stands in one.
func TestBandsRevealNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		burdens := rapid.SliceOf(rapid.Map(rapid.IntRange(0, 200), func(n int) fairness.Milli { return fairness.Milli(n) })).Draw(t, "burdens")
		width, least := fairness.Milli(rapid.IntRange(1, 50).Draw(t, "width")), rapid.IntRange(1, 8).Draw(t, "least")
		bands := fairness.Bands(burdens, width, least)
		if len(burdens) < least || len(burdens) == 0 {
			if bands != nil {
				t.Fatalf("%d people in %v", len(burdens), bands)
			}
			return
		}
		for i, b := range bands {
			held := 0
			for _, x := range burdens {
				if b.Holds(x) {
					held++
				}
			}
			last := i == len(bands)-1
			if held != b.People || held < least || b.From%width != 0 || (b.To == -1) != last || !last && b.To != bands[i+1].From {
				t.Fatalf("%v of %v: band %d holds %d", bands, burdens, i, held)
			}
		}
		if bands[0].From != 0 {
			t.Fatalf("%v begins above 0", bands)
		}
	})
}
