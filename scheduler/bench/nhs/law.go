package nhs

import (
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// lawDays is how far around the period duties are told to the second referee: the reference period
// of Working Time Regulations 1998 reg. 4(3).
const lawDays = 17 * 7

// law states the same people's work on instants: bank duties, the last rota, and what each
// cell of the ward's own shifts would be. It looks at dates and clock times only, at no index and no
// contract.
func (h *horizon) law() *planner.Law {
	w := h.w
	out := &planner.Law{Around: law.Input{
		Zone: w.Zone, Figures: law.UK(), People: make([]law.Person, len(h.people)),
		From: w.clock(h.first, 0), To: w.clock(h.first+Day(h.days)+1, 0),
	}}
	for k, i := range h.people {
		out.Around.People[k] = w.lawPerson(i, h.first, h.days)
	}
	out.Cells = make([][]law.Work, h.days)
	for d := range out.Cells {
		out.Cells[d] = make([]law.Work, len(h.in.Shifts))
		for s := range w.Shifts {
			out.Cells[d][s] = w.work(h.first+Day(d), &w.Shifts[s])
		}
	}
	return out
}

// clock is the instant at which the ward's clock shows a minute of a day.
func (w *Ward) clock(d Day, minute int) law.Instant {
	y, m, day := d.date()
	return law.Clock(w.Zone, y, m, day, minute)
}

// work is a duty as it really passes; what is not paid is its break, and how that is taken is another matter.
func (w *Ward) work(d Day, s *Shift) law.Work {
	longest := law.Unknown
	if s.Break >= 0 {
		longest = s.Break
	}
	return law.Work{Start: w.clock(d, s.Start), End: w.clock(d, s.End), Break: s.End - s.Start - s.Paid, Parts: true, Longest: longest, Hazard: s.Hazard}
}

// lawPerson is what the law must know of somebody beside the roster of the horizon.
func (w *Ward) lawPerson(person int, first Day, days int) law.Person {
	p := &w.People[person]
	out := law.Person{ID: p.Number}
	if p.From != 0 {
		out.Began = w.clock(p.From, 0)
	}
	if t := w.term(person, Young); t != nil {
		out.Adult, out.LateContract = w.clock(t.Until, 0), t.Late
	}
	out.OptOut, out.NightWorker = w.lawSpans(person, OptOut), w.lawSpans(person, NightWorker)
	end := first + Day(days)
	for _, x := range w.around(person, first, days) {
		out.Work = append(out.Work, w.work(x.day, x.shift))
	}
	for _, l := range w.Leave {
		if l.Person == person && l.First < end && l.Last >= first {
			out.Absences = append(out.Absences, law.Absence{Start: w.clock(l.First, 0), End: w.clock(l.Last+1, 0)})
		}
	}
	return out
}

// lawSpans is when a term of somebody holds.
func (w *Ward) lawSpans(person int, kind TermKind) []law.Span {
	t := w.term(person, kind)
	if t == nil {
		return nil
	}
	out := law.Span{From: w.clock(t.From, 0)}
	if t.Until != 0 {
		out.To = w.clock(t.Until, 0)
	}
	return []law.Span{out}
}

// planned is a duty that stands already.
type planned struct {
	day   Day
	shift *Shift
}

// around are a person's duties beside the roster of a horizon: bank duties, and those of the last
// rota where it comes before.
func (w *Ward) around(person int, first Day, days int) []planned {
	var out []planned
	for d := first - lawDays; d < first+Day(days)+lawDays; d++ {
		if at := int(d - w.PastFirst()); first == w.First && w.Past != nil && at >= 0 && at < len(w.Past[person]) && w.Past[person][at] >= 0 {
			out = append(out, planned{d, &w.Shifts[w.Past[person][at]]})
		}
		for _, b := range w.Bank {
			if b.Person == person && b.Day == d {
				out = append(out, planned{d, &w.BankShift})
			}
		}
	}
	return out
}
