package sqlstore

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// links states who works with whom as links, day by day, in an order of its own.
func (b *problemBuilder) links() error {
	t := newBeside(b)
	pairs := slices.Clone(b.rows.Together.Pairs)
	slices.SortFunc(pairs, func(x, y store.Pair) int {
		return cmp.Or(cmp.Compare(b.first(&x), b.first(&y)), cmp.Compare(b.second(&x), b.second(&y)), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.FirstDay, y.FirstDay))
	})
	for i := range pairs {
		if err := b.pair(t, &pairs[i]); err != nil {
			return err
		}
	}
	learners := slices.Clone(b.rows.Together.Learners)
	slices.SortFunc(learners, func(x, y store.Learner) int {
		return cmp.Or(cmp.Compare(b.staffOf[x.StaffID], b.staffOf[y.StaffID]), cmp.Compare(x.FirstDay, y.FirstDay))
	})
	for i := range learners {
		if err := b.learner(t, &learners[i]); err != nil {
			return err
		}
	}
	slices.SortStableFunc(b.inst.Links, func(x, y nrp.Link) int { return cmp.Compare(x.Day, y.Day) })
	return nil
}

// first and second are the two people of a pair in the order of the staff, whichever was named
// first.
func (b *problemBuilder) first(p *store.Pair) nrp.StaffIdx {
	return min(b.staffOf[p.StaffID], b.staffOf[p.OtherID])
}

func (b *problemBuilder) second(p *store.Pair) nrp.StaffIdx {
	return max(b.staffOf[p.StaffID], b.staffOf[p.OtherID])
}

// beside groups the shifts of a ward by those at the same time.
type beside struct {
	// all holds every cell, those of work on other wards and the day off included.
	all nrp.CellSet
	// groups are shifts with the same shifts at their time, in the order of the shifts.
	groups []besideGroup
}

type besideGroup struct{ shifts, beside nrp.CellSet }

// newBeside finds the groups. Two people in shifts s and t are at work at the same time if and
// only if t is in the beside of the one group that has s.
func newBeside(b *problemBuilder) *beside {
	t := &beside{all: nrp.AllShiftCells(len(b.inst.Shifts)) | nrp.OffCells}
	shifts := slices.Clone(b.rows.Shifts)
	slices.SortFunc(shifts, func(x, y store.Shift) int { return cmp.Compare(b.shiftOf[x.ID], b.shiftOf[y.ID]) })
	for i := range shifts {
		own := nrp.ShiftCells(b.shiftOf[shifts[i].ID])
		var set nrp.CellSet
		for j := range shifts {
			if shifts[i].Beside(&shifts[j]) {
				set |= nrp.ShiftCells(b.shiftOf[shifts[j].ID])
			}
		}
		at := slices.IndexFunc(t.groups, func(g besideGroup) bool { return g.beside == set })
		if at < 0 {
			at = len(t.groups)
			t.groups = append(t.groups, besideGroup{beside: set})
		}
		t.groups[at].shifts |= own
	}
	return t
}

// span returns the days of the horizon within a span of days.
func (b *problemBuilder) span(first, last store.Day) (from, to nrp.DayIdx) {
	to = b.inst.Horizon.Days
	if last != "" {
		to = min(to, b.day(last)+1)
	}
	return max(0, b.day(first)), to
}

