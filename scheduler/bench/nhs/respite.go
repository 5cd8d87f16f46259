package nhs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

const (
	// aheadDays is how far after the horizon work matters to weekly rest.
	aheadDays = 14
	// fortnightRest is one of the two rests wanted in 14 days, minutes (Working Time
	// Regulations 1998 reg. 11(2)).
	fortnightRest = 24 * 60
	fortnightDays = 14
	// restReach is how many days lie between two shifts at most of which the second can begin too
	// soon after the first.
	restReach = 6
)

// respites states weekly rest in fortnights, which are counted from the week in which the
// employment began, or else from Monday 5 October 1998 (reg. 11(5)).
func (h *horizon) respites(began Day, ahead []nrp.Busy) []nrp.Respite {
	anchor := DayOf(1998, time.October, 5)
	if began != 0 {
		anchor = began.Monday()
	}
	r := nrp.Respite{
		Name: "weekly rest in two weeks", From: -int(((h.first-anchor)%fortnightDays + fortnightDays) % fortnightDays),
		Span: fortnightDays, Repeats: true, Minutes: fortnightRest, Times: 2, Cost: hard,
	}
	r.Ahead = h.matters(&r, ahead)
	return []nrp.Respite{r}
}

// matters returns the work after the horizon which lies in the fortnight that goes on beyond it, none
// where it leaves rests enough however late the last shift ends.
func (h *horizon) matters(r *nrp.Respite, ahead []nrp.Busy) []nrp.Busy {
	end := h.beyond.Midnight(h.days + ((r.From-h.days)%r.Span+r.Span)%r.Span)
	free := h.beyond.Midnight(h.days)
	for _, s := range h.in.Shifts {
		free = max(free, h.beyond.Instant(h.days-1, s.End))
	}
	var out []nrp.Busy
	rests := 0
	for _, w := range ahead {
		if w.Start >= end {
			break
		}
		out = append(out, w)
		rests += max(0, w.Start-free) / r.Minutes
		free = max(free, w.End)
	}
	if rests+max(0, end-free)/r.Minutes >= r.Times {
		return nil
	}
	return out
}

// ahead is the bank work of a person in the days after the horizon.
func (h *horizon) ahead(person int) []nrp.Busy {
	var out []nrp.Busy
	for _, b := range h.w.Bank {
		if d := h.day(b.Day); b.Person == person && d >= h.days && d < h.days+aheadDays {
			out = append(out, nrp.Busy{Start: h.beyond.Instant(d, h.w.BankShift.Start), End: h.beyond.Instant(d, h.w.BankShift.End)})
		}
	}
	slices.SortFunc(out, func(x, y nrp.Busy) int { return cmp.Compare(x.Start, y.Start) })
	return out
}

// respitesName tells respites apart, for the id of a person's contract.
func respitesName(all []nrp.Respite) string {
	var out strings.Builder
	for i := range all {
		fmt.Fprintf(&out, "; %s from day %d", all[i].Name, all[i].From)
		if !all[i].Repeats {
			fmt.Fprintf(&out, " for %d days, %d minutes", all[i].Span, all[i].Minutes)
		}
		if len(all[i].Ahead) > 0 {
			fmt.Fprintf(&out, " before %v", all[i].Ahead)
		}
	}
	return out.String()
}

// beforeNext forbids on the last days what leaves too little rest before bank work after them.
func (h *horizon) beforeNext() {
	for k, i := range h.people {
		for d := max(0, h.days-restReach); d < h.days; d++ {
			var set nrp.CellSet
			for _, next := range h.ahead(i) {
				for s, shift := range h.w.Shifts {
					if next.Start-h.beyond.Instant(d, shift.End) < h.w.Rules.Rest {
						set |= nrp.ShiftCells(s)
					}
				}
			}
			if set != 0 {
				h.in.Unavailable = append(h.in.Unavailable, nrp.Unavailable{Name: "rest before the next rota", Staff: k, Day: d, Cells: set})
			}
		}
	}
}
