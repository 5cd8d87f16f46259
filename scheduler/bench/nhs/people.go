package nhs

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// staff takes those employed in the horizon, with what they did before it.
func (h *horizon) staff() {
	w := h.w
	for i := range w.People {
		p := &w.People[i]
		h.staffOf[i] = -1
		if (p.From == 0 || p.From < h.first+Day(h.days)) && (p.To == 0 || p.To >= h.first) {
			h.staffOf[i] = len(h.people)
			h.people = append(h.people, i)
		}
	}
	for _, i := range h.people {
		p := &w.People[i]
		s := nrp.Staff{ID: p.Number, Contract: h.contractOf(i), History: h.history(i)}
		h.skills(p, &s)
		s.CounterBase = h.counterBase(i, &s, h.mean[len(h.in.Staff)])
		h.in.Staff = append(h.in.Staff, s)
	}
}

// skills sets those held on the first day or later, with their ends if one lies in the horizon.
func (h *horizon) skills(p *Person, s *nrp.Staff) {
	ends := false
	var until []nrp.DayIdx
	for _, k := range p.Skills {
		end := h.days
		if k.Until != 0 {
			end = min(end, h.day(k.Until)+1)
		}
		if end <= 0 {
			continue
		}
		ends = ends || end < h.days
		s.Skills, until = append(s.Skills, k.Skill), append(until, end)
	}
	if ends {
		s.SkillUntil = until
	}
}

// history is what the ward's last period and the bank had of a person. The period before has
// none of its own: there only bank duties are known.
func (h *horizon) history(person int) nrp.History {
	w := h.w
	p := &w.People[person]
	if h.first != w.First || !w.HasPast || p.From != 0 && p.From >= h.first {
		return nrp.History{}
	}
	line := append([]nrp.ShiftIdx(nil), w.Past[person]...)
	for _, b := range w.Bank {
		if at := h.day(b.Day) + len(line); b.Person == person && at >= 0 && at < len(line) {
			line[at] = h.bank
		}
	}
	return nrp.History{Known: true, Line: line}
}

// counterBase is what each counter stands at before day 0, nil where all are zero: leave and days
// without employment count as worked, and so does what was worked of a week that had begun, and
// what mean says of a mean week.
func (h *horizon) counterBase(person int, s *nrp.Staff, mean []int64) []int64 {
	counters := h.in.Contracts[s.Contract].Counters
	counters = counters[:len(counters)-len(mean)]
	base := make([]int64, len(counters))
	for k := range counters {
		switch c := &counters[k]; {
		case c.Kind == nrp.CountWeekends:
		case c.To == 0:
			base[k] = h.credited(person)
		case c.From == 0 && s.History.Known:
			line := s.History.Line
			for _, x := range line[len(line)-min(h.in.Horizon.FirstWeekday, len(line)):] {
				if x != nrp.NoShift {
					base[k] += int64(h.in.Shifts[x].Minutes)
				}
			}
		}
	}
	base = append(base, mean...)
	if !slices.ContainsFunc(base, func(n int64) bool { return n != 0 }) {
		return nil
	}
	return base
}

// credited is the paid time of leave, and of days without employment a seventh of a week each.
func (h *horizon) credited(person int) int64 {
	p := &h.w.People[person]
	var leave, gone int64
	for d := h.first; d < h.first+Day(h.days); d++ {
		credit := 0
		for _, l := range h.w.Leave {
			if l.Person == person && l.First <= d && d <= l.Last {
				credit = max(credit, l.Credit)
			}
		}
		if p.employed(d) {
			leave += int64(credit)
		} else {
			gone++
		}
	}
	return leave + gone*int64(h.w.Contracts[p.Contract].Weekly)/7
}
