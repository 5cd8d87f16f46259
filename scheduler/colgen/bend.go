package colgen

import (
	"cmp"
	"slices"
)

// bend is where what a unit of a counter costs changes.
type bend struct {
	// at is the number of units from which each one costs slope: less than nothing where
	// too few are paid for.
	at, slope float64
}

// bends returns what each unit added to a counter that stands at total costs: the first
// bend's slope is that of the least units, and at each further one it gets larger.
// Prohibitions are taken to be linear.
func (c *Counter) bends(total, unit int64) []bend {
	out := []bend{{slope: float64(c.lowest(unit))}}
	for _, knees := range [][]Knee{c.Under, c.Over} {
		for _, k := range knees {
			out = append(out, bend{float64(k.At-total) / float64(unit), float64(k.Energy / k.Unit * unit)})
		}
	}
	slices.SortStableFunc(out[1:], func(a, b bend) int { return cmp.Compare(a.at, b.at) })
	for j := 1; j < len(out); j++ {
		out[j].slope += out[j-1].slope
	}
	return out
}

// charge returns the price of a counter that has n units.
func (t *term) charge(n float64) float64 {
	last := len(t.bends) - 1
	for j := 1; j <= last; j++ {
		if y := t.center + t.give*(n-t.bends[j].at); y <= t.bends[j].slope {
			return max(y, t.bends[j-1].slope)
		}
	}
	return t.bends[last].slope
}
