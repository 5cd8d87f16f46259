package law

import (
	"cmp"
	"fmt"
	"slices"
)

// Check returns every breach, by person in the order of the input, then by rule, then in
// the order of time. Averages over rolling periods come once for each period; see Worst.
// It is an error, which names the field, if the input is not valid. O(work x log work +
// days) a person.
func Check(in *Input) ([]Breach, error) {
	if err := in.Validate(); err != nil {
		return nil, fmt.Errorf("check the input: %w", err)
	}
	from, to, some := in.span()
	if !some {
		return nil, nil
	}
	// A reference period before, for employments that began shortly before the first work,
	// and one after, for the last ones; and a fortnight each, for weekly rest.
	days := 7*in.Figures.ReferenceWeeks.Value + 14
	cal := newCalendar(in.Zone, from, to, days, days)
	var out []Breach
	for i := range in.People {
		t := newTimeline(&in.Figures, cal, &in.People[i])
		t.places()
		t.absence()
		t.breaks()
		t.dailyRest()
		t.weeklyRest()
		t.averageWeek()
		t.nightAverage()
		t.hazard()
		t.young()
		out = append(out, in.told(t.found)...)
	}
	return out, nil
}

// span returns the first and the last instant of any work; false where there is none.
func (in *Input) span() (from, to Instant, some bool) {
	for i := range in.People {
		for _, w := range in.People[i].Work {
			if !some {
				from, to, some = w.Start, w.End, true
			}
			from, to = min(from, w.Start), max(to, w.End)
		}
	}
	return from, to, some
}

// told returns the breaches that are asked for, in their order. A rest that ends when From
// comes belongs to the duty that begins there.
func (in *Input) told(found []Breach) []Breach {
	if in.From != 0 || in.To != 0 {
		found = slices.DeleteFunc(found, func(b Breach) bool { return b.To < in.From || b.From >= in.To })
	}
	slices.SortStableFunc(found, func(a, b Breach) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return found
}
