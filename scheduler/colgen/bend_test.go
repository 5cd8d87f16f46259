package colgen

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBends: a counter that stands at 2 is paid 6 for each of two below 8, and costs 10 for
// each above 12 and 4 more above 20. Counted in units of 2, from where it stands, the bends
// are at (8-2)/2 = 3, (12-2)/2 = 5 and (20-2)/2 = 9, and a unit costs -12, 0, 20, 28.
func TestBends(t *testing.T) {
	c := &Counter{Under: []Knee{{At: 8, Unit: 1, Energy: 6}}, Over: []Knee{{At: 20, Unit: 1, Energy: 4}, {At: 12, Unit: 1, Energy: 10}}}
	got := c.bends(2, 2)
	want := []bend{{0, -12}, {3, 0}, {5, 20}, {9, 28}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(bend{})); diff != "" {
		t.Errorf("bends (-want +got):\n%s", diff)
	}
	// With a center of 5 and 4 for each unit off: 1 unit is 2 too few for 5 + 4(1-3) = -3, which the bend at 3 may charge.
	// With 4.5 units it would be 5 + 4(4.5-3) = 11 there, more than 0, and 5 + 4(4.5-5) = 3 at 5, within 0 and 20. With 8 it
	// would be 17 at 5, with 9 it is 20 at the most there, and 5 at 9, which is less than 20 a unit costs on the way.
	for n, want := range map[float64]float64{1: -3, -4: -12, 2: 0, 4.5: 3, 8: 17, 9: 20, 13: 21, 30: 28} {
		if got := (&term{center: 5, give: 4, bends: got}).charge(n); got != want {
			t.Errorf("%v units are charged %v each, want %v", n, got, want)
		}
	}
	if got := (&term{bends: (&Counter{}).bends(0, 1)}).charge(7); got != 0 {
		t.Errorf("a counter without bends charges %v", got)
	}
}
