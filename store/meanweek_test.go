package store

import "testing"

func TestMeanWeekNames(t *testing.T) {
	first, last, ok := ParseMeanWeek(MeanWeekName("2026-01-05", "2026-05-03"))
	if !ok || first != "2026-01-05" || last != "2026-05-03" {
		t.Errorf("%q to %q, %t", first, last, ok)
	}
	for _, name := range []string{"", "minutes in the week of 2026-01-05", "mean week from 2026-01-05", "mean week from 2026-01-05 to 2026-13-01", "mean week from x to 2026-05-03"} {
		if first, last, ok := ParseMeanWeek(name); ok || first != "" || last != "" {
			t.Errorf("%q is taken for a mean week from %q to %q", name, first, last)
		}
	}
}
