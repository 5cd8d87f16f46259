package sqlstore

import (
	"cmp"
	"errors"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// cover makes one row of each demand that can cost anything.
func (b *problemBuilder) cover() error {
	r := &b.rows.Rules
	least, err1 := b.price.cost(r.CoverMin)
	preferred, err2 := b.price.cost(r.CoverPreferred)
	most, err3 := b.price.cost(r.CoverMax)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	except := b.supernumerary()
	for _, d := range b.rows.Demand {
		c := nrp.Cover{
			Day: b.day(d.Day), Shift: b.shiftOf[d.ShiftID], Skill: b.skillOf[d.SkillID], Held: d.Held, Except: except[b.day(d.Day)],
			Min: d.Min, MinCost: least, Preferred: d.Preferred, PreferredCost: preferred, Max: d.Max, MaxCost: most,
		}
		if d.Max < 0 {
			c.Max = nrp.NoLimit
		}
		if c.Day < 0 || c.Day >= b.inst.Horizon.Days || c.Preferred == 0 && c.Max == nrp.NoLimit {
			continue
		}
		b.inst.Cover = append(b.inst.Cover, c)
	}
	slices.SortFunc(b.inst.Cover, func(x, y nrp.Cover) int {
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Shift, y.Shift), cmp.Compare(x.Skill, y.Skill))
	})
	return nil
}

// requests makes one request of each preference, in an order that ids have no part in
// where the content differs: so equal wards are solved equally.
func (b *problemBuilder) requests() error {
	prefs := slices.Clone(b.rows.Preferences)
	weights, planned := store.Weights(prefs), plannedRequests{}
	slices.SortFunc(prefs, func(x, y store.Preference) int {
		return cmp.Or(cmp.Compare(b.staffOf[x.StaffID], b.staffOf[y.StaffID]), cmp.Compare(x.Day, y.Day), cmp.Compare(x.Kind, y.Kind),
			cmp.Compare(b.shiftOf[x.ShiftID], b.shiftOf[y.ShiftID]), cmp.Compare(x.ShiftKind, y.ShiftKind), cmp.Compare(x.ID, y.ID))
	})
	for i := range prefs {
		p := &prefs[i]
		staff, ok := b.staffOf[p.StaffID]
		day := b.day(p.Day)
		if !ok || day < 0 || day >= b.inst.Horizon.Days {
			continue
		}
		cost, err := b.price.preference(weights[p.ID])
		if err != nil {
			return err
		}
		unwanted := b.unwanted(&p.Ask)
		if unwanted == 0 {
			continue // nothing could refuse it
		}
		b.inst.Requests = append(b.inst.Requests, nrp.Request{ID: string(p.ID), Staff: staff, Day: day, Unwanted: unwanted, Cost: cost})
		b.out.RequestIDs = append(b.out.RequestIDs, string(p.ID))
		planned.add(staff, p, len(b.inst.Requests)-1)
	}
	b.choices(planned)
	return nil
}

// unwanted returns the cells that refuse an ask.
func (b *problemBuilder) unwanted(a *store.Ask) nrp.CellSet {
	all := nrp.AllShiftCells(len(b.inst.Shifts))
	switch a.Kind {
	case store.DayOff:
		return all
	case store.DayOn:
		return nrp.OffCells
	case store.ShiftOn:
		return (all | nrp.OffCells) &^ nrp.ShiftCells(b.shiftOf[a.ShiftID])
	case store.ShiftOff:
		return nrp.ShiftCells(b.shiftOf[a.ShiftID])
	case store.KindOn:
		var kind nrp.CellSet
		for i, s := range b.inst.Shifts {
			if s.Kind == string(a.ShiftKind) {
				kind |= nrp.ShiftCells(i)
			}
		}
		return (all | nrp.OffCells) &^ kind
	}
	return 0
}

// unavailable joins leave, unavailability and days without employment to one set a cell, and
// adds what the last day must leave for the day after it.
func (b *problemBuilder) unavailable() {
	days := b.inst.Horizon.Days
	all := nrp.AllShiftCells(len(b.inst.Shifts))
	cells := make([]nrp.CellSet, len(b.staff)*days)
	forbid := func(staff store.ID, first, last store.Day, set nrp.CellSet) {
		i, ok := b.staffOf[staff]
		if !ok {
			return
		}
		for d := max(b.day(first), 0); d <= min(b.day(last), days-1); d++ {
			cells[i*days+d] |= set
		}
	}
	for _, l := range b.rows.Leaves {
		forbid(l.StaffID, l.FirstDay, l.LastDay, all)
	}
	for _, a := range b.rows.Away {
		set := all
		if a.ShiftID != "" {
			set = nrp.ShiftCells(b.shiftOf[a.ShiftID])
		}
		forbid(a.StaffID, a.FirstDay, a.LastDay, set)
	}
	for i := range b.staff {
		for d := range days {
			if !b.employed(&b.staff[i], d) {
				cells[i*days+d] |= all
			}
			cells[i*days+d] |= b.guestCells(b.staff[i].ID, b.rows.Period.FirstDay.Add(d))
			if set := cells[i*days+d] &^ b.stintCells; set != 0 {
				b.inst.Unavailable = append(b.inst.Unavailable, nrp.Unavailable{Staff: i, Day: d, Cells: set})
			}
		}
	}
	b.workerCells()
	b.beforeNext()
}

// fixed keeps the fixed cells of the latest draft and the duties on other wards; where
// both claim a cell the published one stands.
func (b *problemBuilder) fixed() {
	type cell struct {
		staff nrp.StaffIdx
		day   nrp.DayIdx
	}
	kept := map[cell]nrp.Assignment{}
	put := func(staff store.ID, day store.Day, to nrp.Assignment) {
		i, ok := b.staffOf[staff]
		d := b.day(day)
		if _, taken := kept[cell{i, d}]; ok && !taken && d >= 0 && d < b.inst.Horizon.Days {
			kept[cell{i, d}] = to
		}
	}
	for _, e := range b.elsewhere {
		put(e.staff, e.day, nrp.Assignment{Shift: b.shiftOf[e.shift.ID], Skill: nrp.NoSkill})
	}
	for _, d := range b.rows.Fixed {
		shift, ok := b.shiftOf[d.ShiftID]
		skill, known := b.skillOf[d.SkillID]
		if ok && known {
			put(d.StaffID, d.Day, nrp.Assignment{Shift: shift, Skill: skill})
		}
	}
	for c, to := range kept {
		b.inst.Fixed = append(b.inst.Fixed, nrp.Fixed{Staff: c.staff, Day: c.day, To: to})
	}
	slices.SortFunc(b.inst.Fixed, func(x, y nrp.Fixed) int {
		return cmp.Or(cmp.Compare(x.Staff, y.Staff), cmp.Compare(x.Day, y.Day))
	})
}
