package colgen_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/colgen"
)

// TestReduceLeavesWhatCanCost: two people and one day. Row 0 wants somebody and is kept; row 1 charges for nothing; row 2
// allows two, whom both can come to: nothing; row 3 allows one of two and is kept; row 4 wants somebody and allows two: what
// it charges for a third is left out.
func TestReduceLeavesWhatCanCost(t *testing.T) {
	off, on := colgen.Option{}, func(rows ...int32) colgen.Option { return colgen.Option{Cell: 1, Duty: 1, Rows: rows} }
	line := func(o colgen.Option) colgen.Line {
		return colgen.Line{OptionAt: []int32{0, 2}, Options: []colgen.Option{off, o}}
	}
	p := &colgen.Part{Days: 1, Lines: []colgen.Line{line(on(0, 1, 2, 3, 4)), line(on(1, 2, 3, 4))}, Rows: []colgen.Row{
		{ID: 10, Min: 1, Preferred: 1, Max: 1, MinE: 5, PreferredE: 5, MaxE: 3},
		{ID: 11, Min: 1, Preferred: 1, Max: 1},
		{ID: 12, Max: 2, MaxE: 3},
		{ID: 13, Max: 1, MaxE: 3},
		{ID: 14, Min: 1, Preferred: 1, Max: 2, MinE: 5, PreferredE: 2, MaxE: 3},
	}}
	p.Reduce()
	if diff := cmp.Diff([]colgen.Row{
		{ID: 10, Min: 1, Preferred: 1, Max: 1, MinE: 5, PreferredE: 5}, // one of the two counts for it
		{ID: 13, Max: 1, MaxE: 3},
		{ID: 14, Min: 1, Preferred: 1, Max: 2, MinE: 5, PreferredE: 2},
	}, p.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	for i, want := range [][]int32{{0, 1, 2}, {1, 2}} {
		if diff := cmp.Diff(want, p.Lines[i].Options[1].Rows); diff != "" {
			t.Errorf("line %d (-want +got):\n%s", i, diff)
		}
	}
}
