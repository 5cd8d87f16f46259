package nhs

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// cover repeats the weekly pattern over the horizon.
func (h *horizon) cover() {
	for d := range h.days {
		extra := h.extra(d)
		for _, row := range h.w.demandOn(h.first + Day(d)) {
			most := row.Max
			if most < 0 {
				most = nrp.NoLimit
			}
			h.in.Cover = append(h.in.Cover, nrp.Cover{
				Day: d, Shift: row.Shift, Skill: row.Skill,
				Min: row.Min, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1},
				Preferred: row.Preferred, PreferredCost: rest(preferred), Max: most, MaxCost: rest(tooMany),
				Held: row.Held, Except: extra,
			})
		}
	}
	slices.SortFunc(h.in.Cover, func(x, y nrp.Cover) int {
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Shift, y.Shift), cmp.Compare(x.Skill, y.Skill))
	})
}

// requests makes one of each preference of somebody employed in the horizon.
func (h *horizon) requests(asks []Ask) {
	sorted := slices.Clone(asks)
	slices.SortFunc(sorted, func(x, y Ask) int { return cmp.Or(cmp.Compare(x.Person, y.Person), cmp.Compare(x.Day, y.Day)) })
	of := map[int]Ask{} // by request
	for _, a := range sorted {
		if h.staffOf[a.Person] < 0 || !h.inside(a.Day) {
			continue
		}
		of[len(h.in.Requests)] = a
		h.in.Requests = append(h.in.Requests, nrp.Request{
			ID: h.w.People[a.Person].Number + " " + a.Day.String(), Staff: h.staffOf[a.Person], Day: h.day(a.Day),
			Unwanted: h.unwanted(&a), Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: weigh(a, asks)},
		})
	}
	h.choices(of)
}

// unwanted returns the cells that refuse an ask.
func (h *horizon) unwanted(a *Ask) nrp.CellSet {
	all := nrp.AllShiftCells(len(h.in.Shifts))
	switch a.Kind {
	case "day_off":
		return all
	case "day_on":
		return nrp.OffCells
	case "shift_on":
		return (all | nrp.OffCells) &^ nrp.ShiftCells(a.Shift)
	case "shift_off":
		return nrp.ShiftCells(a.Shift)
	}
	var kind nrp.CellSet
	for i, s := range h.in.Shifts {
		if s.Kind == a.ShiftKind {
			kind |= nrp.ShiftCells(i)
		}
	}
	return (all | nrp.OffCells) &^ kind
}

// unavailable joins leave, days on which somebody cannot work and days without employment to one set a cell.
func (h *horizon) unavailable() {
	all := nrp.AllShiftCells(len(h.in.Shifts))
	cells := make([]nrp.CellSet, len(h.people)*h.days)
	forbid := func(person int, first, last Day, set nrp.CellSet) {
		if h.staffOf[person] < 0 {
			return
		}
		for d := max(h.day(first), 0); d <= min(h.day(last), h.days-1); d++ {
			cells[h.staffOf[person]*h.days+d] |= set
		}
	}
	for _, l := range h.w.Leave {
		forbid(l.Person, l.First, l.Last, all)
	}
	for _, a := range h.w.Away {
		set := all
		if a.Shift >= 0 {
			set = nrp.ShiftCells(a.Shift)
		}
		forbid(a.Person, a.First, a.Last, set)
	}
	for k, i := range h.people {
		for d := range h.days {
			set := cells[k*h.days+d]
			if !h.w.People[i].employed(h.first + Day(d)) {
				set = all
			}
			if set != 0 {
				h.in.Unavailable = append(h.in.Unavailable, nrp.Unavailable{Staff: k, Day: d, Cells: set})
			}
		}
	}
	for _, i := range h.people {
		h.youngCells(i)
		h.hazardCells(i)
	}
	h.beforeNext()
}

// fixed keeps bank duties where they are.
func (h *horizon) fixed() {
	for _, b := range h.w.Bank {
		if h.staffOf[b.Person] >= 0 && h.inside(b.Day) {
			h.in.Fixed = append(h.in.Fixed, nrp.Fixed{
				Staff: h.staffOf[b.Person], Day: h.day(b.Day), To: nrp.Assignment{Shift: h.bank, Skill: nrp.NoSkill},
			})
		}
	}
	slices.SortFunc(h.in.Fixed, func(x, y nrp.Fixed) int { return cmp.Or(cmp.Compare(x.Staff, y.Staff), cmp.Compare(x.Day, y.Day)) })
}
