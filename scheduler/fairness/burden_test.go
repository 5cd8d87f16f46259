package fairness_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/fairness"
)

// TestWorkedExample is the example of docs/fairness.md, by hand.
func TestWorkedExample(t *testing.T) {
	f := fairness.Standard()
	half := fairness.Ratio{Num: 1125, Den: 2250}
	for _, c := range []struct {
		name          string
		line          fairness.Line
		scaled, worth fairness.Milli
	}{
		// 4 nights x 2 = 8; she could have worked nights on 21 of 28 days: 8 / (21/28) = 10.667;
		// half time: 10.667 / (1/2) = 21.333. It ended 60 days ago: 2 steps, 0.94 x 0.94 = 0.8836:
		// 21.333 x 0.8836 = 18.850.
		{"nights", fairness.Line{Count: 4, Points: 2, Share: half, Eligible: fairness.Ratio{Num: 21, Den: 28}, Age: 60}, 21333, 18850},
		// 1 weekend x 3 = 3, free on 3 of 4 weekends: 4; half time: 8; x 0.8836 = 7.069 (7.0688).
		{"weekend", fairness.Line{Count: 1, Points: 3, Share: half, Eligible: fairness.Ratio{Num: 3, Den: 4}, Age: 60}, 8000, 7069},
		// 1 refusal x 9 = 9, all 28 days: 9; half time: 18; 10 days ago: no step yet.
		{"refusal", fairness.Line{Count: 1, Points: 9, Share: half, Eligible: fairness.Ratio{Num: 28, Den: 28}, Age: 10}, 18000, 18000},
	} {
		if got := f.Scaled(c.line); got != c.scaled {
			t.Errorf("%s: scaled %d, want %d", c.name, got, c.scaled)
		}
		if got := f.Worth(c.line); got != c.worth {
			t.Errorf("%s: worth %d, want %d", c.name, got, c.worth)
		}
	}
	// 18.850 + 7.069 + 18.000 = 43.919.
	lines := []fairness.Line{
		{Count: 4, Points: 2, Share: half, Eligible: fairness.Ratio{Num: 21, Den: 28}, Age: 60},
		{Count: 1, Points: 3, Share: half, Eligible: fairness.Ratio{Num: 3, Den: 4}, Age: 60},
		{Count: 1, Points: 9, Share: half, Eligible: fairness.Ratio{Num: 28, Den: 28}, Age: 10},
	}
	if got := f.Burden(lines); got != 43919 {
		t.Errorf("burden %d, want 43919", got)
	}
}

func TestDecay(t *testing.T) {
	f := fairness.Standard()
	for _, c := range []struct {
		age  int
		want fairness.Milli
	}{
		{-30, 100_000}, // still to come
		{0, 100_000},
		{27, 100_000},
		{28, 94_000},
		{55, 94_000},
		{56, 88_360},  // 0.94^2
		{84, 83_058},  // 0.94^3 = 0.830584
		{308, 50_630}, // 0.94^11 = 0.506299...
		{364, 44_737}, // 0.94^13 = 0.447365...
		{365, 0},      // twelve months
		{4000, 0},
	} {
		if got := f.Worth(fairness.Line{Count: 100, Points: 1, Age: c.age}); got != c.want {
			t.Errorf("100 points after %d days: %d, want %d", c.age, got, c.want)
		}
	}
}

