package law

import (
	"cmp"
	"slices"
)

// places: nobody works in two places at once. Each duty is held against the earlier one
// that reaches furthest, so that a duty is named once.
func (t *timeline) places() {
	var reach Instant
	for i, w := range t.work {
		if i > 0 && w.Start < reach {
			s := span{w.Start, min(w.End, reach)}
			t.most(TwoPlaces, s, s.minutes(), 0, "nobody can be in two places at once")
		}
		reach = max(reach, w.End)
	}
}

// absence: no duty begins on an agreed absence.
func (t *timeline) absence() {
	away := slices.Clone(t.person.Absences)
	slices.SortFunc(away, func(a, b Absence) int { return cmp.Compare(a.Start, b.Start) })
	next, until := 0, Instant(0)
	for _, w := range t.work {
		for ; next < len(away) && away[next].Start <= w.Start; next++ {
			until = max(until, away[next].End)
		}
		if w.Start < until {
			t.most(OnAbsence, span{w.Start, w.End}, int(w.End-w.Start), 0, "agreed absence")
		}
	}
}
