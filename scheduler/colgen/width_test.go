package colgen

import (
	"slices"
	"testing"
)

// A round took 100 for a line that was priced exactly and 50 for one that was not: priced eight times as widely, the next is to
// take 100 + 8 x 50 = 500.
func TestLinesArePricedMoreWidelyWhereARoundHasTheTime(t *testing.T) {
	for name, tt := range map[string]struct {
		most  int64
		width int
		wider bool
		want  int
	}{
		"no_limit":                  {0, firstWidth, true, wider * firstWidth},
		"just_enough":               {500, firstWidth, true, wider * firstWidth},
		"one_less":                  {499, firstWidth, false, firstWidth},
		"no_wider_than_is_worth_it": {0, lastWidth - 1, true, lastWidth},
		"as_wide_as_can_be_already": {0, lastWidth, false, lastWidth},
	} {
		t.Run(name, func(t *testing.T) {
			g := (&Generator{found: []priced{{work: 100, exact: true}, {work: 50}}, width: []int{firstWidth, tt.width}}).Within(tt.most)
			if wider := g.widen(); wider != tt.wider || !slices.Equal(g.width, []int{firstWidth, tt.want}) {
				t.Errorf("widened: %v, widths %v; want %v, %d of the second line", wider, g.width, tt.wider, tt.want)
			}
		})
	}
}