// pair states a pair. Apart: in a shift of a group there is not the one while the other is in
// one beside it. Together: in a shift of a group there is either of them only with the other in
// one beside it; not on days on which one of them is away.
func (b *problemBuilder) pair(t *beside, p *store.Pair) error {
	one, ok1 := b.staffOf[p.StaffID]
	other, ok2 := b.staffOf[p.OtherID]
	if !ok1 || !ok2 {
		return nil // not employed in the period
	}
	one, other = min(one, other), max(one, other)
	cost, err := b.price.cost(p.Strength.Price())
	if err != nil {
		return err
	}
	name := func(i nrp.StaffIdx) string { return store.PairName(p.Kind, b.inst.Staff[i].ID) }
	from, to := b.span(p.FirstDay, p.LastDay)
	for d := from; d < to; d++ {
		if p.Kind == store.WorkTogether && (b.away(one, d) || b.away(other, d)) {
			continue
		}
		for _, g := range t.groups {
			link := nrp.Link{Day: d, Least: 1, Cost: cost}
			if p.Kind == store.WorkApart {
				link.Name = name(other)
				link.Members = []nrp.Member{{Staff: one, Cells: t.all &^ g.shifts}, {Staff: other, Cells: t.all &^ g.beside}}
				b.inst.Links = append(b.inst.Links, link)
				continue
			}
			for _, two := range [][2]nrp.StaffIdx{{one, other}, {other, one}} {
				link.Name = name(two[1])
				link.Members = []nrp.Member{{Staff: two[0], Cells: t.all &^ g.shifts}, {Staff: two[1], Cells: g.beside}}
				b.inst.Links = append(b.inst.Links, link)
			}
		}
	}
	return nil
}

// away reports whether a person cannot work any shift of the ward on a day.
func (b *problemBuilder) away(i nrp.StaffIdx, d nrp.DayIdx) bool {
	all := nrp.AllShiftCells(len(b.rows.Shifts))
	for _, u := range b.inst.Unavailable {
		if u.Staff == i && u.Day == d && u.Cells&all == all {
			return true
		}
	}
	for _, f := range b.inst.Fixed {
		if f.Staff == i && f.Day == d && f.To.Shift != nrp.NoShift && b.inst.Shifts[f.To.Shift].FixedOnly {
			return true
		}
	}
	return false
}

// learner states a learner: in a shift of a group only with a supervisor in one beside it.
func (b *problemBuilder) learner(t *beside, l *store.Learner) error {
	who, ok := b.staffOf[l.StaffID]
	if !ok {
		return nil // not employed in the period
	}
	cost, err := b.price.cost(l.Strength.Price())
	if err != nil {
		return err
	}
	var kinds nrp.CellSet
	for _, s := range b.rows.Shifts {
		if l.Kinds.Has(s.Kind) {
			kinds |= nrp.ShiftCells(b.shiftOf[s.ID])
		}
	}
	except := b.supernumerary()
	from, to := b.span(l.FirstDay, l.LastDay)
	for d := from; d < to; d++ {
		supervisors := b.supervisors(l, d, except[d])
		for _, g := range t.groups {
			if g.shifts&kinds == 0 {
				continue
			}
			members := []nrp.Member{{Staff: who, Cells: t.all &^ (g.shifts & kinds)}}
			for _, i := range supervisors {
				members = append(members, nrp.Member{Staff: i, Cells: g.beside})
			}
			b.inst.Links = append(b.inst.Links, nrp.Link{Name: store.Supervised, Day: d, Members: members, Least: 1, Cost: cost})
		}
	}
	return nil
}

// supervisors lists who may supervise a learner on a day, ascending.
func (b *problemBuilder) supervisors(l *store.Learner, d nrp.DayIdx, except []nrp.StaffIdx) []nrp.StaffIdx {
	skill, known := b.skillOf[l.SkillID] // a skill that nobody holds is not known
	var out []nrp.StaffIdx
	for i := range b.staff {
		s := &b.staff[i]
		holds := known && l.SkillID != "" && b.inst.Staff[i].Holds(skill, d) && !slices.Contains(except, i)
		if s.ID != l.StaffID && (holds || slices.Contains(l.Supervisors, s.ID)) {
			out = append(out, i)
		}
	}
	return out
}

// supernumerary lists who does not count for cover, ascending; [day].
func (b *problemBuilder) supernumerary() map[nrp.DayIdx][]nrp.StaffIdx {
	out := map[nrp.DayIdx][]nrp.StaffIdx{}
	for _, s := range b.rows.Together.Supernumerary {
		i, ok := b.staffOf[s.StaffID]
		if !ok {
			continue
		}
		from, to := b.span(s.FirstDay, s.LastDay)
		for d := from; d < to; d++ {
			if !slices.Contains(out[d], i) {
				out[d] = append(out[d], i)
			}
		}
	}
	for d := range out {
		slices.Sort(out[d])
	}
	return out
}
