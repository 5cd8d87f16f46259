package nhs

import (
	"errors"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
)

// horizon turns a ward into the problem of one of its two periods.
type horizon struct {
	w     *Ward
	first Day
	days  int
	in    *nrp.Instance
	// beyond is the horizon and aheadDays more.
	beyond nrp.Horizon
	// people are those employed on some day of the period. [staff]
	people []int
	// staffOf is where a person stands in people, -1 for nowhere. [person]
	staffOf []int
	// bank is the index of the bank shift, nrp.NoShift where the problem has none.
	bank nrp.ShiftIdx
	// mean is what the counters of each mean week stand at; they are the last ones. [staff]
	mean [][]int64
	// late says whether the clock is put back on a day or the two after it. [day]
	late []bool
	// hazards are the answers of tooMuch.
	hazards map[hazardKey]bool
	// personal are the contracts made for people with limits of their own, by id.
	personal map[string]nrp.ContractIdx
}

// Problem returns the problem of the period. It is an error if the ward has a past that has
// not been solved.
func (w *Ward) Problem() (*planner.Problem, error) {
	if w.HasPast && w.Past == nil {
		return nil, errors.New("the ward's past is not solved; call SolvePast first")
	}
	return w.problem(w.First, w.Asks), nil
}

// PastProblem returns the problem of the period before. It has no preferences, and nothing is
// known of what went before it.
func (w *Ward) PastProblem() *planner.Problem { return w.problem(w.PastFirst(), nil) }

func (w *Ward) problem(first Day, asks []Ask) *planner.Problem {
	h := &horizon{
		w: w, first: first, days: w.days(), bank: nrp.NoShift, staffOf: make([]int, len(w.People)), personal: map[string]nrp.ContractIdx{},
		hazards: map[hazardKey]bool{}, in: &nrp.Instance{Name: w.Name + " " + first.String()},
	}
	h.calendar()
	h.parts()
	h.contracts()
	h.staff()
	h.cover()
	h.requests(asks)
	h.unavailable()
	h.agreed()
	h.fixed()
	h.links()
	return h.wrap()
}

// day returns the index of a date, which may lie outside the horizon.
func (h *horizon) day(d Day) nrp.DayIdx { return int(d - h.first) }

func (h *horizon) inside(d Day) bool { return d >= h.first && d < h.first+Day(h.days) }

func (h *horizon) calendar() {
	h.in.Horizon, h.beyond = h.until(h.days), h.until(h.days+aheadDays)
}

// until returns the horizon with so many days; midnights only where the clock changes.
func (h *horizon) until(days int) nrp.Horizon {
	out := nrp.Horizon{Days: days, FirstWeekday: h.first.Weekday()}
	mids, begin := make([]int, days+1), h.first.midnight(h.w.Zone)
	for d := range mids {
		mids[d] = (h.first + Day(d)).midnight(h.w.Zone) - begin
		if mids[d] != 1440*d {
			out.Midnights = mids
		}
	}
	var past []int
	for back := Day(1); back <= pastDays; back++ {
		past = append(past, (h.first-back).midnight(h.w.Zone)-begin)
		if (h.first - back).minutes(h.w.Zone) != 1440 {
			out.Past = past // up to the first change; days before it have 24 hours
		}
	}
	return out
}

// parts sets skills and shifts; the bank shift is there where somebody works it shortly
// before the horizon or in it.
func (h *horizon) parts() {
	for _, code := range h.w.Skills {
		h.in.Skills = append(h.in.Skills, nrp.Skill{ID: code})
	}
	for _, s := range h.w.Shifts {
		h.in.Shifts = append(h.in.Shifts, nrp.Shift{ID: s.Code, Kind: s.Kind, Start: s.Start, End: s.End, Minutes: s.Paid})
	}
	for _, b := range h.w.Bank {
		if b.Day >= h.first-pastDays && b.Day < h.first+Day(h.days) {
			h.bank = len(h.w.Shifts)
		}
	}
	if h.bank != nrp.NoShift {
		s := h.w.BankShift
		h.in.Shifts = append(h.in.Shifts, nrp.Shift{ID: s.Code + "@bank", Kind: s.Kind, Start: s.Start, End: s.End, Minutes: s.Paid, FixedOnly: true})
	}
}

// pastDays is how far back duties count as history, as in the product.
const pastDays = 42

// wrap names the indices and adds what the second referee must know.
func (h *horizon) wrap() *planner.Problem {
	out := &planner.Problem{Instance: h.in, FirstDay: h.first.String(), HistoryHash: "nhs"}
	for _, i := range h.people {
		out.StaffIDs = append(out.StaffIDs, h.w.People[i].Number)
	}
	for _, s := range h.in.Shifts {
		out.ShiftIDs = append(out.ShiftIDs, s.ID)
	}
	for _, s := range h.in.Skills {
		out.SkillIDs = append(out.SkillIDs, s.ID)
	}
	for _, q := range h.in.Requests {
		out.RequestIDs = append(out.RequestIDs, q.ID)
	}
	out.Law = h.law()
	return out
}
