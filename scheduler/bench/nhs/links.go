package nhs

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// cost is the price of one day on which a rule between named people is broken.
func (s Strength) cost() nrp.Cost {
	switch s {
	case Must:
		return hard
	case Should:
		return nrp.Cost{Level: nrp.LevelPattern, Weight: 1}
	case IfPossible:
	}
	return rest(20 * restScale)
}

// meeting is a set of shifts that have the same shifts at their time.
type meeting struct{ of, with nrp.CellSet }

// meetings puts the ward's shifts together by the shifts at their time: those that have half of the shorter
// one in common at least.
func (h *horizon) meetings() []meeting {
	var out []meeting
	for i, s := range h.w.Shifts {
		m := meeting{of: nrp.ShiftCells(i)}
		for j, t := range h.w.Shifts {
			common := min(s.End, t.End) - max(s.Start, t.Start)
			if i == j || common > 0 && 2*common >= min(s.End-s.Start, t.End-t.Start) {
				m.with |= nrp.ShiftCells(j)
			}
		}
		if at := slices.IndexFunc(out, func(x meeting) bool { return x.with == m.with }); at >= 0 {
			out[at].of |= m.of
			continue
		}
		out = append(out, m)
	}
	return out
}

// links states who works with whom, day by day: pairs by people, then learners.
func (h *horizon) links() {
	w, meetings := h.w, h.meetings()
	every := nrp.AllShiftCells(len(h.in.Shifts)) | nrp.OffCells
	pairs := slices.Clone(w.Pairs)
	slices.SortFunc(pairs, func(x, y Pair) int { return cmp.Or(x.Person-y.Person, x.Other-y.Other) })
	learners := slices.Clone(w.Learners)
	slices.SortFunc(learners, func(x, y Learner) int { return x.Person - y.Person })
	for d := range h.days {
		day := h.first + Day(d)
		for _, p := range pairs {
			one, other := h.staffOf[p.Person], h.staffOf[p.Other]
			if one >= 0 && other >= 0 && spans(p.First, p.Last, day) {
				h.pair(d, &p, meetings, every)
			}
		}
		for _, l := range learners {
			if h.staffOf[l.Person] >= 0 && spans(l.First, l.Last, day) {
				h.learner(d, &l, meetings, every)
			}
		}
	}
}

// spans reports whether a day lies from first to last, 0 for no end.
func spans(first, last, day Day) bool { return first <= day && (last == 0 || day <= last) }

func (h *horizon) pair(d nrp.DayIdx, p *Pair, meetings []meeting, every nrp.CellSet) {
	if !p.Apart && (h.gone(h.staffOf[p.Person], d) || h.gone(h.staffOf[p.Other], d)) {
		return
	}
	link := func(kind string, about, other int, of, with nrp.CellSet) {
		h.in.Links = append(h.in.Links, nrp.Link{
			Name: kind + ":" + h.w.People[other].Number, Day: d, Least: 1, Cost: p.Strength.cost(),
			Members: []nrp.Member{{Staff: h.staffOf[about], Cells: every &^ of}, {Staff: h.staffOf[other], Cells: with}},
		})
	}
	for _, m := range meetings {
		if p.Apart {
			link("apart", p.Person, p.Other, m.of, every&^m.with)
			continue
		}
		link("together", p.Person, p.Other, m.of, m.with)
		link("together", p.Other, p.Person, m.of, m.with)
	}
}

// gone reports whether somebody can work no shift of the ward on a day, or works on another one.
func (h *horizon) gone(i nrp.StaffIdx, d nrp.DayIdx) bool {
	own := nrp.AllShiftCells(len(h.w.Shifts))
	return slices.ContainsFunc(h.in.Unavailable, func(u nrp.Unavailable) bool { return u.Staff == i && u.Day == d && u.Cells&own == own }) ||
		slices.ContainsFunc(h.in.Fixed, func(f nrp.Fixed) bool { return f.Staff == i && f.Day == d })
}

// learner states that a learner works a shift that needs a supervisor only if one is at work at its time.
func (h *horizon) learner(d nrp.DayIdx, l *Learner, meetings []meeting, every nrp.CellSet) {
	var needs nrp.CellSet
	for i, s := range h.w.Shifts {
		if len(l.Kinds) == 0 || slices.Contains(l.Kinds, s.Kind) {
			needs |= nrp.ShiftCells(i)
		}
	}
	extra := h.extra(d)
	for _, m := range meetings {
		if m.of&needs == 0 {
			continue
		}
		link := nrp.Link{Name: "supervised", Day: d, Least: 1, Cost: l.Strength.cost()}
		link.Members = []nrp.Member{{Staff: h.staffOf[l.Person], Cells: every &^ (m.of & needs)}}
		for k, i := range h.people {
			able := l.Skill >= 0 && h.in.Staff[k].Holds(l.Skill, d) && !slices.Contains(extra, k)
			if i != l.Person && (able || slices.Contains(l.Supervisors, i)) {
				link.Members = append(link.Members, nrp.Member{Staff: k, Cells: m.with})
			}
		}
		h.in.Links = append(h.in.Links, link)
	}
}

// extra lists who is supernumerary on a day, ascending; nil for nobody.
func (h *horizon) extra(d nrp.DayIdx) []nrp.StaffIdx {
	var out []nrp.StaffIdx
	for k, i := range h.people {
		if slices.ContainsFunc(h.w.Supernumerary, func(s Supernumerary) bool {
			return s.Person == i && spans(s.First, s.Last, h.first+Day(d))
		}) {
			out = append(out, k)
		}
	}
	return out
}