func TestFloors(t *testing.T) {
	f := fairness.Standard()
	of := func(share, eligible fairness.Ratio) fairness.Milli {
		return f.Scaled(fairness.Line{Count: 1, Points: 1, Share: share, Eligible: eligible})
	}
	whole, least := fairness.Ratio{Num: 1, Den: 1}, fairness.Ratio{Num: 1, Den: 4}
	for _, c := range []struct {
		name            string
		share, eligible fairness.Ratio
		want            fairness.Milli
	}{
		{"at the floor", least, whole, 4000},
		{"above it", fairness.Ratio{Num: 26, Den: 100}, whole, 3846}, // 1 / 0.26
		{"below it", fairness.Ratio{Num: 24, Den: 100}, whole, 4000},
		{"no hours agreed", fairness.Ratio{Num: 0, Den: 2250}, whole, 4000},
		{"no day free", whole, fairness.Ratio{Num: 0, Den: 28}, 4000},
		{"both", fairness.Ratio{Num: 0, Den: 2250}, fairness.Ratio{Num: 0, Den: 28}, 16000},
		{"more than full time", fairness.Ratio{Num: 2500, Den: 2250}, whole, 900},
		{"not said", fairness.Ratio{}, fairness.Ratio{}, 1000},
	} {
		if got := of(c.share, c.eligible); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func anyLine(t *rapid.T, name string) fairness.Line {
	share := rapid.Int64Range(1, 3000).Draw(t, name+" minutes")
	days := rapid.Int64Range(1, 42).Draw(t, name+" days")
	return fairness.Line{
		Count: rapid.Int64Range(-30, 30).Draw(t, name+" count"), Points: rapid.Int64Range(0, 27).Draw(t, name+" points"),
		Share: fairness.Ratio{Num: share, Den: 2250}, Eligible: fairness.Ratio{Num: rapid.Int64Range(0, days).Draw(t, name+" eligible"), Den: days},
		Age: rapid.IntRange(-40, 400).Draw(t, name+" age"),
	}
}

// A correction leaves nothing behind.
func TestTakenBackIsNothing(t *testing.T) {
	f := fairness.Standard()
	rapid.Check(t, func(t *rapid.T) {
		line := anyLine(t, "line")
		back := line
		back.Count = -line.Count
		if got := f.Burden([]fairness.Line{line, back}); got != 0 {
			t.Fatalf("%+v and its correction leave %d", line, got)
		}
	})
}

// Twice the nights on twice the hours weigh the same; so do twice the days on which they could
// have been.
func TestBurdenIsScaleInvariant(t *testing.T) {
	f := fairness.Standard()
	f.Floor = fairness.Ratio{Num: 0, Den: 1}
	rapid.Check(t, func(t *rapid.T) {
		line, k := anyLine(t, "line"), rapid.Int64Range(1, 9).Draw(t, "k")
		line.Eligible.Num = max(line.Eligible.Num, 1)
		want := f.Worth(line)
		hours := line
		hours.Count, hours.Share.Num = line.Count*k, line.Share.Num*k
		days := line
		days.Count, days.Eligible.Num = line.Count*k, line.Eligible.Num*k
		same := line
		same.Eligible = fairness.Ratio{Num: line.Eligible.Num * k, Den: line.Eligible.Den * k}
		for name, other := range map[string]fairness.Line{"hours": hours, "days": days, "the same part": same} {
			if got := f.Worth(other); got != want {
				t.Fatalf("%s: %+v is worth %d, %+v %d", name, line, want, other, got)
			}
		}
	})
}

// The order of lines plays no part, and no line grows with age.
func TestBurdenOfPermutedLines(t *testing.T) {
	f := fairness.Standard()
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) fairness.Line { return anyLine(t, "line") }), 0, 12).Draw(t, "lines")
		if got, want := f.Burden(rapid.Permutation(lines).Draw(t, "permuted")), f.Burden(lines); got != want {
			t.Fatalf("%d permuted, %d before", got, want)
		}
		for _, l := range lines {
			older := l
			older.Age += rapid.IntRange(1, 60).Draw(t, "older")
			l.Count, older.Count = max(l.Count, -l.Count), max(l.Count, -l.Count)
			if f.Worth(older) > f.Worth(l) {
				t.Fatalf("%+v grew", l)
			}
		}
	})
}

func TestMoveKindByNotice(t *testing.T) {
	const day = 24 * 60
	for _, c := range []struct {
		notice int64
		want   fairness.Kind
		ok     bool
	}{
		{-day, fairness.Moved1Day, true},
		{0, fairness.Moved1Day, true},
		{day, fairness.Moved1Day, true},
		{day + 1, fairness.Moved3Days, true},
		{3 * day, fairness.Moved3Days, true},
		{3*day + 1, fairness.Moved7Days, true},
		{7*day + 1, fairness.Moved14Days, true},
		{14*day + 1, fairness.Moved42Days, true},
		{42 * day, fairness.Moved42Days, true},
		{42*day + 1, "", false},
	} {
		if got, ok := fairness.MoveKind(c.notice); got != c.want || ok != c.ok {
			t.Errorf("%d minutes: %q %t, want %q %t", c.notice, got, ok, c.want, c.ok)
		}
	}
}

func TestEveryKindHasPoints(t *testing.T) {
	for _, k := range fairness.Kinds {
		if fairness.Points(k) < 1 {
			t.Errorf("%s weighs nothing", k)
		}
	}
	for strength := -1; strength <= 4; strength++ {
		k, ok := fairness.RefusedKind(strength)
		// 3^(strength-1).
		want := map[int]int64{1: 1, 2: 3, 3: 9}[strength]
		if ok != (want > 0) || fairness.Points(k) != want {
			t.Errorf("strength %d: %q, %d points, %t", strength, k, fairness.Points(k), ok)
		}
	}
}
